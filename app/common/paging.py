"""How does a list go on page by page without a count of rows to skip? By the key of the last row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, case, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

Row = TypeVar("Row")
Key = tuple[Any, ...]
# The columns of an order, the last of them unique, and whether it descends.
Order = tuple[tuple[InstrumentedAttribute[Any], ...], bool]


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the key from which the next page goes on; None at the end."""

    rows: tuple[Row, ...]
    next: Key | None


def read_page(
    db: Orm,
    table: type[Any],
    order: Order,
    narrow: Callable[[Select[Any]], Select[Any]],
    after: Key | None,
    limit: int,
    exact: ColumnElement[bool] | None = None,
) -> tuple[list[tuple[Any, Key]], bool]:
    """Records with their keys, as many as the limit, and whether there are more.

    `narrow` puts the filter's conditions to the query. Those for which `exact` holds (words typed with marks) come
    before the others.
    """
    columns, descending = order
    keys: tuple[ColumnElement[Any], ...] = tuple(column.expression for column in columns)
    if exact is not None:
        keys = (case((exact, 1), else_=0) if descending else case((exact, 0), else_=1), *keys)
    query = narrow(select(table, *keys))
    if after is not None:
        # A moment is stored as text: without the column's type it would be compared as something else.
        mark = tuple_(*(literal(value, key.type) for value, key in zip(after, keys, strict=True)))
        query = query.where(tuple_(*keys) < mark if descending else tuple_(*keys) > mark)
    query = query.order_by(*(key.desc() if descending else key for key in keys))
    found = db.execute(query.limit(limit + 1)).all()
    return [(line[0], tuple(line[1:])) for line in found[:limit]], len(found) > limit
