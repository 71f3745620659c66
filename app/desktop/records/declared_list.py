"""How does a declared record type get its list? Columns, filters, “show only” of its fields (app.common.records)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from app.common.desk import Desk
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.records import fields as f
from app.common.records.declared import Records
from app.common.records.filters import codes_of, filter_of, name_of
from app.common.text import highlight_spans
from app.desktop.records.filter_fields import Day, FilterField, Named, OneOf, Several, Switch
from app.desktop.records.record_type import Alike, Empty, Export, RecordList, SavedIn, Verb
from app.desktop.widgets import Column
from app.vault.session import Session

NOT_ENCRYPTED = N_(
    "The Excel file is not encrypted: whoever can open the folder can read every line of it. What was exported, by"
    " whom and why is written to the audit."
)


def columns(
    records: Records[Any, Any],
    names: Sequence[str],
    main: str,
    orders: Mapping[str, Any],
    _session: Session,
    words: Callable[[], str],
) -> list[Column[Any]]:
    """The columns of these fields, in this order; `words` are those of the quick search, marked where found."""
    return [_column(records.field(name), name == main, name in orders, words) for name in names]


def _column(declared: f.Field, main: bool, sortable: bool, words: Callable[[], str]) -> Column[Any]:
    told, shown = declared.told, declared.words

    def text(row: Any) -> str:
        value = getattr(row, told)
        return value if isinstance(declared, f.Ref) else shown(value, f.NO_LISTS)

    marked = declared.search or declared.name == "number"
    return Column(
        declared.name,
        declared.heading or declared.label,
        text,
        declared.column,
        look="strong" if isinstance(declared, f.Day) else "",
        sortable=sortable,
        stretch=main,
        spans=(lambda row: highlight_spans(text(row), words())) if marked else None,
    )


def filter_fields(records: Records[Any, Any], first: Sequence[str] = ()) -> tuple[FilterField, ...]:
    """What the list can be narrowed to: by the fields named `first`, then in the order of the fields."""
    found: list[FilterField] = []
    begin = [records.field(name) for name in first]
    for each in (*begin, *(other for other in records.fields if other.name not in first)):
        match each.filter:
            case f.AnyOf(name=name, title=title, chip=chip) if isinstance(each, f.Ref | f.Refs):
                offered = partial(choices, records, each.to)
                found.append(OneOf(name, title or each.label, offered, chip, in_set=True))
            case f.AnyOf(name=name, title=title, chip=chip, left_out=left_out):
                found.append(Several(name, title or each.label, codes_of(each), chip, left_out))
            case f.Exactly(title=title, chip=chip, nobody=nobody) if isinstance(each, f.Ref):
                offered = partial(choices, records, each.to)
                found.append(OneOf(name_of(each), title or each.label, offered, chip, nobody))
            case f.Exactly(title=title, chip=chip) if codes_of(each):
                found.append(OneOf(name_of(each), title or each.label, partial(_coded, each), chip))
            case f.Exactly(chip=chip):
                found.append(Named(name_of(each), lambda _session, value: str(value) or "?", chip))
            case f.Until(name=name, title=title, chip=chip):
                found.append(Day(name, title, chip))
            case f.Between(first=first, last=last):
                found += [Day(*first), Day(*last)]
            case f.IsSet(title=title):
                found.append(Switch(name_of(each), title or each.label))
    return tuple(found)


def choices(records: Records[Any, Any], to: str, session: Session) -> list[tuple[Any, str]]:
    """What there is to choose from in a list that fields refer to."""
    with session.read() as db:
        return list(records.lists[to](session, db).items())


def _coded(declared: f.Field, _session: Session) -> list[tuple[Any, str]]:
    return [(code, tr(words)) for code, words in codes_of(declared).items()]


def alike(records: Records[Any, Any]) -> tuple[Alike[Any, Any], ...]:
    """“Show only” what has the same code as a row: each field that can be narrowed to some of its codes."""
    coded = [each for each in records.fields if isinstance(each, f.Coded) and isinstance(each.filter, f.AnyOf)]
    return tuple(_alike(each) for each in coded)


def _alike(declared: f.Field) -> Alike[Any, Any]:
    told, name = declared.told, name_of(declared)
    return Alike(
        lambda row: declared.words(getattr(row, told), f.NO_LISTS),
        lambda row, where, _choices: replace(where, **{name: frozenset({getattr(row, told)})}),
    )


def record_list(
    records: Records[Any, Any],
    desk: Desk,
    *,
    icon: str,
    shown: Sequence[str] = (),
    main: str,
    given_up: tuple[str, ...],
    orders: Mapping[str, tuple[Any, Any]],
    usual: str | tuple[str, Any],
    count: tuple[str, str],
    show: tuple[str, str],
    empty: Empty,
    note: Callable[[Session, str, int], object],
    file: str,
    page: Callable[..., Any],
    total: Callable[..., int],
    new: str | Callable[[Session], str] = "",
    not_encrypted: str = NOT_ENCRYPTED,
    **others: Any,
) -> RecordList[Any, Any, Any]:
    """The list of a declared type; `others` take the place of what follows from the fields, or stand beside it.

    `shown` are the fields with a column, unless `columns` are the type's own; `usual` is the column by which it is
    sorted, with the order where that is not the usual one of the verbs.
    """
    given: dict[str, Any] = {
        "title": records.many,
        "name": records.many,
        "icon": icon,
        "count": count,
        "show": show,
        "search": N_("Search the list; marks are not needed (F3)"),
        "columns": partial(columns, records, shown, main, orders),
        "main": main,
        "given_up": given_up,
        "orders": orders,
        "usual": (usual, records.usual) if isinstance(usual, str) else usual,
        "everything": filter_of(records)(),
        "fields": filter_fields(records),
        "page": page,
        "total": total,
        "empty": empty,
        "saved": SavedIn(desk.list_filters, desk.save_filter, desk.delete_filter),
        "note": note,
        "new": new if callable(new) else lambda session: new if may(session, records.may.enter) else "",
        "alike": alike(records),
        "verbs": partial(verbs, records, icon),
        "export": Export(records.kind, records.may.export, file, not_encrypted) if records.may.export else None,
    }
    return RecordList(**(given | others))


def verbs(records: Records[Any, Any], icon: str, session: Session, row: Any) -> list[Verb | None]:
    """A row's menu: open, edit, copy the number, show only."""
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon=icon)]
    if may(session, records.may.enter) and not row.removed:
        found.append(Verb(tr("Edit"), "edit", icon="edit"))
    return [*found, None, Verb(tr("Copy the number"), "copy", row.number), Verb("", "alike")]
