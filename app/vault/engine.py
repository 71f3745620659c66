"""How is a connection to the encrypted files opened? This is the only place that does it.

`registry.db` is the main database and the compartments a person holds keys for are attached under their
names. Nothing unencrypted reaches the disk: temporary tables stay in memory, deleted content is overwritten,
and the write-ahead log is encrypted like the file. Errors of SQLite become sentences here.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.vault.compartments import Compartment
from app.vault.errors import AppError, Damaged, Environment, InUse
from app.vault.folder import disk_full, environment, read_only

SETTINGS = (
    "temp_store = MEMORY",
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "busy_timeout = 5000",
)

# Less than the index of a write-ahead log takes.
NO_ROOM = 64 * 1024


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"  # percent-encoded; file:///C:/… on Windows


def _raw(key: bytes) -> str:
    return f"x'{key.hex()}'"


def _quiet(raw: Any) -> Any:
    """SQLCipher writes its own log to stderr, where the command line promises one sentence."""
    raw.execute("PRAGMA cipher_log_level = NONE")
    return raw


def connect(folder: Path, keys: Mapping[Compartment, bytes]) -> Any:
    """A DB-API connection with every compartment of `keys` open; the files must exist.

    Raises Damaged when a file does not answer to its key, and the environment's errors.
    """
    with translated(folder):
        main = keys.get(Compartment.REGISTRY)
        target = _uri(folder / Compartment.REGISTRY.file_name, "rw") if main else ":memory:"
        raw = _quiet(sqlcipher.connect(target, uri=True, isolation_level=None, check_same_thread=False))
        try:
            if main:
                raw.execute(f'PRAGMA key = "{_raw(main)}"')
            for setting in SETTINGS:
                raw.execute(f"PRAGMA {setting}")
            if main:
                _prepare(raw, "main")
            for compartment, key in keys.items():
                if compartment.schema:
                    path = _uri(folder / compartment.file_name, "rw")
                    raw.execute(f"ATTACH DATABASE ? AS {compartment.schema} KEY ?", (path, _raw(key)))
                    _prepare(raw, compartment.schema)
        except BaseException:
            raw.close()
            raise
        return raw


def _prepare(raw: Any, schema: str) -> None:
    raw.execute(f"SELECT count(*) FROM {schema}.sqlite_master").fetchone()
    raw.execute(f"PRAGMA {schema}.journal_mode = WAL").fetchone()
    raw.execute(f"PRAGMA {schema}.synchronous = FULL")


def create_file(folder: Path, compartment: Compartment, key: bytes) -> None:
    """An empty encrypted file for a compartment; refuses to touch one that exists."""
    path = folder / compartment.file_name
    if path.exists():
        raise Environment(
            "The file {file} is already in that folder, so no new one was made. Choose an empty folder.",
            file=path.name,
        )
    with translated(folder):
        raw = _quiet(sqlcipher.connect(_uri(path, "rwc"), uri=True, isolation_level=None))
        try:
            raw.execute(f'PRAGMA key = "{_raw(key)}"')
            raw.execute("PRAGMA journal_mode = WAL").fetchone()
            raw.execute("PRAGMA user_version = 1")
        finally:
            raw.close()


def answers(folder: Path, compartment: Compartment, key: bytes) -> bool:
    """Whether a compartment's file opens with this key. Changes nothing."""
    try:
        with translated(folder):
            raw = _quiet(sqlcipher.connect(_uri(folder / compartment.file_name, "rw"), uri=True, isolation_level=None))
            try:
                raw.execute(f'PRAGMA key = "{_raw(key)}"')
                tables = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            finally:
                raw.close()
    except Damaged:
        return False
    return bool(tables)  # a file cut to nothing is an empty database under any key


def change_key(folder: Path, compartment: Compartment, old: bytes, new: bytes) -> None:
    """Encrypt a compartment's file anew. Atomic under a kill: the file answers to one key or the other."""
    with translated(folder):
        raw = _quiet(sqlcipher.connect(_uri(folder / compartment.file_name, "rw"), uri=True, isolation_level=None))
        try:
            raw.execute(f'PRAGMA key = "{_raw(old)}"')
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            raw.execute(f'PRAGMA rekey = "{_raw(new)}"').fetchone()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()


def make_engine(folder: Path, keys: Mapping[Compartment, bytes]) -> Engine:
    """One engine per signed-in person; its connections may be used from any thread, one at a time."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(folder, keys),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # record content must not reach an error text
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own BEGIN comes too late for reads and is deferred for writes: say which it is.
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn what SQLite says about disk, lock and damage into sentences; our own bugs pass through."""
    try:
        yield
    except DBAPIError as error:
        known = _environment(error.orig, folder)
        if known is None:
            raise
        raise known from None  # the original carries SQL text
    except sqlcipher.Error as error:
        known = _environment(error, folder)
        if known is None:
            raise
        raise known from None


# What SQLite says when something outside is wrong: of a full disk it says any of these.
OUTSIDE = ("disk", "readonly", "unable to open", "locked", "busy", "locking protocol")


def _environment(error: object, folder: Path) -> AppError | None:
    said = str(error).lower()
    # SQLite names a full disk only when its own write fails. Where the log or its index cannot grow, it says that it
    # cannot open, is busy or got an error: so the room is asked first.
    if any(word in said for word in OUTSIDE):
        try:
            free = shutil.disk_usage(folder).free
        except OSError as gone:  # a stick that was pulled out
            return environment(gone, folder)
        if "disk is full" in said or free < NO_ROOM:
            return disk_full()
    if "readonly" in said or "unable to open" in said:
        return read_only(folder)
    if "not a database" in said or "malformed" in said or "hmac" in said:
        return Damaged(
            "A file of the vault is damaged or belongs to another vault. Nothing was changed."
            " Restore the latest backup into another folder and compare."
        )
    if "locked" in said or "busy" in said or "locking protocol" in said:
        return InUse("The vault is busy with another task. Nothing was lost. Try again in a moment.")
    if "disk i/o" in said:
        return Environment(
            "The disk could not be read or written. What was saved before is safe, the last change was not stored."
            " Check the disk or USB stick, then try again."
        )
    return None
