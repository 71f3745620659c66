"""What does a line of the list say of an inspection? Whom a sanction was decided against it does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.paging import Key
from app.common.steps import Possible
from app.police.inspections import rules
from app.police.inspections.intake import hour
from app.police.inspections.models import Inspection, InspectionMember
from app.police.inspections.record import shown_day
from app.police.inspections.rules import Standing
from app.police.inspections.terms import InspectionKind, State
from app.registry import queries as registry
from app.vault.session import Session


@dataclass(frozen=True)
class InspectionRow:
    """One line of the list."""

    id: int
    version: int
    number: str
    kind: InspectionKind
    state: State
    establishment_id: int
    establishment_number: str
    establishment: str
    type: str
    type_name: str
    village: str
    address: str
    planned_on: date | None
    planned_from: time | None
    inspected_on: date | None
    # Of the visit, else planned.
    day: date | None
    team_leader: str
    team: str
    findings: int
    open_findings: int
    fix_by: date | None
    overdue: bool
    sanction_amount: int | None
    follow_up_of_id: int | None
    follow_up_of: str
    plan_item_id: int | None
    removed: bool
    next_step: Possible | None
    # Where the page goes on after this row.
    key: Key = field(default=(), repr=False)


def lines(session: Session, db: Orm, keyed: Iterable[tuple[Inspection, Key]]) -> Iterator[InspectionRow]:
    """Records as lines, each with the key of its page; what they need of other tables is read once for all."""
    keyed = list(keyed)
    found = [each for each, _key in keyed]
    ids = [each.id for each in found]
    types = {item.code: item.name for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)}
    firsts = sorted({each.follow_up_of_id for each in found if each.follow_up_of_id is not None})
    numbers = _dict(db, select(Inspection.id, Inspection.number).where(Inspection.id.in_(firsts))) if firsts else {}
    teams: dict[int, list[InspectionMember]] = {}
    member = InspectionMember
    if ids:
        query = select(member).where(member.inspection_id.in_(ids)).order_by(member.inspection_id, member.position)
        for each in db.scalars(query):
            teams.setdefault(each.inspection_id, []).append(each)
    ahead = _follow_ups_ahead(db, [each.id for each in found if each.state == State.FOLLOWING])
    today, me = session.today(), session.account

    for row, key in keyed:
        members, fix_by = teams.get(row.id, []), shown_day(row.fix_due)
        stand = Standing(
            kind=InspectionKind(row.kind),
            state=State(row.state),
            team=frozenset(each.account_id for each in members if each.account_id is not None),
            open_findings=row.open_findings,
            follow_up_ahead=row.id in ahead,
            counted=row.workers_total is not None,
            carried=row.carried_at is not None,
            removed=row.removed,
        )
        yield InspectionRow(
            id=row.id,
            version=row.version,
            number=row.number,
            kind=stand.kind,
            state=stand.state,
            establishment_id=row.establishment_id,
            establishment_number=row.establishment_number,
            establishment=row.establishment_name,
            type=row.type_code,
            type_name=types.get(row.type_code, row.type_code),
            village=row.village_name,
            address=row.address,
            planned_on=row.planned_on,
            planned_from=hour(row.planned_from),
            inspected_on=row.inspected_on,
            day=shown_day(row.day),
            team_leader=row.leader_name,
            team=", ".join(each.name for each in members) or row.team_text,
            findings=row.findings,
            open_findings=row.open_findings,
            fix_by=fix_by,
            overdue=fix_by is not None and fix_by < today,
            sanction_amount=row.sanction_amount,
            follow_up_of_id=row.follow_up_of_id,
            follow_up_of=numbers.get(row.follow_up_of_id or 0, ""),
            plan_item_id=row.plan_item_id,
            removed=row.removed,
            next_step=rules.next_step(stand, me),
            key=key,
        )


def _dict(db: Orm, query: Any) -> dict[int, str]:
    return {line[0]: line[1] for line in db.execute(query)}


def _follow_ups_ahead(db: Orm, ids: list[int]) -> frozenset[int]:
    if not ids:
        return frozenset()
    query = select(Inspection.follow_up_of_id).where(
        Inspection.follow_up_of_id.in_(ids),
        Inspection.state.in_(sorted(rules.AHEAD)),
        Inspection.removed.is_(False),
    )
    return frozenset(each for each in db.scalars(query) if each is not None)
