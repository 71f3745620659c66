"""Which records have these words? A full-text index inside each compartment, beside what it indexes.

Words are found from their beginning, with or without marks; those that match the marks as typed come first.
What was typed never reaches FTS5 as a query of its own: it is cut into words, and each is quoted. What is
removed is gone from the index at once (secure-delete), not at some later merge.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    SQLColumnExpression,
    String,
    Subquery,
    TextClause,
    and_,
    bindparam,
    cast,
    column,
    exists,
    func,
    table,
    text,
)
from sqlalchemy.orm import Session

from app.common.text import fold, has_marks, highlight_spans, nfc, words
from app.vault.compartments import Compartment

_PREFIXES = {compartment.schema: compartment.prefix for compartment in Compartment}
# More would only slow the search down; nobody types them.
_MOST_WORDS, _LONGEST_WORD = 12, 40
_SNIPPET = 80
# So many records at a time, when many are forgotten.
_AT_ONCE = 500
# Beyond so many hits their order by relevance says nothing and costs most: the newest come first then.
_RANKED = 1000
# Beyond so many, a list does not look all of them up before it shows the first page.
_DENSE = 100_000


class Order(StrEnum):
    """In which order hits of equal exactness come; the value is FTS5's term for it."""

    BEST = "rank"
    NEWEST = "rowid DESC"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record with the words searched; `snippet` is its text around the first of them."""

    kind: str
    record_id: str
    number: str
    snippet: str


@dataclass(frozen=True)
class Matches:
    """The records of a kind that have every word of a query, asked for in the way that suits a list.

    Where they are many, each record met is asked for its words, rather than all of those that have them looked up.
    """

    db: Session | Connection
    schema: str | None
    kind: str
    words: tuple[tuple[str, str], ...]

    @cached_property
    def count(self) -> int:
        """How many there are, of all kinds; one more than a number for more than that."""
        return _count(self.db, self.schema, _match(self.words), _DENSE)

    def gathered(self, record_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """From the words to the records: for few, or where nothing else is asked for."""
        return record_id.in_(self._bound(f"SELECT record_id FROM ({_hits_sql(self.schema)})"))

    def walked(self, record_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """From a record met to its words."""
        at = _at(self.schema)
        rows = table("search_rows", column("id"), column("kind"), column("record_id"), schema=self.schema).alias("r")
        of_record = and_(rows.c.kind == self.kind, rows.c.record_id == cast(record_id, String))
        if self.count <= _DENSE:
            found = self._bound(f"SELECT rowid FROM {at}search WHERE search MATCH :match")
            return exists().where(of_record, rows.c.id.in_(found))
        texts = table("search", column("rowid"), column("exact"), column("folded"), schema=self.schema).alias("s")
        has = (func.instr(" " + texts.c[where], f" {word}") > 0 for where, word in self.words)
        return exists().where(of_record, texts.c.rowid == rows.c.id, *has)

    def hits(self) -> Subquery:
        """A row (`record_id`) for each, one after the other as they are asked for."""
        return self._bound(_hits_sql(self.schema)).columns(column("record_id", Integer)).subquery("hits")

    def _bound(self, statement: str) -> TextClause:
        values = {"match": _match(self.words)} | ({"kind": self.kind} if ":kind" in statement else {})
        # More than one may stand in one statement: each has parameters of its own.
        return text(statement).bindparams(*(bindparam(name, value, unique=True) for name, value in values.items()))


@dataclass(frozen=True)
class Words:
    """What a list is searched for: the records that match, and (for a query with marks) those that match as typed.

    None where the query has no words, or no marks. They are counted only when a list asks.
    """

    all: Matches | None
    exact: Matches | None


# --- the index ----------------------------------------------------------------------------------------


def create_sql(schema: str | None) -> tuple[str, ...]:
    """What a migration executes, statement by statement, to make the index of a compartment."""
    at = _at(schema)
    return (
        # The key of a record in the index: FTS5 has none of its own, and would scan.
        f"CREATE TABLE {at}search_rows (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL, "
        "number TEXT NOT NULL, original TEXT NOT NULL, UNIQUE (kind, record_id))",
        # Marks are kept (remove_diacritics 0): folding is ours, FTS5 would leave the đ.
        f"CREATE VIRTUAL TABLE {at}search USING fts5(exact, folded, "
        "tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2')",
        f"INSERT INTO {at}search (search, rank) VALUES ('secure-delete', 1)",
    )


def drop_sql(schema: str | None) -> tuple[str, ...]:
    """What a migration executes to take the index away."""
    at = _at(schema)
    return (f"DROP TABLE {at}search", f"DROP TABLE {at}search_rows")


def index(
    db: Session | Connection, schema: str | None, kind: str, record_id: int | str, number: str, content: str
) -> None:
    """Make a record findable by its number and its content, in place of what was indexed for it before."""
    at = _at(schema)
    original = " ".join(nfc(content).split())
    row = db.execute(
        _sql(
            f"INSERT INTO {at}search_rows (kind, record_id, number, original) "
            "VALUES (:kind, :record_id, :number, :original) ON CONFLICT (kind, record_id) "
            "DO UPDATE SET number = excluded.number, original = excluded.original RETURNING id"
        ),
        {"kind": kind, "record_id": str(record_id), "number": number, "original": original},
    ).scalar_one()
    whole = f"{number} {original}"
    db.execute(
        _sql(f"INSERT OR REPLACE INTO {at}search (rowid, exact, folded) VALUES (:row, :exact, :folded)"),
        {"row": row, "exact": " ".join(_exact(whole)), "folded": " ".join(words(fold(whole)))},
    )


def remove(db: Session | Connection, schema: str | None, kind: str, record_id: int | str) -> None:
    """Forget a record; one that was never indexed is no error."""
    at = _at(schema)
    row = db.execute(
        _sql(f"DELETE FROM {at}search_rows WHERE kind = :kind AND record_id = :record_id RETURNING id"),
        {"kind": kind, "record_id": str(record_id)},
    ).scalar_one_or_none()
    if row is not None:
        db.execute(_sql(f"DELETE FROM {at}search WHERE rowid = :row"), {"row": row})


def index_many(
    db: Session | Connection, schema: str | None, kind: str, entries: Sequence[tuple[int | str, str, str]]
) -> None:
    """Make many new records findable, each given as (record id, number, content); an import brings thousands.

    None of them may have been indexed before.
    """
    if not entries:
        return
    at = _at(schema)
    first = (db.execute(_sql(f"SELECT max(id) FROM {at}search_rows")).scalar_one() or 0) + 1
    keys, texts = [], []
    for row, (record_id, number, content) in enumerate(entries, first):
        original = " ".join(nfc(content).split())
        whole = f"{number} {original}"
        keys.append({"id": row, "kind": kind, "record_id": str(record_id), "number": number, "original": original})
        texts.append({"row": row, "exact": " ".join(_exact(whole)), "folded": " ".join(words(fold(whole)))})
    db.execute(
        _sql(
            f"INSERT INTO {at}search_rows (id, kind, record_id, number, original) "
            "VALUES (:id, :kind, :record_id, :number, :original)"
        ),
        keys,
    )
    db.execute(_sql(f"INSERT INTO {at}search (rowid, exact, folded) VALUES (:row, :exact, :folded)"), texts)


def remove_many(
    db: Session | Connection,
    schema: str | None,
    kind: str,
    record_ids: Sequence[int | str],
    tell: Callable[[int], None] = lambda done: None,
) -> None:
    """Forget many records: an import is undone. `tell` hears how many are done, and may stop it by raising.

    Taking each out of the pages costs 4 ms; writing the index anew at the end leaves as little of them behind.
    """
    at = _at(schema)
    rows: list[int] = []
    for done, record_id in enumerate(record_ids):
        if done % _AT_ONCE == 0:
            tell(done)
        forgotten = db.execute(
            _sql(f"DELETE FROM {at}search_rows WHERE kind = :kind AND record_id = :record_id RETURNING id"),
            {"kind": kind, "record_id": str(record_id)},
        )
        rows += forgotten.scalars()
    if rows:
        db.execute(_sql(f"INSERT INTO {at}search (search, rank) VALUES ('secure-delete', 0)"))
        for start in range(0, len(rows), _AT_ONCE):
            some = [{"row": row} for row in rows[start : start + _AT_ONCE]]
            db.execute(_sql(f"DELETE FROM {at}search WHERE rowid = :row"), some)
            tell(len(record_ids))
        db.execute(_sql(f"INSERT INTO {at}search (search) VALUES ('optimize')"))
        db.execute(_sql(f"INSERT INTO {at}search (search, rank) VALUES ('secure-delete', 1)"))


# --- the search ---------------------------------------------------------------------------------------


def find(db: Session | Connection, schema: str | None, query: str, limit: int, kind: str | None = None) -> list[Hit]:
    """The best records that have every word of the query, at most `limit`; none for a query without words.

    With `kind` only records of that kind: one index serves all kinds of a compartment, and those of one kind must not
    crowd out another's.
    """
    typed = _typed(query)
    if not typed or limit < 1:
        return []
    matches = [_match(_parts(typed, "folded"))]
    if any(has_marks(word) for word in typed):
        matches.insert(0, _match(_parts(typed, "exact")))
    hits: dict[int, Hit] = {}
    values = {"limit": limit} if kind is None else {"limit": limit, "kind": kind}
    for match in matches:
        order = Order.NEWEST if _count(db, schema, match, _RANKED) > _RANKED else Order.BEST
        for row in db.execute(_sql(find_sql(schema, order, one_kind=kind is not None)), {"match": match, **values}):
            if row.id not in hits and len(hits) < limit:
                hits[row.id] = Hit(row.kind, row.record_id, row.number, snippet(row.original, query))
    return list(hits.values())


def find_sql(schema: str | None, order: Order = Order.BEST, *, one_kind: bool = False) -> str:
    """The one statement that searches, so that a test can ask how it is carried out."""
    at = _at(schema)
    # CROSS JOIN: from the words to the records, not through all records of the kind.
    of_kind = f"CROSS JOIN {at}search_rows AS k ON k.id = search.rowid AND k.kind = :kind " if one_kind else ""
    return (
        "SELECT r.id, r.kind, r.record_id, r.number, r.original FROM ("
        f"SELECT search.rowid AS id, {'rank' if order is Order.BEST else '0'} AS score FROM {at}search {of_kind}"
        f"WHERE search MATCH :match ORDER BY search.{order} LIMIT :limit) AS best "
        f"JOIN {at}search_rows AS r ON r.id = best.id ORDER BY best.score, best.id DESC"
    )


def matching(db: Session | Connection, schema: str | None, kind: str, query: str) -> Words:
    """The records of a kind that have every word of the query, for a list's filter."""
    typed = _typed(query)

    def matches(name: str) -> Matches | None:
        if not typed:
            return None
        return Matches(db, schema, kind, _parts(typed, name))

    return Words(matches("folded"), matches("exact") if any(has_marks(word) for word in typed) else None)


