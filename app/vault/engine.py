"""How is a connection to the encrypted files opened? This is the only place that does it.

`registry.db` is the main database and the compartments a person holds keys for are attached under their
names. Nothing unencrypted reaches the disk: temporary tables stay in memory, deleted content is overwritten,
and the write-ahead log is encrypted like the file. A guard says on each connection what a statement may do
(`app.vault.guard`), and each connection of an engine compares the schema before it is used
(`app.vault.schema_check`). Errors of SQLite become sentences here.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from app.vault import schema_check
from app.vault.anchors import watch
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Damaged, Environment, InUse, SchemaChanged, SchemaUnreadable
from app.vault.folder import disk_full, environment, read_only
from app.vault.guard import Guard, Use

SETTINGS = (
    "temp_store = MEMORY",
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "busy_timeout = 5000",
)

# Less than the index of a write-ahead log takes.
NO_ROOM = 64 * 1024

# KiB of pages kept decrypted, each file: with half of it an import wrote and read the same pages over and over.
CACHE = 16 * 1024


class Opened(sqlcipher.Connection):  # type: ignore[misc]
    """A connection with its guard, and the counters of the schemas that were compared on it."""

    guard: Guard
    cookies: Mapping[Compartment, int]


def _mode(use: Use) -> str:
    return "ro" if use is Use.RESCUE else "rw"


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"  # percent-encoded; file:///C:/… on Windows


def _raw(key: bytes) -> str:
    return f"x'{key.hex()}'"


def connect(folder: Path, keys: Mapping[Compartment, bytes], use: Use = Use.RECORDS) -> Opened:
    """A DB-API connection with every compartment of `keys` open; the files must exist. Compares no schema.

    Raises Damaged when a file does not answer to its key, and the environment's errors.
    """
    with translated(folder):
        main = keys.get(Compartment.REGISTRY)
        target = _uri(folder / Compartment.REGISTRY.file_name, _mode(use)) if main else ":memory:"
        raw = _opened(target)
        try:
            if main:
                raw.execute(f'PRAGMA key = "{_raw(main)}"')
            for setting in SETTINGS:
                raw.execute(f"PRAGMA {setting}")
            for compartment, key in keys.items():
                if compartment.schema:
                    path = _uri(folder / compartment.file_name, _mode(use))
                    raw.execute(f"ATTACH DATABASE ? AS {compartment.schema} KEY ?", (path, _raw(key)))
            if use is Use.RESCUE:
                raw.execute("PRAGMA query_only = ON")
            raw.guard = Guard(use)
            raw.set_authorizer(raw.guard)
            for compartment in keys:
                _prepare(raw, compartment.prefix, use)
        except BaseException:
            raw.close()
            raise
        return raw


def _opened(target: str) -> Opened:
    raw: Opened = sqlcipher.connect(
        target,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        # Each statement is asked about anew when it is prepared (the guard): a save uses more than the default keeps.
        cached_statements=512,
        factory=Opened,
    )
    # SQLCipher writes its own log to stderr, where the command line promises one sentence.
    raw.execute("PRAGMA cipher_log_level = NONE")
    return raw


def _prepare(raw: Any, prefix: str, use: Use) -> None:
    raw.execute(f"SELECT count(*) FROM {prefix}sqlite_master").fetchone()
    raw.execute(f"PRAGMA {prefix}cache_size = -{CACHE}")
    if use is not Use.RESCUE:
        raw.execute(f"PRAGMA {prefix}journal_mode = WAL").fetchone()
        raw.execute(f"PRAGMA {prefix}synchronous = FULL")


def create_file(folder: Path, compartment: Compartment, key: bytes) -> None:
    """An empty encrypted file for a compartment; refuses to touch one that exists."""
    path = folder / compartment.file_name
    if path.exists():
        raise Environment(
            "The file {file} is already in that folder, so no new one was made. Choose an empty folder.",
            file=path.name,
        )
    with translated(folder), _alone(path, "rwc", key) as raw:
        raw.execute("PRAGMA journal_mode = WAL").fetchone()
        raw.execute("PRAGMA user_version = 1")


@contextmanager
def _alone(path: Path, mode: str, key: bytes) -> Iterator[Opened]:
    """One file by itself; what is done with it there reads and writes no table."""
    raw = _opened(_uri(path, mode))
    try:
        raw.execute(f'PRAGMA key = "{_raw(key)}"')
        for setting in SETTINGS:
            raw.execute(f"PRAGMA {setting}")
        yield raw
    finally:
        raw.close()


def answers(folder: Path, compartment: Compartment, key: bytes, use: Use = Use.RECORDS) -> bool:
    """Whether a compartment's file opens with this key. Changes nothing."""
    try:
        with translated(folder), _alone(folder / compartment.file_name, _mode(use), key) as raw:
            tables = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except SchemaUnreadable:
        return True  # what is wrong with it is told when it is opened
    except Damaged:
        return False
    return bool(tables)  # a file cut to nothing is an empty database under any key


