"""On which day is the next visit of a case planned? Rows alone; it knows no change and no reading."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.social.visits.models import Visit
from app.social.visits.terms import VisitState


def planned_on(db: Orm, same: list[int]) -> date | None:
    """The day of the next visit that is planned."""
    return db.scalar(
        select(func.min(Visit.planned_on)).where(Visit.case_id.in_(same), Visit.state == VisitState.PLANNED)
    )
