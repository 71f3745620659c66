"""Of which periods are figures shown and published? Pure decisions on plain data."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.common.i18n import N_
from app.vault.errors import AppError, Invalid

# Part of a year -> its first and its last month.
PARTS: dict[str, tuple[int, int]] = {
    "year": (1, 12),
    "half1": (1, 6),
    "half2": (7, 12),
    **{f"quarter{number}": (3 * number - 2, 3 * number) for number in range(1, 5)},
}


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last


def period_of(year_number: int, part: str) -> Period:
    """The days of a part of a year."""
    first, last = PARTS[part]
    after = date(year_number + 1, 1, 1) if last == 12 else date(year_number, last + 1, 1)
    return Period(date(year_number, first, 1), after - timedelta(days=1))


def year(number: int) -> Period:
    """A calendar year."""
    return period_of(number, "year")


def why_not_published(period: Period) -> AppError | None:
    """Why figures of these days are not published; None when they are. A few days would tell of single people."""
    if any(period == period_of(period.first.year, part) for part in PARTS):
        return None
    return Invalid(N_("Figures are published by the year, half a year or a quarter. Choose one of them."))
