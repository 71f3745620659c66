"""Where do copies of this vault's backups go, and when was the last one found whole there?

Both are read from the registry's audit: the last entry about the place is the choice, the last entry about a copy is
the last copy. So they are signed, everybody sees them, and whoever changes them with another tool is found. Copying
needs no key and goes on behind a lock; what it brought is noted beside the person's settings and written into the
audit by whoever is signed in then.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from pathlib import Path
from threading import Lock

from app.common.i18n import N_
from app.common.permissions import require
from app.vault import audit, backup, carrying, manifests, media, throttle
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import Damaged
from app.vault.folder import write_atomically
from app.vault.media import Kind, Place, Sight, State
from app.vault.people import Level
from app.vault.records import Directory
from app.vault.session import Session

CHOICE, COPIES = "backup-place", "backup-copies"
# How long the last copy elsewhere may lie back (ux, *Backups happen by themselves*).
LATE_DAYS, VERY_LATE_DAYS = 7, 14
NOTES = "backup-copies.json"
MOST_NOTES = 50
_noting = Lock()  # copies are noted on one thread and told on another


@dataclass(frozen=True)
class Copy:
    """A copy that was found whole on a place: of which backup, of what moment, told by whom."""

    backup: str
    made_at: datetime
    place: str
    label: str


@dataclass(frozen=True)
class Errand:
    """All that copying needs when nobody is signed in: no key is among it."""

    vault: Path
    vault_id: str
    place: Place
    directory: Directory
    # The backup that was last found whole on the place, by name.
    known: str


class Lateness(IntEnum):
    """Whether the last copy elsewhere lies too far back."""

    FINE = 0
    LATE = 1
    VERY_LATE = 2


@dataclass(frozen=True)
class Standing:
    """The chosen place, the last copy anywhere else, and since when the vault is in use."""

    place: Place | None
    last: Copy | None
    since: datetime

    def days(self, now: datetime) -> int:
        """How many days of work no other place has."""
        return max(0, (now - (self.last.made_at if self.last else self.since)) // timedelta(days=1))

    def lateness(self, now: datetime) -> Lateness:
        days = self.days(now)
        return Lateness((days >= LATE_DAYS) + (days >= VERY_LATE_DAYS))


# --- the place -------------------------------------------------------------------------------------------


def choose(session: Session, folder: Path) -> Place:
    """Copies go to this stick or folder from now on. Raises Refused, Invalid and the environment's errors."""
    require(session, "backups.place")
    place = media.take(folder, session.vault.folder)
    with session.work(Compartment.REGISTRY) as work:
        work.audit(
            "backup.place_chosen",
            CHOICE,
            medium=place.id,
            kind=place.kind.value,
            volume=place.number,
            name=place.label,
            path=place.path,
        )
    return place


def give_up(session: Session) -> None:
    """No copies are made elsewhere any more; those that were stay where they lie. Raises Refused."""
    require(session, "backups.place")
    with session.work(Compartment.REGISTRY) as work:
        work.audit("backup.place_given_up", CHOICE)


def standing(session: Session) -> Standing:
    """What is known of copies elsewhere."""
    with session.read() as db:
        choice = audit.entries(db, Compartment.REGISTRY, limit=1, subject=CHOICE)
        copies = audit.entries(db, Compartment.REGISTRY, limit=1, subject=COPIES)
        began = audit.entries(db, Compartment.REGISTRY, limit=1, before=2)
    return Standing(
        _place(choice[0]) if choice else None,
        _copy(copies[0]) if copies else None,
        began[0].at if began else session.clock(),
    )


def _place(entry: audit.Entry) -> Place | None:
    detail = entry.detail
    if entry.action != "backup.place_chosen" or detail is None:
        return None
    try:
        kind = Kind(str(detail["kind"]))
        return Place(str(detail["medium"]), kind, str(detail["volume"]), str(detail["name"]), str(detail["path"]))
    except (KeyError, ValueError):
        return None


def _copy(entry: audit.Entry) -> Copy | None:
    detail = entry.detail or {}
    try:
        made_at = datetime.fromisoformat(str(detail["made"])).astimezone(UTC)
        return Copy(str(detail["backup"]), made_at, str(detail["medium"]), str(detail["name"]))
    except (KeyError, ValueError):
        return None


# --- copying ---------------------------------------------------------------------------------------------


def errand(session: Session) -> Errand | None:
    """What is to be carried from now on; None while no place is chosen."""
    found = standing(session)
    if found.place is None:
        return None
    known = found.last.backup if found.last and found.last.place == found.place.id else ""
    header = session.vault.header
    return Errand(session.vault.folder, header.vault_id, found.place, session.directory, known)


