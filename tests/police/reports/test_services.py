"""A report from its receipt to its end, by the services of the window."""

from datetime import date, timedelta

import pytest

from app.police.reports import services
from app.police.reports.detail import detail_of
from app.police.reports.queries import list_reports
from app.police.reports.record import find
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Flag, ReportKind, State
from app.police.reports.values import Place, ReportDetail, Reporter, Respondent
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.police.reports.builders import (
    ACCEPT,
    CLOSE,
    CONCLUDE,
    NAMED,
    RESOLVE,
    TODAY,
    closed,
    new,
    received,
    verifying,
)


def entries(session: Session) -> list[audit.Entry]:
    with session.read() as db:
        return audit.entries(db, Compartment.POLICE, limit=500)


def test_each_kind_has_its_own_register(officer: Session) -> None:
    kinds = (ReportKind.CRIME_REPORT, ReportKind.FEEDBACK, ReportKind.CRIME_REPORT, ReportKind.DENUNCIATION)
    assert [received(officer, kind).number for kind in kinds] == [
        "001/2026/TB",
        "001/2026/PA",
        "002/2026/TB",
        "001/2026/TC",
    ]


def test_a_report_of_last_year_gets_a_number_of_last_year(officer: Session) -> None:
    assert received(officer, received_on=date(2025, 12, 30)).number == "001/2025/TB"


def test_a_received_report_is_told_its_limit_with_basis_and_mark(officer: Session) -> None:
    detail = services.open_report(officer, received(officer).report_id)
    verify = next(limit for limit in detail.deadlines if limit.stage == "verify")
    assert (verify.due_on, verify.verified) == (date(2026, 3, 31), False)
    assert "147" in verify.basis
    assert (detail.due_on, detail.due_stage) == (date(2026, 3, 31), "verify")


def test_a_whole_life_ends_with_nothing_due(officer: Session) -> None:
    detail = services.open_report(officer, closed(officer).report_id)
    assert detail.state is State.CLOSED
    assert detail.due_on is None and detail.next_step is None
    assert all(limit.met_at is not None for limit in detail.deadlines)
    assert [each.action for each in detail.timeline] == [
        "receive", "accept", "begin_verification", "conclude", "resolve", "close",
    ]  # fmt: skip


def test_who_accepts_what_nobody_has_is_in_charge_of_it(officer: Session) -> None:
    report = received(officer).report_id
    services.take_step(officer, report, "accept", ACCEPT)
    assert services.read_again(officer, report).officer_id == officer.account.id


def test_a_lead_who_accepts_hands_it_on(lead: Session, officer: Session) -> None:
    report = received(officer).report_id
    services.take_step(lead, report, "accept", StepFacts(officer_id=officer.account.id))
    assert services.read_again(lead, report).officer == "Vũ Hải Nam"


def test_a_colleague_cannot_step_on_a_report_that_is_somebody_elses(officer: Session, colleague: Session) -> None:
    report = verifying(officer).report_id
    with pytest.raises(Refused):
        services.take_step(colleague, report, "conclude", CONCLUDE)


def test_a_step_without_its_facts_names_what_is_lacking(officer: Session) -> None:
    report = verifying(officer).report_id
    with pytest.raises(Invalid) as refusal:
        services.take_step(officer, report, "conclude", StepFacts())
    assert set(refusal.value.fields) == {"verification_result", "classification"}
    assert services.read_again(officer, report).state is State.VERIFYING


def test_an_officer_cannot_decline(officer: Session, lead: Session) -> None:
    report = received(officer).report_id
    with pytest.raises(Refused):
        services.take_step(officer, report, "decline", StepFacts(decline_ground="already_settled"))
    services.take_step(lead, report, "decline", StepFacts(decline_ground="already_settled"))
    detail = services.read_again(lead, report)
    assert (detail.state, detail.due_on) == (State.DECLINED, None)


def test_a_reopened_report_is_due_again_under_the_rule_it_had(lead: Session, officer: Session) -> None:
    report = closed(officer).report_id
    with lead.at(lead.clock() + timedelta(days=30)):
        services.take_step(lead, report, "reopen", StepFacts(reason="Có tình tiết mới."))
        detail = services.read_again(lead, report)
    assert detail.state is State.VERIFYING
    # 10/4 and twenty days, the 30th of April and the 1st of May being off.
    assert detail.due_on == date(2026, 5, 4)


def test_a_viewer_takes_nothing_in_and_opens_nothing(viewer: Session, officer: Session) -> None:
    report = received(officer).report_id
    with pytest.raises(Refused):
        received(viewer)
    with pytest.raises(Refused):
        services.open_report(viewer, report)


def test_every_opening_is_in_the_audit(officer: Session) -> None:
    report = received(officer)
    services.open_report(officer, report.report_id)
    assert [(e.action, e.subject) for e in entries(officer)[:2]] == [
        ("reports.open", f"reports/{report.number}"),
        ("reports.receive", f"reports/{report.number}"),
    ]


def test_an_edit_tells_old_and_new(officer: Session) -> None:
    report = received(officer)
    services.edit_report(officer, report.report_id, report.version, {"content": "Nội dung khác"})
    detail = entries(officer)[0].detail
    assert detail is not None
    assert detail["changes"] == {"content": ["Nhà nghỉ mở nhạc lớn sau 22 giờ", "Nội dung khác"]}


