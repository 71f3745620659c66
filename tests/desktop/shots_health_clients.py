"""How do the health clients' screens look? `python tests/desktop/shots_health_clients.py FOLDER [VAULT] [SCENE]`.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %. VAULT is a demo vault
(`python -m app demo VAULT`); without it one is made. The vault is copied first: opening records writes its audit.
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
                    window, page = self._window(session)
                    scene(self, window, page)
                    window.close()
                    window.deleteLater()
                    settle()
            session.close()

    def _window(self, session: Any) -> tuple[Any, Any]:
        from app.common.i18n import tr
        from app.desktop.health_clients.page import ClientsPage
        from app.desktop.health_clients.work import CLIENT_WORK
        from app.desktop.records.changes import Changes
        from app.desktop.shell import MainWindow, Place
        from app.desktop.today.page import TodayPage
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        changes = Changes(window)
        page = ClientsPage(session, changes)
        self.today = TodayPage(session, changes, {"health-clients": CLIENT_WORK})
        window.add_place(Place("today", "Today's work", "today", lambda: self.today))
        window.add_place(Place("health-clients", "Clients", "person", lambda: page))
        window.set_person("Trạm Y tế xã Vĩnh Am", session.account.full_name, tr("Health station"))
        window.resize(*self.size)
        window.show()
        window.go("health-clients")
        settle()
        return window, page

    def grab(self, widget: Any, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")


def today(shots: Shots, window: Any, page: Any) -> None:
    window.go("today")
    shots.grab(window, "today")


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.health.clients import queries, services
    from app.health.clients.detail import MASK

    session = page._session
    rows = queries.list_clients(session).rows
    details = {row.id: services.read_again(session, row.id) for row in rows}

    def first(wanted: Callable[[Any], object]) -> Any:
        return next(each for each in details.values() if wanted(each))

    scenes = {
        "detail-named": first(lambda each: each.person.name == MASK),
        "detail-linked": first(lambda each: any(line.action == "care.arrive" for line in each.timeline)),
        "detail-hours": details[max(details)],
        "detail-left": first(lambda each: each.state.value == "left"),
    }
    for name, detail in scenes.items():
        page.open(detail.id)
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        shots.grab(window, f"{name}-middle")
        bar.setValue(bar.maximum())
        shots.grab(window, f"{name}-end")


def form(shots: Shots, window: Any, page: Any) -> None:
    page.new()
    shots.grab(window, "form-new")
    made = page.form()
    made.save()
    shots.grab(window, "form-errors")
    bar = made.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    shots.grab(window, "form-end")
    made.discard()
    settle()


def dialogs(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.health_clients.finding import FindClient
    from app.desktop.records.step_dialog import StepDialog
    from app.desktop.widgets import AskReason

    page.find_client()
    settle()
    found = window.findChild(FindClient)
    found.form.field("code").editor.set_value("K7MP-3T9Q")
    found.form.save()
    shots.grab(found, "find")
    found.reject()
    row = page.list.table.rows.row(0)
    page.open(row.id)
    settle()
    for name in (
        "appoint",
        "consent",
        "phrase",
        "identify",
        "leave",
        "care_refer",
        "care_partner",
        "withdraw",
        "erase",
    ):
        page.act(row.id, name)
        settle()
        dialog = window.findChild(StepDialog)
        if dialog is None:
            print("no dialog for", name)
            continue
        shots.grab(dialog, f"dialog-{name}")
        dialog.reject()
        dialog.deleteLater()
        settle()
    page.act(row.id, "reveal")
    settle()
    asked = window.findChild(AskReason)
    shots.grab(asked, "dialog-reveal")
    asked.reject()


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, today, opened, form, dialogs)


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
