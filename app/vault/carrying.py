"""How does a backup come to another place whole, and how is it known that it did?

The files go as they are, encrypted, into a folder that does not count until everything was written through to the
medium, read back from it, and found equal to what the signed manifest says. No key is needed, so that a copy goes on
behind a lock. A vault's copies lie in a folder of its own under its random id: two vaults may share a stick.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.vault import backup, manifests, media
from app.vault.backup import MANIFEST, Backup
from app.vault.copying import sha256_of
from app.vault.errors import Damaged, Environment
from app.vault.folder import sync_folder
from app.vault.media import Place
from app.vault.scratch import GONE, PARTIAL

FOLDER = "nhipcau-backup"
BLOCK = 1 << 20
# The id of a vault, as far as it names the folder.
ID_CHARS = 16

Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """For those who need not know how far it is."""


@dataclass(frozen=True)
class Copied:
    """A copy that was read back from the place and is whole. `fresh` is false when it lay there already."""

    backup: Backup
    fresh: bool


def home(root: Path, vault_id: str) -> Path:
    """The folder of a vault on a place: its copies lie in `backups` inside, as beside the vault itself."""
    return root / FOLDER / vault_id[:ID_CHARS]


def listed(root: Path, vault_id: str) -> list[Backup]:
    """The copies of a vault on a place, the newest first."""
    return backup.listed(home(root, vault_id))


def bring(source: Backup, place: Place, root: Path, vault_id: str, progress: Progress = no_progress) -> Copied:
    """Make sure that a whole copy of a backup lies on a place; what lies there already is read and compared.

    `progress` counts bytes written and read back, and may raise to stop; nothing half-made stays. Raises Damaged when
    the backup itself is not whole, DiskFull, ReadOnlyFolder, NotThere and Environment for the place.
    """
    hashes = {Path(name).name: str(digest) for name, digest in backup.verify(source)["files"].items()}
    target = replace(source, folder=home(root, vault_id) / backup.FOLDER / source.folder.name)
    guard = _Guard(place, root)
    try:
        guard.check()
        _clean(target.folder.parent)
        if target.folder.is_dir() and _is_whole(target, source):
            return Copied(target, fresh=False)
        _make(source, target, hashes, guard, progress)
    except OSError as error:
        if not (source.folder / MANIFEST).is_file():
            raise _replaced() from error
        raise media.failure(error, place, root) from error
    return Copied(target, fresh=True)


def thin(place: Place, root: Path, vault_id: str, now: datetime, known: Iterable[datetime]) -> list[Path]:
    """Remove from a place what the schedule does not keep; `known` are moments that may contradict the clock.

    The newest copy and the last whole one of each compartment stay. Raises the environment's errors.
    """
    try:
        return backup.prune(home(root, vault_id), now, known)
    except OSError as error:
        raise media.failure(error, place, root) from error


def _replaced() -> Environment:
    return Environment(
        "The backup was replaced by a newer one while it was being copied. Nothing was lost. Copy again."
    )


def is_outdated(source: Backup, root: Path, vault_id: str) -> bool:
    """Whether a copy of a backup lies on a place as it was before an erasure took something out of it here."""
    copy = home(root, vault_id) / backup.FOLDER / source.folder.name / MANIFEST
    try:
        return copy.read_bytes() != (source.folder / MANIFEST).read_bytes()
    except OSError:
        return False  # no copy, or the place is gone: then it is asked again next time


def found_in(folder: Path) -> list[Backup]:
    """The backups in a folder that somebody chose, the newest first: one itself, a stick, a vault's folder.

    Raises NotABackup for a folder with a manifest that cannot be believed.
    """
    if (folder / MANIFEST).is_file():
        manifest = manifests.read(folder)
        return [Backup(folder, manifest.made_at, manifest.reason)]
    homes = (
        [folder.parent] if folder.name == backup.FOLDER else [folder, *folder.glob("*"), *folder.glob(f"{FOLDER}/*")]
    )
    found = [each for home in homes if home.is_dir() for each in backup.listed(home)]
    return sorted(found, key=lambda each: each.made_at, reverse=True)


class _Guard:
    """Is it still the same place? A stick that was pulled out may leave an empty folder of the disk behind."""

    def __init__(self, place: Place, root: Path) -> None:
        self._place, self._root = place, root
        self._device = root.stat().st_dev if root.is_dir() else -1

    def check(self) -> None:
        there = media.read_mark(self._root) == self._place.id and self._root.stat().st_dev == self._device
        if not there:
            raise media.gone(self._place.label)

    def room(self, needed: int) -> None:
        if shutil.disk_usage(self._root).free < needed:
            raise media.full(self._place.label)

    def differs(self) -> Environment:
        return media.differs(self._place.label)


def _clean(folder: Path) -> None:
    """Remove what an earlier copy left half-made, or an earlier thinning half-removed."""
    for ending in (PARTIAL, GONE):
        for left in folder.glob(f"*{ending}"):
            shutil.rmtree(left)


def _is_whole(target: Backup, source: Backup) -> bool:
    """Whether the same backup lies there, whole, as the medium gives it back."""
    try:
        same = (target.folder / MANIFEST).read_bytes() == (source.folder / MANIFEST).read_bytes()
        _forget_cached(target.folder)
        return same and bool(backup.verify(target))
    except (OSError, Damaged):
        return False


def _make(source: Backup, target: Backup, hashes: Mapping[str, str], guard: _Guard, progress: Progress) -> None:
    half = target.folder.with_name(target.folder.name + PARTIAL)
    hashes = {**hashes, MANIFEST: sha256_of(source.folder / MANIFEST)}  # the manifest last: without it nothing counts
    size = sum((source.folder / name).stat().st_size for name in hashes)
    guard.room(size)
    done, total = 0, 2 * size

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    try:
        half.mkdir(parents=True)
        for name in hashes:
            _write(source.folder / name, half / name, step)
            guard.check()
        _sync(half)
        _forget_cached(half)
        for name, digest in hashes.items():
            if _digest(half / name, step) != digest:
                raise guard.differs()
        if target.folder.is_dir():
            shutil.rmtree(target.folder)  # what lay there under this name was not whole
        half.rename(target.folder)
        _sync(target.folder.parent)
        guard.check()
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)  # on a stick that is gone nothing can be removed: next time
        raise


def _write(source: Path, target: Path, step: Callable[[int], None]) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(BLOCK):
            writing.write(block)
            step(len(block))
        writing.flush()
        os.fsync(writing.fileno())


def _digest(path: Path, step: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as reading:
        while block := reading.read(BLOCK):
            digest.update(block)
            step(len(block))
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    """Write a folder's list of names through to the medium; some shares do not know how."""
    try:
        sync_folder(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def _forget_cached(folder: Path) -> None:
    """Let the next reading come from the medium and not from memory, where the system can (not on Windows)."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in folder.iterdir():
        opened = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(opened)
