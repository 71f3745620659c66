"""Does the wizard take the station's register by code, and stop at one with names before anything is read?"""

import io
from datetime import datetime
from typing import Any

from openpyxl import Workbook

from app.desktop.importing.page import COLUMNS, DONE, FILE, ImportPage
from app.desktop.screens import imports_of
from app.desktop.widgets.problem import present_with
from app.health.counselling import queries
from app.kinds import importable


def file(path, head, row):
    book: Any = Workbook()
    book.active.append(head)
    book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


HEAD = ("Ngày tư vấn", "Mã", "Nội dung tư vấn")
ROW = (datetime(2026, 3, 10), "mới", "Phòng, chống HIV/AIDS")


def test_the_wizard_asks_how_new_people_agreed_and_stores_them_by_code(qtbot, officer, tmp_path):
    assert [each.name for each in imports_of(officer)] == ["counselling"]
    page = ImportPage(officer, importable("counselling"), offered=imports_of(officer))
    qtbot.addWidget(page)
    page.show()
    page.read(file(tmp_path / "so.xlsx", HEAD, ROW))
    qtbot.waitUntil(lambda: page.step() == COLUMNS, timeout=10_000)
    choice = page.columns.default
    assert [choice.itemData(at) for at in range(choice.count())] == ["", "oral", "signed_form"]
    choice.setCurrentIndex(1)
    page.columns.default_chosen.emit("oral")
    qtbot.waitUntil(lambda: page._plan is not None and not page._plan.errors, timeout=10_000)
    page.columns.next.click()
    with qtbot.waitSignal(page.changed, timeout=10_000):
        page.preview.go.click()
    assert page.step() == DONE
    (row,) = queries.list_sessions(officer).rows
    assert len(row.client) == 9


def test_a_file_with_names_stays_at_the_first_step_and_says_which_column(qtbot, officer, tmp_path):
    said: list[str] = []
    present_with(lambda problem: said.append(problem.text))
    page = ImportPage(officer, importable("counselling"), offered=imports_of(officer))
    qtbot.addWidget(page)
    page.show()
    page.read(file(tmp_path / "so.xlsx", (*HEAD, "Họ và tên"), (*ROW, "Nguyễn Thị Lan")))
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert page.step() == FILE
    assert "Cột D (“Họ và tên”)" in said[0] and "Lan" not in said[0]
    assert queries.count_sessions(officer) == 0
