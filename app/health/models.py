"""Which tables do all record types of the health station share: drafts, filters, imports, numbers of documents?"""

from typing import ClassVar

from app.common.record_tables import DocumentNumberTable, DraftTable, ImportBatchTable, SavedFilterTable
from app.vault.schema import Base


class InHealth:
    """A table of `health.db`."""

    SCHEMA: ClassVar[str | None] = "health"


class Draft(InHealth, DraftTable, Base):
    """What somebody was typing."""


class SavedFilter(InHealth, SavedFilterTable, Base):
    """A filter of a list under a name."""


class ImportBatch(InHealth, ImportBatchTable, Base):
    """One run of an import."""


class DocumentNumber(InHealth, DocumentNumberTable, Base):
    """A number of the health station's register of documents."""
