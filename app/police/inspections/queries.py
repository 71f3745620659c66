"""What do the lists show: the register of inspections with its filters and orders, a month, and what a search finds?

Nothing here scans: each filter and each order has its index (models.Inspection), and pages go on by the key of the
last row. The day's work and the open findings are in `queries_work`.
"""

from datetime import date, time
from typing import Any

from sqlalchemy import false, select
from sqlalchemy.orm import Session as Orm

from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.common.records.indexed import Found
from app.police.inspections.declared import INDEX, INSPECTIONS, InspectionFilter, Sort
from app.police.inspections.intake import hour
from app.police.inspections.lines import InspectionRow, lines
from app.police.inspections.models import Inspection
from app.police.inspections.terms import KIND, tidy_number
from app.registry.establishments import queries as premises_register
from app.vault.session import Session

ALL = InspectionFilter()


def list_inspections(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NEWEST, after: Key | None = None, limit: int = 200
) -> Page[InspectionRow]:
    """A page of the register. `after` is the `next` of the page before."""
    return listing.list_page(INSPECTIONS, session, where, sort, after, limit)


def count_inspections(session: Session, where: Filter = ALL) -> int:
    """How many inspections the filter lets through."""
    return listing.count(INSPECTIONS, session, where)


# --- a month, and premises ----------------------------------------------------------------------------------------


def calendar(session: Session, year: int, month: int, where: Any = ALL) -> dict[date, tuple[InspectionRow, ...]]:
    """The inspections of a month by day, in the order of the hour; days without one are left out."""
    require(session, "inspections.list")
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1)
    with session.read() as db:
        narrow, words = listing.narrowing(INSPECTIONS, session, db, where)
        query = narrow(select(Inspection)).where(Inspection.day >= first, Inspection.day < last)
        if words is not None:
            query = query.where(words.all.gathered(Inspection.id) if words.all is not None else false())
        found = list(db.scalars(query.order_by(Inspection.day, Inspection.id)))
        days: dict[date, list[InspectionRow]] = {}
        hours = {each.id: hour(each.started_at or each.planned_from) or time.max for each in found}
        for row in lines(session, db, ((each, ()) for each in found)):
            if row.day is not None:
                days.setdefault(row.day, []).append(row)
    return {day: tuple(sorted(visits, key=lambda row: hours[row.id])) for day, visits in days.items()}


def of_establishment(session: Session, establishment_id: int, limit: int = 200) -> tuple[InspectionRow, ...]:
    """The inspections of premises, the newest first; those kept under merged duplicates too."""
    require(session, "inspections.list")
    with session.read() as db:
        ids = premises_register.same_premises(db, establishment_id)
    return list_inspections(session, InspectionFilter(establishment_ids=ids), limit=limit).rows


# --- search -------------------------------------------------------------------------------------------------------


def search_inspections(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Inspections that hold every word, exact marks first; a number typed as such comes before all."""
    return INDEX.find(session, text, limit, _named)


def _named(db: Orm, text: str) -> Found | None:
    row = db.scalar(select(Inspection).where(Inspection.number == tidy_number(text), Inspection.removed.is_(False)))
    return Found(KIND, row.id, row.number, row.establishment_name) if row is not None else None
