"""Do the services refuse by themselves what no screen offers: grounds, sources, villages, officers, kinds, days?"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.police.reports import services, services_review
from app.police.reports.grounds import grounds_for
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Flag, ReporterForm, ReportKind, Urgency
from app.police.reports.values import Place, Reporter
from app.registry import queries as registry
from app.registry import services as lists
from app.registry.establishments import services as register
from app.registry.establishments.values import Entry
from app.vault.errors import Invalid
from app.vault.session import Session
from tests.police.reports.builders import CLOSE, concluded, new, received


def refused(call: Any, *arguments: Any, **named: Any) -> set[str]:
    """The fields at which a service refuses."""
    with pytest.raises(Invalid) as refusal:
        call(*arguments, **named)
    return set(refusal.value.fields)


def declined(lead: Session, kind: ReportKind, ground: str, note: str = "") -> Any:
    report = received(lead, kind).report_id
    return services.take_step, lead, report, "decline", StepFacts(decline_ground=ground, note=note)


# --- grounds of declining ------------------------------------------------------------------------------


def test_a_ground_that_no_list_has_declines_nothing(lead: Session) -> None:
    call, *rest = declined(lead, ReportKind.COMPLAINT, "no_such_ground")
    assert refused(call, *rest) == {"decline_ground"}
    assert services.read_again(lead, rest[1]).state == "received"


def test_the_ground_other_needs_a_note_that_says_which(lead: Session) -> None:
    call, *rest = declined(lead, ReportKind.FEEDBACK, "other", "  ")
    assert refused(call, *rest) == {"note"}
    call, *rest = declined(lead, ReportKind.FEEDBACK, "other", "Người báo rút lại")
    assert call(*rest).state == "declined"


def test_a_ground_used_no_longer_declines_nothing(lead: Session) -> None:
    with lead.read() as db:
        ground = next(each for each in registry.catalogue(db, registry.DECLINE_GROUNDS) if each.code == "out_of_time")
    lists.change_item(lead, registry.DECLINE_GROUNDS, ground.code, replace(ground, active=False))
    call, *rest = declined(lead, ReportKind.COMPLAINT, "out_of_time")
    assert refused(call, *rest) == {"decline_ground"}


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        (ReportKind.CRIME_REPORT, "not_competent"),
        (ReportKind.CRIME_REPORT, "no_signature"),
        (ReportKind.DENUNCIATION, "out_of_time"),
        (ReportKind.FEEDBACK, "out_of_time"),
    ],
)
def test_a_ground_of_another_legal_track_declines_nothing(lead: Session, kind: ReportKind, ground: str) -> None:
    call, *rest = declined(lead, kind, ground)
    assert refused(call, *rest) == {"decline_ground"}


def test_a_complaint_out_of_time_is_declined(lead: Session) -> None:
    call, *rest = declined(lead, ReportKind.COMPLAINT, "out_of_time")
    assert call(*rest).state == "declined"


def test_the_offices_own_ground_is_for_every_track(lead: Session) -> None:
    lists.add_item(lead, registry.DECLINE_GROUNDS, "own_ground", "Căn cứ của đơn vị")
    for kind in ReportKind:
        call, *rest = declined(lead, kind, "own_ground")
        assert call(*rest).state == "declined"


def test_a_vault_whose_grounds_name_no_tracks_yet_follows_the_reference(lead: Session) -> None:
    with lead.read() as db:
        ground = next(each for each in registry.catalogue(db, registry.DECLINE_GROUNDS) if each.code == "out_of_time")
    lists.change_item(lead, registry.DECLINE_GROUNDS, ground.code, replace(ground, facts={}))
    call, *rest = declined(lead, ReportKind.CRIME_REPORT, "out_of_time")
    assert refused(call, *rest) == {"decline_ground"}


def test_the_form_is_offered_the_grounds_of_the_track_alone(lead: Session) -> None:
    with lead.read() as db:
        crime = {each.code for each in grounds_for(db, "crime_report", 1)}
        complaint = {each.code for each in grounds_for(db, "complaint", 2)}
    assert crime == {"already_settled", "anonymous_unclear", "other"}
    assert {"out_of_time", "not_competent"} <= complaint


# --- intake --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("source", {"source": "pigeon"}),
        ("urgency", {"urgency": "at_once"}),
        ("flags", {"flags": frozenset({"dragon"})}),
        ("reporter_form", {"reporter": Reporter("ghost", "Nguyễn Thị Hòa")}),  # type: ignore[arg-type]
        ("unknown", {"unknown": frozenset({"content"})}),
        ("village_id", {"place": Place(village_id=999)}),
        ("establishment_id", {"place": Place(establishment_id=999)}),
        ("kind", {"kind": "rumour"}),
        ("received_on", {"received_on": date(2026, 3, 12)}),
        ("received_on", {"received_on": date.min}),
        ("officer", {"officer_id": "nobody"}),
    ],
)
def test_what_no_list_has_is_not_taken_in(lead: Session, field: str, facts: dict[str, Any]) -> None:
    assert field in refused(services.receive_report, lead, new(**facts))


def test_a_plain_text_that_means_a_choice_is_taken_for_it(lead: Session) -> None:
    report = services.receive_report(lead, new(urgency="urgent", flags=["child"])).report_id
    detail = services.read_again(lead, report)
    assert (detail.urgency, detail.flags) == (Urgency.URGENT, frozenset({Flag.CHILD}))


def test_an_anonymous_reporter_given_as_a_plain_text_keeps_no_name(lead: Session) -> None:
    report = services.receive_report(lead, new(reporter=Reporter("anonymous", "Nguyễn Thị Hòa"))).report_id  # type: ignore[arg-type]
    assert services.read_again(lead, report).reporter == Reporter(ReporterForm.ANONYMOUS)


def test_a_village_used_no_longer_stays_on_its_reports_and_is_taken_by_no_other(lead: Session) -> None:
    village, other = lists.add_village(lead, "Thôn Thượng"), lists.add_village(lead, "Thôn Hạ")
    report = received(lead, place=Place(village_id=village))
    lists.retire_village(lead, village)
    services.edit_report(lead, report.report_id, report.version, {"note": "Đã gọi lại"})
    assert refused(services.receive_report, lead, new(place=Place(village_id=village))) == {"village_id"}
    elsewhere = received(lead, place=Place(village_id=other))
    moved = {"place": Place(village_id=village)}
    assert refused(services.edit_report, lead, elsewhere.report_id, elsewhere.version, moved) == {"village_id"}


def test_premises_that_closed_are_named_by_no_new_report(lead: Session) -> None:
    place = register.add_establishment(lead, Entry("Karaoke Trăng Non", "karaoke")).establishment_id
    register.close_establishment(lead, place, date(2026, 3, 1), "Trả mặt bằng")
    assert refused(services.receive_report, lead, new(place=Place(establishment_id=place))) == {"establishment_id"}


# --- steps ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("authority", ["no_such_body", "other"])
def test_a_report_is_transferred_to_a_body_of_the_list_or_one_called_by_its_name(lead: Session, authority: str) -> None:
    report = received(lead).report_id
    assert refused(services.take_step, lead, report, "transfer", StepFacts(authority=authority)) == {"authority"}
    done = services.take_step(lead, report, "transfer", StepFacts(authority="Công an xã Đồng Tiến"))
    assert done.state == "transferred"


@pytest.mark.parametrize(
    ("field", "day"), [("notice_on", date(2026, 3, 12)), ("notice_on", date(2026, 3, 10)), ("notice_on", date.min)]
)
def test_nobody_was_told_in_the_future_or_before_the_receipt(lead: Session, field: str, day: date) -> None:
    report = concluded(lead).report_id
    services.take_step(lead, report, "resolve", StepFacts(handling="Nhắc nhở."))
    assert refused(services.take_step, lead, report, "close", replace(CLOSE, notice_on=day)) == {field}


def test_whom_a_notice_reached_needs_the_way_as_well(lead: Session) -> None:
    report = concluded(lead).report_id
    services.take_step(lead, report, "resolve", StepFacts(handling="Nhắc nhở."))
    assert refused(services.take_step, lead, report, "close", replace(CLOSE, notice_how=" ")) == {"notice_how"}


def test_who_is_in_charge_is_not_assigned_again(lead: Session, officer: Session) -> None:
    report = received(lead, officer_id=officer.account.id).report_id
    assert refused(services.assign, lead, report, officer.account.id) == {"officer"}


@pytest.mark.parametrize("kind", ["rumour", "crime_report"])
def test_a_report_is_classified_again_as_another_kind_there_is(lead: Session, kind: Any) -> None:
    report = received(lead).report_id
    assert refused(services_review.reclassify, lead, report, kind, "Nhầm") == {"kind"}


def test_a_denunciation_given_as_a_plain_text_is_sealed_all_the_same(lead: Session) -> None:
    report = received(lead).report_id
    services_review.reclassify(lead, report, "denunciation", "Có người bị tố cáo")  # type: ignore[arg-type]
    assert services.read_again(lead, report).sealed


# --- corrections ---------------------------------------------------------------------------------------


def test_an_outcome_is_corrected_to_what_the_step_would_take(lead: Session) -> None:
    call, *rest = declined(lead, ReportKind.COMPLAINT, "no_signature")
    done = call(*rest)
    wrong = {"decline_ground": "no_such_ground"}
    correct = services_review.correct
    assert refused(correct, lead, done.report_id, done.version, wrong, "Nhầm") == {"decline_ground"}
    correct(lead, done.report_id, done.version, {"decline_ground": "out_of_time"}, "Nhầm")
    assert services.read_again(lead, done.report_id).decline_ground == "out_of_time"


def test_an_outcome_that_no_step_wrote_is_not_invented_by_a_correction(lead: Session) -> None:
    done = concluded(lead)
    invented = {"decline_ground": "already_settled"}
    assert refused(services_review.correct, lead, done.report_id, done.version, invented, "Nhầm") == {"decline_ground"}


def test_a_field_that_is_no_field_is_refused_in_words(lead: Session) -> None:
    report = received(lead)
    assert refused(services.edit_report, lead, report.report_id, report.version, {"kind": "feedback"}) == {"kind"}