def test_no_audit_entry_names_a_reporter(officer: Session) -> None:
    report = received(officer)
    other = Reporter(name="Trần Thị Lụa", phone="0900000002")
    services.edit_report(officer, report.report_id, report.version, {"reporter": other})
    told = repr([entry.detail for entry in entries(officer)])
    assert "Hòa" not in told and "Lụa" not in told and "reporter" in told


def test_the_second_to_save_sees_what_the_first_saved_and_overwrites_nothing(officer: Session, lead: Session) -> None:
    report = received(officer)
    services.edit_report(lead, report.report_id, report.version, {"note": "của lãnh đạo"})
    with pytest.raises(Conflict) as refusal:
        services.edit_report(officer, report.report_id, report.version, {"note": "của cán bộ"})
    theirs = refusal.value.theirs
    assert isinstance(theirs, ReportDetail) and theirs.note == "của lãnh đạo"
    services.edit_report(officer, report.report_id, theirs.version, {"note": "của cả hai"})
    assert services.read_again(officer, report.report_id).note == "của cả hai"


def test_a_concluded_report_cannot_be_edited(officer: Session) -> None:
    report = closed(officer)
    with pytest.raises(Refused):
        services.edit_report(officer, report.report_id, report.version, {"content": "khác"})


def test_a_corrected_day_of_receipt_counts_the_limit_again(officer: Session) -> None:
    report = received(officer)
    services.edit_report(officer, report.report_id, report.version, {"received_on": TODAY - timedelta(days=6)})
    # The twentieth day after 5 March is Wednesday the 25th.
    assert services.read_again(officer, report.report_id).due_on == date(2026, 3, 25)


def test_only_denunciations_and_complaints_name_a_respondent(officer: Session) -> None:
    with pytest.raises(Invalid) as refusal:
        received(officer, respondent=Respondent("Chủ cơ sở"))
    assert "respondent_name" in refusal.value.fields
    complaint = received(officer, ReportKind.COMPLAINT, respondent=Respondent("Chủ cơ sở"))
    assert services.read_again(officer, complaint.report_id).respondent == Respondent("Chủ cơ sở")


def test_facts_may_be_missing_when_it_is_said_so_and_unknown_is_not_none(officer: Session) -> None:
    with pytest.raises(Invalid) as refusal:
        received(officer, content="", source="", reporter=Reporter())
    assert set(refusal.value.fields) >= {"content", "source"}
    report = received(officer, content="", source="", reporter=Reporter(), incomplete=True)
    nameless = received(officer, reporter=Reporter(), unknown=frozenset({"reporter_name"}))
    assert services.read_again(officer, report.report_id).incomplete
    assert services.read_again(officer, nameless.report_id).unknown == {"reporter_name"}


def test_a_day_to_come_is_refused_beside_its_field(officer: Session) -> None:
    with pytest.raises(Invalid) as refusal:
        received(officer, received_on=TODAY + timedelta(days=1))
    assert set(refusal.value.fields) == {"received_on"}


def test_text_is_stored_composed_and_phones_tidied(officer: Session) -> None:
    report = received(officer, content="No\u0302\u0323i dung", reporter=Reporter(name="Hòa", phone="+84 900 000 003"))
    detail = services.read_again(officer, report.report_id)
    assert detail.content == "Nội dung"
    assert detail.reporter is not None and detail.reporter.phone == "0900000003"


def test_a_village_of_no_list_is_refused(officer: Session) -> None:
    with pytest.raises(Invalid) as refusal:
        received(officer, place=Place(village_id=999))
    assert set(refusal.value.fields) == {"village_id"}


def test_flags_stand_before_everything(officer: Session) -> None:
    received(officer)
    flagged = received(officer, flags=frozenset({Flag.CHILD}))
    assert list_reports(officer).rows[0].id == flagged.report_id


def test_an_unknown_number_is_not_found_and_a_short_one_is(officer: Session) -> None:
    report = received(officer)
    assert services.find_number(officer, "1/2026/tb") == report.report_id
    with pytest.raises(NotFound):
        services.find_number(officer, "999/2026/TB")


def test_a_report_is_the_same_for_everybody_who_reads_it_at_once(officer: Session, lead: Session) -> None:
    report = received(officer).report_id
    with lead.read() as db:
        theirs = detail_of(lead, db, find(db, report))
    ours = services.read_again(officer, report)
    assert (theirs.content, theirs.due_on, theirs.reporter) == (ours.content, ours.due_on, NAMED)


def test_a_refused_step_leaves_no_trace(officer: Session) -> None:
    report = verifying(officer)
    before = services.read_again(officer, report.report_id)
    with pytest.raises(Refused):
        services.take_step(officer, report.report_id, "resolve", RESOLVE)
    with pytest.raises(Invalid):
        services.take_step(officer, report.report_id, "conclude", CLOSE)
    after = services.read_again(officer, report.report_id)
    assert (after.version, after.state, after.timeline) == (before.version, before.state, before.timeline)


def test_a_report_is_entered_with_what_its_builder_says(officer: Session) -> None:
    report = services.receive_report(officer, new(note="ghi chú"))
    detail = services.read_again(officer, report.report_id)
    assert (detail.note, detail.received_by, detail.reporter) == ("ghi chú", "Vũ Hải Nam", NAMED)
