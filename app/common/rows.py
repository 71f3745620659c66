"""How does a table's row become plain JSON values, and how do they become a row again?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

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
