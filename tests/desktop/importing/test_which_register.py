"""Is the police asked which register a file is, and is it read and stored as that one?"""

import io
from typing import Any

from openpyxl import Workbook
from PySide6.QtWidgets import QPushButton

from app.desktop.importing.page import COLUMNS, DONE, FILE, ImportPage
from app.desktop.screens import imports_of
from app.desktop.widgets import Confirm
from app.kinds import importable
from app.registry.establishments import queries
from tests.desktop.walk import walk


def premises(path):
    book: Any = Workbook()
    for row in (
        ("Tên cơ sở", "Loại hình", "Chủ cơ sở", "Địa chỉ"),
        ("Karaoke Sao Mai", "Karaoke", "Lê Văn Bình", "Số 1"),
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


def test_a_list_of_premises_is_imported_where_that_is_chosen(qtbot, police_officer, tmp_path):
    offered = imports_of(police_officer)
    assert [each.name for each in offered] == ["reports", "inspections", "establishments"]
    page = ImportPage(police_officer, importable("reports"), offered=offered)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    assert walk(page) == []
    page.file.kind.set_value("establishments")
    assert page.kind() == "establishments"
    page.read(premises(tmp_path / "so.xlsx"))
    qtbot.waitUntil(lambda: page.step() == COLUMNS, timeout=10_000)
    page.columns.next.click()
    with qtbot.waitSignal(page.changed, timeout=10_000) as changed:
        page.preview.go.click()
    assert page.step() == DONE
    assert changed.args == ["establishments"]
    assert [row.owner for row in queries.list_establishments(police_officer).rows] == ["Lê Văn Bình"]
    page._show(FILE)
    earlier = page.file.earlier
    qtbot.waitUntil(earlier.isVisible, timeout=5000)
    assert walk(page) == []
    next(each for each in earlier.findChildren(QPushButton)).click()
    with qtbot.waitSignal(page.changed, timeout=10_000):
        asked: Any = page.findChild(Confirm)
        asked.accept()
    qtbot.waitUntil(earlier.isHidden, timeout=5000)
    assert queries.list_establishments(police_officer).rows == ()


def test_each_unit_is_offered_its_own_registers_alone(social_lead, health_lead):
    assert {each.name for each in imports_of(social_lead)} >= {"cases", "needs-surveys"}
    theirs = {"reports", "inspections", "establishments"}
    assert not theirs & {each.name for each in imports_of(social_lead)}
    assert not (theirs | {"cases", "needs-surveys"}) & {each.name for each in imports_of(health_lead)}
