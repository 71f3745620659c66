"""Which tables do all record types of the police share: drafts, saved filters, imports, numbers of documents?"""

from typing import ClassVar

from app.common.record_tables import DocumentNumberTable, DraftTable, ImportBatchTable, SavedFilterTable
from app.vault.schema import Base


class InPolice:
    """A table of `police.db`."""

    SCHEMA: ClassVar[str | None] = "police"


class Draft(InPolice, DraftTable, Base):
    """What somebody was typing."""


class SavedFilter(InPolice, SavedFilterTable, Base):
    """A filter of a list under a name."""


class ImportBatch(InPolice, ImportBatchTable, Base):
    """One run of an import."""


class DocumentNumber(InPolice, DocumentNumberTable, Base):
    """A number of the police's register of documents."""
