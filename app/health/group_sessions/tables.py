"""Which tables hold the group sessions and their timeline? What was handed out there is in the supplies."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns
from app.vault.schema import Base, UtcDateTime

HEALTH = {"schema": "health"}


class Sort(StrEnum):
    """The orders of the list; each walks an index."""

    NEWEST = "newest"
    OLDEST = "oldest"
    REACHED = "reached"


class GroupSession(Base):
    """A session with numbers only. `reached` is "sex/age band" → people, `tests` kind → how many were done."""

    __tablename__ = "group_sessions"
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        Index("ix_group_sessions_on", "removed", "on", "id"),
        Index("ix_group_sessions_reached", "removed", "reached_total", "id"),
        Index("ix_group_sessions_village", "village_id"),
        Index("ix_group_sessions_form", "removed", "form", "on", "id"),
        Index("ix_group_sessions_audience", "removed", "audience", "on", "id"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    seq: Mapped[int]
    on: Mapped[date] = mapped_column(Date)
    form: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(200))
    # A village of the registry, by its id alone.
    village_id: Mapped[int | None]
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    reached: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reached_total: Mapped[int] = mapped_column(default=0)
    tests: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    tests_total: Mapped[int] = mapped_column(default=0)
    staff: Mapped[str] = mapped_column(String(300), default="")
    collaborators: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    # Number, place, village and staff without marks, for the quick search.
    folded: Mapped[str] = mapped_column(Text, default="")
    removed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GroupSessionEvent(EventColumns, Base):
    """One line of a session's timeline; `before` is the session as it stood."""

    __tablename__ = "group_session_events"
    __table_args__ = (Index("ix_group_session_events_session", "session_id", "id"), HEALTH)

    session_id: Mapped[int] = mapped_column(ForeignKey("health.group_sessions.id"))
