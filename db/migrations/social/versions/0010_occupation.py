"""Keep the occupation of the person of a case; of those there are, nobody was asked"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("cases", schema="social") as batch_op:
        batch_op.add_column(sa.Column("occupation", sa.String(length=40), nullable=False, server_default=""))
        batch_op.create_index("ix_cases_occupation", ["listed", "occupation", "rank", "due_sort", "id"], unique=False)
