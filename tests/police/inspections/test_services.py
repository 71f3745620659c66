"""A visit from its plan to its end, on a real vault."""

from datetime import date, time

import pytest

from app.police.inspections import queries, services, services_findings, services_review, services_sanctions
from app.police.inspections.terms import FindingState, InspectionKind, MemberRole, ReviewResult, State
from app.police.inspections.values import Decision, HeadCount, Member, Review
from app.registry.establishments import queries as register_queries
from app.registry.establishments import services as register
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session
from tests.police.inspections.builders import (
    finding,
    following,
    member,
    minutes,
    plan,
    premises,
    ready,
    recorded,
    sanction,
    team,
)


def test_a_planned_visit_is_held_put_right_and_closed(lead: Session, officer: Session) -> None:
    place = premises(lead)
    planned = plan(officer, place)
    assert planned.number == "001/2026/KT"
    decision = Decision("12/QĐ-CAX", date(2026, 3, 2))
    assert services.assign_team(lead, planned.inspection_id, team(officer), decision).state is State.READY

    done = services.record(officer, planned.inspection_id, minutes(findings=(finding(), finding("", description="x"))))
    assert (done.state, done.warning) == (State.RECORDED, "")
    with officer.read() as db:
        counted = register_queries.brief(db, place)
    assert counted is not None and counted.workers is not None
    assert (counted.workers.total, counted.workers.women, counted.workers.counted_on) == (5, 3, date(2026, 3, 10))

    assert services.conclude(officer, planned.inspection_id).state is State.FOLLOWING
    detail = services.open_inspection(officer, planned.inspection_id)
    assert detail.leader == "Vũ Hải Nam" and detail.premises.name == "Nhà nghỉ Thanh Bình"
    assert [each.violation_name for each in detail.findings][1:] == [""]
    assert "lưu trú" in detail.findings[0].violation_name
    with pytest.raises(Refused):
        services.close(lead, planned.inspection_id)

    again = services_findings.begin_follow_up(officer, planned.inspection_id, date(2026, 3, 11))
    first, second = (each.id for each in detail.findings)
    looked = (Review(first, ReviewResult.PUT_RIGHT), Review(second, ReviewResult.PARTLY, "", date(2026, 4, 10)))
    services.record(
        officer,
        again.inspection_id,
        minutes(inspected_on=date(2026, 3, 11), started=time(8), ended=time(9), reviews=looked),
    )
    detail = services.read_again(officer, planned.inspection_id)
    assert [each.state for each in detail.findings] == [FindingState.PUT_RIGHT, FindingState.OPEN]
    assert detail.findings[1].fix_by == date(2026, 4, 10)
    assert [each.number for each in detail.follow_ups] == ["002/2026/KT"]
    assert detail.findings[0].reviews[0].number == "002/2026/KT"

    services_findings.hand_over(officer, planned.inspection_id, second, "Công an thành phố")
    assert services.close(lead, planned.inspection_id).state is State.CLOSED


def test_an_unannounced_inspection_begins_with_its_minutes(lead: Session, officer: Session) -> None:
    place = premises(lead)
    done = services.add_unannounced(officer, place, minutes(team=team(officer)))
    detail = services.read_again(officer, done.inspection_id)
    assert (detail.kind, detail.state) == (InspectionKind.UNANNOUNCED, State.RECORDED)
    assert services.conclude(officer, done.inspection_id).state is State.CLOSED

    with pytest.raises(Invalid) as refused:
        services.add_unannounced(officer, place, minutes(team=team(lead)))
    assert set(refused.value.fields) == {"team"}
    services.add_unannounced(lead, place, minutes(team=team(officer), started=time(6), ended=time(7)))


