"""How is an item's row read: found, numbered, its batches with their movements, what lists show of it?"""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.records import listing
from app.common.text import fold, is_short_number, text_key
from app.health.supplies.declared import SUPPLY_ITEMS
from app.health.supplies.models import SupplyBatch, SupplyEvent, SupplyItem, SupplyMovement
from app.health.supplies.rules import Standing
from app.health.supplies.stock import Held, Line
from app.health.supplies.terms import ACT_NAMES, NEVER, show_number
from app.vault.errors import AppError, Refused
from app.vault.session import Session


def find(db: Orm, item_id: int) -> SupplyItem:
    """The item. Raises NotFound."""
    item: SupplyItem = listing.find(SUPPLY_ITEMS, db, item_id)
    return item


def by_number(db: Orm, number: str) -> SupplyItem | None:
    """The item with that number as typed (vt1 will do), or None."""
    typed = fold(number).strip().replace(" ", "")
    digits = typed.removeprefix("vt")
    if typed == digits or not is_short_number(digits):
        return None
    return db.scalar(select(SupplyItem).where(SupplyItem.seq == int(digits)))


def give_number(db: Orm, item: SupplyItem) -> None:
    """The next number; items are never removed, so none is given twice."""
    item.seq = (db.scalar(select(func.max(SupplyItem.seq))) or 0) + 1
    item.number = show_number(item.seq)


def batches(db: Orm, item_id: int) -> list[SupplyBatch]:
    return list(db.scalars(select(SupplyBatch).where(SupplyBatch.item_id == item_id).order_by(SupplyBatch.id)))


def held(db: Orm, item_id: int) -> list[Held]:
    """The batches of an item with what counts of their movements; a batch whose receipt was undone has none."""
    query = (
        select(SupplyMovement.batch_id, SupplyMovement.on, SupplyMovement.change)
        .join(SupplyEvent, SupplyEvent.id == SupplyMovement.event_id)
        .where(SupplyMovement.item_id == item_id, SupplyEvent.undone_at.is_(None))
    )
    lines: dict[int, list[Line]] = {}
    for batch_id, on, change in db.execute(query.order_by(SupplyMovement.id)):
        lines.setdefault(batch_id, []).append(Line(on, change))
    return [
        Held(batch.id, batch.expires_on, tuple(lines[batch.id])) for batch in batches(db, item_id) if batch.id in lines
    ]


def left(one: Held) -> int:
    """What is left of a batch now: movements lie in no future."""
    return sum(line.change for line in one.lines)


def standing(db: Orm, item: SupplyItem) -> Standing:
    """What the rules ask of an item."""
    return Standing(item.active, item.left, len(held(db, item.id)))


def refresh(db: Orm, item: SupplyItem) -> None:
    """Keep what lists sort by and search."""
    db.flush()
    there = held(db, item.id)
    lots = _lots(db, item.id, {one.id for one in there})
    item.left = sum(left(one) for one in there)
    item.low = item.active and item.left < item.low_level
    item.first_expires_on = min((one.expires_on or NEVER for one in there if left(one)), default=NEVER)
    item.sort_key = text_key(item.name)
    item.folded = folded(item.number, item.name, lots)
    db.flush()


def _lots(db: Orm, item_id: int, known: set[int]) -> list[str]:
    return [batch.lot for batch in batches(db, item_id) if batch.lot and batch.id in known]


def folded(number: str, name: str, lots: Iterable[str] = ()) -> str:
    """What the quick search looks through."""
    return fold(" ".join((number, name, *lots)))


def why_not_undone(session: Session, last: SupplyEvent) -> AppError | None:
    """Why this person cannot take the act back; None when they can."""
    if last.session_id is not None:
        return Refused(N_("This was handed out at a group session. Change it there."))
    if last.by != session.account.id:
        return Refused(N_("The last act on this item is somebody else's. Only they can undo it."))
    if last.action == "add" or last.action not in ACT_NAMES:
        return Refused(N_("This act cannot be undone."))
    return None
