"""Is there a copy to go back to, and is it whole?

A backup is the encrypted files as they are, side by side with a manifest that names their hashes and the ends
of the audit chains and is signed by whoever made it. Its keys are those of its day. It is brought back by
`app.vault.restoring`; opened as a vault it would be changed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.vault import manifests, retention, scratch
from app.vault.compartments import Compartment
from app.vault.copying import copied, copy_opened, copy_unopened, sha256_of
from app.vault.errors import Damaged, Environment
from app.vault.folder import HEADER, environment, sync_folder
from app.vault.keys import PrivateKeys
from app.vault.manifests import NotABackup

FOLDER = scratch.BACKUPS
MANIFEST = manifests.MANIFEST
MIGRATION, BEFORE_RESTORE = retention.MIGRATION, retention.BEFORE_RESTORE
_NAME = re.compile(r"(\d{8}T\d{12})Z-([a-z_]{1,40})")
# Files of a unit that nobody had claimed when its first lead was invited anew (`membership.set_aside`).
UNCLAIMED = "unclaimed-"
# The name tells microseconds, the manifest seconds.
SAME_MOMENT = 2.0


@dataclass(frozen=True)
class Backup:
    """One backup folder: when it was made and why (`migration`, `sign_out`, `by_hand`, `erasure`, `before_restore`)."""

    folder: Path
    made_at: datetime
    reason: str


@dataclass(frozen=True)
class Other:
    """Something that lies among the backups and is none, and why it is not."""

    path: Path
    why: NotABackup


def make(
    folder: Path,
    keys: Mapping[Compartment, bytes],
    by: str,
    signing: PrivateKeys,
    now: datetime,
    reason: str,
    heads: Mapping[str, tuple[int, str]] | None = None,
) -> Backup:
    """Copy the encrypted files into `backups/`; whole or not at all, while others go on working.

    The vault must be held by this process. `heads` are the chains' ends to state; without them those of the copy.
    Raises DiskFull and the environment's errors; nothing half-made stays.
    """
    with _filled(folder, now, reason) as (made, partial):
        files, still = copy_opened(folder, keys, partial)
        files |= _copied_unopened(folder, partial, [part for part in Compartment if part not in keys])
        _sign(partial, made, files, still.heads if heads is None else heads, by, signing)
    return made


def set_aside(folder: Path, by: str, signing: PrivateKeys, now: datetime, reason: str) -> Backup:
    """Keep the files as they are, damaged or not, before they are replaced. Nobody may have them open.

    Raises DiskFull and the environment's errors.
    """
    with _filled(folder, now, reason) as (made, partial):
        files = {}
        if (folder / HEADER).is_file():
            files[HEADER] = copied(folder / HEADER, partial / HEADER)
        files |= _copied_unopened(folder, partial, list(Compartment))
        _sign(partial, made, files, {}, by, signing)
    return made


@contextmanager
def _filled(folder: Path, now: datetime, reason: str) -> Iterator[tuple[Backup, Path]]:
    """A new backup and the folder to fill for it, which gets its name at the end; after an error nothing stays."""
    made = Backup(folder / FOLDER / f"{now:%Y%m%dT%H%M%S%f}Z-{reason}", now, reason)
    partial = made.folder.with_name(made.folder.name + scratch.PARTIAL)
    with scratch.being_made(partial):
        try:
            scratch.clean_up(folder)
            partial.mkdir(parents=True)
            yield made, partial
            partial.rename(made.folder)
            sync_folder(made.folder.parent)
        except OSError as error:
            scratch.remove(partial)
            raise environment(error, folder) from error
        except BaseException:
            scratch.remove(partial)
            raise


def _copied_unopened(folder: Path, target: Path, parts: Iterable[Compartment]) -> dict[str, str]:
    """The files of units that are not signed in; they may have left a log, which belongs to its file."""
    files: dict[str, str] = {}
    for part in parts:
        if (folder / part.file_name).exists():
            files |= copy_unopened(folder, part.file_name, target)
    return files


def _sign(
    partial: Path,
    made: Backup,
    files: Mapping[str, str],
    heads: Mapping[str, tuple[int, str]],
    by: str,
    signing: PrivateKeys,
) -> None:
    content = {
        "made_at": made.made_at.isoformat(timespec="seconds"),
        "reason": made.reason,
        "files": dict(files),
        "heads": {name: list(head) for name, head in heads.items()},
    }
    manifests.write(partial, content, by, signing)


def listed(folder: Path) -> list[Backup]:
    """All backups whose name and manifest are as they should be, the newest first."""
    found = [each for each in _all(folder) if isinstance(each, Backup)]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def others(folder: Path) -> list[Other]:
    """What else lies among the backups: half made, badly named, without a manifest that can be believed."""
    return [each for each in _all(folder) if isinstance(each, Other)]


def _all(folder: Path) -> Iterator[Backup | Other]:
    place = folder / FOLDER
    for path in sorted(place.iterdir()) if place.is_dir() else []:
        if not scratch.under_way(path) and not path.name.startswith(UNCLAIMED):
            try:
                yield at(path)
            except NotABackup as why:
                yield Other(path, why)


def refuse_as_vault(place: Path) -> None:
    """Refuse to work in a backup's folder, wherever it was copied to, or in a folder among a vault's backups.

    Raises Environment.
    """
    parent = place.resolve().parent
    among = parent.name == FOLDER and (parent.parent / HEADER).is_file()
    if among or (place / MANIFEST).exists():
        raise Environment(
            "The folder {folder} is a backup: opened as a vault it would be changed and be none any more. Nothing was"
            " changed. Restore it into a new folder, then open that.",
            folder=str(place),
        )


def at(path: Path) -> Backup:
    """The backup in a folder. Raises NotABackup."""
    name = _NAME.fullmatch(path.name)
    try:
        named = datetime.strptime(f"{name[1]}+0000", "%Y%m%dT%H%M%S%f%z") if name else None
    except ValueError:
        named = None
    if named is None or name is None or not path.is_dir():
        raise NotABackup("This is no backup: its name is not that of one.")
    manifest = manifests.read(path)
    if abs((manifest.made_at - named).total_seconds()) > SAME_MOMENT or manifest.reason != name[2]:
        raise NotABackup("This is no backup: its name and its manifest disagree.")
    return Backup(path, named, name[2])


def verify(backup: Backup, latest: datetime | None = None) -> dict[str, Any]:
    """The signed content of a backup's manifest, after every file was compared with it.

    `latest` is when it can have been made at the latest, now if nothing better is known. Raises Damaged. Whether its
    signer may make backups is asked in `app.vault.judging`, which has the account records.
    """
    manifest = manifests.read(backup.folder)
    manifests.check_date(manifest, latest or datetime.now(UTC))
    if not is_as_listed(backup, manifest):
        raise damaged(backup)
    return manifests.content_of(backup.folder)


def is_as_listed(backup: Backup, manifest: manifests.Manifest) -> bool:
    """Whether a backup holds the files of its manifest, byte for byte, and no other that a vault has."""
    there = {name for name in manifests.KNOWN if (backup.folder / name).exists()}
    return there == manifest.files.keys() and all(is_whole(backup, name, manifest) for name in there)


def is_whole(backup: Backup, name: str, manifest: manifests.Manifest) -> bool:
    """Whether a file of a backup is there as its manifest says."""
    try:
        return sha256_of(backup.folder / name) == manifest.files.get(name)
    except OSError:
        return False


def damaged(backup: Backup) -> Damaged:
    """What to say of a backup whose files are not those of its manifest."""
    return Damaged(
        "The backup {name} is damaged and cannot be relied on. The vault itself was not touched."
        " Make a new backup now.",
        name=backup.folder.name,
    )


def prune(
    folder: Path, now: datetime, known: Iterable[datetime] = (), counted: Collection[Path] | None = None
) -> list[Path]:
    """Remove what is older than the schedule keeps; returns what went.

    `known` are moments at which the vault was used: when they contradict the clock, nothing goes. `counted` are the
    folders that count as backups; without it, all that are listed. The last whole copy of a compartment never goes.
    """
    found = [each for each in listed(folder) if counted is None or each.folder in counted]
    if not retention.plausible(now, [*known, *(each.made_at for each in found)]):
        return []
    stays = retention.kept([(each.made_at, each.reason) for each in found], now)
    going = [each for each, stay in zip(found, stays, strict=True) if not stay]
    if going:
        spared = _last_whole(found, {each.folder for each in going})
        going = [each for each in going if each.folder not in spared]
    for each in going:
        leaving = each.folder.with_name(each.folder.name + scratch.GONE)
        each.folder.rename(leaving)  # a kill from here on leaves nothing that passes for a damaged backup
        scratch.remove(leaving)
    return [each.folder for each in going]


def _last_whole(found: list[Backup], going: set[Path]) -> set[Path]:
    """Those to be spared because no other backup has a whole copy of some file."""
    manifest = {each.folder: manifests.read(each.folder) for each in found}
    spared: set[Path] = set()
    for name in {name for each in manifest.values() for name in each.files}:
        holding = [each for each in found if name in manifest[each.folder].files]
        for each in sorted(holding, key=lambda one: one.folder in going or one.reason == BEFORE_RESTORE):
            if is_whole(each, name, manifest[each.folder]):
                spared.add(each.folder)
                break
    return spared & going
