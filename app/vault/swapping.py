"""How do prepared files take the place of a vault's, whole or not at all, whenever the power goes?

Everything is prepared in a scratch folder beside the files and synced. Then a journal that names them is written: with
it the change is decided. Moving them is repeated from the start as often as it is cut off, by whoever opens the vault
next. Without a journal nothing was decided, and the scratch folder is cleaned away.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from app.vault import scratch
from app.vault.errors import Damaged
from app.vault.folder import HEADER, environment, sync_folder, write_atomically
from app.vault.manifests import KNOWN

JOURNAL = scratch.JOURNAL


def swap(folder: Path, prepared: Path, names: Sequence[str], gone: Sequence[str] = ()) -> None:
    """Let the prepared files take their places; those in `gone` leave with their logs. Nobody may have them open.

    Raises DiskFull and the environment's errors: before the journal is written nothing was changed.
    """
    try:
        for name in names:
            with (prepared / name).open("rb+") as file:
                os.fsync(file.fileno())
        sync_folder(prepared)
    except OSError as error:
        raise environment(error, folder) from error
    journal = {"scratch": prepared.name, "names": list(names), "gone": list(gone)}
    write_atomically(folder / JOURNAL, json.dumps(journal).encode())
    finish(folder)


def finish(folder: Path) -> bool:
    """Go on with a change that was decided; whether there was one. The vault's lock must be held.

    Raises Damaged for a journal that the app did not write, and the environment's errors.
    """
    path = folder / JOURNAL
    if not path.exists():
        return False
    try:
        prepared, names, gone = _parsed(folder, path.read_bytes())
        # A file before its log: the old log must have left when the new one comes.
        for name in sorted(names):
            if (prepared / name).exists():
                _without_log(folder / name)
                (prepared / name).replace(folder / name)
        for name in gone:
            _without_log(folder / name)
            (folder / name).unlink(missing_ok=True)
        sync_folder(folder)
        path.unlink()
        sync_folder(folder)
    except OSError as error:
        raise environment(error, folder) from error
    scratch.remove(prepared)
    return True


def _without_log(path: Path) -> None:
    if path.suffix == ".db":
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _parsed(folder: Path, raw: bytes) -> tuple[Path, list[str], list[str]]:
    try:
        journal = json.loads(raw)
        name, names, gone = journal["scratch"], list(journal["names"]), list(journal["gone"])
        known = scratch.is_scratch(name) and set(names) <= KNOWN and set(gone) <= KNOWN - {HEADER}
    except (ValueError, KeyError, TypeError, RecursionError):
        known = False
    if not known:
        raise Damaged(
            "The file {file} in the vault’s folder says that a restore was cut off, but it cannot be read. Nothing was"
            " opened or changed. Restore a backup into another folder.",
            file=JOURNAL,
        )
    return folder / name, names, gone
