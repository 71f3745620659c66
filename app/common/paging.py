"""How does a list go on page by page, and how is it counted, without reading the whole table?

Pages go on by the key of the last row, never by a count of rows to skip. A page is looked for in two ways, so that it
takes about as long with a million records as with ten thousand:

- *walk*: along the index of the order, testing the filter on at most `STEPS` entries. What many records have fills the
  page soon.
- *gather*: what the walk did not fill is had by few records (under 2 % of them, where it does not go along with the
  order). They are taken by the index of the filter, and only the first of them in the order are kept.

So each order has an index (and the columns of the filters behind the order's, where tables are large: the walk then
reads no row), and each filter has one (with the columns of the orders behind). `tests/common/test_plans.py` asks every
filter in every order for its plan.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Exists,
    Select,
    Table,
    UniqueConstraint,
    case,
    false,
    func,
    literal,
    not_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Grouping
from sqlalchemy.sql.util import ClauseAdapter
from sqlalchemy.sql.visitors import iterate

from app.common.counting import MOST_COUNTED
from app.common.search import Matches, Words

Row = TypeVar("Row")
Key = tuple[Any, ...]
# The columns of an order, the last of them unique, and whether it descends.
Order = tuple[tuple[InstrumentedAttribute[Any], ...], bool]
_LIMITS = (operators.lt, operators.le, operators.gt, operators.ge, operators.between_op)
Narrow = Callable[[Select[Any]], Select[Any]]
# So many entries of an order's index are tested before the filter's index is asked: enough for a page of 200 rows of
# what one record in fifty has. The walk stops as soon as the page is full.
STEPS = 10_000
# So many records with the words searched are looked up rather than looked for along the order.
FEW = 2_000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the key from which the next page goes on; None at the end."""

    rows: tuple[Row, ...]
    next: Key | None


def read_page(
    db: Orm, table: type[Any], order: Order, narrow: Narrow, after: Key | None, limit: int, words: Words | None = None
) -> tuple[list[tuple[Any, Key]], bool]:
    """Records with their keys, as many as the limit, and whether there are more.

    `narrow` puts the filter's conditions to the query, but for the words searched: those are `words`. Records that
    have the words with the marks as typed come before the others, and their keys say so.
    """
    ordered = _Ordered(db, table, order, narrow(select(table)).whereclause)
    if words is None or words.exact is None:
        lines = ordered.lines(after, limit + 1, *_found(table, words))
        return lines[:limit], len(lines) > limit
    lines = []
    first, then = (1, 0) if ordered.descending else (0, 1)
    if after is None or after[0] == first:
        exact = _way(table, words.exact)
        lines += [(row, (first, *key)) for row, key in ordered.lines(after and after[1:], limit + 1, exact)]
        after = None
    if len(lines) <= limit:
        others = _Way(not_(words.exact.walked(table.id)), not_(words.exact.gathered(table.id)))
        rest = ordered.lines(after and after[1:], limit + 1 - len(lines), *_found(table, words), others)
        lines += [(row, (then, *key)) for row, key in rest]
    return lines[:limit], len(lines) > limit


def read_count(db: Orm, table: type[Any], narrow: Narrow, words: Words | None = None) -> int:
    """How many records the filter lets through; `MOST_COUNTED` + 1 for more than that."""
    if words is not None and words.all is None:
        return 0
    own = table.__table__
    query = select(table.id).where(*_for_gathering(own, list(conjuncts(narrow(select(table)).whereclause)), words))
    if words is not None and words.all is not None:
        hits = words.all.hits()
        query = query.join(hits, hits.c.record_id == table.id)
    return db.scalar(select(func.count()).select_from(query.limit(MOST_COUNTED + 1).subquery())) or 0


@dataclass(frozen=True)
class _Way:
    """A condition as it is tested while walking, and as it gathers; both let the same records through."""

    walked: ColumnElement[bool]
    gathered: ColumnElement[bool]
    few: bool = False


def _found(table: type[Any], words: Words | None) -> Iterator[_Way]:
    if words is not None:
        every = words.all
        yield _Way(false(), false()) if every is None else _way(table, every)


def _way(table: type[Any], matches: Matches) -> _Way:
    return _Way(matches.walked(table.id), matches.gathered(table.id), matches.count <= FEW)


