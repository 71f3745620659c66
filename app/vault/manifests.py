"""What does a backup's manifest say, and can it be a manifest at all?

Signed canonical JSON: which files with which SHA-256, the ends of the audit chains, when, why and by whom it was made.
Read strictly here, like everything that lies in a folder. Whether its signer was somebody who may make a backup is
asked in `app.vault.judging`, which has the account records.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.vault.audit import Head
from app.vault.compartments import Compartment
from app.vault.errors import Damaged
from app.vault.folder import HEADER, write_atomically
from app.vault.keys import PrivateKeys, canonical, signed_by

MANIFEST = "manifest.json"
LARGEST = 1024 * 1024
# A clock that is a little off, or another zone taken for the right one, is no forgery.
TOLERANCE = timedelta(days=1)
NEEDED = frozenset({HEADER, Compartment.REGISTRY.file_name})
KNOWN = NEEDED | {name + log for name in (part.file_name for part in Compartment) for log in ("", "-wal")}


class NotABackup(Damaged):
    """What lies among the backups and must not be relied on; the sentence says why, and has no values."""


@dataclass(frozen=True)
class Replaced:
    """A compartment taken out of a backup after it was made, because something in it was erased."""

    at: datetime
    why: str
    by: str


@dataclass(frozen=True)
class Manifest:
    """What a backup states of itself. `signed_at` is when `by` signed it: after an erasure later than `made_at`."""

    made_at: datetime
    reason: str
    by: str
    key: str
    files: Mapping[str, str]
    heads: Mapping[Compartment, Head]
    replaced: Mapping[Compartment, Replaced]
    signed_at: datetime

    @property
    def compartments(self) -> tuple[Compartment, ...]:
        """Which compartments' files lie in the backup."""
        return tuple(part for part in Compartment if part.file_name in self.files)


def read(place: Path) -> Manifest:
    """The manifest of a backup's folder. Raises NotABackup."""
    return _parsed(content_of(place))


def content_of(place: Path) -> dict[str, Any]:
    """What was signed, as it stands there, once the signature was checked. Raises NotABackup."""
    path = place / MANIFEST
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        manifest = json.loads(path.read_bytes())
        content = dict(manifest["content"])
        sound = signed_by(content["key"], _message(content), manifest["signature"])
    except FileNotFoundError:
        raise NotABackup("This is no backup: it has no manifest.") from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable() from error
    if not sound:
        raise NotABackup("This is no backup: its manifest was changed after it was signed.")
    return content


def _parsed(content: dict[str, Any]) -> Manifest:
    try:
        files = {str(name): str(digest) for name, digest in content["files"].items()}
        made_at = _moment(content["made_at"])
        found = Manifest(
            made_at,
            str(content["reason"]),
            str(content["by"]),
            str(content["key"]),
            files,
            {Compartment(name): Head(int(seq), str(end)) for name, (seq, end) in content["heads"].items()},
            {
                Compartment(name): Replaced(_moment(told["at"]), str(told["why"]), str(told["by"]))
                for name, told in content.get("replaced", {}).items()
            },
            _moment(content.get("signed_at", content["made_at"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise _unreadable() from error
    if NEEDED - files.keys():
        raise NotABackup("This is no backup: its manifest does not list the files that every vault has.")
    if files.keys() - KNOWN:
        raise NotABackup("This is no backup: its manifest lists files that no vault has.")
    return found


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found.astimezone(UTC)


def _unreadable() -> NotABackup:
    return NotABackup("This is no backup: its manifest cannot be read.")


def check_date(manifest: Manifest, latest: datetime) -> None:
    """Refuse a backup from the future: it would pass for the newest for ever. Raises NotABackup."""
    if max(manifest.made_at, manifest.signed_at) > latest + TOLERANCE:
        raise NotABackup("This is no backup: it is dated in the future.")


def write(place: Path, content: Mapping[str, Any], by: str, signing: PrivateKeys) -> None:
    """Sign and store the manifest of a backup's folder, whole or not at all."""
    signed = {**content, "by": by, "key": signing.public.sign}
    manifest = {"content": signed, "signature": signing.signature(_message(signed))}
    write_atomically(place / MANIFEST, json.dumps(manifest, indent=1).encode())


def _message(content: Mapping[str, Any]) -> bytes:
    return b"nhip-cau backup\0" + canonical(content)
