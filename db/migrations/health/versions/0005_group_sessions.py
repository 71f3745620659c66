"""Keep the group sessions"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "group_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("reached", sa.JSON(), nullable=False),
        sa.Column("reached_total", sa.Integer(), nullable=False),
        sa.Column("tests", sa.JSON(), nullable=False),
        sa.Column("tests_total", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(length=300), nullable=False),
        sa.Column("collaborators", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_sessions")),
        sa.UniqueConstraint("number", name=op.f("uq_group_sessions_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_group_sessions_year_seq")),
        schema="health",
    )
    with op.batch_alter_table("group_sessions", schema="health") as batch_op:
        batch_op.create_index("ix_group_sessions_on", ["removed", "on", "id"], unique=False)
        batch_op.create_index("ix_group_sessions_reached", ["removed", "reached_total", "id"], unique=False)
        batch_op.create_index("ix_group_sessions_village", ["village_id"], unique=False)

    op.create_table(
        "group_session_events",
        sa.Column("session_id", sa.Integer(), nullable=False),
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
            ["session_id"], ["health.group_sessions.id"], name=op.f("fk_group_session_events_session_id_group_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session_events")),
        schema="health",
    )
    with op.batch_alter_table("group_session_events", schema="health") as batch_op:
        batch_op.create_index("ix_group_session_events_session", ["session_id", "id"], unique=False)
