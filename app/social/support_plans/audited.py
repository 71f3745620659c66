"""How do the codes that the audit keeps of support plans read to people? They are acts on the case."""

from app.common.i18n import N_, tr
from app.common.references import Reference
from app.social.support_plans.models import PlanAction, PlanGoal
from app.social.support_plans.terms import ACTION_STATE_NAMES, DECISION_NAMES, PLAN_STATE_NAMES
from app.vault.compartments import Compartment
from app.vault.session import Session

# What the page says was done; under "support_plans." the same stand in timeline and audit.
ACT_NAMES: dict[str, str] = {
    "plan_write": N_("Wrote the support plan"),
    "plan_agree": N_("Recorded the agreement to the support plan"),
    "plan_action_done": N_("Recorded an action of the support plan"),
    "plan_review": N_("Reviewed the support plan"),
    "plan_drop": N_("Gave up the plan being written"),
    "plan_end": N_("Ended the support plan"),
    "plan_undo": N_("Took back the last act on the support plan"),
}
ACTIONS: dict[str, str] = {f"support_plans.{name.removeprefix('plan_')}": words for name, words in ACT_NAMES.items()}
FIELDS: dict[str, str] = {
    "plan": N_("Support plan number"),
    "plan_state": N_("State of the plan"),
    "action_id": N_("Action"),
    "of": N_("What was taken back"),
    "action_state": N_("Where it stands"),
    "decision": N_("What follows"),
    "due_on": N_("Due on"),
    "action": N_("Action"),
    "action, who": N_("Who does the action"),
    "action, budget": N_("Where the money for an action comes from"),
    "action, reason": N_("Why an action was changed"),
    "goal": N_("Goal"),
    "goal, reached": N_("What was reached of a goal"),
    "ended_reason": N_("Reason"),
}
VALUES: dict[str, str] = {
    **{code.value: name for code, name in PLAN_STATE_NAMES.items()},
    **{code.value: name for code, name in ACTION_STATE_NAMES.items()},
    **{code.value: name for code, name in DECISION_NAMES.items()},
}


def _action(session: Session, key: str) -> str | None:
    if not key.isdigit() or Compartment.SOCIAL not in session.compartments:
        return None
    with session.read() as db:
        row = db.get(PlanAction, int(key))
        goal = db.get(PlanGoal, row.goal_id) if row is not None else None
        if row is None or goal is None:
            return None
        return tr("{number} of goal {goal}", number=row.position + 1, goal=goal.position + 1)


REFERENCES: dict[str, Reference] = {"action_id": Reference(_action, N_("(an action that is gone)"))}
PAIRS = frozenset({"action_state", "due_on"})
