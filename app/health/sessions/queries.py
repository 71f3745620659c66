"""What do the lists show of group sessions: all of them with filters and orders, one, what a search finds?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.common.i18n import N_
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold
from app.health.sessions import record
from app.health.sessions.detail import detail_of
from app.health.sessions.models import GroupSession
from app.health.sessions.terms import Audience, Form
from app.health.sessions.values import SessionDetail, SessionRow
from app.registry import queries as registry
from app.vault.errors import NotFound
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    REACHED = "reached"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NEWEST: ((GroupSession.on, GroupSession.id), True),
    Sort.OLDEST: ((GroupSession.on, GroupSession.id), False),
    Sort.REACHED: ((GroupSession.reached_total, GroupSession.id), True),
}
_DAYS, _SETS = ("held_from", "held_to"), {"forms": Form, "audiences": Audience}


@dataclass(frozen=True)
class SessionFilter:
    """What the list is narrowed to; empty means all that were not removed."""

    forms: frozenset[Form] = frozenset()
    audiences: frozenset[Audience] = frozenset()
    village_id: int | None = None
    held_from: date | None = None
    held_to: date | None = None
    in_bin: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(str(each) for each in value)
            if value not in (None, [], False, ""):
                plain[name] = value.isoformat() if isinstance(value, date) else value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "SessionFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        values = {name: value for name, value in plain.items() if name in cls.__dataclass_fields__}
        for name, code in _SETS.items():
            values[name] = frozenset(code(each) for each in values.get(name, ()))
        for name in _DAYS:
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        return cls(**values)


ALL = SessionFilter()


def list_sessions(
    session: Session,
    where: SessionFilter = ALL,
    sort: Sort = Sort.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[SessionRow]:
    """A page of the sessions. `after` is the `next` of the page before."""
    require(session, "health-sessions.list")
    with session.read() as db:
        found, more = read_page(db, GroupSession, _ORDERS[sort], lambda query: _filtered(query, where), after, limit)
        villages = {village.id: village.name for village in registry.every_village(db)}
        rows = tuple(_row(each, villages, key) for each, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_sessions(session: Session, where: SessionFilter = ALL) -> int:
    """How many sessions the filter lets through."""
    require(session, "health-sessions.list")
    with session.read() as db:
        return read_count(db, GroupSession, lambda query: _filtered(query, where))


def _filtered(query: Select[Any], where: SessionFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [GroupSession.removed.is_(where.in_bin)]
    if where.forms:
        terms.append(GroupSession.form.in_(sorted(where.forms)))
    if where.audiences:
        terms.append(GroupSession.audience.in_(sorted(where.audiences)))
    if where.village_id is not None:
        terms.append(GroupSession.village_id == where.village_id)
    if where.held_from is not None:
        terms.append(GroupSession.on >= where.held_from)
    if where.held_to is not None:
        terms.append(GroupSession.on <= where.held_to)
    for word in fold(where.text).split():
        terms.append(GroupSession.folded.contains(word, autoescape=True))
    return query.where(and_(*terms))


def _row(row: GroupSession, villages: dict[int, str], key: tuple[Any, ...] = ()) -> SessionRow:
    return SessionRow(
        id=row.id,
        version=row.version,
        number=row.number,
        on=row.on,
        form=Form(row.form),
        audience=Audience(row.audience),
        place=row.place,
        village=villages.get(row.village_id or 0, ""),
        reached=row.reached_total,
        tests=row.tests_total,
        staff=row.staff,
        removed=row.removed,
        key=key,
    )


def find_number(session: Session, number: str) -> int:
    """The id behind a session's number as typed. Raises NotFound."""
    require(session, "health-sessions.list")
    with session.read() as db:
        found = db.scalar(select(GroupSession.id).where(GroupSession.number == number.strip().upper()))
    if found is None:
        raise NotFound(N_("There is no session with the number {number}."), number=number.strip())
    return found


def read_session(session: Session, session_id: int) -> SessionDetail:
    """A session. Nobody is named in it, so looking at it is not audited."""
    require(session, "health-sessions.list")
    with session.read() as db:
        return detail_of(session, db, record.find(db, session_id))


def search_sessions(session: Session, text: str, limit: int = 50) -> list[SessionRow]:
    """Sessions with every word in their number, place, village or staff, the latest first."""
    require(session, "search")
    return list(list_sessions(session, SessionFilter(text=text), limit=limit).rows) if fold(text).split() else []
