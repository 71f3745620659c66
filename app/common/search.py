"""Which records hold these words? One full-text index in each compartment, in the same encrypted file.

The words are indexed folded (without case and marks), so that "nguyen thi hoa" finds "Nguyễn Thị Hòa"; the text
with its marks is indexed beside it, so that a query typed with marks ranks exact hits first.
"""

from dataclasses import dataclass

from sqlalchemy import TextClause
from sqlalchemy import text as sql
from sqlalchemy.orm import Session as Orm

from app.common.text import fold, highlight_spans, nfc

# A query is typed by a person: more words than this say nothing more.
MOST_WORDS = 12
SNIPPET = 80


@dataclass(frozen=True)
class Hit:
    """A record found. `snippet` is a piece of its text around the first hit, with its marks."""

    kind: str
    record_id: int
    number: str
    snippet: str


def create_sql(schema: str | None) -> tuple[str, ...]:
    """The statements that make a compartment's index (copied into its migration)."""
    table = f"{schema}.search_index" if schema else "search_index"
    return (
        f"CREATE VIRTUAL TABLE {table} USING fts5(kind UNINDEXED, number UNINDEXED,"
        " original UNINDEXED, exact, folded, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
        f"INSERT INTO {table}(search_index, rank) VALUES ('secure-delete', 1)",
    )


def _table(schema: str | None) -> str:
    return f"{schema}.search_index" if schema else "main.search_index"


# A kind has its own range of row ids, so that a record's row is found without a scan.
KINDS = {
    "reports": 1,
    "establishments": 2,
    "inspections": 3,
    "cases": 4,
    "services": 5,
    "loans": 6,
    "visits": 7,
}
_RANGE = 1 << 40


def _row_id(kind: str, record_id: int) -> int:
    return KINDS[kind] * _RANGE + record_id


def index(db: Orm, schema: str | None, kind: str, record_id: int, number: str, text: str) -> None:
    """Index a record's words, or index it anew."""
    remove(db, schema, kind, record_id)
    db.execute(_insert(schema), row(kind, record_id, number, text))


def index_many(db: Orm, schema: str | None, rows: list[dict[str, object]]) -> None:
    """Index new records in one go; each made by `row`."""
    if rows:
        db.execute(_insert(schema), rows)


def row(kind: str, record_id: int, number: str, text: str) -> dict[str, object]:
    """What the index keeps of a record."""
    original = nfc(text)
    return {
        "id": _row_id(kind, record_id),
        "kind": kind,
        "number": number,
        "original": original,
        "exact": f"{number} {original}".casefold(),
        "folded": fold(f"{number} {original}"),
    }


def _insert(schema: str | None) -> TextClause:
    return sql(
        f"INSERT INTO {_table(schema)}(rowid, kind, number, original, exact, folded)"
        " VALUES (:id, :kind, :number, :original, :exact, :folded)"
    )


def remove(db: Orm, schema: str | None, kind: str, record_id: int) -> None:
    """Take a record out of the index; nothing happens when it is not there."""
    db.execute(sql(f"DELETE FROM {_table(schema)} WHERE rowid = :id"), {"id": _row_id(kind, record_id)})


def match(query: str, column: str) -> str:
    """A query as an FTS5 expression: every word, by its beginning; empty when it has none."""
    shaped = fold(query) if column == "folded" else nfc(query).casefold()
    words = ["".join(ch if ch.isalnum() else " " for ch in word) for word in shaped[:500].split()]
    tokens = [token for word in words for token in word.split()][:MOST_WORDS]
    quoted = " AND ".join(f'"{token}"*' for token in tokens)
    return f"{column} : ({quoted})" if tokens else ""


def find(db: Orm, schema: str | None, query: str, limit: int = 50) -> list[Hit]:
    """The records that hold every word of the query, exact marks first."""
    folded, exact = match(query, "folded"), match(query, "exact")
    if not folded:
        return []
    table = _table(schema)
    found = db.execute(
        sql(
            "SELECT rowid, kind, number, original,"
            f" rowid IN (SELECT rowid FROM {table} WHERE search_index MATCH :exact) AS marked"
            f" FROM {table} WHERE search_index MATCH :folded ORDER BY marked DESC, rank LIMIT :limit"
        ),
        {"exact": exact, "folded": folded, "limit": limit},
    )
    return [Hit(hit.kind, hit.rowid % _RANGE, hit.number, snippet(hit.original, query)) for hit in found]


def snippet(original: str, query: str) -> str:
    """About 80 characters around the first hit."""
    spans = highlight_spans(original, query)
    start = max(0, spans[0][0] - SNIPPET // 4) if spans else 0
    piece = original[start : start + SNIPPET].replace("\n", " ")
    return ("…" if start else "") + piece + ("…" if start + SNIPPET < len(original) else "")
