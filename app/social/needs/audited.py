"""How do the codes that the audit and the timeline keep of assessments read to people?"""

from app.common.i18n import N_
from app.social.needs.terms import FIELD_NAMES

ACTIONS: dict[str, str] = {
    "needs.assess": N_("Assessed the needs"),
    "needs.correct": N_("Corrected an assessment of needs"),
}

FIELDS: dict[str, str] = {name: words for name, words in FIELD_NAMES.items() if name != "reason"} | {
    "scores": N_("Steps by domain"),
    "assessment": N_("Needs assessment"),
}
