"""How do counselling, tests and the station's figures look? `… shots_counselling_tests.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any]:
    from app.desktop.health.clients.page import ClientsPage
    from app.desktop.health.counselling.declared import COUNSELLING
    from app.desktop.health.counselling.work import COUNSELLING_WORK
    from app.desktop.health.figures.page import FiguresPage
    from app.desktop.health.screenings.declared import SCREENINGS
    from app.desktop.health.screenings.work import SCREENING_WORK
    from app.desktop.records.changes import Changes
    from app.desktop.records.page import RecordsPage
    from app.desktop.shell import Place
    from app.desktop.today.page import TodayPage

    session, window = shots.session, shots.window()
    changes = Changes(window)
    pages = shots.pages = {
        "today": TodayPage(session, changes, {"counselling": COUNSELLING_WORK, "screenings": SCREENING_WORK}),
        "clients": ClientsPage(session, changes),
        "counselling": RecordsPage(session, changes, COUNSELLING),
        "screenings": RecordsPage(session, changes, SCREENINGS),
        "figures": FiguresPage(session, changes),
    }
    window.add_place(Place("today", "Today's work", "today", lambda: pages["today"]))
    window.add_place(Place("health-clients", "Clients", "person", lambda: pages["clients"]))
    window.add_place(Place("counselling", "Counselling", "talk", lambda: pages["counselling"]))
    window.add_place(Place("screenings", "Tests", "test", lambda: pages["screenings"]))
    window.add_place(Place("health-figures", "Figures of the station", "figures", lambda: pages["figures"]))
    window.show()
    return (window,)


def through(shots: Shots, window: Any, area: Any, scene: str) -> None:
    """From top to bottom, in three pictures."""
    bar = area.verticalScrollBar()
    settle()
    for at, part in enumerate((0, bar.maximum() // 2, bar.maximum())):
        bar.setValue(part)
        if part or not at:
            shots.grab(window, f"{scene}-{at}")


def today(shots: Shots, window: Any) -> None:
    window.go("today")
    shots.grab(window, "today")


def sessions(shots: Shots, window: Any) -> None:
    from app.health.counselling import queries
    from app.health.counselling.declared import SessionFilter

    window.go("counselling")
    page = shots.pages["counselling"]
    shots.grab(window, "counselling-list")
    alert = queries.list_sessions(shots.session, SessionFilter(alert_open=True)).rows[0]
    taken = next(
        row
        for row in queries.list_sessions(shots.session, SessionFilter(with_instrument=True)).rows
        if not row.alert_open
    )
    for name, row in (("alert", alert), ("taken", taken)):
        page.open(row.id)
        through(shots, window, page.detail.area, f"counselling-{name}")
    page.open(alert.id)
    settle()
    page.act(alert.id, "alert")
    settle()
    shots.grab(_dialog(window), "counselling-note")
    _dialog(window).reject()
    page.toggle_detail()
    shots.grab(window, "counselling-wide")


def form(shots: Shots, window: Any) -> None:
    from app.desktop.health.counselling.client_part import NEW_ACT
    from app.health.clients.declared import ClientFilter
    from app.health.clients.queries import list_clients

    window.go("health-clients")
    row = list_clients(shots.session, ClientFilter(served=True)).rows[1]
    shots.pages["clients"].open(row.id)
    settle()
    through(shots, window, shots.pages["clients"].detail.area, "client")
    shots.pages["clients"].act(row.id, NEW_ACT)
    settle()
    made = shots.pages["clients"].form()
    shots.grab(window, "form")
    made.form.save()
    shots.grab(window, "form-errors")
    phq = made.form.field("phq9").editor
    phq.unfold()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_1):
        _type(key)
    shots.grab(window, "form-phq")
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_0, Qt.Key.Key_2):
        _type(key)
    shots.grab(window, "form-danger")
    bar = made.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    shots.grab(window, "form-end")
    made.discard()
    settle()


def tests(shots: Shots, window: Any) -> None:
    from app.desktop.health.screenings.client_part import OFFER_ACT
    from app.health.clients.declared import ClientFilter
    from app.health.clients.queries import list_clients
    from app.health.screenings import queries
    from app.health.screenings.declared import ScreeningFilter
    from app.health.screenings.models import Screening
    from app.health.screenings.terms import Shown

    window.go("screenings")
    page = shots.pages["screenings"]
    shots.grab(window, "tests-list")
    rows = {
        shown: queries.list_screenings(shots.session, ScreeningFilter(states=frozenset({shown}))).rows
        for shown in Shown
    }
    with shots.session.read() as db:
        awaits = [each.id for each in db.query(Screening).filter(Screening.state == "to_confirm")]
    looked = next(row for row in rows[Shown.READY])
    page.open(looked.id)
    shots.grab(window, "test-hidden")
    _view(page).look()
    shots.grab(window, "test-looked")
    for name, row_id, step in (
        ("sample", rows[Shown.CONSENTED][0].id, "sample"),
        ("result", next(row.id for row in rows[Shown.WAITING] if row.id not in awaits), "result"),
        ("confirm", awaits[0], "result"),
        ("tell", looked.id, "tell"),
        ("correct", looked.id, "correct"),
    ):
        page.open(row_id)
        settle()
        page.step(row_id, step)
        settle()
        shots.grab(_dialog(window), f"test-{name}")
        _dialog(window).reject()
        settle()
    page.open(awaits[0])
    settle()
    _view(page).look()
    shots.grab(window, "test-awaits-looked")
    page.open(rows[Shown.REFUSED][0].id)
    shots.grab(window, "test-refused")
    window.go("health-clients")
    row = list_clients(shots.session, ClientFilter(served=True)).rows[1]
    shots.pages["clients"].act(row.id, OFFER_ACT)
    settle()
    shots.grab(_dialog(window), "offer")
    _dialog(window).reject()


def figures(shots: Shots, window: Any) -> None:
    from app.desktop.widgets import Confirm

    window.go("health-figures")
    page = shots.pages["figures"]
    shots.grab(window, "figures")
    page.view.set_value("outside")
    shots.grab(window, "figures-outside")
    page.year.set_value(int(page.year.value()) - 1)
    shots.grab(window, "figures-preview")
    page.ask_publish()
    settle()
    asked = window.findChild(Confirm)
    shots.grab(asked, "figures-publish")
    asked.accept()
    settle()
    shots.grab(window, "figures-published")
    dialog = page.ask_export()
    if dialog is not None:
        shots.grab(dialog, "figures-export")
        dialog.reject()


def _type(key: Qt.Key) -> None:
    entry = QApplication.focusWidget()
    assert entry is not None
    QTest.keyClick(entry, key)


def _dialog(window: Any) -> Any:
    from app.desktop.records.step_dialog import StepDialog

    return [each for each in window.findChildren(StepDialog) if each.isVisible()][-1]


def _view(page: Any) -> Any:
    from app.desktop.health.screenings.result_view import ResultView

    return page.detail.findChild(ResultView)


SCENES: tuple[Callable[[Shots, Any], None], ...] = (today, sessions, form, tests, figures)


if __name__ == "__main__":
    take(__file__, {"truong.yte": SCENES}, opening)
