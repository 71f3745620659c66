"""A USB stick for tests: a folder of its own that can be pulled out, be full, or be write-protected."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.vault import carrying, media, volumes
from app.vault.volumes import Volume


class Stick:
    """Connected from the beginning; the app sees it through `volumes.connected`."""

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, number: str = "5C1A-77E0", label: str = "KINGSTON"
    ) -> None:
        root.mkdir(parents=True)
        self.volume = Volume(root, number, label)
        self._patch = patch
        self._away = root.with_name(root.name + ".away")
        self.show()

    @property
    def root(self) -> Path:
        return self.volume.root

    def show(self) -> None:
        """What the system tells of it."""
        found = [self.volume] if self.root.is_dir() else []
        for module in (media, volumes):
            self._patch.setattr(module, "connected", lambda: found)

    def pull_out(self) -> None:
        self.root.rename(self._away)
        self.show()

    def connect(self, root: Path | None = None) -> None:
        """Again, perhaps under another letter."""
        target = root or self.root
        self._away.rename(target)
        self.volume = replace(self.volume, root=target)
        self.show()

    def renumber(self, number: str) -> None:
        """Another stick with the same files, or this one formatted."""
        self.volume = replace(self.volume, number=number)
        self.show()

    def after_files(self, count: int, happens: Callable[[], object]) -> None:
        """Something happens in the middle of a copy, after so many files were written."""
        written = 0
        plain = carrying._write

        def write(source: Path, target: Path, step: Callable[[int], None]) -> None:
            nonlocal written
            if written == count:
                happens()
            written += 1
            plain(source, target, step)

        self._patch.setattr(carrying, "_write", write)

    def fills_up(self, count: int) -> None:
        """No room is left from the file with this number on."""
        self.after_files(count, lambda: _raise(errno.ENOSPC))

    def is_write_protected(self) -> None:
        self.after_files(0, lambda: _raise(errno.EROFS))

    def copies(self) -> list[str]:
        """The names of everything that lies among its copies, half-made or not."""
        return sorted(path.name for path in self.root.glob("nhipcau-backup/*/backups/*"))

    def empty(self) -> None:
        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _raise(number: int) -> None:
    raise OSError(number, "as the system says it")
