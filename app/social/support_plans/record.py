"""How is a plan's row read and written: found, changed with what lists copy of it, kept for undo and put back?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session as Orm

from app.common.rows import columns, made, typed, write
from app.social.cases.models import Case
from app.social.support_plans import rules
from app.social.support_plans.in_force import children, in_force, plans_of
from app.social.support_plans.models import PlanAction, PlanEvent, PlanGoal, PlanResult, PlanReview, SupportPlan
from app.social.support_plans.rules import Doing
from app.social.support_plans.terms import ActionState, PlanState

_CHILDREN: tuple[tuple[str, Any], ...] = (
    ("goals", PlanGoal),
    ("actions", PlanAction),
    ("reviews", PlanReview),
    ("results", PlanResult),
)
_STAYS = frozenset({"id", "case_id", "version", "created_at", "updated_at"})
_ON_CASE = ("review_on", "next_action_on")


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


# --- a change ------------------------------------------------------------------------------------------


def copy_to_case(db: Orm, case: Case, same: list[int]) -> None:
    """What the lists show of the plan in force: its review, and the first day of what is still open.

    Where no plan was ever agreed to, a day of review that was entered by hand stays.
    """
    db.flush()
    plans = plans_of(db, same)
    plan = in_force(plans)
    if plan is not None:
        case.review_on = plan.review_on
        case.next_action_on = rules.next_action_on(doing(each) for each in children(db, PlanAction, plan.id))
    elif any(each.agreed_on for each in plans):
        case.review_on = case.next_action_on = None


# --- snapshots -----------------------------------------------------------------------------------------


def around(case: Case, plans: list[SupportPlan]) -> dict[str, Any]:
    """What an act may change beside its own plan: where the others stand, the case's copies."""
    return {
        "others": {str(each.id): columns(each, _STAYS) for each in plans if each.state != PlanState.DRAFT},
        "drafts": [each.id for each in plans if each.state == PlanState.DRAFT],
        "case": {name: columns(case)[name] for name in _ON_CASE},
    }


def snapshot(db: Orm, plan: SupportPlan) -> dict[str, Any]:
    """The plan with all that belongs to it, in values that JSON knows."""
    found: dict[str, Any] = {"plan": columns(plan, _STAYS)}
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
    for name in _ON_CASE:
        setattr(case, name, typed(Case, name, before["case"][name]))
    db.flush()


def remove(db: Orm, plan: SupportPlan) -> None:
    """Take a plan out that nobody agreed to."""
    for table in (PlanResult, PlanReview, PlanAction, PlanGoal, PlanEvent):
        db.execute(delete(table).where(table.plan_id == plan.id))
    db.delete(plan)
    db.flush()
