"""What may follow what in the life of a loan, who may do it, and what each step must have?

Pure decisions on plain data. The lender decides about the money; these steps write down what the lender did. OFFICER is
the worker of the case, or a lead.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.common.i18n import N_
from app.common.steps import Possible
from app.social.loans.terms import LoanState
from app.vault.errors import AppError, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


@dataclass(frozen=True)
class Step:
    """One line of the table. `share` are steps that tell the lender who asks: they need the client's consent."""

    name: str
    to: LoanState
    by: Level
    label: str
    needs: tuple[str, ...] = ()
    share: bool = False


SUBMIT = Step(
    "submit", LoanState.SUBMITTED, OFFICER, N_("Submit to the lender"), ("submitted_on", "lender", "amount_asked"), True
)
APPRAISE = Step("appraise", LoanState.APPRAISED, OFFICER, N_("Record the appraisal"), ("appraised_on", "amount"))
DISBURSE = Step(
    "disburse", LoanState.DISBURSED, OFFICER, N_("Record the payout"), ("disbursed_on", "amount", "rate", "periods")
)
REFUSE = Step("refuse", LoanState.REFUSED, OFFICER, N_("Record the refusal"), ("ended_on", "reason"))
WITHDRAW = Step("withdraw", LoanState.WITHDRAWN, OFFICER, N_("Withdraw the application"), ("ended_on", "reason"))
WRITE_OFF = Step("write_off", LoanState.WRITTEN_OFF, LEAD, N_("Record the write-off"), ("ended_on", "reason"))

TRANSITIONS: dict[tuple[LoanState, str], Step] = {
    (LoanState.DRAFT, "submit"): SUBMIT,
    (LoanState.DRAFT, "withdraw"): WITHDRAW,
    (LoanState.SUBMITTED, "appraise"): APPRAISE,
    (LoanState.SUBMITTED, "refuse"): REFUSE,
    (LoanState.SUBMITTED, "withdraw"): WITHDRAW,
    (LoanState.APPRAISED, "disburse"): DISBURSE,
    (LoanState.APPRAISED, "refuse"): REFUSE,
    (LoanState.APPRAISED, "withdraw"): WITHDRAW,
    (LoanState.DISBURSED, "write_off"): WRITE_OFF,
    (LoanState.REPAYING, "write_off"): WRITE_OFF,
}

# The one button of each state. Once paid out, payments move it on: to repaying, and to settled with the last.
NEXT: dict[LoanState, str] = {
    LoanState.DRAFT: "submit",
    LoanState.SUBMITTED: "appraise",
    LoanState.APPRAISED: "disburse",
}

OWED = frozenset({LoanState.DISBURSED, LoanState.REPAYING})
# An application under way: nothing was paid out yet, and nothing speaks against it.
WAITING = frozenset({LoanState.DRAFT, LoanState.SUBMITTED, LoanState.APPRAISED})


@dataclass(frozen=True)
class Act:
    """Something done to a loan that is no step of its life."""

    name: str
    states: frozenset[LoanState]
    by: Level
    label: str
    needs: tuple[str, ...] = ()


ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("edit", frozenset({LoanState.DRAFT}), OFFICER, N_("Edit")),
        Act("pay", OWED, OFFICER, N_("Record a payment"), ("paid_on", "amount")),
        Act("repay_early", OWED, OFFICER, N_("Record an early repayment"), ("paid_on", "principal")),
        Act("replace_schedule", OWED, OFFICER, N_("Enter the lender's schedule")),
        Act("undo", frozenset(LoanState), OFFICER, N_("Take back the last act")),
        Act("print", WAITING, OFFICER, N_("Print the letter to the lender")),
        Act("correct_payment", OWED | {LoanState.SETTLED}, LEAD, N_("Correct a payment"), ("reason",)),
    )
}

