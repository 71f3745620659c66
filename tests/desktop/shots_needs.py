"""How do needs and surveys look? `python tests/desktop/shots_needs.py FOLDER [VAULT] [SCENE]`.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %. VAULT is a demo vault
(`python -m app demo VAULT`); without it one is made. The vault is copied first: opening records writes its audit.
"""

import os
import shutil
import subprocess
import sys
import tempfile
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
            session = access.sign_in(opened, "truong.hpn", demo.PASSWORD)
            for scene in SCENES:
                if only in scene.__name__:
                    scene(self, session)
                    settle()
            session.close()

    def window(self, session: Any, make: Any) -> tuple[Any, Any]:
        from app.desktop.shell import MainWindow, Place
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        page = make(window)
        window.add_place(Place("here", "Needs surveys", "survey", lambda: page))
        window.set_person("Hội Liên hiệp Phụ nữ xã Vĩnh Am", session.account.full_name, "Hỗ trợ xã hội")
        window.resize(*self.size)
        window.show()
        window.go("here")
        settle()
        return window, page

    def grab(self, widget: Any, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def cases(shots: Shots, session: Any) -> None:
    """A case's needs on its page: asked twice, once, never; the forms."""
    from app.desktop.cases.page import CasesPage
    from app.desktop.needs.section import NeedsSection
    from app.desktop.records.changes import Changes
    from app.social.needs.services import read_needs

    window, page = shots.window(session, lambda window: CasesPage(session, Changes(window)))
    rows = page.list.table.rows.rows()
    found = {row.id: len(read_needs(session, row.id).assessments) for row in rows if row.state.value != "closed"}
    for name, wanted in (("twice", 2), ("once", 1), ("never", 0)):
        case = next(each for each, count in found.items() if count == wanted)
        page.open(case)
        settle()
        section = page.detail.findChild(NeedsSection)
        bar = page.detail.area.verticalScrollBar()
        if section.isVisible():
            bar.setValue(max(0, section.mapTo(page.detail.area.widget(), section.rect().topLeft()).y() - 60))
        shots.grab(window, f"case-{name}")
        if name == "twice":
            page.toggle_detail() if page.detail.isHidden() else None
            bar.setValue(bar.value() + window.height() // 2)
            shots.grab(window, f"case-{name}-below")
            page.act(case, "needs_assess")
            settle()
            form = page.form()
            form.form.field("safety").editor.set_value(3)
            shots.grab(window, "form")
            form.area.verticalScrollBar().setValue(form.area.verticalScrollBar().maximum() // 3)
            shots.grab(window, "form-middle")
            form.form.field("priority.safety").editor.set_value(1)
            form.form.field("priority.work").editor.set_value(1)
            form.form.field("together").editor.set_value(True)
            form.save()
            settle()
            shots.grab(window, "form-wrong")
            form.discard()
            settle()
    window.close()


def surveys(shots: Shots, session: Any) -> None:
    """The list, an opened survey, the fast form."""
    from app.desktop.records.changes import Changes
    from app.desktop.records.page import RecordsPage
    from app.desktop.surveys.declared import SURVEYS

    window, page = shots.window(session, lambda window: RecordsPage(session, Changes(window), SURVEYS))
    shots.grab(window, "surveys")
    page.open(page.list.table.rows.rows()[3].id)
    shots.grab(window, "survey")
    page.toggle_detail()
    shots.grab(window, "surveys-wide")
    page.new()
    settle()
    shots.grab(window, "survey-form")
    form = page.form()
    form.form.field("remark").editor.set_value("Gọi 0987 612 345")
    form.form.field("group").editor.set_value("unemployed_youth")
    form.form.field("needs").editor.set_value({"job"})
    form.save()
    settle()
    shots.grab(window, "survey-form-wrong")
    form.discard()
    settle()
    window.close()


def figures(shots: Shots, session: Any) -> None:
    """The figures, and what an export asks."""
    from app.desktop.records.changes import Changes
    from app.desktop.surveys.figures_export import ExportFigures
    from app.desktop.surveys.figures_page import NeedsFigures

    window, page = shots.window(session, lambda window: NeedsFigures(session, Changes(window)))
    shots.grab(window, "figures")
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shots.grab(window, "figures-middle")
    bar.setValue(bar.maximum())
    shots.grab(window, "figures-end")
    page.ask_export()
    settle()
    shots.grab(page.findChild(ExportFigures), "figures-export")
    window.close()


def importing(shots: Shots, session: Any) -> None:
    """The wizard as the social unit sees it."""
    from app.desktop.importing.page import COLUMNS, ROWS, ImportPage
    from app.desktop.screens import imports_of
    from tests.social.surveys.sheets import row, workbook

    offered = imports_of(session)
    kind = next(each.importing for each in offered if each.name == "needs-surveys")
    assert kind is not None
    window, page = shots.window(session, lambda _window: ImportPage(session, kind, offered=offered))
    shots.grab(window, "import-file")
    file = Path(tempfile.mkdtemp()) / "khao sat.xlsx"
    rows = [row(1), row(2, note="Gọi 0987 612 345"), row(3, group=""), row(4, birth="16-20")]
    file.write_bytes(workbook(*rows))
    page.read(file)
    for _ in range(100):
        settle()
        if page.step() == COLUMNS:
            break
    shots.grab(window, "import-columns")
    page.columns.next.click()
    assert page.step() == ROWS
    shots.grab(window, "import-rows")
    window.close()


SCENES = (cases, surveys, figures, importing)


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
