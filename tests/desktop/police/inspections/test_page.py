"""From a plan to the end on the page: team, minutes, conclusion, follow-up, closing; a viewer sees the list only."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.police.inspections.finder import INSPECTION_FINDER
from app.desktop.police.inspections.page import inspections_page
from app.desktop.police.inspections.work import INSPECTION_WORK
from app.police.inspections import services
from app.police.inspections.terms import FindingState, ReviewResult, State
from tests.desktop.walk import walk
from tests.police.inspections.builders import finding, following, plan, premises


def settle(qtbot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


@pytest.fixture
def page_of(qtbot, changes):
    def make(session):
        page = inspections_page(session, changes)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        settle(qtbot)
        return page

    return make


def step(qtbot, page, record_id: int, name: str, **values: object) -> None:
    from app.desktop.records.step_dialog import StepDialog

    page.act(record_id, name)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(StepDialog)), timeout=20_000)
    dialog = next(each for each in page.findChildren(StepDialog) if each.isVisible())
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    dialog.form.set_values(values)
    assert walk(dialog) == []
    dialog.do.click()
    settle(qtbot)
    qtbot.waitUntil(lambda: not page.findChildren(StepDialog), timeout=5_000)  # an error would keep it open


def test_a_visit_goes_from_its_plan_to_the_end(qtbot, page_of, lead) -> None:
    first = plan(lead, premises(lead), date(2026, 3, 9)).inspection_id
    page = page_of(lead)
    page.open(first)
    settle(qtbot)
    step(
        qtbot,
        page,
        first,
        "assign_team",
        leader=lead.account.full_name,
        members="Đinh Thị Sáu - Trạm Y tế",
        decision_number="12/QĐ",
        decision_on=date(2026, 3, 2),
    )
    assert services.read_again(lead, first).state is State.READY

    page.step(first, "record")
    qtbot.waitUntil(lambda: page.form() is not None, timeout=20_000)
    form = page.form()
    form.entry.owner.checks.setFocus()
    QTest.keyClick(form.entry.owner.checks, Qt.Key.Key_K)
    form.entry.owner.findings.rows[0].fix_by.set_value(date(2026, 3, 20))
    assert form.save()
    settle(qtbot)
    assert page.form() is None
    step(qtbot, page, first, "conclude", conclusion="Yêu cầu khắc phục")
    assert services.read_again(lead, first).state is State.FOLLOWING

    step(qtbot, page, first, "begin_follow_up", planned_on=date(2026, 3, 10))
    second = services.read_again(lead, first).follow_ups[0].id
    # The page of the first one shows it, and offers no other.
    settle(qtbot)
    shown = page.detail.detail()
    assert shown is not None and [each.id for each in shown.follow_ups] == [second]
    page.step(second, "record")
    qtbot.waitUntil(lambda: page.form() is not None, timeout=20_000)
    form = page.form()
    reviews = form.form.field("reviews").editor
    reviews._rows[0][1].set_value(ReviewResult.PUT_RIGHT)
    assert form.save()
    settle(qtbot)
    assert services.read_again(lead, first).findings[0].state is FindingState.PUT_RIGHT
    step(qtbot, page, first, "close")
    assert services.read_again(lead, first).state is State.CLOSED


def test_a_sanction_is_refused_at_its_field(qtbot, page_of, lead, officer) -> None:
    from app.desktop.records.step_dialog import StepDialog

    detail = following(lead, officer, premises(lead), finding())
    page = page_of(lead)
    page.open(detail.id)
    settle(qtbot)
    page.act(detail.id, "add_sanction")
    qtbot.waitUntil(lambda: bool(page.findChildren(StepDialog)), timeout=20_000)
    dialog = page.findChildren(StepDialog)[0]
    settle(qtbot)
    dialog.form.set_values({"decision_number": "15/QĐ", "amount": 3_000_000, "paid_on": date(2026, 3, 1)})
    dialog.do.click()
    settle(qtbot)
    assert dialog.form.box("paid_on").error_text()
    dialog.form.set_values({"paid_on": None})
    dialog.do.click()
    settle(qtbot)
    assert [each.amount for each in services.read_again(lead, detail.id).sanctions] == [3_000_000]


def test_a_viewer_sees_the_list_only(qtbot, page_of, lead, viewer) -> None:
    planned = plan(lead, premises(lead))
    page = page_of(viewer)
    qtbot.waitUntil(lambda: page.list.table.model().rowCount() == 1, timeout=20_000)
    assert not page.list.new_label
    page.open(planned.inspection_id)
    settle(qtbot)
    assert page.detail.detail() is None


def test_the_page_can_be_walked_and_the_day_s_work_and_search_lead_here(qtbot, page_of, lead, officer) -> None:
    detail = following(lead, officer, premises(lead), finding())
    page = page_of(lead)
    page.open(detail.id)
    settle(qtbot)
    assert walk(page) == []
    plan(lead, premises(lead, "Karaoke Ánh Sao"), lead.today())
    shown = INSPECTION_WORK.show(lead, INSPECTION_WORK.read(lead))
    assert tr("Inspections today") in [tr(group.title) for group in shown.groups]

    class Quiet:
        def check(self) -> None:
            pass

    found = INSPECTION_FINDER.find(lead)("thanh binh", Quiet())  # type: ignore[arg-type]
    assert found[0].target.values == (detail.id,)  # type: ignore[attr-defined]
