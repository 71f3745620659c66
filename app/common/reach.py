"""What of a compartment belongs to a record about a person, and what of it stays when the record is erased?

Whatever points at the record, directly or through another table, is found by its keys. A table whose `info` names
`figures` keeps its rows with those columns and the keys; of every other the rows go. So a new table forgets the person
unless somebody decided otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, delete, or_, select, update
from sqlalchemy.orm import Session as Orm

from app.vault.schema import Base


@dataclass(frozen=True)
class Reach:
    """From the table of the records (`root`) along its keys; `link` is the column that points at a record."""

    root: Table
    link: str

    def belonging(self, db: Orm, ids: Iterable[int]) -> dict[Table, list[Any]]:
        """Table -> the keys of its rows that belong to these records; a table comes after those it points at."""
        found: dict[Table, list[Any]] = {self.root: list(ids)}
        for table in Base.metadata.sorted_tables:
            if table.schema != self.root.schema or table is self.root:
                continue
            terms = [column.in_(found[to]) for column, to in self._links(table) if to in found]
            key = self.key_of(table)
            if terms and key is not None:
                found[table] = list(db.scalars(select(key).where(or_(*terms))))
        return found

    def forget(self, db: Orm, belonging: dict[Table, list[Any]]) -> dict[str, int]:
        """Remove or empty all that belongs to the records, but their own rows. Table -> how many rows."""
        counts: dict[str, int] = {}
        for table, ids in reversed(belonging.items()):
            key = self.key_of(table)
            if table is self.root or not ids or key is None:
                continue
            counts[table.name] = len(ids)
            figures = table.info.get("figures")
            if figures is None:
                db.execute(delete(table).where(key.in_(ids)))
            elif emptied := dict(self.emptied(table, figures)):
                db.execute(update(table).where(key.in_(ids)).values(emptied))
        return counts

    def key_of(self, table: Table) -> Column[Any] | None:
        """The column by which rows of a table are named; None for a table that only links others."""
        keys = list(table.primary_key.columns)
        return keys[0] if len(keys) == 1 else next((each for each in keys if each.name == self.link), None)

    def _links(self, table: Table) -> Iterator[tuple[Column[Any], Table]]:
        for column in table.columns:
            if column.name == self.link:
                yield column, self.root
            for foreign in column.foreign_keys:
                yield column, foreign.column.table

    def emptied(self, table: Table, figures: frozenset[str]) -> Iterator[tuple[str, Any]]:
        """The columns that lose what they hold, and what stands there then."""
        links = {column.name for column, _ in self._links(table)}
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
