"""Which plans has a case, which of them holds, which is being written? Rows alone, without change or reading."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.social.support_plans import rules
from app.social.support_plans.models import PlanGoal, SupportPlan
from app.social.support_plans.terms import PlanState


def plans_of(db: Orm, case_ids: Iterable[int]) -> list[SupportPlan]:
    """The plans of a case and of those merged into it, the latest first."""
    query = select(SupportPlan).where(SupportPlan.case_id.in_(list(case_ids)))
    return list(db.scalars(query.order_by(SupportPlan.id.desc())))


def in_force(plans: Iterable[SupportPlan]) -> SupportPlan | None:
    """The one that holds."""
    return next((each for each in plans if PlanState(each.state) in rules.IN_FORCE), None)


def draft_of(plans: Iterable[SupportPlan]) -> SupportPlan | None:
    """The one that is being written."""
    return next((each for each in plans if each.state == PlanState.DRAFT), None)


def children(db: Orm, table: Any, plan_id: int) -> list[Any]:
    """The rows of a plan in one of its tables, in their order."""
    order = [getattr(table, name) for name in ("goal_id", "position", "id") if hasattr(table, name)]
    if table is PlanGoal:
        order = [PlanGoal.position, PlanGoal.id]
    return list(db.scalars(select(table).where(table.plan_id == plan_id).order_by(*order)))
