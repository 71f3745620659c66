"""On which days does the office work?

Monday to Friday, less the days off, plus the Saturdays worked to make up for one. The seed comes with the
app (`installer/reference/holidays.py` makes it); what the office corrects is kept in the registry.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Days off and make-up days with their labels, and the years compared with the official notice."""

    days_off: Mapping[date, str] = field(default_factory=dict)
    make_up_days: Mapping[date, str] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the office works on that day; a make-up day wins over a day off."""
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def label(self, day: date) -> str:
        """What is special about the day, or an empty text."""
        return self.make_up_days.get(day) or self.days_off.get(day, "")

    def next_working(self, day: date) -> date:
        """The day itself if the office works on it, else the next on which it does."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, which itself is not counted; 0 gives the day itself."""
        if count < 0:
            raise ValueError(count)
        for _ in range(count):
            day = self.next_working(day + _ONE_DAY)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after one day, up to and including the other; negative if it is past."""
        if until < after:
            return -self.working_days_between(until, after)
        days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
        return sum(1 for day in days if self.is_working(day))

    def is_confirmed(self, year: int) -> bool:
        """Whether somebody has compared the year with the official notice."""
        return year in self.confirmed_years


@dataclass(frozen=True)
class SeedYear:
    """A year as the app ships it, with where it comes from."""

    year: int
    confirmed: bool
    source: str
    days_off: Mapping[date, str]
    make_up_days: Mapping[date, str]


@cache
def load_seed_years() -> tuple[SeedYear, ...]:
    """Every year that the app ships, in order."""
    data = json.loads((REFERENCE / "holidays.json").read_text(encoding="utf-8"))
    return tuple(
        SeedYear(
            year=year["year"],
            confirmed=year["confirmed"],
            source=year["source"],
            days_off=_days(year["days_off"]),
            make_up_days=_days(year["make_up_days"]),
        )
        for year in data["years"]
    )


@cache
def load_seed() -> WorkCalendar:
    """The calendar that the app ships, all its years together."""
    years = load_seed_years()
    return WorkCalendar(
        days_off={day: label for year in years for day, label in year.days_off.items()},
        make_up_days={day: label for year in years for day, label in year.make_up_days.items()},
        confirmed_years=frozenset(year.year for year in years if year.confirmed),
    )


def _days(labels: dict[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): label for day, label in labels.items()}
