"""May a report be declined on a ground that no list has, that its legal track does not know, or that says nothing?"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.police.reports import queries, services, services_review
from app.police.reports.declared import ReportFilter
from app.police.reports.grounds import grounds_for, tracks_of
from app.police.reports.rules import StepFacts
from app.police.reports.terms import ReportKind, State
from app.registry import queries as registry
from app.registry import services as lists
from app.registry.queries import Item
from app.vault.errors import AppError, Invalid
from app.vault.session import Session
from tests.police.reports.builders import new as new_report

WRITTEN = {"no_signature", "copy_without_basis", "not_competent", "returned_with_guidance"}
TRACKS: dict[ReportKind, set[str]] = {
    # Counted by hand from the list of outcomes of sorting, track by track.
    ReportKind.CRIME_REPORT: {"already_settled", "anonymous_unclear", "other"},
    ReportKind.DENUNCIATION: {*WRITTEN, "already_settled", "anonymous_unclear", "other"},
    ReportKind.COMPLAINT: {*WRITTEN, "already_settled", "anonymous_unclear", "out_of_time", "other"},
    ReportKind.PETITION: {*WRITTEN, "already_settled", "anonymous_unclear", "other"},
    ReportKind.FEEDBACK: {*WRITTEN, "already_settled", "anonymous_unclear", "other"},
}


def decline(lead: Session, kind: ReportKind, ground: str, note: str = "") -> None:
    made = services.receive_report(lead, new_report(kind=kind))
    services.take_step(lead, made.report_id, "decline", StepFacts(decline_ground=ground, note=note))


def refused(lead: Session, kind: ReportKind, ground: str, note: str = "") -> dict[str, AppError]:
    before = queries.count_reports(lead, ReportFilter(states=frozenset({State.DECLINED})))
    with pytest.raises(Invalid) as wrong:
        decline(lead, kind, ground, note)
    assert queries.count_reports(lead, ReportFilter(states=frozenset({State.DECLINED}))) == before
    return dict(wrong.value.fields)


@pytest.mark.parametrize("kind", ReportKind)
def test_each_track_has_its_own_grounds_and_the_service_knows_no_other(lead: Session, kind: ReportKind) -> None:
    with lead.read() as db:
        every = {item.code for item in registry.catalogue(db, registry.DECLINE_GROUNDS)}
        assert {item.code for item in grounds_for(db, kind, 1)} == TRACKS[kind]
    for ground in sorted(every - TRACKS[kind]):
        assert set(refused(lead, kind, ground)) == {"decline_ground"}
    for ground in sorted(TRACKS[kind]):
        decline(lead, kind, ground, "đã hướng dẫn")


@pytest.mark.parametrize("ground", ["", "  ", "no such ground", "NOT_COMPETENT"])
def test_a_ground_that_is_in_no_list_declines_nothing(lead: Session, ground: str) -> None:
    assert set(refused(lead, ReportKind.FEEDBACK, ground)) == {"decline_ground"}


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_another_ground_says_which(lead: Session, note: str) -> None:
    assert set(refused(lead, ReportKind.PETITION, "other", note)) == {"note"}


def test_a_ground_out_of_use_is_no_ground(lead: Session) -> None:
    with lead.read() as db:
        item = next(each for each in registry.catalogue(db, registry.DECLINE_GROUNDS) if each.code == "already_settled")
    lists.change_item(lead, registry.DECLINE_GROUNDS, item.code, replace(item, active=False))
    assert set(refused(lead, ReportKind.FEEDBACK, "already_settled")) == {"decline_ground"}


def test_an_office_s_own_ground_is_for_the_tracks_that_it_says_or_for_all(lead: Session) -> None:
    lists.add_item(lead, registry.DECLINE_GROUNDS, "ours", "Căn cứ của đơn vị")
    decline(lead, ReportKind.CRIME_REPORT, "ours")
    lists.add_item(lead, registry.DECLINE_GROUNDS, "theirs", "Chỉ cho kiến nghị", facts={"tracks": ["petition"]})
    decline(lead, ReportKind.PETITION, "theirs")
    assert set(refused(lead, ReportKind.COMPLAINT, "theirs")) == {"decline_ground"}


def test_a_vault_whose_grounds_say_no_tracks_yet_goes_by_the_shipped_ones() -> None:
    assert tracks_of(Item("out_of_time", "Đã hết thời hiệu", True, "", False)) == ["complaint", "complaint_second"]
    assert tracks_of(Item("out_of_time", "Đã hết thời hiệu", True, "", False, facts={"tracks": []})) == []
    assert tracks_of(Item("ours", "Căn cứ của đơn vị", True, "", False)) == []


def test_a_correction_gives_no_ground_that_the_step_would_refuse(lead: Session) -> None:
    made = services.receive_report(lead, new_report(kind=ReportKind.FEEDBACK))
    done = services.take_step(lead, made.report_id, "decline", StepFacts(decline_ground="not_competent"))
    for ground in ("out_of_time", "no such ground"):
        with pytest.raises(Invalid) as wrong:
            services_review.correct(lead, made.report_id, done.version, {"decline_ground": ground}, "nhập nhầm")
        assert set(wrong.value.fields) == {"decline_ground"}
    services_review.correct(lead, made.report_id, done.version, {"decline_ground": "already_settled"}, "nhập nhầm")


def test_a_source_or_a_village_that_is_in_no_list_is_refused_and_one_out_of_use_stays_where_it_was(
    lead: Session,
) -> None:
    entry = new_report(received_on=date(2026, 3, 5))
    nowhere = replace(entry, source="no such source", place=replace(entry.place, village_id=9999))
    with pytest.raises(Invalid) as wrong:
        services.receive_report(lead, nowhere)
    assert set(wrong.value.fields) == {"source", "village_id"}
    lists.add_village(lead, "Thôn Nam Am")
    with lead.read() as db:
        found = next(each.id for each in registry.villages(db) if each.name == "Thôn Nam Am")
        source = next(iter(registry.catalogue(db, registry.SOURCES)))
    entry = new_report(source=source.code)
    entry = replace(entry, place=replace(entry.place, village_id=found))
    made = services.receive_report(lead, entry)
    lists.retire_village(lead, found)
    lists.change_item(lead, registry.SOURCES, source.code, replace(source, active=False))
    services.edit_report(lead, made.report_id, made.version, {"content": "Nội dung sửa lại"})
    with pytest.raises(Invalid) as wrong:
        services.receive_report(lead, entry)
    assert set(wrong.value.fields) == {"source", "village_id"}


def test_a_choice_that_comes_as_plain_text_is_its_member_or_refused(lead: Session) -> None:
    plain: dict[str, Any] = {"kind": "denunciation", "urgency": "urgent"}
    made = services.receive_report(lead, replace(new_report(), **plain))
    assert services.open_report(lead, made.report_id).kind is ReportKind.DENUNCIATION
    wrong_choices: tuple[tuple[str, Any], ...] = (("kind", "rumour"), ("urgency", "soon"), ("flags", {"rich"}))
    for name, value in wrong_choices:
        with pytest.raises(Invalid) as wrong:
            services.receive_report(lead, replace(new_report(), **{name: value}))
        assert set(wrong.value.fields) == {name}
