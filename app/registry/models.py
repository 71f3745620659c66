"""Which tables does every unit share: villages, premises, lists, the office's facts, calendar, time limits?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.vault.schema import Base, UtcDateTime


class Village(Base):
    """A village or residential group of the commune; one no longer used stays, for old records."""

    __tablename__ = "villages"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")


class Establishment(Base):
    """Premises that serve the public; the least that a report needs to name one."""

    __tablename__ = "establishments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)
    sort_key: Mapped[str] = mapped_column(String(600), index=True)
    type_code: Mapped[str] = mapped_column(String(60), default="other", index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id"), index=True)
    address: Mapped[str] = mapped_column(String(300), default="")
    # The person responsible for the premises, as the law knows one; nobody else of the premises is kept.
    responsible: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CatalogueItem(Base):
    """An entry of one of the office's lists (grounds, sources, authorities, establishment types)."""

    __tablename__ = "catalogue_items"
    __table_args__ = (
        UniqueConstraint("catalogue", "code"),
        Index("ix_catalogue_items_order", "catalogue", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    catalogue: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    # Where the entry comes from (a law's article), or empty.
    basis: Mapped[str] = mapped_column(String(200), default="")
    verified: Mapped[bool] = mapped_column(default=False)


class OfficeFact(Base):
    """What documents say about an office: its name, its superior, its place, who signs."""

    __tablename__ = "office_facts"

    unit: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class CalendarDay(Base):
    """A day that is not as its weekday says: a holiday, or a Saturday worked to make up for one."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    working: Mapped[bool]
    label: Mapped[str] = mapped_column(String(200), default="")


class CalendarYear(Base):
    """A year whose days off somebody has compared with the official notice."""

    __tablename__ = "calendar_years"

    year: Mapped[int] = mapped_column(primary_key=True)
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(40))


class DeadlineRule(Base):
    """A legal time limit as it was in force in a period; changing one closes the row and adds another."""

    __tablename__ = "deadline_rules"
    __table_args__ = (UniqueConstraint("code", "in_force_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    track: Mapped[str] = mapped_column(String(40), index=True)
    in_force_from: Mapped[date] = mapped_column(Date)
    # The whole rule, in the form of app.common.deadlines.Rule.
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(40), default="")
