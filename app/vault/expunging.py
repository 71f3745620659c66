"""How does what was erased leave the backups, when everything else in them must stay?

In each backup the file of the erased compartment gives way to that of the backup made after the erasure (a second name
of the same file, which takes no room), or goes, where that would not fit or the disk knows no second names. Nothing
else is touched. Whoever erased signs the manifest anew, and it says so. Cut off in between, all of it is done again.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.vault import backup, header, judging, manifests, scratch
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.copying import log_of
from app.vault.errors import AppError, InUse
from app.vault.fetching import same_key
from app.vault.folder import environment, sync_folder
from app.vault.manifests import Manifest, NotABackup
from app.vault.session import Session

FRESH = ".new"


def holding(place: Path, part: Compartment) -> list[Path]:
    """What lies in a folder of backups and holds a compartment's file: backups, what is half made or set aside."""
    there = sorted(place.iterdir()) if place.is_dir() else []
    return [path for path in there if _files(path, part) or (path / f"{part.file_name}{FRESH}").exists()]


def states(place: Path, part: Compartment) -> list[Path]:
    """The same, but of backups that share one file only the first."""
    found: list[Path] = []
    for path in holding(place, part):
        files = [each / part.file_name if each.is_dir() else each for each in (*found, path)]
        mine = files.pop()
        if not any(each.exists() and mine.exists() and each.samefile(mine) for each in files):
            found.append(path)
    return found


def expunge(session: Session, place: Path, part: Compartment, why: str, spared: Backup) -> list[str]:
    """Take a compartment's older states out of everything in a folder of backups; the names of what held them.

    `spared` is the backup made after the erasure. Raises InUse while a copy is being made there, and the
    environment's errors: it is then done again later.
    """
    session.compartment_key(part)
    found = [path for path in holding(place, part) if path.resolve() != spared.folder.resolve()]
    if any(scratch.under_way(path) for path in found):
        raise InUse("A backup is just being made. Nothing was lost. Try again in a moment.")
    for path in found:
        try:
            _expunge(session, path, part, why, spared)
        except OSError as error:
            raise environment(error, place) from error
    return [path.name for path in found]


def _expunge(session: Session, path: Path, part: Compartment, why: str, spared: Backup) -> None:
    manifest = _counting(session, path) if path.is_dir() else None
    fresh = path / f"{part.file_name}{FRESH}"
    linked = manifest is not None and _linked(spared.folder / part.file_name, fresh, path, part)
    if manifest is not None:
        _sign_anew(session, path, part, why, manifests.content_of(spared.folder) if linked else None)
    for file in _files(path, part):
        file.unlink(missing_ok=True)
    if linked:
        fresh.rename(path / part.file_name)
    sync_folder(path if path.is_dir() else path.parent)


def _files(path: Path, part: Compartment) -> list[Path]:
    if path.is_dir():
        names = [f"{part.file_name}{ending}" for ending in ("", "-wal", "-shm")]
        return [path / name for name in names if (path / name).exists()]
    set_aside = path.name.startswith(backup.UNCLAIMED) and f"-{part.file_name}" in path.name
    return [path] if set_aside else []


def _counting(session: Session, path: Path) -> Manifest | None:
    """The manifest of what counts; only that is signed anew: a signature must not make a backup of what was none."""
    try:
        manifest = manifests.read(path)
    except NotABackup:
        return None
    judged = judging.judge(session, Backup(path, manifest.made_at, manifest.reason))
    return manifest if judged.counts else None


def _linked(new: Path, fresh: Path, path: Path, part: Compartment) -> bool:
    """Whether the file of the new backup got a second name in the old one, whose header must have its key."""
    fresh.unlink(missing_ok=True)
    try:
        fits = not log_of(new).exists() and same_key(header.parsed(path), header.parsed(new.parent), part)
    except AppError:
        return False
    if fits:
        with suppress(OSError):  # not every file system knows second names
            os.link(new, fresh)
            return True
    return False


def _sign_anew(session: Session, path: Path, part: Compartment, why: str, new: Mapping[str, Any] | None) -> None:
    content = manifests.content_of(path)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    files = {name: digest for name, digest in content["files"].items() if not name.startswith(part.file_name)}
    heads = {name: end for name, end in content["heads"].items() if name != part.value}
    if new is not None:
        files[part.file_name] = new["files"][part.file_name]
        heads[part.value] = new["heads"][part.value]
    note = {"at": now, "why": why, "by": session.account.id}
    changed = {
        **content,
        "files": files,
        "heads": heads,
        "replaced": {**content.get("replaced", {}), part.value: note},
        "signed_at": now,
    }
    manifests.write(path, changed, session.account.id, session.private)
