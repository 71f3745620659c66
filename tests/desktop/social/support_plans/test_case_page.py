"""A plan on the page of a case, by keys alone: written, put in order, agreed to, done, reviewed, taken back."""

from datetime import timedelta
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from sqlalchemy import select

from app.desktop.records.conflict import ConflictDialog
from app.desktop.records.step_dialog import StepDialog
from app.desktop.social.cases.page import CasesPage
from app.desktop.social.support_plans.drafts import DRAFTS
from app.desktop.social.support_plans.section import PlanView
from app.desktop.social.support_plans.work import PLAN_WORK
from app.desktop.social.visits.work import VISIT_WORK
from app.desktop.widgets import Toast
from app.social.masking import MASK
from app.social.support_plans import services
from app.social.support_plans.models import PlanAction
from app.social.support_plans.terms import ActionState, PlanState, Reached, Who
from tests.desktop.social.support_plans.typing import Key, Mod, dialog_of, do_it, focused, press, settle, shown, write
from tests.desktop.walk import walk
from tests.social.builders import TODAY, opened
from tests.social.support_plans.builders import IN_TEN, PLAN, agreed, draft, in_force


def page_of(qtbot, changes, session) -> CasesPage:
    page = CasesPage(session, changes)
    shown(qtbot, page)
    return page


def read(page: CasesPage) -> str:
    """What the section of the plan says."""
    view = next(each.widget for each in page.detail.sections if isinstance(each.widget, PlanView))
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def toast_of(page: CasesPage) -> Toast:
    (toast,) = page.findChildren(Toast)
    return toast


def open_form(qtbot, page: CasesPage, case: int) -> Any:
    page.act(case, "plan_write")
    qtbot.waitUntil(lambda: page.form() is not None, timeout=20_000)
    form: Any = page.form()
    page.window().activateWindow()  # a dialog may have been over it
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget()), timeout=20_000)
    return form


def test_a_plan_is_written_put_in_order_and_agreed_to_by_keys_alone(qtbot, changes, lead) -> None:
    case = opened(lead).id
    page = page_of(qtbot, changes, lead)
    page.open(case)
    settle(qtbot)
    form = open_form(qtbot, page, case)
    write("Có nghề may")
    press(Key.Key_Tab)
    write("Đăng ký học")
    press(Key.Key_Tab, times=5)  # over the three buttons of the line and the choice of who, to the day
    write("21/3")
    press(Key.Key_Tab)
    write("2,5 triệu")
    press(Key.Key_Tab)
    write("Quỹ hội")
    press(Key.Key_Tab)
    press(Key.Key_Return)  # one more action
    write("Tìm chỗ làm")
    press(Key.Key_Up, Mod.ControlModifier | Mod.ShiftModifier)
    assert [line.words.value() for line in form.entry.owner.goals.rows[0].lines] == ["Tìm chỗ làm", "Đăng ký học"]
    do_it()
    settle(qtbot)
    assert page.form() is None
    goal = draft(lead, case).goals[0]
    assert goal.words == "Có nghề may"
    second = goal.actions[1]
    assert (second.words, second.who, second.due_on, second.cost, second.budget) == (
        "Đăng ký học", Who.CLIENT, IN_TEN, 2_500_000, "Quỹ hội",
    )  # fmt: skip
    qtbot.waitUntil(lambda: "Kế hoạch đang soạn" in read(page) and "2.500.000 đ" in read(page), timeout=20_000)

    dialog = dialog_of(qtbot, page, case, "plan_agree")
    do_it()
    assert dialog.form.box("signed").error_text()
    dialog.reject()
    form = open_form(qtbot, page, case)
    day = form.entry.owner.goals.rows[0].lines[0].due_on.edit
    day.setFocus()
    write("1/4")
    do_it()
    settle(qtbot)
    dialog = dialog_of(qtbot, page, case, "plan_agree")
    assert walk(dialog) == []
    press(Key.Key_Return)  # past the day, which stands there
    press(Key.Key_Space)
    do_it()
    settle(qtbot)
    plan = in_force(lead, case)
    assert plan.state is PlanState.AGREED and plan.agreed_on == TODAY
    qtbot.waitUntil(lambda: "Kế hoạch đang thực hiện" in read(page), timeout=20_000)


def test_what_is_missing_stands_at_its_line_and_a_half_written_plan_is_offered_again(qtbot, changes, lead) -> None:
    case = opened(lead).id
    page = page_of(qtbot, changes, lead)
    page.open(case)
    settle(qtbot)
    form = open_form(qtbot, page, case)
    goals = form.entry.owner.goals
    write("Làm giấy tờ")
    goals.rows[0].lines[0].words.setFocus()
    write("Đi cùng")
    goals.rows[0].lines[0].who.set_value(Who.OTHER)
    do_it()
    assert goals.rows[0].lines[0].error.isVisible()
    assert "Việc 1.1" in form.form.box("goals").error_text()
    press(Key.Key_Escape)
    settle(qtbot)
    assert page.form() is None
    assert [each.form for each in DRAFTS.read(lead)] == ["plan_write"]
    waiting = PLAN_WORK.show(lead, PLAN_WORK.read(lead))
    line = waiting.drafts[0]
    assert line.next is not None and line.next.lead.values == (case, "plan_write")
    form = open_form(qtbot, page, case)
    again = form.entry.owner.goals.value()
    assert again[0].words == "Làm giấy tờ" and again[0].actions[0].who is Who.OTHER
    form.entry.owner.goals.rows[0].lines[0].who_name.set_value("Công an xã")
    do_it()
    settle(qtbot)
    assert draft(lead, case).goals[0].actions[0].who_name == "Công an xã" and DRAFTS.read(lead) == []


