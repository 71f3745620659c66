"""The demo's inspections: every state there is, made by the services, the same for the same seed."""

import pytest

from app.police.inspections import demo, queries, queries_work, services
from app.police.inspections.declared import InspectionFilter
from app.police.inspections.terms import FindingState, InspectionKind, ReviewResult, State
from app.registry import demo as registry_demo
from app.vault.session import Session


@pytest.fixture
def filled(lead: Session) -> Session:
    registry_demo.fill(lead, 7)
    demo.fill_register(lead, 7)
    demo.fill(lead, 7)
    return lead


def test_every_state_and_kind_is_there_and_what_is_due_stands_in_the_days_work(filled: Session) -> None:
    lines = queries.list_inspections(filled, limit=1000).rows
    assert {line.state for line in lines} == set(State)
    assert {line.kind for line in lines} == set(InspectionKind)
    details = [services.read_again(filled, line.id) for line in lines if line.findings]
    assert {finding.state for detail in details for finding in detail.findings} == set(FindingState)
    seen = {review.result for detail in details for finding in detail.findings for review in finding.reviews}
    assert seen == {ReviewResult.PUT_RIGHT, ReviewResult.PARTLY}
    assert any(detail.versions for detail in details)
    paid = [fine.paid_on for detail in details for fine in detail.sanctions]
    assert None in paid and any(paid)
    work = queries_work.work_today(filled)
    for group in ("fixes_overdue", "fixes_due", "to_conclude", "to_close", "without_team", "follow_ups", "unpaid"):
        assert work.counts[group], group
    assert work.counts["not_carried"] == 0
    assert queries.count_inspections(filled, InspectionFilter(in_bin=True)) == 1
