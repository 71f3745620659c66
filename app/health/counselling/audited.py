"""How do the codes that the audit keeps of counselling read to people? It keeps numbers and actions, no content."""

from app.common.i18n import N_
from app.health.counselling.terms import ACT_NAMES, FIELD_NAMES, STATE_NAMES

ACTIONS: dict[str, str] = {
    **{f"counselling.{act}": name for act, name in ACT_NAMES.items()},
    "counselling.import": N_("Imported counselling sessions by code"),
    "counselling.undo_import": N_("Took an import of counselling sessions back"),
    "counselling.open": N_("Opened a counselling session"),
    "counselling.search": N_("Searched the counselling sessions"),
    "counselling.export": N_("Exported the list of counselling sessions"),
}
FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "counsellor": N_("Counsellor"),
    "alert": N_("Self-harm alert open"),
    "removed": N_("In the bin"),
}
VALUES: dict[str, str] = {code.value: name for code, name in STATE_NAMES.items()}
