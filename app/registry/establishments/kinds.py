"""How do establishments appear to scripts and in exports? The kind `establishments`, which every unit lists."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.common.conditions import among, codes, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.registry import queries as shared
from app.registry.conditions import village
from app.registry.establishments import audited, queries, services
from app.registry.establishments.imports import ESTABLISHMENT_IMPORT
from app.registry.establishments.models import Establishment
from app.registry.establishments.queries import EstablishmentFilter, EstablishmentRow, Sort
from app.registry.establishments.services_desk import note_search
from app.registry.establishments.terms import FIELD_NAMES, KIND, STATE_NAMES, Paper, State
from app.registry.establishments.values import Counts, EstablishmentDetail
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "type": N_("karaoke, massage, hotel …: codes of the list of types; several with commas"),
    "village": N_("the name of a village"),
    "state": N_("proposed, active, suspended, closed, declined, merged; several with commas"),
    "licence": N_("expired, expiring (licence or certificate)"),
    "never_counted": N_("yes"),
    "text": N_("words, with or without marks"),
    "sort": N_("name, number, newest, expires"),
}
_PAGE = 500


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The premises that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[EstablishmentRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_establishments(session, where, sort, after, _PAGE))


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[EstablishmentFilter, Sort]:
    """The filter and the order that the texts of `--filter name=value` mean. Raises Invalid."""
    require(session, "establishments.list")
    known(conditions, CONDITIONS)
    with session.read() as db:
        types = [item.code for item in shared.whole_catalogue(db, shared.ESTABLISHMENT_TYPES)]
    where = EstablishmentFilter(
        types=frozenset(among(types, conditions, "type")),
        states=frozenset(codes(State, conditions, "state")),
        village_id=village(session, conditions.get("village")),
        paper=next(iter(codes(Paper, conditions, "licence")), None),
        never_counted=yes(conditions.get("never_counted")),
        text=conditions.get("text", ""),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.NUMBER)


# --- documents for scripts -----------------------------------------------------------------------------


def document(row: EstablishmentRow) -> Document:
    """A line of the list."""
    return {
        "number": row.number,
        "name": row.name,
        "type": row.type_code,
        "type_name": row.type_name,
        "village": row.village or None,
        "address": row.address or None,
        "state": row.state.value,
        "owner": row.owner or None,
        "responsible": row.responsible or None,
        "phone": row.phone or None,
        "opened_on": _day(row.opened_on),
        "closed_on": _day(row.closed_on),
        "licence_number": row.licence_number or None,
        "licence_expires_on": _day(row.licence_expires_on),
        "licence_expired": row.licence_expired,
        "certificate_number": row.cert_number or None,
        "certificate_expires_on": _day(row.certificate_expires_on),
        "certificate_expired": row.certificate_expired,
        **_workers(row.workers),
    }


def _workers(counts: Counts | None) -> Document:
    return {
        "workers_total": counts.total if counts else None,
        "workers_women": counts.women if counts else None,
        "workers_from_elsewhere": counts.from_elsewhere if counts else None,
        "workers_with_contracts": counts.with_contract if counts else None,
        "workers_declared": counts.residence_declared if counts else None,
        "counted_on": _day(counts.counted_on) if counts else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def show_document(session: Session, number: str) -> Document:
    """Premises by their number, with history, head-counts and proposals: the same for every unit."""
    detail = services.open_establishment(session, services.find_number(session, number))
    entry = detail.entry
    return {
        "number": detail.number,
        "name": entry.name,
        "former_names": list(detail.former_names),
        "type": entry.type_code,
        "type_name": detail.type_name,
        "village": detail.village or None,
        "address": entry.address or None,
        "state": detail.state.value,
        "owner": entry.owner or None,
        "responsible": entry.responsible or None,
        "phone": entry.phone or None,
        "opened_on": _day(entry.opened_on),
        "closed_on": _day(detail.closed_on),
        "licence_number": entry.licence_number or None,
        "licence_issued_on": _day(entry.licence_issued_on),
        "licence_expires_on": _day(entry.licence_expires_on),
        "licence_expired": detail.licence_expired,
        "certificate_number": entry.cert_number or None,
        "certificate_issued_on": _day(entry.cert_issued_on),
        "certificate_expires_on": _day(entry.cert_expires_on),
        "certificate_expired": detail.certificate_expired,
        "note": entry.note or None,
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


def search_documents(session: Session, text: str) -> list[Document]:
    """What a search finds, noted in the audit."""
    found = queries.search_establishments(session, text)
    note_search(session, text, len(found))
    return [{"kind": each.kind, "number": each.number, "snippet": each.snippet} for each in found]


# --- exports -------------------------------------------------------------------------------------------


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[EstablishmentRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "establishments.export")
    return rows(session, conditions)


# Words that were searched are left out, as of a search.
note_export = exports_noted(Compartment.REGISTRY, KIND, frozenset({"text"}))


def _count(name: str) -> Any:
    return lambda row: getattr(row.workers, name) if row.workers else None


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number of the establishment"), lambda row: row.number, 12),
    ExportColumn(N_("Name of the establishment"), lambda row: row.name, 30),
    ExportColumn(FIELD_NAMES["type_code"], lambda row: row.type_name, 20),
    ExportColumn(FIELD_NAMES["owner"], lambda row: row.owner, 24),
    ExportColumn(FIELD_NAMES["responsible"], lambda row: row.responsible, 24),
    ExportColumn(FIELD_NAMES["address"], lambda row: row.address, 34),
    ExportColumn(FIELD_NAMES["village_id"], lambda row: row.village, 18),
    ExportColumn(FIELD_NAMES["phone"], lambda row: row.phone, 14),
    ExportColumn(FIELD_NAMES["state"], lambda row: tr(STATE_NAMES[row.state]), 16),
    ExportColumn(FIELD_NAMES["total"], _count("total"), 11),
    ExportColumn(FIELD_NAMES["women"], _count("women"), 8),
    ExportColumn(FIELD_NAMES["from_elsewhere"], _count("from_elsewhere"), 12),
    ExportColumn(FIELD_NAMES["with_contract"], _count("with_contract"), 12),
    ExportColumn(FIELD_NAMES["residence_declared"], _count("residence_declared"), 14),
    ExportColumn(FIELD_NAMES["counted_on"], _count("counted_on"), 13),
    ExportColumn(FIELD_NAMES["licence_number"], lambda row: row.licence_number, 18),
    ExportColumn(FIELD_NAMES["licence_expires_on"], lambda row: row.licence_expires_on, 13),
    ExportColumn(FIELD_NAMES["cert_number"], lambda row: row.cert_number, 18),
    ExportColumn(FIELD_NAMES["cert_expires_on"], lambda row: row.certificate_expires_on, 13),
    ExportColumn(FIELD_NAMES["opened_on"], lambda row: row.opened_on, 13),
    ExportColumn(FIELD_NAMES["closed_on"], lambda row: row.closed_on, 13),
    ExportColumn(FIELD_NAMES["note"], lambda row: row.note, 30),
)


ESTABLISHMENTS = Kind(
    name=KIND,
    label=N_("Establishments"),
    compartment=Compartment.REGISTRY,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=ESTABLISHMENT_IMPORT,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Establishment"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    references=audited.REFERENCES,
    row=Establishment,
    silent=audited.SILENT,
)
