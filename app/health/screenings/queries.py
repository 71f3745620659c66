"""What do the lists show of tests: how far each is, by code? No result, and nothing that would tell one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold
from app.health.clients import codes
from app.health.clients.models import NEVER, Client
from app.health.screenings.models import Screening
from app.health.screenings.record import SCHEMA
from app.health.screenings.terms import KIND, Shown, tidy_number
from app.vault.compartments import Compartment
from app.vault.session import Session

OPEN = frozenset({Shown.CONSENTED, Shown.WAITING, Shown.READY})


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"  # by the day on which it was offered
    OLDEST = "oldest"
    NUMBER = "number"
    DUE = "due"  # what is to be told or was to come first


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NEWEST: ((Screening.asked_on, Screening.id), True),
    Sort.OLDEST: ((Screening.asked_on, Screening.id), False),
    Sort.NUMBER: ((Screening.year, Screening.seq), False),
    Sort.DUE: ((Screening.due_sort, Screening.id), False),
}


@dataclass(frozen=True)
class ScreeningFilter:
    """What the list is narrowed to; empty means all. There is no filter by result."""

    states: frozenset[Shown] = frozenset()
    client_id: int | None = None
    test: str | None = None
    asked_from: date | None = None
    asked_to: date | None = None
    open_only: bool = False
    late: bool = False
    text: str = ""

    @property
    def in_bin(self) -> bool:
        return self.states == {Shown.REMOVED}

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(value)
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, [], False, ""):
                plain[name] = value
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "ScreeningFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        values = {name: value for name, value in plain.items() if name in cls.__dataclass_fields__}
        if "states" in values:
            values["states"] = frozenset(Shown(each) for each in values["states"])
        for name in ("asked_from", "asked_to"):
            if name in values:
                values[name] = date.fromisoformat(values[name])
        return cls(**values)


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
    key: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ScreeningHit:
    """A test that a search by number or code found."""

    number: str
    screening_id: int
    client: str


@dataclass(frozen=True)
class WorkToday:
    """What tests ask for today, the earliest first: results to be told, and results to be asked after."""

    to_tell: tuple[ScreeningRow, ...]
    awaited: tuple[ScreeningRow, ...]
    unsampled: tuple[ScreeningRow, ...]


ALL = ScreeningFilter()


def list_screenings(
    session: Session,
    where: ScreeningFilter = ALL,
    sort: Sort = Sort.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[ScreeningRow]:
    """A page of the tests. `after` is the `next` of the page before."""
    require(session, "screenings.list")
    with session.read() as db:
        found, more = read_page(
            db, Screening, _ORDERS[sort], lambda query: _filtered(session, db, query, where), after, limit
        )
        rows = _rows(session, db, found)
        return Page(rows, rows[-1].key if more else None)


def count_screenings(session: Session, where: ScreeningFilter = ALL) -> int:
    """How many tests the filter lets through."""
    require(session, "screenings.list")
    with session.read() as db:
        return read_count(db, Screening, lambda query: _filtered(session, db, query, where))


def _filtered(session: Session, db: Orm, query: Select[Any], where: ScreeningFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [
        Screening.listed.is_(not where.in_bin),
        # Whose client withdrew or was erased is in no list.
        exists().where(Client.id == Screening.client_id, Client.listed),
    ]
    if where.states:
        terms.append(Screening.shown.in_(sorted(where.states)))
    if where.open_only or where.late:
        terms.append(Screening.shown.in_(sorted(OPEN)))
    if where.client_id is not None:
        terms.append(Screening.client_id == where.client_id)
    if where.test is not None:
        terms.append(Screening.test == where.test)
    if where.asked_from is not None:
        terms.append(Screening.asked_on >= where.asked_from)
    if where.asked_to is not None:
        terms.append(Screening.asked_on <= where.asked_to)
    if where.late:
        terms.append(Screening.due_sort < session.today())
    if fold(where.text):
        terms.append(_with_words(db, where.text))
    return query.where(and_(*terms))


def _with_words(db: Orm, typed: str) -> ColumnElement[bool]:
    """By the test's number or the client's code."""
    if codes.is_code(typed):
        code = codes.tidy_code(typed)
        return Screening.client_id.in_(select(Client.id).where(Client.code == code))
    found = search.matching(db, SCHEMA, KIND, typed).all
    own = Screening.number == tidy_number(typed)
    return or_(own, found.gathered(Screening.id)) if found is not None else false()


def _rows(session: Session, db: Orm, found: list[tuple[Any, tuple[Any, ...]]]) -> tuple[ScreeningRow, ...]:
    today = session.today()
    clients = {row.client_id for row, _ in found}
    codes_of = {
        client: code for client, code in db.execute(select(Client.id, Client.code).where(Client.id.in_(clients)))
    }
    return tuple(
        ScreeningRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=Shown(row.shown),
            client_id=row.client_id,
            client=codes_of.get(row.client_id, ""),
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


def of_client(session: Session, client_id: int) -> list[ScreeningRow]:
    """The tests of a client, the latest first."""
    return list(list_screenings(session, ScreeningFilter(client_id=client_id)).rows)


def work_today(session: Session) -> WorkToday:
    """Results to be told; results that were to come by today, first ones and confirmations alike; samples not taken."""
    require(session, "screenings.open")
    today = session.today()

    def those(shown: Shown) -> tuple[ScreeningRow, ...]:
        return list_screenings(session, ScreeningFilter(states=frozenset({shown})), Sort.DUE).rows

    awaited = tuple(row for row in those(Shown.WAITING) if row.due_on is not None and row.due_on <= today)
    return WorkToday(those(Shown.READY), awaited, those(Shown.CONSENTED))


def find_screenings(session: Session, typed: str, limit: int = 50) -> list[ScreeningHit]:
    """The tests with that number, or of the client with that code. Not audited: `search_screenings` is."""
    require(session, "search")
    if not fold(typed):
        return []
    rows = list_screenings(session, ScreeningFilter(text=typed), limit=limit).rows
    return [ScreeningHit(row.number, row.id, row.client) for row in rows]


def search_screenings(session: Session, typed: str, limit: int = 50) -> list[ScreeningHit]:
    """The same; that a search was made and how many it found is audited, without what was typed."""
    hits = find_screenings(session, typed, limit)
    if typed.strip():
        with session.work(Compartment.HEALTH) as work:
            work.audit(f"{KIND}.search", KIND, found=len(hits))
    return hits
