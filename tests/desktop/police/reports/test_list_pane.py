"""The list: what is found, what is audited, what the keys do, what a viewer may."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.desktop.police.reports.declared import LIST
from app.desktop.police.reports.list_columns import around_hit
from app.desktop.records.changes import Changes
from app.desktop.records.filter_panel import FilterPanel
from app.desktop.records.list_pane import EMPTY, TABLE, ListPane
from app.desktop.widgets import privacy
from app.desktop.widgets.cells import ICONS, SPANS, TONE
from app.desktop.widgets.mask import MASK
from app.police.reports.declared import ReportFilter
from app.police.reports.terms import Flag, ReportKind, State
from app.police.reports.values import Reporter
from app.vault.session import Session
from tests.desktop.keyboard import type_text
from tests.desktop.police.reports.register import audited, child, settled, shown
from tests.desktop.walk import walk
from tests.police.reports.builders import ANONYMOUS, closed, received, verifying


@pytest.fixture
def filled(lead: Session) -> Session:
    """Three reports: one usual, one about a child, one denunciation."""
    received(lead, content="Quán mở nhạc lớn sau 22 giờ")
    received(lead, content="Có cháu bé bị ép làm việc", flags=frozenset({Flag.CHILD}), reporter=ANONYMOUS)
    received(lead, ReportKind.DENUNCIATION, content="Tố cáo việc nhận tiền", reporter=Reporter(name="Trần Văn Kín"))
    return lead


def pane_of(qtbot: Any, session: Session, changes: Changes) -> ListPane:
    pane = ListPane(session, changes, LIST)
    shown(qtbot, pane)
    return pane


def cell(pane: ListPane, at: int, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
    rows = pane.table.rows
    return rows.index(at, [column.key for column in rows.columns].index(key)).data(role)


def numbers(pane: ListPane) -> list[str]:
    return [row.number for row in pane.table.rows.rows()]


# --- what is shown -------------------------------------------------------------------------------------


def test_what_concerns_a_child_comes_first_and_the_count_is_there(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)

    assert cell(pane, 0, "content") == "Có cháu bé bị ép làm việc"
    assert cell(pane, 0, "flags", ICONS) == [("child", "bad")]
    assert pane.count.text() == "3 tin, đơn"


def test_a_sealed_reporter_and_an_anonymous_one_look_different(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    denounced = numbers(pane).index("001/2026/TC")

    assert "Trần Văn Kín" not in cell(pane, denounced, "reporter")
    assert cell(pane, denounced, "reporter", ICONS) == [("lock", "muted")]
    assert cell(pane, 0, "reporter") == "Không nêu tên"
    assert cell(pane, 0, "reporter", ICONS) == []


def test_how_long_still_is_said_in_words(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    usual = numbers(pane).index("001/2026/TB")

    assert cell(pane, usual, "due") == "còn 20 ngày"
    assert cell(pane, usual, "due", TONE) is None


def test_hidden_names_are_hidden_in_the_list_too(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    usual = numbers(pane).index("001/2026/TB")

    privacy().hide_names(True)

    assert cell(pane, usual, "reporter") == MASK


def test_a_narrow_list_gives_up_columns_and_never_scrolls_sideways(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.resize(560, 700)
    settled(qtbot)
    keys = [column.key for column in pane.table.rows.columns]

    left = [key for at, key in enumerate(keys) if not pane.table.isColumnHidden(at)]

    assert left == ["flags", "number", "received", "state", "due"]
    assert pane.table.two_lines  # the content has the second line of each row
    assert pane.table.horizontalHeader().length() <= pane.table.viewport().width()


def test_it_can_be_used_without_a_mouse(qtbot, filled, changes) -> None:
    assert walk(pane_of(qtbot, filled, changes)) == []


# --- search and filters ----------------------------------------------------------------------------------


def test_typing_without_marks_finds_the_name_with_them(qtbot, lead, changes) -> None:
    received(lead, content="Việc của Nguyễn Thị Hòa ở đầu thôn")
    received(lead, content="Việc khác", reporter=ANONYMOUS)
    pane = pane_of(qtbot, lead, changes)

    type_text(pane.search, "nguyen thi hoa")
    qtbot.waitUntil(lambda: pane.where.text == "nguyen thi hoa")
    settled(qtbot)

    assert pane.count.text() == "1 tin, đơn"
    assert [cell(pane, 0, "content")[start:end] for start, end in cell(pane, 0, "content", SPANS)] == [
        "Nguyễn",
        "Thị",
        "Hòa",
    ]


def test_a_narrow_column_shows_the_hit_and_not_only_the_beginning() -> None:
    assert around_hit("Người dân thôn Đông phản ánh Karaoke Sao Mai", "karaoke") == "… phản ánh Karaoke Sao Mai"
    assert around_hit("Karaoke Sao Mai mở muộn", "karaoke") == "Karaoke Sao Mai mở muộn"
    assert around_hit("Không có từ ấy", "karaoke") == "Không có từ ấy"


def test_only_the_term_one_settles_on_is_audited(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    for words in ("nh", "nhạ", "nhạc"):
        pane.search.setText(words)
        pane.search_for(words)
        settled(qtbot)

    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    settled(qtbot)
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    settled(qtbot)

    assert [entry.detail for entry in audited(filled, "reports.search")] == [{"term": "nhạc", "found": 1}]


def test_a_term_left_standing_is_settled_on_by_itself(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.search_for("nhạc")
    settled(qtbot)

    pane._settle.timeout.emit()
    settled(qtbot)

    assert len(audited(filled, "reports.search")) == 1


def test_a_filter_is_a_chip_that_can_be_closed(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.narrow(ReportFilter(kinds=frozenset({ReportKind.DENUNCIATION}), states=frozenset({State.RECEIVED})))
    settled(qtbot)
    assert numbers(pane) == ["001/2026/TC"]

    pane.chips.closed.emit("kinds/denunciation")
    settled(qtbot)

    assert pane.where == ReportFilter(states=frozenset({State.RECEIVED}))
    assert len(numbers(pane)) == 3


def test_nothing_found_says_why_and_leads_back(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.search_for("không có gì như thế")
    settled(qtbot)
    assert pane._stack.currentIndex() == EMPTY
    assert pane.count.text() == "0 tin, đơn"

    pane.clear_filters()
    settled(qtbot)

    assert pane._stack.currentIndex() == TABLE
    assert pane.search.text() == ""


def test_the_panel_counts_before_it_is_applied(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    QTest.keyClick(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    panel = child(pane.window(), FilterPanel)
    settled(qtbot)
    assert walk(panel) == []
    assert panel.do.text() == "Xem 3 tin, đơn"

    panel.boxes["flags", Flag.CHILD].click()
    settled(qtbot)
    assert panel.do.text() == "Xem 1 tin, đơn"
    QTest.keyClick(panel, Qt.Key.Key_Return)
    settled(qtbot)

    assert pane.where == ReportFilter(flags=frozenset({Flag.CHILD}))
    assert pane.count.text() == "1 tin, đơn"


def test_the_panel_gives_back_the_filter_it_was_shown(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    choices = {"village_id": ((7, "Thôn Đông"), (8, "Thôn Đoài"))}
    where = ReportFilter(
        kinds=frozenset({ReportKind.PETITION}),
        officer_id="",
        village_id=7,
        received_from=filled.today(),
        overdue=True,
        text="nhạc",
    )

    panel = FilterPanel(pane, LIST, where, choices, filled.today, lambda where: 0)

    assert panel.filter() == where


def test_a_filter_is_kept_under_a_name_chosen_again_and_forgotten(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    where = ReportFilter(flags=frozenset({Flag.CHILD}))
    pane.narrow(where)
    pane.saved.keep("Trẻ em")
    settled(qtbot)
    pane.clear_filters()
    settled(qtbot)

    pane.saved.choose(pane.saved._saved[0])
    settled(qtbot)
    assert pane.where == where
    pane.saved.forget(pane.saved._saved[0])
    settled(qtbot)

    assert pane.saved.names() == []


# --- orders and keys -------------------------------------------------------------------------------------


def test_a_head_sorts_turns_round_and_goes_back(qtbot, filled, changes) -> None:
    closed(filled, received_on=replace_day(filled, 2), content="Cũ nhất")
    pane = pane_of(qtbot, filled, changes)

    pane.table.sort_asked.emit("received", False)
    settled(qtbot)
    assert cell(pane, 0, "content") == "Cũ nhất"

    pane.table.sort_asked.emit("received", True)
    settled(qtbot)
    assert cell(pane, 3, "content") == "Cũ nhất"

    pane.table.sort_asked.emit("number", True)
    settled(qtbot)
    assert cell(pane, 0, "flags", ICONS) == [("child", "bad")]


def replace_day(session: Session, day: int) -> Any:
    return session.today().replace(day=day)


def test_home_and_end_go_to_the_first_and_the_last_row(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.table.setFocus()

    QTest.keyClick(pane.table, Qt.Key.Key_End)
    assert pane.table.currentIndex().row() == 2

    QTest.keyClick(pane.table, Qt.Key.Key_Home)
    assert pane.table.currentIndex().row() == 0


def test_a_row_is_copied_as_it_can_be_read_and_forgotten(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.table.choose(next(row.id for row in pane.table.rows.rows() if row.number == "001/2026/TC"))

    QTest.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "001/2026/TC" in copied
    assert "Trần Văn Kín" not in copied
    pane.table._forget.timeout.emit()

    assert QGuiApplication.clipboard().text() == ""


def test_coming_to_the_list_puts_the_cursor_nowhere(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)

    pane.table.setFocus(Qt.FocusReason.TabFocusReason)

    assert pane.table.current() is None


def test_the_cursor_stays_on_its_report_after_a_change(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    pane.table.choose(next(row.id for row in pane.table.rows.rows() if row.number == "001/2026/TB"))
    verifying(filled, content="Một tin nữa", flags=frozenset({Flag.VIOLENCE}))

    changes.tell(None)
    settled(qtbot)

    assert pane.count.text() == "4 tin, đơn"
    assert pane.table.current().number == "001/2026/TB"


def test_a_row_leads_to_others_like_it(qtbot, filled, changes) -> None:
    pane = pane_of(qtbot, filled, changes)
    row = next(row for row in pane.table.rows.rows() if row.kind is ReportKind.DENUNCIATION)
    menu = pane.menu(row)
    only = next(action.menu() for action in menu.actions() if action.menu() is not None)

    assert isinstance(only, QMenu)
    only.actions()[0].trigger()
    settled(qtbot)

    assert pane.where == replace(ReportFilter(), kinds=frozenset({ReportKind.DENUNCIATION}))


def test_a_viewer_is_offered_nothing_that_a_viewer_may_not(qtbot, filled, viewer, changes) -> None:
    pane = pane_of(qtbot, viewer, changes)

    assert pane.new.isHidden()
    assert [action.text() for action in pane.menu(pane.table.rows.row(0)).actions() if action.text()] == [
        "Sao chép số",
        "Chỉ hiện",
    ]
