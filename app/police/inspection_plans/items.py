"""How far have the premises of a plan come? Read from the inspections themselves; nothing is kept twice.

An item is done when the premises were inspected in the year of the plan since the draw: by the inspection made for
it, or by another visit that was no follow-up. A day that was moved or called off there is moved or off here, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.police.inspection_plans.facts import CARRIED_OUT, roots
from app.police.inspection_plans.method import Part
from app.police.inspection_plans.models import InspectionPlan, PlanCandidate, PlanItem
from app.police.inspection_plans.terms import Ground, Progress
from app.police.inspection_plans.values import ItemRow, Tally
from app.police.inspections.models import Inspection
from app.police.inspections.rules import AHEAD, HELD
from app.police.inspections.terms import InspectionKind, State
from app.registry import queries as registry


@dataclass(frozen=True)
class Visit:
    """The inspection that stands for an item: held, or still to come."""

    id: int
    number: str
    planned_on: date | None
    inspected_on: date | None


def rows(db: Orm, plans: Iterable[InspectionPlan], today: date) -> dict[int, tuple[ItemRow, ...]]:
    """The items of plans in the order of their lists, by plan; a few queries, whatever their number."""
    by_id = {plan.id: plan for plan in plans}
    types = {item.code: item.name for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)}
    root = roots(db)
    found = db.scalars(
        select(PlanItem).where(PlanItem.plan_id.in_(by_id)).order_by(PlanItem.plan_id, PlanItem.position, PlanItem.id)
    ).all()
    lots = {
        (line.plan_id, line.number): line
        for line in db.execute(
            select(PlanCandidate.plan_id, PlanCandidate.number, PlanCandidate.lot, PlanCandidate.parts).where(
                PlanCandidate.plan_id.in_(by_id), PlanCandidate.ground != ""
            )
        )
    }
    own = own_visits(db, by_id)
    other = {plan.id: _other_visits(db, plan, root) for plan in by_id.values()}
    lines: dict[int, list[ItemRow]] = {plan_id: [] for plan_id in by_id}
    for item in found:
        plan = by_id[item.plan_id]
        visit = own.get(item.id)
        if visit is None or visit.inspected_on is None:
            visit = other[plan.id].get(root.get(item.establishment_id, item.establishment_id), visit)
        drawn = lots.get((item.plan_id, item.number)) if item.ground != Ground.ADDED else None
        lines[item.plan_id].append(
            ItemRow(
                id=item.id,
                plan_id=item.plan_id,
                position=item.position,
                establishment_id=item.establishment_id,
                number=item.number,
                name=item.name,
                type_code=item.type_code,
                type_name=types.get(item.type_code, item.type_code),
                village_id=item.village_id,
                village=item.village_name,
                address=item.address,
                ground=Ground(item.ground),
                score=item.score,
                lot=drawn.lot if drawn else "",
                lot_order=item.lot_order,
                parts=tuple(Part.from_json(part) for part in drawn.parts) if drawn else (),
                reason=item.reason,
                planned_month=item.planned_month,
                planned_on=visit.planned_on if visit else None,
                inspection_id=visit.id if visit else None,
                inspection_number=visit.number if visit else "",
                inspected_on=visit.inspected_on if visit else None,
                progress=_progress(item, plan.year, visit, today),
                put_off_reason=item.put_off_reason,
            )
        )
    return {plan_id: tuple(items) for plan_id, items in lines.items()}


def own_visits(db: Orm, plan_ids: Iterable[int]) -> dict[int, Visit]:
    """Item -> the inspection made for it: the held one, else the latest that is still to come."""
    query = (
        select(Inspection, PlanItem.id)
        .join(PlanItem, Inspection.plan_item_id == PlanItem.id)
        .where(
            PlanItem.plan_id.in_(list(plan_ids)),
            Inspection.removed.is_(False),
            Inspection.state.in_(sorted(HELD | AHEAD)),
        )
        .order_by(Inspection.id)
    )
    visits: dict[int, Visit] = {}
    for row, item_id in db.execute(query):
        if item_id not in visits or visits[item_id].inspected_on is None:
            visits[item_id] = _visit(row)
    return visits


def _other_visits(db: Orm, plan: InspectionPlan, root: Mapping[int, int]) -> dict[int, Visit]:
    """Premises -> the first visit of the plan's year since the draw; follow-ups look at old findings only."""
    since = max(plan.drawn_on, date(plan.year, 1, 1))
    query = (
        select(Inspection)
        .where(
            *CARRIED_OUT,
            Inspection.kind != InspectionKind.FOLLOW_UP,
            Inspection.inspected_on.between(since, date(plan.year, 12, 31)),
        )
        .order_by(Inspection.inspected_on, Inspection.id)
    )
    visits: dict[int, Visit] = {}
    for row in db.scalars(query):
        visits.setdefault(root.get(row.establishment_id, row.establishment_id), _visit(row))
    return visits


def _visit(row: Inspection) -> Visit:
    held = State(row.state) in HELD
    return Visit(row.id, row.number, row.planned_on, row.inspected_on if held else None)


def _progress(item: PlanItem, year: int, visit: Visit | None, today: date) -> Progress:
    if visit is not None and visit.inspected_on is not None:
        return Progress.DONE
    if item.put_off_at is not None:
        return Progress.PUT_OFF
    if visit is not None and visit.planned_on is not None:
        return Progress.LATE if visit.planned_on < today else Progress.SCHEDULED
    if last_day(year, item.planned_month or 12) < today:
        return Progress.LATE
    return Progress.SCHEDULED if item.planned_month else Progress.NOT_SCHEDULED


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def tally(items: Iterable[ItemRow]) -> Tally:
    """How far a plan has come, in numbers."""
    found = [item.progress for item in items]
    return Tally(
        total=len(found) - found.count(Progress.PUT_OFF),
        done=found.count(Progress.DONE),
        scheduled=found.count(Progress.SCHEDULED),
        not_scheduled=found.count(Progress.NOT_SCHEDULED),
        late=found.count(Progress.LATE),
        put_off=found.count(Progress.PUT_OFF),
    )
