"""List, opened record, steps and form of any type: opened when the cursor rests, changed, told to every view."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.desktop.records.detail_pane import EMPTY, PAGE
from app.desktop.records.form_page import FormPage
from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.widgets.toast import Toast
from tests.desktop.police.reports.register import child, settled
from tests.desktop.records.things import THINGS, Changed, Store
from tests.desktop.walk import walk

Key = Qt.Key


@pytest.fixture
def page(qtbot, store: Store, session: Any, changes: Any) -> RecordsPage:
    store.add("Nhà nghỉ Hoa Sen", village_id=7)
    store.add("Karaoke Sao Mai")
    window = QWidget()
    window.resize(1134, 700)
    Toast(window)
    page = RecordsPage(session, changes, THINGS)
    QVBoxLayout(window).addWidget(page)
    qtbot.addWidget(window)
    window.show()
    settled(qtbot)
    return page


def words(page: RecordsPage) -> list[str]:
    return [label.text() for label in page.detail.findChildren(QLabel) if label.isVisibleTo(page.detail)]


def test_showing_the_page_opens_nothing(page: RecordsPage, store: Store) -> None:
    assert store.opened == []
    assert page.detail._stack.currentIndex() == EMPTY


def test_the_record_on_which_the_cursor_rests_is_opened(page: RecordsPage, store: Store, qtbot) -> None:
    page.list.table.setFocus()
    for _ in range(2):
        QTest.keyClick(page.list.table, Key.Key_Down)

    qtbot.waitUntil(lambda: page.detail._stack.currentIndex() == PAGE)

    assert store.opened == [2]
    assert "CS002" in words(page)


def test_a_section_without_anything_to_say_is_not_there(page: RecordsPage, qtbot) -> None:
    page.open(1)
    settled(qtbot)
    assert "Thôn Đông" in words(page) and "Kết quả" in words(page)

    page.open(2)
    settled(qtbot)

    assert "Kết quả" not in words(page)
    assert walk(page.window()) == []


def test_the_next_step_asks_what_it_needs_and_is_told_to_the_list(page: RecordsPage, store: Store, qtbot) -> None:
    page.open(1)
    settled(qtbot)
    assert page.detail.head.why.text() != ""
    QTest.keyClick(page, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)
    dialog = child(page, StepDialog)
    dialog.do.click()
    assert dialog.form.box("reason").error_text()
    dialog.form.field("reason").editor.set_value("x")
    dialog.do.click()
    settled(qtbot)
    assert dialog.form.box("reason").error_text()  # what the service found stands at its field, too

    dialog.form.field("reason").editor.set_value("Đã xong")
    dialog.do.click()
    settled(qtbot)

    assert store.things[1].done
    assert page.list.table.rows.row(0).done
    assert page.detail.head.step.isHidden()


def test_what_was_typed_for_a_step_is_kept_under_its_types_name(page: RecordsPage, store: Store, qtbot) -> None:
    page.step(1, "finish")
    settled(qtbot)
    dialog = child(page, StepDialog)
    dialog.form.field("reason").editor.set_value("Dở dang")

    dialog.reject()
    settled(qtbot)

    assert [key for key in store.drafts] == [("thing_step:finish", "1")]


def test_somebody_elses_change_is_said_before_the_step_is_taken(page: RecordsPage, store: Store, qtbot) -> None:
    page.step(1, "finish")
    settled(qtbot)
    store.things[1] = replace(store.things[1], words="Tên mới", version=2)
    dialog = child(page, StepDialog)
    dialog.form.field("reason").editor.set_value("Đã xong")
    dialog.do.click()
    settled(qtbot)
    assert not store.things[1].done

    dialog.do.click()
    settled(qtbot)

    assert store.things[1].done


def test_an_act_that_this_person_may_not_do_says_why(page: RecordsPage, qtbot) -> None:
    page.open(1)
    settled(qtbot)
    page.detail.head.menu.aboutToShow.emit()
    actions = {action.text(): action for action in page.detail.head.menu.actions() if action.text()}

    locked = next(action for text, action in actions.items() if not action.isEnabled())

    assert "lãnh đạo" in locked.toolTip()


def test_a_change_of_another_type_refreshes_what_is_open(page: RecordsPage, store: Store, qtbot) -> None:
    page.open(1)
    settled(qtbot)
    store.things[1] = replace(store.things[1], words="Đổi tên")

    page._changes.tell(Changed(2, "CS002", "edit"))
    settled(qtbot)
    assert "Đổi tên" not in words(page)  # it was said to be about the other one
    page._changes.tell("a change of another type")
    settled(qtbot)

    assert "Đổi tên" in words(page)
    assert store.opened == [1]  # reading again is no opening


# --- the form ----------------------------------------------------------------------------------------------


def form_of(page: RecordsPage) -> FormPage:
    form = page.form()
    assert isinstance(form, FormPage)
    return form


def test_the_form_covers_the_page_and_what_it_made_is_opened(page: RecordsPage, store: Store, qtbot) -> None:
    QTest.keyClick(page, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(page)
    assert not page.list.isVisible()
    form.form.field("words").editor.set_value("Cà phê Thu Vàng")
    form.form.field("note").editor.set_value("x")
    form.save()
    settled(qtbot)

    assert page.form() is None
    assert page.detail.detail() == store.things[3]


def test_as_incomplete_only_what_it_cannot_do_without_is_asked_for(page: RecordsPage, store: Store, qtbot) -> None:
    page.new()
    form = form_of(page)
    assert not form.save(incomplete=True)
    form.form.field("words").editor.set_value("Chưa rõ")
    assert not form.save()

    assert form.save(incomplete=True)
    settled(qtbot)

    assert store.things[3].words == "Chưa rõ"


def test_a_form_that_is_left_keeps_its_draft(page: RecordsPage, store: Store, qtbot) -> None:
    page.new()
    form_of(page).form.field("words").editor.set_value("Đang gõ")

    page.open(1)
    settled(qtbot)

    assert page.form() is None
    assert store.drafts["thing", "new"]["values"]["words"] == "Đang gõ"


def test_changing_it_again_goes_on_with_what_was_typed(page: RecordsPage, store: Store, qtbot) -> None:
    page.edit(1)
    settled(qtbot)
    form_of(page).form.field("words").editor.set_value("Nhà nghỉ Hoa Sen, tầng 2")
    form_of(page).close_form()
    settled(qtbot)

    page.edit(1)
    settled(qtbot)
    assert form_of(page).form.draft()["words"] == "Nhà nghỉ Hoa Sen, tầng 2"

    form_of(page).save(incomplete=True)
    settled(qtbot)
    assert store.things[1].words == "Nhà nghỉ Hoa Sen, tầng 2"
    assert store.drafts == {}


def test_down_goes_from_the_search_to_the_first_line(page: RecordsPage, store: Store, qtbot) -> None:
    page.list.search.setFocus()
    QTest.keyClick(page.list.search, Key.Key_Down)

    assert page.list.table.currentIndex().row() == 0
    qtbot.waitUntil(lambda: store.opened == [1])


def test_saving_what_nobody_changed_changes_nothing(page: RecordsPage, store: Store, qtbot) -> None:
    page.edit(1)
    settled(qtbot)
    form = form_of(page)
    form.form.field("note").editor.set_value("x")

    form.save()
    settled(qtbot)

    assert page.form() is None
    assert store.things[1].version == 1
