"""Is the schema of a file what the migrations make, to the letter?

Whoever holds a file's key can put triggers, views, generated columns or other definitions into it, and they would
act inside the app's own statements. So all of `sqlite_master` is compared with what the migrations make, before
anything else of a file is believed or written. What they make is kept for each revision in
`db/migrations/<compartment>/schemas/<revision>.json`, written by `installer/schemas.py`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from app.vault import schema_made
from app.vault.compartments import Compartment
from app.vault.errors import NewerFormat, SchemaChanged
from app.vault.guard import Unreadable
from app.vault.schema_made import Part, made, read, rows_of, text_of

FOLDER = "schemas"
VERSION_TABLE = ("table", "alembic_version")
# So many of the differences are named in a sentence.
NAMED = 3
LONGEST_NAME = 40
STORED_COLUMN = 0  # `hidden` of PRAGMA table_xinfo


# SQLite's own, made by ANALYZE: they change how a query is carried out and never what it finds.
STATISTICS = (
    Part("table", "sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    Part("table", "sqlite_stat4", "sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
)


class Change(NamedTuple):
    """Something that is not as the migrations make it: missing, added or altered."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{shown(self.kind)} {shown(self.name)}"


@dataclass(frozen=True)
class Compared:
    """The revision a file says it is at, and what differs from that revision. `newer`: this app does not know it."""

    revision: str
    changes: tuple[Change, ...] = ()
    newer: bool = False


def shown(name: str) -> str:
    """A name that somebody else chose, safe to show: letters, digits and underscores only."""
    return re.sub(r"[^0-9A-Za-z_]", "?", name)[:LONGEST_NAME]


def identifier(name: str) -> str:
    """A name out of a file that goes into a statement. Raises SchemaChanged when the app would not use such a name."""
    if not re.fullmatch(r"[A-Za-z_][0-9A-Za-z_]*", name):
        raise SchemaChanged(
            "A file of the vault was changed with another tool: it holds the name {name}, which no version of this"
            " app uses. Nothing was changed. Restore the latest backup into another folder.",
            name=shown(name),
        )
    return name


# --- what is there, and what should be -----------------------------------------------------------------


def expected(compartment: Compartment, revision: str, migrations: Path | None = None) -> tuple[Part, ...]:
    """What the migrations make of a compartment up to a revision; nothing for a new file."""
    if not revision:
        return ()
    return _expected(_place(migrations), compartment, revision)


@cache
def _expected(place: Path, compartment: Compartment, revision: str) -> tuple[Part, ...]:
    try:
        text = file_of(place, compartment, revision).read_text(encoding="utf-8")
    except FileNotFoundError:  # a revision that is being written
        return tuple(made(compartment, revision, place))
    return tuple(Part(*row) for row in json.loads(text))


def file_of(place: Path, compartment: Compartment, revision: str) -> Path:
    """Where the schema of a revision is kept."""
    return place / compartment.value / FOLDER / f"{revision}.json"


def revisions(compartment: Compartment, migrations: Path | None = None) -> list[str]:
    """The numbers of all revisions that this app knows, the oldest first."""
    versions = _place(migrations) / compartment.value / "versions"
    return sorted(file.name[:4] for file in versions.glob("[0-9]*.py"))


def _place(migrations: Path | None) -> Path:
    return migrations or schema_made.MIGRATIONS


# --- comparing ----------------------------------------------------------------------------------------


def compare(raw: Any, compartment: Compartment, migrations: Path | None = None) -> Compared:
    """Compare a file with the revision that it says it is at."""
    rows = rows_of(raw, compartment)
    if not rows:
        return Compared("")
    known = revisions(compartment, migrations)
    newest = expected(compartment, known[-1], migrations)
    found = [part for part, _ in rows]
    revision = _revision(raw, compartment, found, newest)
    if revision in known:
        changes = _differences(found, expected(compartment, revision, migrations))
        return Compared(revision, changes or _shared_pages(rows))
    newer = re.fullmatch(r"\d{4}", revision) is not None and revision > known[-1]
    return Compared(revision, (*_differences(found, newest), Change("revision", revision)), newer)


def check(raw: Any, compartment: Compartment, migrations: Path | None = None) -> str:
    """The revision of a file whose schema is to the letter what that revision makes.

    Raises SchemaChanged, and NewerFormat when it was written by a newer app.
    """
    found = compare(raw, compartment, migrations)
    if found.newer:
        raise NewerFormat(
            "The records in this vault were written by a newer version of Nhịp Cầu. Nothing was changed."
            " Install that version on this computer, then open the vault again."
        )
    if found.changes:
        raise SchemaChanged(
            "{file} was changed with another tool ({what}). This app changed nothing. Restore the latest backup into"
            " another folder; what is in this one can still be opened read-only for rescue.",
            file=compartment.file_name,
            what=named(found.changes),
        )
    return found.revision


def named(changes: Iterable[Change]) -> str:
    """The first differences by kind and name."""
    words = [str(change) for change in changes]
    return ", ".join(words[:NAMED]) + (" …" if len(words) > NAMED else "")


def _revision(raw: Any, compartment: Compartment, found: list[Part], newest: tuple[Part, ...]) -> str:
    """The revision written in the file, read only from the table that the migrations make; else empty."""
    table = next(part for part in newest if part[:2] == VERSION_TABLE)
    if found.count(table) != 1:
        return ""
    rows = raw.execute(f"SELECT CAST(version_num AS BLOB) FROM {compartment.prefix}alembic_version LIMIT 2").fetchall()
    return text_of(rows[0][0]) if len(rows) == 1 else ""


def _differences(found: Iterable[Part], wanted: Iterable[Part]) -> tuple[Change, ...]:
    there, made = Counter(found) - Counter(STATISTICS), Counter(wanted)
    odd = [*(there - made), *(made - there)]
    return tuple(dict.fromkeys(Change(part.kind, part.name) for part in odd))


def _shared_pages(rows: list[tuple[Part, int]]) -> tuple[Change, ...]:
    """Tables and indexes that were pointed at another's content; a virtual table has none of its own."""
    begun = Counter(page for _, page in rows if page)
    return tuple(
        Change(part.kind, part.name)
        for part, page in rows
        if begun[page] > 1 or bool(page) == (part.sql or "").upper().startswith("CREATE VIRTUAL")
    )


# --- while the vault is open ------------------------------------------------------------------------------


def cookies(raw: Any, compartments: Iterable[Compartment]) -> dict[Compartment, int]:
    """SQLite's own counters of changes to each schema, as the transaction under way sees them."""
    return {
        compartment: raw.execute(f"PRAGMA {compartment.prefix}schema_version").fetchone()[0]
        for compartment in compartments
    }


def unreadable(raw: Any, compartments: Iterable[Compartment]) -> Unreadable:
    """What a rescue does not read: foreign virtual tables, and columns that are computed instead of stored."""
    tables: set[tuple[str, str]] = set()
    columns: set[tuple[str, str, str]] = set()
    for compartment in compartments:
        schema = compartment.schema or "main"
        own = set(expected(compartment, revisions(compartment)[-1]))
        for part in read(raw, compartment):
            if part in own or part.kind != "table":
                continue
            if (part.sql or "").upper().startswith("CREATE VIRTUAL"):
                tables.add((schema, part.name))
                continue
            described = raw.execute("SELECT name, hidden FROM pragma_table_xinfo(?, ?)", (part.name, schema)).fetchall()
            columns |= {(schema, part.name, name) for name, hidden in described if hidden != STORED_COLUMN}
    return Unreadable(frozenset(tables), frozenset(columns))