def test_a_goal_left_out_is_taken_back_and_masked_words_stay_as_they_are(qtbot, changes, lead) -> None:
    case = opened(lead).id
    services.write_plan(lead, case, PLAN)
    page = page_of(qtbot, changes, lead)
    page.open(case)
    settle(qtbot)
    form = open_form(qtbot, page, case)
    assert walk(form) == []
    goals = form.entry.owner.goals
    assert goals.rows[1].lines[0].words.value() == f"Đưa chị {MASK} đi làm căn cước"
    goals.rows[0].close_button.click()
    assert [row.number.text() for row in goals.rows] == ["Mục tiêu 1"]
    toast_of(page).undo()
    assert [row.words.value() for row in goals.rows] == [goal.words for goal in PLAN.goals]
    goals.rows[0].close_button.click()
    goals.rows[0].words.setFocus()
    do_it()
    settle(qtbot)
    assert [goal.words for goal in draft(lead, case).goals] == ["Làm lại căn cước."]
    with lead.read() as db:
        assert "Uyển" in str(list(db.scalars(select(PlanAction.words))))


def test_actions_are_done_and_a_review_begins_the_next_plan(qtbot, changes, lead) -> None:
    case = opened(lead).id
    first = agreed(lead, case).goals[0].actions[0]
    page = page_of(qtbot, changes, lead)
    page.open(case)
    settle(qtbot)
    with lead.at(lead.clock() + timedelta(days=12)):
        work = PLAN_WORK.show(lead, PLAN_WORK.read(lead))
        (line,) = work.groups[0].lines
        assert line.next is not None and line.next.lead.values == (case, "plan_action_done") and work.late == 1
        dialog = dialog_of(qtbot, page, case, "plan_action_done")
        assert dialog.form.field("action").value() == first.id
        do_it()
        settle(qtbot)
        assert in_force(lead, case).goals[0].actions[0].state is ActionState.DONE
        qtbot.waitUntil(lambda: "Xong 1/2 việc" in read(page), timeout=20_000)
        qtbot.waitUntil(toast_of(page).can_undo, timeout=20_000)
        toast_of(page).undo()
        settle(qtbot)
        assert in_force(lead, case).goals[0].actions[0].state is ActionState.PLANNED
        dialog = dialog_of(qtbot, page, case, "plan_review")
        assert walk(dialog) == []
        answers: Any = dialog.form.field("results").editor
        do_it()
        qtbot.waitUntil(lambda: bool(dialog.form.box("results").error_text()), timeout=20_000)
        for choice, _note in answers.rows.values():
            choice.set_value(Reached.PARTLY.value)
        dialog.form.field("decision").editor.set_value("renew")
        do_it()
        qtbot.waitUntil(lambda: page.form() is not None, timeout=20_000)
        settle(qtbot)
        assert in_force(lead, case).state is PlanState.REVIEWING
        form: Any = page.form()
        assert len(form.entry.owner.goals.value()) == 2
        form.close_form()
        settle(qtbot)
        qtbot.waitUntil(lambda: "Đạt một phần" in read(page), timeout=20_000)


def test_a_viewer_has_no_work_with_plans_and_visits(viewer) -> None:
    for source in (PLAN_WORK, VISIT_WORK):
        work = source.show(viewer, source.read(viewer))
        assert (list(work.groups), list(work.drafts), work.late) == ([], [], 0)


def test_a_colleague_who_saved_meanwhile_is_compared_with(qtbot, changes, lead) -> None:
    case = opened(lead).id
    services.write_plan(lead, case, PLAN)
    page = page_of(qtbot, changes, lead)
    page.open(case)
    settle(qtbot)
    form = open_form(qtbot, page, case)
    services.write_plan(lead, case, type(PLAN)(PLAN.goals[:1], "Bản khác"), draft(lead, case).version)
    note = form.form.field("note").editor
    note.setFocus()
    press(Key.Key_A, Mod.ControlModifier)
    write("Bản của tôi")
    do_it()
    settle(qtbot)
    (compare,) = page.findChildren(ConflictDialog)
    said = "\n".join(label.text() for label in compare.findChildren(QLabel))
    assert ">khác<" in said and ">của tôi<" in said and not compare.do.isEnabled()
    compare.close()


def test_the_buttons_of_the_section_are_reached_and_pressed_by_keys(qtbot, changes, lead) -> None:
    case = opened(lead).id
    agreed(lead, case)
    page = page_of(qtbot, changes, lead)
    page.open(case)
    settle(qtbot)
    view = next(each.widget for each in page.detail.sections if isinstance(each.widget, PlanView))
    first = view.findChildren(QPushButton)[0]
    first.setFocus()
    assert focused() is first
    QTest.keyClick(first, Key.Key_Return)
    settle(qtbot)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(StepDialog)), timeout=20_000)
    for each in page.findChildren(StepDialog):
        each.reject()
