"""Keep assessments of needs and anonymous surveys"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "needs_survey_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_needs_survey_numbers")),
        schema="social",
    )
    op.create_table(
        "needs_surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("number_year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=60), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village_name", sa.String(length=120), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("age_band", sa.String(length=10), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=True),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.Column("difficulty", sa.String(length=10), nullable=False),
        sa.Column("workplace", sa.String(length=60), nullable=False),
        sa.Column("surveyor", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_surveys")),
        sa.UniqueConstraint("number", name=op.f("uq_needs_surveys_number")),
        sa.UniqueConstraint("number_year", "seq", name=op.f("uq_needs_surveys_number_year_seq")),
        schema="social",
    )
    with op.batch_alter_table("needs_surveys", schema="social") as batch_op:
        batch_op.create_index("ix_needs_surveys_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_needs_surveys_fingerprint", ["fingerprint"], unique=False)
        batch_op.create_index("ix_needs_surveys_group", ["removed", "group", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_newest", ["removed", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_number", ["removed", "number_year", "seq"], unique=False)
        batch_op.create_index("ix_needs_surveys_village", ["removed", "village_id", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_needs_surveys_year", ["removed", "year", "sort_day", "id"], unique=False)

    op.create_table(
        "needs_assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessed_by", sa.String(length=40), nullable=False),
        sa.Column("circumstances", sa.Text(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("created_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("updated_at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_needs_assessments_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_assessments")),
        schema="social",
    )
    with op.batch_alter_table("needs_assessments", schema="social") as batch_op:
        batch_op.create_index("ix_needs_assessments_case", ["case_id", "assessed_on", "id"], unique=False)
        batch_op.create_index("ix_needs_assessments_day", ["assessed_on"], unique=False)

    op.create_table(
        "needs_survey_needs",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["social.needs_surveys.id"],
            name=op.f("fk_needs_survey_needs_survey_id_needs_surveys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("survey_id", "need", name=op.f("pk_needs_survey_needs")),
        schema="social",
    )
    with op.batch_alter_table("needs_survey_needs", schema="social") as batch_op:
        batch_op.create_index("ix_needs_survey_needs_need", ["need", "survey_id"], unique=False)

    op.create_table(
        "needs_assessment_versions",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.vault.schema.UtcDateTime(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["social.needs_assessments.id"],
            name=op.f("fk_needs_assessment_versions_assessment_id_needs_assessments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["social.cases.id"],
            name=op.f("fk_needs_assessment_versions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_assessment_versions")),
        schema="social",
    )
    with op.batch_alter_table("needs_assessment_versions", schema="social") as batch_op:
        batch_op.create_index("ix_needs_assessment_versions_case", ["case_id"], unique=False)
        batch_op.create_index("ix_needs_assessment_versions_of", ["assessment_id", "id"], unique=False)

    op.create_table(
        "needs_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["social.needs_assessments.id"],
            name=op.f("fk_needs_scores_assessment_id_needs_assessments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["social.cases.id"], name=op.f("fk_needs_scores_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_scores")),
        sa.UniqueConstraint("assessment_id", "domain", name=op.f("uq_needs_scores_assessment_id_domain")),
        schema="social",
    )
    with op.batch_alter_table("needs_scores", schema="social") as batch_op:
        batch_op.create_index("ix_needs_scores_case", ["case_id"], unique=False)
