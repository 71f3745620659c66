"""What do the lists show of supplies: the items, the batches that expire, the stock on a day, the month's report?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import fields as f
from app.common.records import listing
from app.common.records.filters import Filter
from app.common.text import fold
from app.health.supplies import record, stock
from app.health.supplies.declared import SUPPLY_ITEMS, Sort, SupplyFilter
from app.health.supplies.detail import batch_words, detail_of
from app.health.supplies.models import SupplyBatch, SupplyEvent, SupplyItem, SupplyMovement
from app.health.supplies.terms import SOON, SupplyType
from app.health.supplies.values import BatchRow, SupplyDetail
from app.vault.errors import NotFound
from app.vault.session import Session

ALL = SupplyFilter()


def list_supplies(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NAME, after: Key | None = None, limit: int = 200
) -> Page[Any]:
    """A page of the items. `after` is the `next` of the page before."""
    return listing.list_page(SUPPLY_ITEMS, session, where, sort, after, limit)


def count_supplies(session: Session, where: Filter = ALL) -> int:
    """How many items the filter lets through."""
    return listing.count(SUPPLY_ITEMS, session, where)


def _rows(items: Iterable[SupplyItem]) -> tuple[Any, ...]:
    return tuple(listing.rows_of(SUPPLY_ITEMS, ((item, ()) for item in items), f.NO_LISTS))


# --- one item ----------------------------------------------------------------------------------------------


def find_number(session: Session, number: str) -> int:
    """The id behind an item's number as typed. Raises NotFound."""
    require(session, "supplies.list")
    with session.read() as db:
        if (item := record.by_number(db, number)) is not None:
            return item.id
    raise NotFound(SUPPLY_ITEMS.no_number, number=number.strip())


def read_item(session: Session, item_id: int) -> SupplyDetail:
    """An item with its batches and movements. Nobody is named in it, so looking at it is not audited."""
    require(session, "supplies.list")
    with session.read() as db:
        return detail_of(session, db, record.find(db, item_id))


def proposal(
    session: Session, item_id: int, on: date, quantity: int, batch_id: int | None = None
) -> list[tuple[str, int]]:
    """Which batches a quantity would come from, in words. Raises Refused, saying how much there is."""
    require(session, "supplies.list")
    with session.read() as db:
        held = [each for each in record.held(db, item_id) if batch_id in (None, each.id)]
        rows = {batch.id: batch for batch in record.batches(db, item_id)}
        return [(batch_words(rows[each.batch_id]), each.quantity) for each in stock.propose(held, on, quantity)]


# --- the day's work, search, figures ------------------------------------------------------------------------


@dataclass(frozen=True)
class SupplyWork:
    """What asks for attention: batches past their date and soon to be, items that run low."""

    expired: tuple[BatchRow, ...] = ()
    expiring: tuple[BatchRow, ...] = ()
    low: tuple[Any, ...] = ()


def work_today(session: Session) -> SupplyWork:
    """Everything that asks for attention, the most pressing first."""
    require(session, "supplies.list")
    today = session.today()
    left = func.sum(SupplyMovement.change)
    query = (
        select(SupplyItem, SupplyBatch, left)
        .join(SupplyBatch, SupplyBatch.item_id == SupplyItem.id)
        .join(SupplyMovement, SupplyMovement.batch_id == SupplyBatch.id)
        .join(SupplyEvent, SupplyEvent.id == SupplyMovement.event_id)
        .where(SupplyEvent.undone_at.is_(None), SupplyBatch.expires_on <= today + timedelta(days=SOON))
        .where(SupplyItem.first_expires_on <= today + timedelta(days=SOON))
        .group_by(SupplyBatch.id)
        .having(left > 0)
        .order_by(SupplyBatch.expires_on, SupplyBatch.id)
    )
    with session.read() as db:
        ending = [_batch_row(item, batch, amount) for item, batch, amount in db.execute(query)]
        low = db.scalars(
            select(SupplyItem).where(SupplyItem.low.is_(True), SupplyItem.active.is_(True)).order_by(SupplyItem.left)
        )
        return SupplyWork(
            tuple(each for each in ending if each.expires_on < today),
            tuple(each for each in ending if each.expires_on >= today),
            _rows(low),
        )


