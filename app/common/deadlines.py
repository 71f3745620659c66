"""By when must a step be done, by the rule that was in force, and how far can that be put off?

Pure functions over rules that are data. How days count: Bộ luật Dân sự 2015, Điều 147 (the day of the event
is not counted) and Điều 148 (months end on the same day of the month or its last; a limit that ends on a day
off ends with the next working day).
"""

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from app.common.calendar import REFERENCE, WorkCalendar
from app.common.dates import office_day, office_time, stored_day
from app.common.i18n import N_
from app.vault.errors import AppError

# --- what a rule says ---------------------------------------------------------------------------------


class Track(StrEnum):
    """The legal tracks, never mixed; petitions and feedback share one, a second complaint has its own."""

    CRIME_REPORT = "crime_report"
    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    COMPLAINT_SECOND = "complaint_second"
    PETITION = "petition"


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    MONTHS = "months"


class Starts(StrEnum):
    """The event a limit is counted from."""

    RECEIVED = "received"
    ACCEPTED = "accepted"


class Counted(StrEnum):
    """Whether an extension names the whole length from the start, or what it adds to the limit before."""

    FROM_START = "from_start"
    ADDED = "added"


class DayOff(StrEnum):
    """Where a limit ends whose last day is a day off (a setting of the office)."""

    NEXT_WORKING_DAY = "next_working_day"
    SAME_DAY = "same_day"


TRACK_NAMES: dict[str, str] = {
    Track.CRIME_REPORT: N_("Crime report"),
    Track.DENUNCIATION: N_("Denunciation"),
    Track.COMPLAINT: N_("Complaint (first)"),
    Track.COMPLAINT_SECOND: N_("Complaint (second)"),
    Track.PETITION: N_("Petition, feedback"),
}
STAGE_NAMES: dict[str, str] = {
    "preliminary_check": N_("Preliminary check and transfer"),
    "notice_of_receipt": N_("Notice of receipt"),
    "verify": N_("Verify and conclude"),
    "initial_handling": N_("Initial handling"),
    "forward": N_("Forward to the competent body"),
    "acceptance": N_("Acceptance"),
    "notice_of_acceptance": N_("Notice of acceptance"),
    "settle": N_("Settle"),
    "tell_result": N_("Tell the result to who forwarded it"),
    "first_reply": N_("Tell how it is handled"),
}


@dataclass(frozen=True, slots=True)
class Extension:
    """How far a limit may be put off: on which ground, how many times, asked how many days before it ends."""

    length: int
    unit: LimitUnit
    counted: Counted
    ground: str
    times: int = 1
    ask_before_days: int = 0
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A legal time limit in a period; `length` None means that the law names none and the office sets it."""

    code: str
    track: str
    stage: str
    starts: Starts
    length: int | None
    unit: LimitUnit
    basis: str
    in_force_from: date
    in_force_to: date | None = None
    extensions: tuple[Extension, ...] = ()
    verified: bool = False
    note: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Rule":
        """The rule as `to_json` gave it: what the registry and each running deadline keep."""
        ends = data.get("in_force_to")
        return cls(
            code=data["code"],
            track=data["track"],
            stage=data["stage"],
            starts=Starts(data["starts"]),
            length=data["length"],
            unit=LimitUnit(data["unit"]),
            basis=data["basis"],
            in_force_from=date.fromisoformat(data["in_force_from"]),
            in_force_to=stored_day(ends),
            extensions=tuple(_extension(item) for item in data.get("extensions", ())),
            verified=data.get("verified", False),
            note=data.get("note", ""),
        )

    def to_json(self) -> dict[str, Any]:
        """The whole rule in values that JSON knows."""
        return {
            "code": self.code,
            "track": str(self.track),
            "stage": self.stage,
            "starts": str(self.starts),
            "length": self.length,
            "unit": str(self.unit),
            "extensions": [
                {
                    "length": item.length,
                    "unit": str(item.unit),
                    "counted": str(item.counted),
                    "ground": item.ground,
                    "times": item.times,
                    "ask_before_days": item.ask_before_days,
                    "decided_by": item.decided_by,
                }
                for item in self.extensions
            ],
            "basis": self.basis,
            "verified": self.verified,
            "in_force_from": self.in_force_from.isoformat(),
            "in_force_to": self.in_force_to.isoformat() if self.in_force_to else None,
            "note": self.note,
        }


def _extension(data: Mapping[str, Any]) -> Extension:
    return Extension(
        length=data["length"],
        unit=LimitUnit(data["unit"]),
        counted=Counted(data["counted"]),
        ground=data["ground"],
        times=data.get("times", 1),
        ask_before_days=data.get("ask_before_days", 0),
        decided_by=data.get("decided_by", ""),
    )


@cache
def load_seed_rules() -> tuple[Rule, ...]:
    """The rules that the app ships, none of them verified by an office yet."""
    data = json.loads((REFERENCE / "deadline_rules.json").read_text(encoding="utf-8"))
    return tuple(Rule.from_json(item) for item in data["rules"])


# --- which rule ---------------------------------------------------------------------------------------


def track_of(kind: str, instance: int = 1) -> Track:
    """The track of a kind of report; `instance` 2 is a second complaint."""
    if kind == "feedback":
        return Track.PETITION
    if kind == Track.COMPLAINT and instance == 2:
        return Track.COMPLAINT_SECOND
    return Track(kind)


def rule_in_force(rules: Iterable[Rule], track: str, stage: str, on: date) -> Rule | None:
    """The rule for a stage on a day, the youngest if periods overlap; None when there is none."""
    wanted = track_of(track)
    fitting = [
        rule
        for rule in rules
        if rule.track == wanted
        and rule.stage == stage
        and rule.in_force_from <= on
        and (rule.in_force_to is None or on <= rule.in_force_to)
    ]
    return max(fitting, key=lambda rule: rule.in_force_from, default=None)


# --- by when ------------------------------------------------------------------------------------------


class NoLimit(AppError):
    """The law names no limit for this stage: nothing can be counted."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which a step is in time; `at` is the exact moment where the limit is in hours.

    `counted` is the day before it was moved off a day off (`rolled`); `calendar_confirmed` is False when the
    day depends on a year whose holidays nobody has compared with the official notice.
    """

    on: date
    at: datetime | None
    rolled: bool
    calendar_confirmed: bool
    counted: date

    def is_past(self, now: datetime) -> bool:
        """Whether the limit is over at a moment."""
        return now > self.at if self.at is not None else office_day(now) > self.on


def due(rule: Rule, start: datetime, calendar: WorkCalendar, day_off: DayOff = DayOff.NEXT_WORKING_DAY) -> Due:
    """By when the rule's step must be done. Raises NoLimit where the law names none."""
    return extended_due(rule, start, (), calendar, day_off)


