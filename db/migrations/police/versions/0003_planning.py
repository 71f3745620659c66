"""The inspection plan of a year: plan, candidates of its draw, items, timeline, weights"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "inspection_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("share", sa.String(length=20), nullable=False),
        sa.Column("seed", sa.String(length=60), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("never_inspected", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("risk_places", sa.Integer(), nullable=False),
        sa.Column("drawn_by", sa.String(length=40), nullable=False),
        sa.Column("drawn_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("approved_by", sa.String(length=40), nullable=False),
        sa.Column("approved_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("replaced_reason", sa.Text(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["police.inspection_plans.id"],
            name=op.f("fk_inspection_plans_replaced_by_id_inspection_plans"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_plans")),
        sa.UniqueConstraint("number", name=op.f("uq_inspection_plans_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_inspection_plans_year_seq")),
        schema="police",
    )
    with op.batch_alter_table("inspection_plans", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_plans_year", ["year", "state"], unique=False)

    op.create_table(
        "plan_weights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_weights")),
        schema="police",
    )
    op.create_table(
        "plan_candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type_code", sa.String(length=60), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village_name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("last_inspected_on", sa.Date(), nullable=True),
        sa.Column("open_findings", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("licence_expired", sa.Boolean(), nullable=False),
        sa.Column("certificate_expired", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("lot", sa.String(length=64), nullable=False),
        sa.Column("lot_order", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["police.inspection_plans.id"],
            name=op.f("fk_plan_candidates_plan_id_inspection_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_candidates")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_candidates_plan_id_number")),
        schema="police",
    )
    with op.batch_alter_table("plan_candidates", schema="police") as batch_op:
        batch_op.create_index("ix_plan_candidates_lot", ["plan_id", "lot"], unique=False)

    op.create_table(
        "plan_events",
        sa.Column("plan_id", sa.Integer(), nullable=False),
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
            ["plan_id"],
            ["police.inspection_plans.id"],
            name=op.f("fk_plan_events_plan_id_inspection_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_events")),
        schema="police",
    )
    with op.batch_alter_table("plan_events", schema="police") as batch_op:
        batch_op.create_index("ix_plan_events_plan", ["plan_id", "id"], unique=False)

    op.create_table(
        "plan_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type_code", sa.String(length=60), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village_name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("lot_order", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("planned_month", sa.Integer(), nullable=True),
        sa.Column("put_off_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("put_off_by", sa.String(length=40), nullable=False),
        sa.Column("put_off_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["police.inspection_plans.id"],
            name=op.f("fk_plan_items_plan_id_inspection_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
        sa.UniqueConstraint("plan_id", "establishment_id", name=op.f("uq_plan_items_plan_id_establishment_id")),
        schema="police",
    )
    with op.batch_alter_table("plan_items", schema="police") as batch_op:
        batch_op.create_index("ix_plan_items_establishment", ["establishment_id"], unique=False)
