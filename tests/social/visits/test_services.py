"""Visits on a real vault: in a way that the client agreed to, written up, missed, moved, cancelled, taken back."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from app.social.cases import queries as cases
from app.social.cases import services as case_services
from app.social.cases.consents import record_consent
from app.social.cases.terms import ConsentState, How, Outcome
from app.social.cases.values import NewConsent, StepFacts
from app.social.keeping import services as keeping
from app.social.keeping.erasure import erase_case
from app.social.masking import MASK
from app.social.support_plans.reading import plans_of_case
from app.social.visits import queries, services
from app.social.visits.declared import VisitFilter
from app.social.visits.kinds import VISITS
from app.social.visits.models import Sort
from app.social.visits.reading import open_visit, visits_of_case, visits_revealed
from app.social.visits.terms import Going, VisitState, Way
from app.social.visits.values import NewVisit, Standing, Written
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.social.builders import TODAY, UYEN, opened
from tests.social.support_plans.builders import agreed

SOON = TODAY + timedelta(days=3)
AT_OFFICE = NewVisit(SOON, Way.OFFICE, time(14, 30), "Phòng tiếp, trụ sở Hội", "Hỏi việc học may")
MADE = Written(TODAY, Way.OFFICE, "Chị Khuất Nghiêm Thục Uyển kể chuyện lớp học.", "Một mình chị")


def case_row(session: Session) -> cases.CaseRow:
    return cases.list_cases(session).rows[0]


def test_a_visit_is_planned_written_up_and_the_next_one_agreed(lead: Session) -> None:
    case = opened(lead).id
    first = services.plan_visit(lead, case, AT_OFFICE)
    assert (first.number, case_row(lead).next_visit_on) == ("HT26-001/1", SOON)
    goals = agreed(lead, case).goals
    with lead.at(lead.clock() + timedelta(days=4)):
        assert case_row(lead).late and [row.number for row in queries.work_today(lead).late] == [first.number]
        following = NewVisit(SOON + timedelta(days=30), Way.SAFE_PLACE, place="Quán nước đầu chợ")
        standing = (Standing(goals[0].id, Going.FORWARD, "Đã nộp đơn"), Standing(goals[1].id, Going.NOT_BEGUN))
        services.write_up(lead, first.id, replace(MADE, done_on=SOON, goals=standing, next_visit=following))
        found = visits_of_case(lead, case)
        assert [each.planned_on for each in found.planned] == [following.planned_on]
        (met,) = found.past
        assert met.talked == f"Chị {MASK} kể chuyện lớp học."
        assert [(each.goal, each.going, each.note) for each in met.goals] == [
            (goals[0].words, Going.FORWARD, "Đã nộp đơn"),
            (goals[1].words, Going.NOT_BEGUN, ""),
        ]
        assert "Uyển" in visits_revealed(lead, case).past[0].talked
        row = case_row(lead)
        assert (row.next_visit_on, row.last_contact_on, row.quiet) == (following.planned_on, SOON, False)
        services.undo_last(lead, case)
        assert [each.planned_on for each in visits_of_case(lead, case).planned] == [SOON]
        row = case_row(lead)
        assert (row.next_visit_on, row.last_contact_on) == (SOON, TODAY)
        services.undo_last(lead, case)
        assert visits_of_case(lead, case).planned == ()
        with pytest.raises(Refused):
            services.undo_last(lead, case)


@pytest.mark.parametrize(("way", "purpose"), [(Way.PHONE, "contact_by_phone"), (Way.HOME, "home_visit")])
def test_nobody_is_called_or_visited_at_home_who_did_not_agree(lead: Session, way: Way, purpose: str) -> None:
    case = opened(lead).id
    with pytest.raises(Invalid) as wrong:
        services.plan_visit(lead, case, replace(AT_OFFICE, way=way))
    assert "no consent" in wrong.value.fields["way"].sentence
    with pytest.raises(Invalid):
        services.write_up_unplanned(lead, case, replace(MADE, way=way))
    assert visits_of_case(lead, case).past == ()
    record_consent(lead, case, NewConsent(purpose, ConsentState.GIVEN, TODAY, How.FORM, until=TODAY))
    with pytest.raises(Invalid) as later:
        services.plan_visit(lead, case, replace(AT_OFFICE, way=way))
    assert "run out" in later.value.fields["way"].sentence
    services.write_up_unplanned(lead, case, replace(MADE, way=way))


def test_who_was_not_met_is_recorded_with_what_was_tried_and_is_no_contact(lead: Session) -> None:
    case = opened(lead).id
    visit = services.plan_visit(lead, case, AT_OFFICE)
    with lead.at(lead.clock() + timedelta(days=3)):
        with pytest.raises(Invalid) as wrong:
            services.miss_visit(lead, visit.id, SOON, "Không đến", " ")
        assert set(wrong.value.fields) == {"tried"}
        services.miss_visit(lead, visit.id, SOON, "Không đến", "Nhắn tin theo cách đã hẹn")
        row = case_row(lead)
        assert (row.last_contact_on, row.next_visit_on) == (TODAY, None)
        with pytest.raises(Refused, match="does not allow"):
            services.write_up(lead, visit.id, MADE)


def test_a_visit_is_moved_or_cancelled_and_a_past_day_is_not_planned(lead: Session) -> None:
    case = opened(lead).id
    visit = services.plan_visit(lead, case, AT_OFFICE)
    with pytest.raises(Invalid):
        services.move_visit(lead, visit.id, replace(AT_OFFICE, planned_on=TODAY - timedelta(1)))
    later = SOON + timedelta(days=4)
    services.move_visit(lead, visit.id, replace(AT_OFFICE, planned_on=later), "Chị bận", visit.version)
    assert case_row(lead).next_visit_on == later
    with pytest.raises(Conflict):
        services.cancel_visit(lead, visit.id, "Nhầm", visit.version)
    services.cancel_visit(lead, visit.id, "Chị xin hoãn")
    assert (case_row(lead).next_visit_on, open_visit(lead, visit.id).state) == (None, VisitState.CANCELLED)


def test_the_list_is_narrowed_sorted_and_names_nobody(lead: Session, officer: Session, viewer: Session) -> None:
    mine, theirs = opened(lead).id, opened(lead).id
    case_services.transfer_case(lead, theirs, officer.account.id)
    services.plan_visit(lead, mine, AT_OFFICE)
    services.write_up_unplanned(lead, mine, MADE)
    services.plan_visit(officer, theirs, replace(AT_OFFICE, planned_on=TODAY))
    with pytest.raises(Refused):
        services.plan_visit(officer, mine, AT_OFFICE)

    def numbers(sort: Sort = Sort.DAY, **where: object) -> list[str]:
        return [row.number for row in queries.list_visits(viewer, VisitFilter(**where), sort).rows]

    assert numbers() == ["HT26-001/2", "HT26-002/1", "HT26-001/1"]
    assert numbers(Sort.NEWEST) == ["HT26-001/1", "HT26-002/1", "HT26-001/2"]
    assert numbers(states=frozenset({VisitState.DONE})) == ["HT26-001/2"]
    assert numbers(worker_id=officer.account.id) == numbers(case="ht26-2") == ["HT26-002/1"]
    assert numbers(day_from=SOON) == ["HT26-001/1"] and numbers(late=True) == []
    assert numbers(text="ht26-1") == ["HT26-001/2", "HT26-001/1"]
    page = queries.list_visits(lead, limit=2)
    assert [row.number for row in queries.list_visits(lead, after=page.next, limit=2).rows] == ["HT26-001/1"]
    assert [row.number for row in queries.work_today(officer).today] == ["HT26-002/1"]
    assert queries.work_today(lead).week[0].number == "HT26-001/1"
    documents = VISITS.list(lead, {"worker": "ha.thi.mo"}, None)
    assert [each["number"] for each in documents] == ["HT26-002/1"]
    assert VISITS.show(lead, "ht26-1/2")["talked"] == f"Chị {MASK} kể chuyện lớp học."
    assert [each["number"] for each in VISITS.search(lead, "HT26-002")] == ["HT26-002/1"]
    with pytest.raises(Refused):
        VISITS.show(viewer, "HT26-001/2")
    with pytest.raises(NotFound):
        VISITS.show(lead, "HT26-001/9")
    with lead.read() as db:
        told = str(audit.entries(db, Compartment.SOCIAL, limit=100))
    assert "Uyển" not in told and "Phòng tiếp" not in told


def test_a_case_that_ended_waits_for_no_visit_and_a_withdrawn_one_shows_none(lead: Session) -> None:
    case = opened(lead).id
    visit = services.plan_visit(lead, case, AT_OFFICE)
    case_services.take_step(lead, case, "close", StepFacts(outcome=Outcome.GOAL_MET))
    with lead.at(lead.clock() + timedelta(days=10)):
        assert queries.work_today(lead).late == () and queries.count_visits(lead, VisitFilter(late=True)) == 0
        keeping.withdraw_case(lead, case, TODAY)
        assert queries.count_visits(lead) == 0
        with pytest.raises(NotFound):
            open_visit(lead, visit.id)


def test_erasing_a_case_leaves_no_word_of_its_plans_and_visits(lead: Session) -> None:
    case = opened(lead, UYEN).id
    agreed(lead, case)
    services.write_up_unplanned(lead, case, MADE)
    done = erase_case(lead, case, "Theo đơn của người được hỗ trợ")
    assert {"support_plans", "plan_goals", "plan_actions", "plan_events", "visits", "visit_events"} <= set(done.counts)
    with pytest.raises(NotFound):
        plans_of_case(lead, case)
    assert queries.count_visits(lead) == 0
