"""The tool of somebody who holds a compartment's key and does not use the app: SQLCipher, nothing of ours.

No setting of `app.vault.engine` protects the file here, which is the point.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.vault.compartments import Compartment
from app.vault.session import Session


def keys_of(session: Session) -> dict[Compartment, bytes]:
    """The keys that this person holds: with a debugger they are there to be read."""
    return {part: session.compartment_key(part) for part in session.compartments}


@contextmanager
def opened(folder: Path, compartment: Compartment, key: bytes) -> Iterator[Any]:
    """A connection of a foreign tool to one compartment's file."""
    raw = sqlcipher.connect(str(folder / compartment.file_name), isolation_level=None)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield raw
    finally:
        raw.close()


def sql(folder: Path, compartment: Compartment, key: bytes, *statements: str, values: Any = ()) -> list[Any]:
    """Run statements past the app; the rows of the last one."""
    rows: list[Any] = []
    with opened(folder, compartment, key) as raw:
        for statement in statements:
            rows = raw.execute(statement, values).fetchall()
    return rows
