"""What may follow what in the life of premises, who may do it, and which entries make no sense?

Pure decisions on plain data. `STEPS` are the states that premises in operation go through; `ACTS` is all else that
is done to them. Who may do it by level and unit stands in `app/common/permissions.py` under `needs_right`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.common.dates import show_date
from app.common.i18n import N_
from app.common.permissions import may
from app.common.steps import Possible
from app.registry.establishments.terms import State
from app.vault.errors import AppError, Invalid, Refused
from app.vault.session import Session

if TYPE_CHECKING:
    from app.registry.establishments.values import Counts, Entry

ACTIVE, SUSPENDED, CLOSED = State.ACTIVE, State.SUSPENDED, State.CLOSED


@dataclass(frozen=True)
class Step:
    """One line of the table. `needs_right` is its line in PERMISSIONS; `needs` are what it cannot do without."""

    name: str
    to: State
    label: str
    needs: tuple[str, ...] = ("since", "reason")
    needs_right: str = "establishments.close"


SUSPEND = Step("suspend", SUSPENDED, N_("Suspend operation"))
CLOSE = Step("close", CLOSED, N_("Close the establishment"))
REOPEN = Step("reopen", ACTIVE, N_("Open again"))

STEPS: dict[tuple[State, str], Step] = {
    (ACTIVE, "suspend"): SUSPEND,
    (ACTIVE, "close"): CLOSE,
    (SUSPENDED, "reopen"): REOPEN,
    (SUSPENDED, "close"): CLOSE,
    (CLOSED, "reopen"): REOPEN,
}

# The states between which the steps go: only they say on which days premises were open.
OPERATING = frozenset({ACTIVE, SUSPENDED, CLOSED})


@dataclass(frozen=True)
class Act:
    """Something else done to premises, in which states, and its line in PERMISSIONS."""

    name: str
    states: frozenset[State]
    label: str
    needs_right: str
    needs: tuple[str, ...] = ()


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("edit", OPERATING, N_("Edit"), "establishments.edit"),
        Act("count", OPERATING, N_("Enter a head-count"), "establishments.count"),
        Act("merge", OPERATING, N_("Merge a duplicate into this one"), "establishments.merge", ("reason",)),
        Act("unmerge", frozenset({State.MERGED}), N_("Take the merge back"), "establishments.merge"),
        Act("confirm", frozenset({State.PROPOSED}), N_("Confirm the proposal"), "establishments.decide"),
        Act("decline", frozenset({State.PROPOSED}), N_("Decline the proposal"), "establishments.decide", ("reason",)),
        Act("propose_change", OPERATING, N_("Propose a change"), "establishments.propose"),
        Act("propose_close", frozenset({ACTIVE, SUSPENDED}), N_("Propose to close it"), "establishments.propose"),
    )
}

# Acts that are a change of fields and nothing else: the person who did one last can take it back.
UNDOABLE = frozenset({"change", "suspend", "close", "reopen"})


def why_not_step(state: State, name: str) -> AppError | None:
    """Why the step cannot be taken from this state; None when it can."""
    if (state, name) in STEPS:
        return None
    return Refused(N_("This step does not follow from where the establishment stands. Nothing was changed."))


def why_not_act(state: State, name: str) -> AppError | None:
    """Why the act cannot be done in this state; None when it can."""
    if state in ACTS[name].states:
        return None
    sentences = {
        State.MERGED: N_("This establishment was merged into another. Open that one, or take the merge back first."),
        State.DECLINED: N_("This proposal was declined. Nothing was changed."),
        State.PROPOSED: N_("This establishment is only proposed yet. The police confirm or decline it first."),
    }
    return Refused(sentences.get(state, N_("This cannot be done where the establishment stands. Nothing was changed.")))


def possible_steps(session: Session, state: State) -> tuple[Possible, ...]:
    """Every step from this state that this person may take."""
    return tuple(
        Possible(step.name, step.label, step.needs)
        for (before, _), step in STEPS.items()
        if before is state and may(session, step.needs_right)
    )


def possible_acts(session: Session, state: State, waiting: bool = False) -> tuple[Possible, ...]:
    """Every act that this person's unit and level may do at all, with the reason why not now.

    `waiting`: a proposal about these premises waits, which is decided wherever they stand.
    """
    return tuple(
        Possible(act.name, act.label, act.needs, _why_not_now(state, act, waiting))
        for act in ACTS.values()
        if may(session, act.needs_right)
    )


def _why_not_now(state: State, act: Act, waiting: bool) -> AppError | None:
    if act.needs_right != "establishments.decide":
        return why_not_act(state, act.name)
    return None if waiting else Refused(N_("No proposal about this establishment waits."))


# --- what makes no sense -------------------------------------------------------------------------------

_LONGEST = {
    "name": 200,
    "address": 300,
    "owner": 120,
    "responsible": 120,
    "phone": 40,
    "licence_number": 60,
    "cert_number": 60,
}


def entry_problems(entry: "Entry", today: date, closed_on: date | None = None) -> dict[str, AppError]:
    """What is wrong with an entry, field by field."""
    found: dict[str, AppError] = {}
    for name, longest in _LONGEST.items():
        if len(getattr(entry, name)) > longest:
            found[name] = Invalid(N_("At most {count} characters."), count=longest)
    if not entry.name:
        found["name"] = Invalid(N_("Enter the name of the establishment."))
    papers = (
        ("licence_issued_on", "licence_expires_on", N_("The licence would end on {date}, before it was issued.")),
        ("cert_issued_on", "cert_expires_on", N_("The certificate would end on {date}, before it was issued.")),
    )
    for issued_name, expires_name, sentence in papers:
        issued, expires = getattr(entry, issued_name), getattr(entry, expires_name)
        if issued is not None and issued > today:
            found[issued_name] = Invalid(N_("The day of issue lies in the future."))
        if issued is not None and expires is not None and expires < issued:
            found[expires_name] = Invalid(sentence, date=show_date(expires))
    if entry.opened_on is not None and closed_on is not None and closed_on < entry.opened_on:
        found["opened_on"] = Invalid(N_("It was closed on {date}, before that day."), date=show_date(closed_on))
    return found


def step_problems(
    step: Step, since: date, reason: str, opened_on: date | None, last_on: date | None, today: date
) -> dict[str, AppError]:
    """What is wrong with the day or the reason of a step. `last_on` is the day of the step before."""
    found: dict[str, AppError] = {}
    why = day_problem(step, since, opened_on, last_on, today)
    if why is not None:
        found["since"] = why
    if "reason" in step.needs and not reason:
        found["reason"] = Invalid(N_("This is needed."))
    return found


def day_problem(step: Step, since: date, opened_on: date | None, last_on: date | None, today: date) -> AppError | None:
    """What is wrong with the day of a step, or None."""
    if since > today:
        return Invalid(N_("This day lies in the future."))
    if opened_on is not None and since < opened_on:
        return Invalid(
            N_("It opened only on {date}: it cannot close before.")
            if step.to is CLOSED
            else N_("It opened only on {date}."),
            date=show_date(opened_on),
        )
    if last_on is not None and since < last_on:
        return Invalid(N_("Another change of state holds from {date}, after this day."), date=show_date(last_on))
    return None


PARTS = ("women", "from_elsewhere", "with_contract", "residence_declared")


def count_problems(counts: "Counts", today: date) -> dict[str, AppError]:
    """What is wrong with a head-count, field by field: no part is larger than the whole."""
    found: dict[str, AppError] = {}
    if counts.counted_on > today:
        found["counted_on"] = Invalid(N_("The day of the count lies in the future."))
    if counts.total < 0:
        found["total"] = Invalid(N_("A count cannot be below zero."))
    for name in PARTS:
        part = getattr(counts, name)
        if part is None:
            continue
        if part < 0:
            found[name] = Invalid(N_("A count cannot be below zero."))
        elif part > counts.total >= 0:
            found[name] = Invalid(N_("{part} are more than the {total} workers in all."), part=part, total=counts.total)
    return found


# --- on which days premises were open --------------------------------------------------------------------


@dataclass(frozen=True)
class StateChange:
    """A step that was taken, and the day from which it holds."""

    since: date
    old: State
    new: State

    @property
    def holds_from(self) -> date:
        """The day of closing is the last on which premises were open."""
        return self.since + timedelta(days=1) if self.new is CLOSED else self.since


def state_on(day: date, now: State, changes: Iterable[StateChange]) -> State:
    """How premises that stand at `now` stood on a day. `changes` in the order in which they followed."""
    return next((change.old for change in changes if change.holds_from > day), now)


def open_on(day: date, now: State, opened_on: date | None, changes: Iterable[StateChange]) -> bool:
    """Whether premises were in operation on a day; an opening that nobody knows was before it."""
    return (opened_on is None or opened_on <= day) and state_on(day, now, changes) is ACTIVE


def open_between(first: date, last: date, now: State, opened_on: date | None, changes: Sequence[StateChange]) -> bool:
    """Whether premises were in operation on any day from `first` to `last`."""
    days = {first, *(change.holds_from for change in changes), *({opened_on} if opened_on else ())}
    return any(open_on(day, now, opened_on, changes) for day in days if first <= day <= last)


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, list[object]]:
    """For each field that differs, the old and the new value as stored."""
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}
