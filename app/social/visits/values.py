"""What is entered about a visit, and what is told of it? Frozen dataclasses; texts are masked unless shown."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.common.steps import Possible, Undoable
from app.social.cases.terms import State as CaseState
from app.social.support_plans.values import GoalInfo, Happened
from app.social.visits.terms import Going, VisitState, Way


@dataclass(frozen=True)
class NewVisit:
    """A visit as it is planned with the client: in the way and at the time that are safe."""

    planned_on: date
    way: Way
    planned_at: time | None = None
    place: str = ""
    aim: str = ""


@dataclass(frozen=True)
class Standing:
    """How it stands with one goal of the plan."""

    goal_id: int
    going: Going
    note: str = ""


@dataclass(frozen=True)
class Written:
    """A visit as it was made, with the next one where it was agreed."""

    done_on: date
    way: Way
    talked: str
    came: str = ""
    place: str = ""
    goals: tuple[Standing, ...] = ()
    next_visit: NewVisit | None = None


@dataclass(frozen=True)
class VisitChanged:
    """What a verb did. `action` is its name on the page."""

    id: int
    number: str
    version: int
    state: VisitState
    action: str
    case_id: int


# --- what is told ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VisitRow:
    """A line of the list. Nothing in it names anybody."""

    id: int
    version: int
    number: str
    case_id: int
    case: str
    case_state: CaseState
    worker_id: str | None
    worker: str
    village: str
    state: VisitState
    way: Way
    day: date
    planned_on: date | None
    planned_at: time | None
    done_on: date | None
    late: bool
    key: tuple[Any, ...] = ()


@dataclass(frozen=True)
class StandingInfo:
    """How it stood with a goal: the goal's words, how it was going, a note."""

    goal: str
    going: Going
    note: str


@dataclass(frozen=True)
class VisitDetail:
    """A visit, whole; free text masked unless the person is shown."""

    id: int
    version: int
    number: str
    case_id: int
    case: str
    case_state: CaseState
    worker: str
    state: VisitState
    way: Way
    planned_on: date | None
    planned_at: time | None
    place: str
    aim: str
    done_on: date | None
    came: str
    talked: str
    goals: tuple[StandingInfo, ...]
    ended_on: date | None
    reason: str
    tried: str
    written_by: str
    late: bool
    timeline: tuple[Happened, ...] = ()
    acts: tuple[Possible, ...] = ()
    steps: tuple[Possible, ...] = ()
    undoable: Undoable | None = None

    @property
    def next_step(self) -> Possible | None:
        """The one button: writing it up, while nobody has."""
        return next((each for each in self.acts if each.name == "visit_done"), None)


@dataclass(frozen=True)
class CaseVisits:
    """The visits of a case: the next planned ones, the earliest first, and those before, the newest first."""

    case_id: int
    code: str
    planned: tuple[VisitDetail, ...]
    past: tuple[VisitDetail, ...]
    # The goals of the plan in force, for writing up how it stands with each.
    goals: tuple[GoalInfo, ...] = ()
    # A day that stands on the case with no visit planned for it: entered at intake.
    entered_on: date | None = None
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None
