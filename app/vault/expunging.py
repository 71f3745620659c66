"""How does what was erased leave the backups, when everything else in them must stay?

In each backup the file of the erased compartment goes, and only that. The manifest is signed anew by whoever erased,
and says so; then the file is removed. Cut off in between, it is done again from the start, passing by what is gone.
"""

from datetime import UTC, datetime
from pathlib import Path

from app.vault import backup, judging, manifests, scratch
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import InUse
from app.vault.folder import environment, sync_folder
from app.vault.manifests import NotABackup
from app.vault.session import Session


def holding(place: Path, part: Compartment) -> list[Path]:
    """What lies in a folder of backups and holds a compartment's file: backups, what is half made or set aside."""
    there = sorted(place.iterdir()) if place.is_dir() else []
    return [path for path in there if _files(path, part) or _lists(path, part)]


def expunge(session: Session, place: Path, part: Compartment, why: str, spared: Backup) -> list[str]:
    """Take a compartment out of everything in a folder of backups but one; the names of what it was taken from.

    Raises InUse while a copy is being made there, and the environment's errors: it is then done again later.
    """
    session.compartment_key(part)
    found = [path for path in holding(place, part) if path.resolve() != spared.folder.resolve()]
    if any(scratch.under_way(path) for path in found):
        raise InUse("A backup is just being made. Nothing was lost. Try again in a moment.")
    for path in found:
        try:
            if path.is_dir():
                _sign_anew(session, path, part, why)
            for file in _files(path, part):
                file.unlink(missing_ok=True)
            sync_folder(path if path.is_dir() else place)
        except OSError as error:
            raise environment(error, place) from error
    return [path.name for path in found]


def _files(path: Path, part: Compartment) -> list[Path]:
    if path.is_dir():
        names = [f"{part.file_name}{ending}" for ending in ("", "-wal", "-shm")]
        return [path / name for name in names if (path / name).exists()]
    set_aside = path.name.startswith(backup.UNCLAIMED) and f"-{part.file_name}" in path.name
    return [path] if set_aside else []


def _lists(path: Path, part: Compartment) -> bool:
    """Whether a manifest still names the file, as after an erasure that was cut off."""
    try:
        return path.is_dir() and part in manifests.read(path).compartments
    except NotABackup:
        return False


def _sign_anew(session: Session, path: Path, part: Compartment, why: str) -> None:
    """Only what counts is signed anew: a signature must not make a backup of something that was none."""
    try:
        manifest = manifests.read(path)
    except NotABackup:
        return
    if part not in manifest.compartments:
        return
    if not judging.judge(session, Backup(path, manifest.made_at, manifest.reason)).counts:
        return
    content = manifests.content_of(path)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note = {"at": now, "why": why, "by": session.account.id}
    changed = {
        **content,
        "files": {name: digest for name, digest in content["files"].items() if not name.startswith(part.file_name)},
        "heads": {name: end for name, end in content["heads"].items() if name != part.value},
        "replaced": {**content.get("replaced", {}), part.value: note},
        "signed_at": now,
    }
    manifests.write(path, changed, session.account.id, session.private)
