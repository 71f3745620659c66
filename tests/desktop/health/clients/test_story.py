"""The whole app before somebody of the station: from an anonymous first visit to the check after six months."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.common.i18n import tr
from app.desktop.health.screenings.client_part import OFFER_ACT
from app.desktop.health.screenings.result_view import ResultView
from app.desktop.records.step_dialog import StepDialog
from app.health.care import queries as care
from app.health.care.rules import TRANSITIONS
from app.health.care.terms import CareState, Kept
from app.health.clients import queries as clients
from app.health.clients.terms import REFER_FACILITY
from app.health.figures import services as figures
from app.health.figures.rules import year
from app.health.figures.terms import LINKED, RETAINED_6
from app.health.screenings import queries as screenings
from app.health.screenings.terms import Result, Shown
from app.vault.session import Session
from tests.desktop.running import Running, running

USER = "ly.thi.thom"  # the health station's lead
CLINIC = "Phòng khám Nguyệt Quế"


class Station:
    """Somebody who works in the app's own window, from place to place."""

    def __init__(self, app: Running) -> None:
        self.app = app
        app.type_sign_in(USER)
        session = app.desk.session
        assert session is not None
        self.session: Session = session

    def go(self, place: str) -> Any:
        made = self.app.window.go(place)
        self.app.settle()
        return made

    def do(self) -> None:
        """Ctrl+Enter, wherever the cursor is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.app.qtbot.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.app.settle()

    def dialog(self) -> Any:
        shown = [each for each in self.app.window.findChildren(QDialog) if each.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def press(self, page: Any, source: str) -> None:
        """The button of that name on the opened record, from the keyboard."""
        found = next(
            each for each in page.detail.findChildren(QPushButton) if each.isVisible() and each.text() == tr(source)
        )
        self.app.qtbot.keyClick(found, Qt.Key.Key_Return)
        self.app.settle()

    def fill(self, **values: object) -> None:
        """Answer the dialog that is open, and do it."""
        dialog = self.dialog()
        assert isinstance(dialog, StepDialog)
        for name, value in values.items():
            dialog.form.field(name).editor.set_value(value)
        dialog.form.save()
        self.app.settle()
        assert not [each for each in self.app.window.findChildren(StepDialog) if each.isVisible()]
        self.app.window.activateWindow()


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> Iterator[Station]:
    with running(qtbot, tmp_path / "state", vault_path) as app:
        yield Station(app)


def test_an_anonymous_visit_a_test_its_result_care_and_the_check_after_six_months(here: Station) -> None:
    session = here.session
    page = here.go("health-clients")
    page.new()
    here.app.settle()
    focus = QApplication.focusWidget()
    here.app.qtbot.keyClick(focus, Qt.Key.Key_Space)  # the one answer: a record may be kept
    here.do()
    (client,) = clients.list_clients(session).rows

    page.act(client.id, OFFER_ACT)
    here.app.settle()
    here.fill(tests=(("hiv", "oral"),))
    (test,) = screenings.of_client(session, client.id)

    tests = here.go("screenings")
    for answers in (
        {},  # the sample is taken today
        {"result": Result.REACTIVE},
        {"result": Result.POSITIVE, "lab": "Bệnh viện Hữu nghị Việt Tiệp", "lab_number": "18/KĐ"},
        {"counselled": True},
    ):
        shown = tests.detail.detail()
        if shown is None or shown.id != test.id:
            tests.open(test.id)
            here.app.settle()
        tests.detail.take_next_step()
        here.app.settle()
        here.fill(**answers)
    assert screenings.of_client(session, client.id)[0].state is Shown.TOLD
    view = tests.detail.findChild(ResultView)
    assert view.is_covered()
    view.look()
    here.app.settle()
    assert not view.is_covered()

    page = here.go("health-clients")
    page.open(client.id)
    here.app.settle()
    page.act(client.id, "consent")
    here.app.settle()
    here.fill(purpose=REFER_FACILITY, answer="given", how="oral", recipient=CLINIC)
    page.act(client.id, "care_refer")
    here.app.settle()
    here.fill(service="arv", facility=CLINIC)
    here.press(page, TRANSITIONS[CareState.REFERRED, "arrive"].label)
    here.fill(on=session.today())
    assert care.of_client(session, client.id).care[0].state is CareState.IN_CARE

    with session.at(session.clock() + timedelta(days=190)):
        today = here.go("today")
        today.refresh()
        here.app.settle()
        page = here.go("health-clients")
        page.refresh()
        here.app.settle()
        here.press(page, "Record the check")
        here.fill(kept=Kept.YES, on=session.today())
        counted = figures.unit_figures(session, year(client.first_on.year))
    assert (counted.total(LINKED), counted.total(RETAINED_6)) == (1, 1)

    tests = here.go("screenings")
    assert view.is_covered()  # nothing that was looked at stands there when one comes back
    view.look()
    here.app.settle()
    assert not view.is_covered()
    here.app.desk.lock()
    assert view.is_covered()
