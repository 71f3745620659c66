"""Can supplies be received, handed out, written off and looked up on the screen, by keyboard alone?"""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.health.supplies import steps
from app.desktop.health.supplies.declared import SUPPLIES
from app.desktop.health.supplies.tables import NumbersTable
from app.desktop.health.supplies.work import SUPPLY_WORK
from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.screens import FINDERS, WORK, for_session, parts
from app.desktop.widgets import Banner
from app.desktop.widgets.charts import BarChart
from app.health.supplies import queries, services
from app.health.supplies.terms import Purpose
from app.health.supplies.values import HandOut, Receipt
from tests.desktop.keyboard import type_text
from tests.desktop.walk import walk

TODAY = date(2026, 3, 11)
CONDOMS = 1


def settle(qtbot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    QApplication.processEvents()


def page_of(qtbot, session, changes):
    page = RecordsPage(session, changes, SUPPLIES)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    settle(qtbot)
    return page


def key(qtbot, which, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    qtbot.keyClick(target, which, modifier)
    QApplication.processEvents()


def write(text: str) -> None:
    """Type where the cursor is."""
    target = QApplication.focusWidget()
    assert target is not None
    type_text(target, text)


def typed(qtbot, *texts: str) -> None:
    """Each text into the field that has the cursor, Enter to the next."""
    for text in texts:
        if text:
            write(text)
        key(qtbot, Qt.Key.Key_Return)


def dialog_of(qtbot, page):
    settle(qtbot)
    dialog = page.findChild(StepDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget()))
    return dialog


def do(qtbot, page, dialog) -> None:
    with qtbot.waitSignal(dialog.asking.done, timeout=5000):
        key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the next dialog is found alone
    page.activateWindow()  # as a window manager does when a dialog goes
    settle(qtbot)


@pytest.fixture
def two_batches(lead):
    services.receive(lead, CONDOMS, Receipt(date(2026, 1, 5), 100, "CDC", "A", date(2026, 4, 1)))
    services.receive(lead, CONDOMS, Receipt(date(2026, 2, 5), 500, "CDC", "B", date(2028, 4, 1)))
    return lead


def test_the_whole_life_of_an_item_by_keyboard_alone(qtbot, officer, changes):
    page = page_of(qtbot, officer, changes)
    page.open(CONDOMS)
    settle(qtbot)
    page.list.table.setFocus()
    key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # nothing there yet: record what came
    dialog = dialog_of(qtbot, page)
    typed(qtbot, "1.200", "", "CDC thành phố", "B26-101")
    write("31/12/2027")
    do(qtbot, page, dialog)
    assert page.detail.detail().left == 1200

    page.list.table.setFocus()
    key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # and now: hand out
    dialog = dialog_of(qtbot, page)
    assert "hand_out" in dialog.keeper.form
    typed(qtbot, "1300")
    dialog._ask_facts()
    settle(qtbot)
    key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    said = [each.text() for each in dialog.findChildren(Banner) if each.isVisible()]
    assert len(said) == 1 and "1200" in said[0]  # refused, once: only so many are there, and the dialog stands
    assert queries.stock_on(officer, CONDOMS, TODAY) == 1200
    quantity: Any = dialog.form.field("quantity").editor
    quantity.selectAll()
    quantity.setFocus()
    write("200")
    do(qtbot, page, dialog)
    assert page.detail.detail().left == 1000
    assert page.detail.undo()
    settle(qtbot)
    assert page.detail.detail().left == 1200


def test_the_dialog_says_beforehand_which_batches_it_takes_from(qtbot, two_batches, changes):
    page = page_of(qtbot, two_batches, changes)
    page.step(CONDOMS, "hand_out")
    dialog = dialog_of(qtbot, page)
    dialog.form.set_values({"quantity": 120, "on": TODAY})
    facts = steps.about(two_batches, page.detail.detail(), "hand_out", dialog.form.draft())
    assert facts[-1].text.splitlines() == ["100 chiếc: A · hạn dùng 01/04/2026", "20 chiếc: B · hạn dùng 01/04/2028"]
    dialog.form.set_values({"quantity": 700})
    facts = steps.about(two_batches, page.detail.detail(), "hand_out", dialog.form.draft())
    assert "600" in facts[-1].text
    dialog.form.set_values({"quantity": 120, "batch_to_take": page.detail.detail().batches[1].id})
    do(qtbot, page, dialog)
    assert {each.lot: each.left for each in page.detail.detail().batches} == {"A": 100, "B": 380}


def test_the_page_shows_batches_movements_and_the_stock_over_time(qtbot, two_batches, changes):
    services.hand_out(two_batches, CONDOMS, HandOut(date(2026, 3, 2), 30, Purpose.OUTREACH, people=4, note="chợ phiên"))
    page = page_of(qtbot, two_batches, changes)
    page.open(CONDOMS)
    settle(qtbot)
    batches, moves = page.detail.findChildren(NumbersTable)
    assert [row.cells for row in batches.rows] == [("A", "01/04/2026", "70"), ("B", "01/04/2028", "500")]
    assert moves.rows[0].cells == ("02/03/2026", "Qua cộng tác viên tại cộng đồng", "−30", "570")
    assert "cho 4 người · chợ phiên" in moves.rows[0].under
    (chart,) = page.detail.findChildren(BarChart)
    assert [(bar.label, bar.value) for bar in chart.bars()] == [*(("01/2026", 100), ("02/2026", 600), ("hôm nay", 570))]
    assert walk(page) == []


def test_a_lead_adds_an_item_counts_and_writes_off_and_a_viewer_only_looks(qtbot, two_batches, viewer, changes):
    page = page_of(qtbot, two_batches, changes)
    key(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.form()
    assert form is not None
    write("Băng vệ sinh")
    form.form.field("unit").editor.setFocus()
    typed(qtbot, "gói", "50")
    with qtbot.waitSignal(form.saved, timeout=5000):
        key(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    added = page.detail.detail()
    assert (added.entry.name, added.entry.unit, added.entry.low_level) == ("Băng vệ sinh", "gói", 50)

    batch = queries.read_item(two_batches, CONDOMS).batches[0].id
    for name, values in (
        ("count", {"batch": batch, "counted": 96, "reason": "kiểm kê"}),
        ("destroy", {"batch": batch, "quantity": 6, "loss": "damaged"}),
    ):
        page.step(CONDOMS, name)
        dialog = dialog_of(qtbot, page)
        dialog.form.set_values(values)
        do(qtbot, page, dialog)
    assert page.detail.detail().batches[0].left == 90

    looking = page_of(qtbot, viewer, changes)
    looking.open(CONDOMS)
    settle(qtbot)
    detail = looking.detail.detail()
    assert detail.left == 590
    assert not any(act.allowed for act in detail.acts) and detail.next_step is None
    assert looking.list.new_label == ""


def test_the_days_work_leads_to_what_expires_and_what_runs_low(qtbot, two_batches, officer):
    services.receive(two_batches, 2, Receipt(date(2026, 1, 5), 7, "CDC", "C", TODAY - timedelta(days=1)))
    item = queries.read_item(two_batches, CONDOMS)
    services.edit_item(
        two_batches, CONDOMS, item.version, item.entry.__class__(item.entry.name, "chiếc", low_level=900)
    )

    def groups(session):
        work = SUPPLY_WORK.show(session, SUPPLY_WORK.read(session))
        return {
            group.key: [(line.number, line.next and line.next.label) for line in group.lines] for group in work.groups
        }

    assert groups(two_batches) == {
        "supplies_expired": [("VT02", "Write off")],
        "supplies_expiring": [("VT01", "Hand out")],
        "supplies_low": [("VT01", "Record what was received")],
    }
    assert groups(officer)["supplies_expired"] == [("VT02", None)]  # writing off is the lead's


def test_supplies_and_sessions_are_the_stations_alone(lead, police_lead, social_lead, coordinator):
    keys = {"supplies", "health-sessions"}
    assert keys <= {screen.key for screen in for_session(lead)}
    assert keys <= set(parts(lead, FINDERS)) & set(parts(lead, WORK))
    for other in (police_lead, social_lead, coordinator):
        assert not keys & {screen.key for screen in for_session(other)}
        assert not keys & (set(parts(other, FINDERS)) | set(parts(other, WORK)))


def test_the_search_finds_items_by_lot(two_batches):
    class Going:
        def check(self) -> None:
            """Nobody asks anything newer."""

    found = parts(two_batches, FINDERS)["supplies"].find(two_batches)("vt01", Going())
    assert [(each.group, each.title, each.snippet) for each in found] == [(tr("Supplies"), "VT01", "Bao cao su nam")]
    services.receive(two_batches, 2, Receipt(date(2026, 1, 5), 7, "CDC", "QX-77"))
    found = parts(two_batches, FINDERS)["supplies"].find(two_batches)("qx-77", Going())
    assert [each.title for each in found] == ["VT02"]
