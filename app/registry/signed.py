"""What do the office's rules say, as they were signed?

Everybody holds the registry's key, so a row of these tables proves nothing. What is used is what the signed audit
entries say of them; a row that somebody changed with another tool is not used, and a verification names it.
"""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.vault import anchored
from app.vault.schema import Base

Row = TypeVar("Row", bound=Base)


def rows(db: Orm, table: type[Row]) -> list[Row]:
    """The rows of a table of `app.vault.anchors.SIGNED_WHOLE`, in no order; shared, so nobody may change them.

    Raises Damaged when an entry they rest on was changed.
    """

    def made_of(row: dict[str, Any]) -> Row:
        return table(**{name: _value(read, row.get(name)) for name, read in columns.items()})

    dialect = db.get_bind().dialect
    columns = {
        column.name: column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in table.__table__.columns
    }
    signed = anchored.reference(db, table.__tablename__, made_of)
    if signed is None:  # nothing was signed yet: an older vault, at its migration
        return list(db.scalars(select(table)))
    return signed


def _value(read: Any, stored: Any) -> Any:
    return stored if read is None else read(stored)
