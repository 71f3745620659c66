"""Does the screen of figures show what a count by hand gives, and the very premises behind a number?"""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrintPreviewDialog

from app.desktop import screens
from app.desktop.police.inspection_plans import figures_print
from app.desktop.police.inspection_plans.figures_page import FiguresPage
from app.desktop.records.leads import Lead
from app.police.inspection_plans import figures
from app.vault.session import Session
from tests.desktop.police.reports.conftest import changes, quiet  # noqa: F401
from tests.desktop.walk import walk
from tests.police.inspection_plans import commune
from tests.police.inspection_plans.conftest import commune_vault, enter, lead  # noqa: F401

Open = Callable[..., FiguresPage]


@pytest.fixture
def page_of(qtbot, changes) -> Iterator[Open]:  # noqa: F811
    def make(session: Session, width: int = 1366, height: int = 768) -> FiguresPage:
        page = FiguresPage(session, changes)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        qtbot.waitUntil(lambda: page.copy.isEnabled(), timeout=5000)
        return page

    yield make


def _cells(page: FiguresPage, key: str) -> list[tuple[str, ...]]:
    return [(line.name, *line.cells) for line in page.blocks[key].table.rows.rows()]


def _numbers(page: FiguresPage) -> list[str]:
    return [row.number for row in page.behind.table().rows.rows()]


def test_the_coverage_is_what_a_count_by_hand_gives(qtbot, page_of, lead):  # noqa: F811
    page = page_of(lead)
    assert page.sentence.text() == "Năm 2026 đã kiểm tra 3/12 cơ sở, đạt 25 %."
    assert page.chip.text() == "Đạt chỉ tiêu"
    assert [row[1:] for row in _cells(page, "type")] == [
        ("0", "4", "0 %", "1"), ("0", "4", "0 %", "1"), ("3", "4", "75 %", "0"), ("3", "12", "25 %", "0"),
    ]  # fmt: skip
    assert _cells(page, "village")[:3] == [
        ("Thôn Đoài", "1", "5", "20 %", "0"),
        ("Thôn Đông", "1", "6", "16,6 %", "1"),
        ("Chưa ghi thôn", "1", "1", "100 %", "0"),
    ]
    assert [row[1] for row in _cells(page, "findings")] == ["0", "0", "2", "2"]
    assert [row[1] for row in _cells(page, "premises")] == ["2", "3", "0"]
    chart = page.blocks["village"].chart
    assert [bar.words for bar in chart.bars()] == ["1 / 5 (20 %)", "1 / 6 (16,6 %)", "1 / 1 (100 %)"]
    # Another year counts its own visits: CS004 to CS008 and CS011.
    page.year.set_value(2025)
    qtbot.waitUntil(lambda: "2025" in page.sentence.text(), timeout=5000)
    assert page.sentence.text() == "Năm 2025 đã kiểm tra 6/12 cơ sở, đạt 50 %."
    page.year.set_value(2024)
    qtbot.waitUntil(lambda: page.chip.text() == "Không đạt chỉ tiêu", timeout=5000)


def test_a_line_shows_the_premises_behind_it_and_they_lead_on(qtbot, page_of, lead):  # noqa: F811
    page = page_of(lead)
    assert _numbers(page) == ["CS001", "CS002", "CS003", "CS004"]  # the first line, from the start
    cafes = page.blocks["type"].table
    assert cafes.choose("cafe")
    assert _numbers(page) == ["CS011", "CS009", "CS010", "CS012"]
    states = [page.behind.table().rows.index(at, 2).data() for at in range(4)]
    assert states == ["Chưa kiểm tra", "10/02/2026", "11/02/2026", "20/01/2026"]
    page.blocks["premises"].table.choose("never")
    assert _numbers(page) == ["CS001", "CS002"]
    assert cafes.current() is None  # one cursor among the tables
    cafes.choose("cafe")
    qtbot.keyClick(cafes, Qt.Key.Key_Return)
    first = page.behind.table().current()
    assert first.number == "CS011"
    with qtbot.waitSignal(page.led) as led:
        qtbot.keyClick(page.behind.table(), Qt.Key.Key_Return)
    assert led.args == [Lead("establishments", "open", (first.establishment_id,))]
    page.blocks["findings"].table.choose(figures.Age.VERY_OLD.value)
    finding = page.behind.table().rows.row(0)
    with qtbot.waitSignal(page.led) as led:
        page.behind.table().opened.emit(finding)
    assert led.args == [Lead("inspections", "open", (finding.inspection_id,))]
    page.blocks["premises"].table.choose("ended")
    assert _numbers(page) == ["CS002", "CS004", "CS007"]


def test_the_figures_are_read_again_and_the_cursor_stays(qtbot, page_of, lead, changes):  # noqa: F811
    page = page_of(lead)
    page.blocks["type"].table.choose("karaoke")
    never = figures.never_inspected(lead)[0]
    changes.told.emit(commune.inspected(lead, never.establishment_id, date(2026, 3, 10)))
    qtbot.waitUntil(lambda: "4/12" in page.sentence.text(), timeout=5000)
    assert page.blocks["type"].table.current().key == "karaoke"
    assert _numbers(page) == ["CS002", "CS003", "CS004", "CS001"]
    page.hide()
    changes.told.emit(commune.inspected(lead, never.establishment_id + 1, date(2026, 3, 9)))
    assert "4/12" in page.sentence.text()
    page.show()
    qtbot.waitUntil(lambda: "5/12" in page.sentence.text(), timeout=5000)


def test_a_viewer_sees_it_copies_it_and_walks_it_by_keys(qtbot, page_of, enter):  # noqa: F811
    viewer = enter("viewer")
    assert "figures" in [screen.key for screen in screens.for_session(viewer)]
    assert "figures" not in [screen.key for screen in screens.for_session(enter("health"))]
    page = page_of(viewer)
    assert page.sentence.text().startswith("Năm 2026 đã kiểm tra 3/12")
    page.resize(1366, 4000)  # every table in sight: where one is scrolled away, its place says nothing
    assert walk(page) == []
    page.resize(1366, 768)
    villages = page.blocks["village"].table
    villages.setFocus()
    qtbot.keyClick(villages, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert villages.current().key == "*"
    low = villages.viewport().mapTo(page.area, villages.visualRect(villages.currentIndex()).bottomLeft())
    assert low.y() <= page.area.height()  # the page follows the cursor
    assert not page.blocks["type"].stacked()
    page.copy_tables()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert "Loại hình\tĐã kiểm tra\tĐang hoạt động\tTỷ lệ\tCòn thiếu" in copied
    assert "Thôn Đông\t1\t6\t16,6 %\t1" in copied
    assert not any("CS0" in line for line in copied)
    page.resize(700, 700)
    qtbot.waitUntil(page.blocks["type"].stacked, timeout=2000)


def test_the_pages_for_paper_are_drawn(page_of, lead):  # noqa: F811
    page = page_of(lead)
    data = QByteArray()
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    assert figures_print.paint(writer, page._read) == 2
    assert bytes(data.data()).startswith(b"%PDF")
    page.print.click()
    previews = page.findChildren(QPrintPreviewDialog)
    assert [each.windowTitle() for each in previews] == ["In: Số liệu kiểm tra"]
    previews[0].close()
