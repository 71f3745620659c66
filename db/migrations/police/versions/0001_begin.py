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
        schema="police",
    )
    with op.batch_alter_table("audit_entries", schema="police") as batch_op:
        batch_op.create_index("ix_police_audit_actor", ["actor"], unique=False)
        batch_op.create_index("ix_police_audit_subject", ["subject"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("owner", "form", "record_id", name=op.f("uq_drafts_owner_form_record_id")),
        schema="police",
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("merges", sa.JSON(), nullable=False),
        sa.Column("undone_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
        schema="police",
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("instance", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("number_sort", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.Column("received_by_text", sa.String(length=120), nullable=False),
        sa.Column("reporter_form", sa.String(length=20), nullable=False),
        sa.Column("reporter_name", sa.String(length=120), nullable=False),
        sa.Column("reporter_phone", sa.String(length=60), nullable=False),
        sa.Column("reporter_address", sa.String(length=300), nullable=False),
        sa.Column("reporter_identity", sa.String(length=20), nullable=False),
        sa.Column("relayed_by", sa.String(length=200), nullable=False),
        sa.Column("reporter_sort", sa.String(length=400), nullable=False),
        sa.Column("reporter_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("respondent_name", sa.String(length=200), nullable=False),
        sa.Column("respondent_detail", sa.String(length=300), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village_name", sa.String(length=120), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=True),
        sa.Column("establishment_name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("child", sa.Boolean(), nullable=False),
        sa.Column("trafficking", sa.Boolean(), nullable=False),
        sa.Column("violence", sa.Boolean(), nullable=False),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.Column("incomplete", sa.Boolean(), nullable=False),
        sa.Column("officer_id", sa.String(length=40), nullable=True),
        sa.Column("officer_text", sa.String(length=120), nullable=False),
        sa.Column("accepted_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("decline_ground", sa.String(length=60), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("verification_result", sa.Text(), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("concluded_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("resolved_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("notice_how", sa.String(length=200), nullable=False),
        sa.Column("no_notice_reason", sa.String(length=300), nullable=False),
        sa.Column("closed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("escalated_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("escalation_note", sa.Text(), nullable=False),
        sa.Column("suspended_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("suspension_ground", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_stage", sa.String(length=60), nullable=False),
        sa.Column("due_sort", sa.Date(), nullable=False),
        sa.Column("side_due_on", sa.Date(), nullable=True),
        sa.Column("side_due_stage", sa.String(length=60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("removed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("number", name=op.f("uq_reports_number")),
        schema="police",
    )
    with op.batch_alter_table("reports", schema="police") as batch_op:
        batch_op.create_index("ix_reports_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_reports_due", ["removed", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_escalated", ["removed", "escalated_at"], unique=False)
        batch_op.create_index("ix_reports_fingerprint", ["fingerprint"], unique=False)
        batch_op.create_index("ix_reports_kind", ["removed", "kind", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_number", ["removed", "number_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_officer", ["removed", "officer_id", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_rank", ["removed", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_received", ["removed", "received_at", "id"], unique=False)
        batch_op.create_index("ix_reports_received_on", ["received_on", "kind"], unique=False)
        batch_op.create_index("ix_reports_reporter", ["removed", "reporter_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_side_due", ["removed", "side_due_on"], unique=False)
        batch_op.create_index("ix_reports_state", ["removed", "state", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_reports_village", ["removed", "village_id", "rank", "due_sort", "id"], unique=False)

    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_saved_filters_owner_name")),
        schema="police",
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("removed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["police.reports.id"], name=op.f("fk_attachments_report_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        schema="police",
    )
    with op.batch_alter_table("attachments", schema="police") as batch_op:
        batch_op.create_index("ix_attachments_report", ["report_id", "id"], unique=False)

    op.create_table(
        "document_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["police.reports.id"],
            name=op.f("fk_document_numbers_report_id_reports"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_numbers")),
        sa.UniqueConstraint(
            "unit", "year", "kind", "seq", "copy", name=op.f("uq_document_numbers_unit_year_kind_seq_copy")
        ),
        schema="police",
    )
    with op.batch_alter_table("document_numbers", schema="police") as batch_op:
        batch_op.create_index("ix_document_numbers_report", ["report_id"], unique=False)

    op.create_table(
        "report_deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=60), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("starts_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("calendar_confirmed", sa.Boolean(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("extension_ground", sa.Text(), nullable=False),
        sa.Column("suspended_days", sa.Integer(), nullable=False),
        sa.Column("met_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("replaced_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["police.reports.id"], name=op.f("fk_report_deadlines_report_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_deadlines")),
        schema="police",
    )
    with op.batch_alter_table("report_deadlines", schema="police") as batch_op:
        batch_op.create_index("ix_report_deadlines_report", ["report_id", "id"], unique=False)

    op.create_table(
        "report_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
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
            ["report_id"], ["police.reports.id"], name=op.f("fk_report_events_report_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_events")),
        schema="police",
    )
    with op.batch_alter_table("report_events", schema="police") as batch_op:
        batch_op.create_index("ix_report_events_report", ["report_id", "id"], unique=False)

    op.create_table(
        "report_links",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["police.reports.id"], name=op.f("fk_report_links_first_id_reports"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["police.reports.id"], name=op.f("fk_report_links_second_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_report_links")),
        schema="police",
    )
    with op.batch_alter_table("report_links", schema="police") as batch_op:
        batch_op.create_index(batch_op.f("ix_report_links_second_id"), ["second_id"], unique=False)

    op.create_table(
        "report_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["police.reports.id"], name=op.f("fk_report_numbers_report_id_reports"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_numbers")),
        sa.UniqueConstraint("kind", "year", "seq", name=op.f("uq_report_numbers_kind_year_seq")),
        schema="police",
    )
    with op.batch_alter_table("report_numbers", schema="police") as batch_op:
        batch_op.create_index(batch_op.f("ix_report_numbers_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_numbers_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["police.reports.id"], name=op.f("fk_report_versions_report_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_versions")),
        schema="police",
    )
    with op.batch_alter_table("report_versions", schema="police") as batch_op:
        batch_op.create_index("ix_report_versions_report", ["report_id", "id"], unique=False)
    # app.common.search: words folded, and with their marks; deleted text is overwritten.
    op.execute(
        "CREATE TABLE police.search_rows (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL,"
        " number TEXT NOT NULL, original TEXT NOT NULL, UNIQUE (kind, record_id))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE police.search USING fts5(exact, folded,"
        " tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2')"
    )
    op.execute("INSERT INTO police.search (search, rank) VALUES ('secure-delete', 1)")
