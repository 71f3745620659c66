"""How do supplies appear to scripts and in exports? The kind `supplies`; nothing in it names anybody."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.common.conditions import codes, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.health.clients.unnamed import names_nobody
from app.health.supplies import audited, queries
from app.health.supplies.changing import SILENT
from app.health.supplies.models import SupplyItem
from app.health.supplies.queries import Sort, SupplyFilter
from app.health.supplies.services_desk import note_search
from app.health.supplies.terms import FIELD_NAMES, KIND, TYPE_NAMES, Level, SupplyType
from app.health.supplies.values import BatchInfo, SupplyRow
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "type": N_("condom, lubricant, needles, leaflet, self_test, other; several with commas"),
    "level": N_("low, out, expiring, expired"),
    "unused": N_("yes"),
    "text": N_("words, with or without marks"),
    "sort": N_("name, number, left, most, expires"),
}
_PAGE = 500


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SupplyRow]:
    """The rows of the list, page by page. Raises Invalid for a condition that there is not."""
    require(session, "supplies.list")
    known(conditions, CONDITIONS)
    where = SupplyFilter(
        types=frozenset(codes(SupplyType, conditions, "type")),
        level=next(iter(codes(Level, conditions, "level")), None),
        unused=yes(conditions.get("unused")),
        text=conditions.get("text", ""),
    )
    sort = next(iter(codes(Sort, conditions, "sort")), Sort.NUMBER)
    return every_row(lambda after: queries.list_supplies(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The items that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: SupplyRow) -> Document:
    """A line of the list."""
    return {
        "number": row.number,
        "name": row.name,
        "type": row.type.value,
        "unit": row.unit,
        "left": row.left,
        "low_level": row.low_level or None,
        "low": row.low,
        "first_expires_on": _day(row.first_expires_on),
        "active": row.active,
    }


def show_document(session: Session, number: str) -> Document:
    """An item with its batches and movements. Notes are left out: they may name somebody."""
    item = queries.read_item(session, queries.find_number(session, number))
    return {
        "number": item.number,
        "name": item.entry.name,
        "type": item.entry.type.value,
        "unit": item.entry.unit,
        "left": item.left,
        "low_level": item.entry.low_level or None,
        "low": item.low,
        "active": item.active,
        "batches": [_batch(each) for each in item.every_batch],
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


def _batch(each: BatchInfo) -> Document:
    return {"lot": each.lot or None, "expires_on": _day(each.expires_on), "left": each.left, "usable": each.usable}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def search_documents(session: Session, text: str) -> list[Document]:
    """Items by number, name, type or lot; that there was a search is noted."""
    found = queries.search_supplies(session, text)
    note_search(session, text, len(found))
    return [{"kind": KIND, "number": row.number, "snippet": row.name} for row in found]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SupplyRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "supplies.export")
    return rows(session, conditions)


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(FIELD_NAMES["number"], lambda row: row.number, 10),
    ExportColumn(FIELD_NAMES["name"], lambda row: row.name, 44),
    ExportColumn(FIELD_NAMES["type"], lambda row: tr(TYPE_NAMES[row.type]), 24),
    ExportColumn(FIELD_NAMES["unit"], lambda row: row.unit, 12),
    ExportColumn(FIELD_NAMES["left"], lambda row: row.left, 12),
    ExportColumn(FIELD_NAMES["low_level"], lambda row: row.low_level or None, 12),
    ExportColumn(N_("First to expire"), lambda row: row.first_expires_on, 14),
)

note_export = exports_noted(Compartment.HEALTH, KIND, frozenset({"text"}), names_nobody)

SUPPLIES = Kind(
    name=KIND,
    label=N_("Supplies"),
    compartment=Compartment.HEALTH,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(
        EXPORT_COLUMNS, export_rows, exports_noted(Compartment.HEALTH, KIND, frozenset({"text"}), names_nobody)
    ),
    one=N_("Item of the supplies"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    row=SupplyItem,
    silent=SILENT,
)
