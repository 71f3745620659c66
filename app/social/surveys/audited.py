"""How do the codes that the audit keeps of needs surveys read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.common.references import Reference
from app.registry import queries, references
from app.social.surveys.terms import AGE_NAMES, DIFFICULTY_NAMES, FIELD_NAMES, SEX_NAMES

ACTIONS: dict[str, str] = {
    "needs-surveys.enter": N_("Entered a needs survey"),
    "needs-surveys.open": N_("Opened a needs survey"),
    "needs-surveys.edit": N_("Changed a needs survey"),
    "needs-surveys.remove": N_("Moved a needs survey to the bin"),
    "needs-surveys.restore": N_("Took a needs survey out of the bin"),
    "needs-surveys.search": N_("Searched the needs surveys"),
    "needs-surveys.import": N_("Brought in needs surveys from Excel"),
    "needs-surveys.undo_import": N_("Took an import of needs surveys back"),
    "needs-surveys.export": N_("Exported needs surveys or their figures"),
}
FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "entered": N_("What was entered"),
    "village_name": FIELD_NAMES["village_id"],
    "removed": N_("In the bin"),
    "need": N_("Needs"),
    "village": FIELD_NAMES["village_id"],
    "age": FIELD_NAMES["age_band"],
}
VALUES: dict[str, str] = {
    **{code.value: name for code, name in AGE_NAMES.items()},
    **{code.value: name for code, name in SEX_NAMES.items()},
}

CODES: dict[str, dict[str, str]] = {"difficulty": {code.value: name for code, name in DIFFICULTY_NAMES.items()}}
REFERENCES: dict[str, Reference] = {
    "village_id": references.VILLAGE,
    "group": references.item(queries.SURVEY_GROUPS),
    "needs": references.item(queries.NEED_KINDS),
    "need": references.item(queries.NEED_KINDS),
    "workplace": references.item(queries.ESTABLISHMENT_TYPES),
}
