"""Where may copies of the backups lie outside this computer, and is that place here now?

A place is a stick (or external disk) or a folder, most often on the network. What makes it *the* place is two things
together: a small file with a random number at its root, so that it is found under any drive letter, and on a stick the
number of its file system, so that a copy of that file on another stick is not taken for it. Where the two disagree
nothing is written there until somebody chooses it again. The file names no office and no person.
"""

import errno
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.vault import throttle
from app.vault.errors import DiskFull, Environment, Invalid, ReadOnlyFolder
from app.vault.folder import environment, on_network, write_atomically
from app.vault.volumes import Volume, connected, same_disk

MARK = "nhipcau-backup.json"
FORMAT = 1
LARGEST = 4096
ID_BYTES = 16
# Which path a place has on this computer: of this person's settings, not of the vault.
PATHS = "backup-places.json"


class Kind(StrEnum):
    """What a place is."""

    STICK = "stick"
    FOLDER = "folder"


@dataclass(frozen=True)
class Place:
    """A chosen place. `id` stands in its mark, `number` is its file system's (empty where nobody tells it).

    `path` is the folder as it was chosen; a stick has none, it is found wherever it is connected.
    """

    id: str
    kind: Kind
    number: str
    label: str
    path: str = ""


class State(StrEnum):
    """Whether a place is here."""

    HERE = "here"
    AWAY = "away"
    # The mark of the place on a stick with another number: its files were copied, or it was formatted and filled again.
    OTHER_STICK = "other_stick"
    # The stick with the number of the place, without its mark: somebody emptied it.
    NO_MARK = "no_mark"


@dataclass(frozen=True)
class Sight:
    """What was found when the place was looked for; `root` is where copies go, or where the doubtful stick is."""

    state: State
    root: Path | None = None


class NotThere(Environment):
    """The place is not connected, or no longer the one it was."""


