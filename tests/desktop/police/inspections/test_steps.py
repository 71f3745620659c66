"""A planned visit is changed without being recorded, and a sanction begins with what is stored of it."""

from datetime import date, time

import pytest

from app.desktop.background import busy
from app.desktop.police.inspections.steps import STEPS
from app.desktop.records.drafts import from_plain, to_plain
from app.desktop.records.step_dialog import StepDialog
from app.police.inspections import services, services_sanctions
from app.police.inspections.terms import MemberRole, State
from app.police.inspections.values import Decision, Member
from app.vault.errors import Conflict, Invalid
from tests.desktop.walk import walk
from tests.police.inspections.builders import finding, member, plan, premises, ready, recorded, sanction


def settle(qtbot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


@pytest.fixture
def asked(qtbot):
    def open_step(session, detail, name) -> StepDialog:
        dialog = StepDialog(None, session, detail, name, STEPS)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.resize(700, 1100)  # nothing scrolls: the walk looks at what is in view
        settle(qtbot)
        return dialog

    return open_step


def test_editing_a_visit_to_come_changes_what_is_planned_and_records_nothing(qtbot, asked, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    secretary = Member("Đinh Thị Sáu", MemberRole.SECRETARY, "Phòng Văn hóa - Xã hội")
    services.assign_team(
        lead, visit, (member(officer, MemberRole.LEADER), secretary), Decision("12/QĐ", date(2026, 3, 2))
    )
    dialog = asked(lead, services.read_again(lead, visit), "edit")
    assert walk(dialog) == []
    dialog.form.field("planned_on").editor.set_value(date(2026, 3, 12))
    dialog.form.field("planned_from").editor.set_value(time(19, 0))
    dialog.form.field("note").editor.set_value("Đi buổi tối")
    dialog.do.click()
    settle(qtbot)
    after = services.read_again(lead, visit)
    assert (after.state, after.planned_on, after.planned_from, after.note) == (
        State.READY, date(2026, 3, 12), time(19, 0), "Đi buổi tối",
    )  # fmt: skip
    assert after.inspected_on is None
    assert [each.role for each in after.team] == [MemberRole.LEADER, MemberRole.SECRETARY]
    assert after.timeline[-1].action == "edit"


def test_an_officer_does_not_get_the_fields_of_the_team_and_a_plain_visit_stays_planned(asked, qtbot, officer, lead):
    visit = plan(lead, premises(lead)).inspection_id
    dialog = asked(officer, services.read_again(officer, visit), "edit")
    assert "leader" not in dialog.form.draft()
    dialog.form.field("content").editor.set_value("Kiểm tra đăng ký lưu trú")
    dialog.do.click()
    settle(qtbot)
    after = services.read_again(lead, visit)
    assert (after.state, after.content) == (State.PLANNED, "Kiểm tra đăng ký lưu trú")


def test_what_somebody_else_planned_meanwhile_is_not_overwritten(asked, qtbot, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    began = services.read_again(officer, visit)
    dialog = asked(officer, began, "edit")
    dialog.form.field("note").editor.set_value("Mang theo sổ")
    services.reschedule(lead, visit, date(2026, 3, 14))
    values = dialog.form.values()
    values["seen"] = [[name, from_plain(to_plain(value))] for name, value in values["seen"]]  # as a draft keeps it
    dialog.form.field("seen").editor.set_value(values["seen"])
    values["seen"] = dialog.form.field("seen").editor.value()
    with pytest.raises(Conflict):
        STEPS.do(officer, began, "edit", values)
    STEPS.do(officer, services.read_again(officer, visit), "edit", values)
    after = services.read_again(lead, visit)
    assert (after.planned_on, after.note) == (date(2026, 3, 14), "Mang theo sổ")
    values = dict(values, planned_on=date(2026, 3, 20))
    with pytest.raises(Invalid) as wrong:
        STEPS.do(officer, after, "edit", values)
    assert set(wrong.value.fields) == {"planned_on", "note"} & set(wrong.value.fields) | {"planned_on"}
    STEPS.do(officer, after, "edit", values)
    assert services.read_again(lead, visit).planned_on == date(2026, 3, 20)


def test_changing_a_sanction_begins_with_what_is_stored(asked, qtbot, lead, officer) -> None:
    detail = recorded(lead, officer, premises(lead), finding(), finding("", description="Không niêm yết giá"))
    first, second = (each.id for each in detail.findings)
    services_sanctions.add_sanction(
        officer, detail.id, sanction(second, note="Nộp tại kho bạc", due_on=date(2026, 3, 21))
    )
    dialog = asked(officer, services.read_again(officer, detail.id), "change_sanction")
    assert walk(dialog) == []
    form = dialog.form
    assert form.field("findings").value() == (second,)
    assert (form.field("amount").value(), form.field("addressee").value()) == (3_000_000, "Hoàng Văn Định")
    form.field("findings").editor.boxes[first].setChecked(True)
    form.field("findings").editor.boxes[second].setChecked(False)
    form.field("amount").editor.set_value(900_000_000)
    facts = STEPS.about(officer, services.read_again(officer, detail.id), "change_sanction", form.draft())
    assert facts[0].tone is not None
    dialog.do.click()
    settle(qtbot)
    after = services.read_again(officer, detail.id).sanctions[0]
    assert (after.finding_ids, after.amount, after.note) == ((first,), 900_000_000, "Nộp tại kho bạc")
    assert (after.due_on, after.decision_number) == (date(2026, 3, 21), "15/QĐ-XPHC")
