"""Visits on the page of a case and in their register, by keys alone: planned, met, missed, moved, taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QLabel

from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.social.cases.page import CasesPage
from app.desktop.social.visits.case_section import VisitsView
from app.desktop.social.visits.declared import VISIT_FINDER, VISITS
from app.desktop.social.visits.drafts import DRAFTS
from app.desktop.social.visits.page import VisitsPage
from app.desktop.social.visits.work import VISIT_WORK
from app.desktop.widgets.problem import present_with
from app.social.masking import MASK
from app.social.visits import services
from app.social.visits.reading import visits_of_case
from app.social.visits.terms import Going, VisitState, Way
from tests.desktop.social.support_plans.typing import Key, Mod, dialog_of, do_it, press, settle, shown, write
from tests.desktop.walk import walk
from tests.social.builders import TODAY, opened
from tests.social.support_plans.builders import agreed
from tests.social.visits.test_services import AT_OFFICE, MADE, SOON


def page_of(qtbot, changes, session, case: int) -> CasesPage:
    page = CasesPage(session, changes)
    shown(qtbot, page)
    page.open(case)
    settle(qtbot)
    return page


def read(page: CasesPage) -> str:
    """What the section of the visits says."""
    view = next(each.widget for each in page.detail.sections if isinstance(each.widget, VisitsView))
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def test_a_visit_is_planned_and_written_up_by_keys_with_the_next_one(qtbot, changes, lead) -> None:
    case = opened(lead).id
    agreed(lead, case)
    page = page_of(qtbot, changes, lead, case)
    dialog = dialog_of(qtbot, page, case, "visit_plan")
    assert walk(dialog) == []
    write("14/3")
    press(Key.Key_Return)
    write("14h30")
    press(Key.Key_Return)
    press(Key.Key_Down)  # the first way: at the office
    do_it()
    settle(qtbot)
    (planned,) = visits_of_case(lead, case).planned
    assert (planned.planned_on, planned.way, f"{planned.planned_at:%H:%M}") == (SOON, Way.OFFICE, "14:30")
    qtbot.waitUntil(lambda: "Thứ bảy 14/03/2026, 14:30" in read(page), timeout=20_000)

    with lead.at(lead.clock() + timedelta(days=5)):
        page.refresh()
        settle(qtbot)
        qtbot.waitUntil(lambda: "quá hạn 2 ngày" in read(page), timeout=20_000)
        work = VISIT_WORK.show(lead, VISIT_WORK.read(lead))
        assert work.late == 1 and work.groups[0].lines[0].next.lead.values == (planned.id, "visit_done")  # type: ignore[union-attr]
        dialog = dialog_of(qtbot, page, case, "visit_done")
        form = dialog.form
        assert form.field("done_on").value() == SOON and not form.box("next_way").isVisible()
        form.field("talked").widget.setFocus()
        write("Đã nộp đơn học may")
        goals: Any = form.field("goals").editor
        for choice, _note in goals.rows.values():
            choice.set_value(Going.FORWARD.value)
        form.field("next_on").widget.setFocus()
        write("14/4")
        assert form.box("next_way").isVisible()
        do_it()
        assert form.box("next_way").error_text()
        form.field("next_way").editor.set_value(Way.HOME)
        do_it()
        settle(qtbot)
        assert "Đến thăm tại nhà" in form.box("next_way").error_text()  # nobody agreed to that
        form.field("next_way").editor.set_value(Way.SAFE_PLACE)
        do_it()
        settle(qtbot)
        found = visits_of_case(lead, case)
        assert [each.talked for each in found.past] == ["Đã nộp đơn học may"] and len(found.past[0].goals) == 2
        assert [each.way for each in found.planned] == [Way.SAFE_PLACE]
        qtbot.waitUntil(lambda: "Các lần trước" in read(page) and "đang tiến triển" in read(page), timeout=20_000)


def test_what_was_half_typed_is_offered_again_and_goes_with_the_case(qtbot, changes, lead) -> None:
    from app.social.keeping.erasure import erase_case

    case = opened(lead).id
    visit = services.plan_visit(lead, case, replace(AT_OFFICE, planned_on=TODAY))
    page = page_of(qtbot, changes, lead, case)
    dialog = dialog_of(qtbot, page, case, "visit_done")
    dialog.form.field("talked").widget.setFocus()
    write("Chị kể")
    dialog.reject()
    settle(qtbot)
    (line,) = VISIT_WORK.show(lead, VISIT_WORK.read(lead)).drafts
    assert line.next is not None and line.next.lead.values == (visit.id, "visit_done")
    dialog = dialog_of(qtbot, page, case, "visit_done")
    assert dialog.form.field("talked").value() == "Chị kể"
    dialog.reject()
    settle(qtbot)
    erase_case(lead, case, "Theo đơn của người được hỗ trợ")
    assert DRAFTS.read(lead) == []


def test_the_register_opens_moves_and_takes_back_and_names_nobody(qtbot, changes, lead, viewer) -> None:
    case = opened(lead).id
    services.write_up_unplanned(lead, case, MADE)
    visit = services.plan_visit(lead, case, AT_OFFICE)
    page = RecordsPage(lead, changes, VISITS)
    shown(qtbot, page)
    page.open(visit.id)
    settle(qtbot)
    assert page.detail.detail().number == "HT26-001/2"
    dialog = dialog_of(qtbot, page, visit.id, "visit_move")
    assert dialog.form.field("place").value() == AT_OFFICE.place
    dialog.form.field("planned_on").editor.set_value(SOON + timedelta(days=1))
    do_it()
    settle(qtbot)
    assert visits_of_case(lead, case).planned[0].planned_on == SOON + timedelta(days=1)
    assert page.detail.detail().planned_on == SOON + timedelta(days=1)
    page.undo()
    settle(qtbot)
    assert visits_of_case(lead, case).planned[0].planned_on == SOON
    dialog = dialog_of(qtbot, page, visit.id, "visit_cancel")
    dialog.form.field("reason").widget.setFocus()
    write("Hoãn")
    do_it()
    settle(qtbot)
    assert page.detail.detail().state is VisitState.CANCELLED
    page.open(page.list.table.rows.row(1).id)
    settle(qtbot)
    assert MASK in page.detail.detail().talked
    hits = VISIT_FINDER.find(lead)("ht26-1", Quiet())  # type: ignore[arg-type]
    assert [hit.title for hit in hits] == ["HT26-001/2", "HT26-001/1"]
    assert list(VISIT_FINDER.find(viewer)("ht26-1", Quiet())) == []  # type: ignore[arg-type]


def test_what_does_not_follow_any_more_is_said_and_opens_no_dialog(qtbot, changes, lead) -> None:
    case = opened(lead).id
    visit = services.plan_visit(lead, case, AT_OFFICE)
    page = page_of(qtbot, changes, lead, case)
    register = VisitsPage(lead, changes)
    shown(qtbot, register)
    services.cancel_visit(lead, visit.id, "Hoãn")
    said: list[Any] = []
    present_with(said.append)
    for screen, record, act in (
        (page, case, "visit_done"),
        (page, case, "plan_review"),
        (register, visit.id, "visit_move"),
    ):
        screen.act(record, act)
        settle(qtbot)
    qtbot.waitUntil(lambda: len(said) == 3, timeout=20_000)
    assert not page.findChildren(StepDialog) and not register.findChildren(StepDialog)


def test_the_week_shows_each_visit_on_its_day_and_leads_to_it(qtbot, changes, lead, officer) -> None:
    case = opened(lead).id
    visit = services.plan_visit(lead, case, AT_OFFICE)  # Saturday
    services.plan_visit(lead, case, replace(AT_OFFICE, planned_on=TODAY + timedelta(days=7)))
    page = VisitsPage(lead, changes)
    shown(qtbot, page)
    page.list.table.setFocus()
    press(Key.Key_M, Mod.ControlModifier)
    qtbot.waitUntil(lambda: len(page.week.entries) == 1, timeout=20_000)
    assert walk(page) == []
    entry = page.week.entries[0]
    assert entry.accessibleName() == "HT26-001/1, Thứ bảy, 14:30, Tại trụ sở, Đã hẹn"
    press(Key.Key_PageDown)
    qtbot.waitUntil(lambda: [each.text() for each in page.week.entries] == ["HT26-001/2"], timeout=20_000)
    press(Key.Key_PageUp)
    qtbot.waitUntil(lambda: [each.text() for each in page.week.entries] == ["HT26-001/1"], timeout=20_000)
    page.week.entries[0].setFocus()
    press(Key.Key_Return)
    settle(qtbot)
    assert not page.in_week() and page.detail.detail().id == visit.id
    theirs = VisitsPage(officer, changes)
    shown(qtbot, theirs)
    assert theirs.list.where.worker_id == officer.account.id


class Quiet:
    """Nobody cancels."""

    def check(self) -> None:
        return None
