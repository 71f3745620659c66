"""What does a backup hold, and what is newer now? What would be lost by going back to it, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.vault import audit, backup, manifests
from app.vault.audit import Head
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.manifests import Manifest
from app.vault.session import Session
from app.vault.tables import AUDIT

# What is shown of a long list; the counts are of all.
SHOWN = 500


@dataclass(frozen=True)
class Newer:
    """A compartment in a backup and now. `then` is None where the backup does not tell, `newer` then is None too."""

    compartment: Compartment
    then: Head | None
    now: Head
    newer: int | None
    # How many of the newer entries there are of each action.
    actions: Mapping[str, int]
    # The newest of them first, at most `SHOWN`.
    entries: tuple[audit.Entry, ...]
    # Whether the entries up to the backup's end are today's: if not, one of the two was tampered with.
    same_history: bool


def newer_than(session: Session, chosen: Backup) -> list[Newer]:
    """For each compartment that this person may open and the backup holds: what was done since. Raises NotABackup."""
    manifest = manifests.read(chosen.folder)
    ends = ends_of(chosen, manifest, backup.listed(chosen.folder.parent.parent))
    with session.read() as db:
        return [_newer(db, part, ends.get(part)) for part in manifest.compartments if part in session.compartments]


def ends_of(chosen: Backup, manifest: Manifest, beside: list[Backup]) -> dict[Compartment, Head]:
    """The ends of the chains in a backup, also of units that were not signed in when it was made.

    Whoever made it states those they could open. Of another unit's file they stand in the manifest of a backup that
    holds the very same file, made when that unit signed out.
    """
    ends = dict(manifest.heads)
    missing = set(manifest.compartments) - ends.keys()
    for each in beside:
        if not missing:
            break
        if each.folder == chosen.folder:
            continue
        other = _manifest(each)
        if other is None:
            continue
        for part in [part for part in missing if part in other.heads and _same_file(part, manifest, other)]:
            ends[part] = other.heads[part]
            missing.discard(part)
    return ends


def _manifest(each: Backup) -> Manifest | None:
    try:
        return manifests.read(each.folder)
    except AppError:
        return None  # told where the backups are listed


def _same_file(part: Compartment, one: Manifest, other: Manifest) -> bool:
    names = (part.file_name, f"{part.file_name}-wal")
    return all(one.files.get(name) == other.files.get(name) for name in names)


def _newer(db: Orm, part: Compartment, then: Head | None) -> Newer:
    now = audit.head(db, part)
    if then is None:
        return Newer(part, None, now, None, {}, (), same_history=True)
    table = AUDIT[part]
    since = table.c.seq > then.seq
    counts = select(table.c.action, func.count()).where(since).group_by(table.c.action).order_by(func.count().desc())
    actions = {action: count for action, count in db.execute(counts)}
    entries = tuple(entry for entry in audit.entries(db, part, limit=SHOWN) if entry.seq > then.seq)
    found = db.execute(select(table.c.hash).where(table.c.seq == then.seq)).scalar_one_or_none()
    same = then.seq == 0 or found == then.hash
    return Newer(part, then, now, sum(actions.values()), actions, entries, same)
