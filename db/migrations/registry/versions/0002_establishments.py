"""Let the register of establishments keep what inspections are planned from"""

from datetime import date

import sqlalchemy as sa
from alembic import op

import app.vault.schema
from app.common import search
from app.registry.reference import entries

revision = "0002"
down_revision = "0001"

NEW_CATALOGUES = ("violation_kinds", "checklist_items", "measures")
NEVER = date(9999, 12, 31)


def upgrade() -> None:
    _catalogues()
    _establishments()
    _beside_establishments()
    _at_the_desk()
    _make_findable()


def _catalogues() -> None:
    with op.batch_alter_table("catalogue_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_force_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("in_force_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"))
    # An office that works already gets the new lists here, whoever opens its vault first, in the transaction that
    # brings the tables. A new vault has no list yet: its first run fills them all.
    items = sa.table(
        "catalogue_items",
        sa.column("catalogue", sa.String),
        sa.column("code", sa.String),
        sa.column("name", sa.String),
        sa.column("position", sa.Integer),
        sa.column("active", sa.Boolean),
        sa.column("basis", sa.String),
        sa.column("verified", sa.Boolean),
        sa.column("in_force_from", sa.Date),
        sa.column("in_force_to", sa.Date),
        sa.column("facts", sa.JSON),
    )
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(items)):
        for name in NEW_CATALOGUES:
            op.bulk_insert(items, entries(name))


def _establishments() -> None:
    with op.batch_alter_table("establishments", schema=None) as batch_op:
        for name in ("sort_key", "type_code", "village_id"):
            batch_op.drop_index(f"ix_establishments_{name}")
        for name in ("seq", "workers_total", "workers_women", "workers_from_elsewhere"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in ("workers_with_contract", "workers_declared", "merged_into_id"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in ("licence_issued_on", "licence_expires_on", "cert_issued_on", "cert_expires_on"):
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name in ("opened_on", "closed_on", "counted_on"):
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("number", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("batch_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("fingerprint", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("owner", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("licence_number", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cert_number", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("expires_sort", sa.Date(), nullable=False, server_default=NEVER.isoformat()))
        batch_op.add_column(sa.Column("state", sa.String(length=20), nullable=False, server_default="active"))
        batch_op.add_column(sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true()))
    # What is there gets its number in the order in which it came.
    op.execute(
        "UPDATE establishments SET seq = (SELECT count(*) FROM establishments AS earlier"
        " WHERE earlier.id <= establishments.id), updated_at = created_at"
    )
    op.execute("UPDATE establishments SET number = printf('CS%03d', seq)")
    op.execute("UPDATE establishments SET state = 'closed' WHERE NOT active")
    with op.batch_alter_table("establishments", schema=None) as batch_op:
        batch_op.alter_column("seq", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("number", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column("updated_at", existing_type=app.vault.schema.UtcDateTime(length=32), nullable=False)
        batch_op.create_unique_constraint("uq_establishments_seq", ["seq"])
        batch_op.create_unique_constraint("uq_establishments_number", ["number"])
        batch_op.create_foreign_key(
            "fk_establishments_merged_into_id_establishments", "establishments", ["merged_into_id"], ["id"]
        )
        batch_op.create_index("ix_establishments_name", ["listed", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_establishments_seq", ["listed", "seq", "id"], unique=False)
        batch_op.create_index("ix_establishments_expires", ["listed", "expires_sort", "id"], unique=False)
        batch_op.create_index("ix_establishments_type", ["listed", "type_code", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_establishments_village", ["listed", "village_id", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_establishments_state", ["listed", "state", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_establishments_counted", ["listed", "counted_on", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_establishments_in_use", ["active", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_establishments_fingerprint", ["fingerprint"], unique=False)
        batch_op.create_index("ix_establishments_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_establishments_merged_into_id", ["merged_into_id"], unique=False)


def _beside_establishments() -> None:
    op.create_table(
        "establishment_numbers",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_establishment_numbers")),
    )
    op.execute("INSERT INTO establishment_numbers (seq, given_at) SELECT seq, created_at FROM establishments")
    op.create_table(
        "establishment_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undone_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["establishment_id"],
            ["establishments.id"],
            name=op.f("fk_establishment_changes_establishment_id_establishments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_establishment_changes")),
    )
    with op.batch_alter_table("establishment_changes", schema=None) as batch_op:
        batch_op.create_index("ix_establishment_changes_establishment", ["establishment_id", "id"], unique=False)
        batch_op.create_index(
            "ix_establishment_changes_field", ["field", "establishment_id", "since", "id"], unique=False
        )
    op.create_table(
        "establishment_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", app.vault.schema.UtcDateTime(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["establishment_id"],
            ["establishments.id"],
            name=op.f("fk_establishment_proposals_establishment_id_establishments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_establishment_proposals")),
    )
    with op.batch_alter_table("establishment_proposals", schema=None) as batch_op:
        batch_op.create_index("ix_establishment_proposals_establishment", ["establishment_id", "id"], unique=False)
        batch_op.create_index("ix_establishment_proposals_state", ["state", "id"], unique=False)
    op.create_table(
        "head_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("from_elsewhere", sa.Integer(), nullable=True),
        sa.Column("with_contract", sa.Integer(), nullable=True),
        sa.Column("residence_declared", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["establishment_id"],
            ["establishments.id"],
            name=op.f("fk_head_counts_establishment_id_establishments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_counts")),
        sa.UniqueConstraint(
            "establishment_id",
            "counted_on",
            "source",
            name=op.f("uq_head_counts_establishment_id_counted_on_source"),
        ),
    )


def _at_the_desk() -> None:
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
    )


def _make_findable() -> None:
    """The premises that are there, by number, name, address, village, person responsible and phone."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT e.id, e.number, e.name, e.address, coalesce(v.name, ''), e.responsible, e.phone"
            " FROM establishments AS e LEFT JOIN villages AS v ON v.id = e.village_id ORDER BY e.id"
        )
    )
    found = [(key, number, " · ".join(text for text in texts if text)) for key, number, *texts in rows]
    search.index_many(op.get_bind(), None, "establishments", found)
