"""An open report is changed, a locked one corrected, a sealed reporter left alone; two people never overwrite."""

from datetime import timedelta

import pytest

from app.desktop.records.conflict import ConflictDialog
from app.desktop.records.form_page import FormPage
from app.police.reports import services, services_review
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, ReportKind
from app.police.reports.values import Changed, Reporter
from app.vault.session import Session
from tests.desktop.police.reports.filling import Desk, fill, received
from tests.desktop.walk import walk


@pytest.fixture
def done() -> list[Changed]:
    return []


def test_only_what_was_changed_is_written(qtbot, officer: Session, done: list[Changed]) -> None:
    detail = received(officer, note="gọi lại sau")
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    form.saved.connect(done.append)
    fill(form, content="Nghi có môi giới, có ghi biển số xe")
    form.save()
    desk.settle()
    saved = services.read_again(officer, detail.id)
    assert saved.content == "Nghi có môi giới, có ghi biển số xe"
    assert saved.note == "gọi lại sau"
    assert saved.timeline[-1].detail["changed"] == ["content"]
    assert [each.action for each in done] == ["edit"]


def test_saving_without_a_change_writes_nothing(qtbot, officer: Session) -> None:
    detail = received(officer)
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    form.save()
    desk.settle()
    assert services.read_again(officer, detail.id).version == detail.version


def test_a_sealed_reporter_stays_sealed_through_an_edit(qtbot, officer: Session) -> None:
    detail = received(officer, kind=ReportKind.DENUNCIATION)
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    assert not form.form.box("reporter_name").isVisibleTo(form)
    fill(form, content="Nội dung rõ hơn")
    form.save()
    desk.settle()
    assert services.reveal_reporter(officer, detail.id, "kiểm tra").name == "Vũ Thị Hạnh"


def test_a_sealed_reporter_is_changed_only_after_it_was_shown_for_a_reason(qtbot, officer: Session) -> None:
    detail = received(officer, kind=ReportKind.DENUNCIATION)
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    form.entry.owner.reveal("bổ sung điện thoại")
    desk.settle()
    assert form.form.draft()["reporter_name"] == "Vũ Thị Hạnh"
    fill(form, reporter_phone="0987654321")
    form.save()
    desk.settle()
    assert services.reveal_reporter(officer, detail.id, "kiểm tra").phone == "0987654321"
    assert any(each.action == "reveal" for each in services.read_again(officer, detail.id).timeline)


def concluded(lead: Session) -> int:
    detail = received(lead)
    for step, facts in (
        ("accept", StepFacts()),
        ("begin_verification", StepFacts(officer_id=lead.account.id)),
        (
            "conclude",
            StepFacts(verification_result="Có dấu hiệu", classification=Classification.CRIMINAL),
        ),
    ):
        services.take_step(lead, detail.id, step, facts)
    return detail.id


def test_a_correction_asks_the_reason_first_and_keeps_the_old_version(qtbot, lead: Session) -> None:
    number = concluded(lead)
    desk = Desk(qtbot)
    form = desk.form(lead, services.read_again(lead, number))
    fill(form, verification_result="Có dấu hiệu môi giới")
    assert not form.save()
    assert form.form.box("reason").error_text()
    fill(form, reason="Ghi thiếu")
    assert form.save()
    desk.settle()
    saved = services.read_again(lead, number)
    assert saved.verification_result == "Có dấu hiệu môi giới"
    assert [(each.reason, each.record["verification_result"]) for each in saved.versions] == [
        ("Ghi thiếu", "Có dấu hiệu")
    ]


# --- two people ----------------------------------------------------------------------------------------


def both_editing(qtbot, lead: Session) -> tuple[Desk, FormPage, int]:
    detail = received(lead)
    desk = Desk(qtbot)
    return desk, desk.form(lead, detail), detail.id


def dialog_of(form: FormPage) -> ConflictDialog:
    found = form.findChild(ConflictDialog)
    assert found is not None
    return found


