"""What is written into a support plan, and what is told of it? Frozen dataclasses; amounts are whole đồng."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.common.steps import Possible, Undoable
from app.social.support_plans.rules import Costs
from app.social.support_plans.terms import ActionState, Decision, PlanState, Reached, Signed, Who


@dataclass(frozen=True)
class NewAction:
    """One thing to be done for a goal. `cost` None is "not known yet", which is not 0."""

    words: str
    who: Who = Who.CLIENT
    who_name: str = ""
    due_on: date | None = None
    cost: int | None = None
    budget: str = ""
    id: int | None = None


@dataclass(frozen=True)
class NewGoal:
    """A goal in the client's words, with what is done for it. `origin_id` is the goal it goes on from."""

    words: str
    actions: tuple[NewAction, ...] = ()
    id: int | None = None
    origin_id: int | None = None


@dataclass(frozen=True)
class NewPlan:
    """A plan as it is written with the client."""

    goals: tuple[NewGoal, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Agreement:
    """Both agreed to the plan on a day; the worker is whoever records it."""

    on: date
    signed: Signed
    review_on: date
    witness: str = ""


@dataclass(frozen=True)
class PlanChanged:
    """What a verb did to the plan of a case. `renewed`: the next plan stands as a draft now."""

    case_id: int
    number: str
    action: str
    renewed: bool = False


@dataclass(frozen=True)
class Result:
    """What a review found of one goal."""

    goal_id: int
    reached: Reached
    note: str = ""


@dataclass(frozen=True)
class Review:
    """What a review found, and what follows: the next review on `next_on`, or the next plan agreed by then."""

    on: date
    results: tuple[Result, ...]
    next_on: date
    decision: Decision = Decision.CONTINUE
    note: str = ""


# --- what is told ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Happened:
    """One act on a plan or on a visit, for its timeline."""

    id: int
    at: datetime
    by: str
    action: str
    label: str
    note: str
    undone: bool
    from_state: str = ""
    to_state: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ActionInfo:
    """An action as it stands; texts are masked unless the person is shown."""

    id: int
    words: str
    who: Who
    who_name: str
    due_on: date | None
    cost: int | None
    budget: str
    state: ActionState
    done_on: date | None
    reason: str
    late: bool


@dataclass(frozen=True)
class GoalInfo:
    """A goal with its actions, and what the last review found of it."""

    id: int
    words: str
    actions: tuple[ActionInfo, ...]
    reached: Reached | None
    reached_note: str
    origin_id: int | None

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(each.state is ActionState.DONE for each in self.actions)

    @property
    def counted(self) -> int:
        """How many there are, without those dropped."""
        return sum(each.state is not ActionState.DROPPED for each in self.actions)


@dataclass(frozen=True)
class ReviewInfo:
    """A review that was made: (number of the goal, its words, what was reached, note) each."""

    id: int
    on: date
    by: str
    decision: Decision
    next_on: date | None
    note: str
    results: tuple[tuple[int, str, Reached, str], ...]


@dataclass(frozen=True)
class PlanDetail:
    """A plan, whole."""

    id: int
    version: int
    number: str
    edition: int
    state: PlanState
    goals: tuple[GoalInfo, ...]
    note: str
    written_by: str
    written_on: date
    agreed_on: date | None
    signed: Signed | None
    witness: str
    worker: str
    review_on: date | None
    review_late: bool
    ended_on: date | None
    ended_reason: str
    costs: Costs
    reviews: tuple[ReviewInfo, ...]
    timeline: tuple[Happened, ...] = ()

    @property
    def late_actions(self) -> tuple[ActionInfo, ...]:
        """Those whose day is over."""
        return tuple(each for goal in self.goals for each in goal.actions if each.late)

    @property
    def open_actions(self) -> tuple[ActionInfo, ...]:
        """Those still to be done."""
        open_ = (ActionState.PLANNED, ActionState.DOING)
        return tuple(each for goal in self.goals for each in goal.actions if each.state in open_)


@dataclass(frozen=True)
class CasePlans:
    """The plans of a case: the one in force, the one being written, those before, the latest first."""

    case_id: int
    code: str
    in_force: PlanDetail | None
    draft: PlanDetail | None
    earlier: tuple[PlanDetail, ...]
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None
