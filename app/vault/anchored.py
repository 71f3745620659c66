"""Do the records stand as their last audit entries knew them?

Reading a compartment's chain gives the last digest of every row; reading the rows gives what stands there now. What
differs was changed, removed or added with another tool. Reference data (time limits, the calendar) is asked for
through `reference`: it comes out of the signed entries, so that a changed row is never used.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.vault import audit
from app.vault.anchors import (
    SIGNED_WHOLE,
    Key,
    Said,
    Shape,
    cover_rows,
    digest,
    key_text,
    quoted,
    rows_of,
    shapes,
    touched,
    whole,
)
from app.vault.compartments import Compartment
from app.vault.errors import Damaged
from app.vault.records import Directory
from app.vault.tables import AUDIT

Row = TypeVar("Row")

# An entry that covers what stood there before covers so many rows at most: it is read whole.
ROWS_AN_ENTRY = 5000

CHANGED = (
    "{table} {key} differs from what entry {entry} ({action}, {subject}, {when}) signed: changed with another tool."
)
REMOVED = "{table} {key}, which entry {entry} ({action}, {subject}, {when}) signed, is gone: removed with another tool."
ADDED = "{table} {key} stands in no entry: added with another tool."
OVERWRITTEN = (
    "Entry {entry} ({action}, {subject}, {when}) was saved over a record that somebody had changed with another tool."
)


@dataclass(frozen=True)
class Deviation:
    """A row that is not as the audit knew it: an English sentence with its values, and the entry that knew it."""

    what: str
    values: Mapping[str, object]
    entry: int | None
    table: str = ""
    key: str = ""


@dataclass(frozen=True)
class _Known:
    """What the chain says last of one row: its digest (None when it is gone), and in which entry."""

    digest: str | None
    entry: int


@dataclass(frozen=True)
class Chain:
    """What a compartment's chain says of records: last of each row, and which entries saved over a change."""

    last: dict[str, _Known]
    over: list[int]


def chain(db: Orm, compartment: Compartment) -> Chain:
    """Read what the entries say of records. Their signatures are the business of `audit.verify`."""
    table = AUDIT[compartment]
    last: dict[str, _Known] = {}
    over: list[int] = []
    query = select(table.c.seq, table.c.anchors).where(table.c.anchors.is_not(None)).order_by(table.c.seq)
    for seq, text in db.execute(query.execution_options(yield_per=200)):
        said = _parsed(text)
        for identity, now in said.get("records", {}).items():
            last[str(identity)] = _Known(now, seq)
        if said.get("over"):
            over.append(seq)
    return Chain(last, over)


def deviations(
    db: Orm, compartment: Compartment, progress: Callable[[int, int], None] = audit.no_progress
) -> Iterator[Deviation]:
    """Every row of a compartment that is not as its last entry knew it, and every entry saved over such a row."""
    raw: Any = db.connection().connection.dbapi_connection
    known = chain(db, compartment)
    seen: set[str] = set()
    left: dict[str, tuple[str, str]] = {}
    done, total = 0, len(known.last)
    for shape in shapes(raw, compartment).values():
        anchors = _anchors(raw, compartment, shape.name)
        columns = ", ".join(map(quoted, shape.columns))
        for row in raw.execute(f"SELECT {columns} FROM {compartment.prefix}{quoted(shape.name)}"):
            key = key_text(shape.key(row))
            identity, secret = anchors.pop(key, ("", b""))
            signed = known.last.get(identity)
            if signed is None or signed.digest is None or identity in seen:
                yield Deviation(ADDED, {"table": shape.name, "key": key}, None, shape.name, key)
            elif digest(shape, row, secret) != signed.digest:
                yield _told(db, compartment, CHANGED, signed.entry, shape.name, key)
            seen.add(identity)
            done += 1
            if done % audit.PAGE == 0:
                progress(min(done, total), total)
        left |= {identity: (shape.name, key) for key, (identity, _secret) in anchors.items()}
    for identity, signed in known.last.items():
        if signed.digest is not None and identity not in seen:
            yield _told(db, compartment, REMOVED, signed.entry, *left.get(identity, ("?", identity)))
    for entry in known.over:
        yield _told(db, compartment, OVERWRITTEN, entry)


def _anchors(raw: Any, compartment: Compartment, table: str) -> dict[str, tuple[str, bytes]]:
    rows = raw.execute(f"SELECT key, id, secret FROM {compartment.prefix}record_anchors WHERE name = ?", (table,))
    return {key: (identity, secret) for key, identity, secret in rows}


def _told(db: Orm, compartment: Compartment, what: str, entry: int, table: str = "", key: str = "") -> Deviation:
    known = audit.entry(db, compartment, entry)
    values: dict[str, object] = {"entry": entry, "table": table, "key": key}
    values |= (
        {"action": known.action, "subject": known.subject, "when": known.at.isoformat(timespec="minutes")}
        if known
        else {"action": "?", "subject": "?", "when": "?"}
    )
    return Deviation(what, values, entry, table, key)


def _parsed(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}  # the verification of the chain says that the entry was changed
    return said if isinstance(said, dict) else {}


# --- after a migration -----------------------------------------------------------------------------------


def not_as_signed(db: Orm, compartment: Compartment) -> frozenset[tuple[str, str]]:
    """Table and key of the rows that were changed or added with another tool: a migration must not sign them.

    None of a file that is older than the anchors: what stands there when they begin is taken as it is.
    """
    raw: Any = db.connection().connection.dbapi_connection
    tables = f"SELECT count(*) FROM {compartment.prefix}sqlite_master WHERE name = 'record_anchors'"
    if not raw.execute(tables).fetchone()[0]:
        return frozenset()
    return frozenset((found.table, found.key) for found in deviations(db, compartment) if found.table)


