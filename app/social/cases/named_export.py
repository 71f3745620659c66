"""How do cases leave as an Excel file with who the people are? For a lead, for a reason, told in each timeline."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.common.asking import needed
from app.common.dates import show_birth
from app.common.i18n import N_
from app.common.kinds import Export, ExportColumn
from app.common.permissions import require
from app.social.cases import record
from app.social.cases.changing import note_event
from app.social.cases.models import Case, Identity
from app.social.cases.queries import CaseRow
from app.social.cases.terms import KIND
from app.social.cases.values import Person
from app.vault.compartments import Compartment
from app.vault.session import Session

Rows = Callable[[Session, Mapping[str, str]], Iterator[CaseRow]]


@dataclass(frozen=True)
class Named:
    """A line of the list with its person."""

    row: CaseRow
    person: Person


def named(rows: Rows) -> Rows:
    """The rows of a list, each with its person. Nothing is shown before `noted` has told of it in every case."""

    def with_people(session: Session, conditions: Mapping[str, str]) -> Iterator[Any]:
        require(session, "cases.export_names")
        for row in rows(session, conditions):
            with session.read() as db:
                who = db.get(Identity, row.id)
                yield Named(row, record.person_of(who) if who is not None else Person())

    return with_people


def noted(rows: Rows) -> Callable[[Session, Mapping[str, str], int, str, str], None]:
    """Audits the export, and writes into each case that its person's name left, with the reason."""

    def note(session: Session, conditions: Mapping[str, str], count: int, sha256: str, purpose: str) -> None:
        require(session, "cases.export_names")
        with session.work(Compartment.SOCIAL) as work:
            reason = needed(purpose, "purpose")
            for row in rows(session, conditions):
                case = work.db.get(Case, row.id)
                if case is not None:
                    note_event(work, case, "export_names", reason)
            told = {name: value for name, value in conditions.items() if name != "text"}
            work.audit("cases.export_names", KIND, filter=told, count=count, sha256=sha256)

    return note


def named_export(columns: tuple[ExportColumn, ...], rows: Rows) -> Export:
    """The usual columns after who the person is."""
    own = (
        ExportColumn(N_("Full name"), lambda each: each.person.real_name, 28),
        ExportColumn(N_("Alias"), lambda each: each.person.alias, 18),
        ExportColumn(N_("Born"), lambda each: show_birth(each.person.birth) if each.person.birth else "", 12),
        ExportColumn(N_("Phone"), lambda each: each.person.phone, 16),
        ExportColumn(N_("Address"), lambda each: each.person.address, 40),
        ExportColumn(N_("Safe way to make contact"), lambda each: each.person.safe_way, 28),
        ExportColumn(N_("Safe time to make contact"), lambda each: each.person.safe_time, 22),
    )
    first, rest = columns[0], columns[1:]
    with_own = (_of_row(first), *own, *map(_of_row, rest))
    return Export(with_own, named(rows), noted(rows), "export_names")


def _of_row(column: ExportColumn) -> ExportColumn:
    return ExportColumn(column.heading, lambda each: column.value(each.row), column.width)
