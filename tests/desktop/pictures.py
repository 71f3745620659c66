"""How are pictures of the screens taken? Each `shots_*.py` brings its scenes, here are looks, sizes, person and window.

A script is called `python tests/desktop/shots_X.py FOLDER [VAULT] [SCENE]`: Vietnamese and English, light and dark,
1366×768 at 100 % and 1920×1080 at 150 %, each scale in a process of its own, because Qt reads QT_SCALE_FACTOR once.
VAULT is a demo vault (`python -m app demo VAULT`); without it one is made. It is copied first: opening records writes
its audit. SHOTS_LOOKS=vi-light,en-dark takes fewer looks.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import demo
from app.common.i18n import tr
from app.common.permissions import UNIT_NAMES
from app.desktop.background import busy
from app.desktop.records.changes import Changes
from app.desktop.shell import MainWindow, Place
from app.desktop.theme import install
from app.desktop.widgets import UiState
from app.vault import access
from app.vault.people import Unit
from app.vault.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SCALES = {"1366x768": ("1", (1366, 768)), "1920x1080-150": ("1.5", (1280, 720))}
ALL_LOOKS = "vi-light,vi-dark,en-light,en-dark"
LOOKS = [tuple(each.split("-")) for each in os.environ.get("SHOTS_LOOKS", ALL_LOOKS).split(",")]
OFFICES = {
    Unit.POLICE: "Công an xã Vĩnh Am",
    Unit.HEALTH: "Trạm Y tế xã Vĩnh Am",
    Unit.SOCIAL: "Hội Liên hiệp Phụ nữ xã Vĩnh Am",
    Unit.COORDINATION: "Phòng Văn hóa – Xã hội xã Vĩnh Am",
}


def settle(seconds: float = 20) -> None:
    """Until no work is under way and everything is drawn."""
    end = time.monotonic() + seconds
    for _ in range(3):
        QApplication.processEvents()
        while busy() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


class Shots:
    """One person in one look at one size: their windows, and pictures of what is in them."""

    def __init__(self, session: Session, folder: Path, name: str, size: tuple[int, int]) -> None:
        self.session, self.folder, self.name, self.size = session, folder, name, size
        # What a script's opening keeps here for its scenes.
        self.pages: dict[str, Any] = {}
        self._windows: list[MainWindow] = []

    def window(self) -> MainWindow:
        """A window of the person, for places to be added to; closed after the scene."""
        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        account = self.session.account
        window.set_person(OFFICES[account.unit], account.full_name, tr(UNIT_NAMES[account.unit]))
        window.resize(*self.size)
        self._windows.append(window)
        return window

    def alone(self, key: str, title: str, icon: str, make: Callable[[Session, Changes], Any]) -> tuple[MainWindow, Any]:
        """A window with one page in it."""
        window = self.window()
        page = make(self.session, Changes(window))
        window.add_place(Place(key, title, icon, lambda: page))
        self.show(window, key)
        return window, page

    def show(self, window: MainWindow, place: str) -> None:
        window.show()
        window.go(place)
        settle()

    def grab(self, widget: QWidget, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))

    def close(self) -> None:
        """Close the windows of a scene."""
        for window in self._windows:
            window.close()
            window.deleteLater()
        self._windows.clear()
        settle()


Scene = Callable[..., None]
# What each scene is given behind the shots: usually the window, and the page or pages in it.
Opening = Callable[[Shots], tuple[Any, ...]]


def take(script: str, scenes: Mapping[str, Sequence[Scene]], opening: Opening) -> None:
    """Every scene of every person (by user name of the demo) in every look, as the command line asks."""
    folder = Path(sys.argv[1]).resolve()
    vault = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 and sys.argv[2] else folder / "vault"
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    if "SHOTS_SCALE" in os.environ:
        chosen = {user: [each for each in some if only in each.__name__] for user, some in scenes.items()}
        _at_one_scale(folder, vault, os.environ["SHOTS_SCALE"], chosen, opening)
        return
    if not vault.exists():
        demo.make(vault)
    for scale, (factor, _size) in SCALES.items():
        again = [sys.executable, script, str(folder), str(vault), only]
        subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": factor, "SHOTS_SCALE": scale}, check=True)


def _at_one_scale(
    folder: Path, vault: Path, scale: str, scenes: Mapping[str, Sequence[Scene]], opening: Opening
) -> None:
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for language, scheme in LOOKS:
        install(app, scheme=scheme, language=language)
        with tempfile.TemporaryDirectory() as place:
            copied = Path(place) / "vault"
            shutil.copytree(vault, copied)
            for user, some in scenes.items():
                with access.open_vault(copied) as opened:
                    session = access.sign_in(opened, user, demo.PASSWORD)
                    shots = Shots(session, folder, f"{language}-{scheme}-{scale}", SCALES[scale][1])
                    for scene in some:
                        scene(shots, *opening(shots))
                        shots.close()
                    session.close()
