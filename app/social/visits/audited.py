"""How do the codes that the audit keeps of visits read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.social.visits.terms import VISIT_FIELD_NAMES, VISIT_STATE_NAMES, WAY_NAMES

# What the page says was done; under "visits." the same stand in audit and timeline.
ACT_NAMES: dict[str, str] = {
    "visit_plan": N_("Planned a visit"),
    "visit_done": N_("Wrote up a visit"),
    "visit_note": N_("Wrote up a contact that was not planned"),
    "visit_move": N_("Moved a visit"),
    "visit_missed": N_("Recorded that nobody was met"),
    "visit_cancel": N_("Cancelled a visit"),
    "undo": N_("Took back the last act on a visit"),
}
ACTIONS: dict[str, str] = {
    **{f"visits.{name.removeprefix('visit_')}": words for name, words in ACT_NAMES.items()},
    "visits.open": N_("Opened a visit"),
    "visits.search": N_("Searched the visits"),
    "visits.export": N_("Exported visits"),
}
FIELDS: dict[str, str] = {
    **VISIT_FIELD_NAMES,
    "of": N_("What was taken back"),
    "visit": N_("Visit"),
    "next_visit_on": N_("Next visit"),
    "last_contact_on": N_("Last contact"),
    "worker": N_("Worker in charge"),
}
VALUES: dict[str, str] = {
    **{code.value: name for code, name in VISIT_STATE_NAMES.items()},
    **{code.value: name for code, name in WAY_NAMES.items()},
}

CODES: dict[str, dict[str, str]] = {"worker": {"none": N_("nobody")}}
