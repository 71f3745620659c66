"""What may follow what in the life of a visit, who may do it, and what each step must have? Pure decisions.

`by` OFFICER means the worker in charge of the case, or a lead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.common.i18n import N_
from app.social.visits.terms import VISIT_STATE_NAMES, VisitState
from app.vault.errors import AppError, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


@dataclass(frozen=True)
class Step:
    """One line of the table; `needs` are the facts without which it is refused."""

    name: str
    to: VisitState
    by: Level
    label: str
    needs: tuple[str, ...] = ()


PLAN = Step("visit_plan", VisitState.PLANNED, OFFICER, N_("Plan a visit"), ("planned_on", "way"))
NOTE = Step(
    "visit_note", VisitState.DONE, OFFICER, N_("Write up a contact that was not planned"), ("done_on", "way", "talked")
)
DONE = Step("visit_done", VisitState.DONE, OFFICER, N_("Write up the visit"), ("done_on", "way", "talked"))
MOVE = Step("visit_move", VisitState.PLANNED, OFFICER, N_("Move the visit"), ("planned_on", "way"))
MISSED = Step(
    "visit_missed", VisitState.MISSED, OFFICER, N_("Record that nobody was met"), ("ended_on", "reason", "tried")
)
CANCEL = Step("visit_cancel", VisitState.CANCELLED, OFFICER, N_("Cancel the visit"), ("reason",))

# From None: a new one.
TRANSITIONS: dict[tuple[VisitState | None, str], Step] = {
    (None, "visit_plan"): PLAN,
    (None, "visit_note"): NOTE,
    (VisitState.PLANNED, "visit_done"): DONE,
    (VisitState.PLANNED, "visit_move"): MOVE,
    (VisitState.PLANNED, "visit_missed"): MISSED,
    (VisitState.PLANNED, "visit_cancel"): CANCEL,
}
ACTS: Mapping[str, Step] = {step.name: step for step in (DONE, MOVE, MISSED, CANCEL, PLAN, NOTE)}
NEW = frozenset({"visit_plan", "visit_note"})


def why_not(state: VisitState | None, name: str, who: Account, worker_id: str | None) -> AppError | None:
    """Why this person cannot do that to a visit that stands there (None: to a new one); None when they can."""
    if (state, name) not in TRANSITIONS:
        if state is None:
            return Refused(N_("No visit is planned. Plan one first."))
        return Refused(
            N_("A visit that stands at “{state}” does not allow this. Nothing was changed."),
            state=VISIT_STATE_NAMES[state],
        )
    if who.level is LEAD:
        return None
    if who.level is not OFFICER:
        return Refused(N_("Visits are planned and written up by officers and leads of the unit."))
    if worker_id != who.id:
        return Refused(N_("Another worker is in charge of this case. Ask the lead to hand it over."))
    return None


def is_late(state: VisitState, planned_on: date | None, today: date) -> bool:
    """Whether the day is over and nobody wrote what became of it; today still is in time."""
    return state is VisitState.PLANNED and planned_on is not None and planned_on < today
