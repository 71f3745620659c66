"""How is a visit's row read and written: found, kept for undo and put back?"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.rows import made, typed, write
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.visits.models import Visit, VisitEvent, VisitGoal
from app.social.visits.terms import KIND, VisitState
from app.vault.errors import NotFound

TEXTS = ("place", "aim", "came", "talked", "reason", "tried")
STAYS = frozenset({"id", "case_id", "number", "seq", "version", "created_at", "updated_at"})
ON_CASE = ("next_visit_on", "last_contact_on")


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


def planned_on(db: Orm, same: list[int]) -> date | None:
    """The day of the next visit that is planned."""
    return db.scalar(
        select(func.min(Visit.planned_on)).where(Visit.case_id.in_(same), Visit.state == VisitState.PLANNED)
    )


# --- snapshots -----------------------------------------------------------------------------------------


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
    for name in ON_CASE:
        setattr(case, name, typed(Case, name, before["case"][name]))
    db.flush()
