"""Keep the station's supplies, with the usual items to begin with"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

import app.vault.schema
from app.common.text import fold, text_key
from app.registry.reference import entries

revision = "0002"
down_revision = "0001"


NEVER = date(9999, 12, 31)


def upgrade() -> None:
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
        schema="health",
    )
    with op.batch_alter_table("document_numbers", schema="health") as batch_op:
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
        schema="health",
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
        schema="health",
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
        schema="health",
    )
    op.create_table(
        "supply_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("low_level", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("low", sa.Boolean(), nullable=False),
        sa.Column("first_expires_on", sa.Date(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_items")),
        sa.UniqueConstraint("number", name=op.f("uq_supply_items_number")),
        sa.UniqueConstraint("seq", name=op.f("uq_supply_items_seq")),
        schema="health",
    )
    with op.batch_alter_table("supply_items", schema="health") as batch_op:
        batch_op.create_index("ix_supply_items_expires", ["first_expires_on", "id"], unique=False)
        batch_op.create_index("ix_supply_items_left", ["left", "id"], unique=False)
        batch_op.create_index("ix_supply_items_name", ["sort_key", "id"], unique=False)
        batch_op.create_index("ix_supply_items_type", ["type"], unique=False)

    op.create_table(
        "supply_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("lot", sa.String(length=60), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["health.supply_items.id"], name=op.f("fk_supply_batches_item_id_supply_items")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_batches")),
        schema="health",
    )
    with op.batch_alter_table("supply_batches", schema="health") as batch_op:
        batch_op.create_index("ix_supply_batches_item", ["item_id"], unique=False)

    op.create_table(
        "supply_events",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
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
            ["item_id"], ["health.supply_items.id"], name=op.f("fk_supply_events_item_id_supply_items")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_events")),
        schema="health",
    )
    with op.batch_alter_table("supply_events", schema="health") as batch_op:
        batch_op.create_index("ix_supply_events_item", ["item_id", "id"], unique=False)
        batch_op.create_index("ix_supply_events_session", ["session_id"], unique=False)

    op.create_table(
        "supply_movements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["health.supply_batches.id"], name=op.f("fk_supply_movements_batch_id_supply_batches")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["health.supply_events.id"], name=op.f("fk_supply_movements_event_id_supply_events")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["health.supply_items.id"], name=op.f("fk_supply_movements_item_id_supply_items")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_movements")),
        schema="health",
    )
    with op.batch_alter_table("supply_movements", schema="health") as batch_op:
        batch_op.create_index("ix_supply_movements_event", ["event_id"], unique=False)
        batch_op.create_index("ix_supply_movements_item", ["item_id", "on"], unique=False)
    _usual_items()


def _usual_items() -> None:
    """What such stations hand out, as the office begins; a lead changes the list in the app."""
    items = sa.table(
        "supply_items",
        *(sa.column(name, sa.Integer) for name in ("version", "seq", "low_level", "left")),
        *(sa.column(name, sa.String) for name in ("number", "type", "name", "unit", "note", "sort_key", "folded")),
        *(sa.column(name, sa.Boolean) for name in ("active", "low")),
        sa.column("first_expires_on", sa.Date),
        *(sa.column(name, app.vault.schema.UtcDateTime) for name in ("created_at", "updated_at")),
        schema="health",
    )
    now = datetime.now(UTC)
    op.bulk_insert(
        items,
        [
            {
                "version": 1,
                "seq": seq,
                "number": each["code"],
                "type": each["facts"]["type"],
                "name": each["name"],
                "unit": each["facts"]["unit"],
                "low_level": 0,
                "note": "",
                "active": True,
                "sort_key": text_key(each["name"]),
                "folded": fold(f"{each['code']} {each['name']}"),
                "left": 0,
                "low": False,
                "first_expires_on": NEVER,
                "created_at": now,
                "updated_at": now,
            }
            for seq, each in enumerate(entries("supply_items"), 1)
        ],
    )
