"""Counselling from the talk to what an alert led to, on a real vault."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.common.permissions import may
from app.health.clients import services as clients
from app.health.clients.models import Client
from app.health.counselling import queries, services
from app.health.counselling.declared import SessionFilter, Sort
from app.health.counselling.kinds import COUNSELLING
from app.health.counselling.models import InstrumentTaken
from app.health.counselling.values import NewSession, NewTaken
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.clocked import MORNING
from tests.health.builders import opened

TODAY = date(2026, 3, 11)
CALM = NewTaken("phq9", (1, 1, 1, 1, 1, 0, 0, 0, 0), 1)
IN_DANGER = NewTaken("phq9", (1, 1, 0, 0, 0, 0, 0, 0, 1), 0)
TALK = NewSession(TODAY, 40, topics=("sti", "mental_health"), agreed="Hẹn xét nghiệm cùng tuần", note="Ngủ kém")


def heard(session: Session) -> list[audit.Entry]:
    with session.read() as db:
        return audit.entries(db, Compartment.HEALTH, limit=30)


def test_a_session_is_recorded_read_and_found_by_code_alone(lead: Session, officer: Session, viewer: Session) -> None:
    client = opened(lead)
    done = services.record_session(
        officer, client.id, replace(TALK, taken=(CALM,), next_visit_on=TODAY + timedelta(days=14))
    )
    assert (done.number, done.alerts) == ("TV26-001", ())
    detail = services.show_session(officer, done.id)
    assert (detail.client, detail.counsellor) == (client.code, officer.account.full_name)
    assert detail.topics == ("Bệnh lây truyền qua đường tình dục", "Sức khỏe tâm thần, căng thẳng, giấc ngủ")
    (taken,) = detail.taken
    assert (taken.scored.score, taken.scored.band, taken.answers, taken.difficulty) == (5, "mild", CALM.answers, 1)
    shown = clients.show_client(lead, client.id)
    assert (shown.next_visit_on, shown.last_visit_on, shown.urgent) == (TODAY + timedelta(days=14), TODAY, False)

    (row,) = queries.list_sessions(viewer, SessionFilter(text=client.code)).rows
    assert (row.number, row.instruments, row.minutes) == ("TV26-001", 1, 40)
    assert [hit["number"] for hit in COUNSELLING.search(lead, "tv26-1")] == ["TV26-001"]
    assert COUNSELLING.search(lead, "Ngủ kém") == [] == COUNSELLING.search(lead, "xét nghiệm")
    with pytest.raises(Refused, match="level"):
        services.show_session(viewer, done.id)
    told = " ".join(f"{entry.action} {entry.subject} {entry.detail}" for entry in heard(lead))
    assert "counselling.record counselling/TV26-001" in told
    for secret in ("Ngủ", "Hẹn xét", "sti", "mental", "phq9", "mild", "officer_note"):
        assert secret not in told
    document = COUNSELLING.show(lead, "TV26-001")
    assert not {"agreed", "note", "topics", "answers", "score"} & set(document)
    assert COUNSELLING.export is not None
    (line,) = COUNSELLING.export.rows(lead, {})
    assert [column.value(line) for column in COUNSELLING.export.columns][:2] == ["TV26-001", client.code]


def test_the_question_about_self_harm_raises_an_alert_until_somebody_notes_what_was_done(
    lead: Session, officer: Session
) -> None:
    client = opened(lead)
    done = services.record_session(officer, client.id, replace(TALK, taken=(IN_DANGER,)))
    assert len(done.alerts) == 1
    (alert,) = services.open_alerts(lead)
    assert (alert.client, alert.number, alert.raised_by) == (client.code, "TV26-001", officer.account.full_name)
    assert clients.show_client(lead, client.id).urgent
    assert [row.number for row in queries.list_sessions(lead, SessionFilter(alert_open=True)).rows] == ["TV26-001"]
    # The lowest band does not matter, and the alert outlives a correction of the answer.
    assert services.show_session(lead, done.id).taken[0].scored.band == "minimal"
    services.edit_session(officer, done.id, replace(TALK, taken=(replace(IN_DANGER, answers=(0,) * 9),)))
    assert [each.id for each in services.open_alerts(lead, client.id)] == [alert.id]
    with pytest.raises(Invalid) as empty:
        services.note_alert(lead, alert.id, " ")
    assert set(empty.value.fields) == {"done"}
    with pytest.raises(Refused):  # not dealt with as something merely urgent is
        clients.calm(lead, client.id, "Đã nói chuyện")
    services.note_alert(lead, alert.id, "Ở cùng đến khi người nhà tới; chuyển bệnh viện")
    assert services.open_alerts(lead) == [] and not clients.show_client(lead, client.id).urgent
    assert services.show_session(lead, done.id).alerts[0].done.startswith("Ở cùng")
    with pytest.raises(Refused):
        services.note_alert(lead, alert.id, "Lần nữa")
    assert "Ở cùng" not in " ".join(str(entry.detail) for entry in heard(lead))


def test_a_second_danger_is_a_second_alert_and_the_client_stays_urgent_until_both_are_noted(lead: Session) -> None:
    client = opened(lead)
    for _ in range(2):
        services.record_session(lead, client.id, replace(TALK, taken=(IN_DANGER,)))
    first, second = services.open_alerts(lead)
    services.note_alert(lead, first.id, "Đã gọi người nhà")
    assert clients.show_client(lead, client.id).urgent
    services.note_alert(lead, second.id, "Đã gặp")
    assert not clients.show_client(lead, client.id).urgent


def test_what_was_shown_stays_as_it_was_though_the_form_is_reckoned_anew(lead: Session) -> None:
    client = opened(lead)
    done = services.record_session(lead, client.id, replace(TALK, taken=(CALM,)))
    with lead.work(Compartment.HEALTH) as work:
        row = work.db.scalars(select(InstrumentTaken)).one()
        row.band, row.edition = "as_it_was_called_then", "vi-0"
    services.edit_session(lead, done.id, replace(TALK, taken=(CALM,), agreed="Điều khác"))
    taken = services.show_session(lead, done.id).taken[0]
    assert (taken.scored.band, taken.edition) == ("as_it_was_called_then", "vi-0")


def test_a_form_with_a_gap_is_kept_without_a_score(lead: Session) -> None:
    client = opened(lead)
    gap = NewTaken("gad7", (3, 3, 3, None, 3, 3, 3))
    done = services.record_session(lead, client.id, replace(TALK, taken=(gap,)))
    scored = services.show_session(lead, done.id).taken[0].scored
    assert (scored.score, scored.band, scored.at_least, scored.answered) == (None, None, 18, 6)


def test_wrong_fields_are_named_and_nothing_is_kept(lead: Session) -> None:
    client = opened(lead)
    wrong = NewSession(
        TODAY - timedelta(days=1),
        minutes=1000,
        topics=("gossip",),
        next_visit_on=TODAY - timedelta(days=2),
        taken=(NewTaken("phq9", (4,) * 9), NewTaken("gad7", (None,) * 7)),
    )
    with pytest.raises(Invalid) as caught:
        services.record_session(lead, client.id, wrong)
    assert set(caught.value.fields) == {*("held_on", "minutes", "topics", "next_visit_on", "taken.phq9", "taken.gad7")}
    with pytest.raises(Invalid) as empty:
        services.record_session(lead, client.id, NewSession(TODAY))
    assert set(empty.value.fields) == {"topics"}
    assert queries.count_sessions(lead) == 0


def test_a_session_is_edited_on_its_day_and_corrected_later_with_its_version(lead: Session, officer: Session) -> None:
    client = opened(lead)
    done = services.record_session(officer, client.id, TALK)
    edited = services.edit_session(officer, done.id, replace(TALK, minutes=50), expected_version=1)
    with pytest.raises(Conflict) as meanwhile:
        services.edit_session(officer, done.id, TALK, expected_version=1)
    assert meanwhile.value.theirs is not None and meanwhile.value.theirs.facts.minutes == 50  # type: ignore[attr-defined]
    with officer.at(MORNING + timedelta(days=1)):
        with pytest.raises(Refused, match="correct it"):
            services.edit_session(officer, done.id, TALK)
        with pytest.raises(Invalid):
            services.correct_session(officer, done.id, TALK, " ")
        services.correct_session(officer, done.id, replace(TALK, minutes=45), "Nhầm thời lượng", edited.version)
        detail = services.show_session(officer, done.id)
    assert [version.reason for version in detail.versions] == ["Nhầm thời lượng", ""]
    assert detail.versions[0].record["session"]["minutes"] == 50
    assert [entry.action for entry in detail.timeline] == ["record", "edit", "correct"]


def test_only_a_lead_removes_a_session_and_brings_it_back(lead: Session, officer: Session, viewer: Session) -> None:
    client = opened(lead)
    done = services.record_session(officer, client.id, TALK)
    with pytest.raises(Refused):
        services.remove_session(officer, done.id, "Nhầm")
    with pytest.raises(Refused):
        services.record_session(viewer, client.id, TALK)
    services.remove_session(lead, done.id, "Nhập nhầm hồ sơ")
    assert queries.count_sessions(lead) == 0 and COUNSELLING.search(lead, "TV26-001") == []
    assert [row.number for row in queries.list_sessions(lead, SessionFilter(removed=True)).rows] == ["TV26-001"]
    services.restore_session(lead, done.id)
    assert queries.count_sessions(lead) == 1
    again = services.record_session(lead, client.id, TALK)
    assert again.number == "TV26-002"
    assert [row.number for row in queries.list_sessions(lead, sort=Sort.NUMBER).rows] == ["TV26-001", "TV26-002"]


def test_the_sessions_of_a_client_who_is_not_shown_any_more_are_nowhere(lead: Session, social_lead: Session) -> None:
    client = opened(lead)
    done = services.record_session(lead, client.id, replace(TALK, taken=(IN_DANGER,)))
    with lead.work(Compartment.HEALTH) as work:
        work.db.get_one(Client, client.id).listed = False
    assert queries.list_sessions(lead).rows == () and services.open_alerts(lead) == []
    with pytest.raises(NotFound):
        services.show_session(lead, done.id)
    # Another unit's account reaches none of it, whatever its level.
    assert may(social_lead, "counselling.list")
    with pytest.raises(Exception, match="health"):
        queries.list_sessions(social_lead)
