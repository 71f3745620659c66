"""What can a person do with supplies? Keep the list of items, record what comes in, goes out, is written off, counted.

Each verb checks the permission and the rules, works in one transaction, keeps the movements and audits the amounts.
Nobody is named: of a handing-out at most how many people there were is kept.
"""

from datetime import date

from sqlalchemy import select

from app.common.asking import NEEDED, needed, unless_wrong
from app.common.choices import chosen
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.permissions import require
from app.common.records import entering
from app.common.rows import fill_defaults, write
from app.common.text import nfc
from app.health.models import Draft, SavedFilter
from app.health.supplies import record, rules, stock
from app.health.supplies.changing import Change, open_act
from app.health.supplies.declared import SUPPLY_ITEMS, ItemEntry
from app.health.supplies.models import SupplyBatch, SupplyEvent, SupplyItem
from app.health.supplies.stock import Held, Taken
from app.health.supplies.terms import KIND, MOST
from app.health.supplies.values import Count, HandOut, Receipt, SupplyChanged, WriteOff
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, NotFound, Refused
from app.vault.session import Session

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing=SUPPLY_ITEMS.may.list, listing=SUPPLY_ITEMS.may.list)
ABOVE_ZERO = N_("Enter a whole number above zero.")

# --- the list of items -----------------------------------------------------------------------------------


def add_item(session: Session, new: ItemEntry) -> SupplyChanged:
    """A new item, with nothing in stock. Raises Invalid at each field."""
    require(session, "supplies.items")
    with session.work(Compartment.HEALTH) as work:
        item = SupplyItem(created_at=work.now, updated_at=work.now, sort_key="", folded="")
        fill_defaults(item)
        item.version = 0
        entering.write(SUPPLY_ITEMS, item, entering.checked(SUPPLY_ITEMS, work, new))
        record.give_number(work.db, item)
        work.db.add(item)
        return Change(work, item, {}).done("add")


def edit_item(session: Session, item_id: int, expected_version: int, new: ItemEntry) -> SupplyChanged:
    """Change an item's name, unit, type or low level. Raises Conflict, Invalid, Refused."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, item_id, "edit", expected_version)
        wrong: dict[str, AppError] = {}
        if nfc(new.unit).strip() != change.item.unit and record.held(work.db, item_id):
            wrong["unit"] = Invalid(N_("What is in stock was counted in this. Add another item for another unit."))
        entering.write(SUPPLY_ITEMS, change.item, entering.checked(SUPPLY_ITEMS, work, new, also=wrong))
        return change.done("edit")


def retire(session: Session, item_id: int, reason: str) -> SupplyChanged:
    """Take an item out of use; what was recorded of it stays. Raises Refused while there is some of it."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, item_id, "retire")
        why = needed(reason, "reason")
        change.item.active = False
        return change.done("retire", why)


def use_again(session: Session, item_id: int) -> SupplyChanged:
    """Take an item into use again."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, item_id, "use_again")
        change.item.active = True
        return change.done("use_again")


# --- movements -------------------------------------------------------------------------------------------


def receive(session: Session, item_id: int, got: Receipt) -> SupplyChanged:
    """Record what came in; the same lot with the same date goes to the batch that is there. Raises Invalid."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, item_id, "receive")
        source, lot = nfc(got.source).strip(), nfc(got.lot).strip()
        wrong = _day_and_amount(session, got.on, got.quantity)
        if not source:
            wrong["source"] = Invalid(NEEDED)
        if got.expires_on is not None and got.expires_on < got.on:
            wrong["expires_on"] = Invalid(N_("This was past its date on the day it came. It cannot be handed out."))
        unless_wrong(wrong)
        batch = next(
            (
                each
                for each in record.batches(work.db, item_id)
                if each.lot.casefold() == lot.casefold() and each.expires_on == got.expires_on
            ),
            None,
        )
        if batch is None:
            batch = SupplyBatch(item_id=item_id, lot=lot, expires_on=got.expires_on)
            work.db.add(batch)
            work.db.flush()
        change.event.on, change.event.source, change.event.document = got.on, source, nfc(got.document).strip()
        change.move([Taken(batch.id, got.quantity)], 1)
        return change.done("receive", got.note)


