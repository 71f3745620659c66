"""What goes between the planning services and whoever calls them: frozen values, no database objects."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.common.papers import Office
from app.police.inspection_plans.method import Candidate, Part, Weights
from app.police.inspection_plans.rules import Act
from app.police.inspection_plans.terms import TARGET, Ground, PlanState, Progress
from app.vault.errors import AppError


@dataclass(frozen=True)
class Wanted:
    """What a person enters for a draw; the share as a number or as typed (0.2, 0,2, 20 %)."""

    year: int
    seed: str
    share: Decimal | str = TARGET


@dataclass(frozen=True)
class PlanChanged:
    """What a service did with a plan: the plan as it is now, and which of its items it concerns."""

    plan_id: int
    number: str
    version: int
    state: PlanState
    action: str
    item_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class DrawHeld:
    """One of the draws of a plan, the last one being the one that counts."""

    at: datetime
    by: str
    seed: str
    share: Decimal
    active: int
    chosen: int


@dataclass(frozen=True)
class PlanEventLine:
    """Something that happened to a plan. `label` is English source text, shown with `tr`."""

    at: datetime
    by: str
    action: str
    label: str
    note: str


@dataclass(frozen=True)
class ItemRow:
    """Premises in a plan, and how far they have come.

    `inspected_on` is the day on which they were inspected under this plan: by the inspection made for the item, or
    by any other of that year since the draw. `score`, `lot` and `lot_order` are None for those added by hand.
    """

    id: int
    plan_id: int
    position: int
    establishment_id: int
    number: str
    name: str
    type_code: str
    type_name: str
    village_id: int | None
    village: str
    address: str
    ground: Ground
    score: int | None
    lot: str
    lot_order: int | None
    parts: tuple[Part, ...]
    reason: str
    planned_month: int | None
    planned_on: date | None
    inspection_id: int | None
    inspection_number: str
    inspected_on: date | None
    progress: Progress
    put_off_reason: str


@dataclass(frozen=True)
class CandidateRow:
    """One line of the list from which a plan was drawn, in the order of lots."""

    candidate: Candidate
    type_name: str
    lot: str
    lot_order: int
    parts: tuple[Part, ...]
    score: int
    ground: Ground | None


@dataclass(frozen=True)
class Tally:
    """How far a plan has come, in numbers; those put off are beside the total."""

    total: int
    done: int
    scheduled: int
    not_scheduled: int
    late: int
    put_off: int


@dataclass(frozen=True)
class PlanRow:
    """One line of the list of plans."""

    id: int
    version: int
    number: str
    year: int
    state: PlanState
    drawn_on: date
    share: Decimal
    active: int
    quota: int
    tally: Tally


@dataclass(frozen=True)
class PossibleAct:
    """An act as offered to a person; `why_not` is set when it cannot be done now."""

    act: Act
    why_not: AppError | None = None

    @property
    def name(self) -> str:
        return self.act.name

    @property
    def label(self) -> str:
        return self.act.label

    @property
    def needs(self) -> tuple[str, ...]:
        return self.act.needs

    @property
    def allowed(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True)
class PlanDetail:
    """Everything about a plan. `how_to_redraw` and `method` are sentences in the screen's language."""

    id: int
    version: int
    number: str
    year: int
    state: PlanState
    drawn_on: date
    share: Decimal
    seed: str
    weights: Weights
    active: int
    quota: int
    never_inspected: int
    places: int
    risk_places: int
    drawn_by: str
    drawn_at: datetime
    approved_by: str
    approved_at: datetime | None
    replaced_by: str
    replaced_reason: str
    tally: Tally
    items: tuple[ItemRow, ...]
    candidates: tuple[CandidateRow, ...]
    draws: tuple[DrawHeld, ...]
    timeline: tuple[PlanEventLine, ...]
    method: tuple[str, ...]
    how_to_redraw: tuple[str, ...]
    check_command: str
    acts: tuple[PossibleAct, ...]


@dataclass(frozen=True)
class Verification:
    """Whether the draw held again from what is stored gives the plan. `problems` are errors to show as sentences."""

    checked: int
    problems: tuple[AppError, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


# --- the printed plan ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PrintedItem:
    """A line of the printed plan list. Texts are Vietnamese; `when` is a day, a month, or empty."""

    position: int
    number: str
    name: str
    type_name: str
    address: str
    village: str
    ground: str
    # Only where it was chosen by its score; everybody's stands in the annex.
    score: str
    # The first digits of the lot, or empty.
    lot: str
    when: str
    # Why it was added or put off; else empty.
    note: str


@dataclass(frozen=True)
class PrintedCandidate:
    """A line of the annex: all that an outsider needs to hold the draw again.

    The score stands as a sum. What it is made of stays inside the unit: it says how many reports name the premises,
    and the paper may reach their owner.
    """

    lot_order: int
    lot: str
    number: str
    name: str
    never_inspected: bool
    # 05/03/2025, or empty where none is recorded.
    last_inspected_on: str
    score: int
    # The ground on which it was chosen, or empty.
    ground: str


@dataclass(frozen=True)
class PrintedPlan:
    """The facts of the plan list to be printed; the number was given, the copy counted, the print audited.

    All texts are Vietnamese. `document_number` is that of the paper, `number` that of the plan.
    """

    document_number: str
    seq: int
    copy: int
    printed_at: datetime
    printed_by: str
    office: Office
    number: str
    year: int
    state: PlanState
    draft: bool
    share: str
    seed: str
    drawn_on: date
    drawn_by: str
    approved_on: date | None
    approved_by: str
    active: int
    quota: int
    chosen: int
    never_inspected: int
    by_score: int
    by_lot: int
    added: int
    items: tuple[PrintedItem, ...]
    candidates: tuple[PrintedCandidate, ...]
    method: tuple[str, ...]
    how_to_redraw: tuple[str, ...]
    check_command: str
    # One line for each draw before the one that counts; empty when the first one counts.
    earlier_draws: tuple[str, ...]
