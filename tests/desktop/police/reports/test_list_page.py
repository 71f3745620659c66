"""List and opened report together: from a line to the step, to the toast, and back by Ctrl+Z."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.desktop.police.reports.page import reports_page
from app.desktop.police.reports.work import REPORT_WORK
from app.desktop.records.step_dialog import StepDialog
from app.desktop.shell import MainWindow, Place
from app.desktop.today.page import TodayPage
from app.desktop.widgets import UiState
from app.police.reports import services
from app.police.reports.rules import StepFacts
from app.police.reports.terms import State
from app.vault.session import Session
from tests.desktop.police.reports.register import audited, child, detail_in, settled
from tests.desktop.walk import walk
from tests.police.reports.builders import received


def _the_same(screen: QWidget) -> QWidget:
    return screen


class Here:
    """The window with both pages, as a person of the police has it."""

    def __init__(self, qtbot: Any, session: Session, changes: Any, state: UiState) -> None:
        self.window = MainWindow(state)
        qtbot.addWidget(self.window)
        self.page, self.today = reports_page(session, changes), TodayPage(session, changes, {"reports": REPORT_WORK})
        for key, screen in (("today", self.today), ("reports", self.page)):
            self.window.add_place(Place(key, N_("Reports and petitions"), "reports", partial(_the_same, screen)))
        self.window.undo_asked.connect(self.page.undo_if_shown)
        self.window.resize(1366, 728)
        self.window.show()
        self.window.go("today")
        self.window.go("reports")
        settled(qtbot)


@pytest.fixture
def here(qtbot, lead, changes, tmp_path) -> Here:
    received(lead, content="Tin thứ nhất")
    received(lead, content="Tin thứ hai")
    return Here(qtbot, lead, changes, UiState(tmp_path))


def test_showing_the_page_opens_no_report(here: Here, lead: Session, qtbot) -> None:
    settled(qtbot)

    assert here.page.detail.detail() is None
    assert audited(lead, "reports.open") == []


def test_a_click_opens_at_once(here: Here, qtbot) -> None:
    table = here.page.list.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.rows.index(1, 1)).center())
    settled(qtbot)

    assert detail_in(here.page.detail).number == table.rows.row(1).number


def test_a_step_is_taken_everywhere_seen_and_taken_back(here: Here, lead: Session, qtbot) -> None:
    table = here.page.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settled(qtbot)
    report = detail_in(here.page.detail)
    here.page.done(services.take_step(lead, report.id, "accept", StepFacts()))
    settled(qtbot)
    assert detail_in(here.page.detail).state is State.ACCEPTED
    assert table.current().state is State.ACCEPTED
    assert here.window.toast.can_undo()
    assert any("Đã thụ lý" in line.accessibleName() for line in here.today.lines())

    QTest.keyClick(here.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)

    assert detail_in(here.page.detail).state is State.RECEIVED
    assert table.current().state is State.RECEIVED


def test_ctrl_z_works_when_the_toast_is_gone(here: Here, lead: Session, qtbot) -> None:
    report = here.page.list.table.rows.row(0).id
    here.page.done(services.take_step(lead, report, "accept", StepFacts()))
    here.page.open(report)
    settled(qtbot)
    here.window.toast.put_away()

    QTest.keyClick(here.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)

    assert detail_in(here.page.detail).state is State.RECEIVED


def test_the_next_step_asks_what_it_needs_in_its_dialog(here: Here, qtbot) -> None:
    here.page.open(here.page.list.table.rows.row(0).id)
    settled(qtbot)
    QTest.keyClick(here.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)
    dialog = child(here.page, StepDialog)
    dialog.do.click()
    settled(qtbot)

    assert detail_in(here.page.detail).state is State.ACCEPTED


def test_the_form_covers_the_page_and_gives_it_back(here: Here, qtbot) -> None:
    QTest.keyClick(here.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)
    assert here.page.form() is not None
    assert not here.page.list.isVisible()

    here.page.open(here.page.list.table.rows.row(0).id)
    settled(qtbot)

    assert here.page.form() is None
    assert here.page.list.isVisible()


def test_f8_gives_the_list_the_whole_width(here: Here, qtbot) -> None:
    QTest.keyClick(here.window, Qt.Key.Key_F8)
    assert here.page.detail.isHidden()

    QTest.keyClick(here.window, Qt.Key.Key_F8)
    assert here.page.detail.isVisible()


def test_the_whole_window_can_be_used_without_a_mouse(here: Here, qtbot) -> None:
    here.page.open(here.page.list.table.rows.row(0).id)
    settled(qtbot)

    assert walk(here.window) == []
