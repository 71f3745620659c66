"""Begin"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("detail_hash", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entries")),
        schema="health",
    )
    with op.batch_alter_table("audit_entries", schema="health") as batch_op:
        batch_op.create_index("ix_health_audit_actor", ["actor"], unique=False)
        batch_op.create_index("ix_health_audit_subject", ["subject"], unique=False)
    # app.common.search: words folded, and with their marks; deleted text is overwritten.
    op.execute(
        "CREATE TABLE health.search_rows (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL,"
        " number TEXT NOT NULL, original TEXT NOT NULL, UNIQUE (kind, record_id))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE health.search USING fts5(exact, folded,"
        " tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2')"
    )
    op.execute("INSERT INTO health.search (search, rank) VALUES ('secure-delete', 1)")
