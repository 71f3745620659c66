"""How do the inspections' screens look? `python tests/desktop/shots_inspections.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any, Any]:
    from app.desktop.police.inspections.page import inspections_page

    return shots.alone("inspections", "Inspections", "inspect", inspections_page)


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.police.inspections.declared import InspectionFilter
    from app.police.inspections.terms import InspectionKind, State

    def first(name: str, where: InspectionFilter, wanted: Callable[[Any], object] = lambda row: True) -> None:
        page.list.narrow(where)
        settle()
        row = next((each for each in page.list.table.rows.rows() if wanted(each)), None)
        if row is None:
            print(f"no inspection for {name}")
            return
        page.open(row.id)
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        shots.grab(window, f"{name}-middle")

    first("detail-planned", InspectionFilter(states=frozenset({State.PLANNED, State.READY})))
    first("detail-findings", InspectionFilter(), lambda row: row.sanction_amount and row.findings)
    first("detail-overdue", InspectionFilter(overdue=True))
    first("detail-follow-up", InspectionFilter(kinds=frozenset({InspectionKind.FOLLOW_UP})))
    first("detail-closed", InspectionFilter(states=frozenset({State.CLOSED})))


def filters(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.filter_panel import FilterPanel
    from app.police.inspections.declared import InspectionFilter

    row = page.list.table.rows.row(0)
    page.list.narrow(InspectionFilter(types=frozenset({row.type_code}),
                                      establishment_ids=frozenset({row.establishment_id})))  # fmt: skip
    shots.grab(window, "list-filtered")
    page.list.open_panel()
    settle()
    panel = window.findChild(FilterPanel)
    shots.grab(panel, "filter-panel")
    panel.close()


def calendar(shots: Shots, window: Any, page: Any) -> None:
    from datetime import timedelta

    page.toggle_calendar()
    shots.grab(window, "calendar")
    grid = page.calendar.grid
    full = max(grid.month.visits, key=lambda day: len(grid.month.visits[day]), default=grid.today)
    page.calendar.go(full)
    shots.grab(window, "calendar-full")
    holiday = min((day for day in grid.month.office.days_off if day > grid.today), default=grid.today)
    page.calendar.go(holiday)
    shots.grab(window, "calendar-holiday")
    page.calendar.go(grid.today - timedelta(days=31))
    shots.grab(window, "calendar-before")


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, opened, filters, calendar)


if __name__ == "__main__":
    take(__file__, {"truong.ca": SCENES}, opening)
