"""How is a service's row read and written: found, numbered, snapshots put back, what lists and figures need kept?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.rows import columns, made, write
from app.social.cases.models import NEVER, Case
from app.social.support_services import rules
from app.social.support_services.models import JobCheck, Service, ServiceEvent, ServiceNumber
from app.social.support_services.rules import Asked
from app.social.support_services.terms import KIND, Answer, ServiceKind, State, show_number
from app.vault.errors import NotFound
from app.vault.session import Work

SCHEMA = "social"
STAYS = frozenset({"id", "case_id", "number", "year", "seq", "version", "created_at", "updated_at"})
# What follows from the rest and says nothing to a reader.
SILENT = frozenset({"due_sort", "due_for"})


def subject(service: Service) -> str:
    """What the audit calls a service."""
    return f"{KIND}/{service.number}"


def find(db: Orm, service_id: int) -> tuple[Service, Case]:
    """The service and the case it belongs to now: of a merged case, the one that stays.

    Raises NotFound, also where the case is not shown any more.
    """
    service = db.get(Service, service_id)
    case = root_of(db, service.case_id) if service is not None else None
    if service is None or case is None or not case.listed:
        raise NotFound(N_("There is no such support service. Nothing was changed."))
    return service, case


def root_of(db: Orm, case_id: int) -> Case | None:
    """The case into which this one was merged, at the end; itself where it was not."""
    case = db.get(Case, case_id)
    while case is not None and case.merged_into_id is not None:
        case = db.get(Case, case.merged_into_id)
    return case


def give_number(work: Work, service: Service) -> None:
    """The next number of the year."""
    year = work.session.today().year
    last = work.db.scalar(select(func.max(ServiceNumber.seq)).where(ServiceNumber.year == year)) or 0
    service.year, service.seq, service.number = year, last + 1, show_number(last + 1, year)
    work.db.add(ServiceNumber(year=year, seq=last + 1, given_at=work.now))


def index_words(db: Orm, service: Service, case: Case) -> None:
    """Found by its number and its case's code alone: what was typed may tell where a person is."""
    search.index(db, SCHEMA, KIND, service.id, service.number, case.code)


# --- checks on a job ------------------------------------------------------------------------------------


def checks(db: Orm, service_id: int) -> list[JobCheck]:
    """The checks on a job, the earliest first."""
    return list(db.scalars(select(JobCheck).where(JobCheck.service_id == service_id).order_by(JobCheck.months)))


def asked(rows: list[JobCheck]) -> list[Asked]:
    """The checks as the rules see them."""
    return [Asked(each.months, each.due_on, Answer(each.answer) if each.answer else None) for each in rows]


def set_checks(db: Orm, service: Service, start: date) -> None:
    """The checks are due on months after the start; what was answered stays answered."""
    there = {each.months: each for each in checks(db, service.id)}
    for months, day in rules.check_days(start).items():
        row = there.get(months)
        if row is None:
            db.add(JobCheck(case_id=service.case_id, service_id=service.id, months=months, due_on=day))
        else:
            row.due_on = day
    db.flush()


# --- what follows ----------------------------------------------------------------------------------------


def refresh(db: Orm, service: Service) -> None:
    """Keep what lists sort by and figures count."""
    kind, state, found = ServiceKind(service.kind), State(service.state), []
    if kind is ServiceKind.JOB:
        db.flush()
        found = asked(checks(db, service.id))
        service.kept_months = rules.kept_months(found, service.ended_on) if found else None
        if state in (State.PLACED, State.KEPT):
            service.state = rules.state_of_job(found).value
    due = rules.next_due(service, found)
    service.due_sort, service.due_for = (due[0], due[1].value) if due else (NEVER, "")
    service.nights = rules.nights(service.begun_on, service.ended_on) if kind is ServiceKind.SHELTER else None


# --- snapshots -------------------------------------------------------------------------------------------


def snapshot(db: Orm, service: Service) -> dict[str, Any]:
    """The service and its checks, in values that JSON knows."""
    return {"service": columns(service, STAYS), "checks": [columns(each) for each in checks(db, service.id)]}


def put_back(db: Orm, service: Service, before: Mapping[str, Any]) -> None:
    """Make the service as a snapshot has it."""
    write(service, before["service"])
    db.execute(delete(JobCheck).where(JobCheck.service_id == service.id))
    for values in before["checks"]:
        db.add(made(JobCheck, values))
    db.flush()


def last_event(db: Any, service_id: int) -> ServiceEvent | None:
    """What was done last and not taken back."""
    query = select(ServiceEvent).where(
        ServiceEvent.service_id == service_id, ServiceEvent.action != "undo", ServiceEvent.undone_at.is_(None)
    )
    found: ServiceEvent | None = db.scalars(query.order_by(ServiceEvent.id.desc()).limit(1)).first()
    return found
