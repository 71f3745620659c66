"""What do the migrations make of an empty file, and what does a file hold?

One Alembic history for each compartment in `db/migrations/<compartment>`, revisions numbered 0001, 0002 …. Alembic is
imported only where a migration runs (0.2–0.5 s).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from app.vault.compartments import Compartment
from app.vault.connection import opened
from app.vault.guard import Guard, Use

MIGRATIONS = Path(__file__).resolve().parents[2] / "db" / "migrations"

Progress = Callable[[str, int, int], None]


class Part(NamedTuple):
    """A row of `sqlite_master`, without the page where it begins."""

    kind: str
    name: str
    table: str
    sql: str | None


def read(raw: Any, compartment: Compartment) -> list[Part]:
    """The whole schema of a file, sorted."""
    return sorted(
        (part for part, _ in rows_of(raw, compartment)),
        key=lambda part: (part.kind, part.name, part.table, part.sql or ""),
    )


def rows_of(raw: Any, compartment: Compartment) -> list[tuple[Part, int]]:
    """The rows of `sqlite_master`, each with the page where it begins."""
    # As bytes: what somebody wrote into the file need not be text.
    columns = ", ".join(f"CAST({column} AS BLOB)" for column in ("type", "name", "tbl_name", "sql"))
    found = raw.execute(f"SELECT {columns}, rootpage FROM {compartment.prefix}sqlite_master").fetchall()
    return [
        (Part(text_of(kind), text_of(name), text_of(table), sql and text_of(sql)), page)
        for kind, name, table, sql, page in found
    ]


def text_of(value: bytes | None) -> str:
    """What stands in a file, readable also where it is no text."""
    return (value or b"").decode("utf-8", "backslashreplace")


def made(compartment: Compartment, revision: str, migrations: Path | None = None) -> list[Part]:
    """What the migrations make of an empty file up to a revision: made now, in memory."""
    engine = _memory_engine(compartment)
    try:
        with engine.connect() as connection, connection.begin():
            run(connection, compartment, revision, lambda *_: None, migrations)
            return read(connection.connection.driver_connection, compartment)
    finally:
        engine.dispose()


def run(connection: Connection, compartment: Compartment, to: str, progress: Progress, migrations: Path | None) -> None:
    """The migrations from where the file is up to a revision, in the connection's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    place = (migrations or MIGRATIONS) / compartment.value
    script = ScriptDirectory(str(place), version_locations=[str(place / "versions")])

    def steps(revision: Any, _context: Any) -> Any:
        found = script._upgrade_revs(to, revision)
        for done, step in enumerate(found):
            progress(compartment.value, done, len(found))
            yield step

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(
            connection=connection,
            version_table_schema=compartment.schema,
            transactional_ddl=True,
            render_as_batch=True,
        )
        environment.run_migrations()


def _memory_engine(compartment: Compartment) -> Engine:
    """An empty database in memory, for what the migrations make of a compartment."""
    raw = opened(":memory:")
    if compartment.schema:
        raw.execute(f"ATTACH DATABASE ':memory:' AS {compartment.schema}")
    raw.guard = Guard(Use.STRUCTURE)
    raw.set_authorizer(raw.guard)
    return create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
