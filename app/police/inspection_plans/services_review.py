"""How is a plan opened, and its draw held again? Both audited; nothing of it changes a plan."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_, tr
from app.common.permissions import require
from app.police.inspection_plans import explain, items, queries, rules
from app.police.inspection_plans.changing import ACT_NAMES, KIND
from app.police.inspection_plans.draw import Drawing, Terms, draw
from app.police.inspection_plans.method import Candidate, Part, Weights
from app.police.inspection_plans.models import InspectionPlan, PlanCandidate, PlanEvent, PlanItem
from app.police.inspection_plans.terms import Ground, PlanState
from app.police.inspection_plans.values import (
    CandidateRow,
    DrawHeld,
    PlanDetail,
    PlanEventLine,
    PossibleAct,
    Verification,
)
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Damaged, NotFound
from app.vault.session import Session

DRAWS = ("draft", "redraw")


def find_number(session: Session, number: str) -> int:
    """The id behind a plan's number as typed (1/2026 will do). Raises NotFound."""
    queries.allowed(session, "plans.list")
    typed = "".join(number.split()).upper().removesuffix("/KHKT").split("/")
    tidy = f"{typed[0].zfill(2)}/{'/'.join(typed[1:])}/KHKT"
    with session.read() as db:
        found = db.scalar(select(InspectionPlan.id).where(InspectionPlan.number == tidy))
    if found is None:
        raise NotFound(N_("There is no plan with the number {number}."), number=number)
    return found


