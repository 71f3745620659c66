"""Let the office keep the list of loan programmes"""

import sqlalchemy as sa
from alembic import op

from app.registry.reference import entries

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # As with the lists of 0002: a new vault has none yet, its first run fills them all.
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
        op.bulk_insert(items, entries("loan_programmes"))
