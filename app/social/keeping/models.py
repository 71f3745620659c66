"""Which tables say how long cases are kept, what holds them, what was wished for, and what was erased?"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.social.cases.models import OF_CASE, SOCIAL
from app.vault.schema import Base, UtcDateTime


class RetentionRule(Base):
    """For how many years after closure the office keeps records of a type; the office's own number, none is shipped."""

    __tablename__ = "retention_rules"
    __table_args__ = (SOCIAL,)

    record_kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    years: Mapped[int]
    basis: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(40))


class LegalHold(Base):
    """Why a case may not be erased now; ended by a lead."""

    __tablename__ = "legal_holds"
    __table_args__ = (Index("ix_legal_holds_case", "case_id", "ended_at"), SOCIAL)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(Text)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_by: Mapped[str] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(40), default="")


class CorrectionWish(Base):
    """What a person wants corrected in the record about them, and the answer."""

    __tablename__ = "correction_wishes"
    __table_args__ = (Index("ix_correction_wishes_case", "case_id", "state"), SOCIAL)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    wish: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str] = mapped_column(String(40), default="")


class ErasureCertificate(Base):
    """What was erased, when, by whom and on which ground; nothing of the person."""

    __tablename__ = "erasure_certificates"
    __table_args__ = (SOCIAL,)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    ground: Mapped[str] = mapped_column(String(40))
    # Table -> rows removed or emptied.
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Names of the backups in the vault's folder that were replaced; None until that is done.
    backups: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
