"""Walk an index for each filter of the lists"""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("clients", schema="health") as batch_op:
        batch_op.drop_index(batch_op.f("ix_clients_code"))
        batch_op.create_index("ix_clients_code", ["listed", "code", "id"], unique=False)
        batch_op.create_index("ix_clients_sex", ["listed", "sex", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_clients_source", ["listed", "source", "rank", "due_sort", "id"], unique=False)
        batch_op.create_index("ix_clients_village", ["listed", "village_id", "rank", "due_sort", "id"], unique=False)

    with op.batch_alter_table("counselling", schema="health") as batch_op:
        batch_op.drop_index(batch_op.f("ix_counselling_client"))
        batch_op.create_index("ix_counselling_client", ["client_id", "listed", "held_on", "id"], unique=False)

    with op.batch_alter_table("group_sessions", schema="health") as batch_op:
        batch_op.create_index("ix_group_sessions_audience", ["removed", "audience", "on", "id"], unique=False)
        batch_op.create_index("ix_group_sessions_form", ["removed", "form", "on", "id"], unique=False)

    with op.batch_alter_table("screenings", schema="health") as batch_op:
        batch_op.drop_index(batch_op.f("ix_screenings_client"))
        batch_op.create_index("ix_screenings_client", ["client_id", "listed", "asked_on", "id"], unique=False)
