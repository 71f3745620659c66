"""Which tables does every unit share: villages, lists, the office's facts, calendar, time limits; and the desk's?

The premises have tables of their own in `establishments/models.py`.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import DraftTable, ImportBatchTable, SavedFilterTable
from app.vault.schema import Base, UtcDateTime


class Village(Base):
    """A village or residential group of the commune; one no longer used stays, for old records."""

    __tablename__ = "villages"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")


class CatalogueItem(Base):
    """An entry of one of the office's lists (grounds, sources, establishment types, kinds of violations)."""

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
    # Between which days the law behind it is in force; None is "since ever" and "still".
    in_force_from: Mapped[date | None] = mapped_column(Date)
    in_force_to: Mapped[date | None] = mapped_column(Date)
    # What else this list knows of an entry: the range of a fine, the types of premises a check is for.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


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


# --- beside the shared records -------------------------------------------------------------------------


class InRegistry:
    """A table of `registry.db`."""

    SCHEMA: ClassVar[str | None] = None


class Draft(InRegistry, DraftTable, Base):
    """What somebody was typing into a form of the shared records; sealed to that person alone."""


class SavedFilter(InRegistry, SavedFilterTable, Base):
    """A filter of a shared list under a name."""


class ImportBatch(InRegistry, ImportBatchTable, Base):
    """One run of an import into the shared records."""
