"""How do the screens of support services look? `python tests/desktop/shots_support_services.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any, Any]:
    from app.desktop.records.page import RecordsPage
    from app.desktop.social.support_services.declared import SERVICES

    return shots.alone(
        "services", "Support services", "flag", lambda session, changes: RecordsPage(session, changes, SERVICES)
    )


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")
    page.list.open_panel()
    settle()
    from app.desktop.records.filter_panel import FilterPanel

    panel = window.findChild(FilterPanel)
    shots.grab(panel, "filter-panel")
    panel.close()


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.social.support_services.terms import State

    wanted = {"job": State.KEPT, "course": State.ATTENDING, "referral": State.SENT, "help": State.GIVEN}
    rows = page.list.table.rows.rows()
    for name, state in wanted.items():
        page.open(next(row.id for row in rows if row.state is state))
        shots.grab(window, f"detail-{name}")
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        shots.grab(window, f"detail-{name}-foot")


def forms(shots: Shots, window: Any, page: Any) -> None:
    from app.social.support_services.terms import ServiceKind

    page.new()
    settle()
    form = page.form()
    shots.grab(window, "form-empty")
    for kind in (ServiceKind.TRAINING, ServiceKind.HELP, ServiceKind.SCHOOL):
        form.form.set_values({"kind": kind})
        form.entry.adapt()
        shots.grab(window, f"form-{kind.value}")
    form.form.save()
    shots.grab(window, "form-errors")


def dialogs(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.step_dialog import StepDialog
    from app.social.support_services.terms import State

    rows = page.list.table.rows.rows()
    asked = {
        "check": (State.PLACED, "check"),
        "complete": (State.ATTENDING, "complete"),
        "offer": (State.SOUGHT, "offer"),
        "outcome": (State.ACCEPTED, "take_outcome"),
        "give": (State.APPROVED, "give"),
        "correct": (State.COMPLETED, ""),
    }
    for name, (state, step) in asked.items():
        row = next(row for row in rows if row.state is state)
        if not step:
            page.edit(row.id)
            settle()
            shots.grab(window, f"form-{name}")
            continue
        page.step(row.id, step)
        settle()
        dialog = next(each for each in page.findChildren(StepDialog) if each.isVisible())
        shots.grab(dialog, f"step-{name}")
        if name == "check":
            dialog.form.field("answer").editor.set_value("no")
            settle()
            shots.grab(dialog, "step-check-lost")
        dialog.reject()
        settle()


def figures(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.social.support_services.figures_page import FiguresPage

    made = FiguresPage(shots.session, Changes(window))
    window.add_place(Place("support-figures", "Figures of support", "figures", lambda: made))
    window.go("support-figures")
    shots.grab(window, "figures")
    bar = made.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    shots.grab(window, "figures-foot")


def on_case(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.social.cases.page import CasesPage
    from app.desktop.social.support_services.case_part import CaseServices
    from app.social.cases.services import find_code

    made = CasesPage(shots.session, Changes(window))
    window.add_place(Place("cases", "Support cases", "person", lambda: made))
    window.go("cases")
    settle()
    codes = [row.case for row in page.list.table.rows.rows()]
    made.open(find_code(shots.session, max(codes, key=codes.count)))
    settle()
    section = made.findChild(CaseServices)
    assert section is not None
    made.detail.area.ensureWidgetVisible(section)
    shots.grab(window, "case")


def today(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.social.support_services.work import SERVICE_WORK
    from app.desktop.today.page import TodayPage

    made = TodayPage(shots.session, Changes(window), {"services": SERVICE_WORK})
    window.add_place(Place("today", "Today's work", "today", lambda: made))
    window.go("today")
    shots.grab(window, "today")


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, opened, forms, dialogs, figures, on_case, today)


if __name__ == "__main__":
    take(__file__, {"truong.hpn": SCENES}, opening)
