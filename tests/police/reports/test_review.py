"""Correcting, binning, undoing, linking: nothing is lost and nothing is overwritten unseen."""

import pytest
from sqlalchemy import select

from app.police.reports import queries, services, services_review
from app.police.reports.declared import ReportFilter
from app.police.reports.models import ReportNumber
from app.police.reports.rules import StepFacts
from app.police.reports.terms import ReportKind, State
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session
from tests.police.reports.builders import ACCEPT, CONCLUDE, closed, concluded, received, verifying


def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_is_kept(officer: Session, lead: Session) -> None:
    report = closed(officer)
    facts = {"content": "Nội dung đúng", "verification_result": "Kết quả đúng"}
    services_review.correct(lead, report.report_id, report.version, facts, "Gõ nhầm")
    detail = services.read_again(lead, report.report_id)
    assert (detail.content, detail.verification_result) == ("Nội dung đúng", "Kết quả đúng")
    old = detail.versions[0]
    assert (old.reason, old.record["content"]) == ("Gõ nhầm", "Nhà nghỉ mở nhạc lớn sau 22 giờ")
    assert old.record["verification_result"] == "Có tiếng ồn sau 22 giờ."


def test_a_correction_needs_a_reason_and_a_lead(officer: Session, lead: Session) -> None:
    report = concluded(officer)
    with pytest.raises(Invalid):
        services_review.correct(lead, report.report_id, report.version, {"content": "khác"}, "")
    with pytest.raises(Refused):
        services_review.correct(officer, report.report_id, report.version, {"content": "khác"}, "Gõ nhầm")
    assert services.read_again(lead, report.report_id).versions == ()


def test_an_open_report_is_edited_and_not_corrected(lead: Session) -> None:
    report = received(lead)
    with pytest.raises(Refused):
        services_review.correct(lead, report.report_id, report.version, {"content": "khác"}, "Gõ nhầm")


def test_what_is_in_the_bin_is_in_no_list_and_not_found_until_restored(lead: Session) -> None:
    report = received(lead).report_id
    services_review.remove(lead, report, "Nhập trùng")
    assert queries.list_reports(lead).rows == () and queries.search_reports(lead, "nhac lon") == []
    in_bin = ReportFilter(in_bin=True)
    assert [row.id for row in queries.list_reports(lead, in_bin).rows] == [report]
    services_review.restore(lead, report)
    assert [row.id for row in queries.list_reports(lead).rows] == [report]
    assert [found.id for found in queries.search_reports(lead, "nhac lon")] == [report]


def test_a_number_is_never_given_twice_even_from_the_bin(lead: Session) -> None:
    services_review.remove(lead, received(lead).report_id, "Nhập trùng")
    assert received(lead).number == "002/2026/TB"


def test_a_persons_own_last_act_can_be_undone_and_both_stay_in_the_timeline(officer: Session) -> None:
    report = received(officer)
    services.edit_report(officer, report.report_id, report.version, {"content": "khác", "note": "mới"})
    offered = services.read_again(officer, report.report_id).undoable
    assert offered is not None and offered.label == "Edit"
    services_review.undo_last(officer, report.report_id, offered.event_id)
    detail = services.read_again(officer, report.report_id)
    assert (detail.content, detail.note) == ("Nhà nghỉ mở nhạc lớn sau 22 giờ", "")
    assert [(each.action, each.undone) for each in detail.timeline] == [
        ("receive", False), ("edit", True), ("undo", False),
    ]  # fmt: skip


def test_undoing_a_step_gives_state_and_limits_back(officer: Session) -> None:
    report = verifying(officer, ReportKind.COMPLAINT).report_id
    before = services.read_again(officer, report)
    services.take_step(officer, report, "conclude", CONCLUDE)
    services_review.undo_last(officer, report)
    after = services.read_again(officer, report)
    assert (after.state, after.due_on, after.classification) == (State.VERIFYING, before.due_on, None)
    assert after.deadlines == before.deadlines


def test_undoing_again_takes_back_the_act_before(officer: Session) -> None:
    report = received(officer).report_id
    services.take_step(officer, report, "accept", ACCEPT)
    services.take_step(officer, report, "begin_verification", StepFacts())
    services_review.undo_last(officer, report)
    services_review.undo_last(officer, report)
    assert services.read_again(officer, report).state is State.RECEIVED


def test_undoing_a_classification_gives_the_old_number_back_and_the_new_one_stays_given(officer: Session) -> None:
    report = received(officer).report_id
    services_review.reclassify(officer, report, ReportKind.FEEDBACK, "Là phản ánh")
    services_review.undo_last(officer, report)
    assert services.read_again(officer, report).number == "001/2026/TB"
    assert received(officer, ReportKind.FEEDBACK).number == "002/2026/PA"
    with officer.read() as db:
        lines = {line.number: line.withdrawn_reason for line in db.scalars(select(ReportNumber))}
    assert lines == {"001/2026/TB": "", "001/2026/PA": "undo", "002/2026/PA": ""}


def test_undoing_a_receipt_puts_the_report_into_the_bin(officer: Session) -> None:
    report = received(officer).report_id
    services_review.undo_last(officer, report)
    assert services.read_again(officer, report).removed


def test_nobody_undoes_what_a_colleague_did(officer: Session, lead: Session) -> None:
    report = received(officer).report_id
    with pytest.raises(Refused):
        services_review.undo_last(lead, report)


def test_undo_takes_back_what_was_offered_and_nothing_else(officer: Session) -> None:
    report = received(officer)
    offered = services.read_again(officer, report.report_id).undoable
    assert offered is not None
    services.edit_report(officer, report.report_id, report.version, {"note": "mới"})
    with pytest.raises(Conflict):
        services_review.undo_last(officer, report.report_id, offered.event_id)


def test_two_reports_of_one_matter_are_linked_both_ways(officer: Session) -> None:
    first, second = received(officer).report_id, received(officer, ReportKind.FEEDBACK).report_id
    services_review.link(officer, second, first, "Cùng một cơ sở")
    assert [each.id for each in services.read_again(officer, first).links] == [second]
    assert [each.id for each in services.read_again(officer, second).links] == [first]
    with pytest.raises(Invalid):
        services_review.link(officer, first, second, "Cùng một cơ sở")
    services_review.unlink(officer, first, second)
    assert services.read_again(officer, second).links == ()
