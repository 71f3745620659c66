"""Which tables hold the supplies: items, their batches, what was done to them, and the movements of each batch?

No column of these tables names or numbers a client (`rules.py` says why).
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns
from app.health.supplies.terms import NEVER
from app.vault.schema import Base, UtcDateTime

HEALTH = {"schema": "health"}
OF_ITEM = "health.supply_items.id"


class SupplyItem(Base):
    """A thing that the station hands out, with how much of it there is now.

    `left`, `low` and `first_expires_on` follow from the movements and are copied here for the list.
    """

    __tablename__ = "supply_items"
    __table_args__ = (
        Index("ix_supply_items_name", "sort_key", "id"),
        Index("ix_supply_items_left", "left", "id"),
        Index("ix_supply_items_expires", "first_expires_on", "id"),
        Index("ix_supply_items_type", "type"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    seq: Mapped[int] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(40))
    # Below so many it runs low; 0 where nobody watches it.
    low_level: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    sort_key: Mapped[str] = mapped_column(String(400))
    # Name, number and lot numbers without marks, for the quick search.
    folded: Mapped[str] = mapped_column(Text)
    left: Mapped[int] = mapped_column(default=0)
    low: Mapped[bool] = mapped_column(default=False)
    # Of the batches that there is something left of.
    first_expires_on: Mapped[date] = mapped_column(Date, default=NEVER)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SupplyBatch(Base):
    """What came in with one lot number and one date; empty and None where the package has none."""

    __tablename__ = "supply_batches"
    __table_args__ = (Index("ix_supply_batches_item", "item_id"), HEALTH)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(OF_ITEM))
    lot: Mapped[str] = mapped_column(String(60), default="")
    expires_on: Mapped[date | None] = mapped_column(Date)


class SupplyEvent(EventColumns, Base):
    """Something done to an item. `code` is the purpose or the reason of the list; `people` how many, never who."""

    __tablename__ = "supply_events"
    __table_args__ = (
        Index("ix_supply_events_item", "item_id", "id"),
        Index("ix_supply_events_session", "session_id"),
        HEALTH,
    )

    item_id: Mapped[int] = mapped_column(ForeignKey(OF_ITEM))
    on: Mapped[date | None] = mapped_column(Date)
    code: Mapped[str] = mapped_column(String(20), default="")
    people: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    # The group session at which it was handed out.
    session_id: Mapped[int | None]


class SupplyMovement(Base):
    """A change of one batch on a day: in above zero, out below. It counts while its event is not undone."""

    __tablename__ = "supply_movements"
    __table_args__ = (
        Index("ix_supply_movements_item", "item_id", "on"),
        Index("ix_supply_movements_event", "event_id"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("health.supply_events.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey(OF_ITEM))
    batch_id: Mapped[int] = mapped_column(ForeignKey("health.supply_batches.id"))
    on: Mapped[date] = mapped_column(Date)
    change: Mapped[int]
