"""May other accounts of this computer open the vault's files? No: what is made is its owner's, what is older is closed.

The files are encrypted all the same: this keeps copies, deletions and guesses at passwords out of other hands. On
Windows a folder takes its access list from the one around it: a list of its own will be set in `_close`.
"""

import os
import stat
import sys
from pathlib import Path

OTHERS_COULD_OPEN = (
    "Other accounts of this computer could open the files of this vault until now. They are closed to them from now"
    " on. The files are encrypted, but copies of them may have been made."
)

_FOLDER = 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# Of the group and of all others: the right to go through a folder, and the rights to read and to write a file.
_CLASSES = ((stat.S_IXGRP, stat.S_IRGRP | stat.S_IWGRP), (stat.S_IXOTH, stat.S_IROTH | stat.S_IWOTH))
_NAMES = ("vault.json*", "vault.lock", "*.db", "*.db-wal", "*.db-shm", "*.db-journal")


def from_now_on() -> None:
    """What this process makes is closed to other accounts, wherever it makes it."""
    os.umask(_OTHERS)


def make_folder(folder: Path) -> None:
    """Make a folder closed to others. One that is there stays as it is."""
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)


def state_folder() -> Path:
    """The folder of this person on this computer for what is no record; made, and closed to others, where need be."""
    from platformdirs import user_state_path

    folder = user_state_path("NhipCau", appauthor=False)
    make_folder(folder)
    _close(folder, list(folder.iterdir()))
    return folder


def close_vault(folder: Path) -> bool:
    """Close a vault's folder and all that the app made in it; True when another account could open it until now."""
    made = [found for name in _NAMES for found in folder.glob(name)]
    backups = folder / "backups"
    return _close(folder, [*made, *backups.rglob("*"), backups])


def _close(folder: Path, inside: list[Path]) -> bool:
    """Only what belongs to this account, never through a link; what the file system refuses stays as it is.

    A stick without permissions (FAT) goes on showing those it was mounted with, and nothing is said of it.
    """
    if sys.platform == "win32":
        return False
    rights = _rights_of_others(folder)  # before anything is closed
    before = [_tighten(path) for path in inside]
    _tighten(folder)
    return any(mode & rights for mode in before)


def _tighten(path: Path) -> int:
    """Take the rights of others from a file or folder; the permissions it had until now, or 0 where nothing changed."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or not found.st_mode & _OTHERS or found.st_uid != os.geteuid():
            return 0
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
        return 0 if path.lstat().st_mode & _OTHERS else found.st_mode
    except OSError:  # write-protected, or gone meanwhile
        return 0


def _rights_of_others(folder: Path) -> int:
    """The rights with which somebody else could use a file in this folder: those of whoever gets as far as there."""
    try:
        modes = [place.stat().st_mode for place in (folder, *folder.resolve().parents)]
    except OSError:
        return 0  # not even this account may ask
    group, others = (use if all(mode & go for mode in modes) else 0 for go, use in _CLASSES)
    return others if _alone_in_group(folder) else group | others


def _alone_in_group(folder: Path) -> bool:
    """Whether the folder's group is this account's own, as most systems make one for each: it has the same name."""
    import grp
    import pwd

    try:
        return grp.getgrgid(folder.stat().st_gid).gr_name == pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return False
