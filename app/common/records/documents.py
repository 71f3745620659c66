"""What do scripts and exports get of a record? The fields that say so, under their names; codes and ISO dates."""

from typing import Any

from app.common.kinds import Document, ExportColumn
from app.common.records.declared import Records
from app.common.records.fields import NO_LISTS, Field, In, Ref


def list_document(records: Records[Any, Any], row: Any) -> Document:
    """A line of the list."""
    return {each.told: _listed(records, each, row) for each in records.fields if In.LIST in each.documents}


def show_document(records: Records[Any, Any], opened: Any) -> Document:
    """The fields of an opened record, as it was entered; what is no field of the entry is its own.

    `opened` is `Opened`, or the type's own that has `entry` and `lists` as that does, or the fields themselves.
    """
    entry = getattr(opened, "entry", opened)
    found: Document = {}
    for each in records.fields:
        if In.SHOW in each.documents:
            whole = entry if each.entered else opened
            value = getattr(whole, each.name if hasattr(whole, each.name) else each.told)
            found[each.told] = (each.words(value, opened.lists) or None) if isinstance(each, Ref) else each.plain(value)
    return found


def export_columns(records: Records[Any, Any]) -> tuple[ExportColumn, ...]:
    """The columns of an export, of the rows of the list."""
    return tuple(_column(records, each) for each in records.fields if each.export)


def value_in(records: Records[Any, Any], declared: Field, row: Any) -> Any:
    """What a line of the list says of a field; of one that refers to something under a name of its own, that name."""
    named = isinstance(declared, Ref) and declared.key
    if records.entry_in and declared.entered and not named:
        return getattr(getattr(row, records.entry_in), declared.name)
    return getattr(row, declared.told)


def _column(records: Records[Any, Any], declared: Field) -> ExportColumn:
    cell, heading = declared.cell, declared.export_as or declared.label
    if isinstance(declared, Ref):
        return ExportColumn(heading, lambda row: value_in(records, declared, row), declared.export)
    return ExportColumn(heading, lambda row: cell(value_in(records, declared, row), NO_LISTS), declared.export)


def _listed(records: Records[Any, Any], declared: Field, row: Any) -> Any:
    value = value_in(records, declared, row)
    return (value or None) if isinstance(declared, Ref) else declared.plain(value)
