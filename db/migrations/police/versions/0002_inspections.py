"""Inspections; drafts, saved filters, imports and numbers of documents know of which record kind they are"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    know_the_kind("drafts", ["owner", "form", "record_id"], ["owner", "kind", "form", "record_id"])
    know_the_kind("saved_filters", ["owner", "name"], ["owner", "kind", "name"])
    know_the_kind("import_batches", [], [])
    number_documents_of_every_kind()
    inspections()


def know_the_kind(table: str, unique: list[str], unique_now: list[str]) -> None:
    """Whatever is there by now belongs to the reports."""
    with op.batch_alter_table(table, schema="police") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default="reports"))
        if unique:
            batch_op.drop_constraint(op.f(f"uq_{table}_{'_'.join(unique)}"), type_="unique")
            batch_op.create_unique_constraint(op.f(f"uq_{table}_{'_'.join(unique_now)}"), unique_now)
    with op.batch_alter_table(table, schema="police") as batch_op:
        batch_op.alter_column("kind", existing_type=sa.String(length=40), server_default=None)


def number_documents_of_every_kind() -> None:
    with op.batch_alter_table("document_numbers", schema="police") as batch_op:
        batch_op.drop_index("ix_document_numbers_report")
        batch_op.drop_constraint(op.f("fk_document_numbers_report_id_reports"), type_="foreignkey")
        batch_op.add_column(sa.Column("record_kind", sa.String(length=40), nullable=False, server_default="reports"))
        batch_op.alter_column("report_id", new_column_name="record_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("document_numbers", schema="police") as batch_op:
        batch_op.alter_column("record_kind", existing_type=sa.String(length=40), server_default=None)
        batch_op.create_index("ix_document_numbers_record", ["record_kind", "record_id"], unique=False)


def inspections() -> None:
    op.create_table(
        "inspection_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_inspection_numbers")),
        schema="police",
    )
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("number_sort", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=False),
        sa.Column("establishment_number", sa.String(length=20), nullable=False),
        sa.Column("establishment_name", sa.String(length=200), nullable=False),
        sa.Column("establishment_sort", sa.String(length=600), nullable=False),
        sa.Column("type_code", sa.String(length=60), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village_name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("responsible", sa.String(length=120), nullable=False),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("follow_up_of_id", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("planned_from", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("planned_until", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("started_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("ended_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("owner_opinion", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.Column("fix_by", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("workers_total", sa.Integer(), nullable=True),
        sa.Column("workers_women", sa.Integer(), nullable=True),
        sa.Column("workers_from_elsewhere", sa.Integer(), nullable=True),
        sa.Column("workers_with_contract", sa.Integer(), nullable=True),
        sa.Column("workers_declared", sa.Integer(), nullable=True),
        sa.Column("carried_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("carried_on", sa.Date(), nullable=True),
        sa.Column("team_text", sa.String(length=300), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("follow_up_note", sa.Text(), nullable=False),
        sa.Column("recorded_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("concluded_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("closed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("leader_name", sa.String(length=120), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("open_findings", sa.Integer(), nullable=False),
        sa.Column("fix_due", sa.Date(), nullable=False),
        sa.Column("sanction_amount", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("removed_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_up_of_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspections_follow_up_of_id_inspections"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
        sa.UniqueConstraint("number", name=op.f("uq_inspections_number")),
        schema="police",
    )
    with op.batch_alter_table("inspections", schema="police") as batch_op:
        batch_op.create_index("ix_inspections_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_inspections_day", ["removed", "day", "id"], unique=False)
        batch_op.create_index("ix_inspections_establishment", ["establishment_id", "day", "id"], unique=False)
        batch_op.create_index("ix_inspections_fingerprint", ["fingerprint"], unique=False)
        batch_op.create_index("ix_inspections_fix", ["removed", "fix_due", "id"], unique=False)
        batch_op.create_index("ix_inspections_follow_up_of", ["follow_up_of_id"], unique=False)
        batch_op.create_index("ix_inspections_kind", ["removed", "kind", "day", "id"], unique=False)
        batch_op.create_index("ix_inspections_name", ["removed", "establishment_sort", "day", "id"], unique=False)
        batch_op.create_index("ix_inspections_number", ["removed", "number_sort", "id"], unique=False)
        batch_op.create_index("ix_inspections_plan_item", ["plan_item_id"], unique=False)
        batch_op.create_index("ix_inspections_state", ["removed", "state", "day", "id"], unique=False)
        batch_op.create_index("ix_inspections_village", ["removed", "village_id", "day", "id"], unique=False)

    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("violation_code", sa.String(length=60), nullable=False),
        sa.Column("violation_name", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("fix_by", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_findings_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("inspection_id", "seq", name=op.f("uq_findings_inspection_id_seq")),
        schema="police",
    )
    with op.batch_alter_table("findings", schema="police") as batch_op:
        batch_op.create_index("ix_findings_state", ["state", "found_on", "id"], unique=False)

    op.create_table(
        "inspection_attachments",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
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
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspection_attachments_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_attachments")),
        schema="police",
    )
    with op.batch_alter_table("inspection_attachments", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_attachments_inspection", ["inspection_id", "id"], unique=False)

    op.create_table(
        "inspection_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_code", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspection_checks_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_checks")),
        schema="police",
    )
    with op.batch_alter_table("inspection_checks", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_checks_inspection", ["inspection_id", "position"], unique=False)

    op.create_table(
        "inspection_events",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
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
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspection_events_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_events")),
        schema="police",
    )
    with op.batch_alter_table("inspection_events", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_events_inspection", ["inspection_id", "id"], unique=False)

    op.create_table(
        "inspection_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=True),
        sa.Column("person", sa.String(length=330), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspection_members_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_members")),
        schema="police",
    )
    with op.batch_alter_table("inspection_members", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_members_account", ["account_id"], unique=False)
        batch_op.create_index("ix_inspection_members_inspection", ["inspection_id", "position"], unique=False)
        batch_op.create_index("ix_inspection_members_person", ["person"], unique=False)

    op.create_table(
        "inspection_present",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspection_present_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_present")),
        schema="police",
    )
    with op.batch_alter_table("inspection_present", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_present_inspection", ["inspection_id", "position"], unique=False)

    op.create_table(
        "inspection_versions",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_inspection_versions_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_versions")),
        schema="police",
    )
    with op.batch_alter_table("inspection_versions", schema="police") as batch_op:
        batch_op.create_index("ix_inspection_versions_inspection", ["inspection_id", "id"], unique=False)

    op.create_table(
        "sanctions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=False),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_sanctions_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanctions")),
        schema="police",
    )
    with op.batch_alter_table("sanctions", schema="police") as batch_op:
        batch_op.create_index("ix_sanctions_inspection", ["inspection_id", "id"], unique=False)
        batch_op.create_index("ix_sanctions_unpaid", ["paid_on", "due_on"], unique=False)

    op.create_table(
        "finding_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("new_fix_by", sa.Date(), nullable=True),
        sa.Column("fix_by_before", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["police.findings.id"],
            name=op.f("fk_finding_reviews_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["police.inspections.id"],
            name=op.f("fk_finding_reviews_inspection_id_inspections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_reviews")),
        sa.UniqueConstraint("finding_id", "inspection_id", name=op.f("uq_finding_reviews_finding_id_inspection_id")),
        schema="police",
    )
    with op.batch_alter_table("finding_reviews", schema="police") as batch_op:
        batch_op.create_index("ix_finding_reviews_inspection", ["inspection_id"], unique=False)

    op.create_table(
        "sanction_findings",
        sa.Column("sanction_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["police.findings.id"],
            name=op.f("fk_sanction_findings_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sanction_id"],
            ["police.sanctions.id"],
            name=op.f("fk_sanction_findings_sanction_id_sanctions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sanction_id", "finding_id", name=op.f("pk_sanction_findings")),
        schema="police",
    )
    with op.batch_alter_table("sanction_findings", schema="police") as batch_op:
        batch_op.create_index(batch_op.f("ix_sanction_findings_finding_id"), ["finding_id"], unique=False)
