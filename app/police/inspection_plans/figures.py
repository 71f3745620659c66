"""How far is the year: premises inspected against the target, never inspected, open findings by age, expired papers?

Every figure is counted from the very lines that are shown behind it, so the two cannot differ. A duplicate that was
merged counts once, with the premises it was merged into.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.police.inspection_plans import facts
from app.police.inspection_plans.draw import quota
from app.police.inspection_plans.facts import CARRIED_OUT, roots
from app.police.inspection_plans.queries import allowed
from app.police.inspection_plans.terms import TARGET
from app.police.inspections.models import Finding, Inspection
from app.police.inspections.terms import FindingState
from app.registry import queries as registry
from app.registry.establishments import queries as establishments
from app.registry.establishments.values import Brief
from app.vault.session import Session

# --- inspected in the year -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Premises:
    """Premises that were in operation in a year. `first_inspected_on` is of that year, `last_inspected_on` of any."""

    establishment_id: int
    number: str
    name: str
    type_code: str
    type_name: str
    village_id: int | None
    village: str
    address: str
    first_inspected_on: date | None
    inspections: int
    last_inspected_on: date | None

    @property
    def inspected(self) -> bool:
        return self.inspections > 0


@dataclass(frozen=True)
class Share:
    """Premises inspected of those in operation: all, of one type (its code) or of one village (its id)."""

    code: str
    name: str
    inspected: int
    active: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where there is nothing to inspect."""
        return self.inspected / self.active if self.active else 0.0

    @property
    def reached(self) -> bool:
        """Whether the target of the commune's plan is reached; counted exactly."""
        return not self.active or Fraction(self.inspected, self.active) >= Fraction(TARGET)

    @property
    def missing(self) -> int:
        """How many more premises the target takes."""
        return max(0, quota(TARGET, self.active) - self.inspected)


@dataclass(frozen=True)
class Coverage:
    """The year's premises inspected: in all, by type, by village; and the premises themselves, by number."""

    year: int
    target: Decimal
    total: Share
    by_type: tuple[Share, ...]
    by_village: tuple[Share, ...]
    premises: tuple[Premises, ...]

    def of_type(self, code: str) -> tuple[Premises, ...]:
        """The premises behind a line of `by_type`."""
        return tuple(each for each in self.premises if each.type_code == code)

    def of_village(self, code: str) -> tuple[Premises, ...]:
        """The premises behind a line of `by_village`."""
        return tuple(each for each in self.premises if _village_code(each) == code)


def coverage(session: Session, year: int) -> Coverage:
    """Distinct premises inspected in the year, of those in operation on any of its days."""
    allowed(session, "plans.list")
    with session.read() as db:
        found = _premises_of(db, year)
        types = {item.code: item.name for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)}
        villages = {str(village.id): village.name for village in registry.every_village(db)} | {"": ""}
    return Coverage(
        year=year,
        target=TARGET,
        total=_share("", "", found),
        by_type=_shares(found, types, lambda each: each.type_code),
        by_village=_shares(found, villages, _village_code),
        premises=found,
    )


def never_inspected(session: Session) -> tuple[Premises, ...]:
    """Premises in operation today of which no inspection is recorded, by number."""
    allowed(session, "plans.list")
    today = session.today()
    with session.read() as db:
        last = facts.last_inspections(db, roots(db))
        return tuple(_line(each, [], None) for each in establishments.active_on(db, today) if each.id not in last)


def _premises_of(db: Orm, year: int) -> tuple[Premises, ...]:
    root = roots(db)
    visits = facts.visits(db, root, date(year, 1, 1), date(year, 12, 31))
    last = facts.last_inspections(db, root)
    return tuple(
        _line(each, visits.get(each.id, []), last.get(each.id)) for each in establishments.active_in_year(db, year)
    )


def _line(each: Brief, visits: list[date], last: date | None) -> Premises:
    return Premises(
        establishment_id=each.id,
        number=each.number,
        name=each.name,
        type_code=each.type_code,
        type_name=each.type_name,
        village_id=each.village_id,
        village=each.village,
        address=each.address,
        first_inspected_on=min(visits, default=None),
        inspections=len(visits),
        last_inspected_on=last,
    )


def _village_code(each: Premises) -> str:
    return "" if each.village_id is None else str(each.village_id)


