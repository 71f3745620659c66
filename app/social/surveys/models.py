"""Which tables hold the needs surveys: one row for one person asked, and what that person needs? Nobody is named."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.vault.schema import Base, UtcDateTime

SOCIAL = {"schema": "social"}


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


class Survey(Base):
    """What one person answered. When: a day, or only its quarter, or only its year."""

    __tablename__ = "needs_surveys"
    # Each order walks an index; each filter has one that gives the default order, too.
    __table_args__ = (
        UniqueConstraint("number_year", "seq"),
        Index("ix_needs_surveys_newest", "removed", "sort_day", "id"),
        Index("ix_needs_surveys_number", "removed", "number_year", "seq"),
        Index("ix_needs_surveys_group", "removed", "group", "sort_day", "id"),
        Index("ix_needs_surveys_village", "removed", "village_id", "sort_day", "id"),
        Index("ix_needs_surveys_year", "removed", "year", "sort_day", "id"),
        *(
            Index(f"ix_needs_surveys_{name}", "removed", name, "sort_day", "id")
            for name in ("sex", "age_band", "workplace", "difficulty", "quarter")
        ),
        Index("ix_needs_surveys_batch", "batch_id"),
        Index("ix_needs_surveys_fingerprint", "fingerprint"),
        SOCIAL,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    number_year: Mapped[int]
    seq: Mapped[int]

    # A code of the office's list of groups.
    group: Mapped[str] = mapped_column(String(60))
    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")
    sex: Mapped[str] = mapped_column(String(10), default="")
    age_band: Mapped[str] = mapped_column(String(10), default="")
    surveyed_on: Mapped[date | None] = mapped_column(Date)
    quarter: Mapped[int | None]
    year: Mapped[int]
    # The day, or the first of its quarter or year: what lists sort by.
    sort_day: Mapped[date] = mapped_column(Date)
    difficulty: Mapped[str] = mapped_column(String(10), default="unknown")
    # The type of the establishment where the person works, never the establishment.
    workplace: Mapped[str] = mapped_column(String(60), default="")
    surveyor: Mapped[str] = mapped_column(String(120), default="")
    remark: Mapped[str] = mapped_column(String(300), default="")

    removed: Mapped[bool] = mapped_column(default=False)
    batch_id: Mapped[str | None] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(40))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SurveyNeed(Base):
    """One thing that the person needs: a code of the office's list of needs."""

    __tablename__ = "needs_survey_needs"
    __table_args__ = (Index("ix_needs_survey_needs_need", "need", "survey_id"), SOCIAL)

    survey_id: Mapped[int] = mapped_column(ForeignKey("social.needs_surveys.id", ondelete="CASCADE"), primary_key=True)
    need: Mapped[str] = mapped_column(String(60), primary_key=True)


class SurveyNumber(Base):
    """A number that was given; it is never given again."""

    __tablename__ = "needs_survey_numbers"
    __table_args__ = (SOCIAL,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