def extended_due(
    rule: Rule,
    start: datetime,
    extensions: Sequence[Extension],
    calendar: WorkCalendar,
    day_off: DayOff = DayOff.NEXT_WORKING_DAY,
) -> Due:
    """By when the step must be done after the extensions granted, in their order. Raises NoLimit.

    An added length counts from where the limit before would have ended, day off or not: the careful reading.
    An extension never makes a limit earlier.
    """
    if rule.length is None:
        raise NoLimit(N_("The law names no time limit here. The office sets one."))
    here = office_time(start)
    end = _step(here, rule.length, rule.unit, calendar)
    for extension in extensions:
        origin = here if extension.counted is Counted.FROM_START else end
        end = max(end, _step(origin, extension.length, extension.unit, calendar))
    units = {rule.unit, *(extension.unit for extension in extensions)}
    if units == {LimitUnit.HOURS}:
        return Due(end.date(), end, rolled=False, calendar_confirmed=True, counted=end.date())
    working = LimitUnit.WORKING_DAYS in units
    return _ended(end.date(), here.date() if working else None, calendar, day_off)


def suspend(limit: Due, days: int, calendar: WorkCalendar, day_off: DayOff = DayOff.NEXT_WORKING_DAY) -> Due:
    """The limit after its clock stood still for a number of calendar days: so many days later."""
    if days < 0:
        raise ValueError(days)
    if days == 0:
        return limit
    pause = timedelta(days=days)
    if limit.at is not None:
        later = limit.at + pause
        return replace(limit, on=office_day(later), at=later, counted=office_day(later))
    moved = _ended(limit.counted + pause, None, calendar, day_off)
    return replace(moved, calendar_confirmed=moved.calendar_confirmed and limit.calendar_confirmed)


def extensions_left(rule: Rule, granted: Sequence[Extension]) -> tuple[Extension, ...]:
    """Which extensions may still be asked for."""
    return tuple(item for item in rule.extensions if granted.count(item) < item.times)


def ask_by(limit: Due, extension: Extension) -> date:
    """The last day on which the extension can be asked for."""
    return limit.on - timedelta(days=extension.ask_before_days)


def _step(start: datetime, length: int, unit: LimitUnit, calendar: WorkCalendar) -> datetime:
    """Where a length ends that begins at `start`, before days off are looked at."""
    day = start.date()
    match unit:
        case LimitUnit.HOURS:
            return start + timedelta(hours=length)
        case LimitUnit.CALENDAR_DAYS:
            day += timedelta(days=length)
        case LimitUnit.WORKING_DAYS:
            day = calendar.add_working_days(day, length)
        case LimitUnit.MONTHS:
            day = add_months(day, length)
    return datetime.combine(day, start.timetz())


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it has no such day (Điều 148)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ended(counted: date, working_since: date | None, calendar: WorkCalendar, day_off: DayOff) -> Due:
    on = calendar.next_working(counted) if day_off is DayOff.NEXT_WORKING_DAY else counted
    # Days off matter all the way to a limit in working days; else only where it ends.
    looked_at = set(range(counted.year, on.year + 1)) if day_off is DayOff.NEXT_WORKING_DAY else set()
    if working_since is not None:
        looked_at |= set(range(working_since.year, on.year + 1))
    return Due(
        on=on,
        at=None,
        rolled=on != counted,
        calendar_confirmed=all(calendar.is_confirmed(year) for year in looked_at),
        counted=counted,
    )
