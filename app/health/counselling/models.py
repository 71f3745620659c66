"""Which tables hold the counselling: sessions, instruments taken, self-harm alerts, timeline and earlier versions?

All point at the client, so that erasing the client reaches them: `figures` are the columns that stay.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns, VersionColumns
from app.health.clients.models import HEALTH, OF_CLIENT
from app.vault.schema import Base, UtcDateTime

OF_SESSION = "health.counselling.id"
_FIGURES = frozenset({"number", "year", "seq", "state", "held_on", "minutes", "counsellor_id", "listed"})


class CounsellingSession(Base):
    """A session that was held with a client."""

    __tablename__ = "counselling"
    # Each sort of the list walks an index; each filter has one that also gives the default order.
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        Index("ix_counselling_held", "listed", "held_on", "id"),
        Index("ix_counselling_seq", "listed", "year", "seq"),
        Index("ix_counselling_next", "listed", "next_sort", "id"),
        Index("ix_counselling_counsellor", "listed", "counsellor_id", "held_on", "id"),
        Index("ix_counselling_client", "client_id", "listed", "held_on", "id"),
        HEALTH | {"info": {"figures": _FIGURES | {"created_at", "updated_at", "created_by"}}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    # Whether lists show it: not what was removed.
    listed: Mapped[bool] = mapped_column(default=True)

    held_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int | None]
    counsellor_id: Mapped[str] = mapped_column(String(40))
    # Codes of the office's list of topics.
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    agreed: Mapped[str] = mapped_column(Text, default="")
    follow_up: Mapped[str] = mapped_column(Text, default="")
    next_visit_on: Mapped[date | None] = mapped_column(Date)
    next_sort: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(40))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CounsellingNumber(Base):
    """A number that was given; it is never given again."""

    __tablename__ = "counselling_numbers"
    __table_args__ = (HEALTH,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InstrumentTaken(Base):
    """An instrument as it was filled in, with the score and the band as they were reckoned then."""

    __tablename__ = "instruments_taken"
    __table_args__ = (
        UniqueConstraint("session_id", "instrument"),
        Index("ix_instruments_taken_client", "client_id", "instrument", "id"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey(OF_SESSION, ondelete="CASCADE"))
    instrument: Mapped[str] = mapped_column(String(20))
    # Which wording was asked.
    edition: Mapped[str] = mapped_column(String(20))
    # One for each question; null where it was not answered.
    answers: Mapped[list[int | None]] = mapped_column(JSON)
    difficulty: Mapped[int | None]
    score: Mapped[int | None]
    band: Mapped[str] = mapped_column(String(40), default="")


class SelfHarmAlert(Base):
    """Somebody answered that they had thought of death or of harming themselves. Open until it is noted what was done.

    It outlives a correction of the answer: that somebody was asked, and what was done, stays.
    """

    __tablename__ = "self_harm_alerts"
    __table_args__ = (
        Index("ix_self_harm_alerts_open", "noted_at", "id"),
        Index("ix_self_harm_alerts_client", "client_id", "id"),
        Index("ix_self_harm_alerts_session", "session_id", "id"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey(OF_SESSION, ondelete="CASCADE"))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    raised_by: Mapped[str] = mapped_column(String(40))
    noted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    noted_by: Mapped[str] = mapped_column(String(40), default="")
    done: Mapped[str] = mapped_column(Text, default="")


class CounsellingEvent(EventColumns, Base):
    """One line of a session's timeline."""

    __tablename__ = "counselling_events"
    __table_args__ = (
        Index("ix_counselling_events_session", "session_id", "id"),
        Index("ix_counselling_events_client", "client_id"),
        HEALTH,
    )

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey(OF_SESSION, ondelete="CASCADE"))


class CounsellingVersion(VersionColumns, Base):
    """A session as it stood before it was changed, with the reason for it."""

    __tablename__ = "counselling_versions"
    __table_args__ = (
        Index("ix_counselling_versions_session", "session_id", "id"),
        Index("ix_counselling_versions_client", "client_id"),
        HEALTH,
    )

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey(OF_SESSION, ondelete="CASCADE"))
