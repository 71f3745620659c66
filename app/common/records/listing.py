"""What does the list of a record type show? Pages in an order, how many there are, one by its number, a search."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common import conditions as typed
from app.common.kinds import every_row
from app.common.paging import Key, Narrow, Page, read_count, read_page
from app.common.permissions import require
from app.common.records.declared import Lines, Records
from app.common.records.fields import Lists, Ref
from app.common.records.filters import Filter, filter_of, from_conditions, searched, terms
from app.common.search import Words
from app.common.text import fold
from app.vault.errors import NotFound
from app.vault.session import Session

_PAGE = 500


def list_page(
    records: Records[Any, Any],
    session: Session,
    where: Filter | None = None,
    sort: Any = None,
    after: Key | None = None,
    limit: int = 200,
    lines: Lines | None = None,
) -> Page[Any]:
    """A page of the list, of all in the usual order unless said. `after` is the `next` of the page before.

    `lines` makes the lines where neither the fields nor the declaration do.
    """
    require(session, records.may.list)
    order, own = records.orders[sort or records.usual], lines or records.lines
    with session.read() as db:
        narrow, words = narrowing(records, session, db, where)
        found, more = read_page(db, records.table, order, narrow, after, limit, words)
        rows = tuple(own(session, db, found) if own else rows_of(records, found, _names(records, session, db)))
        return Page(rows, rows[-1].key if more else None)


def narrowing(
    records: Records[Any, Any], session: Session, db: Orm, where: Filter | None
) -> tuple[Narrow, Words | None]:
    """How a query is narrowed by a filter, and the words that it searches for beside that."""
    asked = where or filter_of(records)()
    search = searched(records, session, db, asked.text)
    whole = [*terms(records, session, asked), *search.terms]
    return lambda query: query.where(*whole), search.words


def _names(records: Records[Any, Any], session: Session, db: Orm) -> Lists:
    return records.names_in(session, db, records.listed)


def rows_of(records: Records[Any, Any], found: Iterable[tuple[Any, Key]], lists: Lists) -> Iterator[Any]:
    """Lines of the list, of the table's rows with the keys of their page. What each has is put together once."""
    make, refs = records.row, [each for each in records.listed if isinstance(each, Ref)]
    plain = [(each.told, each.name, each.loaded) for each in records.listed if not isinstance(each, Ref)]
    plain += [(name, name, same) for name in ("id", "version", "number")]
    plain += [("removed", records.bin, same)] if records.bin else []
    for row, key in found:
        values = {told: loaded(getattr(row, name)) for told, name, loaded in plain}
        for each in refs:
            stored = getattr(row, each.name)
            values[each.name], values[each.told] = stored, each.words(stored, lists)
        yield make(key=key, **values)


def same(stored: Any) -> Any:
    """A value that is in the row as it is stored."""
    return stored


def count(records: Records[Any, Any], session: Session, where: Filter | None = None) -> int:
    """How many the filter lets through."""
    require(session, records.may.list)
    with session.read() as db:
        return read_count(db, records.table, *narrowing(records, session, db, where))


def rows(records: Records[Any, Any], session: Session, conditions: Mapping[str, str]) -> Iterator[Any]:
    """The rows that conditions of `--filter` let through, page by page. Raises Invalid."""
    require(session, records.may.list)
    where = from_conditions(records, session, conditions)
    sort = next(iter(typed.codes(type(records.usual), conditions, "sort")), records.usual)
    return every_row(lambda after: list_page(records, session, where, sort, after, _PAGE))


def find(records: Records[Any, Any], db: Orm, record_id: int) -> Any:
    """The row. Raises NotFound."""
    row = db.get(records.table, record_id)
    if row is None:
        raise NotFound(records.none_such)
    return row


def find_number(records: Records[Any, Any], session: Session, number: str) -> int:
    """The id behind a number as typed. Raises NotFound."""
    require(session, records.may.list)
    table = records.table
    with session.read() as db:
        found = db.scalar(select(table.id).where(table.number == records.tidy(number), *records.always))
    if found is None:
        raise NotFound(records.no_number, number=number.strip())
    return int(found)


def search(records: Records[Any, Any], session: Session, text: str, limit: int = 50) -> list[Any]:
    """Those with every word in what the quick search knows of them, in the usual order."""
    require(session, "search")
    if not fold(text).split():
        return []
    return list(list_page(records, session, filter_of(records)(text=text), records.usual, None, limit).rows)
