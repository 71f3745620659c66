"""How do supplies and group sessions look? `python tests/desktop/shots_health_stock.py FOLDER [VAULT] [SCENE]`.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %. VAULT is a demo vault
(`python -m app demo VAULT`); without it one is made. The vault is copied first.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.desktop.shots_reports import LOOKS, SCALES, settle


class Shots:
    """One look at one size; a picture for each scene."""

    def __init__(self, vault: Path, folder: Path, name: str, size: tuple[int, int]) -> None:
        self.vault, self.folder, self.name, self.size = vault, folder, name, size

    def all(self, only: str = "") -> None:
        from app import demo
        from app.vault import access

        with access.open_vault(self.vault) as opened:
            session = access.sign_in(opened, "truong.yte", demo.PASSWORD)
            for scene in SCENES:
                if only in scene.__name__:
                    window, pages = self._window(session)
                    scene(self, window, pages)
                    window.close()
                    window.deleteLater()
                    settle()
            session.close()

    def _window(self, session: Any) -> tuple[Any, dict[str, Any]]:
        from app.desktop.health_sessions.page import SessionsPage
        from app.desktop.records.changes import Changes
        from app.desktop.shell import MainWindow, Place
        from app.desktop.supplies.page import SuppliesPage
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        changes = Changes(window)
        pages = {
            "supplies": SuppliesPage(session, changes),
            "health_sessions": SessionsPage(session, changes),
        }
        window.add_place(Place("supplies", "Supplies", "supplies", lambda: pages["supplies"]))
        window.add_place(Place("health_sessions", "Group sessions", "sessions", lambda: pages["health_sessions"]))
        window.set_person("Trạm Y tế xã Vĩnh Am", session.account.full_name, "Trạm Y tế")
        window.resize(*self.size)
        window.show()
        return window, pages

    def grab(self, widget: Any, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def supplies(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("supplies")
    settle()
    page = pages["supplies"]
    shots.grab(window, "supplies-list")
    for number in (1, 11):
        page.open(number)
        shots.grab(window, f"supplies-detail-{number}")
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum() // 3)
        shots.grab(window, f"supplies-middle-{number}")
    page.toggle_detail()
    shots.grab(window, "supplies-wide")
    page.toggle_detail()


def steps(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.desktop.records.step_dialog import StepDialog

    window.go("supplies")
    settle()
    page = pages["supplies"]
    page.open(11)
    settle()
    for name in ("hand_out", "receive", "destroy", "count"):
        page.step(11, name)
        settle()
        dialog = page.findChild(StepDialog)
        if name == "hand_out":
            dialog.form.field("quantity").editor.set_value(40)
            dialog._ask_facts()
        shots.grab(dialog, f"step-{name}")
        dialog.keeper.forget()
        dialog.form.mark_clean()
        dialog.reject()
        settle()
    page.edit(11)
    shots.grab(window, "supplies-form")


def sessions(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("health_sessions")
    settle()
    page = pages["health_sessions"]
    shots.grab(window, "sessions-list")
    row = page.list.table.rows.row(2)
    page.open(row.id)
    shots.grab(window, "sessions-detail")
    page.edit(row.id)
    settle()
    shots.grab(window, "sessions-form")
    bar = page.form().area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shots.grab(window, "sessions-form-middle")
    bar.setValue(bar.maximum())
    shots.grab(window, "sessions-form-end")
    page.form().close_form()
    settle()
    page.show_figures()
    shots.grab(window, "sessions-figures")


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (supplies, steps, sessions)


def main(folder: Path, vault: Path, scale: str, only: str) -> None:
    from app.desktop.theme import install

    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for language, scheme in LOOKS:
        install(app, scheme=scheme, language=language)
        with tempfile.TemporaryDirectory() as place:
            copied = Path(place) / "vault"
            shutil.copytree(vault, copied)
            Shots(copied, folder, f"{language}-{scheme}-{scale}", SCALES[scale][1]).all(only)


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    vault = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 and sys.argv[2] else folder / "vault"
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    if "SHOTS_SCALE" in os.environ:
        main(folder, vault, os.environ["SHOTS_SCALE"], only)
    else:
        if not vault.exists():
            from app import demo

            demo.make(vault)
        for scale, (factor, _size) in SCALES.items():
            again = [sys.executable, str(Path(__file__)), str(folder), str(vault), only]
            subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": factor, "SHOTS_SCALE": scale}, check=True)
