"""How do the codes that the audit and the timeline keep of assessments read to people?"""

from app.common.i18n import N_

ACTIONS: dict[str, str] = {
    "needs.assess": N_("Assessed the needs"),
    "needs.correct": N_("Corrected an assessment of needs"),
}
