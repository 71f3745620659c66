"""Which tables hold care: a referral and what came of it, the checks after months, a choice about partners?"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.health.clients.models import HEALTH, OF_CLIENT
from app.vault.schema import Base, UtcDateTime

OF_CARE = "health.care.id"


class Care(Base):
    """Care of one kind that a client gets somewhere, or here (no facility)."""

    __tablename__ = "care"
    __table_args__ = (
        Index("ix_care_client", "client_id", "id"),
        Index("ix_care_news", "state", "news_by", "id"),
        HEALTH
        | {
            "info": {
                "figures": frozenset(
                    {"service", "state", "outside", "referred_on", "arrived_on", "ended_on", "outcome"}
                )
            }
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    service: Mapped[str] = mapped_column(String(60))
    # As the office called it then: a list may change.
    service_name: Mapped[str] = mapped_column(String(200))
    # Empty where the station gives the care itself; `outside` stays when the record is erased.
    facility: Mapped[str] = mapped_column(String(200), default="")
    outside: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20))
    referred_on: Mapped[date] = mapped_column(Date)
    # By this day news is expected: whether the client went.
    news_by: Mapped[date | None] = mapped_column(Date)
    # Post-exposure prophylaxis alone: when it happened, and until when it must have begun.
    exposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begin_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(40))


class CareCheck(Base):
    """Whether somebody is still in care so many months after they arrived; due in exact months."""

    __tablename__ = "care_checks"
    __table_args__ = (
        Index("ix_care_checks_care", "care_id", "months"),
        Index("ix_care_checks_due", "kept", "due_on"),
        HEALTH | {"info": {"figures": frozenset({"care_id", "months", "due_on", "kept", "checked_on"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    care_id: Mapped[int] = mapped_column(ForeignKey(OF_CARE, ondelete="CASCADE"))
    months: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    # Empty until somebody asked.
    kept: Mapped[str] = mapped_column(String(20), default="")
    checked_on: Mapped[date | None] = mapped_column(Date)


class PartnerChoiceMade(Base):
    """What a client chose about telling partners, and when it was done. There is no room for anybody's name."""

    __tablename__ = "partner_choices"
    __table_args__ = (
        Index("ix_partner_choices_client", "client_id", "id"),
        HEALTH | {"info": {"figures": frozenset({"choice", "chosen_on", "done_on"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    choice: Mapped[str] = mapped_column(String(20))
    chosen_on: Mapped[date] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
