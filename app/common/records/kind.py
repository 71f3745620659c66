"""How does a declared record type appear to the verbs and to exports? Its `Kind`, put together of the fields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.common.i18n import N_
from app.common.imports import ImportKind
from app.common.kinds import Document, Export, Kind, documents, exports_noted
from app.common.permissions import require
from app.common.records import documents as told
from app.common.records import listing
from app.common.records.declared import Records
from app.common.records.fields import Amounts, Audit, Between, Cells, Ref, Refs, Until
from app.common.records.filters import conditions
from app.common.records.ledger import BOOKKEEPING
from app.common.references import Reference
from app.vault.session import Session, Work


def kind_of(
    records: Records[Any, Any],
    *,
    actions: Mapping[str, str],
    show: Callable[[Session, str], Document],
    search: Callable[[Session, str], Sequence[Any]],
    snippet: Callable[[Any], str],
    note_search: Callable[[Session, str, int], object],
    importing: ImportKind | None = None,
    fields: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    codes: Mapping[str, Mapping[str, str]] | None = None,
    references: Mapping[str, Reference] | None = None,
    reads: Mapping[str, Callable[[str], str]] | None = None,
    pairs: frozenset[str] = frozenset(),
    silent: frozenset[str] | None = None,
    hidden: frozenset[str] = frozenset({"text"}),
    fit: Callable[[Work, str], None] | None = None,
) -> Kind:
    """The kind. `actions`, `fields`, `values` and the like are words of the audit beside those that the fields give.

    `silent` are columns that no field is, of which the audit says nothing; `hidden` are conditions of which an export's
    audit entry says nothing; `fit` raises for a purpose with a name in it.
    """

    def list_documents(session: Session, given: Mapping[str, str], limit: int | None) -> list[Document]:
        return documents(listing.rows(records, session, given), lambda row: told.list_document(records, row), limit)

    def search_documents(session: Session, text: str) -> list[Document]:
        found = search(session, text)
        note_search(session, text, len(found))
        return [{"kind": records.kind, "number": row.number, "snippet": snippet(row)} for row in found]

    def export_rows(session: Session, given: Mapping[str, str]) -> Any:
        require(session, records.may.export)
        return listing.rows(records, session, given)

    noted = exports_noted(records.compartment, records.kind, hidden, fit)
    return Kind(
        name=records.kind,
        label=records.many,
        compartment=records.compartment,
        conditions=conditions(records),
        list=list_documents,
        show=show,
        search=search_documents,
        importing=importing,
        export=Export(told.export_columns(records), export_rows, noted) if records.may.export else None,
        one=records.one,
        fields=_names(records) | {"changed": N_("Fields that were changed")} | dict(fields or {}),
        values=records.codes | dict(values or {}),
        actions={f"{records.kind}.{name}": words for name, words in actions.items()},
        codes=records.codes_of | dict(codes or {}),
        references=_references(records) | dict(references or {}),
        reads={each.name: each.cell_words for each in records.fields if isinstance(each, Cells)} | dict(reads or {}),
        pairs=pairs,
        row=records.table,
        silent=_silent(records) if silent is None else silent | records.audited[Audit.SILENT],
    )


def _references(records: Records[Any, Any]) -> dict[str, Reference]:
    return {each.name: records.references[each.to] for each in records.fields if isinstance(each, Ref | Refs | Amounts)}


def _silent(records: Records[Any, Any]) -> frozenset[str]:
    """The columns of which the audit keeps nothing: closed by default. A condition of an export is no column."""
    told = records.audited[Audit.CLEAR] | records.audited[Audit.LOCKED]
    return (BOOKKEEPING | set(records.table.__table__.columns.keys())) - told


def _names(records: Records[Any, Any]) -> dict[str, str]:
    """Fields, and conditions of an export, by their names → labels."""
    told = {each.told: each.label for each in records.fields if isinstance(each, Ref) or each.filter}
    days = [each.filter for each in records.fields if isinstance(each.filter, Between)]
    until = {each.filter.condition: each.filter.title for each in records.fields if isinstance(each.filter, Until)}
    both = {name: title for each in days for name, title, _chip in (each.first, each.last)}
    return records.labels | told | both | until
