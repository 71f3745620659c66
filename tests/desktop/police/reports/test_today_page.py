"""The day's work: what is late comes first, each line says what to do, and a quiet day is quiet."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import delete

from app.desktop.background import busy
from app.desktop.police.reports.declared import LIST
from app.desktop.police.reports.work import REPORT_WORK
from app.desktop.records.changes import Changes
from app.desktop.records.leads import Lead
from app.desktop.records.list_pane import ListPane
from app.desktop.theme import Tone
from app.desktop.today.page import TodayPage
from app.police.reports import services_limits
from app.police.reports.declared import DESK
from app.vault.session import Session
from tests.clocked import MORNING
from tests.desktop.police.reports.register import settled, shown
from tests.desktop.walk import walk
from tests.police.reports.builders import received, verifying


def page_of(qtbot: Any, session: Session, changes: Changes) -> TodayPage:
    page = TodayPage(session, changes, {"reports": REPORT_WORK})
    shown(qtbot, page)
    return page


def heads(page: TodayPage) -> list[str]:
    return [
        label.text()
        for label in page.findChildren(QLabel)
        if label.property("look") == "section" and label.isVisibleTo(page)
    ]


def test_what_is_late_stands_first_and_is_told_to_the_navigation(qtbot, police_lead, changes) -> None:
    with police_lead.at(MORNING):
        verifying(police_lead)
    with police_lead.at(MORNING + timedelta(days=23)):
        page = TodayPage(police_lead, changes, {"reports": REPORT_WORK})
        with qtbot.waitSignal(page.pressing) as told:
            shown(qtbot, page)

        assert heads(page)[0] == "Quá hạn"
        assert "quá hạn 3 ngày" in page.lines()[0].accessibleName()
        assert told.args == [1, Tone.BAD]


def test_ctrl_n_takes_in_a_report_from_here_too(qtbot, lead, changes) -> None:
    page = page_of(qtbot, lead, changes)
    page.activateWindow()

    with qtbot.waitSignal(page.led) as told:
        QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert told.args == [Lead("reports", "new")]


def test_enter_opens_a_line_and_the_arrows_go_on(qtbot, lead, changes) -> None:
    first, second = received(lead).report_id, received(lead).report_id
    page = page_of(qtbot, lead, changes)
    page.lines()[0].setFocus()

    QTest.keyClick(page.lines()[0], Qt.Key.Key_Down)
    with qtbot.waitSignal(page.led) as told:
        QTest.keyClick(page.lines()[1], Qt.Key.Key_Return)

    assert page.focusWidget() is page.lines()[1]
    assert told.args[0] in (Lead("reports", "open", (first,)), Lead("reports", "open", (second,)))


def test_the_button_of_a_line_is_its_next_step(qtbot, lead, changes) -> None:
    report = verifying(lead).report_id
    page = page_of(qtbot, lead, changes)
    step = next(made for made in page.findChildren(QPushButton) if made.text() == "Kết luận xác minh")

    with qtbot.waitSignal(page.led) as told:
        step.click()

    assert told.args == [Lead("reports", "step", (report, "conclude"))]


def test_a_report_stands_in_one_group_only(qtbot, lead, changes) -> None:
    report = verifying(lead).report_id
    services_limits.escalate(lead, report, "Xin ý kiến")
    page = page_of(qtbot, lead, changes)

    assert len([line for line in page.lines() if "001/2026/TB" in line.accessibleName()]) == 1
    assert heads(page)[0] == "Xin ý kiến lãnh đạo"


def test_a_draft_is_offered_again(qtbot, lead, changes) -> None:
    DESK.save_draft(lead, "report", "new-1", {"values": {"content": "Đang viết dở"}})
    page = page_of(qtbot, lead, changes)

    with qtbot.waitSignal(page.led) as told:
        QTest.keyClick(page.lines()[0], Qt.Key.Key_Return)

    assert told.args[0].verb == "resume_draft"
    assert told.args[0].values[0].record_id == "new-1"
    assert "Đang viết dở" in page.lines()[0].accessibleName()


def test_a_quiet_day_says_so(qtbot, lead, changes) -> None:
    page = page_of(qtbot, lead, changes)

    assert page.calm.isVisible()
    assert page.lines() == []


def test_it_hears_of_a_change(qtbot, lead, changes) -> None:
    page = page_of(qtbot, lead, changes)
    changes.tell(received(lead))
    settled(qtbot)

    assert not page.calm.isVisible()
    assert len(page.lines()) == 1


def test_it_can_be_used_without_a_mouse(qtbot, lead, changes) -> None:
    verifying(lead)
    received(lead)
    assert walk(page_of(qtbot, lead, changes)) == []


def test_the_views_of_the_person_before_hear_of_no_change(qtbot, lead, changes) -> None:
    for view in (TodayPage(lead, changes, {"reports": REPORT_WORK}), ListPane(lead, changes, LIST)):
        qtbot.waitUntil(lambda: not busy())
        delete(view)

    with qtbot.captureExceptions() as raised:
        changes.tell(None)

    assert raised == []