# What was done, as the audit says it.
AUDITED: dict[str, str] = {
    "apply": N_("Began a loan application"),
    "edit": N_("Changed a loan application"),
    "submit": N_("Submitted a loan application"),
    "appraise": N_("Recorded the appraisal of a loan"),
    "refuse": N_("Recorded the refusal of a loan"),
    "withdraw": N_("Withdrew a loan application"),
    "disburse": N_("Recorded the payout of a loan"),
    "pay": N_("Recorded a payment of a loan"),
    "repay_early": N_("Recorded an early repayment of a loan"),
    "replace_schedule": N_("Entered the lender's schedule of a loan"),
    "correct_payment": N_("Corrected a payment of a loan"),
    "write_off": N_("Recorded the write-off of a loan"),
    "undo": N_("Took back the last act on a loan"),
    "print": N_("Printed the letter to the lender of a loan"),
    "open": N_("Opened a loan"),
    "search": N_("Searched the loans"),
    "export": N_("Exported loans"),
}


def why_not_step(state: LoanState, name: str, who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot take the step now; None when they can."""
    step = TRANSITIONS.get((state, name))
    if step is None:
        return Refused(N_("This step does not follow from where the loan stands. Nothing was changed."))
    return _why_not_person(step.by, who, worker_id)


def why_not_ended_by(name: str) -> AppError | None:
    """Why a step ends no application and no loan, with a day and a reason; None when it does."""
    if name in (REFUSE.name, WITHDRAW.name, WRITE_OFF.name):
        return None
    return Refused(N_("This step asks for more than a day and a reason. Nothing was changed."))


def why_not_act(state: LoanState, name: str, who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    act = ACTS[name]
    if state not in act.states:
        return Refused(N_("This cannot be done where the loan stands now. Nothing was changed."))
    return _why_not_person(act.by, who, worker_id)


def why_not_early(due: int, paid: int) -> AppError | None:
    """Why principal cannot be repaid before its time: of what was due by that day, and what was paid in all."""
    if paid < due:
        return Refused(N_("Instalments due by that day are not paid. Record their payment first."))
    if paid > due:
        return Refused(N_("Instalments after that day are paid in part or in full. Ask the lender for a new schedule."))
    return None


def next_step(state: LoanState, who: Account, worker_id: str | None) -> Possible | None:
    """The one button: the step that follows, or the payment that is awaited."""
    if state in OWED:
        return _act(ACTS["pay"], state, who, worker_id)
    name = NEXT.get(state)
    return _step(TRANSITIONS[state, name], state, who, worker_id) if name is not None else None


def possible_steps(state: LoanState, who: Account, worker_id: str | None) -> tuple[Possible, ...]:
    """Every step that follows from the state, with the reason where this person cannot take it."""
    return tuple(_step(step, state, who, worker_id) for (begin, _), step in TRANSITIONS.items() if begin is state)


def possible_acts(state: LoanState, who: Account, worker_id: str | None) -> tuple[Possible, ...]:
    """Every act that the state allows, with the reason where this person cannot do it; undo is offered by itself."""
    return tuple(
        _act(act, state, who, worker_id) for act in ACTS.values() if state in act.states and act.name != "undo"
    )


def _step(step: Step, state: LoanState, who: Account, worker_id: str | None) -> Possible:
    return Possible(step.name, step.label, step.needs, why_not_step(state, step.name, who, worker_id))


def _act(act: Act, state: LoanState, who: Account, worker_id: str | None) -> Possible:
    return Possible(act.name, act.label, act.needs, why_not_act(state, act.name, who, worker_id))


def _why_not_person(by: Level, who: Account, worker_id: str | None) -> AppError | None:
    if who.level is LEAD:
        return None
    if by is LEAD or who.level is Level.VIEWER:
        return Refused(N_("Only a lead may do this. Ask the lead of your unit."))
    if worker_id == who.id:
        return None
    return Refused(N_("The case is another worker's. The lead can give it to you."))
