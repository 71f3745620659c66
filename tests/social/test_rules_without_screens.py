"""Does each rule of social support's screens hold without the screen, and for choices that come as plain text?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.common.money import MOST_DONG
from app.registry import queries as registry
from app.registry.services import add_village, change_item, retire_village
from app.social.cases import services as cases
from app.social.cases.consents import record_consent
from app.social.cases.terms import Outcome, Source, State
from app.social.cases.values import CaseFacts, NewConsent, StepFacts
from app.social.loans import queries as loan_queries
from app.social.loans import services as loans
from app.social.loans.terms import LoanState
from app.social.loans.values import NewLoan
from app.social.needs import services as needs
from app.social.needs.terms import Domain
from app.social.needs.values import DomainAnswer, NewAssessment
from app.social.support_plans import services as plans
from app.social.support_plans import services_actions
from app.social.support_plans.reading import plans_of_case
from app.social.support_plans.terms import Reached, Signed, Who
from app.social.support_plans.values import Agreement, NewAction, NewGoal, NewPlan, Result, Review
from app.social.support_services import queries as service_queries
from app.social.support_services import services_jobs
from app.social.support_services.terms import Answer
from app.social.support_services.values import NewAnswer
from app.social.surveys import services as surveys
from app.social.visits import services as visits
from app.social.visits.reading import visits_of_case
from app.social.visits.terms import Going, Way
from app.social.visits.values import NewVisit, Standing, Written
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.social.builders import TODAY, opened
from tests.social.loans import builders as of_loans
from tests.social.support_plans import builders as of_plans
from tests.social.support_services import builders as of_services
from tests.social.surveys.builders import ANSWERS

LATER = TODAY + timedelta(days=30)
Text: Any = str  # what a verb or an import may give in place of a choice
Nothing: Any = None


def fields_of(wrong: Callable[[], object]) -> set[str]:
    with pytest.raises(Invalid) as refused:
        wrong()
    return set(refused.value.fields)


# --- cases -------------------------------------------------------------------------------------------------


def test_an_oral_consent_has_a_witness_whatever_form_the_answer_comes_in(lead: Session) -> None:
    case = opened(lead).id
    new = NewConsent("share_training", Text("given"), TODAY)
    assert fields_of(lambda: record_consent(lead, case, new)) == {"how"}
    assert fields_of(lambda: record_consent(lead, case, replace(new, how=Text("oral")))) == {"witness"}
    refused = NewConsent("keep_record", Text("refused"), TODAY)
    with pytest.raises(Refused):
        record_consent(lead, case, refused)


def test_the_facts_of_a_case_come_from_their_lists(lead: Session) -> None:
    case, facts = opened(lead), CaseFacts(Source.SELF)
    before = cases.read_again(lead, case.id)
    for name, wrong in (("sex", "unsaid"), ("village_id", 999_999), ("source", "rumour"), ("flags", frozenset({"x"}))):
        new = replace(facts, **{name: wrong})  # type: ignore[arg-type]
        assert fields_of(lambda new=new: cases.edit_case(lead, case.id, new)) == {name}  # type: ignore[misc]
        assert fields_of(lambda new=new: cases.correct_case(lead, case.id, new, None, "Nhầm")) == {name}  # type: ignore[misc]
    assert cases.read_again(lead, case.id) == before


def test_a_case_that_is_handed_over_is_not_closed_but_transferred(lead: Session) -> None:
    case = opened(lead)
    for outcome in (Outcome.TRANSFERRED, Text("transferred")):
        closed = StepFacts(outcome)
        assert fields_of(lambda closed=closed: cases.take_step(lead, case.id, "close", closed)) == {"outcome"}  # type: ignore[misc]
    gone = StepFacts(Outcome.DIED, "Chuyển về quê")
    assert fields_of(lambda: cases.take_step(lead, case.id, "transfer_out", gone)) == {"outcome"}
    assert (
        cases.take_step(lead, case.id, "transfer_out", StepFacts(reason="Chuyển về quê")).state is State.TRANSFERRED_OUT
    )
    assert cases.read_again(lead, case.id).outcome is Outcome.TRANSFERRED


def test_a_register_may_tell_that_a_case_ended_by_being_handed_over(lead: Session) -> None:
    case = opened(lead)
    with lead.work(Compartment.SOCIAL) as work:
        cases.close_in(work, case.id, Outcome.TRANSFERRED, TODAY)
    assert cases.read_again(lead, case.id).outcome is Outcome.TRANSFERRED


def test_a_withdrawal_is_no_plain_step(lead: Session) -> None:
    case = opened(lead)
    with pytest.raises(Refused):
        cases.take_step(lead, case.id, "withdraw")
    assert cases.read_again(lead, case.id).state is State.INTAKE


def test_a_case_is_handed_to_somebody_else(lead: Session) -> None:
    case = opened(lead)
    assert fields_of(lambda: cases.transfer_case(lead, case.id, lead.account.id)) == {"worker_id"}


# --- loans -------------------------------------------------------------------------------------------------


def test_a_loan_is_not_submitted_without_consent_by_ending_it(lead: Session) -> None:
    loan = of_loans.application(lead, of_loans.case(lead, consent=""))
    with pytest.raises(Refused):
        loans.end(lead, loan, "submit", TODAY, "Không vay nữa")
    assert loan_queries.read_again(lead, loan).row.state is LoanState.DRAFT


def test_a_programme_that_is_used_no_longer_may_stay_but_is_not_chosen(lead: Session, coordinator: Session) -> None:
    case = of_loans.case(lead)
    new = NewLoan(case, "job_creation", of_loans.LENDER, "Mở quán", 3_000_000)
    made = loans.apply(lead, new)
    with coordinator.read() as db:
        known = registry.catalogue(db, registry.LOAN_PROGRAMMES)
    programme = next(each for each in known if each.code == "job_creation")
    change_item(coordinator, registry.LOAN_PROGRAMMES, programme.code, replace(programme, active=False))
    assert fields_of(lambda: loans.apply(lead, new)) == {"programme"}
    loans.edit_loan(lead, made.id, made.version, replace(new, amount_asked=2_000_000))


def test_an_application_stays_with_its_case(lead: Session) -> None:
    new = NewLoan(of_loans.case(lead), "job_creation")
    made, other = loans.apply(lead, new), of_loans.case(lead, seq=2)
    assert fields_of(lambda: loans.edit_loan(lead, made.id, made.version, replace(new, case_id=other))) == {"case"}


# --- plans and visits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "action",
    [
        NewAction("Đóng học phí", Who.OTHER),
        NewAction("Đóng học phí", Text("other")),
        NewAction("Đóng học phí", cost=-1, budget="Quỹ hội"),
        NewAction("Đóng học phí", cost=MOST_DONG + 1, budget="Quỹ hội"),
        NewAction("Đóng học phí", cost=50_000),
    ],
)
def test_an_action_says_who_does_it_and_where_a_cost_comes_from(lead: Session, action: NewAction) -> None:
    case, plan = opened(lead).id, NewPlan((NewGoal("Tôi muốn biết may.", (action,)),))
    assert fields_of(lambda: plans.write_plan(lead, case, plan)) == {"goals.1.actions.1"}
    assert plans_of_case(lead, case).draft is None


def test_a_goal_goes_on_from_a_goal_of_the_same_case(lead: Session) -> None:
    other = of_plans.agreed(lead, opened(lead).id).goals[0].id
    plan = NewPlan((NewGoal("Tôi muốn biết may.", origin_id=other),))
    assert fields_of(lambda: plans.write_plan(lead, opened(lead).id, plan)) == {"goals.1"}


def test_an_oral_agreement_has_a_witness_and_a_later_review(lead: Session) -> None:
    case = opened(lead).id
    plans.write_plan(lead, case, of_plans.PLAN)
    for signed in (Signed.ORAL, Text(Signed.ORAL.value)):
        agreement = Agreement(TODAY, signed, TODAY)
        wrong = fields_of(lambda agreement=agreement: plans.agree_plan(lead, case, agreement))  # type: ignore[misc]
        assert wrong == {"witness", "review_on"}


def test_a_review_says_once_of_each_goal_what_was_reached(lead: Session) -> None:
    case = opened(lead).id
    goals = of_plans.agreed(lead, case).goals
    results = tuple(Result(goal.id, Reached.PARTLY) for goal in goals)
    for said in (results[:1], (*results, results[0])):
        review = Review(TODAY, said, LATER)
        assert fields_of(lambda review=review: plans.review_plan(lead, case, review)) == {"results"}  # type: ignore[misc]


def test_an_action_is_put_off_to_a_day(lead: Session) -> None:
    case = opened(lead).id
    action = of_plans.agreed(lead, case).goals[0].actions[0].id
    assert fields_of(lambda: services_actions.put_off(lead, case, action, None, "Lớp chưa mở")) == {"due_on"}


def test_what_is_written_of_a_visit_says_how_one_meets_next_and_of_each_goal_once(lead: Session) -> None:
    case = opened(lead).id
    goal = of_plans.agreed(lead, case).goals[0].id
    written = Written(TODAY, Way.OFFICE, "Kể chuyện lớp học")
    without_way = replace(written, next_visit=NewVisit(LATER, Nothing))
    twice = replace(written, goals=(Standing(goal, Going.FORWARD), Standing(goal, Going.STUCK)))
    assert fields_of(lambda: visits.write_up_unplanned(lead, case, without_way)) == {"next_way"}
    assert fields_of(lambda: visits.write_up_unplanned(lead, case, twice)) == {"goals"}
    assert visits_of_case(lead, case).past == ()


# --- needs, surveys, support -------------------------------------------------------------------------------


def test_an_assessment_is_made_by_somebody_who_works_with_cases(
    lead: Session, viewer: Session, police_officer: Session
) -> None:
    case, new = opened(lead).id, NewAssessment(TODAY, True, (DomainAnswer(Domain.SAFETY, 3),))
    for who in (viewer.account.id, police_officer.account.id):
        by = replace(new, assessed_by=who)
        assert fields_of(lambda by=by: needs.assess(lead, case, by)) == {"assessed_by"}  # type: ignore[misc]
    twice = replace(new, answers=(DomainAnswer(Domain.SAFETY, 3), DomainAnswer(Domain.SAFETY, 1)))
    assert fields_of(lambda: needs.assess(lead, case, twice)) == {"answers"}
    assert needs.read_needs(lead, case).assessments == ()


def test_a_village_that_is_used_no_longer_may_stay_but_is_not_chosen(lead: Session, coordinator: Session) -> None:
    village = add_village(coordinator, "Thôn Bến Đò")
    answers = replace(ANSWERS, village_id=village)
    made = surveys.enter(lead, answers)
    retire_village(coordinator, village)
    assert fields_of(lambda: surveys.enter(lead, answers)) == {"village_id"}
    surveys.edit(lead, made.id, replace(answers, remark="Muốn học may."))


def test_only_a_check_that_was_answered_is_corrected(lead: Session) -> None:
    job = of_services.at_work(lead, of_services.agreed(lead), date(2025, 8, 31))
    with pytest.raises(Refused):
        services_jobs.correct_check(lead, job, NewAnswer(1, Answer.YES, TODAY), "Nghe nhầm")
    assert {each.answer for each in service_queries.read_service(lead, job).checks} == {None}


def test_a_job_that_ended_says_when_and_why_in_plain_text_too(lead: Session) -> None:
    job = of_services.at_work(lead, of_services.agreed(lead), date(2025, 8, 31))
    lost = NewAnswer(1, Text("no"), TODAY)
    assert fields_of(lambda: services_jobs.answer_check(lead, job, lost)) == {"lost_on", "reason"}
