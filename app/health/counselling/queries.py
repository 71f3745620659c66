"""What do the lists show of counselling: sessions with filters and orders, open alerts? Codes and days, no content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold
from app.health.clients import codes
from app.health.clients.models import Client
from app.health.counselling.models import CounsellingSession, InstrumentTaken, SelfHarmAlert
from app.health.counselling.record import SCHEMA
from app.health.counselling.terms import KIND, State, tidy_number
from app.vault.compartments import Compartment
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"  # by the day of the session
    OLDEST = "oldest"
    NUMBER = "number"
    NEXT = "next"  # by the next visit


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NEWEST: ((CounsellingSession.held_on, CounsellingSession.id), True),
    Sort.OLDEST: ((CounsellingSession.held_on, CounsellingSession.id), False),
    Sort.NUMBER: ((CounsellingSession.year, CounsellingSession.seq), False),
    Sort.NEXT: ((CounsellingSession.next_sort, CounsellingSession.id), False),
}


@dataclass(frozen=True)
class SessionFilter:
    """What the list is narrowed to; empty means all."""

    client_id: int | None = None
    counsellor_id: str | None = None
    held_from: date | None = None
    held_to: date | None = None
    with_instrument: bool = False
    alert_open: bool = False
    removed: bool = False
    text: str = ""

    @property
    def in_bin(self) -> bool:
        return self.removed

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter; what is empty is left out."""
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in self.__dict__.items()}
        return {name: value for name, value in plain.items() if value not in (None, False, "")}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "SessionFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        known = {name: value for name, value in plain.items() if name in cls.__dataclass_fields__}
        for name in ("held_from", "held_to"):
            if name in known:
                known[name] = date.fromisoformat(known[name])
        return cls(**known)


@dataclass(frozen=True)
class SessionRow:
    """One line of the list: codes and days. How many instruments were taken is told, not which nor how they ended."""

    id: int
    version: int
    number: str
    state: State
    client_id: int
    client: str
    held_on: date
    minutes: int | None
    counsellor_id: str
    counsellor: str
    instruments: int
    next_visit_on: date | None
    alert_open: bool
    removed: bool = False
    next_step: None = None
    key: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SessionHit:
    """A session that a search by number or code found."""

    number: str
    session_id: int
    client: str


ALL = SessionFilter()


def list_sessions(
    session: Session,
    where: SessionFilter = ALL,
    sort: Sort = Sort.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[SessionRow]:
    """A page of the sessions. `after` is the `next` of the page before."""
    require(session, "counselling.list")
    with session.read() as db:
        found, more = read_page(
            db, CounsellingSession, _ORDERS[sort], lambda query: _filtered(db, query, where), after, limit
        )
        rows = _rows(session, db, found)
        return Page(rows, rows[-1].key if more else None)


def count_sessions(session: Session, where: SessionFilter = ALL) -> int:
    """How many sessions the filter lets through."""
    require(session, "counselling.list")
    with session.read() as db:
        return read_count(db, CounsellingSession, lambda query: _filtered(db, query, where))


def _filtered(db: Orm, query: Select[Any], where: SessionFilter) -> Select[Any]:
    own = CounsellingSession
    terms: list[ColumnElement[bool]] = [
        own.listed.is_(not where.removed),
        # Whose client withdrew or was erased is in no list.
        exists().where(Client.id == own.client_id, Client.listed),
    ]
    if where.client_id is not None:
        terms.append(own.client_id == where.client_id)
    if where.counsellor_id is not None:
        terms.append(own.counsellor_id == where.counsellor_id)
    if where.held_from is not None:
        terms.append(own.held_on >= where.held_from)
    if where.held_to is not None:
        terms.append(own.held_on <= where.held_to)
    if where.with_instrument:
        terms.append(own.id.in_(select(InstrumentTaken.session_id)))
    if where.alert_open:
        terms.append(own.id.in_(select(SelfHarmAlert.session_id).where(SelfHarmAlert.noted_at.is_(None))))
    if fold(where.text):
        terms.append(_with_words(db, where.text))
    return query.where(and_(*terms))


def _with_words(db: Orm, typed: str) -> ColumnElement[bool]:
    """By the session's number or the client's code."""
    if codes.is_code(typed):
        code = codes.tidy_code(typed)
        return CounsellingSession.client_id.in_(select(Client.id).where(Client.code == code))
    found = search.matching(db, SCHEMA, KIND, typed).all
    own = CounsellingSession.number == tidy_number(typed)
    return or_(own, found.gathered(CounsellingSession.id)) if found is not None else false()


def _rows(session: Session, db: Orm, found: list[tuple[Any, tuple[Any, ...]]]) -> tuple[SessionRow, ...]:
    people = {account.id: account.full_name for account in session.accounts()}
    ids = [row.id for row, _ in found]
    codes_of = dict(
        db.execute(select(Client.id, Client.code).where(Client.id.in_({row.client_id for row, _ in found}))).all()
    )
    taken = dict(
        db.execute(
            select(InstrumentTaken.session_id, func.count())
            .where(InstrumentTaken.session_id.in_(ids))
            .group_by(InstrumentTaken.session_id)
        ).all()
    )
    alerted = set(
        db.scalars(
            select(SelfHarmAlert.session_id).where(SelfHarmAlert.session_id.in_(ids), SelfHarmAlert.noted_at.is_(None))
        )
    )
    return tuple(
        SessionRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=State(row.state),
            client_id=row.client_id,
            client=codes_of.get(row.client_id, ""),
            held_on=row.held_on,
            minutes=row.minutes,
            counsellor_id=row.counsellor_id,
            counsellor=people.get(row.counsellor_id, row.counsellor_id),
            instruments=taken.get(row.id, 0),
            next_visit_on=row.next_visit_on,
            alert_open=row.id in alerted,
            removed=not row.listed,
            key=key,
        )
        for row, key in found
    )


def of_client(session: Session, client_id: int) -> list[SessionRow]:
    """The sessions of a client, the latest first."""
    return list(list_sessions(session, SessionFilter(client_id=client_id)).rows)


def unnoted(db: Orm, client_id: int | None = None) -> list[SelfHarmAlert]:
    """The alerts that nobody has noted yet, the oldest first; not of a client who withdrew."""
    query = (
        select(SelfHarmAlert)
        .join(Client, Client.id == SelfHarmAlert.client_id)
        .where(SelfHarmAlert.noted_at.is_(None), Client.listed)
    )
    if client_id is not None:
        query = query.where(SelfHarmAlert.client_id == client_id)
    return list(db.scalars(query.order_by(SelfHarmAlert.id)))


def find_sessions(session: Session, typed: str, limit: int = 50) -> list[SessionHit]:
    """The sessions with that number, or of the client with that code. Not audited: `search_sessions` is."""
    require(session, "search")
    if not fold(typed):
        return []
    rows = list_sessions(session, SessionFilter(text=typed), limit=limit).rows
    return [SessionHit(row.number, row.id, row.client) for row in rows]


def search_sessions(session: Session, typed: str, limit: int = 50) -> list[SessionHit]:
    """The same; that a search was made and how many it found is audited, without what was typed."""
    hits = find_sessions(session, typed, limit)
    if typed.strip():
        with session.work(Compartment.HEALTH) as work:
            work.audit(f"{KIND}.search", KIND, found=len(hits))
    return hits
