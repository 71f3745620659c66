"""Which tables hold the register of establishments: premises, their history, head-counts, proposals?

All in `registry.db`: every unit reads them. There are head-counts and no list of workers, and what the police's
reports and inspections say of premises is not here.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.models import Village
from app.vault.schema import Base, UtcDateTime

# What sorts after every date: premises without a paper that ends come last.
NEVER = date(9999, 12, 31)


class Establishment(Base):
    """Premises that serve the public, as they are now. An empty text is "none" or "not known"."""

    __tablename__ = "establishments"
    # Each sort of the list walks an index; each filter has one that also gives the order by name.
    __table_args__ = (
        Index("ix_establishments_name", "listed", "sort_key", "id"),
        Index("ix_establishments_seq", "listed", "seq", "id"),
        Index("ix_establishments_expires", "listed", "expires_sort", "id"),
        Index("ix_establishments_type", "listed", "type_code", "sort_key", "id"),
        Index("ix_establishments_village", "listed", "village_id", "sort_key", "id"),
        Index("ix_establishments_state", "listed", "state", "sort_key", "id"),
        Index("ix_establishments_counted", "listed", "counted_on", "sort_key", "id"),
        Index("ix_establishments_in_use", "active", "sort_key", "id"),
        Index("ix_establishments_folded", "folded"),
        Index("ix_establishments_fingerprint", "fingerprint"),
        Index("ix_establishments_batch", "batch_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by every change: who saves an older one is shown both (optimistic concurrency).
    version: Mapped[int] = mapped_column(default=1)
    seq: Mapped[int] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(600))
    type_code: Mapped[str] = mapped_column(String(60), default="other")
    village_id: Mapped[int | None] = mapped_column(ForeignKey(Village.id))
    address: Mapped[str] = mapped_column(String(300), default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    # The person responsible for the premises, as the law knows one; nobody else of the premises is kept.
    responsible: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")

    licence_number: Mapped[str] = mapped_column(String(60), default="")
    licence_issued_on: Mapped[date | None] = mapped_column(Date)
    licence_expires_on: Mapped[date | None] = mapped_column(Date)
    # Giấy chứng nhận đủ điều kiện về an ninh, trật tự.
    cert_number: Mapped[str] = mapped_column(String(60), default="")
    cert_issued_on: Mapped[date | None] = mapped_column(Date)
    cert_expires_on: Mapped[date | None] = mapped_column(Date)
    # The earlier end of the two, kept by `record.refresh`.
    expires_sort: Mapped[date] = mapped_column(Date, default=NEVER)

    opened_on: Mapped[date | None] = mapped_column(Date)
    # The last day on which it was open.
    closed_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="active")
    # Follow from the state: whether forms offer it, whether lists show it unasked.
    active: Mapped[bool] = mapped_column(default=True)
    listed: Mapped[bool] = mapped_column(default=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("establishments.id"), index=True)

    # Copies of the latest head-count, so that lists and figures need no join; kept by `record.refresh`.
    counted_on: Mapped[date | None] = mapped_column(Date)
    workers_total: Mapped[int | None]
    workers_women: Mapped[int | None]
    workers_from_elsewhere: Mapped[int | None]
    workers_with_contract: Mapped[int | None]
    workers_declared: Mapped[int | None]

    batch_id: Mapped[str | None] = mapped_column(String(40))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EstablishmentNumber(Base):
    """A number that was given; it stays when the import that brought the premises is undone."""

    __tablename__ = "establishment_numbers"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EstablishmentChange(Base):
    """One field of premises as it was and as it became: names, owners, addresses, papers and states of before.

    The rows of one act share `version`, the version of the premises that the act made.
    """

    __tablename__ = "establishment_changes"
    __table_args__ = (
        Index("ix_establishment_changes_establishment", "establishment_id", "id"),
        Index("ix_establishment_changes_field", "field", "establishment_id", "since", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishments.id", ondelete="CASCADE"))
    version: Mapped[int]
    # Which act it was: change, close, suspend, reopen, merge …
    act: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[Any] = mapped_column(JSON)
    new: Mapped[Any] = mapped_column(JSON)
    # The day from which the new value holds, which may lie before the day it was entered.
    since: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HeadCount(Base):
    """How many people worked there on a day, and of them how many …; None is "not known". Nobody is named."""

    __tablename__ = "head_counts"
    __table_args__ = (UniqueConstraint("establishment_id", "counted_on", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishments.id", ondelete="CASCADE"))
    counted_on: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]
    women: Mapped[int | None]
    from_elsewhere: Mapped[int | None]
    with_contract: Mapped[int | None]
    # Of how many the owner declared the residence.
    residence_declared: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    batch_id: Mapped[str | None] = mapped_column(String(40))


class Proposal(Base):
    """What another unit proposes for the register; the police confirm or decline it."""

    __tablename__ = "establishment_proposals"
    __table_args__ = (
        Index("ix_establishment_proposals_state", "state", "id"),
        Index("ix_establishment_proposals_establishment", "establishment_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    # For a new one the row that stands as proposed.
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishments.id", ondelete="CASCADE"))
    # Field -> the value proposed, as JSON knows it.
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    since: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(20), default="open")
    decided_by: Mapped[str] = mapped_column(String(40), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
