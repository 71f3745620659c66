"""What do scripts and exports get of a record? The fields that say so, under their names; codes and ISO dates."""

from typing import Any

from app.common.kinds import Document, ExportColumn
from app.common.records.declared import Records
from app.common.records.fields import NO_LISTS, Field, In, Ref


def list_document(records: Records[Any, Any], row: Any) -> Document:
    """A line of the list."""
    return {each.told: _listed(each, row) for each in records.fields if In.LIST in each.documents}


def show_document(records: Records[Any, Any], opened: Any) -> Document:
    """The fields of an opened record, as it was entered; what is no field of the entry is its own.

    `opened` is `Opened`, or the type's own that has `entry` and `lists` as that does, or the fields themselves.
    """
    entry = getattr(opened, "entry", opened)
    found: Document = {}
    for each in records.fields:
        if In.SHOW in each.documents:
            whole = entry if each.entered else opened
            value = getattr(whole, each.name if whole is not opened or isinstance(each, Ref) else each.told)
            found[each.told] = (each.words(value, opened.lists) or None) if isinstance(each, Ref) else each.plain(value)
    return found


def export_columns(records: Records[Any, Any]) -> tuple[ExportColumn, ...]:
    """The columns of an export, of the rows of the list."""
    return tuple(_column(each) for each in records.fields if each.export)


def _column(declared: Field) -> ExportColumn:
    told, cell, heading = declared.told, declared.cell, declared.export_as or declared.label
    if isinstance(declared, Ref):
        return ExportColumn(heading, lambda row: getattr(row, told), declared.export)
    return ExportColumn(heading, lambda row: cell(getattr(row, told), NO_LISTS), declared.export)


def _listed(declared: Field, row: Any) -> Any:
    value = getattr(row, declared.told)
    return (value or None) if isinstance(declared, Ref) else declared.plain(value)