def hand_out(session: Session, item_id: int, given: HandOut) -> SupplyChanged:
    """Record what was handed out, of the batch that expires first or of the one that was chosen.

    Raises Refused when there is not as much, saying how much there is.
    """
    with session.work(Compartment.HEALTH) as work:
        change, given = open_act(work, item_id, "hand_out"), chosen(given)
        wrong = _day_and_amount(session, given.on, given.quantity)
        if given.people is not None and not 0 < given.people <= MOST:
            wrong["people"] = Invalid(ABOVE_ZERO)
        if why := rules.why_not_for(given.purpose):
            wrong["purpose"] = why
        unless_wrong(wrong)
        there = record.held(work.db, item_id)
        if given.batch_id is not None:
            there = [_batch(there, given.batch_id)]
        change.event.on, change.event.code, change.event.people = given.on, given.purpose.value, given.people
        change.move(stock.propose(there, given.on, given.quantity), -1)
        return change.done("hand_out", given.note)


def destroy(session: Session, item_id: int, gone: WriteOff) -> SupplyChanged:
    """Write off what cannot be handed out any more. Raises Refused when there is not as much of the batch."""
    with session.work(Compartment.HEALTH) as work:
        change, gone = open_act(work, item_id, "destroy"), chosen(gone)
        unless_wrong(_day_and_amount(session, gone.on, gone.quantity))
        batch = _batch(record.held(work.db, item_id), gone.batch_id)
        there = max(stock.lowest(batch.lines, gone.on), 0)
        if gone.quantity > there:
            raise stock.not_enough(there, stock.on_day(batch.lines, gone.on))
        change.event.on, change.event.code = gone.on, gone.loss.value
        change.event.document = nfc(gone.document).strip()
        change.move([Taken(batch.id, gone.quantity)], -1)
        return change.done("destroy", gone.note)


def count(session: Session, item_id: int, found: Count) -> SupplyChanged:
    """Set a batch's stock to what was counted at the end of a day, with the reason; a count that agrees is kept, too.

    Raises Refused when more was taken since than was counted.
    """
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, item_id, "count")
        wrong = _not_future(session, found.on)
        if not 0 <= found.counted <= MOST:
            wrong["counted"] = Invalid(N_("Enter 0 or a whole number above it."))
        if not nfc(found.reason).strip():
            wrong["reason"] = Invalid(NEEDED)
        unless_wrong(wrong)
        batch = _batch(record.held(work.db, item_id), found.batch_id)
        differs = found.counted - stock.on_day(batch.lines, found.on)
        if stock.lowest(batch.lines, found.on) + differs < 0:
            raise Refused(
                N_("More was taken since that day than was counted. Count it as it is today. Nothing was recorded.")
            )
        change.event.on = found.on
        change.move([Taken(batch.id, differs)], 1)
        return change.done("count", found.reason)


def undo_last(session: Session, item_id: int, event_id: int | None = None) -> SupplyChanged:
    """Take back the person's own last act on the item. Raises Refused for somebody else's, or what cannot be undone."""
    require(session, "supplies.hand_out")
    with session.work(Compartment.HEALTH) as work:
        item = record.find(work.db, item_id)
        query = select(SupplyEvent).where(
            SupplyEvent.item_id == item_id, SupplyEvent.action != "undo", SupplyEvent.undone_at.is_(None)
        )
        last = work.db.scalars(query.order_by(SupplyEvent.id.desc()).limit(1)).first()
        if last is None or (event_id is not None and last.id != event_id):
            raise Conflict(N_("Something else was done to this item meanwhile. Nothing was undone: look at it again."))
        if (why := record.why_not_undone(session, last)) is not None:
            raise why
        change = Change(work, item, {})
        last.undone_at = work.now
        if last.before is not None:
            write(item, last.before)
        return change.done("undo", of=last.action)


# --- what the verbs share ----------------------------------------------------------------------------------


def _batch(there: list[Held], batch_id: int) -> Held:
    for each in there:
        if each.id == batch_id:
            return each
    raise NotFound(N_("There is no such batch of this item. Nothing was recorded."))


def _not_future(session: Session, on: date) -> dict[str, AppError]:
    return {"on": Invalid(N_("This day lies in the future."))} if on > session.today() else {}


def _day_and_amount(session: Session, on: date, quantity: int) -> dict[str, AppError]:
    wrong = _not_future(session, on)
    if not 0 < quantity <= MOST:
        wrong["quantity"] = Invalid(ABOVE_ZERO)
    return wrong
