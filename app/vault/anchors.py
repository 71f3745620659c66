"""What does an audit entry say of the records that it changed?

Whoever holds a compartment's key can change its rows with another tool: entries are signed, rows are not. So each
entry of a change covers a digest of every row as it stands after the change. Which rows a transaction touched is told
by temporary triggers on the app's own connection: whatever statement wrote them, cascades included.

A digest is salted with a secret of the row's own that is made anew at each change and goes with the row: once it is
gone, the digests in the chain tell nothing about whom the row was. Its form leaves out what is empty, so that a
column added by a migration changes nothing. Shared reference data (time limits, calendar, lists, the office's facts)
is no secret and stands in the entry whole: where the table differs, what was signed can be used instead.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session as Orm

from app.vault.compartments import Compartment

Key = tuple[Any, ...]
Row = tuple[Any, ...]

# Tables whose rows no entry covers, and why. Every other table of a compartment is covered.
UNCOVERED: dict[str, str] = {
    "audit_entries": "each entry is signed itself",
    "account_records": "each record is signed itself",
    "record_anchors": "holds what a digest is made with; a wrong one makes the digest wrong",
    "alembic_version": "compared with the schema itself",
    "drafts": "sealed to their author, written every few seconds, and no record yet",
    "saved_filters": "what a person likes to see, and no record",
}
# The search index and its shadow tables: rebuilt from the records.
INDEX = "search"

# Rows that stand whole in the entry, readable to everybody who reads the registry: none may be about a person.
SIGNED_WHOLE = frozenset({"calendar_days", "calendar_years", "catalogue_items", "deadline_rules", "office_facts"})

# In hex, which spells hardly any word: what looks for a name in every row must not find one by chance.
DIGEST_BYTES = 20
SECRET_BYTES = 16
ID_BYTES = 8
# So many keys in one question.
_AT_ONCE = 400


@dataclass(frozen=True)
class Shape:
    """A table as its file has it: all columns by name, the places of the key's among them."""

    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    key_at: tuple[int, ...]

    def key(self, row: Row) -> Key:
        return tuple(row[at] for at in self.key_at)


@dataclass(frozen=True)
class Anchors:
    """What an entry says of records; `text` is canonical JSON, `reference` whether reference data is among it."""

    text: str
    reference: bool


@dataclass
class Touched:
    """What one connection's transaction wrote so far: per row the row before it, or None for a new one.

    The triggers' names begin with the prefix that the connection's guard lets through (app.vault.guard).
    """

    prefix: str
    watched: dict[Compartment, dict[str, Shape]] = field(default_factory=dict)
    rows: dict[tuple[str, Key], Row | None] = field(default_factory=dict)

    def note_new(self, table: str, *key: Any) -> None:
        self.rows.setdefault((table, key), None)

    def note_before(self, table: str, keys: int, *values: Any) -> None:
        self.rows.setdefault((table, values[:keys]), values[keys:])


