"""Every step and act is asked for by one dialog made from the rules table, and says beforehand what it does."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.desktop.police.reports import steps_doing, steps_fields
from app.desktop.police.reports.declared import STEPS
from app.desktop.records import step_dialog
from app.desktop.records.fields_more import CatalogueField
from app.desktop.records.step_dialog import StepDialog
from app.police.reports import rules, services, services_limits, services_review
from app.police.reports.declared import DESK
from app.police.reports.rules import ACTS, TRANSITIONS, StepFacts
from app.police.reports.terms import Classification, ReportKind, State
from app.police.reports.values import Changed, ReportDetail
from app.vault.session import Session
from tests.desktop.police.reports.filling import Desk, Key, press, received, write
from tests.desktop.walk import walk

ELSEWHERE = {"edit", "correct", "print"}  # the form, and the documents


def ask(desk: Desk, session: Session, detail: ReportDetail, name: str) -> tuple[StepDialog, list[Changed]]:
    done: list[Changed] = []
    dialog = step_dialog.ask(desk, session, detail, name, STEPS, done.append).dialog
    desk.settle()
    return dialog, done


def put(dialog: StepDialog, **values: object) -> None:
    for name, value in values.items():
        dialog.form.field(name).editor.set_value(value)


def words(dialog: StepDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog))


def test_every_fact_of_the_rules_table_has_its_field() -> None:
    needed = {need for step in TRANSITIONS.values() for need in step.needs}
    needed |= {need for name, act in ACTS.items() if name not in ELSEWHERE for need in act.needs}
    assert needed <= set(steps_fields.FIELDS)


def test_every_act_is_done_by_something() -> None:
    assert set(ACTS) - ELSEWHERE <= set(steps_doing.DOINGS)


def test_a_report_is_worked_from_receipt_to_closing(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    for name, values in (
        ("accept", {"officer": lead.account.id}),
        ("begin_verification", {}),
        ("conclude", {"verification_result": "Có dấu hiệu", "classification": Classification.CRIMINAL}),
        ("resolve", {"handling": "Chuyển cơ quan điều tra"}),
        ("close", {"notice": "told", "notice_how": "Qua điện thoại"}),
    ):
        dialog, done = ask(desk, lead, services.read_again(lead, detail.id), name)
        put(dialog, **values)
        assert walk(dialog) == []
        dialog.do.click()
        desk.settle()
        assert [each.action for each in done] == [name]
    closed = services.read_again(lead, detail.id)
    assert closed.state is State.CLOSED
    assert (closed.notice_on, closed.notice_how) == (date(2026, 3, 11), "Qua điện thoại")


def test_a_step_is_done_with_the_keyboard_alone(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, done = ask(desk, lead, detail, "transfer")
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.form.field("authority").widget.setFocus()
    write("Công an xã Đồng Tiến")
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert services.read_again(lead, detail.id).authority == "Công an xã Đồng Tiến"
    assert len(done) == 1


def test_an_authority_of_the_list_is_kept_by_its_code(qtbot, lead: Session) -> None:
    dialog, _done = ask(Desk(qtbot), lead, received(lead), "transfer")
    dialog.form.editor("authority", CatalogueField).edit.setText("cong an thanh pho")
    assert dialog.form.field("authority").value() == "city_police"
    dialog.close()


def test_what_is_missing_keeps_the_step_from_being_taken(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, done = ask(desk, lead, detail, "decline")
    dialog.do.click()
    desk.settle()
    assert dialog.form.box("decline_ground").error_text() and not done
    put(dialog, decline_ground="other")
    dialog.do.click()
    desk.settle()
    assert dialog.form.box("note").error_text() and not done
    put(dialog, note="Không có địa chỉ")
    dialog.do.click()
    desk.settle()
    assert services.read_again(lead, detail.id).state is State.DECLINED


def test_closing_asks_either_the_notice_or_why_there_is_none(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    services.take_step(lead, detail.id, "decline", StepFacts(decline_ground="already_settled"))
    dialog, _done = ask(desk, lead, services.read_again(lead, detail.id), "close")
    put(dialog, notice="not_told")
    assert not dialog.form.box("notice_on").isVisibleTo(dialog)
    dialog.do.click()
    assert dialog.form.box("no_notice_reason").error_text()
    put(dialog, no_notice_reason="Người báo không để lại địa chỉ")
    dialog.do.click()
    desk.settle()
    assert services.read_again(lead, detail.id).no_notice_reason == "Người báo không để lại địa chỉ"


def test_the_extension_shows_the_new_end_before_it_is_granted(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, done = ask(desk, lead, detail, "extend")
    shown = words(dialog)
    put(dialog, ground="Vụ việc phức tạp")
    dialog.do.click()
    desk.settle()
    after = services.read_again(lead, detail.id)
    assert after.due_on is not None and f"{after.due_on:%d/%m/%Y}" in shown
    assert "31/03/2026" in shown
    assert len(done) == 1


def test_an_extension_asked_late_is_warned_of(qtbot, lead: Session) -> None:
    from datetime import timedelta

    detail = received(lead)
    late = lead.clock() + timedelta(days=18)
    with lead.at(late):
        services_limits.extend(lead, detail.id, "phức tạp")
    after = services.read_again(lead, detail.id)
    assert after.due_on is not None
    with lead.at(late + timedelta(days=(after.due_on - lead.today()).days - 20)):
        dialog, _done = ask(Desk(qtbot), lead, services.read_again(lead, detail.id), "extend")
        assert "chậm nhất" in words(dialog)
        dialog.close()


def test_where_the_law_allows_no_more_the_dialog_says_so(qtbot, officer: Session, lead: Session) -> None:
    detail = received(lead, kind=ReportKind.FEEDBACK)
    dialog, _done = ask(Desk(qtbot), lead, detail, "extend")
    assert "Luật không cho" in words(dialog) or not dialog.do.isEnabled()
    assert not dialog.do.isEnabled()
    dialog.close()


def test_classifying_again_shows_the_new_limits_and_gives_another_number(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, _done = ask(desk, lead, detail, "reclassify")
    put(dialog, kind="denunciation")
    qtbot.waitUntil(lambda: "niêm phong" in words(dialog))
    assert "Điều 24 Luật Tố cáo" in words(dialog) and detail.number in words(dialog)
    put(dialog, reason="Người báo tố cáo đích danh")
    dialog.do.click()
    desk.settle()
    after = services.read_again(lead, detail.id)
    assert after.number == "001/2026/TC" and after.sealed


def test_the_same_kind_again_is_refused_under_its_field(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    dialog, done = ask(desk, lead, received(lead), "reclassify")
    put(dialog, kind="crime_report", reason="nhầm")
    dialog.do.click()
    desk.settle()
    assert dialog.form.box("kind").error_text() and not done
    dialog.close()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("assign", {"officer": "?"}),
        ("suspend", {"ground": "Chờ giám định"}),
        ("escalate", {"note": "Cần thêm người"}),
        ("remove", {"reason": "Trùng"}),
        ("record_done", {"note": "Đã gửi thông báo"}),
    ],
)
def test_an_act_is_done_and_noted(qtbot, lead: Session, officer: Session, name: str, values: dict[str, str]) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, done = ask(desk, lead, detail, name)
    if name == "assign":
        values = {"officer": officer.account.id}
    if name == "record_done":
        put(dialog, deadline=next(each.id for each in detail.deadlines if each.stage == "notice_of_receipt"))
    put(dialog, **values)
    assert walk(dialog) == []
    dialog.do.click()
    desk.settle()
    assert [each.action for each in done] == [name]
    assert services.read_again(lead, detail.id).timeline[-1].action == name


def test_suspended_and_resumed(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    services_limits.suspend(lead, detail.id, "Chờ giám định")
    dialog, _done = ask(desk, lead, services.read_again(lead, detail.id), "resume")
    assert "Chờ giám định" in words(dialog)
    dialog.do.click()
    desk.settle()
    assert services.read_again(lead, detail.id).suspended_at is None


def test_two_reports_are_linked_by_a_number_as_typed(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    first, second = received(lead), received(lead)
    dialog, _done = ask(desk, lead, second, "link")
    put(dialog, other="1/2026/tb", reason="Cùng vụ việc")
    dialog.do.click()
    desk.settle()
    assert [each.number for each in services.read_again(lead, first.id).links] == [second.number]


def test_what_somebody_did_meanwhile_is_said_before_the_step_is_taken(qtbot, lead: Session, colleague: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, done = ask(desk, lead, detail, "transfer")
    services.edit_report(colleague, detail.id, detail.version, {"content": "Nội dung mới"})
    put(dialog, authority="city_police")
    dialog.do.click()
    desk.settle()
    assert "Tạ Thu Hà" in words(dialog) and not done
    assert services.read_again(lead, detail.id).state is State.RECEIVED
    dialog.do.click()
    desk.settle()
    assert services.read_again(lead, detail.id).state is State.TRANSFERRED


def test_a_step_that_does_not_follow_any_more_cannot_be_pressed(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, done = ask(desk, lead, detail, "transfer")
    services.take_step(lead, detail.id, "decline", StepFacts(decline_ground="already_settled"))
    put(dialog, authority="city_police")
    dialog.do.click()
    desk.settle()
    assert not dialog.do.isEnabled() and not done
    dialog.close()


def test_what_was_typed_for_a_step_stands_there_again(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, _done = ask(desk, lead, detail, "transfer")
    put(dialog, authority="Công an xã Đồng Tiến")
    dialog.reject()
    desk.settle()
    again, _done = ask(desk, lead, detail, "transfer")
    assert again.form.field("authority").value() == "Công an xã Đồng Tiến"
    again.do.click()
    desk.settle()
    assert DESK.list_drafts(lead) == []


def test_a_step_can_be_taken_back(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog, _done = ask(desk, lead, detail, "accept")
    dialog.do.click()
    desk.settle()
    services_review.undo_last(lead, detail.id)
    assert services.read_again(lead, detail.id).state is State.RECEIVED
    assert rules.NEXT[State.RECEIVED] == "accept"
