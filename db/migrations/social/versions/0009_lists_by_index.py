"""Walk an index for each filter of the lists"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("cases", schema="social") as batch_op:
        batch_op.create_index(
            "ix_cases_child",
            ["listed", "child", "rank", "due_sort", "id"],
            unique=False,
            sqlite_where=sa.text("child = 1"),
        )
        batch_op.create_index(
            "ix_cases_disability",
            ["listed", "disability", "rank", "due_sort", "id"],
            unique=False,
            sqlite_where=sa.text("disability = 1"),
        )
        batch_op.create_index("ix_cases_outcome", ["listed", "outcome", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_cases_source", ["listed", "source", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index(
            "ix_cases_trafficking",
            ["listed", "trafficking", "rank", "due_sort", "id"],
            unique=False,
            sqlite_where=sa.text("trafficking = 1"),
        )
        batch_op.create_index(
            "ix_cases_urgent",
            ["listed", "urgent", "rank", "due_sort", "id"],
            unique=False,
            sqlite_where=sa.text("urgent = 1"),
        )
        batch_op.create_index(
            "ix_cases_violence",
            ["listed", "violence", "rank", "due_sort", "id"],
            unique=False,
            sqlite_where=sa.text("violence = 1"),
        )

    with op.batch_alter_table("loans", schema="social") as batch_op:
        batch_op.create_index("ix_loans_programme", ["programme", "due_sort", "id"], unique=False)

    with op.batch_alter_table("needs_surveys", schema="social") as batch_op:
        batch_op.create_index("ix_needs_surveys_age_band", ["removed", "age_band", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_difficulty", ["removed", "difficulty", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_quarter", ["removed", "quarter", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_sex", ["removed", "sex", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_workplace", ["removed", "workplace", "sort_day", "id"], unique=False)

    with op.batch_alter_table("visits", schema="social") as batch_op:
        batch_op.create_index("ix_visits_way", ["way", "day", "id"], unique=False)
