"""Importing a register through the window: four steps on a real file and a real vault."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.common.i18n import language
from app.common.outside import reading
from app.desktop.importing.page import COLUMNS, DONE, FILE, ROWS, ImportPage
from app.desktop.importing.preview import Show
from app.desktop.widgets.problem import Problem, present_with
from app.desktop.widgets.progress import ProgressDialog
from app.kinds import importable
from app.police.reports import queries
from app.vault.session import Session
from tests.attack import workbook_files as files
from tests.desktop.importing.register import line, register
from tests.desktop.walk import walk
from tests.real_input.sheets import each_text, in_tcvn3

GOOD = [
    line(1, date(2025, 3, 5), "Nghi có hoạt động mại dâm tại quán karaoke"),
    line(2, "6.3.25", "Phát tờ rơi massage"),
]
BAD = line(3, "ngày mưa", "Ngày không đọc được")


@pytest.fixture
def page(qtbot: QtBot, police_officer: Session) -> ImportPage:
    made = ImportPage(police_officer, importable("reports"))
    qtbot.addWidget(made)
    made.resize(1130, 700)
    made.show()
    return made


def read(qtbot: QtBot, page: ImportPage, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    page.read(path)
    qtbot.waitUntil(lambda: page.step() == COLUMNS, timeout=10_000)


def store(qtbot: QtBot, page: ImportPage) -> None:
    page.preview.go.click()
    qtbot.waitUntil(lambda: page.step() == DONE, timeout=10_000)


def test_a_register_with_titles_and_column_numbers_is_stored_row_by_row(
    qtbot: QtBot, page: ImportPage, police_officer: Session, tmp_path: Path
) -> None:
    read(qtbot, page, tmp_path / "so.xlsx", register(GOOD))
    page.columns.next.click()
    assert page.step() == ROWS
    store(qtbot, page)
    rows = queries.list_reports(police_officer).rows
    assert {row.number for row in rows} == {"001/2025/TB", "002/2025/TB"}
    assert {row.received_on for row in rows} == {date(2025, 3, 5), date(2025, 3, 6)}
    steps = page._steps._buttons
    assert [made.isEnabled() for made in steps] == [False, False, False, True]  # what is stored is not gone back from


def test_the_cursor_follows_the_steps_and_columns_say_what_they_hold(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    long = "Phản ánh quán karaoke hoạt động quá giờ, mở nhạc lớn, nghi có tệ nạn"
    read(qtbot, page, tmp_path / "so.xlsx", register([each_text(line(n, "6.3.25", long), in_tcvn3) for n in range(9)]))
    assert page.focusWidget() is page.columns.next
    said = [made.text() for made in page.columns.findChildren(QLabel)]
    assert "đã chuyển từ TCVN3 (.VnTime)" in said
    assert any(text.startswith("Phản ánh quán karaoke hoạt…") for text in said), said
    page.columns.next.click()
    assert page.focusWidget() is page.preview.tabs[Show.ALL]


def test_with_an_error_nothing_can_be_stored_until_that_row_is_left_out(
    qtbot: QtBot, page: ImportPage, police_officer: Session, tmp_path: Path
) -> None:
    read(qtbot, page, tmp_path / "so.xlsx", register([*GOOD, BAD]))
    page.columns.next.click()
    assert page.preview.tabs[Show.ERRORS].isChecked()
    assert not page.preview.go.isEnabled()
    page.preview.leave_out.setChecked(True)
    store(qtbot, page)
    assert queries.count_reports(police_officer) == 2


def test_rows_left_out_are_saved_with_the_reason(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    read(qtbot, page, tmp_path / "so.xlsx", register([*GOOD, BAD]))
    target = tmp_path / "bo-ra.xlsx"
    page.save_left_out(target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    values = [cell.value for row in load_workbook(target).worksheets[0].iter_rows() for cell in row]
    assert any("ngày mưa" in str(value) for value in values)


def test_importing_the_same_file_again_stores_nothing(
    qtbot: QtBot, page: ImportPage, police_officer: Session, tmp_path: Path
) -> None:
    read(qtbot, page, tmp_path / "so.xlsx", register(GOOD))
    page.columns.next.click()
    store(qtbot, page)
    page.done.another.click()
    assert page.step() == FILE
    read(qtbot, page, tmp_path / "so.xlsx", register(GOOD))
    page.columns.next.click()
    assert not page.preview.go.isEnabled()
    assert queries.count_reports(police_officer) == 2


def test_a_whole_import_is_undone_as_one_step(
    qtbot: QtBot, page: ImportPage, police_officer: Session, tmp_path: Path
) -> None:
    read(qtbot, page, tmp_path / "so.xlsx", register(GOOD))
    page.columns.next.click()
    store(qtbot, page)
    with qtbot.waitSignal(page.changed, timeout=10_000):
        page._undo()
    assert queries.count_reports(police_officer) == 0


def test_a_column_corrected_by_hand_is_read_again(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    read(qtbot, page, tmp_path / "so.xlsx", register(GOOD))
    boxes = {column.heading: box for column, box in page.columns._boxes}
    box = boxes["Kết quả"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: page._plan is not None and "outcome" not in {c.field for c in page._plan.columns})
    assert page.columns.next.isEnabled()


def test_every_step_can_be_worked_by_keyboard_and_named_by_a_screen_reader(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    assert language() == "vi"
    read(qtbot, page, tmp_path / "so.xlsx", register([*GOOD, BAD]))
    assert walk(page) == []
    page.columns.next.click()
    assert walk(page) == []


def dialogs() -> list[ProgressDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, ProgressDialog) and each.isVisible()]


def test_a_reading_that_is_cancelled_ends_the_reader_and_leaves_the_page_as_it_was(
    qtbot: QtBot, page: ImportPage, police_officer: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = "import sys, time; time.sleep(60)"
    monkeypatch.setattr(reading, "_BEGIN", waits)
    (tmp_path / "so.xlsx").write_bytes(register(GOOD))
    page.read(tmp_path / "so.xlsx")
    [dialog] = dialogs()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not dialogs(), timeout=5_000)
    assert page.step() == FILE
    assert queries.count_reports(police_officer) == 0


def test_a_file_made_to_harm_is_a_sentence_and_another_can_be_chosen(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    said: list[Problem] = []
    present_with(said.append)
    wide = files.xlsx([files.sheet(files.rows_xml() + f'<row r="30">{files.cell("XFD30", 1)}</row>')])
    (tmp_path / "xấu.xlsx").write_bytes(files.archive(wide))
    page.read(tmp_path / "xấu.xlsx")
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert "cột thứ 256" in said[0].text
    assert page.step() == FILE
    read(qtbot, page, tmp_path / "so.xlsx", register(GOOD))