def _hits_sql(schema: str | None) -> str:
    at = _at(schema)
    # CROSS JOIN: from the words to the records, not through all records of the kind. LIMIT: a query of its own, which
    # gives one after the other, and is not merged into the one around it.
    return (
        "SELECT CAST(r.record_id AS INTEGER) AS record_id "
        f"FROM (SELECT rowid AS id FROM {at}search WHERE search MATCH :match) AS m "
        f"CROSS JOIN {at}search_rows AS r ON r.id = m.id WHERE r.kind = :kind LIMIT -1"
    )


def _count(db: Session | Connection, schema: str | None, match: str, most: int) -> int:
    """How many records have the words; one more than the most for more than that."""
    counted = f"SELECT count(*) FROM (SELECT rowid FROM {_at(schema)}search WHERE search MATCH :match LIMIT :most)"
    found: int = db.execute(_sql(counted), {"match": match, "most": most + 1}).scalar_one()
    return found


def snippet(original: str, query: str) -> str:
    """About 80 characters of a text around the first word searched, cut between words."""
    if len(original) <= _SNIPPET:
        return original
    spans = highlight_spans(original, query)
    first = spans[0][0] if spans else 0
    start = max(0, min(first - _SNIPPET // 3, len(original) - _SNIPPET))
    end = min(len(original), start + _SNIPPET)
    if start > 0:
        blank = original.find(" ", start, first)
        start = blank + 1 if blank >= 0 else first
    if end < len(original):
        blank = original.rfind(" ", first + 1, end + 1)
        end = blank if blank > start else end
    return ("… " if start > 0 else "") + original[start:end] + (" …" if end < len(original) else "")


def _typed(query: str) -> list[str]:
    return [word[:_LONGEST_WORD] for word in _exact(query[:1000])][:_MOST_WORDS]


def _parts(typed: list[str], name: str) -> tuple[tuple[str, str], ...]:
    """Each word with the column in which it must begin a word; one without marks matches any."""
    return tuple((name, word) if name == "exact" and has_marks(word) else ("folded", fold(word)) for word in typed)


def _match(parts: Sequence[tuple[str, str]]) -> str:
    """An FTS5 query of quoted prefixes, all of which must be there."""
    return " AND ".join(f'{where} : "{word}" *' for where, word in parts)


def _exact(content: str) -> list[str]:
    return words(nfc(content).casefold())


@cache
def _sql(statement: str) -> TextClause:
    # Parsed once: a register of 20,000 rows runs the same two statements 20,000 times.
    return text(statement)


def _at(schema: str | None) -> str:
    # Only the names we know ever stand in a statement: an unknown one is a KeyError.
    return _PREFIXES[schema]
