"""Is a compartment's schema the newest, and how does it get there?

One Alembic history for each compartment in `db/migrations/<compartment>`, revisions numbered 0001, 0002 ….
Whether a migration is due is told without importing Alembic (0.2–0.5 s). A migration runs in one transaction:
it is applied whole or not at all.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.vault import schema_check
from app.vault.compartments import Compartment
from app.vault.engine import connect, make_engine, translated
from app.vault.errors import AppError
from app.vault.guard import Use
from app.vault.schema_made import Progress, run


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
            at = {compartment: schema_check.check(raw, compartment, migrations) for compartment in keys}
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
            schema_check.check(raw, compartment, migrations)
            run(connection, compartment, "head", progress, migrations)
            made = schema_check.compare(raw, compartment, migrations)
            if made.changes:
                raise _failed(schema_check.named(made.changes))
        progress(compartment.value, 1, 1)
    except AppError:
        raise
    except Exception as error:
        raise _failed(type(error).__name__) from error
    finally:
        engine.dispose()


def _failed(reason: str) -> MigrationFailed:
    return MigrationFailed(
        "The vault could not be brought to the form of this version ({reason}). It is as it was before and"
        " can be used with the version you had. Keep the backup just made and report this.",
        reason=reason,
    )