def test_a_field_that_both_changed_waits_for_a_decision(
    qtbot, lead: Session, colleague: Session, done: list[Changed]
) -> None:
    desk, form, number = both_editing(qtbot, lead)
    form.saved.connect(done.append)
    services.edit_report(colleague, number, 1, {"content": "Bản của đồng nghiệp"})
    fill(form, content="Bản của tôi")
    form.save()
    desk.settle()
    dialog = dialog_of(form)
    assert services.read_again(lead, number).content == "Bản của đồng nghiệp"
    assert not dialog.do.isEnabled()
    dialog.compare._groups["content"].button(0).setChecked(True)
    assert walk(dialog) == []
    dialog.do.click()
    desk.settle()
    assert services.read_again(lead, number).content == "Bản của tôi"
    assert len(done) == 1


def test_choosing_the_saved_version_leaves_it(qtbot, lead: Session, colleague: Session) -> None:
    desk, form, number = both_editing(qtbot, lead)
    services.edit_report(colleague, number, 1, {"content": "Bản của đồng nghiệp"})
    fill(form, content="Bản của tôi", note="Ghi chú của tôi")
    form.save()
    desk.settle()
    dialog = dialog_of(form)
    dialog.compare._groups["content"].button(1).setChecked(True)
    dialog.do.click()
    desk.settle()
    saved = services.read_again(lead, number)
    assert (saved.content, saved.note) == ("Bản của đồng nghiệp", "Ghi chú của tôi")


def test_changes_to_different_fields_both_stay_and_are_told(qtbot, lead: Session, colleague: Session) -> None:
    desk, form, number = both_editing(qtbot, lead)
    services.edit_report(colleague, number, 1, {"note": "Đã gọi lại"})
    fill(form, content="Bản của tôi")
    form.save()
    desk.settle()
    dialog = dialog_of(form)
    assert dialog.compare.choices() == {} and dialog.do.isEnabled()
    dialog.do.click()
    desk.settle()
    saved = services.read_again(lead, number)
    assert (saved.content, saved.note) == ("Bản của tôi", "Đã gọi lại")


def test_a_third_save_meanwhile_is_shown_again(qtbot, lead: Session, colleague: Session) -> None:
    desk, form, number = both_editing(qtbot, lead)
    services.edit_report(colleague, number, 1, {"content": "Lần một"})
    fill(form, content="Bản của tôi")
    form.save()
    desk.settle()
    dialog = dialog_of(form)
    dialog.compare._groups["content"].button(0).setChecked(True)
    services.edit_report(colleague, number, 2, {"content": "Lần hai"})
    dialog.do.click()
    desk.settle()
    assert services.read_again(lead, number).content == "Lần hai"
    again = [each for each in form.findChildren(ConflictDialog) if each.isVisible()]
    assert len(again) == 1
    again[0].close()


def test_going_back_from_the_comparison_loses_nothing_typed(qtbot, lead: Session, colleague: Session) -> None:
    desk, form, number = both_editing(qtbot, lead)
    services.edit_report(colleague, number, 1, {"content": "Bản của đồng nghiệp"})
    fill(form, content="Bản của tôi")
    form.save()
    desk.settle()
    dialog_of(form).keep.click()
    desk.settle()
    assert form.form.draft()["content"] == "Bản của tôi"


def test_the_day_of_receipt_moves_the_limit_when_it_is_changed(qtbot, officer: Session) -> None:
    detail = received(officer)
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    fill(form, received_on=detail.received_on - timedelta(days=2), received_time=None)
    form.save()
    desk.settle()
    after = services.read_again(officer, detail.id)
    assert detail.due_on is not None and after.due_on is not None and after.due_on < detail.due_on


def test_a_reporter_who_was_named_can_become_unknown(qtbot, officer: Session) -> None:
    detail = received(officer)
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    fill(form, reporter_form="anonymous")
    form.save()
    desk.settle()
    assert services.read_again(officer, detail.id).reporter == Reporter(form="anonymous")  # type: ignore[arg-type]


def test_an_edit_can_be_taken_back(qtbot, officer: Session) -> None:
    detail = received(officer)
    desk = Desk(qtbot)
    form = desk.form(officer, detail)
    fill(form, content="Sửa nhầm")
    form.save()
    desk.settle()
    services_review.undo_last(officer, detail.id)
    assert services.read_again(officer, detail.id).content == detail.content
