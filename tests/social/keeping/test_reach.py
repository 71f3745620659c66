"""Does erasing a case reach every table that belongs to one, whoever added it?"""

from sqlalchemy import UniqueConstraint

import app.kinds  # noqa: F401  every unit's tables
from app.social.keeping import reach
from app.vault.schema import Base
from app.vault.session import Session
from tests.social.builders import opened

TABLES = [table for table in Base.metadata.sorted_tables if table.schema == "social"]


def test_every_table_that_points_at_a_case_is_reached(lead: Session) -> None:
    case = opened(lead)
    with lead.read() as db:
        reached = reach.of_cases(db, [case.id])
    assert {table for table in TABLES if "case_id" in table.columns} <= set(reached)


def test_what_stays_for_figures_is_there_and_what_is_emptied_need_not_be_unique() -> None:
    for table in TABLES:
        figures = table.info.get("figures", frozenset())
        assert figures <= set(table.columns.keys()), table.name
        emptied = {name for name, _ in reach.emptied(table, figures)} if figures else set()
        alone = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        assert not [each for each in alone if {column.name for column in each.columns} <= emptied], table.name
