"""How is a plan's row read and written: found, kept for undo and put back?"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Orm

from app.common.rows import columns, made, typed, write
from app.social.cases.models import Case
from app.social.support_plans import rules
from app.social.support_plans.models import PlanAction, PlanEvent, PlanGoal, PlanResult, PlanReview, SupportPlan
from app.social.support_plans.rules import Doing
from app.social.support_plans.terms import ActionState, PlanState

_CHILDREN: tuple[tuple[str, Any], ...] = (
    ("goals", PlanGoal),
    ("actions", PlanAction),
    ("reviews", PlanReview),
    ("results", PlanResult),
)
STAYS = frozenset({"id", "case_id", "version", "created_at", "updated_at"})
ON_CASE = ("review_on", "next_action_on")


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


def doing(row: PlanAction) -> Doing:
    """What the rules ask of an action."""
    return Doing(ActionState(row.state), row.due_on, row.cost, row.budget)


def texts(db: Orm, plan: SupportPlan) -> dict[str, str]:
    """Everything typed in the plan, for the locked part of the audit."""
    found = {"note": plan.note, "witness": plan.witness, "ended_reason": plan.ended_reason}
    for goal in children(db, PlanGoal, plan.id):
        found |= {f"goal {goal.id}": goal.words, f"goal {goal.id}, reached": goal.reached_note}
    for each in children(db, PlanAction, plan.id):
        found |= {
            f"action {each.id}": each.words,
            f"action {each.id}, who": each.who_name,
            f"action {each.id}, budget": each.budget,
            f"action {each.id}, reason": each.reason,
        }
    return found


# --- snapshots -----------------------------------------------------------------------------------------


def snapshot(db: Orm, plan: SupportPlan) -> dict[str, Any]:
    """The plan with all that belongs to it, in values that JSON knows."""
    found: dict[str, Any] = {"plan": columns(plan, STAYS)}
    for name, table in _CHILDREN:
        found[name] = [columns(each) for each in children(db, table, plan.id)]
    return found


def put_back(db: Orm, case: Case, plan: SupportPlan, before: Mapping[str, Any]) -> None:
    """Make the plan, the others of its case and the case's copies as a snapshot has them."""
    for other_id, values in before["others"].items():
        other = db.get(SupportPlan, int(other_id))
        if other is not None and other.id != plan.id:
            write(other, values)
            other.version += 1
    for begun in plans_of(db, [case.id]):
        if begun.state == PlanState.DRAFT and begun.id != plan.id and begun.id not in before["drafts"]:
            remove(db, begun)
    for _name, table in reversed(_CHILDREN):
        db.execute(delete(table).where(table.plan_id == plan.id))
    if before["plan"] is None:
        remove(db, plan)
    else:
        write(plan, before["plan"])
        plan.version += 1
        for name, table in _CHILDREN:
            for values in before[name]:
                db.add(made(table, values))
            db.flush()
    for name in ON_CASE:
        setattr(case, name, typed(Case, name, before["case"][name]))
    db.flush()


def remove(db: Orm, plan: SupportPlan) -> None:
    """Take a plan out that nobody agreed to."""
    for table in (PlanResult, PlanReview, PlanAction, PlanGoal, PlanEvent):
        db.execute(delete(table).where(table.plan_id == plan.id))
    db.delete(plan)
    db.flush()
