"""Can a group session be entered, corrected and removed on the screen, by keyboard alone, with its numbers?"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.health.group_sessions.declared import HEALTH_SESSIONS, SESSION_WORK
from app.desktop.health.group_sessions.figures import SessionFigures
from app.desktop.health.group_sessions.page import SessionsPage
from app.desktop.health.supplies.tables import NumbersTable
from app.health.group_sessions import queries, services
from app.health.group_sessions.declared import SessionEntry, SessionFilter
from app.health.group_sessions.terms import Audience, Form, TestKind
from app.health.supplies import queries as supplies
from app.health.supplies import services as stock
from app.health.supplies.values import Receipt
from tests.desktop.health.stock.test_supplies import dialog_of, do, key, settle, typed
from tests.desktop.keyboard import type_text
from tests.desktop.walk import walk

CONDOMS = 1


@pytest.fixture
def stocked(lead):
    stock.receive(lead, CONDOMS, Receipt(date(2026, 1, 5), 300, "CDC", "A", date(2028, 4, 1)))
    return lead


def page_of(qtbot, session, changes):
    page = SessionsPage(session, changes)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    settle(qtbot)
    return page


def talk(session, **more) -> int:
    entry = SessionEntry(date(2026, 3, 2), Form.TALK, Audience.COMMUNITY, "Nhà văn hóa", **more)
    return services.add_session(session, entry).id


def test_a_session_is_entered_by_keyboard_and_what_it_hands_out_leaves_the_stock(qtbot, stocked, changes):
    page = page_of(qtbot, stocked, changes)
    key(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.form()
    form.form.set_values({"audience": Audience.ESTABLISHMENTS})
    form.form.field("place").editor.setFocus()
    typed(qtbot, "Hội trường xã")
    table = form.form.field("reached").editor
    table.setFocus()
    typed(qtbot, "", "3", "", "12", "8")  # across, then the next age band
    assert table.whole.text() == "tất cả 23"
    handed = form.form.field("handed_out").editor
    handed.setFocus()
    typed(qtbot, "350")
    key(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    assert "300" in form.form.box("handed_out").error_text()  # refused, and nothing was kept
    assert queries.count_sessions(stocked) == 0

    handed.numbers[str(CONDOMS)].selectAll()
    handed.numbers[str(CONDOMS)].setFocus()
    type_text(handed.numbers[str(CONDOMS)], "50")
    with qtbot.waitSignal(form.saved, timeout=5000):
        key(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    detail = page.detail.detail()
    assert detail.entry.reached == {("male", "under_15"): 3, ("female", "15_19"): 12, ("male", "15_19"): 8}
    assert supplies.read_item(stocked, CONDOMS).left == 250
    (shown,) = page.detail.findChildren(NumbersTable)
    assert shown.rows[-1].cells == ("Cộng", "12", "11", "0", "23")
    assert walk(page) == []


def test_a_session_is_corrected_removed_and_restored(qtbot, stocked, changes):
    made = talk(stocked, handed_out={CONDOMS: 20}, tests={TestKind.HIV: 4})
    page = page_of(qtbot, stocked, changes)
    page.open(made)
    settle(qtbot)
    key(qtbot, Qt.Key.Key_F2)
    form = page.form()
    assert form.form.values()["handed_out"] == (("1", 20),)
    form.form.set_values({"handed_out": [["1", 30]], "note": "sửa"})
    form.form.changed.emit()
    with qtbot.waitSignal(form.saved, timeout=5000):
        form.save()
    settle(qtbot)
    assert supplies.read_item(stocked, CONDOMS).left == 270

    page.step(made, "remove")
    dialog = dialog_of(qtbot, page)
    dialog.form.set_values({"reason": "nhập trùng"})
    do(qtbot, page, dialog)
    assert page.detail.detail().removed
    assert page.detail.detail().next_step.name == "restore"
    assert supplies.read_item(stocked, CONDOMS).left == 300
    page.show_filtered(SessionFilter(in_bin=True))
    settle(qtbot)
    assert [row.id for row in page.list.table.rows.rows()] == [made]
    page.detail.take_next_step()
    do(qtbot, page, dialog_of(qtbot, page))
    assert supplies.read_item(stocked, CONDOMS).left == 270


def test_what_was_typed_is_kept_as_a_draft_that_the_days_work_offers_again(qtbot, stocked, changes):
    page = page_of(qtbot, stocked, changes)
    page.new()
    form = page.form()
    form.form.set_values({"place": "Chợ phiên", "reached": [["female/15_19", 4]], "topics": ["hiv"]})
    form.keeper.touch()
    form.close_form()
    settle(qtbot)
    (line,) = SESSION_WORK.show(stocked, SESSION_WORK.read(stocked)).drafts
    assert "Chợ phiên" in line.words
    page.resume_draft(line.lead.values[0])
    values = page.form().form.values()
    assert (values["reached"], values["topics"]) == ((("female/15_19", 4),), ("hiv",))
    page.form().close_form()
    settle(qtbot)


def test_the_years_figures_stand_over_the_list_and_go_with_escape(qtbot, stocked, viewer, changes):
    talk(stocked, reached={("female", "25_49"): 14, ("male", "25_49"): 6}, handed_out={CONDOMS: 40})
    page = page_of(qtbot, viewer, changes)
    page.list.table.setFocus()
    key(qtbot, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    figures = page.form()
    assert isinstance(figures, SessionFigures)
    assert [row.cells for row in figures.table.rows] == [
        ("01/2026", "0", "0", "0", "0"),
        ("02/2026", "0", "0", "0", "0"),
        ("03/2026", "1", "20", "14", "0"),
    ]
    assert "01, 02" in figures.said.text()
    assert walk(page) == []
    QApplication.processEvents()
    key(qtbot, Qt.Key.Key_Escape)
    assert page.form() is None
    assert page.list.new_label == ""  # a viewer enters none
    assert HEALTH_SESSIONS.list.new(stocked) != ""
