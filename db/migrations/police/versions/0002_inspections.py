"""Inspections; drafts, saved filters, imports and numbers of documents know of which record kind they are"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    know_the_kind("drafts", ["owner", "form", "record_id"], ["owner", "kind", "form", "record_id"])
    know_the_kind("saved_filters", ["owner", "name"], ["owner", "kind", "name"])
    know_the_kind("import_batches", [], [])
    number_documents_of_every_kind()


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
