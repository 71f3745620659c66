"""How do establishments appear to scripts and in exports? The kind `establishments`, which every unit lists."""

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records import documents
from app.common.records.kind import kind_of
from app.registry import queries as shared
from app.registry import references
from app.registry.establishments import queries, services
from app.registry.establishments.declared import DESK, ESTABLISHMENTS
from app.registry.establishments.imports import ESTABLISHMENT_IMPORT
from app.registry.establishments.terms import ACT_NAMES, FIELD_NAMES, PAPER_NAMES, PROPOSAL_NAMES, SOURCE_NAMES
from app.registry.establishments.values import Counts, EstablishmentDetail
from app.vault.session import Session

# What the audit tells beside the fields: of acts, and of the filter of an export.
TOLD: dict[str, str] = FIELD_NAMES | {
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
    "licence": N_("Licence or certificate"),
    "never_counted": N_("Never counted"),
    "text": N_("Words searched"),
}
VALUES: dict[str, str] = {
    str(code): name for names in (SOURCE_NAMES, PROPOSAL_NAMES, PAPER_NAMES) for code, name in names.items()
}
TYPE = references.item(shared.ESTABLISHMENT_TYPES)


def show_document(session: Session, number: str) -> Document:
    """Premises by their number, with history, head-counts and proposals: the same for every unit."""
    detail = services.open_establishment(session, services.find_number(session, number))
    return documents.show_document(ESTABLISHMENTS, detail) | {
        "former_names": list(detail.former_names),
        "type": detail.entry.type_code,
        "type_name": detail.type_name,
        "village": detail.village or None,
        **_workers(detail.counts[0].counts if detail.counts else None),
        "counts": [{**_workers(each.counts), "source": each.source.value} for each in detail.counts],
        "history": _history(detail),
        "merged_into": detail.merged_into.number if detail.merged_into else None,
        "merged": [each.number for each in detail.merged],
        "proposals": [
            {
                "kind": each.kind.value,
                "unit": each.unit.value,
                "at": each.at.isoformat(),
                "by": each.by,
                "note": each.note or None,
                "state": each.state.value,
                "values": dict(each.payload),
                "reason": each.reason or None,
            }
            for each in detail.proposals
        ],
        "version": detail.version,
    }


def _workers(counts: Counts | None) -> Document:
    return {
        "workers_total": counts.total if counts else None,
        "workers_women": counts.women if counts else None,
        "workers_from_elsewhere": counts.from_elsewhere if counts else None,
        "workers_with_contracts": counts.with_contract if counts else None,
        "workers_declared": counts.residence_declared if counts else None,
        "counted_on": counts.counted_on.isoformat() if counts else None,
    }


def _history(detail: EstablishmentDetail) -> list[Document]:
    return [
        {
            "since": each.since.isoformat(),
            "at": each.at.isoformat(),
            "by": each.by,
            "act": each.act,
            "changes": {change.field: [change.old or None, change.new or None] for change in each.changes},
            "reason": each.reason or None,
            "undone": each.undone,
        }
        for each in detail.history
    ]


ESTABLISHMENTS_KIND = kind_of(
    ESTABLISHMENTS,
    actions=ACT_NAMES,
    show=show_document,
    search=queries.search_establishments,
    snippet=lambda found: found.snippet,
    note_search=DESK.note_search,
    importing=ESTABLISHMENT_IMPORT,
    fields=TOLD,
    values=VALUES,
    references={"type": TYPE, "types": TYPE, "merged_into_id": references.ESTABLISHMENT},
)
