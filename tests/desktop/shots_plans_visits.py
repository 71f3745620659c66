"""How do the support plan and the visits look? `python tests/desktop/shots_plans_visits.py FOLDER [VAULT] [SCENE]`.

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
            session = access.sign_in(opened, demo.SUPPORTS, demo.PASSWORD)
            for scene in SCENES:
                if only in scene.__name__:
                    scene(self, session)
                    settle()
            session.close()

    def window(self, session: Any, key: str, make: Callable[[Any], Any]) -> tuple[Any, Any]:
        from app.desktop.records.changes import Changes
        from app.desktop.shell import MainWindow, Place
        from app.desktop.widgets import UiState

        window = MainWindow(UiState(Path(tempfile.mkdtemp())))
        page = make(Changes(window))
        window.add_place(Place(key, "Hồ sơ hỗ trợ", "person", lambda: page))
        window.set_person("Hội Liên hiệp Phụ nữ", session.account.full_name, "")
        window.resize(*self.size)
        window.show()
        window.go(key)
        settle()
        return window, page

    def grab(self, widget: Any, scene: str) -> None:
        settle()
        widget.grab().save(str(self.folder / f"{scene}-{self.name}.png"))


def _cases(shots: Shots, session: Any) -> tuple[Any, Any]:
    from app.desktop.cases.page import CasesPage

    return shots.window(session, "cases", lambda changes: CasesPage(session, changes))


def _with(session: Any, wanted: Callable[[Any], object]) -> int | None:
    """The id of a case whose plans are such."""
    from app.social.cases.queries import list_cases
    from app.social.support_plans.reading import plans_of_case

    rows = list_cases(session).rows
    return next((row.id for row in rows if wanted(plans_of_case(session, row.id))), None)


def _scroll_to(page: Any, kind: type) -> None:
    widget: Any = next(each.widget for each in page.detail.sections if isinstance(each.widget, kind))
    area = page.detail.area
    area.verticalScrollBar().setValue(widget.mapTo(area.widget(), widget.rect().topLeft()).y() - 60)


PLANS: dict[str, Callable[[Any], object]] = {
    "plan-late": lambda plans: plans.in_force and plans.in_force.late_actions,
    "plan-reviewed": lambda plans: plans.in_force and plans.in_force.reviews and not plans.draft,
    "plan-renewing": lambda plans: plans.in_force and plans.draft,
    "plan-draft": lambda plans: plans.draft and not plans.in_force,
    "plan-ended": lambda plans: plans.earlier and not plans.in_force,
    "plan-renewed": lambda plans: plans.earlier and plans.in_force,
}


def on_the_case(shots: Shots, session: Any) -> None:
    from app.desktop.support_plans.section import PlanView
    from app.desktop.visits.case_section import VisitsView

    window, page = _cases(shots, session)
    for name, wanted in PLANS.items():
        case = _with(session, wanted)
        if case is None:
            print(f"no case for {name}")
            continue
        page.open(case)
        settle()
        _scroll_to(page, PlanView)
        shots.grab(window, name)
        _scroll_to(page, VisitsView)
        shots.grab(window, name.replace("plan", "visits"))
    window.close()


def forms(shots: Shots, session: Any) -> None:
    window, page = _cases(shots, session)
    for name in ("plan-late", "plan-renewing", "plan-draft"):
        case = _with(session, PLANS[name])
        if case is not None:
            page.act(case, "plan_write")
            settle()
            shots.grab(window, f"form-{name}")
            page.form().close_form()
            settle()
    window.close()


def dialogs(shots: Shots, session: Any) -> None:
    window, page = _cases(shots, session)
    acts = {"plan-late": ("plan_action_done", "plan_review", "plan_end"), "plan-draft": ("plan_agree", "plan_drop")}
    for name, names in acts.items():
        case = _with(session, PLANS[name])
        for act in names:
            _dialog(shots, window, page, case, act)
    case = next(row.case_id for row in _planned(session))
    for act in ("visit_plan", "visit_done", "visit_move", "visit_missed", "visit_cancel", "visit_note"):
        _dialog(shots, window, page, case, act)
    window.close()


def _planned(session: Any) -> Any:
    from app.social.visits.queries import VisitFilter, list_visits
    from app.social.visits.terms import VisitState

    return list_visits(session, VisitFilter(states=frozenset({VisitState.PLANNED}))).rows


def _dialog(shots: Shots, window: Any, page: Any, case: Any, act: str) -> None:
    from app.desktop.records.step_dialog import StepDialog

    page.act(case, act)
    settle()
    dialog = window.findChild(StepDialog)
    if dialog is None:
        print(f"no dialog for {act}")
        return
    shots.grab(dialog, f"dialog-{act}")
    dialog.keeper.forget()
    dialog.reject()
    settle()


def register(shots: Shots, session: Any) -> None:
    from app.desktop.visits.page import VisitsPage
    from app.social.visits.queries import VisitFilter
    from app.social.visits.terms import VisitState

    window, page = shots.window(session, "visits", lambda changes: VisitsPage(session, changes))
    shots.grab(window, "register")
    for state in VisitState:
        page.list.narrow(VisitFilter(states=frozenset({state})))
        settle()
        row = page.list.table.rows.row(0)
        if row is not None:
            page.open(row.id)
            shots.grab(window, f"register-{state.value}")
    page.list.narrow(VisitFilter(late=True))
    shots.grab(window, "register-late")
    page.list.clear_filters()
    page.toggle_week()
    shots.grab(window, "week")
    page.week.turn(-1)
    shots.grab(window, "week-before")
    window.close()


SCENES: tuple[Callable[[Shots, Any], None], ...] = (on_the_case, forms, dialogs, register)


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
