"""A list is assembled from what its type declares: columns, orders, filters as chips and panel, words when empty."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.desktop.records.filter_fields import chips
from app.desktop.records.filter_panel import FilterPanel
from app.desktop.records.list_pane import EMPTY, TABLE, ListPane
from app.desktop.theme import theme
from tests.desktop.police.reports.register import settled, shown
from tests.desktop.records.things import LIST, TODAY, Store, Where
from tests.desktop.walk import walk

LONG = "Nhà nghỉ Hoa Sen có nhiều khách lạ ra vào sau nửa đêm, người dân ngại không dám nói"


def pane_of(qtbot: Any, session: Any, changes: Any) -> ListPane:
    pane = ListPane(session, changes, LIST)
    shown(qtbot, pane)
    return pane


def numbers(pane: ListPane) -> list[str]:
    return [row.number for row in pane.table.rows.rows()]


def columns_shown(pane: ListPane) -> list[str]:
    return [column.key for at, column in enumerate(pane.table.rows.columns) if not pane.table.isColumnHidden(at)]


def test_it_lists_counts_and_offers_what_was_declared(qtbot, store: Store, session, changes) -> None:
    store.add(LONG)
    pane = pane_of(qtbot, session, changes)

    assert numbers(pane) == ["CS001"]
    assert pane.new.isVisible() and pane.export.isHidden()
    assert walk(pane) == []


def test_where_the_main_column_has_no_room_it_becomes_the_second_line(qtbot, store: Store, session, changes) -> None:
    store.add(LONG)
    pane = pane_of(qtbot, session, changes)
    assert not pane.table.two_lines

    pane.resize(380, 600)
    settled(qtbot)

    assert pane.table.two_lines
    assert "words" not in columns_shown(pane)
    assert pane.table.rowHeight(0) > 48
    theme().changed.emit()  # other colours: every table makes its rows one line high
    assert pane.table.rowHeight(0) > 48
    assert pane.table.horizontalHeader().length() <= pane.table.viewport().width()
    pane.resize(1134, 600)
    settled(qtbot)
    assert columns_shown(pane) == ["number", "words", "since", "colour"]


def test_what_the_second_line_says_stands_in_no_column_beside_it(qtbot, store: Store, session, changes) -> None:
    store.add(LONG)
    pane = ListPane(session, changes, replace(LIST, second_says=("since",)))
    shown(qtbot, pane)
    assert "since" in columns_shown(pane)

    pane.resize(380, 600)
    settled(qtbot)

    assert pane.table.two_lines and "since" not in columns_shown(pane)


def test_the_second_line_belongs_to_its_row(qtbot, store: Store, session, changes) -> None:
    store.add(LONG)
    store.add("Khác")
    pane = pane_of(qtbot, session, changes)
    pane.resize(380, 600)
    settled(qtbot)
    beside = QPoint(pane.table.viewport().width() - 3, pane.table.rowViewportPosition(1) + 40)

    with qtbot.waitSignal(pane.opened) as told:
        QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=beside)

    assert told.args == [2]


def test_every_page_is_fetched_as_one_scrolls(qtbot, store: Store, session, changes) -> None:
    for number in range(450):
        store.add(f"việc {number}")
    pane = pane_of(qtbot, session, changes)
    assert pane.table.rows.rowCount() == 200

    while pane.table.rows.canFetchMore(pane.table.rootIndex()):
        pane.table.rows.fetchMore(pane.table.rootIndex())
        settled(qtbot)

    assert pane.table.rows.rowCount() == 450


def test_each_kind_of_filter_is_a_chip(qtbot, session) -> None:
    where = Where(frozenset({"red"}), village_id=7, since=date(2026, 3, 1), done=True)
    choices = {"village_id": ((7, "Thôn Đông"),)}

    assert chips(session, where, LIST.fields, choices) == {
        "colours/red": "Trạng thái: Quá hạn",
        "village_id": "Thôn Đông",
        "since": "Tiếp nhận từ 01/03/2026",
        "done": "Quá hạn",
    }


def test_a_chip_that_is_closed_takes_its_part_of_the_filter_away(qtbot, store: Store, session, changes) -> None:
    store.add("một", colour="red", village_id=7)
    store.add("hai", village_id=7)
    pane = pane_of(qtbot, session, changes)
    pane.narrow(Where(frozenset({"red"}), village_id=7))
    settled(qtbot)
    assert numbers(pane) == ["CS001"]

    pane.chips.closed.emit("colours/red")
    settled(qtbot)

    assert pane.where == Where(village_id=7)
    assert numbers(pane) == ["CS001", "CS002"]


def test_the_panel_keeps_what_it_has_no_place_for(qtbot, session, changes) -> None:
    where = Where(frozenset({"red"}), 7, TODAY, True, text="hoa sen")
    panel = FilterPanel(None, LIST, where, {"village_id": ((7, "Thôn Đông"),)}, session.today, lambda where: 0)
    qtbot.addWidget(panel)
    settled(qtbot)

    assert panel.filter() == where
    panel.clear.click()
    assert panel.filter() == Where(text="hoa sen")


def test_an_empty_list_says_why_and_what_to_do(qtbot, store: Store, session, changes) -> None:
    pane = pane_of(qtbot, session, changes)
    assert pane._stack.currentIndex() == EMPTY
    store.add("một")
    changes.tell(None)
    settled(qtbot)
    assert pane._stack.currentIndex() == TABLE

    pane.narrow(Where(in_bin=True))
    settled(qtbot)

    assert pane._stack.currentIndex() == EMPTY
    pane.clear_filters()
    settled(qtbot)
    assert pane.where == Where()


def test_a_term_one_settles_on_is_noted_once(qtbot, store: Store, session, changes) -> None:
    store.add("hoa sen")
    pane = pane_of(qtbot, session, changes)
    for words in ("h", "hoa"):
        pane.search_for(words)
        settled(qtbot)
    pane.note()
    pane.note()
    settled(qtbot)

    assert store.noted == [("hoa", 1)]


def test_a_named_filter_comes_back_as_it_was_kept(qtbot, store: Store, session, changes) -> None:
    store.add("một", colour="red")
    pane = pane_of(qtbot, session, changes)
    where = Where(frozenset({"red"}))
    pane.narrow(where)
    pane.saved.keep("Đỏ")
    settled(qtbot)
    pane.clear_filters()

    pane.saved.choose(store.filters[1])
    settled(qtbot)

    assert pane.where == where


def test_a_row_leads_to_others_alike(qtbot, store: Store, session, changes) -> None:
    store.add("một", colour="red")
    store.add("hai")
    pane = pane_of(qtbot, session, changes)
    menu = pane.menu(pane.table.rows.row(0))
    only = next(action.menu() for action in menu.actions() if action.menu() is not None)

    assert isinstance(only, QMenu)
    only.actions()[0].trigger()
    settled(qtbot)

    assert numbers(pane) == ["CS001"]
