"""Keep the loans of support cases"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "loan_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_loan_numbers")),
        schema="social",
    )
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("programme", sa.String(length=60), nullable=False),
        sa.Column("programme_name", sa.String(length=200), nullable=False),
        sa.Column("lender", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("amount_asked", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("periods", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("every", sa.String(length=20), nullable=False),
        sa.Column("grace", sa.Integer(), nullable=False),
        sa.Column("grace_kind", sa.String(length=20), nullable=False),
        sa.Column("day_count", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("pay_order", sa.String(length=20), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("each", sa.BigInteger(), nullable=False),
        sa.Column("by_lender", sa.Boolean(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("disbursed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_loans_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loans")),
        sa.UniqueConstraint("number", name=op.f("uq_loans_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_loans_year_seq")),
        schema="social",
    )
    with op.batch_alter_table("loans", schema="social") as batch_op:
        batch_op.create_index("ix_loans_case", ["case_id"], unique=False)
        batch_op.create_index("ix_loans_state", ["state", "id"], unique=False)

    op.create_table(
        "loan_events",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undone_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_loan_events_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["loan_id"], ["social.loans.id"], name=op.f("fk_loan_events_loan_id_loans"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_events")),
        schema="social",
    )
    with op.batch_alter_table("loan_events", schema="social") as batch_op:
        batch_op.create_index("ix_loan_events_case", ["case_id"], unique=False)
        batch_op.create_index("ix_loan_events_loan", ["loan_id", "id"], unique=False)

    op.create_table(
        "loan_instalments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("early", sa.Boolean(), nullable=False),
        sa.Column("paid_principal", sa.BigInteger(), nullable=False),
        sa.Column("paid_interest", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_loan_instalments_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["loan_id"], ["social.loans.id"], name=op.f("fk_loan_instalments_loan_id_loans"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_instalments")),
        sa.UniqueConstraint("loan_id", "position", name=op.f("uq_loan_instalments_loan_id_position")),
        schema="social",
    )
    with op.batch_alter_table("loan_instalments", schema="social") as batch_op:
        batch_op.create_index("ix_loan_instalments_case", ["case_id"], unique=False)
        batch_op.create_index("ix_loan_instalments_due", ["paid", "due_on"], unique=False)

    op.create_table(
        "loan_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_loan_payments_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["loan_id"], ["social.loans.id"], name=op.f("fk_loan_payments_loan_id_loans"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_payments")),
        schema="social",
    )
    with op.batch_alter_table("loan_payments", schema="social") as batch_op:
        batch_op.create_index("ix_loan_payments_case", ["case_id"], unique=False)
        batch_op.create_index("ix_loan_payments_loan", ["loan_id", "paid_on", "id"], unique=False)

    op.create_table(
        "loan_versions",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_loan_versions_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["loan_id"], ["social.loans.id"], name=op.f("fk_loan_versions_loan_id_loans"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_versions")),
        schema="social",
    )
    with op.batch_alter_table("loan_versions", schema="social") as batch_op:
        batch_op.create_index("ix_loan_versions_case", ["case_id"], unique=False)
        batch_op.create_index("ix_loan_versions_loan", ["loan_id", "id"], unique=False)
