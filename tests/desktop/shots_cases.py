"""How do the support cases' screens look? `python tests/desktop/shots_cases.py FOLDER [VAULT] [SCENE]`.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %. VAULT is a demo vault
(`python -m app demo VAULT`); without it one is made. The vault is copied first: opening records writes its audit.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
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
                    window, page = self._window(session)
                    scene(self, window, page)
                    window.close()
                    window.deleteLater()
                    settle()
            session.close()

    def _window(self, session: Any) -> tuple[Any, Any]:
        from app.common.i18n import tr
        from app.desktop.cases.page import CasesPage
        from app.desktop.records.changes import Changes
        from app.desktop.shell import MainWindow, Place
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        page = CasesPage(session, Changes(window))
        window.add_place(Place("cases", "Support cases", "person", lambda: page))
        window.set_person("Hội Liên hiệp Phụ nữ xã Vĩnh Am", session.account.full_name, tr("Social support"))
        window.resize(*self.size)
        window.show()
        window.go("cases")
        settle()
        return window, page

    def grab(self, widget: Any, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")


def first(page: Any, where: Any, wanted: Callable[[Any], object] = lambda row: True) -> Any:
    """Open the first case that the filter lets through."""
    page.list.narrow(where)
    settle()
    row = next((each for each in page.list.table.rows.rows() if wanted(each)), None)
    if row is not None:
        page.open(row.id)
        settle()
    return row


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.social.cases.queries import CaseFilter
    from app.social.cases.terms import State

    def shown(name: str, where: CaseFilter, wanted: Callable[[Any], object] = lambda row: True) -> None:
        if first(page, where, wanted) is None:
            print(f"no case for {name}")
            return
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        for at in (1, 2):
            bar.setValue(bar.maximum() * at // 2)
            shots.grab(window, f"{name}-{at}")

    shown("detail-flagged", CaseFilter(), lambda row: row.flags)
    shown("detail-closed", CaseFilter(states=frozenset({State.CLOSED})))


def revealed(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.widgets import AskReason
    from app.social.cases.queries import CaseFilter

    first(page, CaseFilter(open_only=True), lambda row: row.flags)
    page.detail.act("reveal")
    asked = page.window().findChild(AskReason)
    shots.grab(asked, "ask-reveal")
    asked.reason.set_value("Gọi hẹn gặp")
    asked.do.click()
    shots.grab(window, "detail-revealed")


def dialogs(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.step_dialog import StepDialog
    from app.social.cases.queries import CaseFilter

    row = first(page, CaseFilter(open_only=True))
    for name in ("consent", "close", "withdraw", "transfer", "merge", "erase", "contact"):
        page.act(row.id, name) if name not in ("close", "withdraw") else page.step(row.id, name)
        settle()
        dialog = next((each for each in page.findChildren(StepDialog) if each.isVisible()), None)
        if dialog is None:
            print(f"no dialog for {name}")
            continue
        if name == "merge":
            other = next(each for each in page.list.table.rows.rows() if each.id != row.id)
            dialog.form.field("duplicate").editor.set_value(other.code)
            settle()
        shots.grab(dialog, f"dialog-{name}")
        dialog.reject()
        settle()


def forms(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.widgets import AskReason
    from app.social.cases.queries import CaseFilter
    from app.social.cases.terms import Basis, ConsentState, How, State

    page.new()
    settle()
    form = page.form().form
    shots.grab(window, "form-empty")
    rows = form.field("consents").editor.rows
    rows[0].answer.set_value(ConsentState.GIVEN)
    rows[0].answer.value_changed.emit()
    rows[0].how.set_value(How.ORAL)
    rows[0].changed.emit()
    rows[1].answer.set_value(ConsentState.REFUSED)
    form.field("basis").editor.set_value(Basis.LAW)
    form.field("real_name").editor.set_value("Sầm Kiều Ngát")
    form.field("birth").editor.set_value(1996)
    shots.grab(window, "form-typed")
    page.form().save()
    settle()
    shots.grab(window, "form-wrong")
    bar = page.form().area.verticalScrollBar()
    for at in (1, 2):
        bar.setValue(bar.maximum() * at // 2)
        shots.grab(window, f"form-{at}")
    page.form().discard()
    settle()
    row = first(page, CaseFilter(states=frozenset({State.SUPPORTED})))
    page.edit(row.id)
    shots.grab(window, "form-edit")
    page.form().close_form()
    settle()
    page.act(row.id, "identify")
    settle()
    asked = page.window().findChild(AskReason)
    asked.reason.set_value("Sửa số điện thoại")
    asked.do.click()
    shots.grab(window, "form-person")
    page.form().close_form()
    settle()
    row = first(page, CaseFilter(states=frozenset({State.CLOSED})))
    page.act(row.id, "correct")
    shots.grab(window, "form-correct")
    page.form().close_form()
    settle()


def _same(shown: Any) -> Any:
    return shown


def lead_pages(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.cases.caseload import CaseloadPage
    from app.desktop.cases.keeping import KeepingPage
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.social.cases.queries import CaseFilter
    from app.social.keeping import services as keeping

    session = page._session
    row = first(page, CaseFilter(open_only=True))
    keeping.hold(session, row.id, "Đang giải quyết khiếu nại của người được hỗ trợ.")
    keeping.set_retention(session, "cases", 5, "Quyết định 12/QĐ-UBND của Ủy ban nhân dân xã")
    for key, made in (("caseload", CaseloadPage), ("keeping", KeepingPage)):
        shown = made(session, Changes(window))
        window.add_place(Place(key, key, "figures", partial(_same, shown)))
        window.go(key)
        shots.grab(window, key)


def today(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop import screens
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.today.page import TodayPage

    made = TodayPage(page._session, Changes(window), screens.parts(page._session, screens.WORK))
    window.add_place(Place("today", "today", "today", lambda: made))
    window.go("today")
    shots.grab(window, "today")


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, opened, revealed, dialogs, forms, lead_pages, today)


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
