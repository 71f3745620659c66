"""The month of inspections, by keys alone: to a day, its inspections, another month; days off are named."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.police.inspections.page import inspections_page
from app.desktop.shell.keys_list import keys_of
from app.desktop.widgets.cells import draw_text
from app.police.inspections.declared import InspectionFilter
from app.registry import services as registry
from app.registry.queries import Day
from tests.desktop.walk import walk
from tests.police.inspections.builders import plan, premises

TODAY = date(2026, 3, 11)


def settle(qtbot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def press(qtbot, widget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)
    settle(qtbot)


@pytest.fixture
def page(qtbot, changes, lead):
    shown = inspections_page(lead, changes)
    qtbot.addWidget(shown)
    shown.resize(1134, 700)
    shown.show()
    settle(qtbot)
    return shown


def calendar_of(qtbot, page):
    QTest.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    assert page.in_calendar()
    return page.calendar


def spoken(grid, day: date) -> str:
    at = grid.days().index(day)
    return str(grid.item(at // 7, at % 7).data(Qt.ItemDataRole.AccessibleTextRole))


def test_by_keys_alone_to_a_day_and_into_its_inspection(qtbot, page, lead) -> None:
    house = premises(lead)
    only = plan(lead, house, date(2026, 3, 19)).inspection_id
    both = [plan(lead, premises(lead, name), date(2026, 3, 20)).inspection_id for name in ("Bar Sao", "Bar Trăng")]
    view = calendar_of(qtbot, page)
    assert view.grid.hasFocus() or page.focusWidget() is view.grid
    assert view.grid.day == TODAY and tr("Today") in spoken(view.grid, TODAY)
    assert any(keys == "Ctrl+M" for keys, _what in keys_of(page))
    assert walk(page) == []

    press(qtbot, view.grid, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert "Nhà nghỉ Thanh Bình" in spoken(view.grid, date(2026, 3, 19))
    press(qtbot, view.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.detail() is not None and page.detail.detail().id == only, timeout=20_000)
    assert not page.in_calendar()

    view = calendar_of(qtbot, page)
    press(qtbot, view.grid, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert page.in_calendar() and view.visits.count() == 2
    press(qtbot, view.visits, Qt.Key.Key_Down)
    chosen = view.visits.currentItem().data(Qt.ItemDataRole.UserRole)
    assert chosen in both and walk(page) == []
    press(qtbot, view.visits, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.detail().id == chosen, timeout=20_000)


def test_months_days_off_and_the_filter(qtbot, page, lead) -> None:
    registry.set_day(lead, Day(date(2026, 4, 8), False, "Nghỉ bù của cơ quan"))
    house = premises(lead)
    plan(lead, house, date(2026, 4, 7))
    view = calendar_of(qtbot, page)
    assert view.count.text().startswith("0 ")

    press(qtbot, view.grid, Qt.Key.Key_PageDown)
    assert view.grid.day == date(2026, 4, 11) and len(view.grid.month.visits) == 1
    assert "Nghỉ bù của cơ quan" in spoken(view.grid, date(2026, 4, 8))
    press(qtbot, view.grid, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert "Nghỉ bù của cơ quan" in view.day_off.text() and view.day_off.isVisible()
    press(qtbot, view.grid, Qt.Key.Key_Home)
    assert view.grid.day == TODAY and view.grid.month.visits == {}
    press(qtbot, view.grid, Qt.Key.Key_PageUp)
    assert view.title.text() == tr("Month {month}/{year}", month=2, year=2026)

    page.list.narrow(InspectionFilter(types=frozenset({"karaoke"}), establishment_ids=frozenset({house})))
    chips = page.list.filter_words()
    settle(qtbot)
    assert chips["establishment_ids"] == "Nhà nghỉ Thanh Bình" and chips["types"] not in ("?", "karaoke")
    page.show_calendar()
    view.go(date(2026, 4, 7))
    settle(qtbot)
    assert view.grid.month.visits == {}
    view.chips.closed.emit("types")
    settle(qtbot)
    assert list(view.grid.month.visits) == [date(2026, 4, 7)]


def test_a_full_day_says_how_many_more(qtbot, page, lead, monkeypatch) -> None:
    from app.desktop.police.inspections import calendar_month

    for name in "ABCDEFG":
        plan(lead, premises(lead, f"Nhà nghỉ Hoa {name}"), date(2026, 3, 12))
    drawn: list[str] = []
    draw = draw_text

    def noting(painter, area, text, *more) -> None:
        drawn.append(text)
        draw(painter, area, text, *more)

    monkeypatch.setattr(calendar_month, "draw_text", noting)
    view = calendar_of(qtbot, page)
    picture = QImage(view.grid.viewport().size(), QImage.Format.Format_RGB32)
    drawn.clear()
    view.grid.viewport().render(picture)
    shown = [text for text in drawn if text.startswith("Hoa ")]
    assert shown and tr("+{count} more", count=7 - len(shown)) in drawn
    assert spoken(view.grid, date(2026, 3, 12)).count("Nhà nghỉ Hoa") == 7
