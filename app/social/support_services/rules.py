"""Who may do what with a service and when, what is wrong with what was entered, and what is waited for next?

Pure decisions on plain data; the lives themselves are in `lives`. OFFICER is the worker of the case, or a lead.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from app.common.asking import NEEDED
from app.common.deadlines import add_months
from app.common.i18n import N_
from app.common.money import MOST_DONG, TOO_MUCH
from app.social.support_services.acts import ACTS
from app.social.support_services.lives import CHECK_MONTHS, KEPT_MONTHS, LEAD, LIVES, Step
from app.social.support_services.terms import (
    FINISHED,
    IN_KIND,
    STATE_NAMES,
    VARIETIES,
    Answer,
    Due,
    ServiceKind,
    State,
)
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

# Of sessions, of children.
MOST = 10_000
# Emergency help is for an emergency.
DECIDE = timedelta(days=2)
HAND_OVER = timedelta(days=3)
# The days of a life, in the order in which they come.
LIFE_DAYS = ("approved_on", "sent_on", "answered_on", "begun_on", "counted_on", "ended_on")


class Standing(Protocol):
    """What the rules ask of a service: its columns."""

    kind: str
    state: str
    opened_on: date
    starts_on: date | None
    ends_on: date | None
    counted_on: date | None
    expected_on: date | None
    approved_on: date | None
    sent_on: date | None
    answered_on: date | None
    begun_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Asked:
    """A check on a job as the rules see it."""

    months: int
    due_on: date
    answer: Answer | None


# --- who and when --------------------------------------------------------------------------------------------


def why_not_step(kind: ServiceKind, state: State, name: str, who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot take the step now; None when they can."""
    step = LIVES[kind].steps.get((state, name))
    if step is None:
        return _not_in_this_state(state)
    return _why_not_person(step.by, who, worker_id)


