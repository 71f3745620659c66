"""Which words does the inspection plan know: grounds, states, factors of the score, and what each is called?"""

from decimal import Decimal
from enum import StrEnum

from app.common.i18n import N_

# The plan of the commune asks for at least so much of the premises each year.
TARGET = Decimal("0.2")


class Ground(StrEnum):
    """Why premises stand in the plan, in the order in which places are given."""

    NEVER_INSPECTED = "never_inspected"
    RISK = "risk"
    LOT = "lot"
    # By hand, after the plan was approved, with a reason.
    ADDED = "added"


GROUND_NAMES: dict[Ground, str] = {
    Ground.NEVER_INSPECTED: N_("Never inspected"),
    Ground.RISK: N_("By score"),
    Ground.LOT: N_("By lot"),
    Ground.ADDED: N_("Added by hand"),
}


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    REPLACED = "replaced"


PLAN_STATE_NAMES: dict[PlanState, str] = {
    PlanState.DRAFT: N_("Draft plan"),
    PlanState.APPROVED: N_("Approved plan"),
    PlanState.REPLACED: N_("Replaced by another plan"),
}


class Progress(StrEnum):
    """How far one of the plan's premises has come."""

    DONE = "done"
    LATE = "late"
    SCHEDULED = "scheduled"
    NOT_SCHEDULED = "not_scheduled"
    PUT_OFF = "put_off"


PROGRESS_NAMES: dict[Progress, str] = {
    Progress.DONE: N_("Carried out"),
    Progress.LATE: N_("Late"),
    Progress.SCHEDULED: N_("Scheduled"),
    Progress.NOT_SCHEDULED: N_("Not scheduled"),
    Progress.PUT_OFF: N_("Put off"),
}


class Factor(StrEnum):
    """A recorded fact that gives points."""

    YEARS = "years_since_inspection"
    FINDINGS = "open_findings"
    REPORTS = "reports"
    LICENCE = "licence_expired"
    CERTIFICATE = "certificate_expired"


FACTOR_NAMES: dict[Factor, str] = {
    Factor.YEARS: N_("Each whole year since the last inspection"),
    Factor.FINDINGS: N_("Each finding not put right yet"),
    Factor.REPORTS: N_("Each report that names the premises"),
    Factor.LICENCE: N_("Business licence expired"),
    Factor.CERTIFICATE: N_("Security-and-order certificate expired"),
}

PLAN_FIELD_NAMES: dict[str, str] = {
    "year": N_("Year of the plan"),
    "share": N_("Share of the premises"),
    "seed": N_("Draw code"),
    "reason": N_("Reason"),
    "planned_on": N_("Planned day"),
    "planned_month": N_("Planned month"),
    "threshold": N_("Lowest score that counts"),
    "risk_percent": N_("Part of the places given by score"),
    "reports_months": N_("Months back in which reports count"),
}


def show_plan_number(seq: int, year: int) -> str:
    """How a plan's number is written: 01/2026/KHKT."""
    return f"{seq:02d}/{year}/KHKT"
