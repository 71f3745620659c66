"""How do the codes that the audit keeps of tests read to people? It keeps numbers and actions, never a result."""

from app.common.i18n import N_
from app.common.references import Reference
from app.health.screenings.rules import TRANSITIONS
from app.health.screenings.terms import ACT_NAMES, FIELD_NAMES, SHOWN_NAMES
from app.registry import queries, references

ACTIONS: dict[str, str] = {
    # Of steps the audit hears “write” alone; their own names are here for whatever else calls them by name.
    **{f"screenings.{step.name}": step.label for step in TRANSITIONS.values()},
    **{f"screenings.{act}": name for act, name in ACT_NAMES.items()},
    "screenings.look": N_("Looked at the result of a test"),
    "screenings.print": N_("Printed a result slip for the client"),
    "screenings.open": N_("Opened a test"),
    "screenings.search": N_("Searched the tests"),
    "screenings.export": N_("Exported the list of tests"),
}
FIELDS: dict[str, str] = FIELD_NAMES
VALUES: dict[str, str] = {code.value: name for code, name in SHOWN_NAMES.items()}

REFERENCES: dict[str, Reference] = {"test": references.item(queries.SCREENING_TESTS)}
