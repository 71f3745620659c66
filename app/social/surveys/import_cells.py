"""How do the words of a survey sheet become codes: group, age, quarter, needs in one cell or ticked in columns?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable
from app.common.text import fold
from app.registry.establishments.import_cells import InVillage, type_of
from app.registry.reference import entries
from app.social.surveys.rules import without_numbers
from app.social.surveys.terms import (
    AGE_NAMES,
    DIFFICULTY_NAMES,
    NO_NEED,
    SEX_NAMES,
    AgeBand,
    Difficulty,
    Sex,
    band_of,
)

# Folded words that tell a code where the office's own names do not, the first that is found.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("ban dam", "sex_work_difficulty"),
    ("thanh nien", "unemployed_youth"),
    ("that nghiep", "unemployed_youth"),
    ("chua co viec", "unemployed_youth"),
    ("lao dong", "establishment_workers"),
    ("nhan vien", "establishment_workers"),
    ("khac", "other"),
)
_NEEDS: tuple[tuple[str, str], ...] = (
    ("khong co nhu cau|chua co nhu cau|khong can|^khong$", NO_NEED),
    ("hoc nghe|dao tao nghe|day nghe", "vocational_training"),
    ("viec lam|tim viec|gioi thieu viec|xin viec", "job"),
    ("vay|von", "loan"),
    ("phap ly|luat|phap luat", "legal_aid"),
    ("tam ly", "psychological"),
    ("suc khoe|y te|kham|chua benh|bao hiem y te|bhyt", "health"),
    ("giay to|ho khau|cccd|can cuoc|khai sinh|ho tich", "papers"),
    ("con .*hoc|hoc .*con|di hoc|hoc phi|truong", "child_school"),
    ("cho o|nha o|thue nha|phong tro", "housing"),
    ("khac", "other"),
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YES, _NO = frozenset({"x", "co", "1", "v", "yes", "y", "✓", "✔", "√"}), frozenset({"khong", "0", "-", "no", "n", "ko"})


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter, and its year where the cell says it: "Quý 2/2026"."""

    quarter: int
    year: int | None = None


def as_group(cell: Cell, context: Context) -> str:
    """A group of the office's list."""
    names, said = context.lookups["groups"], fold(cell.text)
    found = names.get(said) or next(
        (code for words, code in _GROUPS if re.search(rf"\b{words}\b", said) and code in names.values()),
        None,
    )
    if found is None:
        raise NotImportable(N_("“{text}” is not on the office's list of groups."), text=cell.text)
    return str(found)


def as_village(cell: Cell, context: Context) -> InVillage | Doubtful:
    """A village of the list, with or without the word "thôn"; any other place is left out, for it may be an address."""
    villages, said = context.lookups["villages"], fold(cell.text)
    for name in (said, f"thon {said}"):
        if name in villages:
            return InVillage(villages[name].id, villages[name].name)
    why = N_("This is not on the list of villages; the village is stored as unknown.")
    return Doubtful(None, NotImportable(why))


def as_sex(cell: Cell, context: Context) -> Sex | None:
    """As the sheet says."""
    said = fold(cell.text)
    if said in ("nu", "f", "female", "gai", "phu nu"):
        return Sex.FEMALE
    if said in ("nam", "m", "male", "trai", "nam gioi"):
        return Sex.MALE
    if "khong ro" in said:
        return None
    return Sex.OTHER