class _Ordered:
    """A table in an order, narrowed by a filter."""

    def __init__(self, db: Orm, table: type[Any], order: Order, where: ColumnElement[bool] | None) -> None:
        columns, self.descending = order
        self.db, self.record, self.table = db, table, table.__table__
        self.keys: tuple[Column[Any], ...] = tuple(self.table.columns[column.key] for column in columns)
        terms = list(conjuncts(where))
        leading = leads(self.table, self.keys, fixed(terms, self.table))
        self.has_index = leading is not None
        self.lead: list[ColumnElement[bool]] = []
        self.rest: list[ColumnElement[bool]] = []
        for term in terms:
            # Where the walk begins and ends: what stands before the order in its index, such as "not in the bin", and
            # between what the order's first column lies.
            enters = equal_to(term, self.table) in (leading or ()) or _limits(term, self.table) is self.keys[0]
            (self.lead if enters else self.rest).append(term)

    def lines(self, after: Key | None, count: int, *ways: _Way) -> list[tuple[Any, Key]]:
        """The first records after a key."""
        if not self.rest and not ways:
            return self._lines(self._after(select(self.record, *self.keys).where(*self.lead), after), count)
        few = self._few(ways)
        ids: list[int] = []
        if self.has_index and few is None:
            ids = list(self.db.scalars(self._walk(after, count, [way.walked for way in ways])))
        if len(ids) < count:
            gathered = [way.gathered for way in ways] if few is None else [*few, *(way.walked for way in ways)]
            ids = list(self.db.scalars(self._gather(after, count, gathered)))
        return self._lines(select(self.record, *self.keys).where(self.record.id.in_(ids)), count) if ids else []

    def _few(self, ways: Sequence[_Way]) -> list[ColumnElement[bool]] | None:
        """Where one field of the filter lets few records through: these. None where each lets many through."""
        if any(way.few for way in ways):
            return [way.gathered for way in ways if way.few]
        always = [term for term in self.lead if equal_to(term, self.table) in _flags(self.table)]
        fields: dict[frozenset[Any], list[ColumnElement[bool]]] = {}
        for term in self.rest:
            columns = frozenset(_column(part, self.table) for part in _parts(term)) - {None}
            if columns and not _is_one_of_marks(term, self.table) and not _is_either_way(term, self.table):
                fields.setdefault(columns, []).append(term)
        for terms in fields.values():
            those = select(self.table.c.id).where(*_for_gathering(self.table, [*always, *terms])).limit(STEPS + 1)
            if (self.db.scalar(select(func.count()).select_from(those.subquery())) or 0) <= STEPS:
                return [] if len(fields) == 1 else [self.table.c.id.in_(those.correlate(None))]
        return None

    def _lines(self, query: Select[Any], count: int) -> list[tuple[Any, Key]]:
        return [(line[0], tuple(line[1:])) for line in self.db.execute(self._sorted(query, self.keys).limit(count))]

    def _walk(self, after: Key | None, count: int, tested: list[ColumnElement[bool]]) -> Select[Any]:
        terms = [*self.rest, *tested]
        used = {_column(part, self.table) for term in terms for part in iterate(term)} | {*self.keys, self.table.c.id}
        columns = [column for column in self.table.columns if column in used]
        inner = self._sorted(self._after(select(*columns).where(*self.lead), after), self.keys).limit(STEPS)
        entries = inner.subquery()
        adapter = ClauseAdapter(entries)
        keys = [entries.c[key.name] for key in self.keys]
        query = select(entries.c.id).where(*(adapter.traverse(term) for term in terms))
        return self._sorted(query, keys).limit(count)

    def _gather(self, after: Key | None, count: int, tested: list[ColumnElement[bool]]) -> Select[Any]:
        terms = [*self.rest, *tested]
        query = self._after(select(self.record.id).where(*_for_gathering(self.table, [*self.lead, *terms])), after)
        if all(isinstance(term, Exists) for term in terms):
            # Asked of each record, and nearly all have it: the walk goes on to the end.
            return self._sorted(query, self.keys).limit(count)
        # In words of its own, so that the planner sorts what the filter's index gives and does not walk all.
        return self._sorted(query, [func.coalesce(key, key) for key in self.keys]).limit(count)

    def _after(self, query: Select[Any], after: Key | None) -> Select[Any]:
        if after is None:
            return query
        # A moment is stored as text: without the column's type it would be compared as something else.
        mark = tuple_(*(literal(value, key.type) for value, key in zip(after, self.keys, strict=True)))
        return query.where(tuple_(*self.keys) < mark if self.descending else tuple_(*self.keys) > mark)

    def _sorted(self, query: Select[Any], keys: Sequence[ColumnElement[Any]]) -> Select[Any]:
        return query.order_by(*(key.desc() if self.descending else key for key in keys))


