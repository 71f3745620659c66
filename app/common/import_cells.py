"""What does one cell of a register say, and how is it read as a date, a phone, a count or a name?

A parser gets one `Cell` and the `Context` and is never called for an empty cell. It returns the value to
store, or `Doubtful(value, why)` for one stored with a warning; an AppError says what cannot be stored.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from app.common.dates import NotADate, excel_serial, parse_date, parse_datetime, show_date
from app.common.i18n import N_
from app.common.text import fold, nfc, normal_phone, phone_warning
from app.vault.errors import AppError

# --- what stands in the file -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was read: a text, a number, a date, a time, or nothing."""

    value: str | int | float | bool | datetime | date | time | None

    @property
    def text(self) -> str:
        """What the cell says, composed and without outer blanks; a whole number without its `.0`."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, str):
            return nfc(value).strip()
        if isinstance(value, datetime):
            moment = value.time()
            return show_date(value.date()) + ("" if moment == time() else f" {moment:%H:%M}")
        if isinstance(value, date):
            return show_date(value)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)

    @property
    def is_empty(self) -> bool:
        # Asked of every cell several times: without composing the text first.
        value = self.value
        return value is None or (isinstance(value, str) and not value.strip())


@dataclass(frozen=True, slots=True)
class Context:
    """What a parser may know beside the cell: the office's day, names to look up (folded text -> value)."""

    today: date
    lookups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that is stored, with the reason why somebody should look at it."""

    value: Any
    why: AppError


Parse = Callable[[Cell, Context], Any]


class NotImportable(AppError):
    """A cell or a row that cannot be stored as it stands; shown beside the row, never raised to the top."""


# --- parsers that every unit needs -------------------------------------------------------------------

_SERIALS = range(20_000, 80_000)  # 1954 to 2119: a number outside is no date of a register
# "hôm qua" in a register is not the day before the import.
_FROM_ITS_DAY = re.compile(r"\b(hom (nay|qua|kia)|(ngay )?mai|today|yesterday|tomorrow)\b|^(nay|qua)$")
_SAYS_A_DAY = re.compile(r"\d\s*[/.\-]\s*\d|\d{6,8}|thang")
_SAYS_AN_HOUR = re.compile(r"\d\s*(:|h|g)")
_WITHOUT_YEAR = re.compile(r"(.*\D)?\d{1,2}\s*[/\-]\s*\d{1,2}")


def as_text(cell: Cell, context: Context) -> str:
    """The text as it stands."""
    return cell.text


def as_whole_number(cell: Cell, context: Context) -> int:
    """A count; "2 người" counts two."""
    found = re.fullmatch(r"(\d{1,9})(?:\s*\D.*)?", cell.text)
    if found is None:
        raise NotImportable(N_("“{text}” is not a whole number."), text=cell.text)
    return int(found[1])


def as_date(cell: Cell, context: Context) -> date | Doubtful:
    """A real date, an Excel serial, or a date as people write it; doubtful where the year had to be guessed."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    serial = _serial(cell)
    if serial is None and _FROM_ITS_DAY.search(fold(cell.text)):
        raise NotImportable(
            N_("“{text}” counts from the day when it was written, which the file does not say. Enter the date."),
            text=cell.text,
        )
    return excel_serial(serial) if serial is not None else _sure(parse_date(cell.text, context.today), cell)


def as_moment(cell: Cell, context: Context) -> date | datetime | Doubtful:
    """A date; where the cell gives the hour ("14h30 05/3/2025"), a naive datetime in the office's time."""
    value = cell.value
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    serial = _serial(cell)
    if serial is not None:
        minutes = round((serial % 1) * 1440) % 1440
        day = excel_serial(serial)
        return datetime.combine(day, time(*divmod(minutes, 60))) if minutes else day
    try:
        return as_date(cell, context)
    except NotADate:
        said = fold(cell.text)
        # An hour alone would be read as today's; of "31/02/2025" the day is wrong, not the hour missing.
        if not _SAYS_A_DAY.search(said) or not _SAYS_AN_HOUR.search(said):
            raise
    return _sure(parse_datetime(cell.text, context.today).replace(tzinfo=None), cell)


def _sure(day: date, cell: Cell) -> date | Doubtful:
    if not _WITHOUT_YEAR.fullmatch(cell.text):
        return day
    why = NotImportable(N_("“{text}” has no year; it was read as {date}."), text=cell.text, date=show_date(day))
    return Doubtful(day, why)


def as_phone(cell: Cell, context: Context) -> str | Doubtful:
    """A phone number as digits; what looks odd is warned about, never refused."""
    number = normal_phone(cell.text)
    if not isinstance(cell.value, str) and re.fullmatch(r"[1-9]\d{8,9}", number):
        number = "0" + number
        why = N_("The cell held a number without its first 0, which was put back: {text}.")
        return Doubtful(number, NotImportable(why, text=number))
    warning = phone_warning(number)
    return number if warning is None else Doubtful(number, warning)


def one_of(values: Mapping[str, Any]) -> Parse:
    """A parser for a fixed list of wordings; marks and case make no difference."""
    folded = {fold(wording): value for wording, value in values.items()}

    def parse(cell: Cell, context: Context) -> Any:
        try:
            return folded[fold(cell.text)]
        except KeyError:
            raise NotImportable(
                N_("“{text}” is not one of: {choices}."), text=cell.text, choices=", ".join(values)
            ) from None

    return parse


def looked_up(table: str) -> Parse:
    """A parser for a name that the office's own list holds; `Storage.lookups` gives the list."""

    def parse(cell: Cell, context: Context) -> Any:
        try:
            return context.lookups[table][fold(cell.text)]
        except KeyError:
            raise NotImportable(N_("“{text}” is not on the office's list."), text=cell.text) from None

    return parse


def _serial(cell: Cell) -> float | None:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if int(value) in _SERIALS else None


# --- fingerprints -------------------------------------------------------------------------------------


def digest(*parts: object) -> str:
    """A fingerprint of the values that identify a record; marks, case and blanks make no difference."""
    folded = "\x1f".join("" if part is None else fold(str(part)) for part in parts)
    return hashlib.sha256(folded.encode()).hexdigest()
