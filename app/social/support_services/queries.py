"""What do the lists show of services: all with filters and orders, those of a case, what is due, what a search finds?

No row names anybody. Services of a case that is not shown any more (withdrawn, erased) are in no list; those of a
merged case stand under the case that stays. Each order walks an index, and pages go on by the key of the last row.
"""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm
from sqlalchemy.orm import aliased

from app.common.asking import unless
from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.common.text import fold
from app.social.cases import record as case_record
from app.social.cases import rules as case_rules
from app.social.cases.consents import consent_for
from app.social.cases.models import Case
from app.social.cases.terms import purposes
from app.social.support_services import record, rules
from app.social.support_services.declared import SERVICES, ServiceFilter
from app.social.support_services.detail import detail_of, facts_of
from app.social.support_services.lives import LIVES
from app.social.support_services.models import JobCheck, Service, Sort
from app.social.support_services.terms import KIND, Due, ServiceKind
from app.social.support_services.values import Correction, DueRow, Facts, ServiceDetail, ServiceRow
from app.vault.compartments import Compartment
from app.vault.people import Level
from app.vault.session import Session

ALL = ServiceFilter()
# The case under which a service is shown: the one that stays, where its own was merged into another.
_Root = aliased(Case)


def list_services(
    session: Session, where: Filter = ALL, sort: Sort = Sort.DUE, after: Key | None = None, limit: int = 200
) -> Page[ServiceRow]:
    """A page of the services. `after` is the `next` of the page before."""
    return listing.list_page(SERVICES, session, where, sort, after, limit)


def count_services(session: Session, where: Filter = ALL) -> int:
    """How many services the filter lets through."""
    return listing.count(SERVICES, session, where)


def find_number(session: Session, number: str) -> int:
    """The id behind a number as typed (dv26-1 will do). Raises NotFound."""
    return listing.find_number(SERVICES, session, number)


def search_services(session: Session, typed: str, limit: int = 50) -> list[ServiceRow]:
    """What a search finds, by number and by the code of the case; a person's words are not searched."""
    require(session, "search")
    if not fold(typed).strip():
        return []
    return list(list_services(session, ServiceFilter(text=typed), Sort.NEWEST, None, limit).rows)


# --- one service, and those of a case ----------------------------------------------------------------------------


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
    query = (
        select(*columns)
        .join(Case, Case.id == Service.case_id)
        .join(_Root, _Root.id == func.coalesce(Case.merged_into_id, Case.id))
        .where(_Root.listed, Service.due_sort <= until)
    )
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
