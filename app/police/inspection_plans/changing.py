"""How is a change to a plan written? The version raised, a line in the timeline, an entry in the audit."""

from collections.abc import Mapping, Sequence

from app.common.i18n import N_
from app.common.text import nfc
from app.police.inspection_plans.models import InspectionPlan, PlanEvent, PlanItem
from app.police.inspection_plans.rules import ACTS, why_not
from app.police.inspection_plans.terms import PlanState
from app.police.inspection_plans.values import PlanChanged
from app.vault.errors import AppError, Conflict, Invalid, NotFound
from app.vault.session import Work

KIND = "plans"
NOTHING: Mapping[str, object] = {}

ACT_NAMES: dict[str, str] = {
    "draft": N_("Plan drawn"),
    "redraw": N_("Drawn again"),
    "approve": N_("Plan approved"),
    "replace": N_("Plan approved in place of another"),
    "replaced": N_("Replaced by another plan"),
    "schedule": N_("Day set"),
    "set_month": N_("Months set"),
    "assign_team": N_("Team set"),
    "add": N_("Premises added"),
    "put_off": N_("Premises put off"),
    "take_up": N_("Premises taken up again"),
    "print": N_("Printed"),
}


def find_plan(work: Work, plan_id: int, act: str, expected_version: int | None = None) -> InspectionPlan:
    """The plan, when this person may do that with it now. Raises NotFound, Refused, Conflict."""
    plan = work.db.get(InspectionPlan, plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    if (why := why_not(PlanState(plan.state), act, work.session.account)) is not None:
        raise why
    if expected_version is not None and plan.version != expected_version:
        raise Conflict(N_("Somebody else has changed this plan meanwhile. Look at it again, then decide."))
    return plan


def find_item(work: Work, item_id: int, act: str) -> tuple[InspectionPlan, PlanItem]:
    """An item and its plan, when this person may do that with it now. Raises NotFound, Refused."""
    item = work.db.get(PlanItem, item_id)
    if item is None:
        raise NotFound(N_("These premises are not in the plan any more. Look at the plan again."))
    return find_plan(work, item.plan_id, act), item


def done(
    work: Work,
    plan: InspectionPlan,
    action: str,
    note: str = "",
    detail: Mapping[str, object] = NOTHING,
    *,
    items: Sequence[PlanItem] = (),
    from_state: str = "",
) -> PlanChanged:
    """Note what was done in the timeline and in the audit."""
    told = {**detail, "premises": [item.number for item in items]} if items else dict(detail)
    plan.version += 1
    plan.updated_at = work.now
    work.db.add(
        PlanEvent(
            plan_id=plan.id,
            at=work.now,
            by=work.session.account.id,
            action=action,
            from_state=from_state or plan.state,
            to_state=plan.state,
            note=note,
            detail=told,
        )
    )
    work.audit(f"{KIND}.{action}", f"{KIND}/{plan.number}", note=note, **told)
    work.db.flush()
    return PlanChanged(
        plan.id, plan.number, plan.version, PlanState(plan.state), action, tuple(item.id for item in items)
    )


def needed_reason(text: str, action: str) -> str:
    """The reason that an act cannot do without. Raises Invalid at the field."""
    text = nfc(text).strip()
    if not text:
        wrong: dict[str, AppError] = {"reason": Invalid(N_("This is needed."))}
        raise Invalid(N_("“{act}” needs a reason. Nothing was changed."), wrong, act=ACTS[action].label)
    return text
