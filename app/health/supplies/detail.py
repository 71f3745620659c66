"""What does the page of an item show: batches, movements with the stock after each, the stock at each month's end?"""

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.dates import show_date
from app.common.i18n import tr
from app.common.records import entering
from app.common.records.opened import timeline
from app.common.steps import Possible, Undoable
from app.health.supplies import record, rules, stock
from app.health.supplies.declared import SUPPLY_ITEMS
from app.health.supplies.models import SupplyBatch, SupplyEvent, SupplyItem, SupplyMovement
from app.health.supplies.stock import Held
from app.health.supplies.terms import ACT_NAMES
from app.health.supplies.values import BatchInfo, Move, SupplyDetail
from app.vault.session import Session

# What the one button does: hand out while there is some, else receive.
_NEXT = ("hand_out", "receive")


def detail_of(session: Session, db: Orm, item: SupplyItem) -> SupplyDetail:
    """The item as it stands today."""
    today, held = session.today(), record.held(db, item.id)
    rows = {batch.id: batch for batch in record.batches(db, item.id)}
    every = tuple(_batch(rows[each.id], each, session) for each in stock.first_to_expire(held))
    lines = sorted((line for each in held for line in each.lines), key=lambda line: line.on)
    events = list(db.scalars(select(SupplyEvent).where(SupplyEvent.item_id == item.id).order_by(SupplyEvent.id)))
    names = {account.id: account.full_name for account in session.accounts()}
    standing = rules.Standing(item.active, item.left, len(held))
    acts = tuple(_possible(session, standing, act) for act in rules.ACTS.values())
    return SupplyDetail(
        id=item.id,
        version=item.version,
        number=item.number,
        entry=entering.entry_of(SUPPLY_ITEMS, item),
        active=item.active,
        left=item.left,
        low=item.low,
        batches=tuple(each for each in every if each.left),
        every_batch=every,
        moves=_moves(db, events, rows, names),
        month_ends=tuple(stock.month_ends(lines, today)),
        timeline=timeline(session, db, SupplyEvent.item_id, item.id, ACT_NAMES),
        acts=acts,
        next_step=next((act for act in acts if act.name in _NEXT and act.allowed), None),
        undoable=_undoable(session, events),
    )


def batch_words(batch: SupplyBatch) -> str:
    """A batch as people tell it from another: its lot, and its date."""
    day = tr("use by {date}", date=show_date(batch.expires_on)) if batch.expires_on else ""
    return " · ".join(part for part in (batch.lot, day) if part) or tr("no lot number")


def _batch(row: SupplyBatch, held: Held, session: Session) -> BatchInfo:
    return BatchInfo(row.id, row.lot, row.expires_on, record.left(held), stock.usable(held, session.today()))


def _possible(session: Session, standing: rules.Standing, act: rules.Act) -> Possible:
    return Possible(act.name, act.label, act.needs, rules.why_not(act.name, standing, session.account))


def _undoable(session: Session, events: list[SupplyEvent]) -> Undoable | None:
    last = next((each for each in reversed(events) if each.action != "undo" and each.undone_at is None), None)
    if last is None or record.why_not_undone(session, last) is not None:
        return None
    return Undoable(last.id, ACT_NAMES[last.action], last.at)


def _moves(db: Orm, events: list[SupplyEvent], rows: dict[int, SupplyBatch], names: dict[str, str]) -> tuple[Move, ...]:
    """What counts of the movements, in the order of their days, with what was there afterwards."""
    of: dict[int, list[SupplyMovement]] = {}
    for each in db.scalars(
        select(SupplyMovement).where(SupplyMovement.event_id.in_([event.id for event in events if _counts(event)]))
    ):
        of.setdefault(each.event_id, []).append(each)
    moves, after = [], 0
    for event in sorted((event for event in events if event.id in of), key=lambda event: (event.on, event.id)):
        change = sum(each.change for each in of[event.id])
        after += change
        assert event.on is not None
        moves.append(
            Move(
                event_id=event.id,
                on=event.on,
                action=event.action,
                change=change,
                after=after,
                batches=tuple(batch_words(rows[each.batch_id]) for each in of[event.id]),
                by=names.get(event.by, ""),
                code=event.code,
                people=event.people,
                source="" if event.session_id else event.source,
                document=event.document,
                note=event.note,
                session=event.source if event.session_id else "",
            )
        )
    return tuple(moves)


def _counts(event: SupplyEvent) -> bool:
    return event.undone_at is None and event.on is not None
