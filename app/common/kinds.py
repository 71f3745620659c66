"""What does a unit register of one of its record kinds, for the verbs of the command line and for exports?

A kind's name is a plural noun (`reports`); `app/kinds.py` collects what the units register.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from app.common.i18n import N_
from app.common.imports import ImportKind
from app.common.paging import Page
from app.common.permissions import require
from app.common.references import Reference
from app.vault.compartments import Compartment
from app.vault.errors import Invalid
from app.vault.schema import Base
from app.vault.session import Session, Work

# One JSON object for scripts: snake_case keys, ISO dates, codes.
Document = dict[str, Any]
Documents = list[Document]
Row = TypeVar("Row")


@dataclass(frozen=True)
class ExportColumn:
    """A column of an export: its heading (English source text), and a row's value (texts, numbers, real dates)."""

    heading: str
    value: Callable[[Any], Any]
    width: float | None = None


@dataclass(frozen=True)
class Export:
    """What an export is made of. `rows` reads page by page; `noted` audits the file once it is written.

    `noted(session, conditions, count, sha256, purpose)`. Whoever exports needs the permission `<kind>.<action>`.
    """

    columns: tuple[ExportColumn, ...]
    rows: Callable[[Session, Mapping[str, str]], Iterator[Any]]
    noted: Callable[[Session, Mapping[str, str], int, str, str], None]
    action: str = "export"


@dataclass(frozen=True)
class Kind:
    """A record kind. `conditions` are the texts of `--filter name=value`; an unknown one raises Invalid."""

    name: str
    label: str
    compartment: Compartment
    # Names that `--filter` knows, with what each takes (English source text).
    conditions: Mapping[str, str]
    list: Callable[[Session, Mapping[str, str], int | None], Documents]
    show: Callable[[Session, str], Document]
    search: Callable[[Session, str], Documents]
    importing: ImportKind | None
    export: Export | None
    # One of them, in words: what the audit calls the record (English source text, as all that follow).
    one: str = ""
    # For the audit's reader and for comparisons: names of stored fields, codes in them, and actions ("reports.edit").
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)
    # Of single fields: codes that mean something else in other fields, what ids and codes refer to, and how a text that
    # is put together of codes reads. Whoever shows a stored value to a person asks here; an id is never shown.
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    reads: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    # Fields beside the changes that the audit keeps as [old, new], too.
    pairs: frozenset[str] = frozenset()
    # The table of the record, and its columns that no audit entry tells. None where the audit tells actions alone.
    row: type[Base] | None = None
    silent: frozenset[str] = frozenset()
    # With who the person is, for a reason; and the erasure, whose certificate it gives. None where there is neither.
    reveal: Callable[[Session, str, str], Document] | None = None
    # The list with who the people are, made of its rows, where a lead may ask for that; the purpose is the reason.
    named_export: Callable[[Callable[[Session, Mapping[str, str]], Iterator[Any]]], Export] | None = None
    erase: Callable[[Session, str, str], Document] | None = None
    # What a power cut may have left half done, finished when a lead signs in; nothing happens where nothing is open.
    finish: Callable[[Session], None] | None = None


def with_names(kind: Kind) -> Kind:
    """The kind as it is exported with names. Raises Invalid where nobody may ask for that."""
    if kind.named_export is None or kind.export is None:
        raise Invalid(N_("Records of the kind “{name}” have no names to export."), name=kind.name)
    return replace(kind, export=kind.named_export(kind.export.rows))


# --- what every kind does alike --------------------------------------------------------------------------


def every_row(read: Callable[[Any], Page[Row]]) -> Iterator[Row]:
    """The rows of a list, page by page; `read(after)` gives a page."""
    after: Any = None
    while True:
        page = read(after)
        yield from page.rows
        after = page.next
        if after is None:
            return


def documents(rows: Iterable[Row], document: Callable[[Row], Document], limit: int | None) -> Documents:
    """The first rows as scripts get them; no more are read than are asked for."""
    return [document(row) for row in islice(rows, None if limit is None else max(limit, 0))]


def timeline_documents(timeline: Iterable[Any]) -> Documents:
    """The timeline of a record as scripts get it."""
    return [
        {
            "at": each.at.isoformat(),
            "by": each.by,
            "action": each.action,
            "from": each.from_state.value if each.from_state else None,
            "to": each.to_state.value if each.to_state else None,
            "note": each.note or None,
            "undone": each.undone,
        }
        for each in timeline
    ]


def exports_noted(
    compartment: Compartment,
    kind: str,
    hidden: frozenset[str] = frozenset(),
    fit: Callable[[Work, str], None] | None = None,
) -> Callable[[Session, Mapping[str, str], int, str, str], None]:
    """How a kind's exports are audited: filter (less the `hidden` conditions), count, the file's hash, the purpose.

    The function raises Invalid without a purpose, Refused for whom the permission `<kind>.export` leaves out. `fit`
    raises for what may not be kept in the audit, a name for instance.
    """

    def noted(session: Session, conditions: Mapping[str, str], count: int, sha256: str, purpose: str) -> None:
        require(session, f"{kind}.export")
        if not purpose.strip():
            raise Invalid(N_("Say what the export is for. Nothing was exported."))
        told = {name: value for name, value in conditions.items() if name not in hidden}
        with session.work(compartment) as work:
            if fit is not None:
                fit(work, " · ".join((purpose, *told.values())))
            work.audit(f"{kind}.export", kind, filter=told, count=count, sha256=sha256, purpose=purpose.strip())

    return noted
