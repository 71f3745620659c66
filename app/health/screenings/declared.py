"""What of a test stands in lists? Code, days, how far it is: each said once; no result, and nothing that tells one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.paging import Key
from app.common.records import fields as f
from app.common.records.declared import May, Records
from app.common.records.filters import filter_of
from app.health.clients.belonging import CLIENT, TEXT_TAKES, by_number_or_code, codes_of, of_listed
from app.health.clients.models import NEVER
from app.health.screenings.models import Screening
from app.health.screenings.terms import KIND, MORE_NAMES, SHOWN_NAMES, Shown
from app.health.screenings.values import NewScreenings
from app.vault.compartments import Compartment
from app.vault.session import Session

OPEN = frozenset({Shown.CONSENTED, Shown.WAITING, Shown.READY})


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"  # by the day on which it was offered
    OLDEST = "oldest"
    NUMBER = "number"
    DUE = "due"  # what is to be told or was to come first


@dataclass(frozen=True)
class ScreeningRow:
    """One line of the list: codes, days, and how far it is."""

    id: int
    version: int
    number: str
    state: Shown
    client_id: int
    client: str
    test: str
    asked_on: date
    sample_on: date | None
    due_on: date | None
    late: bool
    removed: bool = False
    next_step: None = None
    key: Key = field(default=(), repr=False)


def lines(session: Session, db: Orm, found: Sequence[tuple[Any, Key]]) -> tuple[ScreeningRow, ...]:
    """The tests as lines of the list."""
    today = session.today()
    client_codes = codes_of(db, (row for row, _ in found))
    return tuple(
        ScreeningRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=Shown(row.shown),
            client_id=row.client_id,
            client=client_codes.get(row.client_id, ""),
            test=row.test_name,
            asked_on=row.asked_on,
            sample_on=row.sample_on,
            due_on=row.due_sort if row.due_sort != NEVER else None,
            late=row.due_sort < today,
            removed=not row.listed,
            key=key,
        )
        for row, key in found
    )


def _shown(states: Collection[Shown]) -> ColumnElement[bool]:
    return Screening.shown.in_(sorted(states))


OFFERED = f.Between(
    ("asked_from", N_("Offered from"), N_("Offered from {date}")),
    ("asked_to", N_("until"), N_("Offered until {date}")),
    typed=(("from", N_("offered on this day or later")), ("to", N_("offered on this day or earlier"))),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, export=14, documents=f.LIST),
    CLIENT,
    f.Text("test", N_("Test"), audit=f.SILENT, entered=False, export=28, documents=f.LIST,
           filter=f.Exactly(typed=lambda _session, code: code, takes=N_("the code of a test in the office's list"))),
    f.Coded("shown", N_("State"), SHOWN_NAMES, audit=f.SILENT, entered=False, key="state", export=26,
            documents=f.LIST, filter=f.AnyOf(
                "states", condition="state", chip=N_("State: {name}"), term=_shown,
                takes=N_("consented, waiting, ready, told, closed, refused, withdrawn, removed"))),
    f.Day("asked_on", N_("Test offered on"), audit=f.SILENT, export=13, documents=f.LIST, filter=OFFERED),
    f.Day("sample_on", N_("Sample taken on"), audit=f.SILENT, entered=False, export=13, documents=f.LIST),
    f.Day("due_on", N_("Result expected on"), audit=f.SILENT, entered=False, documents=f.LIST),
    f.YesNo("open", N_("Not finished yet"), audit=f.SILENT, entered=False,
            filter=f.IsSet("open_only", condition="open", term=lambda _session: _shown(OPEN))),
    f.YesNo("late", N_("Something is due"), audit=f.SILENT, entered=False, documents=f.LIST,
            filter=f.IsSet(term=lambda session: and_(_shown(OPEN), Screening.due_sort < session.today()))),
)
# fmt: on

SCREENING_TESTS: Records[Screening, NewScreenings] = Records(
    KIND,
    Compartment.HEALTH,
    Screening,
    NewScreenings,
    FIELDS,
    orders={
        Sort.NEWEST: ((Screening.asked_on, Screening.id), True),
        Sort.OLDEST: ((Screening.asked_on, Screening.id), False),
        Sort.NUMBER: ((Screening.year, Screening.seq), False),
        Sort.DUE: ((Screening.due_sort, Screening.id), False),
    },
    usual=Sort.NEWEST,
    may=May(f"{KIND}.list", enter=f"{KIND}.record", export=f"{KIND}.export"),
    one=N_("Screening test"),
    many=N_("Screening tests"),
    none_such=N_("There is no such test, or the client's record was erased."),
    no_number=N_("There is no such test, or the client's record was erased."),
    lines=lines,
    searched=by_number_or_code(Screening, KIND),
    text_takes=TEXT_TAKES,
    bin="",
    always=(of_listed(Screening),),
    whole=lambda _session, where: [Screening.listed.is_(where.states != {Shown.REMOVED})],
)
ScreeningFilter = filter_of(SCREENING_TESTS)
FIELD_NAMES = SCREENING_TESTS.labels | MORE_NAMES
