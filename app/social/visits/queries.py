"""What do the lists show of visits: all of them with filters and orders, what is due or late, the week?

No row names anybody. The list walks an index of the visits' days; the case of each row is found by its key. Visits of
cases that are not shown any more (withdrawn, erased) are in no list.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from app.common.paging import Key, Page
from app.common.permissions import may, require
from app.common.records import listing
from app.common.records.filters import Filter, terms
from app.social.cases.models import Case
from app.social.visits.declared import VISITS, VisitFilter, of_an_open_case
from app.social.visits.models import Sort, Visit
from app.social.visits.rows import rows_of
from app.social.visits.terms import VisitState
from app.social.visits.values import VisitRow
from app.vault.session import Session

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class VisitWork:
    """What visits ask for today, each part with the earliest first; a lead's are everybody's."""

    late: tuple[VisitRow, ...]
    today: tuple[VisitRow, ...]
    week: tuple[VisitRow, ...]


ALL = VisitFilter()


def list_visits(
    session: Session, where: Filter = ALL, sort: Sort = Sort.DAY, after: Key | None = None, limit: int = 200
) -> Page[VisitRow]:
    """A page of the visits. `after` is the `next` of the page before."""
    return listing.list_page(VISITS, session, where, sort, after, limit)


def count_visits(session: Session, where: Filter = ALL) -> int:
    """How many visits the filter lets through."""
    return listing.count(VISITS, session, where)


def find_number(session: Session, number: str) -> int:
    """The id behind a visit's number as typed: ht26-1/3. Raises NotFound."""
    return listing.find_number(VISITS, session, number)


def search_visits(session: Session, typed: str, limit: int = 50) -> list[VisitRow]:
    """By number or the code of the case, the newest first; what was talked about is searched by nobody."""
    require(session, "search")
    if not typed.strip():
        return []
    return list(list_visits(session, VisitFilter(text=typed), Sort.NEWEST, limit=limit).rows)


def work_today(session: Session) -> VisitWork:
    """The planned visits of one's own cases (a lead's: of all) that are late, today, or in the next seven days."""
    require(session, "visits.open")
    today = session.today()
    own = None if may(session, "cases.transfer") else session.account.id
    where = VisitFilter(states=frozenset({VisitState.PLANNED}), day_to=today + WEEK, worker_id=own)
    with session.read() as db:
        query = select(Visit).where(*terms(VISITS, session, where), of_an_open_case())
        found = db.scalars(query.order_by(Visit.day, Visit.planned_at, Visit.id))
        rows = rows_of(session, db, [(visit, ()) for visit in found])
    return VisitWork(
        tuple(row for row in rows if row.day < today),
        tuple(row for row in rows if row.day == today),
        tuple(row for row in rows if row.day > today),
    )


def planned_cases(session: Session) -> frozenset[int]:
    """The cases that have a visit planned."""
    require(session, "visits.open")
    query = select(func.coalesce(Case.merged_into_id, Case.id)).join(Visit, Visit.case_id == Case.id)
    with session.read() as db:
        return frozenset(db.scalars(query.where(Visit.state == VisitState.PLANNED)))