def change_key(folder: Path, compartment: Compartment, old: bytes, new: bytes) -> None:
    """Encrypt a compartment's file anew. Atomic under a kill: the file answers to one key or the other."""
    with translated(folder), _alone(folder / compartment.file_name, "rw", old) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        raw.execute(f'PRAGMA rekey = "{_raw(new)}"').fetchone()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def make_engine(folder: Path, keys: Mapping[Compartment, bytes], use: Use = Use.RECORDS) -> Engine:
    """One engine per signed-in person; its connections may be used from any thread, one at a time.

    A new connection for records compares the schema of each file, and does so again in the first transaction after
    another program changed it: SchemaChanged is then raised in place of what was asked.
    """

    def creator() -> Opened:
        raw = connect(folder, keys, use)
        try:
            with translated(folder):
                if use is Use.RECORDS:
                    _compare(raw, keys)
                elif use is Use.RESCUE:
                    raw.guard.unreadable = schema_check.unreadable(raw, keys)
        except BaseException:
            raw.close()
            raise
        return raw

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # record content must not reach an error text
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if (compartment := options.get("writes")) is not None:
            watch(connection, compartment)
        # The driver's own BEGIN comes too late for reads and is deferred for writes: say which it is.
        connection.exec_driver_sql(options.get("begin", "BEGIN"))
        if use is Use.RECORDS:
            _compare_if_moved(connection.connection.driver_connection, keys)

    return engine


def _compare(raw: Opened, keys: Mapping[Compartment, bytes]) -> None:
    seen = schema_check.cookies(raw, keys)
    for compartment in keys:
        schema_check.check(raw, compartment)
    raw.cookies = seen


def _compare_if_moved(raw: Any, keys: Mapping[Compartment, bytes]) -> None:
    """Inside the transaction that has just begun: what it will see is what was compared."""
    if schema_check.cookies(raw, keys) == raw.cookies:
        return
    try:
        _compare(raw, keys)
    except BaseException:
        raw.rollback()
        raise


def memory_engine(compartment: Compartment) -> Engine:
    """An empty database in memory, for what the migrations make of a compartment."""
    raw = _opened(":memory:")
    if compartment.schema:
        raw.execute(f"ATTACH DATABASE ':memory:' AS {compartment.schema}")
    raw.guard = Guard(Use.STRUCTURE)
    raw.set_authorizer(raw.guard)
    return create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)


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
    if malformed := re.search(r"malformed database schema \((.*?)\)", str(error), re.DOTALL):
        return SchemaUnreadable(
            "A file of the vault was changed with another tool ({what}), so that it can no longer be read. Nothing was"
            " changed. Restore the latest backup into another folder.",
            what=schema_check.shown(malformed[1]),
        )
    if "not authorized" in said or "is prohibited" in said or "unsafe use of" in said:
        return SchemaChanged(
            "A file of the vault was changed with another tool: what it wanted to do by itself was refused. Nothing was"
            " changed. Restore the latest backup into another folder."
        )
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
