"""Which table holds what an import needs to know a row again, and to take it back as one step?"""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.health.clients.models import HEALTH, OF_CLIENT
from app.health.counselling.models import OF_SESSION
from app.vault.schema import Base


class ImportedSession(Base):
    """A session that came out of a register, and how its client stood before and after.

    Nothing of it stays when the client is erased: a digest of so few facts could be guessed.
    """

    __tablename__ = "counselling_imports"
    __table_args__ = (
        Index("ix_counselling_imports_fingerprint", "fingerprint"),
        Index("ix_counselling_imports_batch", "batch_id"),
        Index("ix_counselling_imports_client", "client_id"),
        HEALTH,
    )

    session_id: Mapped[int] = mapped_column(ForeignKey(OF_SESSION, ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    batch_id: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))
    # Whether the client's record was opened by this import; then the version that it left the record at.
    opened: Mapped[bool]
    client_version: Mapped[int] = mapped_column(default=0)
    last_visit_before: Mapped[date] = mapped_column(Date)
