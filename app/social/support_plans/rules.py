"""What may follow what in the life of a support plan, who may do it, what must it have, what does it cost, is it late?

Pure decisions on plain data. `by` OFFICER means the worker in charge of the case, or a lead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.common.i18n import N_
from app.common.money import MOST_DONG, TOO_MUCH
from app.common.text import fold
from app.social.support_plans.terms import PLAN_STATE_NAMES, ActionState, PlanState, Who
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


@dataclass(frozen=True)
class Step:
    """One line of the table; `needs` are the facts without which it is refused."""

    name: str
    to: PlanState
    by: Level
    label: str
    needs: tuple[str, ...] = ()


WRITE = Step("plan_write", PlanState.DRAFT, OFFICER, N_("Write the support plan"))
RENEW = Step("plan_renew", PlanState.REVIEWING, OFFICER, N_("Write a new plan"))
AGREE = Step(
    "plan_agree", PlanState.AGREED, OFFICER, N_("Record the agreement to the plan"), ("on", "signed", "review_on")
)
DROP = Step("plan_drop", PlanState.ENDED, OFFICER, N_("Give up the plan being written"), ("reason",))
RESUME = Step("plan_resume", PlanState.AGREED, OFFICER, N_("Keep to the plan in force"))
REVIEW = Step(
    "plan_review", PlanState.AGREED, OFFICER, N_("Review the plan"), ("on", "results", "decision", "review_on")
)
REPLACE = Step("plan_replace", PlanState.REPLACED, OFFICER, N_("Replaced by a newer plan"))
ACT = Step("plan_action_done", PlanState.AGREED, OFFICER, N_("Record an action of the plan"), ("action", "state"))
END = Step("plan_end", PlanState.ENDED, OFFICER, N_("End the plan"), ("on", "reason"))

# A plan holds (it is in force) from the agreement until it is ended or the next one is agreed.
IN_FORCE = frozenset({PlanState.AGREED, PlanState.REVIEWING})
TRANSITIONS: dict[tuple[PlanState, str], Step] = {
    (PlanState.DRAFT, "plan_write"): WRITE,
    (PlanState.DRAFT, "plan_agree"): AGREE,
    (PlanState.DRAFT, "plan_drop"): DROP,
    (PlanState.AGREED, "plan_action_done"): ACT,
    (PlanState.REVIEWING, "plan_action_done"): Step(ACT.name, PlanState.REVIEWING, ACT.by, ACT.label, ACT.needs),
    (PlanState.AGREED, "plan_review"): REVIEW,
    (PlanState.AGREED, "plan_renew"): RENEW,
    (PlanState.REVIEWING, "plan_resume"): RESUME,
    **{(state, "plan_replace"): REPLACE for state in IN_FORCE},
    **{(state, "plan_end"): END for state in IN_FORCE},
}
# In the order in which a person is offered them.
ACTS: Mapping[str, Step] = {step.name: step for step in (WRITE, AGREE, ACT, REVIEW, DROP, END)}

OPEN_ACTIONS = frozenset({ActionState.PLANNED, ActionState.DOING})
# What may follow where an action stands; done and dropped can be taken up again.
ACTION_STEPS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.PLANNED: frozenset({ActionState.DOING, ActionState.DONE, ActionState.DROPPED}),
    ActionState.DOING: frozenset({ActionState.PLANNED, ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.DOING}),
    ActionState.DROPPED: frozenset({ActionState.PLANNED}),
}
ACTION_NEEDS: dict[ActionState, tuple[str, ...]] = {
    ActionState.PLANNED: (),
    ActionState.DOING: (),
    ActionState.DONE: ("on",),
    ActionState.DROPPED: ("reason",),
}


def why_not(state: PlanState | None, name: str, who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot do that to a plan that stands there (None: there is no such plan); None when they can."""
    if state is None:
        missing = {"plan_write": None, "plan_agree": _NO_DRAFT, "plan_drop": _NO_DRAFT}.get(name, _NONE_IN_FORCE)
        if missing is not None:
            return Refused(missing)
    elif (state, name) not in TRANSITIONS:
        return Refused(
            N_("A plan that stands at “{state}” does not allow this. Nothing was changed."),
            state=PLAN_STATE_NAMES[state],
        )
    if who.level is LEAD:
        return None
    if who.level is not OFFICER:
        return Refused(N_("Support plans are written by officers and leads of the unit."))
    if worker_id != who.id:
        return Refused(N_("Another worker is in charge of this case. Ask the lead to hand it over."))
    return None


_NO_DRAFT = N_("No plan is being written. Write one first.")
_NONE_IN_FORCE = N_("No plan is in force. Write one with the client and record that both agreed.")


# --- what is wrong with an action --------------------------------------------------------------------------


def why_not_done_so(who: Who, who_name: str, cost: int | None, budget: str) -> AppError | None:
    """What is wrong with who does an action and what it costs; None when nothing is."""
    if who is Who.OTHER and not who_name.strip():
        return Invalid(N_("Say which office or person does it."))
    if cost is not None and cost < 0:
        return Invalid(N_("An amount cannot be below zero."))
    if cost is not None and cost > MOST_DONG:
        return Invalid(TOO_MUCH)
    if cost and not budget.strip():
        return Invalid(N_("Say where the money comes from."))
    return None


# --- what it lacks, costs, is late with -------------------------------------------------------------------


@dataclass(frozen=True)
class Doing:
    """What the rules ask of an action."""

    state: ActionState
    due_on: date | None = None
    cost: int | None = None
    budget: str = ""


def lacking(goals: Iterable[Iterable[Doing]]) -> str | None:
    """What a plan lacks before both can agree to it (a source text), or None."""
    there = [list(actions) for actions in goals]
    if not there:
        return N_("The plan has no goal yet. Write at least one in the client's words.")
    if not all(there):
        return N_("Each goal needs at least one action: who does what for it.")
    if any(each.due_on is None for actions in there for each in actions if each.state in OPEN_ACTIONS):
        return N_("Each action needs the day by which it is done.")
    return None


@dataclass(frozen=True)
class Costs:
    """What a plan costs, in whole đồng, by the source of the budget; dropped actions cost nothing."""

    total: int
    by_budget: tuple[tuple[str, int], ...]
    unknown: int


def costs(actions: Iterable[Doing]) -> Costs:
    """The sums. A source is the same however it is capitalised; as it was first written, it is shown."""
    sums: dict[str, int] = {}
    names: dict[str, str] = {}
    unknown = 0
    for each in actions:
        if each.state is ActionState.DROPPED:
            continue
        if each.cost is None:
            unknown += 1
        elif each.cost:
            key = " ".join(each.budget.split()).casefold()
            names.setdefault(key, " ".join(each.budget.split()))
            sums[key] = sums.get(key, 0) + each.cost
    by_budget = sorted(((names[key], amount) for key, amount in sums.items()), key=lambda one: (-one[1], fold(one[0])))
    return Costs(sum(sums.values()), tuple(by_budget), unknown)


def is_late(action: Doing, today: date) -> bool:
    """Whether its day is over and it is not done; today still is in time."""
    return action.state in OPEN_ACTIONS and action.due_on is not None and action.due_on < today


def next_action_on(actions: Iterable[Doing]) -> date | None:
    """The earliest day of what is still open."""
    return min(
        (each.due_on for each in actions if each.state in OPEN_ACTIONS and each.due_on is not None), default=None
    )
