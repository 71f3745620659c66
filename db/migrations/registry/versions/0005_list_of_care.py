"""Give an office that works already the list of kinds of care"""

import sqlalchemy as sa
from alembic import op

from app.registry.reference import entries

revision = "0005"
down_revision = "0004"

NEW_CATALOGUES = ("health_services",)


def upgrade() -> None:
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
    # A new vault has no list yet: its first run fills them all.
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(items)):
        for name in NEW_CATALOGUES:
            op.bulk_insert(items, entries(name))
