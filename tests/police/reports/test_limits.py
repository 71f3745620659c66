"""Extending, suspending, noting as met, bringing to the lead; and that a report keeps its rule."""

from datetime import date, timedelta

import pytest

from app.common.deadlines import Rule
from app.police.reports import queries, services, services_limits, services_review
from app.police.reports.terms import ReportKind, State
from app.police.reports.values import Deadline
from app.registry import queries as registry
from app.registry import services as shared
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.police.reports.builders import ACCEPT, ANONYMOUS, received, verifying


def limit(session: Session, report: int, stage: str) -> Deadline:
    detail = services.read_again(session, report)
    return next(each for each in detail.deadlines if each.stage == stage and not each.replaced)


def test_a_crime_report_is_extended_to_two_months_and_once_more(lead: Session) -> None:
    report = verifying(lead).report_id
    services_limits.extend(lead, report, "Nhiều tình tiết")
    assert limit(lead, report, "verify").due_on == date(2026, 5, 11)
    services_limits.extend(lead, report, "Viện kiểm sát gia hạn")
    assert limit(lead, report, "verify").due_on == date(2026, 7, 13)  # the 11th is a Saturday
    with pytest.raises(Refused):
        services_limits.extend(lead, report, "Thêm nữa")


def test_an_extension_asked_late_is_noted_with_a_warning(lead: Session) -> None:
    report = verifying(lead).report_id
    services_limits.extend(lead, report, "Nhiều tình tiết")
    with lead.at(lead.clock() + timedelta(days=58)):
        done = services_limits.extend(lead, report, "Viện kiểm sát gia hạn")
    assert done.warning and done.warning_values == {"days": 5}


def test_an_extension_needs_a_ground_and_a_lead(lead: Session, officer: Session) -> None:
    report = verifying(officer).report_id
    with pytest.raises(Invalid):
        services_limits.extend(lead, report, " ")
    with pytest.raises(Refused):
        services_limits.extend(officer, report, "Nhiều tình tiết")


def test_feedback_knows_no_extension(lead: Session) -> None:
    with pytest.raises(Refused):
        services_limits.extend(lead, verifying(lead, ReportKind.FEEDBACK).report_id, "Nhiều tình tiết")


def test_a_suspended_report_is_not_due_and_ends_later_by_the_days_it_stood(lead: Session) -> None:
    report = verifying(lead).report_id
    services_limits.suspend(lead, report, "Chờ giám định")
    assert services.read_again(lead, report).due_on is None
    with lead.at(lead.clock() + timedelta(days=7)):
        services_limits.resume(lead, report)
        assert services.read_again(lead, report).due_on == date(2026, 4, 7)


def test_acceptance_starts_the_clock_of_settling_and_ends_that_of_sorting(officer: Session) -> None:
    report = received(officer, ReportKind.COMPLAINT).report_id
    assert services.read_again(officer, report).due_stage == "acceptance"
    services.take_step(officer, report, "accept", ACCEPT)
    detail = services.read_again(officer, report)
    assert (detail.due_stage, detail.due_on) == ("settle", date(2026, 4, 10))
    assert limit(officer, report, "acceptance").met_at is not None


def test_a_second_complaint_has_its_own_limit(officer: Session) -> None:
    report = received(officer, ReportKind.COMPLAINT, instance=2).report_id
    services.take_step(officer, report, "accept", ACCEPT)
    # 45 days end on Saturday the 25th; Monday is off for the Hùng Kings.
    assert limit(officer, report, "settle").due_on == date(2026, 4, 28)


def test_the_result_is_told_only_where_somebody_forwarded_the_denunciation(officer: Session) -> None:
    plain = services.read_again(officer, received(officer, ReportKind.DENUNCIATION).report_id)
    sent = services.read_again(officer, received(officer, ReportKind.DENUNCIATION, source="press").report_id)
    assert "tell_result" not in {each.stage for each in plain.deadlines}
    assert "tell_result" in {each.stage for each in sent.deadlines}


def test_a_running_report_keeps_its_rule_when_the_table_changes(lead: Session) -> None:
    old = received(lead).report_id
    with lead.read() as db:
        rule = next(each for each in registry.deadline_rules(db) if each.code == "crime_report.verify")
    changed = Rule.from_json({**rule.to_json(), "length": 10, "in_force_from": "2026-03-01"})
    shared.change_deadline_rule(lead, changed)
    fresh = received(lead).report_id
    assert limit(lead, old, "verify").due_on == date(2026, 3, 31)
    assert limit(lead, fresh, "verify").due_on == date(2026, 3, 23)  # ten days end on a Saturday


def test_classifying_again_restarts_the_clock_and_keeps_the_old_number_in_its_register(officer: Session) -> None:
    report = received(officer)
    with officer.at(officer.clock() + timedelta(days=5)):
        done = services_review.reclassify(officer, report.report_id, ReportKind.FEEDBACK, "Là phản ánh về trật tự")
        detail = services.read_again(officer, report.report_id)
    assert done.number == "001/2026/PA"
    assert detail.due_on == date(2026, 3, 30)  # ten working days after Monday the 16th
    assert [(each.number, each.withdrawn_reason) for each in detail.numbers] == [
        ("001/2026/TB", "Là phản ánh về trật tự")
    ]
    assert all(each.replaced for each in detail.deadlines if each.starts_at < detail.timeline[-1].at)
    assert received(officer).number == "002/2026/TB"
    assert services.find_number(officer, "001/2026/TB") == report.report_id


def test_classifying_again_needs_a_reason_and_another_kind(officer: Session) -> None:
    report = received(officer).report_id
    with pytest.raises(Invalid):
        services_review.reclassify(officer, report, ReportKind.FEEDBACK, "")
    with pytest.raises(Invalid):
        services_review.reclassify(officer, report, ReportKind.CRIME_REPORT, "Nhầm")


def test_an_anonymous_denunciation_is_checked_as_feedback(officer: Session) -> None:
    report = received(officer, ReportKind.DENUNCIATION, reporter=ANONYMOUS).report_id
    with pytest.raises(Refused):
        services.take_step(officer, report, "accept", ACCEPT)
    services_review.reclassify(officer, report, ReportKind.FEEDBACK, "Nội dung rõ, không nêu tên")
    assert services.take_step(officer, report, "accept", ACCEPT).state is State.ACCEPTED


def test_a_notice_that_was_sent_is_noted_and_the_main_limit_only_by_its_step(officer: Session) -> None:
    report = verifying(officer).report_id
    notice, verify = limit(officer, report, "notice_of_receipt"), limit(officer, report, "verify")
    services_limits.record_done(officer, report, notice.id, "Đã gửi thông báo số 12")
    assert limit(officer, report, "notice_of_receipt").met_at is not None
    with pytest.raises(Refused):
        services_limits.record_done(officer, report, verify.id, "Xong")


def test_what_was_brought_to_the_lead_stands_in_their_work_until_answered(officer: Session, lead: Session) -> None:
    report = verifying(officer).report_id
    services_limits.escalate(officer, report, "Xin ý kiến")
    assert [row.id for row in queries.worklist(lead).escalated] == [report]
    assert queries.worklist(officer).escalated == ()
    services_limits.answer_escalation(lead, report, "Đồng ý")
    assert queries.worklist(lead).escalated == ()


def test_hours_end_at_their_moment(officer: Session) -> None:
    report = received(officer).report_id
    check = limit(officer, report, "preliminary_check")
    detail = services.read_again(officer, report)
    assert check.due_at == detail.received_at + timedelta(hours=24)
