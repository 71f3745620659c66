"""Which tables hold the tests: the test with its result, tellings, timeline and earlier versions?

What the law forbids the tables forbid, too: no result without consent, no confirmation without the laboratory, its day
and its number, no positive screening for HIV. All point at the client, so that erasing the client reaches them;
`figures` are the columns that stay, and no result is among them.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns, VersionColumns
from app.health.clients.models import HEALTH, OF_CLIENT
from app.vault.schema import Base, UtcDateTime

OF_SCREENING = "health.screenings.id"
_FIGURES = frozenset(
    {"number", "year", "seq", "listed", "asked_on", "consent_on", "sample_on", "created_at", "updated_at", "created_by"}
)


class Screening(Base):
    """A test that somebody was offered: refused, or agreed to and carried out."""

    __tablename__ = "screenings"
    # Each sort of the list walks an index; each filter has one that also gives the default order.
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        CheckConstraint("result = '' OR consent_on IS NOT NULL", name="result_with_consent"),
        CheckConstraint(
            "confirmed = '' OR (result <> '' AND lab <> '' AND lab_number <> '' AND confirmed_on IS NOT NULL)",
            name="confirmed_by_a_laboratory",
        ),
        CheckConstraint("way <> 'hiv' OR result <> 'positive'", name="no_positive_hiv_screening"),
        Index("ix_screenings_asked", "listed", "asked_on", "id"),
        Index("ix_screenings_seq", "listed", "year", "seq"),
        Index("ix_screenings_due", "listed", "due_sort", "id"),
        Index("ix_screenings_shown", "listed", "shown", "due_sort", "id"),
        Index("ix_screenings_test", "listed", "test", "due_sort", "id"),
        Index("ix_screenings_client", "client_id", "listed", "asked_on", "id"),
        HEALTH | {"info": {"figures": _FIGURES}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    # How far it is, without a word of the result (terms.SHOWN): what lists filter and sort by.
    shown: Mapped[str] = mapped_column(String(20))
    listed: Mapped[bool] = mapped_column(default=True)

    # A code of the office's list, its name on that day, and the way of its results (rules.WAYS).
    test: Mapped[str] = mapped_column(String(60))
    test_name: Mapped[str] = mapped_column(String(200))
    way: Mapped[str] = mapped_column(String(20))
    asked_on: Mapped[date] = mapped_column(Date)
    asked_by: Mapped[str] = mapped_column(String(40))
    # None where it was refused.
    consent_on: Mapped[date | None] = mapped_column(Date)
    consent_how: Mapped[str] = mapped_column(String(20), default="")
    # Of somebody under 15: the parent or guardian who agreed.
    consent_guardian: Mapped[str] = mapped_column(String(200), default="")
    withdrawn_on: Mapped[date | None] = mapped_column(Date)

    sample_on: Mapped[date | None] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    due_sort: Mapped[date] = mapped_column(Date)

    result: Mapped[str] = mapped_column(String(20), default="")
    result_on: Mapped[date | None] = mapped_column(Date)
    confirmed: Mapped[str] = mapped_column(String(20), default="")
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    lab: Mapped[str] = mapped_column(String(200), default="")
    lab_number: Mapped[str] = mapped_column(String(60), default="")
    closed_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(40))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ScreeningNumber(Base):
    """A number that was given; it is never given again."""

    __tablename__ = "screening_numbers"
    __table_args__ = (HEALTH,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Telling(Base):
    """That a result was told: which (the screening's or the last), to whom, by whom, with counselling or without."""

    __tablename__ = "screening_tellings"
    __table_args__ = (
        Index("ix_screening_tellings_screening", "screening_id", "id"),
        Index("ix_screening_tellings_client", "client_id"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    screening_id: Mapped[int] = mapped_column(ForeignKey(OF_SCREENING, ondelete="CASCADE"))
    first: Mapped[bool]
    told_on: Mapped[date] = mapped_column(Date)
    told_by: Mapped[str] = mapped_column(String(40))
    told_to: Mapped[str] = mapped_column(String(20))
    guardian: Mapped[str] = mapped_column(String(200), default="")
    counselled: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")


class ScreeningEvent(EventColumns, Base):
    """One line of a test's timeline; read whole only with the result."""

    __tablename__ = "screening_events"
    __table_args__ = (
        Index("ix_screening_events_screening", "screening_id", "id"),
        Index("ix_screening_events_client", "client_id"),
        HEALTH,
    )

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    screening_id: Mapped[int] = mapped_column(ForeignKey(OF_SCREENING, ondelete="CASCADE"))


class ScreeningVersion(VersionColumns, Base):
    """A test as it stood before a correction, with the reason for it."""

    __tablename__ = "screening_versions"
    __table_args__ = (
        Index("ix_screening_versions_screening", "screening_id", "id"),
        Index("ix_screening_versions_client", "client_id"),
        HEALTH,
    )

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    screening_id: Mapped[int] = mapped_column(ForeignKey(OF_SCREENING, ondelete="CASCADE"))
