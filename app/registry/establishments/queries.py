"""What do the lists of the register show, and what do other units' records ask of it: briefs, who was open, figures?

Nothing here scans for a list: each filter and each order has its index (models.Establishment), and pages go on by the
key of the last row. Who was open on a day is worked out from the history, over the few hundred premises of a commune.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.dates import office_day
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold
from app.registry import queries as shared
from app.registry.establishments import detail, record, rules
from app.registry.establishments.models import Establishment, EstablishmentChange, Proposal
from app.registry.establishments.terms import (
    HIDDEN,
    KIND,
    SOON,
    Paper,
    ProposalState,
    State,
)
from app.registry.establishments.values import Brief, Counts, HistoryEntry, ProposalInfo
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    NAME = "name"
    NUMBER = "number"
    NEWEST = "newest"
    EXPIRES = "expires"  # whose licence or certificate ends first


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NAME: ((Establishment.sort_key, Establishment.id), False),
    Sort.NUMBER: ((Establishment.seq, Establishment.id), False),
    Sort.NEWEST: ((Establishment.seq, Establishment.id), True),
    Sort.EXPIRES: ((Establishment.expires_sort, Establishment.id), False),
}


@dataclass(frozen=True)
class EstablishmentFilter:
    """What the list is narrowed to; empty means all but merged duplicates and declined proposals.

    `type_code` is the one type of the panel, `types` are those of a script; `paper` looks at the licence and at the
    certificate of security and order of premises that are in operation.
    """

    types: frozenset[str] = frozenset()
    type_code: str | None = None
    states: frozenset[State] = frozenset()
    village_id: int | None = None
    paper: Paper | None = None
    never_counted: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(str(each) for each in value)
            if value not in (None, [], False, ""):
                plain[name] = str(value) if isinstance(value, Paper) else value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "EstablishmentFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        values = {name: value for name, value in plain.items() if name in cls.__dataclass_fields__}
        values["types"] = frozenset(values.get("types", ()))
        values["states"] = frozenset(State(each) for each in values.get("states", ()))
        if values.get("paper"):
            values["paper"] = Paper(values["paper"])
        return cls(**values)


@dataclass(frozen=True)
class EstablishmentRow:
    """One line of the list."""

    id: int
    version: int
    number: str
    name: str
    type_code: str
    type_name: str
    village: str
    address: str
    owner: str
    responsible: str
    phone: str
    state: State
    licence_number: str
    licence_expires_on: date | None
    licence_expired: bool
    cert_number: str
    certificate_expires_on: date | None
    certificate_expired: bool
    opened_on: date | None
    closed_on: date | None
    workers: Counts | None
    note: str
    # Where the page goes on after this row.
    key: tuple[Any, ...] = field(default=(), repr=False)


def list_establishments(
    session: Session,
    where: EstablishmentFilter = EstablishmentFilter(),
    sort: Sort = Sort.NAME,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[EstablishmentRow]:
    """A page of the register. `after` is the `next` of the page before."""
    require(session, "establishments.list")
    with session.read() as db:
        found, more = read_page(
            db,
            Establishment,
            _ORDERS[sort],
            lambda query: _filtered(session, db, query, where),
            after,
            limit,
            _words(db, where.text),
        )
        lists = _Lists(db, session.today())
        rows = tuple(replace(lists.row(each), key=key) for each, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_establishments(session: Session, where: EstablishmentFilter = EstablishmentFilter()) -> int:
    """How many premises the filter lets through."""
    require(session, "establishments.list")
    with session.read() as db:
        return read_count(db, Establishment, lambda query: _filtered(session, db, query, where), _words(db, where.text))


def _filtered(session: Session, db: Orm, query: Select[Any], where: EstablishmentFilter) -> Select[Any]:
    states = where.states or (rules.OPERATING if where.paper or where.never_counted else frozenset())
    states = states - {State.CLOSED} if where.paper and not where.states else states
    listed = {state not in HIDDEN for state in states} or {True}
    terms: list[ColumnElement[bool]] = [
        Establishment.listed.is_(*listed) if len(listed) == 1 else Establishment.listed.in_((False, True))
    ]
    if states:
        terms.append(Establishment.state.in_(sorted(states)))
    if where.type_code is not None:
        terms.append(Establishment.type_code == where.type_code)
    if where.types:
        terms.append(Establishment.type_code.in_(sorted(where.types)))
    if where.village_id is not None:
        terms.append(Establishment.village_id == where.village_id)
    today = session.today()
    if where.paper is Paper.EXPIRED:
        terms.append(Establishment.expires_sort < today)
    elif where.paper is Paper.EXPIRING:
        terms.append(Establishment.expires_sort.between(today, today + timedelta(days=SOON)))
    if where.never_counted:
        terms.append(Establishment.counted_on.is_(None))
    if (by_number := _by_number(db, where.text)) is not None:
        # A duplicate's number leads to the premises it was merged into.
        terms.append(Establishment.id.in_({by_number, record.survivor(db, record.find(db, by_number)).id}))
    return query.where(and_(*terms))


def _by_number(db: Orm, typed: str) -> int | None:
    """Who types a whole number means those premises."""
    return record.by_number(db, typed) if fold(typed).startswith("cs") else None


def _words(db: Orm, typed: str) -> search.Words | None:
    """What is searched for, former names among it; None for nothing, and for a whole number."""
    if not fold(typed) or _by_number(db, typed) is not None:
        return None
    return search.matching(db, record.SCHEMA, KIND, typed)


class _Lists:
    """The lists that a row names things from, read once for many rows."""

    def __init__(self, db: Orm, today: date) -> None:
        self.today = today
        self.villages = {village.id: village.name for village in shared.every_village(db)}
        self.types = {item.code: item.name for item in shared.whole_catalogue(db, shared.ESTABLISHMENT_TYPES)}

    def row(self, row: Establishment) -> EstablishmentRow:
        return EstablishmentRow(
            id=row.id,
            version=row.version,
            number=row.number,
            name=row.name,
            type_code=row.type_code,
            type_name=self.types.get(row.type_code, row.type_code),
            village=self.villages.get(row.village_id or 0, ""),
            address=row.address,
            owner=row.owner,
            responsible=row.responsible,
            phone=row.phone,
            state=State(row.state),
            licence_number=row.licence_number,
            licence_expires_on=row.licence_expires_on,
            licence_expired=detail.over(row.licence_expires_on, self.today),
            cert_number=row.cert_number,
            certificate_expires_on=row.cert_expires_on,
            certificate_expired=detail.over(row.cert_expires_on, self.today),
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            workers=_workers(row),
            note=row.note,
        )

    def brief(self, row: Establishment) -> Brief:
        return Brief(
            id=row.id,
            number=row.number,
            name=row.name,
            type_code=row.type_code,
            type_name=self.types.get(row.type_code, row.type_code),
            village_id=row.village_id,
            village=self.villages.get(row.village_id or 0, ""),
            address=row.address,
            owner=row.owner,
            responsible=row.responsible,
            phone=row.phone,
            state=State(row.state),
            licence_number=row.licence_number,
            licence_expires_on=row.licence_expires_on,
            cert_number=row.cert_number,
            cert_expires_on=row.cert_expires_on,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            workers=_workers(row),
        )


def _workers(row: Establishment) -> Counts | None:
    if row.counted_on is None or row.workers_total is None:
        return None
    return Counts(
        row.counted_on,
        row.workers_total,
        row.workers_women,
        row.workers_from_elsewhere,
        row.workers_with_contract,
        row.workers_declared,
    )


# --- for the records of a unit, inside a transaction that the caller has open ------------------------------


def brief(db: Orm, establishment_id: int | None) -> Brief | None:
    """Premises as they are now; for a duplicate that was merged, those it was merged into. None when unknown."""
    row = db.get(Establishment, establishment_id) if establishment_id is not None else None
    return _Lists(db, date.min).brief(record.survivor(db, row)) if row is not None else None


def briefs(db: Orm, ids: Iterable[int]) -> dict[int, Brief]:
    """The same for many: each id with the premises that stand for it."""
    lists = _Lists(db, date.min)
    wanted = sorted(set(ids))
    found: dict[int, Brief] = {}
    for start in range(0, len(wanted), 5000):
        rows = db.scalars(select(Establishment).where(Establishment.id.in_(wanted[start : start + 5000])))
        found |= {row.id: lists.brief(record.survivor(db, row)) for row in rows}
    return found


def by_number(db: Orm, number: str) -> Brief | None:
    """The premises with that number as typed (cs1 will do), or None."""
    return brief(db, record.by_number(db, number))


def same_premises(db: Orm, establishment_id: int) -> frozenset[int]:
    """The ids under which records of these premises may be kept: their own, and those of merged duplicates.

    Asked for a duplicate it gives the same as for the premises it was merged into.
    """
    row = db.get(Establishment, establishment_id)
    if row is None:
        return frozenset({establishment_id})
    stays = record.survivor(db, row)
    return frozenset({stays.id, *(each.id for each in record.merged_rows(db, stays.id))})


def active_on(db: Orm, day: date) -> list[Brief]:
    """The premises in operation on a day, by number: neither closed nor suspended then, nor opened later."""
    return _open(db, day, day)


def active_in_year(db: Orm, year: int) -> list[Brief]:
    """The premises that were in operation on any day of a year, by number."""
    return _open(db, date(year, 1, 1), date(year, 12, 31))


def _open(db: Orm, first: date, last: date) -> list[Brief]:
    operating = (Establishment.listed.is_(True), Establishment.state.in_(sorted(rules.OPERATING)))
    changes: dict[int, list[EstablishmentChange]] = {}
    for line in db.scalars(
        select(EstablishmentChange)
        .where(EstablishmentChange.field == "state", EstablishmentChange.undone_at.is_(None))
        .order_by(EstablishmentChange.since, EstablishmentChange.id)
    ):
        changes.setdefault(line.establishment_id, []).append(line)
    lists = _Lists(db, last)
    return [
        lists.brief(row)
        for row in db.scalars(select(Establishment).where(*operating).order_by(Establishment.seq))
        if rules.open_between(
            first, last, State(row.state), row.opened_on, detail.state_changes(changes.get(row.id, ()))
        )
    ]


def history(session: Session, establishment_id: int) -> tuple[HistoryEntry, ...]:
    """What became of premises, the latest act first."""
    require(session, "establishments.list")
    with session.read() as db:
        return detail.history(db, establishment_id, detail.names(session))


def open_proposals(session: Session) -> tuple[ProposalInfo, ...]:
    """What waits for the police to decide, the latest first."""
    require(session, "establishments.list")
    with session.read() as db:
        return detail.proposals(db, detail.names(session), Proposal.state == ProposalState.OPEN.value)


def own_decided(session: Session, since: date) -> tuple[ProposalInfo, ...]:
    """What the police decided since a day about this person's own proposals, the latest first."""
    require(session, "establishments.list")
    with session.read() as db:
        mine = detail.proposals(
            db,
            detail.names(session),
            Proposal.by == session.account.id,
            Proposal.state != ProposalState.OPEN.value,
        )
        return tuple(each for each in mine if each.decided_at is not None and office_day(each.decided_at) >= since)


def count_open_proposals(db: Orm) -> int:
    """How many proposals wait."""
    return db.scalar(select(func.count(Proposal.id)).where(Proposal.state == ProposalState.OPEN.value)) or 0


# --- search ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """Premises found. `snippet` is a piece of their words."""

    kind: str
    id: int
    number: str
    snippet: str


def search_establishments(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Premises that hold every word, exact marks first; a number typed as such comes before all."""
    require(session, "search")
    with session.read() as db:
        found: dict[int, Found] = {}
        direct = by_number(db, text) if fold(text).startswith("cs") else None
        if direct is not None:
            found[direct.id] = Found(KIND, direct.id, direct.number, direct.name)
        for hit in search.find(db, record.SCHEMA, text, limit):
            if hit.kind == KIND:
                found.setdefault(int(hit.record_id), Found(KIND, int(hit.record_id), hit.number, hit.snippet))
    return list(found.values())[:limit]
