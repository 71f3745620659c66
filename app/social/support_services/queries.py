"""What do the lists show of services: all with filters and orders, those of a case, what is due, what a search finds?

No row names anybody. Services of a case that is not shown any more (withdrawn, erased) are in no list; those of a
merged case stand under the case that stays. Each order walks an index, and pages go on by the key of the last row.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.asking import unless
from app.common.i18n import N_
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold
from app.social.cases import record as case_record
from app.social.cases import rules as case_rules
from app.social.cases.consents import consent_for
from app.social.cases.models import Case
from app.social.cases.of_cases import of_a_listed_case, of_cases
from app.social.cases.terms import purposes
from app.social.support_services import record, rules
from app.social.support_services.detail import detail_of, facts_of, row_of
from app.social.support_services.lives import LIVES
from app.social.support_services.models import JobCheck, Service
from app.social.support_services.terms import FINISHED, KIND, Due, ServiceKind, State, tidy_number
from app.social.support_services.values import Correction, DueRow, Facts, ServiceDetail, ServiceRow
from app.vault.compartments import Compartment
from app.vault.errors import NotFound
from app.vault.people import Level
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.DUE: ((Service.due_sort, Service.id), False),
    Sort.NEWEST: ((Service.opened_on, Service.id), True),
    Sort.OLDEST: ((Service.opened_on, Service.id), False),
    Sort.NUMBER: ((Service.year, Service.seq), False),
}
_DAYS = ("due_until", "since", "until")


@dataclass(frozen=True)
class ServiceFilter:
    """What the list is narrowed to; empty means all. `since` and `until` are days on which it was proposed."""

    kinds: frozenset[ServiceKind] = frozenset()
    states: frozenset[State] = frozenset()
    case: str | None = None
    worker_id: str | None = None
    open_only: bool = False
    late: bool = False
    due_until: date | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(value)
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, [], False, "") or (name == "worker_id" and value == ""):
                plain[name] = value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "ServiceFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        types: dict[str, Any] = {"kinds": ServiceKind, "states": State}
        values: dict[str, Any] = {}
        for name, value in plain.items():
            if name in types:
                values[name] = frozenset(types[name](each) for each in value)
            elif name in _DAYS:
                values[name] = date.fromisoformat(value)
            elif name in cls.__dataclass_fields__:
                values[name] = value
        return cls(**values)


ALL = ServiceFilter()
# The case under which a service is shown: the one that stays, where its own was merged into another.
_Root = aliased(Case)


def _shown(query: Select[Any]) -> Select[Any]:
    return (
        query.join(Case, Case.id == Service.case_id)
        .join(_Root, _Root.id == func.coalesce(Case.merged_into_id, Case.id))
        .where(_Root.listed)
    )


def list_services(
    session: Session,
    where: ServiceFilter = ALL,
    sort: Sort = Sort.DUE,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[ServiceRow]:
    """A page of the services. `after` is the `next` of the page before."""
    require(session, "services.list")
    with session.read() as db:
        found, more = read_page(
            db, Service, _ORDERS[sort], lambda query: _filtered(session, db, query, where), after, limit
        )
        rows = tuple(row_of(session, each, _root(db, each), key) for each, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_services(session: Session, where: ServiceFilter = ALL) -> int:
    """How many services the filter lets through."""
    require(session, "services.list")
    with session.read() as db:
        return read_count(db, Service, lambda query: _filtered(session, db, query, where))


def _root(db: Orm, service: Service) -> Case:
    case = record.root_of(db, service.case_id)
    assert case is not None
    return case


def _filtered(session: Session, db: Orm, query: Select[Any], where: ServiceFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [of_a_listed_case(Service.case_id)]
    if where.kinds:
        terms.append(Service.kind.in_(sorted(where.kinds)))
    if where.states:
        terms.append(Service.state.in_(sorted(where.states)))
    if where.case:
        terms.append(of_cases(Service.case_id, Case.code == case_rules.tidy_code(where.case)))
    if where.worker_id is not None:
        whose = Case.worker_id == where.worker_id if where.worker_id else Case.worker_id.is_(None)
        terms.append(of_cases(Service.case_id, whose))
    if where.open_only:
        terms.append(Service.state.in_(sorted(set(State) - FINISHED)))
    if where.late:
        terms.append(Service.due_sort < session.today())
    if where.due_until is not None:
        terms.append(Service.due_sort <= where.due_until)
    if where.since is not None:
        terms.append(Service.opened_on >= where.since)
    if where.until is not None:
        terms.append(Service.opened_on <= where.until)
    if fold(where.text):
        ids = search.matching(db, record.SCHEMA, KIND, where.text).all
        found: list[ColumnElement[bool]] = [Service.number == tidy_number(where.text)]
        found.append(of_cases(Service.case_id, Case.code == case_rules.tidy_code(where.text)))
        terms.append(or_(*found, *([ids.gathered(Service.id)] if ids is not None else [])))
    return query.where(and_(*terms))


# --- one service, and those of a case ----------------------------------------------------------------------------


def find_number(session: Session, number: str) -> int:
    """The id behind a number as typed (dv26-1 will do). Raises NotFound."""
    require(session, "services.list")
    with session.read() as db:
        found: int | None = db.scalar(_shown(select(Service.id)).where(Service.number == tidy_number(number)))
    if found is None:
        raise NotFound(N_("There is no support service with the number {number}."), number=tidy_number(number))
    return found


def open_service(session: Session, service_id: int) -> ServiceDetail:
    """A service with its free text masked; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "services.open")
    with session.work(Compartment.SOCIAL) as work:
        service, case = record.find(work.db, service_id)
        work.audit(f"{KIND}.open", record.subject(service), case=case.code)
        return detail_of(session, work.db, service, case)


