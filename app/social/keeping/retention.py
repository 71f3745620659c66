"""For how long are cases kept after closure, by the office's own schedule? A case stays as long as anything in it must.

The years are the office's, none are shipped. A loan with ten years keeps its whole case for ten; what only belongs to a
case has no life of its own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session as Orm

from app.common.deadlines import add_months
from app.common.permissions import require
from app.social.cases.models import Case
from app.social.cases.record import same_case
from app.social.cases.terms import KIND
from app.social.keeping.models import LegalHold, RetentionRule
from app.vault.schema import Base
from app.vault.session import Session

# The record types with years of their own; each but the case is a table that points at it.
RECORD_KINDS = (KIND, "loans", "services", "visits")


@dataclass(frozen=True)
class Retention:
    """How many years a type of record is kept after closure, by which ground; None where the office has set none."""

    record_kind: str
    years: int | None
    basis: str
    changed_at: datetime | None
    changed_by: str


def schedule(session: Session) -> list[Retention]:
    """The office's schedule, a line for each type of record. Leads only."""
    require(session, "cases.keep")
    people = {account.id: account.full_name for account in session.accounts()}
    with session.read() as db:
        rules = {
            row.record_kind: Retention(
                row.record_kind, row.years, row.basis, row.changed_at, people.get(row.changed_by, row.changed_by)
            )
            for row in db.scalars(select(RetentionRule))
        }
    return [rules.get(kind, Retention(kind, None, "", None, "")) for kind in RECORD_KINDS]


def held() -> Select[int]:
    """The cases that are held by law, or into which one was merged that is."""
    standing = select(LegalHold.case_id).where(LegalHold.ended_at.is_(None))
    return select(func.coalesce(Case.merged_into_id, Case.id)).where(Case.id.in_(standing))


def run_out(db: Orm, today: date) -> list[tuple[Case, date]]:
    """The ended cases whose years are over, with the day on which they were; none while cases have no years set."""
    years = {rule.record_kind: rule.years for rule in db.scalars(select(RetentionRule))}
    if KIND not in years:
        return []
    until = add_months(today, -12 * years[KIND])
    ended = select(Case).where(Case.listed, Case.closed_on <= until, Case.id.not_in(held())).order_by(Case.closed_on)
    found = []
    for case in db.scalars(ended):
        longest = max(years[KIND], *(count for kind, count in years.items() if _has(db, kind, case.id)), 0)
        assert case.closed_on is not None
        last = add_months(case.closed_on, 12 * longest)
        if last <= today:
            found.append((case, last))
    return found


def _has(db: Orm, kind: str, case_id: int) -> bool:
    table: Any = Base.metadata.tables.get(f"social.{kind}")
    if kind == KIND or table is None:
        return kind == KIND
    same = same_case(db, case_id)
    return db.execute(select(table.c.case_id).where(table.c.case_id.in_(same)).limit(1)).first() is not None
