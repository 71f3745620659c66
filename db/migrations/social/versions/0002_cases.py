"""Cases, what people agreed to, and how long they are kept"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "case_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_case_numbers")),
        schema="social",
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("worker_id", sa.String(length=40), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("basis_note", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("birth_decade", sa.Integer(), nullable=True),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village_name", sa.String(length=120), nullable=False),
        sa.Column("child", sa.Boolean(), nullable=False),
        sa.Column("trafficking", sa.Boolean(), nullable=False),
        sa.Column("violence", sa.Boolean(), nullable=False),
        sa.Column("disability", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("next_visit_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=False),
        sa.Column("due_sort", sa.Date(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("check_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("erase_by", sa.Date(), nullable=True),
        sa.Column("kept_reason", sa.Text(), nullable=False),
        sa.Column("erased_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("state_before", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("batch_id", sa.String(length=40), nullable=True),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("code", name=op.f("uq_cases_code")),
        schema="social",
    )
    with op.batch_alter_table("cases", schema="social") as batch_op:
        batch_op.create_index("ix_cases_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_cases_check", ["check_on"], unique=False)
        batch_op.create_index("ix_cases_contact", ["listed", "last_contact_on", "id"], unique=False)
        batch_op.create_index("ix_cases_due", ["listed", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_cases_erase", ["erase_by"], unique=False)
        batch_op.create_index("ix_cases_merged", ["merged_into_id"], unique=False)
        batch_op.create_index("ix_cases_opened", ["listed", "opened_on", "id"], unique=False)
        batch_op.create_index("ix_cases_rank", ["listed", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_cases_seq", ["listed", "seq"], unique=False)
        batch_op.create_index("ix_cases_state", ["listed", "state", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_cases_village", ["listed", "village_id", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_cases_worker", ["listed", "worker_id", "rank", "due_sort", "id"], unique=False)

    op.create_table(
        "document_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_numbers")),
        sa.UniqueConstraint(
            "unit", "year", "kind", "seq", "copy", name=op.f("uq_document_numbers_unit_year_kind_seq_copy")
        ),
        schema="social",
    )
    with op.batch_alter_table("document_numbers", schema="social") as batch_op:
        batch_op.create_index("ix_document_numbers_record", ["record_kind", "record_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("owner", "kind", "form", "record_id", name=op.f("uq_drafts_owner_kind_form_record_id")),
        schema="social",
    )
    op.create_table(
        "erasure_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("backups", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_erasure_certificates_code")),
        schema="social",
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("merges", sa.JSON(), nullable=False),
        sa.Column("undone_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
        schema="social",
    )
    op.create_table(
        "retention_rules",
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("changed_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("record_kind", name=op.f("pk_retention_rules")),
        schema="social",
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("owner", "kind", "name", name=op.f("uq_saved_filters_owner_kind_name")),
        schema="social",
    )
    op.create_table(
        "case_attachments",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("removed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_case_attachments_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_attachments")),
        schema="social",
    )
    with op.batch_alter_table("case_attachments", schema="social") as batch_op:
        batch_op.create_index("ix_case_attachments_case", ["case_id", "id"], unique=False)

    op.create_table(
        "case_events",
        sa.Column("case_id", sa.Integer(), nullable=False),
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
            ["case_id"], ["social.cases.id"], name=op.f("fk_case_events_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
        schema="social",
        info={"figures": frozenset({"action", "from_state", "by", "at", "to_state"})},
    )
    with op.batch_alter_table("case_events", schema="social") as batch_op:
        batch_op.create_index("ix_case_events_case", ["case_id", "id"], unique=False)

    op.create_table(
        "case_versions",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_case_versions_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_versions")),
        schema="social",
    )
    with op.batch_alter_table("case_versions", schema="social") as batch_op:
        batch_op.create_index("ix_case_versions_case", ["case_id", "id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("witness", sa.String(length=120), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_consents_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        schema="social",
        info={"figures": frozenset({"state", "given_on", "how", "until", "purpose", "withdrawn_on"})},
    )
    with op.batch_alter_table("consents", schema="social") as batch_op:
        batch_op.create_index("ix_consents_case", ["case_id", "purpose", "id"], unique=False)
        batch_op.create_index("ix_consents_until", ["state", "until"], unique=False)

    op.create_table(
        "correction_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("answered_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_correction_wishes_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_wishes")),
        schema="social",
    )
    with op.batch_alter_table("correction_wishes", schema="social") as batch_op:
        batch_op.create_index("ix_correction_wishes_case", ["case_id", "state"], unique=False)

    op.create_table(
        "identities",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("real_name", sa.String(length=120), nullable=False),
        sa.Column("alias", sa.String(length=120), nullable=False),
        sa.Column("name_folded", sa.String(length=120), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("other_contact", sa.String(length=200), nullable=False),
        sa.Column("safe_way", sa.String(length=300), nullable=False),
        sa.Column("safe_time", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("dependants", sa.Text(), nullable=False),
        sa.Column("identity_number", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_identities_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_identities")),
        schema="social",
    )
    with op.batch_alter_table("identities", schema="social") as batch_op:
        batch_op.create_index("ix_identities_folded", ["name_folded"], unique=False)
        batch_op.create_index("ix_identities_phone", ["phone"], unique=False)

    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("placed_by", sa.String(length=40), nullable=False),
        sa.Column("ended_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_legal_holds_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
        schema="social",
    )
    with op.batch_alter_table("legal_holds", schema="social") as batch_op:
        batch_op.create_index("ix_legal_holds_case", ["case_id", "ended_at"], unique=False)
