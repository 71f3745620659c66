"""The tables of the vault itself: signed account records in the registry, an audit chain in every compartment."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, text

from app.vault.compartments import Compartment
from app.vault.schema import Base, UtcDateTime

# Append-only: who may sign in, with which public keys. Each row is signed and covers the one before
# (app.vault.records), so that nobody can promote themselves with the registry's key alone.
ACCOUNT_RECORDS = Table(
    "account_records",
    Base.metadata,
    Column("seq", Integer, primary_key=True),
    Column("payload", Text, nullable=False),
    Column("signature", String(100), nullable=False),
    Column("hash", String(64), nullable=False),
)


def _audit_table(compartment: Compartment) -> Table:
    return Table(
        "audit_entries",
        Base.metadata,
        Column("seq", Integer, primary_key=True),
        Column("at", UtcDateTime, nullable=False),
        Column("actor", String(40), nullable=False),
        Column("action", String(60), nullable=False),
        Column("subject", String(120), nullable=False),
        # The text may be purged one day; its salted hash stays in the chain.
        Column("detail", Text),
        Column("salt", String(32), nullable=False),
        Column("detail_hash", String(64), nullable=False),
        Column("previous", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
        Column("key", String(60), nullable=False),
        Column("signature", String(100), nullable=False),
        # What the entry says of the records it changed (app.vault.anchors); None for one that changed none.
        Column("anchors", Text),
        # True where shared reference data stands in `anchors` whole.
        Column("reference", Boolean),
        Index(f"ix_{compartment}_audit_subject", "subject"),
        Index(f"ix_{compartment}_audit_actor", "actor"),
        Index(f"ix_{compartment}_audit_reference", "seq", sqlite_where=text("reference IS NOT NULL")),
        schema=compartment.schema,
    )


def _anchors_table(compartment: Compartment) -> Table:
    """By what name the audit knows a row, with which secret its digest is made, and in which entry that stands."""
    return Table(
        "record_anchors",
        Base.metadata,
        Column("name", String(60), primary_key=True),
        Column("key", String(200), primary_key=True),
        Column("id", String(20), nullable=False),
        Column("secret", LargeBinary, nullable=False),
        Column("entry", Integer, nullable=False),
        schema=compartment.schema,
        sqlite_with_rowid=False,
    )


AUDIT: dict[Compartment, Table] = {compartment: _audit_table(compartment) for compartment in Compartment}
ANCHORS: dict[Compartment, Table] = {compartment: _anchors_table(compartment) for compartment in Compartment}