def read_mark(root: Path) -> str:
    """The random number in the mark of a folder; empty when there is none or it cannot be read."""
    path = root / MARK
    try:
        if path.stat().st_size > LARGEST:
            return ""
        found = json.loads(path.read_bytes())["id"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found if isinstance(found, str) and len(found) == 2 * ID_BYTES and found.isalnum() else ""


def take(folder: Path, vault: Path, volumes: Sequence[Volume] | None = None) -> Place:
    """Make a folder or stick the place for copies: give it a mark, unless it has one already.

    A folder of a connected stick means the stick. Raises Invalid for a folder on the vault's own disk, and the
    environment's errors, before anything is changed.
    """
    volume = holding(folder, connected() if volumes is None else volumes)
    root = volume.root if volume else folder
    if not root.is_dir():
        raise NotThere(
            "There is no folder {folder}. Connect the stick or the network drive, then choose it again.",
            folder=str(folder),
        )
    if volume and (vault == root or root in vault.parents):
        raise Invalid(
            "The vault itself lies on this stick, so a copy there is lost together with it. Nothing was changed."
            " Choose another stick, or a folder on the network."
        )
    if volume is None and not on_network(root) and same_disk(root, vault):
        raise Invalid(
            "This folder is on the same disk as the vault: when that disk breaks, both are gone. Nothing was changed."
            " Choose a USB stick, an external disk or a folder on the network."
        )
    mark = read_mark(root)
    if not mark:
        mark = secrets.token_hex(ID_BYTES)
        try:
            write_atomically(root / MARK, json.dumps({"format": FORMAT, "id": mark}).encode())
        except ReadOnlyFolder as error:
            raise read_only(_name(volume, root)) from error
        except DiskFull as error:
            raise full(_name(volume, root)) from error
    if volume:
        return Place(mark, Kind.STICK, volume.number, volume.label)
    remember(mark, root)
    return Place(mark, Kind.FOLDER, "", _name(None, root), str(root))


def holding(folder: Path, volumes: Sequence[Volume]) -> Volume | None:
    """The connected stick that a folder lies on."""
    return next((each for each in volumes if each.root == folder or each.root in folder.parents), None)


def look_for(place: Place, volumes: Sequence[Volume] | None = None) -> Sight:
    """Whether a place is here; may take long where a network does not answer."""
    if place.kind is Kind.FOLDER:
        roots = (Path(text) for text in dict.fromkeys((remembered(place.id), place.path)) if text)
        return next((Sight(State.HERE, root) for root in roots if read_mark(root) == place.id), Sight(State.AWAY))
    doubtful: Sight | None = None
    for volume in connected() if volumes is None else volumes:
        marked = read_mark(volume.root) == place.id
        # Where one of the two is not told by the system, the mark alone has to do.
        same = not place.number or not volume.number or place.number == volume.number
        if marked and same:
            return Sight(State.HERE, volume.root)
        if marked:
            doubtful = Sight(State.OTHER_STICK, volume.root)
        elif place.number and place.number == volume.number:
            doubtful = doubtful or Sight(State.NO_MARK, volume.root)
    return doubtful or Sight(State.AWAY)


def remembered(place: str) -> str:
    """The path that a folder has on this computer, or empty."""
    return _paths().get(place, "")


def remember(place: str, root: Path) -> None:
    """Keep the path that a folder has on this computer."""
    write_atomically(throttle.state_folder() / PATHS, json.dumps({**_paths(), place: str(root)}).encode())


def _paths() -> dict[str, str]:
    try:
        found = json.loads((throttle.state_folder() / PATHS).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}  # none yet, or damaged: the path of the choice itself is tried
    return {str(key): str(path) for key, path in found.items()} if isinstance(found, dict) else {}


def _name(volume: Volume | None, root: Path) -> str:
    return (volume.label if volume else root.name) or str(root)


# --- sentences -------------------------------------------------------------------------------------------


def full(label: str) -> DiskFull:
    """No room left on the place."""
    return DiskFull(
        "“{place}” is full, so the backup was not copied there. Nothing was lost: the backup lies beside the vault,"
        " and older copies are untouched. Free some room on it, or choose another place.",
        place=label,
    )


def read_only(label: str) -> ReadOnlyFolder:
    """The place cannot be written."""
    return ReadOnlyFolder(
        "“{place}” cannot be written, so nothing was copied there. Nothing was lost. Remove its write protection,"
        " or choose another place.",
        place=label,
    )


def gone(label: str) -> NotThere:
    """The place went away while something was copied to it."""
    return NotThere(
        "“{place}” was disconnected before the copy was finished. Nothing was lost: the backup lies beside the vault,"
        " and what was half copied does not count. Connect it again; the copy is then made anew.",
        place=label,
    )


def failing(label: str, reason: str) -> Environment:
    """The place is there, but cannot be written or read."""
    return Environment(
        "“{place}” could not be written or read ({reason}), so the copy does not count. Nothing was lost: the backup"
        " lies beside the vault. Try again, or use another stick: this one may be wearing out.",
        place=label,
        reason=reason,
    )


def differs(label: str) -> Environment:
    """The place gave back something else than it was given."""
    return Environment(
        "What “{place}” gave back is not what was written to it, so the copy does not count. Nothing was lost: the"
        " backup lies beside the vault. Use another stick: this one is worn out or not genuine.",
        place=label,
    )


def too_large(label: str) -> Environment:
    """An old file system that holds no file over 4 GiB."""
    return Environment(
        "“{place}” cannot hold a file as large as the records (an old format, FAT32). Nothing was lost. Have it"
        " formatted as exFAT or NTFS once it is empty, or choose another place.",
        place=label,
    )


def failure(error: OSError, place: Place, root: Path) -> Environment:
    """The sentence for a failed file operation on a place."""
    if error.errno == errno.EFBIG:
        return too_large(place.label)
    known = environment(error, root)
    if isinstance(known, DiskFull):
        return full(place.label)
    if isinstance(known, ReadOnlyFolder):
        return read_only(place.label)
    if read_mark(root) != place.id:
        return gone(place.label)
    return failing(place.label, error.strerror or type(error).__name__)
