"""How do the codes that the audit keeps of the plans read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.police.inspection_plans.terms import FACTOR_NAMES, GROUND_NAMES, PLAN_FIELD_NAMES, PLAN_STATE_NAMES

ACTIONS: dict[str, str] = {
    "plans.preview": N_("Held a draw without keeping it"),
    "plans.draft": N_("Drew an inspection plan"),
    "plans.redraw": N_("Drew an inspection plan again"),
    "plans.approve": N_("Approved an inspection plan"),
    "plans.replace": N_("Approved an inspection plan in place of another"),
    "plans.replaced": N_("Inspection plan replaced by another"),
    "plans.schedule": N_("Set the day of a planned inspection"),
    "plans.set_month": N_("Set the months of planned inspections"),
    "plans.assign_team": N_("Assigned a team to planned inspections"),
    "plans.add": N_("Added premises to an inspection plan"),
    "plans.put_off": N_("Put premises of an inspection plan off"),
    "plans.take_up": N_("Took premises of an inspection plan up again"),
    "plans.open": N_("Opened an inspection plan"),
    "plans.verify": N_("Held the draw of a plan again"),
    "plans.print": N_("Printed an inspection plan"),
    "plans.weights": N_("Changed the weights of the draw"),
}

FIELDS: dict[str, str] = {
    **PLAN_FIELD_NAMES,
    **{factor.value: name for factor, name in FACTOR_NAMES.items()},
    "premises": N_("Premises"),
    "active": N_("Premises open"),
    "chosen": N_("Premises chosen"),
    "carried": N_("Carried over"),
    "replaced": N_("Replaced plan"),
    "state": N_("State"),
    "ok": N_("The draw came out the same"),
}

VALUES: dict[str, str] = {str(code): name for names in (PLAN_STATE_NAMES, GROUND_NAMES) for code, name in names.items()}

CODES: dict[str, dict[str, str]] = {"document": {"plan_list": N_("List of the plan")}}
