"""Is a compartment's schema the newest, and how does it get there?

One Alembic history for each compartment in `db/migrations/<compartment>`, revisions numbered 0001, 0002 ….
Whether a migration is due is told without importing Alembic (0.2–0.5 s). A migration runs in one transaction:
it is applied whole or not at all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.vault import schema_check
from app.vault.compartments import Compartment
from app.vault.engine import connect, make_engine, memory_engine, translated
from app.vault.errors import AppError
from app.vault.guard import Use

Progress = Callable[[str, int, int], None]


class MigrationFailed(AppError):
    """A migration stopped; its transaction was rolled back."""


def newest(compartment: Compartment, migrations: Path | None = None) -> str:
    """The number of the newest revision that this app knows."""
    return max(schema_check.revisions(compartment, migrations), default="")


def current(raw: Any, compartment: Compartment) -> str:
    """The revision a compartment's file is at; empty for a new file."""
    return schema_check.compare(raw, compartment).revision


def due(folder: Path, keys: Mapping[Compartment, bytes], migrations: Path | None = None) -> list[Compartment]:
    """The compartments whose schema is older than this app's, after every schema was compared with its revision's.

    Raises SchemaChanged, and NewerFormat when one was written by a newer app.
    """
    raw = connect(folder, keys)
    try:
        with translated(folder):
            at = {compartment: schema_check.check(raw, compartment, migrations, schema_made) for compartment in keys}
    finally:
        raw.close()
    return [compartment for compartment in keys if at[compartment] < newest(compartment, migrations)]


def upgrade(
    folder: Path,
    keys: Mapping[Compartment, bytes],
    compartment: Compartment,
    progress: Progress = lambda name, done, total: None,
    migrations: Path | None = None,
) -> None:
    """Bring one compartment to the newest revision, in one transaction, if its schema is that of a revision.

    Raises SchemaChanged, NewerFormat and MigrationFailed; the file is then as it was.
    """
    engine = make_engine(folder, {compartment: keys[compartment]}, Use.STRUCTURE)
    try:
        with (
            translated(folder),
            engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            raw = connection.connection.driver_connection
            schema_check.check(raw, compartment, migrations, schema_made)
            _run(connection, compartment, "head", progress, migrations)
            made = schema_check.compare(raw, compartment, migrations, schema_made)
            if made.changes:
                raise _failed(schema_check.named(made.changes))
        progress(compartment.value, 1, 1)
    except AppError:
        raise
    except Exception as error:
        raise _failed(type(error).__name__) from error
    finally:
        engine.dispose()


def schema_made(compartment: Compartment, revision: str, migrations: Path | None = None) -> list[schema_check.Part]:
    """What the migrations make of an empty file up to a revision: made now, in memory."""
    engine = memory_engine(compartment)
    try:
        with engine.connect() as connection, connection.begin():
            _run(connection, compartment, revision, lambda *_: None, migrations)
            return schema_check.read(connection.connection.driver_connection, compartment)
    finally:
        engine.dispose()


def _run(
    connection: Connection, compartment: Compartment, to: str, progress: Progress, migrations: Path | None
) -> None:
    """The migrations from where the file is up to a revision, in the connection's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    place = (migrations or schema_check.MIGRATIONS) / compartment.value
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


def _failed(reason: str) -> MigrationFailed:
    return MigrationFailed(
        "The vault could not be brought to the form of this version ({reason}). It is as it was before and"
        " can be used with the version you had. Keep the backup just made and report this.",
        reason=reason,
    )