def why_not_act(kind: ServiceKind, state: State, name: str, who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    act = ACTS[name]
    if kind not in act.kinds or state not in act.states:
        return _not_in_this_state(state)
    return _why_not_person(Level.OFFICER, who, worker_id)


def why_not_worker(who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot work with what belongs to a case of that worker."""
    return _why_not_person(Level.OFFICER, who, worker_id)


def _not_in_this_state(state: State) -> Refused:
    return Refused(
        N_("Support that stands at “{state}” does not allow this. Nothing was changed."), state=STATE_NAMES[state]
    )


def _why_not_person(by: Level, who: Account, worker_id: str | None) -> AppError | None:
    if who.level is LEAD:
        return None
    if by is LEAD or who.level is Level.VIEWER:
        return Refused(N_("Only a lead of the unit may do this. Ask the lead."))
    if worker_id == who.id:
        return None
    return Refused(N_("Another worker is in charge of this case. Ask the lead to hand it over."))


# --- what is wrong -------------------------------------------------------------------------------------------


def problems(kind: ServiceKind, row: Any, today: date) -> dict[str, AppError]:
    """What is wrong with a service as it stands in the columns, by field."""
    found: dict[str, AppError] = {}
    if row.variety and row.variety not in VARIETIES.get(kind, {}):
        found["variety"] = Invalid(N_("Choose one of the list."))
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        found["ends_on"] = Invalid(N_("It would end before it begins."))
    for name in ("planned", "children", "amount"):
        if getattr(row, name) is not None and getattr(row, name) <= 0:
            found[name] = Invalid(
                N_("Enter an amount above zero.") if name == "amount" else N_("Enter a number above zero.")
            )
    if row.amount is not None and row.amount > MOST_DONG:
        found["amount"] = Invalid(TOO_MUCH)
    found |= {
        name: Invalid(N_("This is more than there can be."))
        for name in ("planned", "children", "attended")
        if getattr(row, name) is not None and getattr(row, name) > MOST
    }
    if row.attended is not None and row.attended < 0:
        found["attended"] = Invalid(N_("Enter a number of zero or more."))
    if row.attended is not None and row.planned is not None and row.attended > row.planned:
        found["attended"] = Invalid(N_("More sessions than were planned. Correct the planned number first."))
    if row.school_year and not _school_year(row.school_year):
        found["school_year"] = Invalid(N_("Enter a school year such as 2026-2027."))
    if row.variety == IN_KIND:
        found |= {name: Invalid(NEEDED) for name in ("subject", "quantity") if not getattr(row, name)}
    if row.certified_on is not None and row.certified_on > today:
        found["certified_on"] = Invalid(N_("This day lies in the future."))
    return found


def _school_year(text: str) -> bool:
    found = re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", text)
    return found is not None and int(found[2]) == int(found[1]) + 1


def day_problem(row: Standing, step: Step, on: date, today: date) -> AppError | None:
    """What is wrong with the day of a step: it has come, and lies after the days before it."""
    if on > today:
        return Invalid(N_("This day lies in the future."))
    before = [day for name in LIFE_DAYS if name not in step.writes and (day := getattr(row, name)) is not None]
    if before and on < max(before):
        return Invalid(N_("This day lies before the step before it."))
    return None


def missing(row: Any, needs: Iterable[str], entered: Mapping[str, Any]) -> dict[str, AppError]:
    """Which of a step's needs are there neither in what was entered nor in the record."""
    return {
        name: Invalid(N_("The receipt is signed before this is recorded.") if name == "receipt" else NEEDED)
        for name in needs
        if _nothing(entered.get(name)) and _nothing(getattr(row, name, None))
    }


def _nothing(value: Any) -> bool:
    return value is None or value is False or value == ""


# --- what comes next -----------------------------------------------------------------------------------------


def check_days(start: date) -> dict[int, date]:
    """When one asks whether a job is kept: on exact months after its start, or the last day of a shorter month."""
    return {months: add_months(start, months) for months in CHECK_MONTHS}


def next_check(checks: Iterable[Asked]) -> Asked | None:
    """The first check to come. One that was passed over by a later answer is not asked any more."""
    asked = sorted(checks, key=lambda each: each.months)
    last = max((each.months for each in asked if each.answer is not None), default=0)
    return next((each for each in asked if each.months > last), None)


def kept_months(checks: Iterable[Asked], ended_on: date | None = None) -> int:
    """For how many months the job is known to have been kept: by what was heard, or by the day on which it ended."""
    return max(
        (each.months for each in checks if each.answer is Answer.YES or (ended_on and each.due_on <= ended_on)),
        default=0,
    )


def state_of_job(checks: Iterable[Asked]) -> State:
    """Where a job that has not ended stands by what was heard."""
    return State.KEPT if kept_months(checks) >= KEPT_MONTHS else State.PLACED


def next_due(row: Standing, checks: Iterable[Asked] = ()) -> tuple[date, Due] | None:
    """What is waited for next and by when; None when nothing is."""
    kind, state = ServiceKind(row.kind), State(row.state)
    if state in FINISHED:
        return None
    found: list[tuple[date | None, Due]] = []
    if kind is ServiceKind.JOB and state in (State.PLACED, State.KEPT):
        coming = next_check(checks)
        found.append((coming.due_on if coming else None, Due.CHECK))
    elif kind is ServiceKind.HELP:
        if state is State.PROPOSED:
            found.append((row.opened_on + DECIDE, Due.APPROVE))
        elif row.approved_on is not None:
            found.append((row.approved_on + HAND_OVER, Due.GIVE))
    elif state in (State.SENT, State.OFFERED):
        found.append((row.expected_on, Due.ANSWER))
    elif state is State.ACCEPTED:
        found.append((row.expected_on, Due.OUTCOME))
    elif state is State.APPLIED:
        found.append((row.expected_on, Due.PAPER))
    elif state is State.STAYING:
        found.append((row.expected_on, Due.END))
    elif state is State.ENROLLED:
        found.append((row.starts_on, Due.START))
    elif state in (State.ATTENDING, State.RUNNING):
        found.append((row.ends_on, Due.END))
        since = row.counted_on or row.begun_on
        if kind is not ServiceKind.SCHOOL and since is not None:
            found.append((add_months(since, 1), Due.ATTENDANCE))
    return min(((day, what) for day, what in found if day is not None), default=None)


def nights(begun_on: date | None, ended_on: date | None) -> int | None:
    """How many nights a stay had."""
    return (ended_on - begun_on).days if begun_on is not None and ended_on is not None else None
