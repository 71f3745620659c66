"""What is entered about supplies, and what is told of them?"""

from dataclasses import dataclass
from datetime import date

from app.common.records.opened import Event
from app.common.steps import Possible, Undoable
from app.health.supplies.declared import ItemEntry
from app.health.supplies.terms import Loss, Purpose


@dataclass(frozen=True)
class Receipt:
    """What came in. `expires_on` None does not expire."""

    on: date
    quantity: int
    source: str
    lot: str = ""
    expires_on: date | None = None
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class HandOut:
    """What was handed out, never to whom. `batch_id` None: the first to expire first; `people` None: not counted."""

    on: date
    quantity: int
    purpose: Purpose
    batch_id: int | None = None
    people: int | None = None
    note: str = ""


@dataclass(frozen=True)
class WriteOff:
    """What left the stock without being handed out."""

    on: date
    batch_id: int
    quantity: int
    loss: Loss
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class Count:
    """What somebody counted of a batch on a day, and why it was counted or differs."""

    on: date
    batch_id: int
    counted: int
    reason: str


@dataclass(frozen=True)
class SupplyChanged:
    """What a verb did."""

    id: int
    number: str
    version: int
    action: str
    left: int


@dataclass(frozen=True)
class BatchInfo:
    """A batch with what is left of it; `usable` can be handed out today."""

    id: int
    lot: str
    expires_on: date | None
    left: int
    usable: int


@dataclass(frozen=True)
class Move:
    """A movement of the item: what changed in all, and what was there afterwards, in the order of the days."""

    event_id: int
    on: date
    action: str
    change: int
    after: int
    batches: tuple[str, ...]
    by: str
    code: str
    people: int | None
    source: str
    document: str
    note: str
    session: str


@dataclass(frozen=True)
class SupplyDetail:
    """Everything about an item. `batches` hold those with something left, the first to expire first."""

    id: int
    version: int
    number: str
    entry: ItemEntry
    active: bool
    left: int
    low: bool
    batches: tuple[BatchInfo, ...]
    every_batch: tuple[BatchInfo, ...]
    moves: tuple[Move, ...]
    month_ends: tuple[tuple[date, int], ...]
    timeline: tuple[Event, ...]
    acts: tuple[Possible, ...]
    next_step: Possible | None = None
    undoable: Undoable | None = None
    steps: tuple[Possible, ...] = ()


@dataclass(frozen=True)
class BatchRow:
    """A batch for the day's work: past its date or soon to be."""

    item_id: int
    number: str
    name: str
    unit: str
    lot: str
    expires_on: date
    left: int
