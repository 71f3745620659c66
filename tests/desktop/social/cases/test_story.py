"""From the first talk to the check after closure, by keyboard alone: consent, steps, closing, half a year later."""

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest

from app.desktop.records.step_dialog import StepDialog
from app.social.cases import queries, services
from app.social.cases.terms import ConsentState, Outcome, State
from tests.clocked import MORNING
from tests.desktop.social.cases.keys import Ctrl, Key, dialog_of, focused, gone, press, settle, tab_to, write
from tests.desktop.walk import walk


def step(qtbot, page, name: str) -> StepDialog:
    """Ctrl+Enter asks for the next step."""
    press(Key.Key_Return, Ctrl)
    dialog = dialog_of(qtbot, page)
    assert dialog.asking.dialog._name == name
    assert walk(dialog) == []
    return dialog


def do(qtbot, page) -> None:
    """Ctrl+Enter does it."""
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)


@pytest.fixture
def page(qtbot, page_of, lead):
    found = page_of(lead)
    found.list.table.setFocus()
    return found


def test_a_case_goes_from_the_first_talk_to_the_check_after_closure(qtbot, page, lead) -> None:
    press(Key.Key_N, Ctrl)
    settle(qtbot)
    form = page.form()
    rows = form.form.field("consents").editor.rows
    assert {row.answer.value() for row in rows} == {"not_asked"} and form.form.draft()["basis"] is None
    assert focused() is rows[0].answer.focusProxy()
    press(Key.Key_Space)  # agrees to the record
    tab_to(rows[0].how)
    press(Key.Key_Space)  # a signed form
    press(Key.Key_Right)  # no: before a witness
    write(rows[0].witness, "Trần Thị Chứng")
    tab_to(rows[1].answer)
    press(Key.Key_Right)  # refuses
    press(Key.Key_Space)
    tab_to(form.form.field("basis").editor)
    press(Key.Key_Space)
    write(form.form.field("alias").editor, "Sương Đêm")
    write(form.form.field("birth").editor, "1998")
    write(form.form.field("note").editor, "Muốn học may.")
    tab_to(form.form.field("source").editor)
    press(Key.Key_Down)
    assert walk(form) == []
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    assert page.form() is None
    row = queries.list_cases(lead).rows[0]
    detail = page.detail.detail()
    assert detail is not None and detail.id == row.id and detail.state is State.INTAKE
    answers = {each.purpose: each.state for each in detail.consents}
    assert answers == {rows[0].code: ConsentState.GIVEN, rows[1].code: ConsentState.REFUSED}
    assert services.reveal_identity(lead, row.id, "Xem lại").alias == "Sương Đêm"

    for name in ("assess", "support", "follow"):
        step(qtbot, page, name)
        do(qtbot, page)
    assert services.read_again(lead, row.id).state is State.FOLLOWING

    dialog = step(qtbot, page, "close")
    press(Key.Key_Return, Ctrl)  # without an outcome it is not done
    settle(qtbot)
    assert dialog.isVisible() and services.read_again(lead, row.id).state is State.FOLLOWING
    tab_to(dialog.form.field("outcome").widget)
    press(Key.Key_Down)
    do(qtbot, page)
    closed = services.read_again(lead, row.id)
    assert closed.state is State.CLOSED and closed.outcome is Outcome.GOAL_MET

    with lead.at(MORNING + timedelta(days=190)):
        page.refresh()
        settle(qtbot)
        dialog = step(qtbot, page, "check")
        write(dialog.form.field("note").widget, "Vẫn làm ở xưởng may.")
        do(qtbot, page)
        assert services.read_again(lead, row.id).checked_on == lead.today()
    assert walk(page) == []


def test_what_was_typed_is_kept_when_the_form_is_left_and_stands_there_again(qtbot, page, lead) -> None:
    press(Key.Key_N, Ctrl)
    settle(qtbot)
    form = page.form()
    press(Key.Key_Space)
    tab_to(form.form.field("consents").editor.rows[0].how)
    press(Key.Key_Space)
    write(form.form.field("alias").editor, "Mây")
    press(Key.Key_Escape)
    settle(qtbot)
    assert page.form() is None and queries.count_cases(lead) == 0
    from app.desktop.social.cases.work import CASE_WORK

    lines = CASE_WORK.show(lead, CASE_WORK.read(lead)).drafts
    assert len(lines) == 1 and "Mây" not in lines[0].title + lines[0].words
    page.resume_draft(lines[0].lead.values[0])
    settle(qtbot)
    again = page.form().form
    assert again.draft()["alias"] == "Mây"
    row = again.field("consents").editor.rows[0]
    assert row.answer.value() == ConsentState.GIVEN and row.how.value() is not None
    page.form().discard()
    settle(qtbot)


def test_without_consent_nothing_is_saved_and_the_form_says_where(qtbot, page, lead) -> None:
    press(Key.Key_N, Ctrl)
    settle(qtbot)
    form = page.form()
    tab_to(form.form.field("basis").editor)
    press(Key.Key_Space)  # “agrees”, though nobody answered above
    write(form.form.field("alias").editor, "Mây")
    tab_to(form.form.field("source").editor)
    press(Key.Key_Down)
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    assert "basis" in form.form.errors() and queries.count_cases(lead) == 0
    tab_to(form.form.field("basis").editor)
    press(Key.Key_Right)  # a duty by law: it is asked which
    assert form.form.box("basis_note").isVisibleTo(form.form)
    write(form.form.field("basis_note").editor, "Trẻ em bị bỏ rơi")
    QTest.keyClick(focused(), Key.Key_Return, Ctrl)
    settle(qtbot)
    assert queries.count_cases(lead) == 1
