"""How do the codes that the audit keeps of group sessions read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.health.group_sessions.terms import AUDIENCE_NAMES, FIELD_NAMES, FORM_NAMES, TEST_NAMES, TOPIC_NAMES

ACTIONS: dict[str, str] = {
    "health-sessions.add": N_("Entered a group session"),
    "health-sessions.edit": N_("Corrected a group session"),
    "health-sessions.remove": N_("Removed a group session"),
    "health-sessions.restore": N_("Restored a group session"),
    "health-sessions.search": N_("Searched the group sessions"),
    "health-sessions.export": N_("Exported the group sessions"),
}

FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "reached_total": N_("People reached in all"),
    "tests_total": N_("Tests done in all"),
    "removed": N_("Session in the bin"),
    "changed": N_("Fields that were changed"),
}

VALUES: dict[str, str] = {
    str(code): name for names in (FORM_NAMES, AUDIENCE_NAMES, TOPIC_NAMES, TEST_NAMES) for code, name in names.items()
}
