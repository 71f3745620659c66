"""Where does something half made lie, and when is it surely of no use any more?

A backup in the making is a folder `….partial` among the backups, one that is being removed is called `….gone`, and a
restore or a trial works in a folder of its own inside the vault's. The vault's lock keeps other processes out, so
whatever this process is not busy with was left by a kill.
"""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.vault.folder import environment
from app.vault.manifests import MANIFEST

BACKUPS = "backups"
PARTIAL, GONE = ".partial", ".gone"
RESTORING, TRIAL = "restoring", "trial"
# Written by `app.vault.swapping`: what lies in a restore's folder then is the vault's.
JOURNAL = "restore.json"
_SCRATCH = re.compile(rf"({RESTORING}|{TRIAL})-[0-9a-f]{{8}}")
# A backup in one thread must not clean away what a trial in another is busy with.
_under_way: set[Path] = set()


@contextmanager
def being_made(place: Path) -> Iterator[Path]:
    """Nobody of this process cleans the folder away meanwhile."""
    _under_way.add(place.resolve())
    try:
        yield place
    finally:
        _under_way.discard(place.resolve())


def under_way(place: Path) -> bool:
    """Whether this process is busy with the folder."""
    return place.resolve() in _under_way


def is_scratch(name: str) -> bool:
    """Whether this is the name of a folder of a restore or a trial."""
    return _SCRATCH.fullmatch(name) is not None


@contextmanager
def scratch(folder: Path, purpose: str) -> Iterator[Path]:
    """A folder of its own inside the vault's, removed at the end; what is in it is encrypted."""
    place = folder / f"{purpose}-{secrets.token_hex(4)}"
    with being_made(place):
        try:
            place.mkdir(mode=0o700)
        except OSError as error:
            raise environment(error, folder) from error
        try:
            yield place
        finally:
            if not (folder / JOURNAL).exists():
                remove(place)


def half_made(folder: Path) -> list[Path]:
    """What a kill left behind; the vault's lock must be held."""
    backups = folder / BACKUPS
    found = [place for ending in (PARTIAL, GONE) for place in backups.glob(f"*{ending}")]
    if not (folder / JOURNAL).exists():
        found += [place for place in folder.iterdir() if is_scratch(place.name)]
    return [place for place in found if place.is_dir() and not under_way(place)]


def clean_up(folder: Path) -> None:
    """Remove what is half made; a backup that only lacked its name gets it. The vault's lock must be held."""
    for place in half_made(folder):
        named = place.with_suffix("")
        if place.suffix == PARTIAL and (place / MANIFEST).is_file() and not named.exists():
            place.rename(named)
        else:
            remove(place)


def remove(place: Path) -> None:
    """Take a folder away. What the system does not let go is told by the next verification, and tried again."""
    shutil.rmtree(place, ignore_errors=True)
