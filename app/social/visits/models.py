"""Which tables hold the follow-up visits: the visit, how it stood with each goal, its timeline?

Every table points at the case, too, so that erasing a case reaches all of it: `figures` are the columns that stay, and
no free text is among them.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns
from app.social.cases.models import OF_CASE, SOCIAL
from app.vault.schema import Base, UtcDateTime

OF_VISIT = "social.visits.id"


def _stays(*names: str) -> dict[str, Any]:
    return SOCIAL | {"info": {"figures": frozenset(names)}}


class Sort(StrEnum):
    """The orders of the list."""

    DAY = "day"  # the earliest first
    NEWEST = "newest"


class Visit(Base):
    """A visit or a contact. `day` is what lists sort by: when it was made, else when it is planned."""

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        Index("ix_visits_day", "day", "id"),
        Index("ix_visits_state", "state", "day", "id"),
        Index("ix_visits_way", "way", "day", "id"),
        Index("ix_visits_case", "case_id", "day", "id"),
        _stays("number", "seq", "state", "way", "day", "planned_on", "done_on", "ended_on", "created_at", "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(30), unique=True)
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    way: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)

    # None: a visit that nobody had planned.
    planned_on: Mapped[date | None] = mapped_column(Date)
    # 14:30; empty when only the day is known.
    planned_at: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    aim: Mapped[str] = mapped_column(Text, default="")

    done_on: Mapped[date | None] = mapped_column(Date)
    came: Mapped[str] = mapped_column(String(300), default="")
    talked: Mapped[str] = mapped_column(Text, default="")
    # Nobody was met, or it was cancelled: when, why, and what was tried.
    ended_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text, default="")
    tried: Mapped[str] = mapped_column(Text, default="")
    written_by: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class VisitGoal(Base):
    """How it stood with a goal of the plan at a visit."""

    __tablename__ = "visit_goals"
    __table_args__ = (
        Index("ix_visit_goals_visit", "visit_id"),
        Index("ix_visit_goals_case", "case_id"),
        _stays("visit_id", "goal_id", "going"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    visit_id: Mapped[int] = mapped_column(ForeignKey(OF_VISIT, ondelete="CASCADE"))
    goal_id: Mapped[int]
    going: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")


class VisitEvent(EventColumns, Base):
    """One act on a visit, with the visit as it was before, so that it can be taken back."""

    __tablename__ = "visit_events"
    __table_args__ = (
        Index("ix_visit_events_case", "case_id", "id"),
        Index("ix_visit_events_visit", "visit_id", "id"),
        _stays("visit_id", "at", "by", "action", "from_state", "to_state"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    visit_id: Mapped[int] = mapped_column(ForeignKey(OF_VISIT, ondelete="CASCADE"))
