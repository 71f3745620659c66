"""Let the health station keep its lists: topics, whom to call, tests, laboratories"""

import sqlalchemy as sa
from alembic import op

from app.registry.reference import entries

revision = "0006"
down_revision = "0005"

LISTS = ("counselling_topics", "crisis_contacts", "screening_tests", "confirming_laboratories")


def upgrade() -> None:
    # As with the lists of 0002: a new vault has none yet, its first run fills them all.
    items = sa.table(
        "catalogue_items",
        *(sa.column(name, sa.String) for name in ("catalogue", "code", "name", "basis")),
        *(sa.column(name, sa.Boolean) for name in ("active", "verified")),
        *(sa.column(name, sa.Date) for name in ("in_force_from", "in_force_to")),
        sa.column("position", sa.Integer),
        sa.column("facts", sa.JSON),
    )
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(items)):
        for name in LISTS:
            op.bulk_insert(items, entries(name))
