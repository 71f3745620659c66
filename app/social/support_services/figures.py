"""How many people were supported, with what, and what came of it? Counts alone, from columns that outlive a case.

Support counts in the period in which it began (`begun_on`). A case that was withdrawn or erased still counts: its row
keeps what is counted here and nothing else. A person is a case; cases merged into one are one person.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session as Orm

from app.common.permissions import require
from app.social.cases.models import Case
from app.social.support_services.lives import CHECK_MONTHS
from app.social.support_services.models import JobCheck, Service
from app.social.support_services.terms import FINISHED, SUCCEEDED, Outcome, ServiceKind, State
from app.vault.session import Session

BROKEN_OFF = FINISHED - SUCCEEDED
_PERSON = func.coalesce(Case.merged_into_id, Case.id)


@dataclass(frozen=True)
class KindFigures:
    """One kind of support in the period; `people` are distinct."""

    kind: ServiceKind
    services: int
    people: int
    succeeded: int
    under_way: int
    broken_off: int


@dataclass(frozen=True)
class JobFigures:
    """Of the jobs that began in the period: so many months after their start."""

    months: int
    kept: int
    lost: int
    not_known: int  # the months are over, and nobody has learned it
    to_come: int


@dataclass(frozen=True)
class MonthFigures:
    """Support that began in one month, by kind."""

    month: date
    by_kind: dict[ServiceKind, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class Figures:
    """The figures of a period."""

    since: date
    until: date
    people: int
    services: int
    kinds: tuple[KindFigures, ...]
    jobs_begun: int
    jobs: tuple[JobFigures, ...]
    months: tuple[MonthFigures, ...]
    outcomes: dict[Outcome, int]
    help_given: int  # đồng, in cash and in kind
    nights: int
    children: int
    certificates: int


def figures(session: Session, since: date, until: date) -> Figures:
    """The figures of what began between the two days."""
    require(session, "services.list")
    began = Service.begun_on.between(since, until)
    with session.read() as db:
        people, services = db.execute(
            select(func.count(_PERSON.distinct()), func.count()).select_from(Service).join(Case).where(began)
        ).one()
        return Figures(
            since=since,
            until=until,
            people=people,
            services=services,
            kinds=_kinds(db, began),
            jobs_begun=_count(db, began, Service.kind == ServiceKind.JOB),
            jobs=_jobs(db, began, session.today()),
            months=_months(db, began, since, until),
            outcomes=_outcomes(db, began),
            help_given=_sum(db, Service.amount, began, Service.state == State.GIVEN),
            nights=_sum(db, Service.nights, began),
            children=_sum(db, Service.children, began, Service.kind == ServiceKind.SCHOOL),
            certificates=_count(db, began, Service.certified_on.is_not(None)),
        )


def _number(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(when((condition, 1), else_=0)), 0)


def _count(db: Orm, *terms: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(Service).where(*terms)) or 0


def _sum(db: Orm, column: Any, *terms: ColumnElement[bool]) -> int:
    return int(db.scalar(select(func.coalesce(func.sum(column), 0)).where(*terms)) or 0)


def _kinds(db: Orm, began: ColumnElement[bool]) -> tuple[KindFigures, ...]:
    succeeded, broken = Service.state.in_(sorted(SUCCEEDED)), Service.state.in_(sorted(BROKEN_OFF))
    query = (
        select(Service.kind, func.count(), func.count(_PERSON.distinct()), _number(succeeded), _number(broken))
        .join(Case, Case.id == Service.case_id)
        .where(began)
        .group_by(Service.kind)
    )
    found = {kind: tuple(counts) for kind, *counts in db.execute(query)}
    lines = []
    for kind in ServiceKind:
        services, people, good, off = found.get(kind.value, (0, 0, 0, 0))
        lines.append(KindFigures(kind, services, people, good, services - good - off, off))
    return tuple(lines)


def _jobs(db: Orm, began: ColumnElement[bool], today: date) -> tuple[JobFigures, ...]:
    kept = func.coalesce(Service.kept_months, 0) >= JobCheck.months
    lost = ~kept & (Service.state == State.ENDED)
    open_ = ~kept & (Service.state != State.ENDED)
    query = (
        select(
            JobCheck.months,
            _number(kept),
            _number(lost),
            _number(open_ & (JobCheck.due_on <= today)),
            _number(open_ & (JobCheck.due_on > today)),
        )
        .join(Service, Service.id == JobCheck.service_id)
        .where(began)
        .group_by(JobCheck.months)
    )
    found = {row[0]: JobFigures(*row) for row in db.execute(query)}
    return tuple(found.get(months, JobFigures(months, 0, 0, 0, 0)) for months in CHECK_MONTHS)


def _months(db: Orm, began: ColumnElement[bool], since: date, until: date) -> tuple[MonthFigures, ...]:
    month = func.substr(Service.begun_on, 1, 7)
    query = select(month, Service.kind, func.count()).where(began).group_by(month, Service.kind)
    found: dict[str, dict[ServiceKind, int]] = {}
    for name, kind, count in db.execute(query):
        found.setdefault(name, {})[ServiceKind(kind)] = count
    shown, day = [], since.replace(day=1)
    while day <= until:
        shown.append(MonthFigures(day, found.get(f"{day:%Y-%m}", {})))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return tuple(shown)


def _outcomes(db: Orm, began: ColumnElement[bool]) -> dict[Outcome, int]:
    query = select(Service.outcome, func.count()).where(began, Service.outcome != "").group_by(Service.outcome)
    found = {code: count for code, count in db.execute(query)}
    return {outcome: found.get(outcome.value, 0) for outcome in Outcome}
