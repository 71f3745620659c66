"""What do the lists show of visits: all of them with filters and orders, what is due or late, the week?

No row names anybody. The list walks an index of the visits' days; the case of each row is found by its key. Visits of
cases that are not shown any more (withdrawn, erased) are in no list.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common.dates import stored_day
from app.common.paging import Page, read_count, read_page
from app.common.permissions import may, require
from app.common.text import fold
from app.social.cases import record as cases
from app.social.cases import rules as case_rules
from app.social.cases.models import Case
from app.social.cases.of_cases import of_a_listed_case, of_cases
from app.social.cases.terms import State as CaseState
from app.social.visits import record, rules
from app.social.visits.models import Visit
from app.social.visits.terms import VisitState, Way
from app.social.visits.values import VisitRow
from app.vault.session import Session

WEEK = timedelta(days=7)


class Sort(StrEnum):
    """The orders of the list."""

    DAY = "day"  # the earliest first
    NEWEST = "newest"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.DAY: ((Visit.day, Visit.id), False),
    Sort.NEWEST: ((Visit.day, Visit.id), True),
}


@dataclass(frozen=True)
class VisitFilter:
    """What the list is narrowed to; empty means all. `worker_id` "" is "nobody"."""

    states: frozenset[VisitState] = frozenset()
    ways: frozenset[Way] = frozenset()
    case: str | None = None
    worker_id: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    late: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As a saved filter keeps it."""
        return {
            "states": sorted(self.states),
            "ways": sorted(self.ways),
            "case": self.case,
            "worker_id": self.worker_id,
            "day_from": self.day_from.isoformat() if self.day_from else None,
            "day_to": self.day_to.isoformat() if self.day_to else None,
            "late": self.late,
            "text": self.text,
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "VisitFilter":
        """The filter again."""
        return cls(
            states=frozenset(VisitState(each) for each in plain.get("states", ())),
            ways=frozenset(Way(each) for each in plain.get("ways", ())),
            case=plain.get("case"),
            worker_id=plain.get("worker_id"),
            day_from=stored_day(plain.get("day_from")),
            day_to=stored_day(plain.get("day_to")),
            late=bool(plain.get("late")),
            text=plain.get("text", ""),
        )


@dataclass(frozen=True)
class VisitWork:
    """What visits ask for today, each part with the earliest first; a lead's are everybody's."""

    late: tuple[VisitRow, ...]
    today: tuple[VisitRow, ...]
    week: tuple[VisitRow, ...]


ALL = VisitFilter()


def list_visits(
    session: Session,
    where: VisitFilter = ALL,
    sort: Sort = Sort.DAY,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[VisitRow]:
    """A page of the visits. `after` is the `next` of the page before."""
    require(session, "visits.list")
    with session.read() as db:
        found, more = read_page(db, Visit, _ORDERS[sort], lambda query: _filtered(session, query, where), after, limit)
        rows = tuple(_row(session, db, visit, key) for visit, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_visits(session: Session, where: VisitFilter = ALL) -> int:
    """How many visits the filter lets through."""
    require(session, "visits.list")
    with session.read() as db:
        return read_count(db, Visit, lambda query: _filtered(session, query, where))


def _filtered(session: Session, query: Select[Any], where: VisitFilter) -> Select[Any]:
    """The conditions. The case under which a visit is found is its own, or the one that was merged into."""
    terms: list[ColumnElement[bool]] = [of_a_listed_case(Visit.case_id)]
    if where.states:
        terms.append(Visit.state.in_(sorted(where.states)))
    if where.ways:
        terms.append(Visit.way.in_(sorted(where.ways)))
    if where.case:
        terms.append(of_cases(Visit.case_id, Case.code == case_rules.tidy_code(where.case)))
    if where.worker_id is not None:
        terms.append(_of_worker(where.worker_id))
    if where.day_from is not None:
        terms.append(Visit.day >= where.day_from)
    if where.day_to is not None:
        terms.append(Visit.day <= where.day_to)
    if where.late:
        terms += [Visit.state == VisitState.PLANNED, Visit.day < session.today(), _open()]
    if typed := fold(where.text).strip():
        terms.append(_with_number(typed))
    return query.where(and_(*terms))


def _with_number(typed: str) -> ColumnElement[bool]:
    """By the number of the visit or the code of its case, as people type them: ht26-1."""
    head, slash, seq = typed.partition("/")
    code, begin = case_rules.tidy_code(head), typed.upper()
    # As a range: its index is walked, which a pattern's is not.
    numbers = [and_(Visit.number >= begin, Visit.number < begin + "\U0010ffff")]
    if slash and seq:
        return or_(Visit.number == f"{code}/{seq}", *numbers)
    return or_(*numbers, of_cases(Visit.case_id, Case.code == code))


def _of_worker(worker_id: str) -> ColumnElement[bool]:
    return of_cases(Visit.case_id, Case.worker_id == worker_id if worker_id else Case.worker_id.is_(None))


def _open() -> ColumnElement[bool]:
    """The case goes on: what is planned for one that ended waits for nobody."""
    return of_cases(Visit.case_id, Case.state.in_(sorted(case_rules.OPEN)))


def _row(session: Session, db: Orm, visit: Visit, key: tuple[Any, ...] = ()) -> VisitRow:
    people = {account.id: account.full_name for account in session.accounts()}
    case, state = cases.home_of(db, visit.case_id), VisitState(visit.state)
    open_ = CaseState(case.state) in case_rules.OPEN
    return VisitRow(
        id=visit.id,
        version=visit.version,
        number=visit.number,
        case_id=case.id,
        case=case.code,
        case_state=CaseState(case.state),
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        village=case.village_name,
        state=state,
        way=Way(visit.way),
        day=visit.day,
        planned_on=visit.planned_on,
        planned_at=record.hour(visit.planned_at),
        done_on=visit.done_on,
        late=open_ and rules.is_late(state, visit.planned_on, session.today()),
        key=key,
    )


def work_today(session: Session) -> VisitWork:
    """The planned visits of one's own cases (a lead's: of all) that are late, today, or in the next seven days."""
    require(session, "visits.open")
    today = session.today()
    query = _filtered(session, select(Visit), VisitFilter(states=frozenset({VisitState.PLANNED}), day_to=today + WEEK))
    if not may(session, "cases.transfer"):
        query = query.where(_of_worker(session.account.id))
    with session.read() as db:
        found = db.scalars(query.where(_open()).order_by(Visit.day, Visit.planned_at, Visit.id))
        rows = [_row(session, db, visit) for visit in found]
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
