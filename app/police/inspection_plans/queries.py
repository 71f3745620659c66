"""What do the lists of plans show, and who is in them? A plan itself is opened in `services_review`."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.permissions import require
from app.police.inspection_plans import items, services
from app.police.inspection_plans.method import Weights
from app.police.inspection_plans.models import InspectionPlan
from app.police.inspection_plans.terms import PlanState, Progress
from app.police.inspection_plans.values import ItemRow, PlanRow
from app.registry.establishments import queries as establishments
from app.vault.compartments import Compartment
from app.vault.session import Session


def list_plans(session: Session, year: int | None = None) -> tuple[PlanRow, ...]:
    """The plans, the latest year first; of a year the one in force first, then the newest."""
    allowed(session, "plans.list")
    with session.read() as db:
        query = select(InspectionPlan).order_by(InspectionPlan.year.desc(), InspectionPlan.seq.desc())
        if year is not None:
            query = query.where(InspectionPlan.year == year)
        plans = db.scalars(query).all()
        return plan_rows(db, session, sorted(plans, key=lambda plan: (-plan.year, _ORDER[PlanState(plan.state)])))


_ORDER = {PlanState.APPROVED: 0, PlanState.DRAFT: 1, PlanState.REPLACED: 2}


def plan_rows(db: Orm, session: Session, plans: Sequence[InspectionPlan]) -> tuple[PlanRow, ...]:
    """Plans as lists show them, inside a view that the caller has open."""
    found = items.rows(db, plans, session.today())
    return tuple(
        PlanRow(
            id=plan.id,
            version=plan.version,
            number=plan.number,
            year=plan.year,
            state=PlanState(plan.state),
            drawn_on=plan.drawn_on,
            share=Decimal(plan.share),
            active=plan.active,
            quota=plan.quota,
            tally=items.tally(found[plan.id]),
        )
        for plan in plans
    )


def current_plan(session: Session, year: int) -> PlanRow | None:
    """The plan of a year to show first: the approved one, else the draft; None when there is none."""
    return next((plan for plan in list_plans(session, year) if plan.state is not PlanState.REPLACED), None)


def list_items(session: Session, plan_id: int, progress: Progress | None = None) -> tuple[ItemRow, ...]:
    """The premises of a plan, all or those that have come so far: what stands behind a figure of its tally."""
    allowed(session, "plans.list")
    with session.read() as db:
        plan = db.get(InspectionPlan, plan_id)
        found = items.rows(db, [plan], session.today())[plan.id] if plan is not None else ()
    return tuple(item for item in found if progress in (None, item.progress))


def item_of_plan_in_force(session: Session, establishment_id: int, year: int) -> ItemRow | None:
    """Where premises stand in the approved plan of a year; None when they are not in it."""
    allowed(session, "plans.list")
    with session.read() as db:
        plan = services.approved_plan(db, year)
        found = items.rows(db, [plan], session.today())[plan.id] if plan is not None else ()
        same = establishments.same_premises(db, establishment_id)
    return next((item for item in found if item.establishment_id in same), None)


def read_weights(session: Session) -> Weights:
    """The weights in force: visible to everybody of the unit."""
    allowed(session, "plans.list")
    with session.read() as db:
        return services.weights_in_force(db)


def allowed(session: Session, action: str) -> None:
    """Refuse by level, and refuse whoever holds no key of the police: reading has no other door."""
    require(session, action)
    session.compartment_key(Compartment.POLICE)
