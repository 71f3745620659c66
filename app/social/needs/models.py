"""Which tables hold the assessments of a case: each assessment, its domains, and how it read before a correction?

When the case is erased its days and scales stay for figures; every text goes.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import VersionColumns
from app.vault.schema import Base, UtcDateTime

SOCIAL = {"schema": "social"}
OF_CASE, OF_ASSESSMENT = "social.cases.id", "social.needs_assessments.id"


class Assessment(Base):
    """What somebody needed on a day, as it was asked."""

    __tablename__ = "needs_assessments"
    __table_args__ = (
        Index("ix_needs_assessments_case", "case_id", "assessed_on", "id"),
        Index("ix_needs_assessments_day", "assessed_on"),
        SOCIAL
        | {
            "info": {
                "figures": frozenset({"version", "assessed_on", "assessed_by", "together", "created_at", "updated_at"})
            }
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    assessed_on: Mapped[date] = mapped_column(Date)
    # An account of the unit: who asked, which need not be who typed it.
    assessed_by: Mapped[str] = mapped_column(String(40))
    circumstances: Mapped[str] = mapped_column(Text, default="")
    together: Mapped[bool]
    summary: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Score(Base):
    """One domain of an assessment. `level` None is "unknown", which is not 0; `priority` is the client's own."""

    __tablename__ = "needs_scores"
    __table_args__ = (
        UniqueConstraint("assessment_id", "domain"),
        Index("ix_needs_scores_case", "case_id"),
        SOCIAL | {"info": {"figures": frozenset({"assessment_id", "domain", "level"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    assessment_id: Mapped[int] = mapped_column(ForeignKey(OF_ASSESSMENT, ondelete="CASCADE"))
    domain: Mapped[str] = mapped_column(String(20))
    level: Mapped[int | None]
    facts: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[int | None]


class AssessmentVersion(VersionColumns, Base):
    """An assessment as it stood before a correction, with the reason for it."""

    __tablename__ = "needs_assessment_versions"
    __table_args__ = (
        Index("ix_needs_assessment_versions_case", "case_id"),
        Index("ix_needs_assessment_versions_of", "assessment_id", "id"),
        SOCIAL,
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    assessment_id: Mapped[int] = mapped_column(ForeignKey(OF_ASSESSMENT, ondelete="CASCADE"))
