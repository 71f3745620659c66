"""What counts as a backup on a stick that is full, pulled out, or gives back something else than it was given?

Nothing that is not whole may pass for a backup there, and what was whole before, there and beside the vault, must stay
so. Where the app does not copy by itself, what its help tells people to do is done: the folder is copied by hand.
"""

import builtins
import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.vault import backup
from app.vault.backup import Backup
from app.vault.errors import AppError
from tests.attack import vaults
from tests.attack.outcome import Attack, Field, Outcome

LEAD = "dao.ngoc.lan"
VAULT_ID = "0f" * 16


@dataclass
class Stick:
    """A folder that misbehaves after so many bytes were written to it."""

    root: Path
    happens: Callable[[], None]
    left: int = 1 << 62
    spoils: bool = False

    def write(self, file: Any, data: bytes) -> int:
        if self.left < len(data):
            file.write(data[: self.left])
            self.left = 0
            self.happens()
        self.left -= len(data)
        if self.spoils and len(data) > 1000:
            self.spoils = False
            data = bytes([data[0] ^ 1]) + data[1:]
        return int(file.write(data))


class _File:
    """A file on the stick."""

    def __init__(self, file: Any, stick: Stick) -> None:
        self._file, self._stick = file, stick

    def write(self, data: bytes) -> int:
        return self._stick.write(self._file, data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def misbehaving(stick: Stick) -> Iterator[None]:
    """Every file that is opened for writing on the stick is written through it."""
    plain, fast = io.open, shutil._USE_CP_SENDFILE  # type: ignore[attr-defined]

    def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        found = plain(file, mode, *rest, **more)
        on_stick = isinstance(file, str | os.PathLike) and stick.root in Path(file).parents
        return _File(found, stick) if on_stick and set(mode) & set("wx") else found

    builtins.open = io.open = opened
    shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        builtins.open = io.open = plain
        shutil._USE_CP_SENDFILE = fast  # type: ignore[attr-defined]


class Copying:
    """How a backup is brought to a stick, and what then passes for one there."""

    def __init__(self, root: Path, vault: Path) -> None:
        self.root = root
        try:
            from app.vault import carrying, media
            from app.vault.volumes import Volume
        except ImportError:
            self.copy, self.home = self._by_hand, root
            return
        place = media.take(root, vault, [Volume(root, "", "USB")])
        self.copy = lambda source: carrying.bring(source, place, root, VAULT_ID)
        self.home = carrying.home(root, VAULT_ID)

    def _by_hand(self, source: Backup) -> object:
        return shutil.copytree(source.folder, self.root / backup.FOLDER / source.folder.name, dirs_exist_ok=True)

    def counted(self) -> list[Backup]:
        return backup.listed(self.home)


def _whole(each: Backup) -> bool:
    try:
        return bool(backup.verify(each))
    except AppError:
        return False


@dataclass
class Tally:
    """What came of all cuts."""

    tries: int = 0
    through: int = 0
    lost: int = 0

    def look(self, copying: Copying, older: str, beside: list[Backup]) -> None:
        found = copying.counted()
        self.through += sum(not _whole(each) for each in found)
        self.lost += not any(each.folder.name == older and _whole(each) for each in found)
        self.lost += sum(not _whole(each) for each in beside)


def _attacked(field: Field, break_it: Callable[[Stick, int, int], None], note: str) -> Outcome:
    vault = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(vault, LEAD) as session:
        older, newer = session.back_up("by_hand"), session.back_up("by_hand")
    size = sum(path.stat().st_size for path in newer.folder.iterdir())
    tally, cuts = Tally(), 8 if field.short else 200
    for number in range(cuts):
        root = field.scratch / f"usb-{number}"
        root.mkdir()
        copying = Copying(root, vault)
        copying.copy(older)
        stick = Stick(root, lambda: None)
        break_it(stick, number, size * number // cuts)
        tally.tries += 1
        try:
            with misbehaving(stick):
                copying.copy(newer)
        except (OSError, AppError, shutil.Error):
            pass  # said to the person; what lies there now is what counts
        _reconnect(root)
        tally.look(copying, older.folder.name, [older, newer])
        shutil.rmtree(root)
    return Outcome(tally.tries, tally.through, tally.lost, note)


def _away(root: Path) -> Path:
    return root.with_name(root.name + ".away")


def _reconnect(root: Path) -> None:
    if _away(root).exists():
        shutil.rmtree(root, ignore_errors=True)
        _away(root).rename(root)


def _raise(number: int) -> None:
    raise OSError(number, os.strerror(number))


def full(field: Field) -> Outcome:
    """The stick is full after so many bytes."""

    def break_it(stick: Stick, _number: int, at: int) -> None:
        stick.left, stick.happens = at, lambda: _raise(errno.ENOSPC)

    return _attacked(field, break_it, "no room left after so many bytes of a copy")


def pulled_out(field: Field) -> Outcome:
    """The stick is pulled out after so many bytes; the system leaves an empty folder in its place, or none."""

    def break_it(stick: Stick, number: int, at: int) -> None:
        def pull() -> None:
            stick.root.rename(_away(stick.root))
            if number % 2:
                stick.root.mkdir()
            _raise(errno.EIO)

        stick.left, stick.happens = at, pull

    return _attacked(field, break_it, "pulled out after so many bytes of a copy")


def worn_out(field: Field) -> Outcome:
    """One bit of what was written is another one when it is read."""

    def break_it(stick: Stick, _number: int, _at: int) -> None:
        stick.spoils = True

    return _attacked(field, break_it, "one bit differs when it is read back")


ATTACKS: dict[str, Attack] = {
    "medium.full": full,
    "medium.pulled_out": pulled_out,
    "medium.worn_out": worn_out,
}
