"""Which columns do the tables have that every compartment keeps beside its records?

A compartment declares its own tables of them in a line each; `SCHEMA` says in which file they lie:

    class Draft(InPolice, DraftTable, Base):
        \"\"\"What somebody was typing.\"\"\"

A record type has its own timeline, versions and attachments: columns from here, and the key of its record.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.vault.schema import UtcDateTime

# --- one table for all record types of a compartment: `kind` is the record kind's name -----------------------


class DraftTable:
    """What somebody was typing, sealed to that person's own account."""

    __tablename__ = "drafts"
    SCHEMA: ClassVar[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return UniqueConstraint("owner", "kind", "form", "record_id"), {"schema": cls.SCHEMA}

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(60))
    # Empty for a new record.
    record_id: Mapped[str] = mapped_column(String(40), default="")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SavedFilterTable:
    """A filter of a list that a person keeps under a name."""

    __tablename__ = "saved_filters"
    SCHEMA: ClassVar[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return UniqueConstraint("owner", "kind", "name"), {"schema": cls.SCHEMA}

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    filter: Mapped[dict[str, Any]] = mapped_column(JSON)


class ImportBatchTable:
    """One run of an import, so that it can be undone as one step."""

    __tablename__ = "import_batches"
    SCHEMA: ClassVar[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return ({"schema": cls.SCHEMA},)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    added: Mapped[int]
    merged: Mapped[int]
    # Record id -> (version after the merge, values before it), for undo.
    merges: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DocumentNumberTable:
    """A number given to a printed document; never given twice."""

    __tablename__ = "document_numbers"
    SCHEMA: ClassVar[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("unit", "year", "kind", "seq", "copy"),
            Index("ix_document_numbers_record", "record_kind", "record_id"),
            {"schema": cls.SCHEMA},
        )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    # Which document: receipt, minutes, …
    kind: Mapped[str] = mapped_column(String(40))
    seq: Mapped[int]
    # The same document printed again has the same number and the next copy.
    copy: Mapped[int] = mapped_column(default=1)
    # About which record: its kind and id. The number stays given when the record goes.
    record_kind: Mapped[str] = mapped_column(String(40), default="")
    record_id: Mapped[int | None]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by: Mapped[str] = mapped_column(String(40))


# --- columns of tables that each record type has for itself --------------------------------------------------


class EventColumns:
    """One line of a record's timeline.

    `before` is the record as it was, for undo; empty for acts that cannot be undone. Nothing sealed is in it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[str] = mapped_column(String(20), default="")
    to_state: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class VersionColumns:
    """A record as it stood before a correction, with the reason for it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)


class AttachmentColumns:
    """A file kept with a record, inside the encrypted compartment and never beside it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(String(40))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
