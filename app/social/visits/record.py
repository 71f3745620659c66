"""How is a visit's row read and written: found, changed with what the case copies of it, kept for undo and put back?"""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.rows import columns, made, typed, write
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.visits.models import Visit, VisitEvent, VisitGoal
from app.social.visits.planned import planned_on
from app.social.visits.terms import KIND
from app.vault.errors import NotFound

PERMISSION = "visits.edit"
TEXTS = ("place", "aim", "came", "talked", "reason", "tried")
STAYS = frozenset({"id", "case_id", "number", "seq", "version", "created_at", "updated_at"})
# What the audit does not tell: it follows from the rest.
SILENT = STAYS | {"day", "written_by"}
_ON_CASE = ("next_visit_on", "last_contact_on")


def subject(visit: Visit) -> str:
    """What the audit calls a visit."""
    return f"{KIND}/{visit.number}"


def find(db: Orm, visit_id: int) -> tuple[Visit, Case]:
    """The visit, and the case under which it is found now. Raises NotFound, also where that is not shown any more."""
    visit = db.get(Visit, visit_id)
    if visit is None or not (case := cases.home_of(db, visit.case_id)).listed:
        raise NotFound(N_("There is no such visit. Nothing was changed."))
    return visit, case


def visits_of(db: Orm, case_ids: Iterable[int]) -> list[Visit]:
    """The visits of a case and of those merged into it, the latest first."""
    query = select(Visit).where(Visit.case_id.in_(list(case_ids)))
    return list(db.scalars(query.order_by(Visit.day.desc(), Visit.id.desc())))


def goals_of(db: Orm, visit_id: int) -> list[VisitGoal]:
    """How it stood with each goal."""
    return list(db.scalars(select(VisitGoal).where(VisitGoal.visit_id == visit_id).order_by(VisitGoal.id)))


def hour(text: str) -> time | None:
    """The stored hour."""
    return time.fromisoformat(text) if text else None


def copy_to_case(db: Orm, case: Case, same: list[int]) -> None:
    """What lists show of the visits: the next one that is planned, the last contact."""
    case.next_visit_on = planned_on(db, same)
    made_on = db.scalar(select(func.max(Visit.done_on)).where(Visit.case_id.in_(same)))
    if made_on is not None and made_on > case.last_contact_on:
        case.last_contact_on = made_on


# --- snapshots -----------------------------------------------------------------------------------------


def before(db: Orm, case: Case, visit: Visit | None) -> dict[str, Any]:
    return {
        "visit": columns(visit, STAYS) if visit is not None else None,
        "goals": [columns(each) for each in goals_of(db, visit.id)] if visit is not None else [],
        "case": {name: columns(case)[name] for name in _ON_CASE},
    }


def put_back(db: Orm, case: Case, visit: Visit, before: Mapping[str, Any]) -> None:
    """Make the visit and the case's copies as a snapshot has them; what the act began goes."""
    db.execute(delete(VisitGoal).where(VisitGoal.visit_id == visit.id))
    begun = db.get(Visit, before.get("began") or 0)
    for gone in (begun, visit if before["visit"] is None else None):
        if gone is not None:
            db.execute(delete(VisitEvent).where(VisitEvent.visit_id == gone.id))
            db.delete(gone)
    if before["visit"] is not None:
        write(visit, before["visit"])
        visit.version += 1
        for values in before["goals"]:
            db.add(made(VisitGoal, values))
    for name in _ON_CASE:
        setattr(case, name, typed(Case, name, before["case"][name]))
    db.flush()
