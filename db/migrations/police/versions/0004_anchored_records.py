"""Let each audit entry cover the records that it changed"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # What stands here already is covered by the entry that tells of the migration (app.vault.anchored).
    op.create_table(
        "record_anchors",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "key", name=op.f("pk_record_anchors")),
        schema="police",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("audit_entries", schema="police") as batch_op:
        batch_op.add_column(sa.Column("anchors", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("reference", sa.Boolean(), nullable=True))
        batch_op.create_index(
            "ix_police_audit_reference", ["seq"], unique=False, sqlite_where=sa.text("reference IS NOT NULL")
        )
