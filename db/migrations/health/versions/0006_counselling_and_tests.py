"""Keep counselling, the instruments taken in it, tests with consent and result, and figures once published"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "counselling_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_counselling_numbers")),
        schema="health",
    )
    op.create_table(
        "published_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figures")),
        sa.UniqueConstraint("period_from", name=op.f("uq_published_figures_period_from")),
        sa.UniqueConstraint("period_to", name=op.f("uq_published_figures_period_to")),
        schema="health",
    )
    op.create_table(
        "screening_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_screening_numbers")),
        schema="health",
    )
    op.create_table(
        "counselling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("counsellor_id", sa.String(length=40), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("next_visit_on", sa.Date(), nullable=True),
        sa.Column("next_sort", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_counselling_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling")),
        sa.UniqueConstraint("number", name=op.f("uq_counselling_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_counselling_year_seq")),
        schema="health",
    )
    with op.batch_alter_table("counselling", schema="health") as batch_op:
        batch_op.create_index("ix_counselling_client", ["client_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_counselling_counsellor", ["listed", "counsellor_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_counselling_held", ["listed", "held_on", "id"], unique=False)
        batch_op.create_index("ix_counselling_next", ["listed", "next_sort", "id"], unique=False)
        batch_op.create_index("ix_counselling_seq", ["listed", "year", "seq"], unique=False)

    op.create_table(
        "screenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("shown", sa.String(length=20), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("test", sa.String(length=60), nullable=False),
        sa.Column("test_name", sa.String(length=200), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_how", sa.String(length=20), nullable=False),
        sa.Column("consent_guardian", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("sample_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_sort", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("confirmed", sa.String(length=20), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("lab", sa.String(length=200), nullable=False),
        sa.Column("lab_number", sa.String(length=60), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.CheckConstraint(
            "confirmed = '' OR (result <> '' AND lab <> '' AND lab_number <> '' AND confirmed_on IS NOT NULL)",
            name=op.f("ck_screenings_confirmed_by_a_laboratory"),
        ),
        sa.CheckConstraint("result = '' OR consent_on IS NOT NULL", name=op.f("ck_screenings_result_with_consent")),
        sa.CheckConstraint(
            "way <> 'hiv' OR result <> 'positive'", name=op.f("ck_screenings_no_positive_hiv_screening")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["health.clients.id"], name=op.f("fk_screenings_client_id_clients"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
        sa.UniqueConstraint("number", name=op.f("uq_screenings_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_screenings_year_seq")),
        schema="health",
    )
    with op.batch_alter_table("screenings", schema="health") as batch_op:
        batch_op.create_index("ix_screenings_asked", ["listed", "asked_on", "id"], unique=False)
        batch_op.create_index("ix_screenings_client", ["client_id", "asked_on", "id"], unique=False)
        batch_op.create_index("ix_screenings_due", ["listed", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_screenings_seq", ["listed", "year", "seq"], unique=False)
        batch_op.create_index("ix_screenings_shown", ["listed", "shown", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_screenings_test", ["listed", "test", "due_sort", "id"], unique=False)

    op.create_table(
        "counselling_events",
        sa.Column("client_id", sa.Integer(), nullable=False),
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
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_counselling_events_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["health.counselling.id"],
            name=op.f("fk_counselling_events_session_id_counselling"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_events")),
        schema="health",
    )
    with op.batch_alter_table("counselling_events", schema="health") as batch_op:
        batch_op.create_index("ix_counselling_events_client", ["client_id"], unique=False)
        batch_op.create_index("ix_counselling_events_session", ["session_id", "id"], unique=False)

    op.create_table(
        "counselling_versions",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_counselling_versions_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["health.counselling.id"],
            name=op.f("fk_counselling_versions_session_id_counselling"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_versions")),
        schema="health",
    )
    with op.batch_alter_table("counselling_versions", schema="health") as batch_op:
        batch_op.create_index("ix_counselling_versions_client", ["client_id"], unique=False)
        batch_op.create_index("ix_counselling_versions_session", ["session_id", "id"], unique=False)

    op.create_table(
        "instruments_taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_instruments_taken_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["health.counselling.id"],
            name=op.f("fk_instruments_taken_session_id_counselling"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruments_taken")),
        sa.UniqueConstraint("session_id", "instrument", name=op.f("uq_instruments_taken_session_id_instrument")),
        schema="health",
    )
    with op.batch_alter_table("instruments_taken", schema="health") as batch_op:
        batch_op.create_index("ix_instruments_taken_client", ["client_id", "instrument", "id"], unique=False)

    op.create_table(
        "screening_events",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
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
            ["client_id"], ["health.clients.id"], name=op.f("fk_screening_events_client_id_clients"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["health.screenings.id"],
            name=op.f("fk_screening_events_screening_id_screenings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_events")),
        schema="health",
    )
    with op.batch_alter_table("screening_events", schema="health") as batch_op:
        batch_op.create_index("ix_screening_events_client", ["client_id"], unique=False)
        batch_op.create_index("ix_screening_events_screening", ["screening_id", "id"], unique=False)

    op.create_table(
        "screening_tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.String(length=40), nullable=False),
        sa.Column("told_to", sa.String(length=20), nullable=False),
        sa.Column("guardian", sa.String(length=200), nullable=False),
        sa.Column("counselled", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_screening_tellings_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["health.screenings.id"],
            name=op.f("fk_screening_tellings_screening_id_screenings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_tellings")),
        schema="health",
    )
    with op.batch_alter_table("screening_tellings", schema="health") as batch_op:
        batch_op.create_index("ix_screening_tellings_client", ["client_id"], unique=False)
        batch_op.create_index("ix_screening_tellings_screening", ["screening_id", "id"], unique=False)

    op.create_table(
        "screening_versions",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["health.clients.id"],
            name=op.f("fk_screening_versions_client_id_clients"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["health.screenings.id"],
            name=op.f("fk_screening_versions_screening_id_screenings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_versions")),
        schema="health",
    )
    with op.batch_alter_table("screening_versions", schema="health") as batch_op:
        batch_op.create_index("ix_screening_versions_client", ["client_id"], unique=False)
        batch_op.create_index("ix_screening_versions_screening", ["screening_id", "id"], unique=False)

    op.create_table(
        "self_harm_alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("raised_by", sa.String(length=40), nullable=False),
        sa.Column("noted_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("noted_by", sa.String(length=40), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["health.clients.id"], name=op.f("fk_self_harm_alerts_client_id_clients"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["health.counselling.id"],
            name=op.f("fk_self_harm_alerts_session_id_counselling"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_harm_alerts")),
        schema="health",
    )
    with op.batch_alter_table("self_harm_alerts", schema="health") as batch_op:
        batch_op.create_index("ix_self_harm_alerts_client", ["client_id", "id"], unique=False)
        batch_op.create_index("ix_self_harm_alerts_open", ["noted_at", "id"], unique=False)
        batch_op.create_index("ix_self_harm_alerts_session", ["session_id", "id"], unique=False)
