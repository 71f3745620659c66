"""Which tables do all record types of the social unit share: drafts, saved filters, imports, numbers of documents?"""

from typing import ClassVar

from app.common.record_tables import DocumentNumberTable, DraftTable, ImportBatchTable, SavedFilterTable
from app.vault.schema import Base


class InSocial:
    """A table of `social.db`."""

    SCHEMA: ClassVar[str | None] = "social"


class Draft(InSocial, DraftTable, Base):
    """What somebody was typing."""


class SavedFilter(InSocial, SavedFilterTable, Base):
    """A filter of a list under a name."""


class ImportBatch(InSocial, ImportBatchTable, Base):
    """One run of an import."""


class DocumentNumber(InSocial, DocumentNumberTable, Base):
    """A number of the social unit's register of documents."""
