"""Which table holds the figures that were published? As they left the unit, each period once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from app.health.clients.models import HEALTH
from app.vault.schema import Base, UtcDateTime


class PublishedFigures(Base):
    """The published tables of a period. What was published is never reckoned anew: the difference would tell."""

    __tablename__ = "published_figures"
    __table_args__ = (HEALTH,)

    id: Mapped[int] = mapped_column(primary_key=True)
    period_from: Mapped[date] = mapped_column(Date, unique=True)
    period_to: Mapped[date] = mapped_column(Date, unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    # Indicator -> what suppression.Published says, in values that JSON knows.
    tables: Mapped[dict[str, Any]] = mapped_column(JSON)
