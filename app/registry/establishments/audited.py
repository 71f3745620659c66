"""How do the codes that the audit keeps of establishments read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.common.references import Reference
from app.registry import queries, references
from app.registry.establishments.changing import KEPT
from app.registry.establishments.models import Establishment
from app.registry.establishments.terms import (
    ACT_NAMES,
    FIELD_NAMES,
    KIND,
    PAPER_NAMES,
    PROPOSAL_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
)

ACTIONS: dict[str, str] = {f"{KIND}.{act}": name for act, name in ACT_NAMES.items()}

FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "source": N_("Source of the count"),
    "proposal": N_("Proposal"),
    "what": N_("What"),
    "values": N_("Values"),
    "into": N_("Merged into"),
    "out_of": N_("Taken out of"),
    "of": N_("Which act"),
    "types": N_("Type of establishment"),
    "states": N_("State"),
    "paper": N_("Licence or certificate"),
    "type": N_("Type of establishment"),
    "village": N_("Village"),
    "licence": N_("Licence or certificate"),
    "never_counted": N_("Never counted"),
    "text": N_("Words searched"),
}

VALUES: dict[str, str] = {
    **{code.value: name for code, name in STATE_NAMES.items()},
    **{code.value: name for code, name in SOURCE_NAMES.items()},
    **{code.value: name for code, name in PROPOSAL_NAMES.items()},
    **{code.value: name for code, name in PAPER_NAMES.items()},
}

REFERENCES: dict[str, Reference] = {
    "village_id": references.VILLAGE,
    "type_code": references.item(queries.ESTABLISHMENT_TYPES),
    "type": references.item(queries.ESTABLISHMENT_TYPES),
    "types": references.item(queries.ESTABLISHMENT_TYPES),
    "merged_into_id": references.ESTABLISHMENT,
}
# What the history keeps is told; all else follows from it.
SILENT = frozenset(Establishment.__table__.columns.keys()) - frozenset(KEPT)