def _for_gathering(
    table: Table, terms: list[ColumnElement[bool]], words: Words | None = None
) -> list[ColumnElement[bool]]:
    """The conditions, such that an index of the filter's is taken, without knowing how many records have what.

    Where records are named by their ids, these are few; the planner would rather take all that are not in the bin.
    """
    always = [term for term in terms if equal_to(term, table) in _flags(table)]
    terms = [_one_by_one(table, term, always) for term in terms]
    if words is None and not any(_column(part, table) is table.c.id for term in terms for part in _parts(term)):
        return terms
    return [case((term, 1), else_=0) == 1 if equal_to(term, table) in _flags(table) else term for term in terms]


def _one_by_one(table: Table, term: ColumnElement[bool], always: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Where one of several marks is enough: the records of each mark, by its index."""
    if not _is_one_of_marks(term, table):
        return term
    marks: Any = term.get_children()
    each: list[Any] = [select(table.c.id).where(*always, mark).correlate(None) for mark in marks]
    return table.c.id.in_(union_all(*each))


def _is_either_way(term: ColumnElement[bool], table: Table) -> bool:
    """Listed or not: such a condition narrows nothing."""
    is_in = isinstance(term, BinaryExpression) and term.operator is operators.in_op
    return is_in and _column(term.left, table) in _flags(table)


def _is_one_of_marks(term: ColumnElement[bool], table: Table) -> bool:
    return isinstance(term, BooleanClauseList) and all(
        _column(getattr(mark, "element", mark), table) is not None for mark in term.clauses
    )


def _parts(term: ColumnElement[bool]) -> Iterator[Any]:
    return iter(()) if isinstance(term, Exists) else iterate(term)


def _flags(table: Table) -> frozenset[Column[Any]]:
    return frozenset(column for column in table.columns if isinstance(column.type, Boolean))


def conjuncts(where: Any) -> Iterator[ColumnElement[bool]]:
    """The conditions that a filter puts, each for itself."""
    if isinstance(where, BooleanClauseList) and where.operator is operators.and_:
        for term in where.clauses:
            yield from conjuncts(term)
    elif isinstance(where, Grouping):
        yield from conjuncts(where.element)
    elif where is not None:
        yield where


def equal_to(term: ColumnElement[bool], table: Table) -> Column[Any] | None:
    """The table's column that a condition compares with one value; None for any other condition."""
    if isinstance(term, BinaryExpression):
        one = term.operator is operators.in_op and len(getattr(term.right, "value", ())) == 1
        if one or term.operator in (operators.eq, operators.is_):
            return _column(term.left, table)
    return None


def _limits(term: ColumnElement[bool], table: Table) -> Column[Any] | None:
    """The table's column that a condition holds above or below a value; None for any other condition."""
    return _column(term.left, table) if isinstance(term, BinaryExpression) and term.operator in _LIMITS else None


def fixed(terms: Iterable[ColumnElement[bool]], table: Table) -> set[Column[Any]]:
    """The columns that have one value in all that the conditions let through."""
    return {column for term in terms if (column := equal_to(term, table)) is not None}


def leads(table: Table, keys: tuple[Column[Any], ...], known: set[Column[Any]]) -> frozenset[Column[Any]] | None:
    """The columns that stand before an order in an index of it, all of them fixed by the filter; as many as can be.

    None where no index gives the order with what is fixed.
    """
    unique = [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    whole = [list(each.columns) for each in table.indexes if each.dialect_options["sqlite"]["where"] is None]
    before = []
    for columns in (*whole, *unique):
        places = [at for at in range(len(columns)) if columns[at : at + len(keys)] == list(keys)]
        before += [frozenset(columns[:at]) for at in places if known.issuperset(columns[:at])]
    return max(before, key=len, default=None)


def _column(part: Any, table: Table) -> Column[Any] | None:
    """The table's column that a part of a condition is; an alias of the table is another table."""
    if getattr(getattr(part, "table", None), "fullname", None) != table.fullname:
        return None
    return table.columns.get(part.name)
