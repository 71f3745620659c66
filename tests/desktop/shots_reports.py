"""How do the reports' screens look? `python tests/desktop/shots_reports.py FOLDER [VAULT]` writes pictures.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %. VAULT is a demo vault
(`python -m app demo VAULT`); without it one is made. The vault is copied first: opening records writes its audit.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

SCALES = {"1366x768": ("1", (1366, 768)), "1920x1080-150": ("1.5", (1280, 720))}
LOOKS = [tuple(each.split("-")) for each in os.environ.get("SHOTS_LOOKS", "vi-light,vi-dark,en-light").split(",")]


def settle(seconds: float = 20) -> None:
    """Until no work is under way and everything is drawn."""
    from app.desktop.background import busy

    end = time.monotonic() + seconds
    for _ in range(3):
        QApplication.processEvents()
        while busy() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


class Shots:
    """One look at one size; a picture for each scene."""

    def __init__(self, vault: Path, folder: Path, name: str, size: tuple[int, int]) -> None:
        self.vault, self.folder, self.name, self.size = vault, folder, name, size

    def all(self, only: str = "") -> None:
        from app import demo
        from app.vault import access

        with access.open_vault(self.vault) as opened:
            for user, scenes in SCENES.items():
                session = access.sign_in(opened, user, demo.PASSWORD)
                for scene in scenes:
                    if only in scene.__name__:
                        window, pages = self._window(session)
                        scene(self, window, pages)
                        window.close()
                        window.deleteLater()
                        settle()
                session.close()

    def _window(self, session: Any) -> tuple[Any, dict[str, Any]]:
        from app.desktop.records.changes import Changes
        from app.desktop.reports.finder import find_reports
        from app.desktop.reports.page import reports_page
        from app.desktop.reports.work import REPORT_WORK
        from app.desktop.shell import MainWindow, Place
        from app.desktop.today.page import TodayPage
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        changes = Changes(window)
        work = TodayPage(session, changes, {"reports": REPORT_WORK})
        pages: dict[str, Any] = {"today": work, "reports": reports_page(session, changes)}
        pages["today"].pressing.connect(lambda count, tone: window.set_badge("today", count, tone))
        window.add_place(Place("today", "Today's work", "today", lambda: pages["today"]))
        window.add_place(Place("reports", "Reports and petitions", "reports", lambda: pages["reports"]))
        window.set_person("Công an xã Vĩnh Am", session.account.full_name, "Công an xã")
        window.set_search(find_reports(session))
        window.resize(*self.size)
        window.show()
        window.go("today")
        settle()
        return window, pages

    def grab(self, widget: QWidget, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def today(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    pages["today"].lines()[1].setFocus()
    shots.grab(window, "today")


def listing(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("reports")
    settle()
    shots.grab(window, "list")
    pages["reports"].toggle_detail()
    shots.grab(window, "list-wide")


def opened(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.police.reports.queries import ReportFilter
    from app.police.reports.terms import ReportKind, State

    window.go("reports")
    page = pages["reports"]
    settle()
    for name, where in (
        ("detail-running", ReportFilter(states=frozenset({State.VERIFYING}))),
        ("detail-sealed", ReportFilter(kinds=frozenset({ReportKind.DENUNCIATION}), unfinished=True)),
        ("detail-closed", ReportFilter(states=frozenset({State.CLOSED}))),
    ):
        page.list.narrow(where)
        settle()
        page.open(page.list.table.rows.row(0).id)
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        shots.grab(window, f"{name}-end")
    page.detail.head.menu.aboutToShow.emit()
    page.detail.head.menu.popup(window.mapToGlobal(window.rect().center()))
    shots.grab(page.detail.head.menu, "detail-menu")
    page.detail.head.menu.close()


def filters(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.desktop.records.filter_panel import FilterPanel
    from app.police.reports.queries import ReportFilter
    from app.police.reports.terms import Flag, State

    window.go("reports")
    page = pages["reports"]
    settle()
    page.list.narrow(ReportFilter(text="nguyen thi"))
    shots.grab(window, "list-search")
    page.list.narrow(ReportFilter(states=frozenset({State.RECEIVED, State.VERIFYING}), flags=frozenset({Flag.CHILD}),
                                  overdue=True))  # fmt: skip
    shots.grab(window, "list-filtered")
    page.list.open_panel()
    settle()
    panel = window.findChild(FilterPanel)
    shots.grab(panel, "filter-panel")
    panel.close()
    page.list.narrow(ReportFilter(text="xyz không có"))
    shots.grab(window, "list-empty")
    page.list.narrow(ReportFilter())
    settle()
    menu = page.list.menu(page.list.table.rows.row(0))
    menu.popup(window.mapToGlobal(window.rect().center()))
    shots.grab(menu, "list-menu")
    menu.close()


def searching(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.search()
    palette = window._palette
    palette.box.setText("quan karaoke")
    palette.box.returnPressed.emit()
    shots.grab(palette, "search")
    palette.close()


def reading_only(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("reports")
    settle()
    pages["reports"].list.table.selectRow(2)
    shots.grab(window, "viewer")


SCENES: dict[str, tuple[Callable[[Shots, Any, dict[str, Any]], None], ...]] = {
    "truong.ca": (today, listing, opened, filters, searching),
    "xem.ca": (reading_only,),
}


def main(folder: Path, vault: Path, scale: str, only: str) -> None:
    from app.common import i18n
    from app.desktop.theme import install

    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for language, scheme in LOOKS:
        install(app, scheme=scheme, language=language)
        assert i18n.language() == language
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
