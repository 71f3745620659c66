"""Keep the support plans and visits of cases"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "support_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("signed", sa.String(length=20), nullable=False),
        sa.Column("witness", sa.String(length=120), nullable=False),
        sa.Column("agreed_by", sa.String(length=40), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_support_plans_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_plans")),
        schema="social",
        info={"figures": frozenset({"signed", "agreed_on", "review_on", "written_on", "ended_on", "edition", "state"})},
    )
    with op.batch_alter_table("support_plans", schema="social") as batch_op:
        batch_op.create_index("ix_support_plans_case", ["case_id", "edition"], unique=False)
        batch_op.create_index("ix_support_plans_state", ["state", "review_on"], unique=False)

    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("planned_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("came", sa.String(length=300), nullable=False),
        sa.Column("talked", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_visits_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_visits_case_id_seq")),
        sa.UniqueConstraint("number", name=op.f("uq_visits_number")),
        schema="social",
        info={
            "figures": frozenset(
                {
                    "seq",
                    "planned_on",
                    "number",
                    "created_at",
                    "done_on",
                    "way",
                    "ended_on",
                    "day",
                    "updated_at",
                    "state",
                }
            )
        },
    )
    with op.batch_alter_table("visits", schema="social") as batch_op:
        batch_op.create_index("ix_visits_case", ["case_id", "day", "id"], unique=False)
        batch_op.create_index("ix_visits_day", ["day", "id"], unique=False)
        batch_op.create_index("ix_visits_state", ["state", "day", "id"], unique=False)

    op.create_table(
        "plan_events",
        sa.Column("case_id", sa.Integer(), nullable=False),
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
            ["case_id"], ["social.cases.id"], name=op.f("fk_plan_events_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["social.support_plans.id"],
            name=op.f("fk_plan_events_plan_id_support_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_events")),
        schema="social",
        info={"figures": frozenset({"by", "at", "from_state", "to_state", "plan_id", "action"})},
    )
    with op.batch_alter_table("plan_events", schema="social") as batch_op:
        batch_op.create_index("ix_plan_events_case", ["case_id", "id"], unique=False)
        batch_op.create_index("ix_plan_events_plan", ["plan_id"], unique=False)

    op.create_table(
        "plan_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("reached", sa.String(length=20), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("reached_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_plan_goals_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["social.support_plans.id"],
            name=op.f("fk_plan_goals_plan_id_support_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_goals")),
        schema="social",
        info={"figures": frozenset({"origin_id", "reached", "reached_on", "position", "plan_id"})},
    )
    with op.batch_alter_table("plan_goals", schema="social") as batch_op:
        batch_op.create_index("ix_plan_goals_case", ["case_id"], unique=False)
        batch_op.create_index("ix_plan_goals_plan", ["plan_id", "position"], unique=False)

    op.create_table(
        "plan_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_plan_reviews_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["social.support_plans.id"],
            name=op.f("fk_plan_reviews_plan_id_support_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reviews")),
        schema="social",
        info={"figures": frozenset({"by", "next_on", "at", "decision", "on", "plan_id"})},
    )
    with op.batch_alter_table("plan_reviews", schema="social") as batch_op:
        batch_op.create_index("ix_plan_reviews_case", ["case_id"], unique=False)
        batch_op.create_index("ix_plan_reviews_plan", ["plan_id", "id"], unique=False)

    op.create_table(
        "visit_events",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
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
            ["case_id"], ["social.cases.id"], name=op.f("fk_visit_events_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["social.visits.id"], name=op.f("fk_visit_events_visit_id_visits"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_events")),
        schema="social",
        info={"figures": frozenset({"by", "at", "from_state", "to_state", "visit_id", "action"})},
    )
    with op.batch_alter_table("visit_events", schema="social") as batch_op:
        batch_op.create_index("ix_visit_events_case", ["case_id", "id"], unique=False)
        batch_op.create_index("ix_visit_events_visit", ["visit_id", "id"], unique=False)

    op.create_table(
        "visit_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("going", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_visit_goals_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["social.visits.id"], name=op.f("fk_visit_goals_visit_id_visits"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_goals")),
        schema="social",
        info={"figures": frozenset({"goal_id", "visit_id", "going"})},
    )
    with op.batch_alter_table("visit_goals", schema="social") as batch_op:
        batch_op.create_index("ix_visit_goals_case", ["case_id"], unique=False)
        batch_op.create_index("ix_visit_goals_visit", ["visit_id"], unique=False)

    op.create_table(
        "plan_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("who_name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("budget", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_plan_actions_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["social.plan_goals.id"], name=op.f("fk_plan_actions_goal_id_plan_goals"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["social.support_plans.id"],
            name=op.f("fk_plan_actions_plan_id_support_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_actions")),
        schema="social",
        info={"figures": frozenset({"due_on", "who", "cost", "done_on", "goal_id", "position", "plan_id", "state"})},
    )
    with op.batch_alter_table("plan_actions", schema="social") as batch_op:
        batch_op.create_index("ix_plan_actions_case", ["case_id"], unique=False)
        batch_op.create_index("ix_plan_actions_due", ["state", "due_on"], unique=False)
        batch_op.create_index("ix_plan_actions_goal", ["goal_id", "position"], unique=False)
        batch_op.create_index("ix_plan_actions_plan", ["plan_id"], unique=False)

    op.create_table(
        "plan_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("reached", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_plan_results_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["social.support_plans.id"],
            name=op.f("fk_plan_results_plan_id_support_plans"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["social.plan_reviews.id"],
            name=op.f("fk_plan_results_review_id_plan_reviews"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_results")),
        schema="social",
        info={"figures": frozenset({"goal_id", "reached", "plan_id", "review_id"})},
    )
    with op.batch_alter_table("plan_results", schema="social") as batch_op:
        batch_op.create_index("ix_plan_results_case", ["case_id"], unique=False)
        batch_op.create_index("ix_plan_results_review", ["review_id"], unique=False)

    with op.batch_alter_table("cases", schema="social") as batch_op:
        batch_op.add_column(sa.Column("next_action_on", sa.Date(), nullable=True))