def open_plan(session: Session, plan_id: int) -> PlanDetail:
    """Everything about a plan; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "plans.open")
    with session.work(Compartment.POLICE) as work:
        plan = _find(work.db, plan_id)
        work.audit(f"{KIND}.open", f"{KIND}/{plan.number}")
        return _detail(session, work.db, plan)


def read_again(session: Session, plan_id: int) -> PlanDetail:
    """The plan as it is now, for a window that has it open: no second opening."""
    require(session, "plans.open")
    queries.allowed(session, "plans.list")
    with session.read() as db:
        return _detail(session, db, _find(db, plan_id))


def verify(session: Session, plan_id: int) -> Verification:
    """Hold the draw again from the candidates and the code that are stored: does it give the same plan?"""
    require(session, "plans.open")
    with session.work(Compartment.POLICE) as work:
        plan = _find(work.db, plan_id)
        stored = candidate_rows(work.db, plan)
        found = Verification(len(stored), tuple(_differences(work.db, plan, stored)))
        work.audit(f"{KIND}.verify", f"{KIND}/{plan.number}", ok=found.ok)
        return found


def _differences(db: Orm, plan: InspectionPlan, stored: list[PlanCandidate]) -> Iterable[AppError]:
    drawing = drawing_of(plan, stored)
    told = {line.candidate.number: line for line in drawing.lines}
    for row in stored:
        line = told[row.number]
        if (row.lot, row.lot_order) != (line.lot, line.lot_order):
            yield Damaged(N_("{number}: the lot that is stored is not the one that the draw gives."), number=row.number)
        if row.score != line.score:
            yield Damaged(N_("{number}: the score that is stored is not what its facts give."), number=row.number)
        if row.ground != (line.ground or ""):
            yield Damaged(N_("{number}: the draw does not choose it as the list says."), number=row.number)
    listed = {item.number: item.ground for item in db.scalars(select(PlanItem).where(PlanItem.plan_id == plan.id))}
    drawn = {line.candidate.number: line.ground for line in drawing.chosen}
    for number in sorted(drawn.keys() - listed.keys()):
        yield Damaged(N_("{number}: chosen by the draw, but not in the plan."), number=number)
    for number, ground in sorted(listed.items()):
        if ground != Ground.ADDED and drawn.get(number) != ground:
            yield Damaged(N_("{number}: in the plan, but not chosen so by the draw."), number=number)


# --- reading -------------------------------------------------------------------------------------------


def _find(db: Orm, plan_id: int) -> InspectionPlan:
    plan = db.get(InspectionPlan, plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    return plan


def candidate_rows(db: Orm, plan: InspectionPlan) -> list[PlanCandidate]:
    query = select(PlanCandidate).where(PlanCandidate.plan_id == plan.id).order_by(PlanCandidate.lot_order)
    return list(db.scalars(query))


def candidate_of(row: PlanCandidate) -> Candidate:
    """The facts of a candidate as they were on the day of the draw."""
    return Candidate(
        establishment_id=row.establishment_id,
        number=row.number,
        name=row.name,
        type_code=row.type_code,
        village_id=row.village_id,
        village=row.village_name,
        address=row.address,
        last_inspected_on=row.last_inspected_on,
        open_findings=row.open_findings,
        reports=row.reports,
        licence_expired=row.licence_expired,
        certificate_expired=row.certificate_expired,
    )


def terms_of(plan: InspectionPlan) -> Terms:
    """The terms under which a plan was drawn."""
    return Terms(plan.drawn_on, Decimal(plan.share), plan.seed, Weights.from_json(plan.weights))


def drawing_of(plan: InspectionPlan, stored: list[PlanCandidate]) -> Drawing:
    return draw((candidate_of(row) for row in stored), terms_of(plan))


def _detail(session: Session, db: Orm, plan: InspectionPlan) -> PlanDetail:
    people = {account.id: account.full_name for account in session.accounts()}
    types = {item.code: item.name for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)}
    stored = candidate_rows(db, plan)
    drawing = drawing_of(plan, stored)
    listed = items.rows(db, [plan], session.today())[plan.id]
    events = events_of(db, plan)
    other = db.get(InspectionPlan, plan.replaced_by_id) if plan.replaced_by_id is not None else None
    return PlanDetail(
        id=plan.id,
        version=plan.version,
        number=plan.number,
        year=plan.year,
        state=PlanState(plan.state),
        drawn_on=plan.drawn_on,
        share=Decimal(plan.share),
        seed=plan.seed,
        weights=Weights.from_json(plan.weights),
        active=plan.active,
        quota=plan.quota,
        never_inspected=plan.never_inspected,
        places=plan.places,
        risk_places=plan.risk_places,
        drawn_by=people.get(plan.drawn_by, ""),
        drawn_at=plan.drawn_at,
        approved_by=people.get(plan.approved_by, ""),
        approved_at=plan.approved_at,
        replaced_by=other.number if other is not None else "",
        replaced_reason=plan.replaced_reason,
        tally=items.tally(listed),
        items=listed,
        candidates=tuple(_candidate_row(row, types) for row in stored),
        draws=draws_of(events, people),
        timeline=tuple(
            PlanEventLine(each.at, people.get(each.by, ""), each.action, ACT_NAMES[each.action], each.note)
            for each in reversed(events)
        ),
        method=explain.method_lines(drawing.terms.weights, tr),
        how_to_redraw=explain.how_to_redraw(drawing, tr),
        check_command=explain.check_command(drawing),
        acts=tuple(
            PossibleAct(act, rules.why_not(PlanState(plan.state), act.name, session.account))
            for act in rules.ACTS.values()
            if PlanState(plan.state) in act.states
        ),
    )


def _candidate_row(row: PlanCandidate, types: dict[str, str]) -> CandidateRow:
    return CandidateRow(
        candidate=candidate_of(row),
        type_name=types.get(row.type_code, row.type_code),
        lot=row.lot,
        lot_order=row.lot_order,
        parts=tuple(Part.from_json(part) for part in row.parts),
        score=row.score,
        ground=Ground(row.ground) if row.ground else None,
    )


def events_of(db: Orm, plan: InspectionPlan) -> list[PlanEvent]:
    return list(db.scalars(select(PlanEvent).where(PlanEvent.plan_id == plan.id).order_by(PlanEvent.id)))


def draws_of(events: list[PlanEvent], people: dict[str, str]) -> tuple[DrawHeld, ...]:
    return tuple(
        DrawHeld(
            at=each.at,
            by=people.get(each.by, ""),
            seed=each.detail["seed"],
            share=Decimal(each.detail["share"]),
            active=each.detail["active"],
            chosen=each.detail["chosen"],
        )
        for each in events
        if each.action in DRAWS
    )
