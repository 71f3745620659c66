"""How does a table's row become plain JSON values, how do they become a row again, and thousands of them at once?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session as Orm

from app.vault.schema import UtcDateTime

NOTHING: frozenset[str] = frozenset()


def plain(value: Any) -> Any:
    """A column's value as JSON knows it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def columns(row: Any, leave_out: frozenset[str] = NOTHING) -> dict[str, Any]:
    """A row's columns by name, in values that JSON knows."""
    return {
        column.name: plain(getattr(row, column.name))
        for column in type(row).__table__.columns
        if column.name not in leave_out
    }


def typed(row_type: Any, name: str, value: Any) -> Any:
    """The value of a column, from what `plain` made of it."""
    kind = row_type.__table__.columns[name].type
    if value is None or not isinstance(value, str):
        return value
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if kind.python_type is date:
        return date.fromisoformat(value)
    return bytes.fromhex(value) if kind.python_type is bytes else value


def write(row: Any, values: Mapping[str, Any]) -> None:
    """Set the columns that are named, from what `columns` gave."""
    for name, value in values.items():
        setattr(row, name, typed(type(row), name, value))


def made(row_type: Any, values: Mapping[str, Any]) -> Any:
    """A new row, from what `columns` gave."""
    return row_type(**{name: typed(row_type, name, value) for name, value in values.items()})


def fill_defaults(row: Any) -> None:
    """What the columns would have after a flush; a new object has None until then."""
    for column in type(row).__table__.columns:
        default = column.default
        if default is not None and getattr(row, column.name) is None:
            argument: Any = default.arg
            # A default that is called is `list` or `dict`; SQLAlchemy has wrapped it.
            setattr(row, column.name, argument(None) if callable(argument) else argument)


# --- many at once ----------------------------------------------------------------------------------------


def insert_many(db: Orm, row_type: Any, lines: Sequence[Mapping[str, Any]]) -> None:
    """Store new rows, given by their columns' names, all with the same ones; defaults of the columns are not filled in.

    What SQLAlchemy finds out for each row of an `executemany` is found out once here: statement, places, types.
    """
    if not lines:
        return
    db.flush()
    statement, bound = _insertion(row_type.__table__, tuple(lines[0]))
    by_column = [
        [bind(line[name]) for line in lines] if bind is not None else [line[name] for line in lines]
        for name, bind in bound
    ]
    raw: Any = db.connection().connection.dbapi_connection
    raw.executemany(statement, list(zip(*by_column, strict=True)))


Bound = tuple[tuple[str, Callable[[Any], Any] | None], ...]
_DIALECT = sqlite.dialect()


@cache
def _insertion(table: Table, names: tuple[str, ...]) -> tuple[str, Bound]:
    """The statement that stores these columns, and for each what makes a value of the database of it."""
    statement = insert(table).compile(dialect=_DIALECT, column_keys=list(names))
    types = [(name, table.columns[name].type.dialect_impl(_DIALECT)) for name in statement.positiontup or ()]
    return str(statement), tuple((name, each.bind_processor(_DIALECT)) for name, each in types)
