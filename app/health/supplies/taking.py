"""How do the amounts handed out at a group session leave the stock? In its own transaction, and with it alone.

What a session took is taken back and taken anew when the session is corrected; from the item's own page it cannot be
undone.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.references import Reference
from app.health.supplies import record, stock
from app.health.supplies.changing import Change, stored
from app.health.supplies.models import SupplyEvent, SupplyItem, SupplyMovement
from app.health.supplies.stock import Held
from app.health.supplies.terms import MOST, Purpose
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, Refused
from app.vault.session import Session, Work


def take(work: Work, session_id: int, number: str, on: date, amounts: Mapping[int, int]) -> None:
    """Hand out of each item (by id) so many on a day, the first to expire first; `number` is the session's.

    Raises Invalid under "handed_out", naming the item that there is not enough of.
    """
    for item_id, quantity in sorted(amounts.items()):
        item = record.find(work.db, item_id)
        if not 0 < quantity <= MOST:
            raise _wrong(Invalid(N_("{name}: enter a whole number above zero."), name=item.name))
        if not item.active:
            raise _wrong(Refused(N_("{name} is used no longer."), name=item.name))
        there = record.held(work.db, item_id)
        day = _day(work, there, on, quantity)
        event = SupplyEvent(on=day, code=Purpose.SESSION.value)
        event.session_id, event.source = session_id, number
        try:
            taken = stock.propose(there, day, quantity)
        except Refused as refused:
            least = sum(stock.usable(each, on) for each in there)
            raise _wrong(_less(item, least)) from refused
        change = Change(work, item, stored(item), event)
        change.move(taken, -1)
        change.done("session", session=number)


def _day(work: Work, there: list[Held], on: date, quantity: int) -> date:
    """The session's own day. A session that is entered late leaves the stock today, if its day's batches are used up.

    There was enough on that day, but what was handed out since was written down of the same batches.
    """
    today = work.session.today()
    late = sum(stock.usable(each, on) for each in there) < quantity <= stock.was_there(there, on)
    return today if late and quantity <= sum(stock.usable(each, today) for each in there) else on


def _less(item: SupplyItem, there: int) -> Refused:
    return Refused(
        N_("{name}: only {there} {unit} can be taken for that day."), name=item.name, there=there, unit=item.unit
    )


def _wrong(why: AppError) -> Invalid:
    return Invalid(N_("Nothing was saved. Correct what is marked."), {"handed_out": why})


def give_back(work: Work, session_id: int, number: str) -> None:
    """Put back into the stock whatever the session took."""
    query = select(SupplyEvent).where(SupplyEvent.session_id == session_id, SupplyEvent.undone_at.is_(None))
    for event in work.db.scalars(query.where(SupplyEvent.action == "session")).all():
        event.undone_at = work.now
        item = record.find(work.db, event.item_id)
        change = Change(work, item, {}, SupplyEvent(session_id=session_id, source=number))
        change.done("undo", of="session", session=number)


def taken(db: Orm, session_ids: list[int]) -> dict[int, dict[int, int]]:
    """What each session handed out: session -> item -> quantity."""
    query = (
        select(SupplyEvent.session_id, SupplyMovement.item_id, -func.sum(SupplyMovement.change))
        .join(SupplyMovement, SupplyMovement.event_id == SupplyEvent.id)
        .where(SupplyEvent.session_id.in_(session_ids), SupplyEvent.undone_at.is_(None))
        .group_by(SupplyEvent.session_id, SupplyMovement.item_id)
    )
    found: dict[int, dict[int, int]] = {}
    for session_id, item_id, quantity in db.execute(query):
        if session_id is not None:
            found.setdefault(session_id, {})[item_id] = quantity
    return found


def every_item(db: Orm) -> list[SupplyItem]:
    """The items by name, with those that are used no longer."""
    return list(db.scalars(select(SupplyItem).order_by(SupplyItem.sort_key, SupplyItem.id)))


def _item_name(session: Session, key: str) -> str | None:
    if not key.isdigit() or Compartment.HEALTH not in session.compartments:
        return None
    with session.read() as db:
        row = db.get(SupplyItem, int(key))
        return row.name if row is not None else None


ITEM = Reference(_item_name, N_("(an item that is gone)"))


def item_names(_session: Session, db: Orm) -> dict[int, str]:
    """Every item by its id: what group sessions refer to."""
    return {each.id: each.name for each in every_item(db)}
