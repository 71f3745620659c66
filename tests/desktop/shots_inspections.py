"""How do the inspections' screens look? `python tests/desktop/shots_inspections.py FOLDER [VAULT] [SCENE]`.

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
            session = access.sign_in(opened, "truong.ca", demo.PASSWORD)
            for scene in SCENES:
                if only in scene.__name__:
                    window, page = self._window(session)
                    scene(self, window, page)
                    window.close()
                    window.deleteLater()
                    settle()
            session.close()

    def _window(self, session: Any) -> tuple[Any, Any]:
        from app.desktop.inspections.page import inspections_page
        from app.desktop.records.changes import Changes
        from app.desktop.shell import MainWindow, Place
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        page = inspections_page(session, Changes(window))
        window.add_place(Place("inspections", "Inspections", "inspect", lambda: page))
        window.set_person("Công an xã Vĩnh Am", session.account.full_name, "Công an xã")
        window.resize(*self.size)
        window.show()
        window.go("inspections")
        settle()
        return window, page

    def grab(self, widget: Any, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.police.inspections.queries import InspectionFilter
    from app.police.inspections.terms import InspectionKind, State

    def first(name: str, where: InspectionFilter, wanted: Callable[[Any], object] = lambda row: True) -> None:
        page.list.narrow(where)
        settle()
        row = next((each for each in page.list.table.rows.rows() if wanted(each)), None)
        if row is None:
            print(f"no inspection for {name}")
            return
        page.open(row.id)
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        shots.grab(window, f"{name}-middle")

    first("detail-planned", InspectionFilter(states=frozenset({State.PLANNED, State.READY})))
    first("detail-findings", InspectionFilter(), lambda row: row.sanction_amount and row.findings)
    first("detail-overdue", InspectionFilter(overdue=True))
    first("detail-follow-up", InspectionFilter(kinds=frozenset({InspectionKind.FOLLOW_UP})))
    first("detail-closed", InspectionFilter(states=frozenset({State.CLOSED})))


def filters(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.filter_panel import FilterPanel
    from app.police.inspections.queries import InspectionFilter

    row = page.list.table.rows.row(0)
    page.list.narrow(InspectionFilter(types=frozenset({row.type_code}),
                                      establishment_ids=frozenset({row.establishment_id})))  # fmt: skip
    shots.grab(window, "list-filtered")
    page.list.open_panel()
    settle()
    panel = window.findChild(FilterPanel)
    shots.grab(panel, "filter-panel")
    panel.close()


def calendar(shots: Shots, window: Any, page: Any) -> None:
    from datetime import timedelta

    page.toggle_calendar()
    shots.grab(window, "calendar")
    grid = page.calendar.grid
    full = max(grid.month.visits, key=lambda day: len(grid.month.visits[day]), default=grid.today)
    page.calendar.go(full)
    shots.grab(window, "calendar-full")
    holiday = min((day for day in grid.month.office.days_off if day > grid.today), default=grid.today)
    page.calendar.go(holiday)
    shots.grab(window, "calendar-holiday")
    page.calendar.go(grid.today - timedelta(days=31))
    shots.grab(window, "calendar-before")


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, opened, filters, calendar)


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
