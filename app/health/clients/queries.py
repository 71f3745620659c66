"""What do the lists show: the clients with filters and orders, and what a search finds? Codes, never a name.

Nothing here scans: each filter and each order has its index, and pages go on by the key of the last row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.dates import stored_day
from app.common.paging import Page, read_count, read_page
from app.common.permissions import may, require
from app.common.rows import plain
from app.common.steps import Possible
from app.common.text import fold
from app.health.clients import codes, record, rules
from app.health.clients.models import Client
from app.health.clients.record import SCHEMA
from app.health.clients.terms import KIND, AgeBand, LeftReason, SafeWay, Source, State
from app.vault.compartments import Compartment
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    RANK = "rank"  # urgent first, then by the next appointment; who comes no more stands last
    DUE = "due"
    NEWEST = "newest"
    LAST = "last"
    CODE = "code"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.RANK: ((Client.rank, Client.due_sort, Client.id), False),
    Sort.DUE: ((Client.due_sort, Client.id), False),
    Sort.NEWEST: ((Client.first_on, Client.id), True),
    Sort.LAST: ((Client.last_visit_on, Client.id), True),
    Sort.CODE: ((Client.code, Client.id), False),
}


@dataclass(frozen=True)
class ClientFilter:
    """What the list is narrowed to; empty means all."""

    states: frozenset[State] = frozenset()
    sources: frozenset[Source] = frozenset()
    sex: str | None = None
    village_id: int | None = None
    first_from: date | None = None
    first_to: date | None = None
    served: bool = False
    urgent: bool = False
    late: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """The filter as a saved one keeps it; what is empty is left out."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: sorted(value) if isinstance(value, frozenset) else plain(value)
            for name, value in found.items()
            if value not in (frozenset(), "", None, False)
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "ClientFilter":
        """The filter again; codes that there are no more are passed over."""
        known = dict(values)
        return cls(
            states=frozenset(State(each) for each in known.get("states", ()) if each in set(State)),
            sources=frozenset(Source(each) for each in known.get("sources", ()) if each in set(Source)),
            sex=known.get("sex"),
            village_id=known.get("village_id"),
            first_from=stored_day(known.get("first_from")),
            first_to=stored_day(known.get("first_to")),
            served=bool(known.get("served")),
            urgent=bool(known.get("urgent")),
            late=bool(known.get("late")),
            text=str(known.get("text", "")),
        )


@dataclass(frozen=True)
class ClientRow:
    """One line of the list: a code, never a name."""

    id: int
    version: int
    code: str
    state: State
    urgent: bool
    source: Source
    sex: str
    band: AgeBand | None
    village: str
    safe_way: SafeWay | None
    safe_when: str
    first_on: date
    last_visit_on: date
    next_visit_on: date | None
    late: bool
    left_reason: LeftReason | None
    left_on: date | None
    next_step: Possible | None = None
    key: tuple[Any, ...] = field(default=(), repr=False)

    @property
    def number(self) -> str:
        return self.code


@dataclass(frozen=True)
class ClientHit:
    """A client that a search by code found."""

    code: str
    client_id: int


ALL = ClientFilter()


def list_clients(
    session: Session,
    where: ClientFilter = ALL,
    sort: Sort = Sort.RANK,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[ClientRow]:
    """A page of the clients, without those withdrawn or erased. `after` is the `next` of the page before."""
    require(session, "health-clients.list")
    with session.read() as db:
        found, more = read_page(
            db,
            Client,
            _ORDERS[sort],
            lambda query: _filtered(session, query, where),
            after,
            limit,
            _words(db, where.text),
        )
        rows = tuple(row_of(session, client, key) for client, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_clients(session: Session, where: ClientFilter = ALL) -> int:
    """How many clients the filter lets through."""
    require(session, "health-clients.list")
    with session.read() as db:
        return read_count(db, Client, lambda query: _filtered(session, query, where), _words(db, where.text))


def _filtered(session: Session, query: Select[Any], where: ClientFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [Client.listed.is_(True)]
    if where.states:
        terms.append(Client.state.in_(sorted(where.states)))
    if where.sources:
        terms.append(Client.source.in_(sorted(where.sources)))
    if where.served or where.late or where.urgent:
        terms.append(Client.state.in_(sorted(rules.SERVED)))
    if where.sex:
        terms.append(Client.sex == where.sex)
    if where.village_id is not None:
        terms.append(Client.village_id == where.village_id)
    if where.first_from is not None:
        terms.append(Client.first_on >= where.first_from)
    if where.first_to is not None:
        terms.append(Client.first_on <= where.first_to)
    if where.urgent:
        terms.append(Client.urgent.is_(True))
    if where.late:
        terms.append(Client.due_sort < session.today())
    if codes.is_code(where.text):
        terms.append(Client.code == codes.tidy_code(where.text))
    return query.where(and_(*terms))


def _words(db: Orm, typed: str) -> search.Words | None:
    """What is searched for; None for nothing, and for a whole code. Marks mean nothing in a code."""
    if not fold(typed) or codes.is_code(typed):
        return None
    return search.Words(search.matching(db, SCHEMA, KIND, typed).all, None)


def row_of(session: Session, client: Client, key: tuple[Any, ...] = ()) -> ClientRow:
    """A client as a line."""
    today = session.today()
    return ClientRow(
        id=client.id,
        version=client.version,
        code=client.code,
        state=State(client.state),
        urgent=client.urgent,
        source=Source(client.source),
        sex=client.sex,
        band=record.band(client, today),
        village=client.village_name,
        safe_way=SafeWay(client.safe_way) if client.safe_way else None,
        # Typed freely: not for who may open nothing.
        safe_when=client.safe_when if may(session, "health-clients.open") else "",
        first_on=client.first_on,
        last_visit_on=client.last_visit_on,
        next_visit_on=client.next_visit_on,
        late=client.due_sort < today,
        left_reason=LeftReason(client.left_reason) if client.left_reason else None,
        left_on=client.left_on,
        next_step=rules.next_step(State(client.state), session.account, expected=client.next_visit_on is not None),
        key=key,
    )


def find_clients(session: Session, typed: str, limit: int = 50) -> list[ClientHit]:
    """The clients whose code that is, or begins with it. Not audited: `search_clients` is."""
    require(session, "search")
    with session.read() as db:
        if codes.is_code(typed):
            code = codes.tidy_code(typed)
            found = db.scalars(select(Client).where(Client.code == code, Client.listed)).all()
            return [ClientHit(client.code, client.id) for client in found]
        hits = search.find(db, SCHEMA, typed, limit, KIND)
        return [ClientHit(hit.number, int(hit.record_id)) for hit in hits]


def search_clients(session: Session, typed: str, limit: int = 50) -> list[ClientHit]:
    """The same; that a search was made and how many it found is audited, without what was typed."""
    hits = find_clients(session, typed, limit)
    if typed.strip():
        with session.work(Compartment.HEALTH) as work:
            work.audit(f"{KIND}.search", KIND, found=len(hits))
    return hits
