"""How do the reports' screens look? `python tests/desktop/shots_reports.py FOLDER [VAULT]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any, dict[str, Any]]:
    from app.desktop.police.reports.finder import REPORT_FINDER
    from app.desktop.police.reports.page import reports_page
    from app.desktop.police.reports.work import REPORT_WORK
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.today.page import TodayPage

    session, window = shots.session, shots.window()
    changes = Changes(window)
    work = TodayPage(session, changes, {"reports": REPORT_WORK})
    pages: dict[str, Any] = {"today": work, "reports": reports_page(session, changes)}
    pages["today"].pressing.connect(lambda count, tone: window.set_badge("today", count, tone))
    window.add_place(Place("today", "Today's work", "today", lambda: pages["today"]))
    window.add_place(Place("reports", "Reports and petitions", "reports", lambda: pages["reports"]))
    window.set_search(REPORT_FINDER.find(session))
    shots.show(window, "today")
    return window, pages


def today(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    pages["today"].lines()[1].setFocus()
    shots.grab(window, "today")


def listing(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("reports")
    settle()
    shots.grab(window, "list")
    pages["reports"].toggle_detail()
    shots.grab(window, "list-wide")


def opened(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.police.reports.declared import ReportFilter
    from app.police.reports.terms import ReportKind, State

    window.go("reports")
    page = pages["reports"]
    settle()
    for name, where in (
        ("detail-running", ReportFilter(states=frozenset({State.VERIFYING}))),
        ("detail-sealed", ReportFilter(kinds=frozenset({ReportKind.DENUNCIATION}), unfinished=True)),
        ("detail-closed", ReportFilter(states=frozenset({State.CLOSED}))),
    ):
        page.list.narrow(where)
        settle()
        page.open(page.list.table.rows.row(0).id)
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        shots.grab(window, f"{name}-end")
    page.detail.head.menu.aboutToShow.emit()
    page.detail.head.menu.popup(window.mapToGlobal(window.rect().center()))
    shots.grab(page.detail.head.menu, "detail-menu")
    page.detail.head.menu.close()


def filters(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.desktop.records.filter_panel import FilterPanel
    from app.police.reports.declared import ReportFilter
    from app.police.reports.terms import Flag, State

    window.go("reports")
    page = pages["reports"]
    settle()
    page.list.narrow(ReportFilter(text="nguyen thi"))
    shots.grab(window, "list-search")
    page.list.narrow(ReportFilter(states=frozenset({State.RECEIVED, State.VERIFYING}), flags=frozenset({Flag.CHILD}),
                                  overdue=True))  # fmt: skip
    shots.grab(window, "list-filtered")
    page.list.open_panel()
    settle()
    panel = window.findChild(FilterPanel)
    shots.grab(panel, "filter-panel")
    panel.close()
    page.list.narrow(ReportFilter(text="xyz không có"))
    shots.grab(window, "list-empty")
    page.list.narrow(ReportFilter())
    settle()
    menu = page.list.menu(page.list.table.rows.row(0))
    menu.popup(window.mapToGlobal(window.rect().center()))
    shots.grab(menu, "list-menu")
    menu.close()


def searching(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.search()
    palette = window._palette
    palette.box.setText("quan karaoke")
    palette.box.returnPressed.emit()
    shots.grab(palette, "search")
    palette.close()


def reading_only(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("reports")
    settle()
    pages["reports"].list.table.selectRow(2)
    shots.grab(window, "viewer")


SCENES: dict[str, tuple[Callable[[Shots, Any, dict[str, Any]], None], ...]] = {
    "truong.ca": (today, listing, opened, filters, searching),
    "xem.ca": (reading_only,),
}


if __name__ == "__main__":
    take(__file__, SCENES, opening)
