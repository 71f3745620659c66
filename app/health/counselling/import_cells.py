"""How do the words of a counselling register become codes? And which columns would name somebody, or tell a result?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable
from app.common.imports import Column
from app.common.text import fold, normal_phone
from app.health.clients import codes
from app.health.clients.terms import FEMALE, MALE, OTHER_SEX, SEX_NAMES, How
from app.registry.reference import entries
from app.vault.errors import AppError, Refused

# --- columns that no register by code has ----------------------------------------------------------------

_NAMING = re.compile(
    r"\bho( va)? ten\b|\bten\b|\bho dem\b|\bdien thoai\b|\bsdt\b|\bso dt\b|\bzalo\b|\bfacebook\b|\bemail\b|\bdia chi\b"
    r"|\bcccd\b|\bcmnd\b|\bcan cuoc\b|\bchung minh\b|\bdinh danh\b|\bbhyt\b|\blien (he|lac)\b|\bnguoi nha\b"
    r"|\b(full )?name\b|\bphone\b|\baddress\b"
)
_RESULTS = re.compile(
    r"\bket qua\b|\bduong tinh\b|\bam tinh\b|\bphan ung\b|\bchan doan\b|\bket luan\b|\btinh trang hiv\b|\bresult"
)
_OF_STAFF = re.compile(r"\bcan bo\b|\btu van vien\b|\bnguoi (tu van|thuc hien|ghi)\b|\bnhan vien\b|\bcounsellor\b")
_FAMILIES = frozenset(
    re.findall(
        r"\w+",
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh mai luong trinh dao ha luu mac to"
        " cao doan ta tong truong chu quach la thai lam vuong phung kieu lo giang vi lu luc ma",
    )
)


def refuses(columns: Sequence[Column]) -> AppError | None:
    """Why the file is not read at all: a column that looks like names or contacts, or like results of tests."""
    for column in columns:
        if _names_somebody(column):
            return Refused(
                N_(
                    "Column {letter} (“{heading}”) looks like names, contacts or papers of people. Nothing was stored."
                    " Take this column out of the file: the register comes in by code alone."
                ),
                letter=column.letter,
                heading=column.heading or "…",
            )
        if _RESULTS.search(fold(column.heading)):
            return Refused(
                N_(
                    "Column {letter} (“{heading}”) looks like results. Nothing was stored. Take this column out of the"
                    " file: a result is entered with the test, where the client's consent stands."
                ),
                letter=column.letter,
                heading=column.heading,
            )
    return None


def _names_somebody(column: Column) -> bool:
    heading = fold(column.heading)
    staff = column.field == "counsellor" or bool(_OF_STAFF.search(heading))
    if _NAMING.search(heading) and not staff:
        return True
    told = [each for each in column.samples if each.strip()]
    if sum(_is_number_of_somebody(each) for each in told) * 2 > len(told):
        return True
    return not staff and sum(_is_name(each) for each in told) * 2 > len(told)


def _is_number_of_somebody(text: str) -> bool:
    """A phone, or the number of an identity card."""
    digits = normal_phone(text)
    return bool(re.fullmatch(r"0[35789]\d{8}|\d{12}", digits))


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word[:1].isupper() for word in words)
    return 2 <= len(words) <= 6 and capital and fold(words[0]) in _FAMILIES and not re.search(r"\d", text)


# --- cells -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """A client of the station, by the code on the card."""

    code: str


@dataclass(frozen=True, slots=True)
class New:
    """Somebody who gets a code with this import. Rows with the same mark are the same person; "" is one row alone."""

    mark: str = ""


_NEW = re.compile(r"(?:nguoi )?(?:moi|lan dau|new)\b\s*[-:.#/ ]*\s*([a-z0-9]{0,12})")


def as_who(cell: Cell, context: Context) -> Known | New:
    """A code, or “mới” for somebody new: “mới 3” in several rows is the same person."""
    found = _NEW.fullmatch(fold(cell.text).strip())
    if found is not None:
        return New(found[1])
    if not codes.is_code(cell.text):
        raise NotImportable(
            N_("This is neither a code from a card nor “mới” for somebody new. Names are not kept: use a code.")
        )
    code = codes.tidy_code(cell.text)
    if code not in context.lookups["clients"]:
        raise NotImportable(N_("There is no client with the code {code}."), code=code)
    return Known(code)


# Who said no to a record: distinct from an empty cell, which the choice for the whole file may fill.
DID_NOT = "no"


def as_agreed(cell: Cell, context: Context) -> How | str:
    """Whether somebody new agreed that a record is kept, and how."""
    said = fold(cell.text).strip()
    if said in ("khong", "ko", "0", "no", "tu choi") or said.startswith("khong"):
        return DID_NOT
    if re.search(r"phieu|chu ky|ky ten|van ban|form", said):
        return How.FORM
    if re.search(r"\bco\b|dong y|loi noi|mieng|^x$|^1$|yes|oral", said):
        return How.ORAL
    raise NotImportable(N_("“{text}” does not say whether the person agreed: write có or không."), text=cell.text)


def as_sex(cell: Cell, context: Context) -> str:
    """As the register says."""
    said = fold(cell.text).strip()
    if said in ("nu", "f", "female", "gai", "phu nu"):
        return FEMALE
    if said in ("nam", "m", "male", "trai", "nam gioi"):
        return MALE
    return "" if "khong ro" in said else OTHER_SEX


def as_birth_year(cell: Cell, context: Context) -> int | Doubtful:
    """A year; of a whole day of birth the year alone. An age is reckoned back, with a warning."""
    if isinstance(cell.value, datetime | date):
        return cell.value.year
    numbers = re.findall(r"\d+", cell.text)
    year = next((int(each) for each in numbers if len(each) == 4), None)
    if year is not None and 1900 <= year <= context.today.year:
        return year
    if len(numbers) == 1 and 1 <= int(numbers[0]) <= 110 and len(numbers[0]) <= 3:
        reckoned = context.today.year - int(numbers[0])
        why = N_("An age stands here; the year of birth was reckoned from it: {year}.")
        return Doubtful(reckoned, NotImportable(why, year=reckoned))
    raise NotImportable(N_("This is not a year of birth, such as 1998."))


def as_topics(cell: Cell, context: Context) -> tuple[str, ...]:
    """Topics of the office's list, several with a semicolon. Other words are refused: they may name somebody."""
    names = context.lookups["topics"]
    found = []
    for piece in re.split(r"[;\n]", cell.text):
        said = fold(piece).strip(" .-+•")
        if not said:
            continue
        code = names.get(said) or next((code for name, code in names.items() if said in name or name in said), None)
        if code is None:
            raise NotImportable(N_("A topic is not on the office's list. Use the names of the list, with semicolons."))
        found.append(str(code))
    return tuple(dict.fromkeys(found))


def as_counsellor(cell: Cell, context: Context) -> str | Doubtful:
    """Somebody of the station, by name; whoever is not found is left out, and the session is the importer's."""
    found = context.lookups["staff"].get(fold(cell.text))
    if found is not None:
        return str(found)
    why = N_("Nobody at the station has this name; the session is written down as yours.")
    return Doubtful(None, NotImportable(why))


# --- as the preview shows them -------------------------------------------------------------------------------


def show_who(who: Known | New) -> str:
    if isinstance(who, Known):
        return who.code
    return tr("new: {mark}", mark=who.mark) if who.mark else tr("new")


def show_agreed(how: How | str) -> str:
    return tr("agreed") if how != DID_NOT else tr("did not agree")


def show_sex(sex: str) -> str:
    return tr(SEX_NAMES[sex]) if sex else ""


def show_topics(found: tuple[str, ...]) -> str:
    names = {item["code"]: item["name"] for item in entries("counselling_topics")}
    return "; ".join(names.get(code, code) for code in found)