def _share(code: str, name: str, found: Iterable[Premises]) -> Share:
    lines = list(found)
    return Share(code, name, sum(each.inspected for each in lines), len(lines))


def _shares(
    found: tuple[Premises, ...], names: dict[str, str], code_of: Callable[[Premises], str]
) -> tuple[Share, ...]:
    """A line for each type or village that has premises, in the order of the list; what is in no list comes last."""
    groups: dict[str, list[Premises]] = {}
    for each in found:
        groups.setdefault(code_of(each), []).append(each)
    order = {code: place for place, code in enumerate(names)}
    codes = sorted(groups, key=lambda code: order.get(code, len(order)))
    return tuple(_share(code, names.get(code, code), groups[code]) for code in codes)


# --- what is not put right yet ---------------------------------------------------------------------------


class Age(StrEnum):
    """How long a finding has been open."""

    FRESH = "up_to_30"
    OLD = "31_to_90"
    VERY_OLD = "over_90"


AGE_NAMES: dict[Age, str] = {
    Age.FRESH: N_("Up to 30 days"),
    Age.OLD: N_("31 to 90 days"),
    Age.VERY_OLD: N_("Over 90 days"),
}


@dataclass(frozen=True)
class OpenFinding:
    """A finding not put right yet, with its inspection. `days`: since it was found."""

    finding_id: int
    inspection_id: int
    inspection_number: str
    establishment_id: int
    establishment: str
    village: str
    violation: str
    found_on: date
    fix_by: date | None
    days: int
    age: Age
    overdue: bool


@dataclass(frozen=True)
class OpenFindings:
    """The open findings, the oldest first, and how many there are of each age."""

    findings: tuple[OpenFinding, ...]

    @property
    def by_age(self) -> dict[Age, int]:
        return {age: len(self.of_age(age)) for age in Age}

    @property
    def overdue(self) -> int:
        return sum(each.overdue for each in self.findings)

    def of_age(self, age: Age) -> tuple[OpenFinding, ...]:
        """The findings behind a number of `by_age`."""
        return tuple(each for each in self.findings if each.age is age)


def open_findings(session: Session) -> OpenFindings:
    """What inspections found and nobody has put right, by age as of today."""
    allowed(session, "plans.list")
    today = session.today()
    query = (
        select(Finding, Inspection)
        .join(Inspection, Finding.inspection_id == Inspection.id)
        .where(Finding.state == FindingState.OPEN.value, *CARRIED_OUT)
        .order_by(Finding.found_on, Finding.id)
    )
    with session.read() as db:
        return OpenFindings(tuple(_finding(row, inspection, today) for row, inspection in db.execute(query)))


def _finding(row: Finding, inspection: Inspection, today: date) -> OpenFinding:
    days = (today - row.found_on).days
    return OpenFinding(
        finding_id=row.id,
        inspection_id=inspection.id,
        inspection_number=inspection.number,
        establishment_id=inspection.establishment_id,
        establishment=inspection.establishment_name,
        village=inspection.village_name,
        violation=row.violation_name or row.description,
        found_on=row.found_on,
        fix_by=row.fix_by,
        days=days,
        age=Age.FRESH if days <= 30 else Age.OLD if days <= 90 else Age.VERY_OLD,
        overdue=row.fix_by is not None and row.fix_by < today,
    )


# --- papers that have ended ------------------------------------------------------------------------------


@dataclass(frozen=True)
class ExpiredPaper:
    """Premises in operation whose licence or certificate has ended, or ends soon; None where it has not."""

    establishment_id: int
    number: str
    name: str
    type_name: str
    village: str
    licence_expired_on: date | None
    certificate_expired_on: date | None


def expired_papers(session: Session, within_days: int = 0) -> tuple[ExpiredPaper, ...]:
    """Premises in operation today with a licence or certificate that has ended, or ends within so many days."""
    allowed(session, "plans.list")
    today = session.today()
    limit = today + timedelta(days=within_days)

    def ended(day: date | None) -> date | None:
        return day if day is not None and day < limit else None

    with session.read() as db:
        found = [
            (each, ended(each.licence_expires_on), ended(each.cert_expires_on))
            for each in establishments.active_on(db, today)
        ]
    return tuple(
        ExpiredPaper(each.id, each.number, each.name, each.type_name, each.village, licence, certificate)
        for each, licence, certificate in found
        if licence or certificate
    )