def read_service(session: Session, service_id: int) -> ServiceDetail:
    """The same for a page that is open already. Raises NotFound, Refused for a viewer."""
    require(session, "services.open")
    with session.read() as db:
        return detail_of(session, db, *record.find(db, service_id))


def facts_to_edit(session: Session, service_id: int) -> tuple[Facts, Correction, int]:
    """What was typed, unmasked, for whoever may change it, with the version; the reading is audited.

    Raises NotFound, Refused for whoever is not in charge of the case.
    """
    require(session, "services.edit")
    with session.work(Compartment.SOCIAL) as work:
        service, case = record.find(work.db, service_id)
        unless(rules.why_not_worker(session.account, case.worker_id))
        work.audit(f"{KIND}.read_to_edit", record.subject(service), case=case.code)
        facts = facts_of(service)
        days = (service.begun_on, service.ended_on, service.attended)
        papers = (service.certificate, service.certified_on, service.received_by)
        return facts, Correction(facts, *days, *papers), service.version


def services_of(session: Session, case_id: int) -> tuple[ServiceDetail, ...]:
    """The services of a case and of those merged into it, the newest first, free text masked."""
    require(session, "services.open")
    with session.read() as db:
        return _of_case(session, db, case_id)


def services_of_revealed(session: Session, case_id: int) -> tuple[ServiceDetail, ...]:
    """The same with free text as it was typed, for the page of a case whose person was revealed (audited there)."""
    require(session, "cases.reveal")
    with session.read() as db:
        case = case_record.find(db, case_id)
        unless(case_rules.why_not_act(case_record.standing(case), "reveal", session.account))
        return _of_case(session, db, case_id, revealed=True)


def _of_case(session: Session, db: Orm, case_id: int, *, revealed: bool = False) -> tuple[ServiceDetail, ...]:
    case, same = case_record.find(db, case_id), case_record.same_case(db, case_id)
    found = db.scalars(select(Service).where(Service.case_id.in_(same)).order_by(Service.id.desc())).all()
    return tuple(detail_of(session, db, each, case, revealed=revealed) for each in found)


def agreement(session: Session, service_id: int, provider: str) -> str:
    """Whether the person agreed that this provider may hear of them; "" when nobody outside hears of anybody.

    The purpose's words otherwise. Raises Refused, saying what would be needed.
    """
    require(session, "services.open")
    with session.read() as db:
        service, case = record.find(db, service_id)
        purpose = LIVES[ServiceKind(service.kind)].purpose
        to = provider or service.provider
        if not purpose or not to:
            return ""
        consent_for(db, case.id, purpose, to, session.today())
        return purposes().get(purpose, purpose)


def cases_to_support(session: Session) -> list[tuple[int, str]]:
    """The cases for which this person may propose support: (id, code), the newest first."""
    require(session, "services.edit")
    query = select(Case.id, Case.code).where(Case.listed, Case.state.in_(sorted(case_rules.OPEN)))
    if session.account.level is not Level.LEAD:
        query = query.where(Case.worker_id == session.account.id)
    with session.read() as db:
        return [(number, code) for number, code in db.execute(query.order_by(Case.seq.desc()))]


# --- the day's work ----------------------------------------------------------------------------------------------


def due(session: Session, until: date, worker_id: str | None = None) -> list[DueRow]:
    """What services wait for by a day, the earliest first; of one worker's cases, or of all."""
    require(session, "services.list")
    today = session.today()
    columns: tuple[Any, ...] = (Service, _Root.code, _Root.worker_id)
    query = _shown(select(*columns)).where(Service.due_sort <= until)
    if worker_id is not None:
        query = query.where(_Root.worker_id == worker_id)
    with session.read() as db:
        found = db.execute(query.order_by(Service.due_sort, Service.id)).all()
        months = _months_asked(db, [each.id for each, _, _ in found if each.due_for == Due.CHECK])
        return [
            DueRow(
                each.id,
                each.number,
                code,
                worker,
                ServiceKind(each.kind),
                Due(each.due_for),
                each.due_sort,
                max((today - each.due_sort).days, 0),
                months.get(each.id, {}).get(each.due_sort),
            )
            for each, code, worker in found
        ]


def _months_asked(db: Orm, services: list[int]) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = {}
    for row in db.scalars(select(JobCheck).where(JobCheck.service_id.in_(services), JobCheck.answer == "")):
        found.setdefault(row.service_id, {})[row.due_on] = row.months
    return found


def search_services(session: Session, typed: str, limit: int = 50) -> list[ServiceRow]:
    """What a search finds, by number and by the code of the case; a person's words are not searched."""
    require(session, "search")
    if not fold(typed).strip():
        return []
    return list(list_services(session, ServiceFilter(text=typed), Sort.NEWEST, None, limit).rows)
