"""Is there a copy to go back to, and is it whole?

A backup is the encrypted files as they are, side by side with a manifest that names their hashes and the ends
of the audit chains and is signed by whoever made it. It opens like a vault: its keys are those of its day.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.vault.compartments import Compartment
from app.vault.engine import connect
from app.vault.errors import Damaged
from app.vault.folder import HEADER, environment, write_atomically
from app.vault.keys import PrivateKeys, canonical

FOLDER = "backups"
MANIFEST = "manifest.json"
# One a day for a week, one a week for four weeks (ux, *Backups happen by themselves*).
KEPT_DAYS, KEPT_WEEKS = 7, 4
MIGRATION = "migration"


@dataclass(frozen=True)
class Backup:
    """One backup folder: when it was made and why (`migration`, `sign_out`, `by_hand`)."""

    folder: Path
    made_at: datetime
    reason: str


def make(
    folder: Path,
    keys: Mapping[Compartment, bytes],
    by: str,
    signing: PrivateKeys,
    now: datetime,
    reason: str,
    heads: Mapping[str, tuple[int, str]],
) -> Backup:
    """Copy the encrypted files into `backups/`; whole or not at all. The vault must be held by this process.

    Raises DiskFull and the environment's errors; nothing half-made stays.
    """
    raw = connect(folder, keys)
    try:  # what is in the write-ahead logs goes into the files first
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    name = f"{now:%Y%m%dT%H%M%S%f}Z-{reason}"
    target = folder / FOLDER / name
    partial = folder / FOLDER / f"{name}.partial"
    try:
        partial.mkdir(parents=True)
        files = {path.name: _copy(path, partial / path.name) for path in _files(folder)}
        content = {
            "made_at": now.isoformat(timespec="seconds"),
            "reason": reason,
            "by": by,
            "key": signing.public.sign,
            "files": files,
            "heads": {name: list(head) for name, head in heads.items()},
        }
        signature = signing.signature(b"nhip-cau backup\0" + canonical(content))
        manifest = json.dumps({"content": content, "signature": signature}, indent=1).encode()
        write_atomically(partial / MANIFEST, manifest)
        partial.rename(target)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise environment(error, folder) from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Backup(target, now, reason)


def _files(folder: Path) -> list[Path]:
    found = [folder / HEADER]
    for compartment in Compartment:
        path = folder / compartment.file_name
        # A unit that is not signed in may have left a log: it belongs to its file.
        found += [item for item in (path, path.with_name(path.name + "-wal")) if item.exists()]
    return found


def _copy(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while block := reading.read(1 << 20):
            digest.update(block)
            writing.write(block)
    return digest.hexdigest()


def listed(folder: Path) -> list[Backup]:
    """All whole backups, the newest first."""
    found = []
    for place in (folder / FOLDER).glob("*Z-*"):
        stamp, _, reason = place.name.partition("Z-")
        if place.suffix != ".partial" and (place / MANIFEST).is_file():
            made = datetime.strptime(stamp + "+0000", "%Y%m%dT%H%M%S%f%z")
            found.append(Backup(place, made, reason))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def verify(backup: Backup) -> dict[str, Any]:
    """The signed content of a backup's manifest, after every file was compared with it.

    Raises Damaged. Whose key signed it is checked by the caller, who has the directory.
    """
    from app.vault.keys import signed_by

    try:
        manifest = json.loads((backup.folder / MANIFEST).read_bytes())
        content = manifest["content"]
        message = b"nhip-cau backup\0" + canonical(content)
        sound = signed_by(content["key"], message, manifest["signature"]) and all(
            hashlib.sha256((backup.folder / Path(name).name).read_bytes()).hexdigest() == digest
            for name, digest in content["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(backup) from error
    if not sound:
        raise _damaged(backup)
    return dict(content)


def _damaged(backup: Backup) -> Damaged:
    return Damaged(
        "The backup {name} is damaged and cannot be relied on. The vault itself was not touched."
        " Make a new backup now.",
        name=backup.folder.name,
    )


def prune(folder: Path, now: datetime) -> list[Path]:
    """Remove what is older than the schedule keeps; the newest of a day and of a week stay. Returns what went."""
    kept: set[Path] = set()
    days: set[object] = set()
    weeks: set[object] = set()
    backups = listed(folder)
    for backup in backups:
        age = now - backup.made_at
        day, week = backup.made_at.date(), backup.made_at.isocalendar()[:2]
        if age < timedelta(days=KEPT_DAYS) and day not in days:
            days.add(day)
            kept.add(backup.folder)
        if age < timedelta(weeks=KEPT_WEEKS) and week not in weeks:
            weeks.add(week)
            kept.add(backup.folder)
        if backup.reason == MIGRATION and age < timedelta(weeks=KEPT_WEEKS):
            kept.add(backup.folder)
    gone = [backup.folder for backup in backups if backup.folder not in kept and backup is not backups[0]]
    for place in gone:
        shutil.rmtree(place)
    return gone