def copy_to(session: Session, folder: Path, progress: carrying.Progress = carrying.no_progress) -> Copy:
    """Copy the newest backup to a stick or folder once, whatever place is chosen; told in the audit like any copy.

    Raises as `choose` and `carry`.
    """
    require(session, "backup")
    place = media.take(folder, session.vault.folder)
    vault_id = session.vault.header.vault_id
    todo = Errand(session.vault.folder, vault_id, place, session.directory, known="")
    done = carry(todo, sight(todo), progress)
    tell(session)
    return done


def sight(todo: Errand) -> Sight:
    """Whether the place is here now."""
    return media.look_for(todo.place)


def waiting(todo: Errand) -> Backup | None:
    """The newest backup, when it was not yet found whole on the place."""
    newest = next(_countable(todo), None)
    return newest if newest and newest.folder.name != todo.known else None


def carry(todo: Errand, seen: Sight, progress: carrying.Progress = carrying.no_progress) -> Copy:
    """Thin out what is old on the place, bring the newest whole backup to it, and note that it lies there.

    Copies of backups out of which an erasure took something are made anew.

    Raises NotThere, Damaged when no backup is whole, and what `carrying.bring` raises.
    """
    if seen.root is None or seen.state is not State.HERE:
        raise absent(todo.place, seen)
    found = list(_countable(todo))
    # Before the copy, so that there is room for it, and so that a copy that is whole ends what can go wrong.
    carrying.thin(todo.place, seen.root, todo.vault_id, datetime.now(UTC), [each.made_at for each in found])
    problem: Damaged | None = None
    for each in found:
        try:
            brought = carrying.bring(each, todo.place, seen.root, todo.vault_id, progress).backup
        except Damaged as error:
            problem = problem or error  # an older one may be whole
            continue
        done = Copy(brought.folder.name, brought.made_at, todo.place.id, todo.place.label)
        _note(todo.vault_id, done)
        for other in found:
            if carrying.is_outdated(other, seen.root, todo.vault_id):
                carrying.bring(other, todo.place, seen.root, todo.vault_id, progress)
        return done
    raise problem or Damaged("There is no backup yet that could be copied. Make one now.")


def _countable(todo: Errand) -> Iterator[Backup]:
    """The backups that an account of the vault made, the newest first; what was set aside before a restore is none."""
    for each in backup.listed(todo.vault):
        manifest = manifests.read(each.folder)
        member = todo.directory.members.get(manifest.by)
        known = todo.directory.has_key(manifest.by, manifest.key)
        if known and member and member.account.level is not Level.VIEWER and each.reason != backup.BEFORE_RESTORE:
            yield each


def absent(place: Place, seen: Sight) -> media.NotThere:
    """Why nothing can be copied, in a sentence."""
    return media.NotThere(ABSENT[seen.state], place=place.label, folder=str(seen.root or ""))


ABSENT = {
    State.AWAY: N_("“{place}” is not connected. Connect it; the copy is then made by itself."),
    State.OTHER_STICK: N_(
        "The stick in {folder} bears the mark of “{place}”, but is another one: its files were copied, or it was"
        " formatted. Nothing was copied to it. If this stick is to be used, choose it again."
    ),
    State.NO_MARK: N_(
        "The stick “{place}” in {folder} was emptied: its mark and the copies on it are gone. Nothing was copied to it."
        " If it is to be used again, choose it again."
    ),
}


# --- what was copied while nobody was signed in ------------------------------------------------------------


def _note(vault_id: str, done: Copy) -> None:
    with _noting:
        told = {"backup": done.backup, "made": done.made_at.isoformat(), "medium": done.place, "name": done.label}
        notes = [*_notes(), {"vault": vault_id, **told}]
        write_atomically(throttle.state_folder() / NOTES, json.dumps(notes[-MOST_NOTES:]).encode())


def tell(session: Session) -> None:
    """Write into the audit which copies were found whole since the last time somebody was signed in here."""
    vault_id = session.vault.header.vault_id
    with _noting:
        notes = _notes()
        mine = [note for note in notes if note.get("vault") == vault_id]
        if not mine:
            return
        wrote = session.wrote
        with session.work(Compartment.REGISTRY) as work:
            for note in mine:
                told = {name: each for name, each in note.items() if name != "vault"}
                work.audit("backup.copied", COPIES, verified=True, **told)
        session.wrote = wrote  # a copy is no reason for another backup
        rest = [note for note in notes if note not in mine]
        write_atomically(throttle.state_folder() / NOTES, json.dumps(rest).encode())


def _notes() -> list[dict[str, str]]:
    try:
        found = json.loads((throttle.state_folder() / NOTES).read_bytes())
        return [{str(key): str(value) for key, value in note.items()} for note in found]
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return []  # none yet, or damaged: the copies are compared again when the place is here
