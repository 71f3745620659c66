"""Walk an index for each filter of the lists"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("inspections", schema="police") as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspections_establishment"))
        batch_op.create_index(
            "ix_inspections_establishment", ["establishment_id", "removed", "day", "id"], unique=False
        )
        batch_op.create_index("ix_inspections_open", ["removed", "open_findings"], unique=False)
        batch_op.create_index("ix_inspections_type", ["removed", "type_code", "day", "id"], unique=False)

    with op.batch_alter_table("reports", schema="police") as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_due"))
        batch_op.create_index(
            "ix_reports_due",
            [
                "removed",
                "due_sort",
                "id",
                "rank",
                "received_at",
                "number_sort",
                "reporter_sort",
                "kind",
                "state",
                "urgency",
                "officer_id",
                "village_id",
                "establishment_id",
                "child",
                "trafficking",
                "violence",
                "incomplete",
                "escalated_at",
            ],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_escalated"))
        batch_op.create_index(
            "ix_reports_escalated",
            ["removed", "escalated_at", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_kind"))
        batch_op.create_index(
            "ix_reports_kind",
            ["removed", "kind", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_number"))
        batch_op.create_index(
            "ix_reports_number",
            [
                "removed",
                "number_sort",
                "id",
                "kind",
                "state",
                "urgency",
                "officer_id",
                "village_id",
                "establishment_id",
                "child",
                "trafficking",
                "violence",
                "incomplete",
                "escalated_at",
            ],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_officer"))
        batch_op.create_index(
            "ix_reports_officer",
            ["removed", "officer_id", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_rank"))
        batch_op.create_index(
            "ix_reports_rank",
            [
                "removed",
                "rank",
                "due_sort",
                "id",
                "kind",
                "state",
                "urgency",
                "officer_id",
                "village_id",
                "establishment_id",
                "child",
                "trafficking",
                "violence",
                "incomplete",
                "escalated_at",
            ],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_received"))
        batch_op.create_index(
            "ix_reports_received",
            [
                "removed",
                "received_at",
                "id",
                "rank",
                "due_sort",
                "number_sort",
                "reporter_sort",
                "kind",
                "state",
                "urgency",
                "officer_id",
                "village_id",
                "establishment_id",
                "child",
                "trafficking",
                "violence",
                "incomplete",
                "escalated_at",
            ],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_reporter"))
        batch_op.create_index(
            "ix_reports_reporter",
            [
                "removed",
                "reporter_sort",
                "id",
                "kind",
                "state",
                "urgency",
                "officer_id",
                "village_id",
                "establishment_id",
                "child",
                "trafficking",
                "violence",
                "incomplete",
                "escalated_at",
            ],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_state"))
        batch_op.create_index(
            "ix_reports_state",
            ["removed", "state", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_reports_village"))
        batch_op.create_index(
            "ix_reports_village",
            ["removed", "village_id", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.create_index(
            "ix_reports_child",
            ["removed", "child", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
            sqlite_where=sa.text("child = 1"),
        )
        batch_op.create_index(
            "ix_reports_establishment",
            ["removed", "establishment_id", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.create_index(
            "ix_reports_incomplete",
            ["removed", "incomplete", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
            sqlite_where=sa.text("incomplete = 1"),
        )
        batch_op.create_index(
            "ix_reports_officer_received", ["removed", "officer_id", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_reports_trafficking",
            ["removed", "trafficking", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
            sqlite_where=sa.text("trafficking = 1"),
        )
        batch_op.create_index(
            "ix_reports_urgency",
            ["removed", "urgency", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
        )
        batch_op.create_index(
            "ix_reports_violence",
            ["removed", "violence", "rank", "due_sort", "id", "received_at", "number_sort", "reporter_sort"],
            unique=False,
            sqlite_where=sa.text("violence = 1"),
        )
