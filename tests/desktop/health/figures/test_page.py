"""The figures of the station: exact for the unit alone; what is published, shown and exported has no small count."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.health.figures.export import ExportDialog, write
from app.desktop.health.figures.lines import TOTAL
from app.desktop.health.figures.page import OUTSIDE, FiguresPage
from app.desktop.widgets import Confirm
from app.health.counselling import services as counselling
from app.health.counselling.values import NewSession
from app.health.figures import services
from app.health.figures.rules import period_of
from app.vault.errors import Invalid
from tests.desktop.walk import walk
from tests.health.builders import opened

TODAY = date(2026, 3, 11)


@pytest.fixture
def at(qtbot, changes):
    def page(session) -> FiguresPage:
        made = FiguresPage(session, changes)
        qtbot.addWidget(made)
        made.resize(1366, 900)
        made.show()
        made.activateWindow()
        settle(qtbot)
        return made

    return page


def settle(qtbot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    QApplication.processEvents()


def people(session) -> None:
    """Six women of 25 to 49, one man."""
    for number in range(7):
        client = opened(session, sex="female" if number else "male", birth_year=1990)
        counselling.record_session(session, client.id, NewSession(TODAY, topics=("sti",)))


def cells(page: FiguresPage) -> dict[str, tuple[str, ...]]:
    rows = page.groups.rows
    return {rows.row(at).key: rows.row(at).cells for at in range(rows.rowCount())}


def test_the_unit_sees_every_number_and_outside_none_that_is_small(qtbot, at, lead, viewer, tmp_path) -> None:
    people(lead)
    page = at(lead)
    assert walk(page) == []
    assert cells(page)["male"][-1] == "1" and cells(page)[TOTAL][-1] == "7"
    page.view.set_value(OUTSIDE)
    settle(qtbot)
    assert cells(page)["male"][-1] == "<5" and cells(page)["female"][-1] == "6"
    assert cells(page)[TOTAL][-1] == "7–10"
    assert tr("The period is not over. This is what would leave the unit today; it can be published afterwards.") == (
        page.notice.text()
    )
    assert page.publish.isHidden() and page.export.isHidden()

    with lead.at(lead.clock().replace(year=2027)), viewer.at(lead.clock().replace(year=2027)):
        page = at(lead)
        page.view.set_value(OUTSIDE)
        page.year.set_value(2026)
        settle(qtbot)
        assert page.publish.isVisible()
        page.ask_publish()
        QApplication.processEvents()
        page.findChild(Confirm).do.click()
        settle(qtbot)
        assert page.publish.isHidden() and page.export.isVisible()
        (published,) = services.published(viewer)
        assert published.period == period_of(2026, "year")

        dialog = page.ask_export()
        assert isinstance(dialog, ExportDialog) and walk(dialog) == []
        dialog.write(tmp_path / "so-lieu.xlsx", "Báo cáo năm")
        settle(qtbot)
        sheet = load_workbook(tmp_path / "so-lieu.xlsx").active
        assert sheet is not None
        values = [cell for row in sheet.iter_rows(min_row=5, values_only=True) for cell in row]
        assert "<5" in values and 6 in values and not {1, 2, 3, 4} & {each for each in values if isinstance(each, int)}
        with pytest.raises(Invalid):
            write(lead, published, tmp_path / "again.xlsx", " ")
        assert not (tmp_path / "again.xlsx").exists()

        seen = at(viewer)
        seen.year.set_value(2026)
        settle(qtbot)
        assert seen.view.isHidden() and cells(seen)["male"][-1] == "<5"
        seen.year.set_value(2025)
        settle(qtbot)
        assert seen.groups.isHidden() and seen.notice.isVisible()