def wrong(error: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return set(error.value.fields)


def test_a_team_is_a_leader_and_one_more_and_nobody_is_in_it_twice(lead: Session, officer: Session) -> None:
    planned = plan(lead, premises(lead)).inspection_id
    decision = Decision("12/QĐ-CAX", date(2026, 3, 2))
    cases = (
        ((member(officer, MemberRole.LEADER),), decision, {"team"}),
        ((member(officer), Member("Đinh Thị Sáu")), decision, {"leader"}),
        ((*team(officer), member(officer)), decision, {"team", "team.2"}),
        ((*team(officer), Member("đinh thị sáu", office="phòng văn hóa - xã hội")), decision, {"team", "team.2"}),
        (team(officer), Decision(), {"decision_on"}),
        (team(officer), Decision("13", date(2026, 3, 20)), {"decision_on"}),
    )
    for members, by, fields in cases:
        with pytest.raises(Invalid) as error:
            services.assign_team(lead, planned, members, by)
        assert wrong(error) == fields
    with pytest.raises(Refused):
        services.assign_team(officer, planned, team(officer), decision)


def test_nobody_is_in_two_inspections_at_the_same_time(lead: Session, officer: Session, colleague: Session) -> None:
    decision = Decision("12/QĐ-CAX", date(2026, 3, 2))
    first = plan(lead, premises(lead), planned_from=time(20), planned_until=time(22)).inspection_id
    services.assign_team(lead, first, team(officer), decision)
    other = premises(lead, "Karaoke Trăng Non")
    second = plan(lead, other, planned_from=time(21), planned_until=time(23)).inspection_id
    with pytest.raises(Invalid) as error:
        services.assign_team(lead, second, team(officer, member(colleague)), decision)
    why = error.value.fields["team.0"]
    assert why.values == {"name": "Vũ Hải Nam", "number": "001/2026/KT", "hours": "20:00–22:00"}

    services.reschedule(lead, second, date(2026, 3, 10), time(22), time(23))
    assert services.assign_team(lead, second, team(officer, member(colleague)), decision).warning == ""
    with pytest.raises(Invalid) as error:
        services.reschedule(lead, second, date(2026, 3, 10), time(19), time(21))
    assert {"team.0"} <= wrong(error)

    third = plan(lead, other).inspection_id  # no hours: that it is the same day is a word, not an error
    assert services.assign_team(lead, third, team(officer), decision).warning_values["name"] == "Vũ Hải Nam"


def test_nothing_is_inspected_where_premises_are_closed_or_not_open_yet(lead: Session) -> None:
    place = premises(lead, opened_on=date(2025, 6, 1))
    with pytest.raises(Invalid) as error:
        plan(lead, place, date(2025, 5, 31))
    assert wrong(error) == {"planned_on"}
    register.close_establishment(lead, place, date(2026, 3, 5), "trả mặt bằng")
    with pytest.raises(Invalid) as error:
        services.add_unannounced(lead, place, minutes(team=team(lead)))
    assert wrong(error) == {"inspected_on"}
    done = services.add_unannounced(lead, place, minutes(team=team(lead), inspected_on=date(2026, 3, 4)))
    assert done.state is State.RECORDED
    with pytest.raises(Invalid) as error:
        plan(lead, place, None)
    assert wrong(error) == {"establishment_id"}


def test_minutes_say_at_each_field_what_is_wrong(lead: Session, officer: Session) -> None:
    inspection_id = ready(lead, officer, premises(lead))
    entered = minutes(
        inspected_on=date(2026, 3, 12),
        ended=time(9),
        started=None,
        team=(Member("A"), Member("a")),
        head_count=HeadCount(5, 6, None, 5, -1),
        findings=(finding("no_such_kind", fix_by=date(2026, 3, 1)), finding("", measures=("no_such",))),
    )
    with pytest.raises(Invalid) as error:
        services.record(officer, inspection_id, entered)
    assert {"inspected_on", "leader", "team.1", "workers_women", "workers_declared"} <= wrong(error)
    assert {"findings.0.violation_code", "findings.0.fix_by", "findings.1.description", "findings.1.measures"} <= wrong(
        error
    )
    assert services.read_again(lead, inspection_id).state is State.READY

    with pytest.raises(Invalid) as error:
        services.record(officer, inspection_id, minutes(started=None, findings=(finding(fix_by=date(2026, 3, 9)),)))
    assert wrong(error) == {"started", "findings", "findings.0.fix_by"}


def test_a_sanction_needs_a_finding_and_an_odd_amount_is_only_a_warning(lead: Session, officer: Session) -> None:
    detail = recorded(lead, officer, premises(lead), finding())
    (found,) = detail.findings
    for bad, fields in (
        (sanction(), {"findings"}),
        (sanction(found.id + 1), {"findings"}),
        (sanction(found.id, decision_on=date(2026, 3, 9), amount=0), {"decision_on", "amount"}),
        (sanction(found.id, paid_on=date(2026, 3, 10), due_on=date(2026, 3, 1)), {"paid_on", "due_on"}),
        (sanction(found.id, decision_number=" ", amount=None), {"decision_number", "amount"}),
    ):
        with pytest.raises(Invalid) as error:
            services_sanctions.add_sanction(officer, detail.id, bad)
        assert wrong(error) == fields

    assert services_sanctions.add_sanction(officer, detail.id, sanction(found.id)).warning == ""
    (kept,) = services.read_again(officer, detail.id).sanctions
    assert (kept.addressee, kept.amount, kept.findings) == ("Hoàng Văn Định", 3_000_000, (1,))
    odd = services_sanctions.change_sanction(officer, detail.id, kept.id, sanction(found.id, amount=5_000_000))
    assert odd.warning == services_sanctions.OUTSIDE
    assert odd.warning_values == {"least": "2.000.000", "most": "4.000.000"}
    more = sanction(found.id, amount=8_000_000, organisation=True)
    assert services_sanctions.change_sanction(officer, detail.id, kept.id, more).warning == ""
    with pytest.raises(Invalid) as error:
        services_sanctions.pay(officer, detail.id, kept.id, date(2026, 3, 12))
    assert wrong(error) == {"paid_on"}
    services_sanctions.pay(officer, detail.id, kept.id, date(2026, 3, 11))
    assert services.read_again(officer, detail.id).sanctions[0].paid_on == date(2026, 3, 11)
    with pytest.raises(Refused):
        services_findings.dismiss(lead, detail.id, found.id, "không đúng")


def test_only_the_team_types_in_and_a_viewer_opens_nothing(
    lead: Session, officer: Session, colleague: Session, viewer: Session, health_lead: Session
) -> None:
    inspection_id = ready(lead, officer, premises(lead))
    with pytest.raises(Refused):
        services.record(colleague, inspection_id, minutes())
    with pytest.raises(Refused):
        services.open_inspection(viewer, inspection_id)
    with pytest.raises(Refused):
        services.open_inspection(health_lead, inspection_id)


def test_an_edit_keeps_findings_and_meets_a_later_save(lead: Session, officer: Session) -> None:
    detail = recorded(lead, officer, premises(lead), finding(), finding("", description="Thiếu sổ"))
    second = detail.minutes().findings[1]
    changed = services.edit_inspection(
        officer, detail.id, detail.version, {"findings": (second, finding("", description="Khác")), "content": "Mới"}
    )
    now = services.read_again(officer, detail.id)
    assert [(each.seq, each.description) for each in now.findings] == [(2, "Thiếu sổ"), (3, "Khác")]
    assert now.findings[0].id == second.id and now.content == "Mới"
    with pytest.raises(Conflict) as conflict:
        services.edit_inspection(lead, detail.id, detail.version, {"content": "Khác"})
    assert conflict.value.theirs.version == changed.version  # type: ignore[attr-defined]


def test_the_last_act_is_undone_with_all_that_hung_on_it(lead: Session, officer: Session) -> None:
    detail = following(lead, officer, premises(lead), finding(), finding("", description="Thiếu sổ"))
    one = detail.findings[0].id
    services_sanctions.add_sanction(officer, detail.id, sanction(one))
    services_review.undo_last(officer, detail.id)
    assert services.read_again(officer, detail.id).sanctions == ()

    again = services_findings.begin_follow_up(officer, detail.id, date(2026, 3, 11)).inspection_id
    looked = minutes(
        inspected_on=date(2026, 3, 11), started=None, ended=None, reviews=(Review(one, ReviewResult.PUT_RIGHT),)
    )
    services.record(officer, again, looked)
    services_review.undo_last(officer, again)
    assert services.read_again(officer, again).state is State.READY
    states = [each.state for each in services.read_again(officer, detail.id).findings]
    assert states == [FindingState.OPEN] * 2

    services.record(officer, again, looked)
    services_review.remove(lead, again, "nhập nhầm")
    assert services.read_again(lead, detail.id).findings[0].state is FindingState.OPEN
    services_review.restore(lead, again)
    assert services.read_again(lead, detail.id).findings[0].state is FindingState.PUT_RIGHT
    with pytest.raises(Refused):
        services_review.undo_last(lead, detail.id)


def test_a_correction_keeps_the_version_before_and_opens_what_it_must(lead: Session, officer: Session) -> None:
    detail = recorded(lead, officer, premises(lead), finding(put_right_on=date(2026, 3, 10)))
    services.conclude(officer, detail.id)
    detail = services.read_again(lead, detail.id)
    assert detail.state is State.CLOSED
    with pytest.raises(Refused):
        services.edit_inspection(officer, detail.id, detail.version, {"content": "x"})
    with pytest.raises(Invalid) as error:
        services_review.correct(lead, detail.id, detail.version, {"content": "x"}, " ")
    assert wrong(error) == {"reason"}
    changes = {"findings": (finding(id=detail.findings[0].id),), "head_count": HeadCount(7)}
    services_review.correct(lead, detail.id, detail.version, changes, "ghi nhầm")
    now = services.read_again(lead, detail.id)
    assert now.state is State.FOLLOWING and now.versions[0].reason == "ghi nhầm"
    assert now.versions[0].record["inspection"]["workers_total"] == 5
    with lead.read() as db:
        counted = register_queries.brief(db, detail.premises.id)
    assert counted is not None and counted.workers is not None and counted.workers.total == 7


def test_a_count_moves_with_the_day_of_the_minutes(lead: Session, officer: Session) -> None:
    place = premises(lead)
    detail = recorded(lead, officer, place)
    services.edit_inspection(officer, detail.id, detail.version, {"inspected_on": date(2026, 3, 9)})
    counts = register.open_establishment(lead, place).counts
    assert [each.counts.counted_on for each in counts] == [date(2026, 3, 9)]
    services_review.remove(lead, detail.id, "nhập nhầm")
    assert register.open_establishment(lead, place).counts == ()


def test_a_cancelled_visit_is_planned_again_and_what_is_closed_reopened(lead: Session, officer: Session) -> None:
    inspection_id = ready(lead, officer, premises(lead))
    services.cancel(lead, inspection_id, "mưa bão")
    assert services.reopen(lead, inspection_id, "đã tạnh").state is State.PLANNED
    detail = following(lead, officer, premises(lead, "Karaoke Trăng Non"))
    services_findings.put_right(officer, detail.id, detail.findings[0].id, date(2026, 3, 11), "đã nộp giấy tờ")
    services.close(lead, detail.id)
    assert services.reopen(lead, detail.id, "còn thiếu").state is State.RECORDED


def test_the_addressee_is_in_no_audit_and_no_search(lead: Session, officer: Session) -> None:
    detail = recorded(lead, officer, premises(lead), finding())
    decision = sanction(detail.findings[0].id, addressee="Quách Văn Tĩnh")
    services_sanctions.add_sanction(officer, detail.id, decision)
    with lead.read() as db:
        entries = audit.entries(db, Compartment.POLICE)
        assert "Quách" not in str([(entry.subject, entry.detail) for entry in entries])
    assert queries.search_inspections(lead, "quach van tinh") == []
    assert len(queries.search_inspections(lead, "hoang van dinh")) == 1  # responsible for the premises