def cover_all(db: Orm, compartment: Compartment, entry: int, leave: frozenset[tuple[str, str]]) -> Iterator[Said]:
    """Statements on all rows that stand otherwise than the chain says, for entries from this number on.

    For the first entry of a vault that had none yet, and after a migration that changed rows; `leave` are those that
    were not as signed before it.
    """
    raw: Any = db.connection().connection.dbapi_connection
    known = chain(db, compartment).last
    said = Said()
    for shape in shapes(raw, compartment).values():
        for part in _unlike(raw, compartment, shape, known, leave):
            cover_rows(raw, compartment, shape, dict.fromkeys(part), entry, said)
            if len(said.records) >= ROWS_AN_ENTRY:
                yield said
                said, entry = Said(), entry + 1
    if said.records or said.reference:
        yield said


def _unlike(
    raw: Any, compartment: Compartment, shape: Shape, known: Mapping[str, _Known], leave: frozenset[tuple[str, str]]
) -> Iterator[list[Key]]:
    anchors = _anchors(raw, compartment, shape.name)
    columns = ", ".join(map(quoted, shape.columns))
    found: list[Key] = []
    for row in raw.execute(f"SELECT {columns} FROM {compartment.prefix}{quoted(shape.name)}").fetchall():
        key = shape.key(row)
        identity, secret = anchors.get(key_text(key), ("", b""))
        signed = known.get(identity)
        if (signed and signed.digest == digest(shape, row, secret)) or (shape.name, key_text(key)) in leave:
            continue
        found.append(key)
        if len(found) == ROWS_AN_ENTRY:
            yield found
            found = []
    if found:
        yield found


# --- shared reference data as it was signed ----------------------------------------------------------------


@dataclass(frozen=True)
class Reference:
    """Reference data as the signed entries have it, up to entry `end`: table to key to the row's values by column."""

    end: int
    tables: dict[str, dict[str, dict[str, Any]]]
    # The rows of a table as a reader made objects of them: read often, signed anew seldom.
    read: dict[str, list[Any]] = field(default_factory=dict)


def reference(db: Orm, table: str, made_of: Callable[[dict[str, Any]], Row]) -> list[Row] | None:
    """The rows of a table of reference data as they were signed; `made_of` takes the values by column, empty ones
    left out. The objects are shared between readers: nobody may change them.

    Rows that this transaction has changed itself are as they stand. None where nothing was ever signed: the vault is
    older than that. Raises Damaged when an entry that says so was changed.
    """
    if table not in SIGNED_WHOLE:
        raise RuntimeError(f"{table} is no reference data")
    known = _signed(db)
    if known.end == 0:
        return None
    if table not in known.read:
        known.read[table] = [made_of(row) for row in known.tables.get(table, {}).values()]
    noted = touched(db.connection())
    mine = [key for name, key in noted.rows if name == table]
    if not mine:
        return known.read[table]
    raw: Any = db.connection().connection.dbapi_connection
    shape = noted.watched[Compartment.REGISTRY][table]
    rows = {key: row for key, row in known.tables.get(table, {}).items() if key not in set(map(key_text, mine))}
    now = [whole(shape, row) or {} for row in rows_of(raw, Compartment.REGISTRY, shape, mine)]
    return [made_of(row) for row in (*rows.values(), *now)]


def _signed(db: Orm) -> Reference:
    """What is signed, asked once for each view: it does not change within it. A session's view only."""
    if "reference" not in db.info:
        session = db.info["session"]
        db.info["reference"] = session.reference = _current(db, session.reference, session.directory)
    known: Reference = db.info["reference"]
    return known


def altered(db: Orm) -> list[str]:
    """The tables of reference data with rows that are not as they were signed; they are not used. For each sign-in."""
    raw: Any = db.connection().connection.dbapi_connection
    signed = _signed(db)
    found = []
    for shape in shapes(raw, Compartment.REGISTRY).values():
        if shape.name not in SIGNED_WHOLE or signed.end == 0:
            continue
        columns = ", ".join(map(quoted, shape.columns))
        rows = raw.execute(f"SELECT {columns} FROM {Compartment.REGISTRY.prefix}{quoted(shape.name)}")
        if {key_text(shape.key(row)): whole(shape, row) for row in rows} != signed.tables.get(shape.name, {}):
            found.append(shape.name)
    return sorted(found)


def _current(db: Orm, known: Reference | None, directory: Directory) -> Reference:
    table = AUDIT[Compartment.REGISTRY]
    begun = known.end if known else 0
    query = select(table.c.seq).where(table.c.reference.is_not(None), table.c.seq > begun).order_by(table.c.seq)
    fresh = db.scalars(query).all()
    if known is not None and not fresh:
        return known
    tables = {name: dict(rows) for name, rows in known.tables.items()} if known else {}
    for seq in fresh:
        text = audit.signed_anchors(db, directory, Compartment.REGISTRY, seq)
        if text is None:
            raise Damaged(
                "An entry of the audit that the office's rules rest on (number {entry}) was changed with another tool."
                " Nothing was lost. Tell the lead of your unit, and restore the latest backup into another folder.",
                entry=seq,
            )
        for name, rows in _parsed(text).get("reference", {}).items():
            stored = tables.setdefault(name, {})
            for key, row in rows.items():
                stored.pop(key, None)
                if row is not None:
                    stored[key] = row
    return Reference(max(fresh, default=begun), tables)
