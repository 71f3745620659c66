"""How do the health clients' screens look? `python tests/desktop/shots_health_clients.py FOLDER [VAULT] [SCENE]`.

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
    from app.desktop.health.clients.page import ClientsPage
    from app.desktop.health.clients.work import CLIENT_WORK
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.today.page import TodayPage

    window = shots.window()
    changes = Changes(window)
    page = ClientsPage(shots.session, changes)
    work = TodayPage(shots.session, changes, {"health-clients": CLIENT_WORK})
    window.add_place(Place("today", "Today's work", "today", lambda: work))
    window.add_place(Place("health-clients", "Clients", "person", lambda: page))
    shots.show(window, "health-clients")
    return window, page


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
    from app.desktop.health.clients.finding import FindClient
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


if __name__ == "__main__":
    take(__file__, {"truong.yte": SCENES}, opening)
