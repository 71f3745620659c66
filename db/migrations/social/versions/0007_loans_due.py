"""Let the list of loans be sorted by what is due: each loan keeps the first day on which something is owed"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NEVER = "9999-12-31"


def upgrade() -> None:
    with op.batch_alter_table("loans", schema="social") as batch_op:
        batch_op.add_column(sa.Column("due_sort", sa.Date(), nullable=False, server_default=NEVER))
        batch_op.create_index("ix_loans_due", ["due_sort", "id"], unique=False)
    op.execute(
        "UPDATE social.loans SET due_sort = COALESCE("
        "(SELECT MIN(due_on) FROM social.loan_instalments WHERE loan_id = social.loans.id AND NOT paid),"
        f" '{NEVER}') WHERE state IN ('disbursed', 'repaying')"
    )
