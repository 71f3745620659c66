"""How do supplies appear to scripts and in exports? The kind `supplies`; nothing in it names anybody."""

from dataclasses import replace

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records import documents
from app.common.records.kind import kind_of
from app.health.clients.unnamed import names_nobody
from app.health.supplies import queries
from app.health.supplies.changing import SILENT
from app.health.supplies.declared import FIELD_NAMES, SUPPLY_ITEMS
from app.health.supplies.services import DESK
from app.health.supplies.terms import AUDITED, LEVEL_NAMES, LOSS_NAMES, PURPOSE_NAMES
from app.vault.session import Session


def show_document(session: Session, number: str) -> Document:
    """An item with its batches and movements. Notes are left out: they may name somebody."""
    item = queries.read_item(session, queries.find_number(session, number))
    return documents.show_document(SUPPLY_ITEMS, item) | {
        "batches": [
            {
                "lot": each.lot or None,
                "expires_on": each.expires_on.isoformat() if each.expires_on else None,
                "left": each.left,
                "usable": each.usable,
            }
            for each in item.every_batch
        ],
        "movements": [
            {
                "on": each.on.isoformat(),
                "action": each.action,
                "change": each.change,
                "left_after": each.after,
                "code": each.code or None,
                "people": each.people,
                "source": each.source or None,
                "document": each.document or None,
                "session": each.session or None,
            }
            for each in item.moves
        ],
        "version": item.version,
    }


_DECLARED = kind_of(
    SUPPLY_ITEMS,
    actions=AUDITED,
    show=show_document,
    search=queries.search_supplies,
    snippet=lambda row: row.name,
    note_search=DESK.note_search,
    fields=FIELD_NAMES
    | {
        "session": N_("Group session"),
        "of": N_("Of the act"),
        "level": N_("How much is left"),
        "unused": N_("No longer used"),
    },
    values={str(code): words for code, words in (PURPOSE_NAMES | LOSS_NAMES).items()},
    fit=names_nobody,
)
SUPPLIES = replace(
    _DECLARED,
    codes={
        **_DECLARED.codes,
        "level": {str(code): words for code, words in LEVEL_NAMES.items()},
        "document": {"stock_report": N_("Stock report")},
    },
    silent=SILENT,
)
