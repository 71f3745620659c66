"""What of the compartment belongs to a case, and what of it stays when the case is erased?

Whatever points at a case, directly or through another table, is found by its keys. A table whose `info` names
`figures` keeps its rows with those columns and the keys; of every other the rows go. So a new table forgets the person
unless somebody decided otherwise.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, delete, or_, select, update
from sqlalchemy.orm import Session as Orm

from app.social.cases.models import Case
from app.vault.schema import Base

SCHEMA = "social"
CASES: Any = Case.__table__


def of_cases(db: Orm, case_ids: Iterable[int]) -> dict[Table, list[Any]]:
    """Table -> the keys of its rows that belong to these cases; a table comes after those it points at."""
    found: dict[Table, list[Any]] = {CASES: list(case_ids)}
    for table in Base.metadata.sorted_tables:
        if table.schema != SCHEMA or table is CASES:
            continue
        terms = [column.in_(found[to]) for column, to in _links(table) if to in found]
        key = key_of(table)
        if terms and key is not None:
            found[table] = list(db.scalars(select(key).where(or_(*terms))))
    return found


def forget(db: Orm, belonging: dict[Table, list[Any]]) -> dict[str, int]:
    """Remove or empty all that belongs to the cases, but the cases' own rows. Table -> how many rows."""
    counts: dict[str, int] = {}
    for table, ids in reversed(belonging.items()):
        key = key_of(table)
        if table is CASES or not ids or key is None:
            continue
        counts[table.name] = len(ids)
        figures = table.info.get("figures")
        if figures is None:
            db.execute(delete(table).where(key.in_(ids)))
        elif emptied := dict(_emptied(table, figures)):
            db.execute(update(table).where(key.in_(ids)).values(emptied))
    return counts


def key_of(table: Table) -> Column[Any] | None:
    """The column by which rows of a table are named; None for a table that only links others."""
    keys = list(table.primary_key.columns)
    return keys[0] if len(keys) == 1 else next((each for each in keys if each.name == "case_id"), None)


def _links(table: Table) -> Iterator[tuple[Column[Any], Table]]:
    for column in table.columns:
        if column.name == "case_id":
            yield column, CASES
        for foreign in column.foreign_keys:
            yield column, foreign.column.table


def _emptied(table: Table, figures: frozenset[str]) -> Iterator[tuple[str, Any]]:
    links = {column.name for column, _ in _links(table)}
    for column in table.columns:
        if column.primary_key or column.name in figures or column.name in links:
            continue
        if column.nullable:
            yield column.name, None
        elif isinstance(column.type, String):  # Text too
            yield column.name, ""
        elif isinstance(column.type, JSON):
            yield column.name, {}
        elif isinstance(column.type, LargeBinary):
            yield column.name, b""
