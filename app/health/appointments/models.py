"""Which table holds when clients come again?"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.health.clients.models import HEALTH, OF_CLIENT
from app.vault.schema import Base, UtcDateTime


class Appointment(Base):
    """A day on which a client is expected. `note` is for the opened page alone; no list and no paper shows it."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_client", "client_id", "on"),
        Index("ix_appointments_on", "state", "on", "id"),
        HEALTH | {"info": {"figures": frozenset({"on", "state", "ended_on"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    on: Mapped[date] = mapped_column(Date)
    # The hour as it is said: 8:30, or a part of the day.
    at: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(20))
    # Whether the client wishes to be reminded, in the safe way and at the safe time; and when they were.
    remind: Mapped[bool] = mapped_column(default=False)
    reminded_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(40))
