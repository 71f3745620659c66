"""Care and appointments"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("remind", sa.Boolean(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["health.clients.id"], name=op.f("fk_appointments_client_id_clients"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        schema="health",
        info={"figures": frozenset({"state", "ended_on", "on"})},
    )
    with op.batch_alter_table("appointments", schema="health") as batch_op:
        batch_op.create_index("ix_appointments_client", ["client_id", "on"], unique=False)
        batch_op.create_index("ix_appointments_on", ["state", "on", "id"], unique=False)

    op.create_table(
        "care",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("service_name", sa.String(length=200), nullable=False),
        sa.Column("facility", sa.String(length=200), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("news_by", sa.Date(), nullable=True),
        sa.Column("exposed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("begin_by", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["health.clients.id"], name=op.f("fk_care_client_id_clients"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care")),
        schema="health",
        info={
            "figures": frozenset({"outside", "service", "arrived_on", "ended_on", "state", "referred_on", "outcome"})
        },
    )
    with op.batch_alter_table("care", schema="health") as batch_op:
        batch_op.create_index("ix_care_client", ["client_id", "id"], unique=False)
        batch_op.create_index("ix_care_news", ["state", "news_by", "id"], unique=False)

    op.create_table(
        "partner_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["health.clients.id"], name=op.f("fk_partner_choices_client_id_clients"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_choices")),
        schema="health",
        info={"figures": frozenset({"done_on", "choice", "chosen_on"})},
    )
    with op.batch_alter_table("partner_choices", schema="health") as batch_op:
        batch_op.create_index("ix_partner_choices_client", ["client_id", "id"], unique=False)

    op.create_table(
        "care_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("care_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("kept", sa.String(length=20), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["care_id"], ["health.care.id"], name=op.f("fk_care_checks_care_id_care"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["health.clients.id"], name=op.f("fk_care_checks_client_id_clients"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_checks")),
        schema="health",
        info={"figures": frozenset({"checked_on", "kept", "due_on", "months", "care_id"})},
    )
    with op.batch_alter_table("care_checks", schema="health") as batch_op:
        batch_op.create_index("ix_care_checks_care", ["care_id", "months"], unique=False)
        batch_op.create_index("ix_care_checks_due", ["kept", "due_on"], unique=False)
