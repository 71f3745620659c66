"""Is a compartment's schema the newest, and how does it get there?

One Alembic history for each compartment in `db/migrations/<compartment>`, revisions numbered 0001, 0002 ….
Whether a migration is due is told without importing Alembic (0.2–0.5 s). A migration runs in one transaction:
it is applied whole or not at all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.vault.compartments import Compartment
from app.vault.engine import connect, make_engine, translated
from app.vault.errors import AppError, NewerFormat

MIGRATIONS = Path(__file__).resolve().parents[2] / "db" / "migrations"

Progress = Callable[[str, int, int], None]


class MigrationFailed(AppError):
    """A migration stopped; its transaction was rolled back."""


def newest(compartment: Compartment, migrations: Path | None = None) -> str:
    """The number of the newest revision that this app knows."""
    versions = (migrations or MIGRATIONS) / compartment.value / "versions"
    return max((file.name[:4] for file in versions.glob("[0-9]*.py")), default="")


def current(raw: Any, compartment: Compartment) -> str:
    """The revision a compartment's file is at; empty for a new file."""
    known = raw.execute(
        f"SELECT count(*) FROM {compartment.prefix}sqlite_master WHERE name = 'alembic_version'"
    ).fetchone()[0]
    if not known:
        return ""
    row = raw.execute(f"SELECT version_num FROM {compartment.prefix}alembic_version").fetchone()
    return str(row[0]) if row else ""


def due(folder: Path, keys: Mapping[Compartment, bytes], migrations: Path | None = None) -> list[Compartment]:
    """The compartments whose schema is older than this app's.

    Raises NewerFormat when one was written by a newer app, Damaged and the environment's errors.
    """
    raw = connect(folder, keys)
    try:
        old = []
        for compartment in keys:
            with translated(folder):
                at = current(raw, compartment)
            if at > newest(compartment, migrations):
                raise NewerFormat(
                    "The records in this vault were written by a newer version of Nhịp Cầu. Nothing was changed."
                    " Install that version on this computer, then open the vault again."
                )
            if at < newest(compartment, migrations):
                old.append(compartment)
        return old
    finally:
        raw.close()


def upgrade(
    folder: Path,
    keys: Mapping[Compartment, bytes],
    compartment: Compartment,
    progress: Progress = lambda name, done, total: None,
    migrations: Path | None = None,
) -> None:
    """Bring one compartment to the newest revision, in one transaction.

    Raises MigrationFailed; the file is then as it was.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    place = (migrations or MIGRATIONS) / compartment.value
    script = ScriptDirectory(str(place), version_locations=[str(place / "versions")])
    engine = make_engine(folder, {compartment: keys[compartment]})

    def steps(revision: Any, _context: Any) -> Any:
        found = script._upgrade_revs("head", revision)
        for done, step in enumerate(found):
            progress(compartment.value, done, len(found))
            yield step

    try:
        with (
            translated(folder),
            EnvironmentContext(Config(), script, fn=steps) as environment,
            engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
        ):
            environment.configure(
                connection=connection,
                version_table_schema=compartment.schema,
                transactional_ddl=True,
                render_as_batch=True,
            )
            with connection.begin():
                environment.run_migrations()
        progress(compartment.value, 1, 1)
    except AppError:
        raise
    except Exception as error:
        raise MigrationFailed(
            "The vault could not be brought to the form of this version ({reason}). It is as it was before and"
            " can be used with the version you had. Keep the backup just made and report this.",
            reason=type(error).__name__,
        ) from error
    finally:
        engine.dispose()
