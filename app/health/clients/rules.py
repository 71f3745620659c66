"""What may follow what in the life of a client's record, who may do it, and what each step must have?

Pure decisions on plain data. `TRANSITIONS` is the whole life of a record; `ACTS` leave its state. The station is
small: every officer serves every client, and each opening is audited.
"""

from dataclasses import dataclass
from datetime import date

from app.common.deadlines import LimitUnit, Rule, Starts
from app.common.i18n import N_
from app.common.steps import Possible
from app.health.clients.terms import KEEP_RECORD, STATE_NAMES, AgeBand, State, purposes
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD
WITHDRAWAL = Rule(
    code="health_consent_withdrawal",
    track="consent",
    stage="erase",
    starts=Starts.RECEIVED,
    length=15,
    unit=LimitUnit.CALENDAR_DAYS,
    basis="NĐ 356/2025/NĐ-CP, Điều 5",
    in_force_from=date(2026, 1, 1),
)


@dataclass(frozen=True)
class Step:
    """One line of the table; `needs` are the facts without which it is refused."""

    name: str
    to: State
    by: Level
    label: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """Something done to a client's record that leaves its state as it is."""

    name: str
    states: frozenset[State]
    by: Level
    label: str


SERVED = frozenset({State.ACTIVE, State.PAUSED})
LIVING = SERVED | {State.LEFT}

PAUSE = Step("pause", State.PAUSED, OFFICER, N_("Pause"))
RESUME = Step("resume", State.ACTIVE, OFFICER, N_("Go on"))
LEAVE = Step("leave", State.LEFT, OFFICER, N_("Record that the client comes no more"), ("left_reason",))
COME_BACK = Step("come_back", State.ACTIVE, OFFICER, N_("The client came back"))
WITHDRAW = Step("withdraw", State.WITHDRAWN, OFFICER, N_("Record the withdrawal of consent"))

TRANSITIONS: dict[tuple[State, str], Step] = {
    (State.ACTIVE, "pause"): PAUSE,
    (State.PAUSED, "resume"): RESUME,
    **{(state, "leave"): LEAVE for state in SERVED},
    (State.LEFT, "come_back"): COME_BACK,
    **{(state, "withdraw"): WITHDRAW for state in LIVING},
}
ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        # What others record of a client (counselling, a test, care) goes through this one or one of their own.
        Act("serve", SERVED, OFFICER, N_("Record a service")),
        Act("edit", LIVING, OFFICER, N_("Edit the client's record")),
        Act("identify", LIVING, OFFICER, N_("Edit name and contact")),
        Act("reveal", LIVING | {State.WITHDRAWN}, OFFICER, N_("Show name and contact")),
        Act("phrase", LIVING, OFFICER, N_("Set the phrase to return by")),
        Act("consent", LIVING, OFFICER, N_("Record consent or refusal")),
        Act("appoint", SERVED, OFFICER, N_("Make an appointment")),
        Act("calm", LIVING, OFFICER, N_("Mark what was urgent as dealt with")),
        Act("print", LIVING, OFFICER, N_("Print the client's card")),
        Act("erase", LIVING | {State.WITHDRAWN}, LEAD, N_("Erase the client's record")),
    )
}


def why_not_step(state: State, name: str, who: Account) -> AppError | None:
    """Why this person may not take the step now; None when they may."""
    step = TRANSITIONS.get((state, name))
    if step is None:
        return not_in_this_state(state)
    return why_not_by(step.by, who)


def why_not_plainly(name: str) -> AppError | None:
    """Why a step cannot be taken like any other, as a change of the state alone; None when it can."""
    if name != WITHDRAW.name:
        return None
    return Refused(
        N_("A withdrawal also ends every consent and begins the 15 days: record it as such. Nothing was changed.")
    )


def why_not_asked(purpose: str) -> AppError | None:
    """Why consent to this purpose is not recorded beside an open record; None when it is."""
    if purpose in purposes() and purpose != KEEP_RECORD:
        return None
    return Invalid(N_("Choose a purpose from the list."))


def why_not_act(state: State, name: str, who: Account) -> AppError | None:
    """Why this person may not do that now; None when they may."""
    act = ACTS[name]
    if state not in act.states:
        return not_in_this_state(state)
    return why_not_by(act.by, who)


NEEDS: dict[str, tuple[str, ...]] = {
    "withdraw": ("on",),
    "reveal": ("reason",),
    "phrase": (),
    "consent": ("purpose", "answer"),
    "appoint": ("on",),
    "calm": ("note",),
    "erase": ("code",),
}


def _step(state: State, name: str, who: Account) -> Possible:
    step = TRANSITIONS[state, name]
    return Possible(name, step.label, step.needs or NEEDS.get(name, ()), why_not_step(state, name, who))


def _act(state: State, name: str, who: Account) -> Possible:
    return Possible(name, ACTS[name].label, NEEDS.get(name, ()), why_not_act(state, name, who))


def possible_steps(state: State, who: Account) -> tuple[Possible, ...]:
    """Every step of this state, with why not where this person may not take it."""
    return tuple(_step(state, name, who) for at, name in TRANSITIONS if at is state)


def possible_acts(state: State, who: Account, *, urgent: bool) -> tuple[Possible, ...]:
    """Every act of this state. "serve" is what others do; "calm" is offered where something is urgent."""
    return tuple(
        _act(state, name, who)
        for name, act in ACTS.items()
        if state in act.states and name not in ("serve", "print") and (name != "calm" or urgent)
    )


def next_step(state: State, who: Account, *, expected: bool) -> Possible | None:
    """The one button: a day to come again for whom none is arranged; going on; erasing what was withdrawn."""
    if state is State.ACTIVE:
        return None if expected else _act(state, "appoint", who)
    if state is State.WITHDRAWN:
        return _act(state, "erase", who)
    name = {State.PAUSED: "resume", State.LEFT: "come_back"}.get(state)
    return _step(state, name, who) if name is not None else None


def not_in_this_state(state: State) -> Refused:
    return Refused(
        N_("A client's record that stands at “{state}” does not allow this. Nothing was changed."),
        state=STATE_NAMES[state],
    )


def why_not_by(by: Level, who: Account) -> AppError | None:
    """Why a person of this level may not; None when they may."""
    if who.level is LEAD or (who.level is OFFICER and by is not LEAD):
        return None
    return Refused(N_("Only a lead of the unit may do this. Ask the lead."))


def rank(state: State, *, urgent: bool) -> int:
    """The place in the default order: urgent first; who comes no more stands last."""
    if urgent and state in SERVED:
        return 0
    return {State.ACTIVE: 3, State.PAUSED: 6}.get(state, 9)


def band_of_age(age: int) -> AgeBand:
    """The band of an age in whole years."""
    for band, below in ((AgeBand.UNDER_15, 15), (AgeBand.TO_19, 20), (AgeBand.TO_24, 25), (AgeBand.TO_49, 50)):
        if age < below:
            return band
    return AgeBand.FROM_50


def band(birth_year: int | None, told: str, day: date) -> AgeBand | None:
    """The band somebody is counted in on a day: by the year where it is known, else as they told it."""
    if birth_year is not None:
        return band_of_age(day.year - birth_year)
    return AgeBand(told) if told else None
