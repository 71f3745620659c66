"""Lists: pages by key off the thread, fixed rows, keys, masks."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton

from app.common.i18n import N_
from app.desktop.background import busy
from app.desktop.theme import Tone
from app.desktop.widgets import Column, CountLabel, FilterChips, Page, RecordTable, SearchBox, privacy
from app.desktop.widgets.mask import MASK
from tests.desktop.keyboard import type_text


@dataclass(frozen=True)
class Row:
    number: int
    name: str


COLUMNS: list[Column[Row]] = [
    Column("number", N_("Results"), lambda row: str(row.number), sortable=True),
    Column("name", N_("Reason"), lambda row: row.name, personal=True),
    Column("state", N_("Hidden"), lambda row: "Quá hạn", tone=lambda row: Tone.BAD),
]


def fetch(after: object, _progress: object) -> Page[Row]:
    start = int(str(after)) if after is not None else 0
    rows = [Row(number, f"Nguyễn Thị Hòa {number}") for number in range(start, min(start + 200, 1000))]
    return Page(rows, start + 200 if start + 200 < 1000 else None, 1000)


@pytest.fixture
def table(qtbot) -> RecordTable:
    made = RecordTable(COLUMNS, name="Tin báo", key=lambda row: row.number)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    with qtbot.waitSignal(made.rows.loaded) as told:
        made.load(fetch)
    assert told.args == [1000]
    return made


def test_the_first_page_is_there_and_the_next_comes_by_scrolling(table: RecordTable, qtbot) -> None:
    assert table.rows.rowCount() == 200
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.rows.rowCount() == 400)


def test_the_model_keeps_the_rules_of_models(table: RecordTable, qtbot) -> None:
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.rows.fetchMore(table.rootIndex())
    qtbot.waitUntil(lambda: table.rows.rowCount() == 400)


def test_rows_are_of_one_height(table: RecordTable) -> None:
    assert {table.rowHeight(at) for at in range(50)} == {32}


def test_select_all_asks_instead_of_selecting(table: RecordTable, qtbot) -> None:
    with qtbot.waitSignal(table.all_asked):
        qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.selectionModel().selectedRows()) <= 1  # the cursor, where the list has the focus


def test_the_cursor_stays_on_its_record_after_a_refresh(table: RecordTable, qtbot) -> None:
    table.choose(7)
    with qtbot.waitSignal(table.rows.loaded):
        table.rows.refresh()
    assert table.current() == Row(7, "Nguyễn Thị Hòa 7")


def test_a_record_that_is_gone_leaves_no_cursor(table: RecordTable, qtbot) -> None:
    table.choose(7)
    with qtbot.waitSignal(table.chosen) as told:
        table.rows.set_rows([Row(1, "Trần Hoa")])
    assert told.args == [None]
    assert table.current() is None


def test_enter_opens(table: RecordTable, qtbot) -> None:
    table.choose(3)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args[0].number == 3


def test_a_header_asks_to_sort_up_then_down(table: RecordTable) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, down: asked.append((key, down)))
    for section in (0, 0, 0, 1):
        table.horizontalHeader().sectionClicked.emit(section)
    assert asked == [("number", False), ("number", True), ("number", False)]


def test_names_are_masked_in_lists_while_they_are_hidden(table: RecordTable) -> None:
    privacy().hide_names(True)
    assert table.rows.index(0, 1).data() == MASK
    assert table.rows.index(0, 0).data() == "0"
    assert "Hòa" not in str(table.rows.index(0, 1).data(Qt.ItemDataRole.ToolTipRole))


def test_a_stale_page_is_dropped(table: RecordTable, qtbot) -> None:
    table.load(fetch)
    table.load(lambda after, progress: Page([Row(5, "Lê Quang Đạo")], None, 1))
    qtbot.waitUntil(lambda: not busy())
    assert table.rows.rows() == [Row(5, "Lê Quang Đạo")]


def test_the_search_asks_when_the_fingers_rest_and_at_once_on_enter(qtbot) -> None:
    box = SearchBox(N_("Search"))
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.asked) as told:
        type_text(box, "hòa")
    assert told.args == ["hòa"]
    type_text(box, " bình")
    with qtbot.waitSignal(box.asked, timeout=50) as told:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.args == ["hòa bình"]


def test_each_filter_can_be_closed_by_its_key(qtbot) -> None:
    chips = FilterChips()
    qtbot.addWidget(chips)
    chips.show_filters({"state": "Trạng thái: Đang xác minh", "village": "Thôn Đông"})
    closes = [each for each in chips.findChildren(QToolButton) if each.accessibleName()]
    assert [each.accessibleName() for each in closes] == [
        "Bỏ bộ lọc “Trạng thái: Đang xác minh”",
        "Bỏ bộ lọc “Thôn Đông”",
    ]
    with qtbot.waitSignal(chips.closed) as told:
        closes[1].click()
    assert told.args == ["village"]
    chips.show_filters({})
    assert not chips.isVisible()


def test_a_count_has_its_word(qtbot) -> None:
    count = CountLabel()
    qtbot.addWidget(count)
    count.set_count(1280)
    assert count.text() == "1.280 hồ sơ"
    count.set_count(None)
    assert count.text() == "Đang đếm…"