def as_age(cell: Cell, context: Context) -> AgeBand | Doubtful:
    """An age, a span of ages or a year of birth; only the band is kept."""
    said = fold(cell.text).replace("–", "-")
    numbers = [int(each) for each in re.findall(r"[0-9]+", said)]
    if len(numbers) == 1 and 1900 <= numbers[0] <= context.today.year:
        return band_of(context.today.year - numbers[0])
    if len(numbers) == 1 and numbers[0] <= 120:
        return band_of(max(numbers[0] - 1, 0) if re.search(r"\bduoi\b|<", said) else numbers[0])
    if len(numbers) == 2 and numbers[0] <= numbers[1] <= 120:
        first, last = band_of(numbers[0]), band_of(numbers[1])
        if first is last:
            return first
        band = band_of(sum(numbers) // 2)
        why = N_("“{text}” lies in two bands of age; it is stored as “{band}”.")
        return Doubtful(band, NotImportable(why, text=cell.text, band=AGE_NAMES[band]))
    raise NotImportable(N_("“{text}” is not an age, such as 24 or 18-24."), text=cell.text)


def as_quarter(cell: Cell, context: Context) -> Quarter:
    """I to IV or 1 to 4, with the year where it stands there."""
    found = re.fullmatch(r"(?:quy\s*)?(iv|iii|ii|i|[1-4])(?:\D+(20[0-9]{2}))?", fold(cell.text).strip())
    if found is None:
        raise NotImportable(N_("“{text}” is not a quarter, such as II or 2/2026."), text=cell.text)
    return Quarter(_ROMAN.get(found[1]) or int(found[1]), int(found[2]) if found[2] else None)


def as_year(cell: Cell, context: Context) -> int:
    """A year in four digits."""
    found = re.fullmatch(r"(?:nam\s*)?(20[0-9]{2})", fold(cell.text))
    if found is None:
        raise NotImportable(N_("“{text}” is not a year."), text=cell.text)
    return int(found[1])


def as_needs(cell: Cell, context: Context) -> frozenset[str] | Doubtful:
    """Each need that the cell names; what the list does not know counts as "other", with a warning."""
    names = context.lookups["needs"]
    pieces = [each.strip(" .-–•+") for each in re.split(r"[;,\n/+]|\svà\s", cell.text)]
    found, unknown = set(), []
    for piece in filter(None, pieces):
        code = need_of(piece, names)
        if code is None:
            unknown.append(piece)
        found.add(code or "other")
    needs = frozenset(found - {NO_NEED}) or frozenset({NO_NEED})
    if not unknown:
        return needs
    why = N_("The list of needs does not know “{text}”; it counts as another need.")
    return Doubtful(needs, NotImportable(why, text=without_numbers("; ".join(unknown))))


def need_of(text: str, names: Mapping[str, Any]) -> str | None:
    """The need that a text names: by the office's own words, else by the usual ones."""
    said = fold(text)
    if said in names:
        return str(names[said])
    codes = set(names.values())
    return next((code for words, code in _NEEDS if code in codes and re.search(rf"\b(?:{words})\b", said)), None)


def as_mark(cell: Cell, context: Context) -> bool:
    """Whether a need is ticked in its own column."""
    said = fold(cell.text).strip()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise NotImportable(N_("“{text}” is no mark: write x, or leave the cell empty."), text=cell.text)


def as_difficulty(cell: Cell, context: Context) -> Difficulty:
    """Yes, no, or not known."""
    said = fold(cell.text).strip()
    if said in _NO or re.fullmatch(r"khong kho khan.*", said):
        return Difficulty.NO
    if re.search(r"khong ro|chua ro|khong biet", said):
        return Difficulty.UNKNOWN
    if said in _YES or re.search(r"kho khan|ngheo|can ngheo|^co\b", said):
        return Difficulty.YES
    raise NotImportable(N_("“{text}” says neither yes nor no."), text=cell.text)


def as_workplace(cell: Cell, context: Context) -> str | Doubtful:
    """The type of premises that a cell names; which premises it is, is not kept."""
    found = type_of(cell.text, context.lookups["types"])
    if found is not None:
        return found
    why = N_("This is no type of premises on the list; the place of work is stored as “other”.")
    return Doubtful("other", NotImportable(why))


def as_anonymous(cell: Cell, context: Context) -> str | Doubtful:
    """A text; what looks like somebody's number is taken out of it."""
    kept = without_numbers(cell.text)
    if kept == cell.text:
        return kept
    why = N_("What looks like a phone or identity number is left out: a survey names nobody.")
    return Doubtful(kept, NotImportable(why))


# --- as the preview shows them ---------------------------------------------------------------------------


def show_age(band: AgeBand) -> str:
    return tr(AGE_NAMES[band])


def show_quarter(quarter: Quarter) -> str:
    return f"{quarter.quarter}/{quarter.year}" if quarter.year else str(quarter.quarter)


def show_sex(sex: Sex) -> str:
    return tr(SEX_NAMES[sex])


def show_difficulty(difficulty: Difficulty) -> str:
    return tr(DIFFICULTY_NAMES[difficulty])


@cache
def _named(catalogue: str) -> dict[str, str]:
    return {item["code"]: item["name"] for item in entries(catalogue)}


def show_group(code: str) -> str:
    return _named("survey_groups").get(code, code)


def show_needs(codes: frozenset[str]) -> str:
    names = _named("need_kinds")
    return "; ".join(names.get(code, code) for code in (*names, *sorted(codes - set(names))) if code in codes)


def show_workplace(code: str) -> str:
    return _named("establishment_types").get(code, code)
