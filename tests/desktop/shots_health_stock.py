"""How do supplies and group sessions look? `python tests/desktop/shots_health_stock.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any, dict[str, Any]]:
    from app.desktop.health.group_sessions.page import SessionsPage
    from app.desktop.health.supplies.page import SuppliesPage
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place

    window = shots.window()
    changes = Changes(window)
    pages = {
        "supplies": SuppliesPage(shots.session, changes),
        "health_sessions": SessionsPage(shots.session, changes),
    }
    window.add_place(Place("supplies", "Supplies", "supplies", lambda: pages["supplies"]))
    window.add_place(Place("health-sessions", "Group sessions", "sessions", lambda: pages["health_sessions"]))
    window.show()
    return window, pages


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
    window.go("health-sessions")
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


if __name__ == "__main__":
    take(__file__, {"truong.yte": SCENES}, opening)
