"""A visit from its plan to its end, on a real vault."""

from datetime import date, time

import pytest

from app.police.inspections import services, services_findings
from app.police.inspections.terms import FindingState, InspectionKind, ReviewResult, State
from app.police.inspections.values import Decision, Review
from app.registry.establishments import queries as register_queries
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.police.inspections.builders import (
    finding,
    minutes,
    plan,
    premises,
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