def shapes(raw: Any, compartment: Compartment) -> dict[str, Shape]:
    """The tables of a compartment's file whose rows are covered."""
    found = {}
    names = raw.execute(f"SELECT name FROM {compartment.prefix}sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        if name in UNCOVERED or name == INDEX or name.startswith((f"{INDEX}_", "sqlite_")):
            continue
        info = raw.execute(f"PRAGMA {compartment.prefix}table_info({quoted(name)})").fetchall()
        columns = tuple(sorted(row[1] for row in info))
        keys = tuple(row[1] for row in sorted((row for row in info if row[5]), key=lambda row: row[5]))
        found[name] = Shape(name, columns, keys, tuple(columns.index(key) for key in keys))
    return found


def quoted(name: str) -> str:
    """A name of a file as SQL reads it."""
    return '"' + name.replace('"', '""') + '"'


# --- while a transaction goes on -----------------------------------------------------------------------


def touched(connection: Connection) -> Touched:
    """What this connection's transaction wrote so far."""
    if "touched" not in connection.info:
        guard = connection.connection.driver_connection.guard  # type: ignore[union-attr]
        connection.info["touched"] = Touched(guard.prefix)
    found: Touched = connection.info["touched"]
    return found


def watch(connection: Connection, compartment: Compartment) -> None:
    """Begin to note what is written to a compartment; called before each transaction that writes.

    The triggers are temporary: they belong to this connection, and nobody else's are executed (app.vault.engine).
    """
    noted = touched(connection)
    noted.rows.clear()
    if compartment in noted.watched:
        return
    raw: Any = connection.connection.dbapi_connection
    if not noted.watched:
        raw.create_function(f"{noted.prefix}new", -1, noted.note_new)
        raw.create_function(f"{noted.prefix}before", -1, noted.note_before)
    known = shapes(raw, compartment)
    for number, shape in enumerate(known.values()):
        for statement in _triggers(noted.prefix, f"{compartment.value}_{number}", compartment, shape):
            raw.execute(statement)
    noted.watched[compartment] = known


def _triggers(prefix: str, name: str, compartment: Compartment, shape: Shape) -> Iterator[str]:
    table = f"{compartment.prefix}{quoted(shape.name)}"
    said = "'" + shape.name.replace("'", "''") + "'"
    new = ", ".join(f"NEW.{quoted(key)}" for key in shape.keys)
    old = ", ".join(f"OLD.{quoted(column)}" for column in (*shape.keys, *shape.columns))
    note_new = f"SELECT {prefix}new({said}, {new});"
    note_before = f"SELECT {prefix}before({said}, {len(shape.keys)}, {old});"
    yield f"CREATE TEMP TRIGGER {prefix}{name}_i AFTER INSERT ON {table} BEGIN {note_new} END"
    yield f"CREATE TEMP TRIGGER {prefix}{name}_u BEFORE UPDATE ON {table} BEGIN {note_before} {note_new} END"
    yield f"CREATE TEMP TRIGGER {prefix}{name}_d BEFORE DELETE ON {table} BEGIN {note_before} END"


def tables_touched(db: Orm) -> list[str]:
    """The tables in which the transaction wrote covered rows so far."""
    return sorted({table for table, _ in touched(db.connection()).rows})


def cover(db: Orm, compartment: Compartment, entry: int) -> Anchors:
    """What the transaction's last entry, of this number, says of all rows that it touched.

    A row that did not stand as its last entry knew it is named in `over`: whoever saves on top of what somebody
    changed with another tool does not make it true.
    """
    connection = db.connection()
    noted = touched(connection)
    raw: Any = connection.connection.dbapi_connection
    by_table: dict[str, dict[Key, Row | None]] = {}
    for (table, key), before in noted.rows.items():
        by_table.setdefault(table, {})[key] = before
    said = Said()
    for table, rows in by_table.items():
        cover_rows(raw, compartment, noted.watched[compartment][table], rows, entry, said)
    noted.rows.clear()
    return said.anchors()


@dataclass
class Said:
    """An entry's statement about records, while it is put together."""

    records: dict[str, str | None] = field(default_factory=dict)
    over: list[str] = field(default_factory=list)
    reference: dict[str, dict[str, dict[str, Any] | None]] = field(default_factory=dict)

    def anchors(self) -> Anchors:
        parts = {"records": self.records, "over": self.over, "reference": self.reference}
        return Anchors(_json({name: part for name, part in parts.items() if part}), bool(self.reference))


def cover_rows(
    raw: Any, compartment: Compartment, shape: Shape, before: Mapping[Key, Row | None], entry: int, said: Said
) -> None:
    """Add to what an entry says how the rows with these keys stand now; `before` is None for a new row."""
    now = {shape.key(row): row for row in rows_of(raw, compartment, shape, list(before))}
    if shape.name in SIGNED_WHOLE:
        said.reference[shape.name] = {key_text(key): whole(shape, now.get(key)) for key in before}
    known = _known(raw, compartment, shape.name, before)
    fresh_secrets = secrets.token_bytes(SECRET_BYTES * len(before))
    stored, gone = [], []
    for number, (key, old) in enumerate(before.items()):
        text, row = key_text(key), now.get(key)
        identity, secret, last = known.get(text, ("", b"", 0))
        if old is not None and not _stood(raw, compartment, shape, old, identity, secret, last):
            said.over.append(identity or f"{shape.name}/{text}")
        if row is None:
            if identity:
                said.records[identity] = None
                gone.append((shape.name, text))
            continue
        fresh = fresh_secrets[SECRET_BYTES * number : SECRET_BYTES * (number + 1)]
        identity = identity or secrets.token_hex(ID_BYTES)
        said.records[identity] = digest(shape, row, fresh)
        stored.append((shape.name, text, identity, fresh, entry))
    anchors = f"{compartment.prefix}record_anchors"
    raw.executemany(f"INSERT OR REPLACE INTO {anchors} (name, key, id, secret, entry) VALUES (?, ?, ?, ?, ?)", stored)
    raw.executemany(f"DELETE FROM {anchors} WHERE name = ? AND key = ?", gone)


def _stood(raw: Any, compartment: Compartment, shape: Shape, old: Row, identity: str, secret: bytes, last: int) -> bool:
    """Whether the row, before this transaction, was as its last entry knew it."""
    if not identity:
        return False
    wanted = f'"{identity}":"{digest(shape, old, secret)}"'
    # Not parsed: the entry of an import names thousands of rows.
    said = raw.execute(
        f"SELECT instr(anchors, ?) FROM {compartment.prefix}audit_entries WHERE seq = ?", (wanted, last)
    ).fetchone()
    return bool(said and said[0])


def _known(raw: Any, compartment: Compartment, table: str, keys: Iterable[Key]) -> dict[str, tuple[str, bytes, int]]:
    found: dict[str, tuple[str, bytes, int]] = {}
    texts = [key_text(key) for key in keys]
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = raw.execute(
            f"SELECT key, id, secret, entry FROM {compartment.prefix}record_anchors"
            f" WHERE name = ? AND key IN ({marks})",
            (table, *part),
        )
        found |= {key: (identity, secret, entry) for key, identity, secret, entry in rows}
    return found


# --- rows and their digests ------------------------------------------------------------------------------


def rows_of(raw: Any, compartment: Compartment, shape: Shape, keys: Sequence[Key]) -> Iterator[Row]:
    """The rows with these keys that are there."""
    columns = ", ".join(map(quoted, shape.columns))
    one = "?" if len(shape.keys) == 1 else "(" + ", ".join("?" * len(shape.keys)) + ")"
    named = ", ".join(map(quoted, shape.keys))
    left, start = (named, "") if len(shape.keys) == 1 else (f"({named})", "VALUES ")
    for begin in range(0, len(keys), _AT_ONCE):
        part = keys[begin : begin + _AT_ONCE]
        marks = ", ".join([one] * len(part))
        yield from raw.execute(
            f"SELECT {columns} FROM {compartment.prefix}{quoted(shape.name)} WHERE {left} IN ({start}{marks})",
            [value for key in part for value in key],
        )


def key_text(key: Key) -> str:
    """A row's key as the anchors have it."""
    return str(key[0]) if len(key) == 1 else _json(list(key))


def whole(shape: Shape, row: Row | None) -> dict[str, Any] | None:
    """A row with what is not empty in it; None for one that is gone."""
    if row is None:
        return None
    return {name: value for name, value in zip(shape.columns, row, strict=True) if value is not None}


def digest(shape: Shape, row: Row, secret: bytes) -> str:
    """What an entry says of a row: SHA-256 over its secret, its table and its values by name; 20 bytes in hex."""
    said = [shape.name]
    for name, value in zip(shape.columns, row, strict=True):
        if value is not None:
            said += (name, value)
    return hashlib.sha256(secret + _json(said).encode("ascii")).hexdigest()[: 2 * DIGEST_BYTES]


def _blob(value: object) -> object:
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    raise TypeError(f"{type(value).__name__} is no value of a row")


_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=_blob).encode
