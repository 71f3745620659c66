"""What may follow what in the life of a case, who may do it, and what each step must have?

Pure decisions on plain data. `TRANSITIONS` is the whole life of a case; `ACTS` leave its state as it is. `by` OFFICER
means the worker in charge or a lead.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.common.deadlines import LimitUnit, Rule, Starts, add_months
from app.common.i18n import N_
from app.common.steps import Possible
from app.common.text import is_short_number
from app.social.cases.terms import STATE_NAMES, Basis, Outcome, State
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD
QUIET = timedelta(days=30)
CHECK_MONTHS = 6
WITHDRAWAL = Rule(
    code="consent_withdrawal",
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
    """Something done to a case that leaves its state as it is."""

    name: str
    states: frozenset[State]
    by: Level
    label: str


@dataclass(frozen=True)
class Standing:
    """What the rules ask of a case; what has a default matters to what makes sense now, not to who may."""

    state: State
    worker_id: str | None
    to_check: bool = False
    # The day of the check has come: it is what the case waits for.
    check_now: bool = False
    held: bool = False
    given: int = 0
    wishes: int = 0
    kept: bool = False


OPEN = frozenset({State.INTAKE, State.ASSESSING, State.SUPPORTED, State.FOLLOWING})
ENDED = frozenset({State.CLOSED, State.TRANSFERRED_OUT})
LIVING = OPEN | ENDED

ASSESS = Step("assess", State.ASSESSING, OFFICER, N_("Begin the assessment"))
SUPPORT = Step("support", State.SUPPORTED, OFFICER, N_("Begin the support"))
FOLLOW = Step("follow", State.FOLLOWING, OFFICER, N_("Go over to follow-up"))
CLOSE = Step("close", State.CLOSED, OFFICER, N_("Close the case"), ("outcome",))
TRANSFER_OUT = Step("transfer_out", State.TRANSFERRED_OUT, LEAD, N_("Transfer to another place"), ("reason",))
REOPEN = Step("reopen", State.ASSESSING, LEAD, N_("Reopen the case"), ("reason",))
WITHDRAW = Step("withdraw", State.WITHDRAWN, OFFICER, N_("Record the withdrawal of consent"))

TRANSITIONS: dict[tuple[State, str], Step] = {
    (State.INTAKE, "assess"): ASSESS,
    (State.ASSESSING, "support"): SUPPORT,
    (State.SUPPORTED, "follow"): FOLLOW,
    **{(state, "close"): CLOSE for state in OPEN},
    **{(state, "transfer_out"): TRANSFER_OUT for state in OPEN},
    **{(state, "reopen"): REOPEN for state in ENDED},
    **{(state, "withdraw"): WITHDRAW for state in LIVING},
}
NEXT: dict[State, str] = {
    State.INTAKE: "assess",
    State.ASSESSING: "support",
    State.SUPPORTED: "follow",
    State.FOLLOWING: "close",
}
# What an act cannot do without.
NEEDS: dict[str, tuple[str, ...]] = {
    "reveal": ("reason",),
    "check": ("on", "note"),
    "contact": ("on",),
    "consent": ("purpose", "answer"),
    "withdraw_consent": ("consent_id", "on"),
    "correct": ("reason",),
    "transfer": ("worker_id",),
    "merge": ("duplicate", "reason"),
    "keep": ("reason",),
    "hold": ("reason",),
    "end_hold": ("reason",),
    "wish": ("wish",),
    "answer_wish": ("wish_id", "answered", "answer_text"),
    "erase": ("reason",),
}
# What its person may take back while nothing came after it; never what somebody saw, agreed to or withdrew.
UNDOABLE = frozenset(
    {"assess", "support", "follow", "close", "transfer_out", "reopen", "edit", "contact", "check", "transfer"}
)
ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("edit", OPEN, OFFICER, N_("Edit the case")),
        Act("identify", LIVING, OFFICER, N_("Edit who the person is")),
        Act("reveal", LIVING | {State.WITHDRAWN}, OFFICER, N_("Show who the person is")),
        Act("consent", LIVING, OFFICER, N_("Record consent or refusal")),
        Act("withdraw_consent", LIVING, OFFICER, N_("Record a consent as withdrawn")),
        Act("contact", OPEN, OFFICER, N_("Note a contact")),
        Act("check", frozenset({State.CLOSED}), OFFICER, N_("Record the check after closure")),
        Act("correct", LIVING, OFFICER, N_("Correct the case")),
        Act("wish", LIVING, OFFICER, N_("Record a wish for correction")),
        Act("answer_wish", LIVING, OFFICER, N_("Answer a wish for correction")),
        Act("transfer", OPEN, LEAD, N_("Hand to another worker")),
        Act("attach", LIVING, OFFICER, N_("Attach a file")),
        Act("merge", LIVING, LEAD, N_("Merge with the same person's case")),
        Act("unmerge", frozenset({State.MERGED}), LEAD, N_("Take the merge back")),
        Act("keep", frozenset({State.WITHDRAWN}), LEAD, N_("Explain what the law obliges to keep")),
        Act("hold", LIVING | {State.WITHDRAWN}, LEAD, N_("Hold the case by law")),
        Act("end_hold", LIVING | {State.WITHDRAWN}, LEAD, N_("End the hold")),
        Act("erase", LIVING | {State.WITHDRAWN}, LEAD, N_("Erase the case")),
    )
}


def why_not_step(case: Standing, name: str, who: Account) -> AppError | None:
    """Why this person may not take the step now; None when they may."""
    step = TRANSITIONS.get((case.state, name))
    if step is None:
        return _not_in_this_state(case)
    return _why_not_by(case, step.by, who)


def why_not_kept(basis: Basis, ground: str, *, agreed: bool) -> AppError | None:
    """Why no record may be kept of somebody: without their consent or another basis said in words; None when it may."""
    if basis is not Basis.CONSENT:
        if ground.strip():
            return None
        return Refused(N_("Without consent the basis for keeping the record is needed in words. Nothing was recorded."))
    if agreed:
        return None
    return Refused(
        N_(
            "A case is opened only with the person's consent to keep a record, or on another basis. Nothing was"
            " recorded: ask the person first."
        )
    )


def why_not_plainly(name: str) -> AppError | None:
    """Why a step cannot be taken like any other, as a change of the state alone; None when it can."""
    if name != WITHDRAW.name:
        return None
    return Refused(
        N_("A withdrawal also ends every consent and begins the 15 days: record it as such. Nothing was changed.")
    )


def why_not_ended_so(name: str, outcome: Outcome | None) -> AppError | None:
    """Why a step cannot have this outcome; None when it can. Handing over is a step of its own, which a lead takes."""
    if outcome is None or (name == CLOSE.name and outcome is not Outcome.TRANSFERRED):
        return None
    if name == CLOSE.name:
        return Invalid(N_("A case that goes on elsewhere is not closed: transfer it to the other place."))
    return Invalid(N_("Only closing a case asks for an outcome."))


def why_not_act(case: Standing, name: str, who: Account) -> AppError | None:
    """Why this person may not do that now; None when they may."""
    act = ACTS[name]
    if case.state not in act.states:
        return _not_in_this_state(case)
    return _why_not_by(case, act.by, who)


def possible_steps(case: Standing, who: Account) -> tuple[Possible, ...]:
    """Every step from here, the next one first, each with the reason why not."""
    names = [name for state, name in TRANSITIONS if state is case.state]
    names.sort(key=lambda name: name != NEXT.get(case.state))
    return tuple(_step(case, name, who) for name in names)


def possible_acts(case: Standing, who: Account) -> tuple[Possible, ...]:
    """Every act that makes sense now; those of other states are left out."""
    makes_sense = {
        "edit": case.state in OPEN,
        "correct": case.state in ENDED,
        "check": case.to_check,
        "hold": not case.held,
        "end_hold": case.held,
        "withdraw_consent": case.given > 0,
        "answer_wish": case.wishes > 0,
        "keep": not case.kept,
    }
    return tuple(
        _act(case, act.name, who)
        for act in ACTS.values()
        if case.state in act.states and makes_sense.get(act.name, True)
    )


def next_step(case: Standing, who: Account) -> Possible | None:
    """The one button: what this case waits for, maybe with why not; None when nothing is left to do."""
    if case.state is State.CLOSED:
        return _act(case, "check", who) if case.check_now else None
    if case.state is State.WITHDRAWN:
        return None if case.kept or case.held else _act(case, "erase", who)
    if case.state is State.MERGED:
        return None
    name = NEXT.get(case.state)
    return _step(case, name, who) if name is not None else None


def _step(case: Standing, name: str, who: Account) -> Possible:
    step = TRANSITIONS[case.state, name]
    return Possible(name, step.label, step.needs, why_not_step(case, name, who))


def _act(case: Standing, name: str, who: Account) -> Possible:
    return Possible(name, ACTS[name].label, NEEDS.get(name, ()), why_not_act(case, name, who))


def _not_in_this_state(case: Standing) -> Refused:
    return Refused(
        N_("A case that stands at “{state}” does not allow this. Nothing was changed."), state=STATE_NAMES[case.state]
    )


def _why_not_by(case: Standing, by: Level, who: Account) -> AppError | None:
    if who.level is LEAD:
        return None
    if who.level is not OFFICER or by is LEAD:
        return Refused(N_("Only a lead of the unit may do this. Ask the lead."))
    if case.worker_id != who.id:
        return Refused(N_("Another worker is in charge of this case. Ask the lead to hand it over."))
    return None


def rank(*, flagged: bool, urgent: bool, open_: bool) -> int:
    """The place in the default order: special protection first, then urgent; what has ended comes last."""
    if not open_:
        return 8 if flagged else 9
    return 0 if flagged else 1 if urgent else 3


def check_due(closed_on: date) -> date:
    """When somebody asks how it goes after a case was closed."""
    return add_months(closed_on, CHECK_MONTHS)


def show_code(year: int, seq: int) -> str:
    """HT26-001: hỗ trợ, the year, the number in it."""
    return f"HT{year % 100:02d}-{seq:03d}"


def tidy_code(text: str) -> str:
    """A code as it is stored, from what people type: ht26-1 is HT26-001."""
    head, dash, seq = text.strip().upper().replace(" ", "").partition("-")
    return f"{head}-{int(seq):03d}" if dash and is_short_number(seq) else head + dash + seq
