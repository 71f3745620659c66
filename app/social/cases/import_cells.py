"""How do a register's words become a support case: birth, sex, how somebody came, what they agreed to?"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from app.common.dates import NotADate, parse_date, show_date
from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable
from app.common.sex import FEMALE, MALE, OTHER, SEX_NAMES
from app.common.text import fold
from app.social.cases.terms import FLAG_NAMES, OUTCOME_NAMES, Flag, Outcome

_SEX = {"nu": FEMALE, "f": FEMALE, "gai": FEMALE, "nam": MALE, "m": MALE, "trai": MALE, "khac": OTHER}
# Folded words of registers -> what they say; the first that stands in the cell counts.
_OUTCOMES: tuple[tuple[str, Outcome], ...] = (
    ("mat lien lac", Outcome.LOST_CONTACT),
    ("khong lien lac", Outcome.LOST_CONTACT),
    ("chuyen di", Outcome.MOVED),
    ("chuyen noi", Outcome.MOVED),
    ("tu choi", Outcome.DECLINED),
    ("khong co nhu cau", Outcome.DECLINED),
    ("qua doi", Outcome.DIED),
    ("chet", Outcome.DIED),
    ("da mat", Outcome.DIED),
    ("ban giao", Outcome.TRANSFERRED),
    ("dat muc tieu", Outcome.GOAL_MET),
    ("hoan thanh", Outcome.GOAL_MET),
    ("on dinh", Outcome.GOAL_MET),
)
_FLAGS: tuple[tuple[str, Flag], ...] = (
    ("tre em", Flag.CHILD),
    ("duoi 18", Flag.CHILD),
    ("mua ban", Flag.TRAFFICKING),
    ("bao luc", Flag.VIOLENCE),
    ("bao hanh", Flag.VIOLENCE),
    ("khuyet tat", Flag.DISABILITY),
)
# "không", "chưa" and their like, as a whole word at the beginning of what was answered.
_NO = re.compile(r"^(khong|ko|k|chua|tu choi)\b")
_YES = re.compile(r"^(x|v|co|roi|da|dong y|duoc|ky|phieu|1)\b")


@dataclass(frozen=True, slots=True)
class Agreed:
    """That somebody agreed to a record of theirs; the day where the cell says it."""

    on: date | None = None


def as_sex(cell: Cell, context: Context) -> str:
    """Nam, nữ, khác."""
    found = _SEX.get(fold(cell.text).strip(" ."))
    if found is None:
        raise NotImportable(N_("“{text}” is not one of: {choices}."), text=cell.text, choices="nam, nữ, khác")
    return found


def as_birth(cell: Cell, context: Context) -> date | int:
    """A day, or the year alone."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if found := re.fullmatch(r"(?:sn|sinh nam|nam)?\s*(\d{4})", fold(cell.text)):
        return int(found[1])
    try:
        return parse_date(cell.text, context.today)
    except NotADate:
        raise NotImportable(N_("“{text}” is neither a day nor a year of birth."), text=cell.text) from None


def as_outcome(cell: Cell, context: Context) -> Outcome | Doubtful | None:
    """How the case ended; None while it goes on."""
    folded = fold(cell.text)
    if re.search(r"\bdang\b|\btiep tuc\b", folded):
        return None
    by_name = {fold(tr(name)): code for code, name in OUTCOME_NAMES.items()}
    found = by_name.get(folded) or next((code for word, code in _OUTCOMES if re.search(rf"\b{word}\b", folded)), None)
    if found is not None:
        return found
    why = NotImportable(N_("“{text}” does not tell how the case ended; the case stays open."), text=cell.text)
    return Doubtful(None, why)


def as_flags(cell: Cell, context: Context) -> frozenset[Flag] | Doubtful:
    """What calls for special protection; other words are said in a warning, so that nobody takes them for kept."""
    folded = fold(cell.text)
    found = frozenset(flag for word, flag in _FLAGS if re.search(rf"\b{word}\b", folded))
    if found or _NO.match(folded):
        return found
    why = NotImportable(
        N_("“{text}” names no special protection that the app knows. Set it in the case."), text=cell.text
    )
    return Doubtful(found, why)


def as_agreed(cell: Cell, context: Context) -> Agreed:
    """Whether the person agreed to a record; refused rows are not imported at all."""
    if isinstance(cell.value, datetime):
        return Agreed(cell.value.date())
    if isinstance(cell.value, date):
        return Agreed(cell.value)
    folded = fold(cell.text)
    if _NO.match(folded):
        raise NotImportable(
            N_("The person has not agreed to a record, so this row cannot be imported. Ask the person first.")
        )
    if found := re.search(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}", cell.text):
        return Agreed(parse_date(found[0], context.today))
    if not _YES.match(folded):
        raise NotImportable(
            N_("“{text}” does not tell whether the person agreed: write yes, no, or the day."), text=cell.text
        )
    return Agreed()


# --- as the preview shows them ---------------------------------------------------------------------------


def show_sex(sex: str) -> str:
    """Sex in words."""
    return tr(SEX_NAMES[sex])


def show_outcome(outcome: Outcome | None) -> str:
    """How a case ended, in words."""
    return tr(OUTCOME_NAMES[outcome]) if outcome is not None else ""


def show_flags(flags: frozenset[Flag]) -> str:
    """Special protection in words."""
    return ", ".join(tr(FLAG_NAMES[flag]) for flag in Flag if flag in flags)


def show_agreed(agreed: Agreed) -> str:
    """What was agreed, with its day."""
    return show_date(agreed.on) if agreed.on is not None else tr("Agreed")
