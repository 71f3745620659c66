"""Keep imported counselling"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "counselling_imports",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("client_version", sa.Integer(), nullable=False),
        sa.Column("last_visit_before", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_counselling_imports_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["health.counselling.id"],
            name=op.f("fk_counselling_imports_session_id_counselling"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_counselling_imports")),
        schema="health",
    )
    with op.batch_alter_table("counselling_imports", schema="health") as batch_op:
        batch_op.create_index("ix_counselling_imports_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_counselling_imports_client", ["client_id"], unique=False)
        batch_op.create_index("ix_counselling_imports_fingerprint", ["fingerprint"], unique=False)
