"""How do the codes that the audit keeps of group sessions read to people: actions, fields, values?"""

from app.common.i18n import N_, tr
from app.common.references import Reference
from app.health.group_sessions.terms import (
    AUDIENCE_NAMES,
    BANDS,
    FIELD_NAMES,
    FORM_NAMES,
    SEXES,
    TEST_NAMES,
    TOPIC_NAMES,
)
from app.health.supplies.audited import ITEM
from app.registry import references

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
    "village": FIELD_NAMES["village_id"],
    "held_from": N_("From"),
    "held_to": N_("To"),
}

VALUES: dict[str, str] = {
    str(code): name for names in (FORM_NAMES, AUDIENCE_NAMES, TOPIC_NAMES, TEST_NAMES) for code, name in names.items()
}

CODES: dict[str, dict[str, str]] = {
    "form": {str(code): name for code, name in FORM_NAMES.items()},
    "audience": {str(code): name for code, name in AUDIENCE_NAMES.items()},
    "topics": {str(code): name for code, name in TOPIC_NAMES.items()},
    "tests": {str(code): name for code, name in TEST_NAMES.items()},
}


def group_words(code: str) -> str:
    """ "female/15_19", as numbers are stored, in words."""
    sex, _slash, band = code.partition("/")
    return f"{tr(SEXES[sex])}, {tr(BANDS[band])}" if sex in SEXES and band in BANDS else code


READS = {"reached": group_words}
REFERENCES: dict[str, Reference] = {"village_id": references.VILLAGE, "handed_out": ITEM}
# Numbering, and what follows from the rest.
SILENT = frozenset({"id", "version", "number", "year", "seq", "created_at", "updated_at", "folded"})
