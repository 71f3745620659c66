"""How is a date read as people write it, and how is it shown?

Dates are read day first. A year of two digits is this century's unless that lies more than ten years ahead.
A date without a year is the last such day up to today, because registers tell what happened; where a day to
come is asked for, `NoYear.COMING` takes the next one.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import floor, isfinite
from zoneinfo import ZoneInfo

from app.common.i18n import N_
from app.common.text import fold, nfc
from app.vault.errors import AppError

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_YEARS = range(1900, 2101)
_YEARS_AHEAD = 10


class NotADate(AppError):
    """What was typed cannot be read as a date."""


class NoYear(StrEnum):
    """Which day is meant by a day and month without a year?"""

    PAST = "past"
    COMING = "coming"


# --- reading ------------------------------------------------------------------------------------------

_NAMED = {
    "hom nay": 0, "nay": 0, "today": 0,
    "hom qua": -1, "qua": -1, "yesterday": -1,
    "hom kia": -2,
    "mai": 1, "ngay mai": 1, "tomorrow": 1,
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:thu\s*(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn|t[2-7])\s*,?\s+(?=\D*\d)")
_DAY_FIRST = re.compile(
    r"(?:ngay\s*)?(\d{1,2})(?:\s*[/.\-]\s*|\s*(?:thang|thg)\s*|\s+)(\d{1,2})"
    r"(?:(?:\s*[/.\-]\s*|\s*,?\s*nam\s*|\s*,\s*|\s+)(\d{4}|\d{2}))?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
# What Excel writes behind a date that it took for text.
_MIDNIGHT = re.compile(r"[ t]0?0:00(:00(\.0+)?)?$")


def parse_date(text: str, today: date, without_year: NoYear = NoYear.PAST) -> date:
    """A date as typed: 5/3, 5.3.26, 05032026, 05/03/2026, 2026-03-05, ngày 5 tháng 3, hôm nay.

    Raises NotADate with a sentence that says how to write it.
    """
    typed = _tidied(text)
    if typed in _NAMED:
        return today + timedelta(days=_NAMED[typed])
    iso = _YEAR_FIRST.fullmatch(typed)
    if iso:
        return _existing(int(iso[1]), int(iso[2]), int(iso[3]), text)
    found = _RUN.fullmatch(typed) or _DAY_FIRST.fullmatch(typed)
    if found is None:
        raise _not_a_date(text)
    day, month, year = int(found[1]), int(found[2]), found[3]
    if year is None:
        return _guessed(day, month, today, without_year, text)
    return _existing(_full_year(year, today.year + _YEARS_AHEAD), month, day, text)


_CLOCK = re.compile(
    r"(?<![\d/.\-])(\d{1,2})(?:\s*(?:h|gio|g)\s*(?:(\d{1,2})\s*(?:phut|p|')?)?|:(\d{2})(?::\d{2}(?:\.\d+)?)?)(?![\d/.\-])"
)


def parse_datetime(text: str, today: date) -> datetime:
    """A moment in the office's zone: 14h30 5/3/2026, 05/03/2026 14:30, 8 giờ 15 phút hôm qua, 14:30 (today).

    Raises NotADate when the date or the hour is missing or wrong.
    """
    try:
        exact = datetime.fromisoformat(text.strip())
    except ValueError:
        exact = None
    if exact is not None and exact.tzinfo is not None:
        return exact.astimezone(OFFICE_ZONE)
    typed = re.sub(r"(?<=\d)t(?=\d)", " ", _composed(text))
    clock = _CLOCK.search(typed)
    if clock is None:
        raise NotADate(N_("The hour is missing in “{text}”. Type it as 14:30 5/3/2026."), text=_short(text))
    hour, minute = int(clock[1]), int(clock[2] or clock[3] or 0)
    if hour > 23 or minute > 59:
        raise NotADate(N_("There is no such hour as in “{text}”. Type it as 14:30 5/3/2026."), text=_short(text))
    rest = typed[: clock.start()] + " " + typed[clock.end() :]
    rest = re.sub(r"\b(luc|hoi|vao)\b", " ", rest).strip(" ,;-")
    day = parse_date(rest, today) if rest not in ("", "ngay") else today
    return datetime.combine(day, time(hour, minute), OFFICE_ZONE)


def parse_birth(text: str, today: date) -> date | int:
    """A date of birth, or its year alone where no more is known. Raises NotADate, also for a day to come."""
    typed = _tidied(text)
    year = re.fullmatch(r"(?:nam\s*)?(\d{4})", typed)
    if year and int(year[1]) in _YEARS and int(year[1]) <= today.year:
        return int(year[1])
    short = (_RUN.fullmatch(typed) or _DAY_FIRST.fullmatch(typed)) if year is None else None
    if short is not None and short[3] is None:
        raise NotADate(N_("The year of birth is missing in “{text}”."), text=_short(text))
    if short is not None and len(short[3]) == 2:
        born = _existing(_full_year(short[3], today.year), int(short[2]), int(short[1]), text)
    else:
        born = parse_date(text, today)
    if born > today:
        raise NotADate(N_("“{text}” is still to come, so it is no date of birth."), text=_short(text))
    return born


def excel_serial(serial: float) -> date:
    """The day that Excel means by a number, in the 1900 system that Windows uses.

    Excel counts a 29 February 1900 that never was: later numbers are one too high. Raises NotADate.
    """
    number = _whole(serial)
    if number == 60 or not 1 <= number <= 2_958_465:
        raise _not_a_date(f"{serial:g}")
    return date(1899, 12, 31) + timedelta(days=number if number < 60 else number - 1)


def excel_serial_1904(serial: float) -> date:
    """The day that Excel means by a number in a workbook of the 1904 system (old Macs). Raises NotADate."""
    number = _whole(serial)
    if not 0 <= number <= 2_957_003:
        raise _not_a_date(f"{serial:g}")
    return date(1904, 1, 1) + timedelta(days=number)


def _whole(serial: float) -> int:
    # Excel's own limits are far below; infinity and NaN are no numbers of a cell.
    return floor(serial) if isfinite(serial) else -1


def _composed(text: str) -> str:
    # Full-width digits of some keyboards are digits; other scripts' digits are not.
    folded = fold(unicodedata.normalize("NFKC", text))
    return "".join(c if c.isascii() or not c.isdigit() else "?" for c in folded)


def _tidied(text: str) -> str:
    typed = _MIDNIGHT.sub("", _composed(text)).strip(" .,;")
    return _WEEKDAY.sub("", typed)


def _guessed(day: int, month: int, today: date, without_year: NoYear, text: str) -> date:
    years = (today.year, today.year - 1) if without_year is NoYear.PAST else (today.year, today.year + 1)
    for year in years:
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if (meant <= today) if without_year is NoYear.PAST else (meant >= today):
            return meant
    return _existing(today.year, month, day, text)


def _full_year(digits: str, latest: int) -> int:
    if len(digits) == 4:
        return int(digits)
    year = latest - latest % 100 + int(digits)
    return year if year <= latest else year - 100


def _existing(year: int, month: int, day: int, text: str) -> date:
    if year not in _YEARS:
        raise _not_a_date(text)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(
            N_("The calendar has no such day as “{text}”. Please check the day and the month."),
            text=_short(text),
        ) from None


def _not_a_date(text: str) -> NotADate:
    return NotADate(N_("“{text}” is not a date. Type day, month and year, such as 5/3/2026."), text=_short(text))


def _short(text: str) -> str:
    whole = " ".join(nfc(text).split())
    return whole if len(whole) <= 40 else whole[:39] + "…"


# --- showing ------------------------------------------------------------------------------------------


def stored_day(text: str | None) -> date | None:
    """A day as the app itself wrote it down (2026-03-12); None where none was."""
    return date.fromisoformat(text) if text else None


def show_date(day: date) -> str:
    """05/03/2026; of a moment with a zone, its day in the office's zone."""
    if isinstance(day, datetime):
        day = office_time(day)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_datetime(moment: datetime) -> str:
    """05/03/2026 14:30 in the office's zone."""
    here = office_time(moment)
    return f"{show_date(here)} {here:%H:%M}"


def show_birth(birth: date | int) -> str:
    """05/03/1975, or 1975 where only the year is known."""
    return f"{birth:04}" if isinstance(birth, int) else show_date(birth)


def office_time(moment: datetime) -> datetime:
    """The moment in the office's zone; one without a zone is already meant so."""
    return moment.replace(tzinfo=OFFICE_ZONE) if moment.tzinfo is None else moment.astimezone(OFFICE_ZONE)


def office_day(moment: datetime) -> date:
    """The day on the office's wall calendar at a moment."""
    return office_time(moment).date()


def start_of_day(day: date) -> datetime:
    """The moment at which a day begins in the office, in UTC: for filters over stored moments."""
    return datetime.combine(day, time(), OFFICE_ZONE).astimezone(UTC)
