"""What can a person do with an action of the plan in force? Say that it is under way, done, dropped, or put it off."""

from datetime import date

from app.common.asking import NEEDED, wrong
from app.common.choices import one_of
from app.common.i18n import N_
from app.common.text import nfc
from app.social.support_plans import rules
from app.social.support_plans.changing import PlanChange, open_change
from app.social.support_plans.models import PlanAction
from app.social.support_plans.terms import ActionState
from app.social.support_plans.values import PlanChanged
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.session import Session


def set_action(
    session: Session,
    case_id: int,
    action_id: int,
    state: ActionState,
    on: date | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> PlanChanged:
    """Say where an action stands: done on a day, dropped for a reason. Raises Invalid, Refused, Conflict."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_action_done", expected_version)
        row, state = _action(change, action_id), one_of(ActionState, state, "state")
        if state not in rules.ACTION_STEPS[ActionState(row.state)]:
            raise Refused(N_("The action stands there already, or this does not follow. Nothing was changed."))
        needs, reason = rules.ACTION_NEEDS[state], nfc(reason).strip()
        problems: dict[str, AppError] = {}
        if "on" in needs and on is None:
            problems["on"] = Invalid(NEEDED)
        if on is not None and on > session.today():
            problems["on"] = Invalid(N_("This day lies in the future."))
        if "reason" in needs and not reason:
            problems["reason"] = Invalid(NEEDED)
        if problems:
            raise wrong(problems)
        before, row.state = row.state, state.value
        row.done_on = on if state is ActionState.DONE else None
        row.reason = reason
        return change.done("plan_action_done", reason, action_id=row.id, action_state=[before, row.state])


def put_off(
    session: Session,
    case_id: int,
    action_id: int,
    due_on: date | None,
    reason: str,
    expected_version: int | None = None,
) -> PlanChanged:
    """Give an open action another day, for a reason. Raises Invalid, Refused, Conflict."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_action_done", expected_version)
        row = _action(change, action_id)
        if ActionState(row.state) not in rules.OPEN_ACTIONS:
            raise Refused(N_("The action is done or dropped; it has no day any more."))
        problems: dict[str, AppError] = {}
        if due_on is None:
            problems["due_on"] = Invalid(NEEDED)
        elif due_on < session.today():
            problems["due_on"] = Invalid(N_("This day is over already."))
        if not nfc(reason).strip():
            problems["reason"] = Invalid(NEEDED)
        if problems:
            raise wrong(problems)
        before, row.due_on = row.due_on, due_on
        days = [each.isoformat() if each else None for each in (before, due_on)]
        return change.done("plan_action_done", nfc(reason).strip(), action_id=row.id, due_on=days)


def _action(change: PlanChange, action_id: int) -> PlanAction:
    row = change.work.db.get(PlanAction, action_id)
    if row is None or row.plan_id != change.plan.id:
        raise NotFound(N_("There is no such action in the plan in force. Nothing was changed."))
    return row
