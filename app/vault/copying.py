"""How is a file copied so that the copy is known to be good, and how do the files stand still meanwhile?

A copy is synced and read back from the disk, block by block beside the writing, and compared with what was read.

The files of a vault change only when SQLite moves its write-ahead log into them, and it moves nothing that a reader
still needs. So a reader that began when the log was in the files keeps them as they are, while others go on writing
into the log. Writers wait only for the moment in which that reader begins.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.vault.compartments import Compartment
from app.vault.engine import connect, translated
from app.vault.errors import Damaged, InUse, VaultMissing
from app.vault.folder import HEADER, write_atomically

BLOCK = 16 * 1024 * 1024
# How long to wait for another connection that is just moving its log into the file.
PATIENCE = 10.0
PAUSE = 0.02


def log_of(path: Path) -> Path:
    """The write-ahead log beside a compartment's file."""
    return path.with_name(path.name + "-wal")


def sha256_of(path: Path) -> str:
    """The hash of a file of any size. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path, most: int | None = None) -> str:
    """Copy a file (its first `most` bytes), sync it, read it back; returns the SHA-256 of both.

    Raises OSError, Damaged when the disk does not give back what was written.
    """
    digest = hashlib.sha256()
    with (
        source.open("rb") as reading,
        target.open("wb") as writing,
        target.open("rb", buffering=0) as again,
        ThreadPoolExecutor(2) as beside,
    ):
        under_way: list[Future[None]] = []
        left = most
        while block := reading.read(BLOCK if left is None else min(BLOCK, left)):
            left = None if left is None else left - len(block)
            writing.write(block)
            writing.flush()
            os.fsync(writing.fileno())
            for each in under_way:
                each.result()
            under_way = [beside.submit(digest.update, block), beside.submit(_check, again, block)]
        for each in under_way:
            each.result()
    return digest.hexdigest()


def _check(again: IO[bytes], block: bytes) -> None:
    """Compare what the disk has with what was written to it."""
    if sys.platform == "linux":  # else the system answers from its memory
        os.posix_fadvise(again.fileno(), again.tell(), len(block), os.POSIX_FADV_DONTNEED)
    found = bytearray()
    while len(found) < len(block) and (part := again.read(len(block) - len(found))):
        found += part
    if found != block:
        raise _not_given_back()


def _not_given_back() -> Damaged:
    return Damaged(
        "The disk does not give back what was written to it: the copy was not made, and nothing else was changed."
        " Check the disk or USB stick, and make a copy on another one."
    )


@dataclass(frozen=True)
class Still:
    """The vault at one moment: its header, the ends of the audit chains, and how much of each log belongs to it."""

    header: bytes
    heads: dict[str, tuple[int, str]]
    logs: dict[Compartment, int]


@contextmanager
def standing_still(folder: Path, keys: Mapping[Compartment, bytes]) -> Iterator[Still]:
    """While this lasts, the files of these compartments do not change; whoever works in them goes on working.

    Raises InUse, Damaged and the environment's errors.
    """
    reader, writer = connect(folder, keys), connect(folder, keys)
    try:
        with translated(folder):
            for part in keys:
                _checkpoint(reader, part)  # most of it now, so that writers wait for the rest alone
            unmoved = _begin_reading(folder, reader, writer, list(keys))
            try:
                still = Still(
                    (folder / HEADER).read_bytes(),
                    {part.value: _end(reader, part) for part in keys},
                    {part: log_of(folder / part.file_name).stat().st_size for part in unmoved},
                )
            finally:
                writer.execute("ROLLBACK")
        yield still
    finally:
        writer.close()
        reader.close()


def _begin_reading(folder: Path, reader: Any, writer: Any, parts: list[Compartment]) -> list[Compartment]:
    """Begin the reader's view while the writer keeps others out; returns the parts whose log is not in the file.

    When everything is in the file, the reader needs nothing of the log, and nobody may move more into the file while
    it reads. Else (somebody reads since before) the log is needed too: it is not begun anew, and only what the reader
    sees in it is moved, so that file and log together are the same moment whenever each is copied.
    """
    end = time.monotonic() + PATIENCE
    while True:
        writer.execute("BEGIN IMMEDIATE")
        states = {part: _checkpoint(reader, part) for part in parts}
        if not any(busy for busy, _, _ in states.values()):
            reader.execute("BEGIN")
            for part in parts:
                reader.execute(f"SELECT count(*) FROM {part.prefix}sqlite_master").fetchone()
            return [part for part, (_, log, moved) in states.items() if log != moved]
        writer.execute("ROLLBACK")  # another connection is moving its log, and waits for us
        if time.monotonic() > end:
            raise InUse("The vault is busy with another task. Nothing was lost. Try again in a moment.")
        time.sleep(PAUSE)


def _checkpoint(raw: Any, part: Compartment) -> tuple[int, int, int]:
    """Move what can be moved without waiting: whether another was at it, pages in the log, pages moved."""
    busy, log, moved = raw.execute(f"PRAGMA {part.schema or 'main'}.wal_checkpoint(PASSIVE)").fetchone()
    return busy, log, moved


def _end(raw: Any, compartment: Compartment) -> tuple[int, str]:
    row = raw.execute(f"SELECT seq, hash FROM {compartment.prefix}audit_entries ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, "0" * 64)


def copy_opened(folder: Path, keys: Mapping[Compartment, bytes], target: Path) -> tuple[dict[str, str], Still]:
    """Copy the header and these compartments as they are at one moment, while others write: names and hashes.

    Raises OSError, InUse, Damaged and the environment's errors.
    """
    with standing_still(folder, keys) as still:
        write_atomically(target / HEADER, still.header)
        files = {HEADER: sha256_of(target / HEADER)}
        for part in keys:
            path = folder / part.file_name
            files[path.name] = copied(path, target / path.name)
            if part in still.logs:
                log = log_of(path)
                files[log.name] = copied(log, target / log.name, still.logs[part])
    if files[HEADER] != hashlib.sha256(still.header).hexdigest():
        raise _not_given_back()
    return files, still


def wait_for_writers(folder: Path, keys: Mapping[Compartment, bytes]) -> None:
    """Return when no transaction is writing these compartments. Raises InUse when one does not end."""
    with translated(folder):
        raw = connect(folder, keys)
        try:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("ROLLBACK")
        finally:
            raw.close()


def copy_unopened(folder: Path, name: str, target: Path) -> dict[str, str]:
    """Copy a compartment's file and log that nobody here has a key for: names and hashes.

    Raises OSError, InUse when they change meanwhile.
    """
    path = folder / name
    for _ in range(3):
        before = _stamps(path)
        if before[0] is None:
            raise VaultMissing(
                "The file {file} is missing from the vault. Nothing was changed. Restore the latest backup into"
                " another folder, or connect the disk that holds it.",
                file=name,
            )
        there = [each for each, stamp in zip((path, log_of(path)), before, strict=True) if stamp]
        hashes = {each.name: copied(each, target / each.name) for each in there}
        if _stamps(path) == before:
            return hashes
    raise InUse("The vault is busy with another task. Nothing was lost. Try again in a moment.")


def _stamps(path: Path) -> list[tuple[int, int] | None]:
    """Size and time of the file and its log; None for what is not there or, of a log, empty."""
    stats = [each.stat() if each.exists() else None for each in (path, log_of(path))]
    file, log = [(stat.st_size, stat.st_mtime_ns) if stat else None for stat in stats]
    return [file, log if log and log[0] else None]