def _batch_row(item: SupplyItem, batch: SupplyBatch, left: int) -> BatchRow:
    assert batch.expires_on is not None
    return BatchRow(item.id, item.number, item.name, item.unit, batch.lot, batch.expires_on, left)


def search_supplies(session: Session, text: str, limit: int = 50) -> list[Any]:
    """Items with every word in their number, name, type or lot numbers, those no longer used last."""
    require(session, "search")
    if not (words := fold(text).split()):
        return []
    query = select(SupplyItem).order_by(SupplyItem.active.desc(), SupplyItem.sort_key).limit(limit)
    for word in words:
        query = query.where(SupplyItem.folded.contains(word, autoescape=True))
    with session.read() as db:
        return list(_rows(db.scalars(query)))


@dataclass(frozen=True)
class PeriodLine:
    """What became of an item in a period: there before, in, handed out, written off, set right, there at its end."""

    number: str
    name: str
    unit: str
    type: SupplyType
    before: int
    received: int
    handed_out: int
    written_off: int
    corrected: int
    after: int
    # To how many people, as far as that was counted.
    people: int


def over_period(session: Session, first: date, last: date) -> list[PeriodLine]:
    """The stock report of a period, an item a line, by name; items that had and got nothing are left out."""
    require(session, "supplies.list")
    with session.read() as db:
        return period_lines(db, first, last)


def period_lines(db: Orm, first: date, last: date) -> list[PeriodLine]:
    """The same inside a transaction that the caller has open."""
    sums = (
        select(
            SupplyMovement.item_id,
            SupplyEvent.action,
            SupplyMovement.on < first,
            func.sum(SupplyMovement.change),
        )
        .join(SupplyEvent, SupplyEvent.id == SupplyMovement.event_id)
        .where(SupplyEvent.undone_at.is_(None), SupplyMovement.on <= last)
        .group_by(SupplyMovement.item_id, SupplyEvent.action, SupplyMovement.on < first)
    )
    tally: dict[int, _Tally] = {}
    for item_id, action, before, amount in db.execute(sums):
        tally.setdefault(item_id, _Tally()).add(action, amount, before=bool(before))
    heads = (
        select(SupplyEvent.item_id, func.sum(SupplyEvent.people))
        .where(SupplyEvent.undone_at.is_(None), SupplyEvent.on.between(first, last))
        .group_by(SupplyEvent.item_id)
    )
    people = {item_id: count or 0 for item_id, count in db.execute(heads)}
    items = db.scalars(select(SupplyItem).where(SupplyItem.id.in_(tally)).order_by(SupplyItem.sort_key, SupplyItem.id))
    return [
        tally[item.id].line(item, people.get(item.id, 0))
        for item in items
        if tally[item.id].before or tally[item.id].parts
    ]


@dataclass
class _Tally:
    before: int = 0
    parts: dict[str, int] = field(default_factory=dict)

    def add(self, action: str, amount: int, *, before: bool) -> None:
        if before:
            self.before += amount
        else:
            self.parts[action] = self.parts.get(action, 0) + amount

    def line(self, item: SupplyItem, people: int) -> PeriodLine:
        part = self.parts.get
        return PeriodLine(
            item.number,
            item.name,
            item.unit,
            SupplyType(item.type),
            self.before,
            part("receive", 0),
            -part("hand_out", 0) - part("session", 0),
            -part("destroy", 0),
            part("count", 0),
            self.before + sum(self.parts.values()),
            people,
        )


def stock_on(session: Session, item_id: int, day: date) -> int:
    """How much there was of an item at the end of a day."""
    require(session, "supplies.list")
    query = (
        select(func.coalesce(func.sum(SupplyMovement.change), 0))
        .join(SupplyEvent, SupplyEvent.id == SupplyMovement.event_id)
        .where(SupplyMovement.item_id == item_id, SupplyMovement.on <= day, SupplyEvent.undone_at.is_(None))
    )
    with session.read() as db:
        return db.scalar(query) or 0
