"""Which words do support plans use: states, who does an action, how a goal was reached, and what they are called?"""

from enum import StrEnum

from app.common.i18n import N_


class PlanState(StrEnum):
    """Where a plan stands. Under review it holds on, while its next version is being agreed."""

    DRAFT = "draft"
    AGREED = "agreed"
    REVIEWING = "under_review"
    ENDED = "ended"
    REPLACED = "replaced"


PLAN_STATE_NAMES: dict[PlanState, str] = {
    PlanState.DRAFT: N_("Plan being written"),
    PlanState.AGREED: N_("Plan in force"),
    PlanState.REVIEWING: N_("Plan being renewed"),
    PlanState.ENDED: N_("Plan ended"),
    PlanState.REPLACED: N_("Replaced by a newer plan"),
}


class ActionState(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


ACTION_STATE_NAMES: dict[ActionState, str] = {
    ActionState.PLANNED: N_("Not begun"),
    ActionState.DOING: N_("Under way"),
    ActionState.DONE: N_("Done"),
    ActionState.DROPPED: N_("Dropped"),
}


class Who(StrEnum):
    """Who does an action; others are named in words."""

    CLIENT = "client"
    WORKER = "worker"
    OTHER = "other"


WHO_NAMES: dict[Who, str] = {
    Who.CLIENT: N_("The client"),
    Who.WORKER: N_("The worker in charge"),
    Who.OTHER: N_("Somebody else"),
}


class Signed(StrEnum):
    """How the client agreed."""

    SIGNED = "signed"
    ORAL = "oral_witness"


SIGNED_NAMES: dict[Signed, str] = {
    Signed.SIGNED: N_("Signed by the client"),
    Signed.ORAL: N_("Agreed orally before a witness"),
}


class Reached(StrEnum):
    """What a review found of a goal."""

    MET = "met"
    PARTLY = "partly"
    NOT = "not"


REACHED_NAMES: dict[Reached, str] = {
    Reached.MET: N_("Reached"),
    Reached.PARTLY: N_("Partly reached"),
    Reached.NOT: N_("Not reached yet"),
}


class Decision(StrEnum):
    """What follows from a review."""

    CONTINUE = "continue"
    RENEW = "renew"


DECISION_NAMES: dict[Decision, str] = {
    Decision.CONTINUE: N_("The plan goes on as it is"),
    Decision.RENEW: N_("A new plan is written with the client"),
}


def show_number(code: str, edition: int) -> str:
    """The second plan of HT26-001: HT26-001-KH2 (kế hoạch)."""
    return f"{code}-KH{edition}"


PLAN_FIELD_NAMES: dict[str, str] = {
    "goals": N_("Goals and actions"),
    "on": N_("Day"),
    "signed": N_("How the client agreed"),
    "witness": N_("Witness"),
    "review_on": N_("Next review of the plan"),
    "action": N_("Action"),
    "state": N_("Where it stands"),
    "due_on": N_("New day"),
    "reason": N_("Reason"),
    "results": N_("What was reached"),
    "decision": N_("What follows"),
    "note": N_("Note"),
}
