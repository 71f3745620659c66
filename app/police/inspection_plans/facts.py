"""Which premises take part in a draw, and what is recorded about each? Three sums in SQL, whatever their number.

Inspections and reports of a duplicate that was merged count for the premises it was merged into.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Orm

from app.police.inspection_plans.method import Candidate
from app.police.inspections.models import Finding, Inspection
from app.police.inspections.rules import HELD
from app.police.inspections.terms import FindingState
from app.police.reports.models import Report
from app.police.reports.terms import Classification
from app.police.reports.terms import State as ReportState
from app.registry.establishments import queries as establishments
from app.registry.establishments.models import Establishment

# An inspection counts once it was held; what was only planned, or was called off, tells nothing.
CARRIED_OUT = (
    Inspection.inspected_on.is_not(None),
    Inspection.removed.is_(False),
    Inspection.state.in_(sorted(HELD)),
)


def candidates(db: Orm, on: date, reports_months: int) -> list[Candidate]:
    """The premises open on a day, each with the facts that decide."""
    root = roots(db)
    last = last_inspections(db, root, on)
    findings = _summed(root, _open_findings(db, on))
    reports = _summed(root, _reports(db, months_before(on, reports_months), on))
    return [
        Candidate(
            establishment_id=each.id,
            number=each.number,
            name=each.name,
            type_code=each.type_code,
            village_id=each.village_id,
            village=each.village,
            address=each.address,
            last_inspected_on=last.get(each.id),
            open_findings=findings.get(each.id, 0),
            reports=reports.get(each.id, 0),
            licence_expired=each.licence_expires_on is not None and each.licence_expires_on < on,
            certificate_expired=each.cert_expires_on is not None and each.cert_expires_on < on,
        )
        # Neither closed nor suspended: nobody would be met there.
        for each in establishments.active_on(db, on)
    ]


def _open_findings(db: Orm, on: date) -> Iterable[Any]:
    """What was found up to the day, and not settled by then."""
    return db.execute(
        select(Inspection.establishment_id, func.count(Finding.id))
        .join(Finding, Finding.inspection_id == Inspection.id)
        .where(
            *CARRIED_OUT,
            Finding.found_on <= on,
            or_(Finding.state == FindingState.OPEN.value, Finding.resolved_on > on),
        )
        .group_by(Inspection.establishment_id)
    )


def _reports(db: Orm, since: date, until: date) -> Iterable[Any]:
    """What was declined, or proved unfounded, tells nothing against the premises."""
    return db.execute(
        select(Report.establishment_id, func.count(Report.id))
        .where(
            Report.establishment_id.is_not(None),
            Report.removed.is_(False),
            Report.state != ReportState.DECLINED,
            Report.classification != Classification.UNFOUNDED,
            Report.received_on.between(since, until),
        )
        .group_by(Report.establishment_id)
    )


def roots(db: Orm) -> dict[int, int]:
    """Each merged duplicate -> the premises that it is a part of now."""
    into: dict[int, int] = {
        row.id: row.merged_into_id
        for row in db.execute(
            select(Establishment.id, Establishment.merged_into_id).where(Establishment.merged_into_id.is_not(None))
        )
    }
    return {duplicate: _root(into, duplicate) for duplicate in into}


def _root(into: Mapping[int, int], duplicate: int) -> int:
    seen = {duplicate}
    while (following := into.get(duplicate)) is not None and following not in seen:
        seen.add(following)
        duplicate = following
    return duplicate


def _summed(root: Mapping[int, int], lines: Iterable[Any]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for establishment_id, count in lines:
        owner = root.get(establishment_id, establishment_id)
        sums[owner] = sums.get(owner, 0) + count
    return sums


def last_inspections(db: Orm, root: Mapping[int, int], until: date | None = None) -> dict[int, date]:
    """Premises -> the last day on which they were inspected."""
    query = select(Inspection.establishment_id, func.max(Inspection.inspected_on)).where(*CARRIED_OUT)
    if until is not None:
        query = query.where(Inspection.inspected_on <= until)
    lines: Iterable[Any] = db.execute(query.group_by(Inspection.establishment_id))
    days: dict[int, date] = {}
    for establishment_id, day in lines:
        owner = root.get(establishment_id, establishment_id)
        days[owner] = max(day, days.get(owner, day))
    return days


def visits(db: Orm, root: Mapping[int, int], since: date, until: date) -> dict[int, list[date]]:
    """Premises -> the days on which they were inspected, from one day to another."""
    query = select(Inspection.establishment_id, Inspection.inspected_on).where(
        *CARRIED_OUT, Inspection.inspected_on.between(since, until)
    )
    lines: Iterable[Any] = db.execute(query)
    days: dict[int, list[date]] = {}
    for establishment_id, day in lines:
        days.setdefault(root.get(establishment_id, establishment_id), []).append(day)
    return days


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
