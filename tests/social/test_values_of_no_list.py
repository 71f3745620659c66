"""Does every service of social support refuse what is in no list, though no screen stands before it?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import app.social
from app.registry import queries as registry
from app.registry.services import add_item, add_village, change_item, retire_village
from app.social.cases.consents import record_consent
from app.social.cases.services_files import attach
from app.social.cases.terms import ConsentState, How, Outcome
from app.social.cases.values import NewConsent, StepFacts
from app.social.keeping import services as keeping
from app.social.loans import services as loan_services
from app.social.loans.owing import Order
from app.social.loans.schedule import Then
from app.social.loans.values import NewLoan
from app.social.needs import services as needs
from app.social.needs.terms import Domain
from app.social.needs.values import DomainAnswer, NewAssessment
from app.social.papers.kinds import CONSENT
from app.social.papers.letters import NewReferral
from app.social.papers.letters import agreed as agreed_to
from app.social.support_plans import services as plans
from app.social.support_plans.terms import ActionState, Decision, Reached
from app.social.support_plans.values import Result, Review
from app.social.support_services import services_jobs
from app.social.support_services.terms import Answer, ServiceKind
from app.social.support_services.terms import Outcome as ServiceOutcome
from app.social.support_services.values import Correction, NewAnswer, NewService
from app.social.support_services.values import StepFacts as ServiceStep
from app.social.surveys import services as surveys
from app.social.visits import services as visits
from app.social.visits.terms import Going, Way
from app.social.visits.values import NewVisit, Standing, Written
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests import listed
from tests.listed import NO_ID, NO_WORD, Call, Lists
from tests.social.builders import FACTS, NEW, TODAY, UYEN, opened
from tests.social.loans import builders as loans
from tests.social.support_plans import builders as plan_builders
from tests.social.support_services import builders as services
from tests.social.surveys.builders import ANSWERS

RETIRED = "used_no_longer"
SOON, LATER = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
ASSESSED = NewAssessment(TODAY, True, (DomainAnswer(Domain.SAFETY, 3),))
GIVEN = NewConsent("share_training", ConsentState.GIVEN, TODAY, How.FORM, recipient="Trung tâm dạy nghề")


class Numbers:
    """Cases that the builders of loans make are told apart by their number."""

    def __init__(self) -> None:
        self.last = 900

    def next(self) -> int:
        self.last += 1
        return self.last


def _consent(session: Session) -> list[Any]:
    case = opened(session).id
    file = attach(session, case, "đồng ý.txt", "text/plain", b"x").file_id
    return [case, replace(GIVEN, attachment_id=file)]


def _wish(session: Session) -> list[Any]:
    return [keeping.wish_correction(session, opened(session).id, "Sửa địa chỉ"), "done", "Đã sửa"]


def _case(session: Session, numbers: Numbers) -> int:
    return loans.case(session, seq=numbers.next())


def _draft(session: Session, numbers: Numbers) -> list[Any]:
    new = NewLoan(_case(session, numbers), "job_creation", loans.LENDER, "Mở quán", 3_000_000)
    made = loan_services.apply(session, new)
    return [made.id, made.version, replace(new, amount_asked=2_000_000)]


def _appraised(session: Session, numbers: Numbers) -> list[Any]:
    loan = loans.application(session, _case(session, numbers))
    loan_services.submit(session, loan, date(2026, 1, 4))
    loan_services.appraise(session, loan, date(2026, 1, 8), 3_000_000)
    return [loan, loans.TERMS, None, Order.INTEREST_FIRST]


def _repaying(session: Session, numbers: Numbers) -> list[Any]:
    return [loans.paid_out(session, _case(session, numbers)), date(2026, 1, 20), 500_000, Then.SHORTER]


def _assessed(session: Session) -> list[Any]:
    case = opened(session).id
    return [needs.assess(session, case, ASSESSED).assessment_id, ASSESSED, "Nghe nhầm"]


def _referral(session: Session) -> list[Any]:
    case = opened(session).id
    record_consent(session, case, GIVEN)
    (holds,) = agreed_to(session, case)
    return [case, NewReferral(holds.id, "Trung tâm dạy nghề", "Học may", frozenset({"name"}))]


def _plan(session: Session) -> list[Any]:
    return [opened(session).id, plan_builders.PLAN]


def _agreement(session: Session) -> list[Any]:
    case = opened(session).id
    plans.write_plan(session, case, plan_builders.PLAN)
    return [case, plan_builders.AGREED]


def _review(session: Session) -> list[Any]:
    case = opened(session).id
    goals = plan_builders.agreed(session, case).goals
    return [case, Review(TODAY, tuple(Result(goal.id, Reached.PARTLY) for goal in goals), LATER, Decision.CONTINUE)]


def _action(session: Session) -> list[Any]:
    case = opened(session).id
    return [case, plan_builders.agreed(session, case).goals[0].actions[0].id, ActionState.DONE, TODAY]


def _written(session: Session, case: int) -> Written:
    goals = plan_builders.agreed(session, case).goals
    return Written(
        TODAY, Way.OFFICE, "Kể chuyện lớp học", goals=(Standing(goals[0].id, Going.FORWARD),),
        next_visit=NewVisit(SOON, Way.OFFICE),
    )  # fmt: skip


def _visit(session: Session) -> int:
    return visits.plan_visit(session, opened(session).id, NewVisit(TODAY, Way.OFFICE)).id


def _made(session: Session) -> list[Any]:
    case = opened(session).id
    visit = visits.plan_visit(session, case, NewVisit(TODAY, Way.OFFICE)).id
    return [visit, _written(session, case)]


def _unplanned(session: Session) -> list[Any]:
    case = opened(session).id
    return [case, _written(session, case)]


def _stay(session: Session) -> int:
    return services.proposed(session, services.agreed(session), ServiceKind.SHELTER)


def _returned(session: Session) -> list[Any]:
    from app.social.support_services.services import take_step

    service = services.proposed(session, services.agreed(session), ServiceKind.HEALTH)
    for step in ("send", "accept"):
        take_step(session, service, step, ServiceStep(on=date(2026, 3, 1)))
    return [service, "take_outcome", ServiceStep(on=TODAY, outcome=ServiceOutcome.HELPED)]


def _correction(session: Session) -> list[Any]:
    from app.social.support_services.services import take_step

    service = services.proposed(session, services.agreed(session), ServiceKind.COUNSELLING)
    take_step(session, service, "begin", ServiceStep(on=date(2026, 3, 1)))
    return [service, Correction(services.FACTS[ServiceKind.COUNSELLING]), "Nhầm"]


def _job(session: Session) -> int:
    return services.at_work(session, services.agreed(session), date(2025, 8, 31))


def _corrected_check(session: Session) -> list[Any]:
    job = _job(session)
    services_jobs.answer_check(session, job, NewAnswer(1, Answer.YES, TODAY))
    return [job, NewAnswer(1, Answer.UNKNOWN, TODAY), "Nghe nhầm"]


NUMBERS = Numbers()
CALLS: dict[str, Call] = {
    "cases.consents.record_consent": _consent,
    "cases.services.open_case": lambda session: [replace(NEW, worker_id=session.account.id)],
    "cases.services.edit_case": lambda session: [opened(session).id, replace(FACTS, urgent=True)],
    "cases.services.correct_case": lambda session: [opened(session).id, FACTS, UYEN, "Nhầm"],
    "cases.services.take_step": lambda session: [opened(session).id, "close", StepFacts(Outcome.GOAL_MET, on=TODAY)],
    "keeping.services.set_retention": lambda session: ["loans", 10, "Quyết định của Hội"],
    "keeping.services.answer_correction": _wish,
    "loans.services.apply": lambda session: [
        NewLoan(_case(session, NUMBERS), "job_creation", loans.LENDER, "Mở quán", 3_000_000)
    ],
    "loans.services.edit_loan": lambda session: _draft(session, NUMBERS),
    "loans.services.end": lambda session: [_draft(session, NUMBERS)[0], "withdraw", TODAY, "Không vay nữa"],
    "loans.services.disburse": lambda session: _appraised(session, NUMBERS),
    "loans.services.repay_early": lambda session: _repaying(session, NUMBERS),
    "needs.services.assess": lambda session: [opened(session).id, replace(ASSESSED, assessed_by=session.account.id)],
    "needs.services.correct": _assessed,
    "papers.letters.check_referral": _referral,
    "papers.letters.referral": _referral,
    "papers.services.make": lambda session: [opened(session).id, CONSENT],
    "support_plans.services.write_plan": _plan,
    "support_plans.services.agree_plan": _agreement,
    "support_plans.services.review_plan": _review,
    "support_plans.services_actions.set_action": _action,
    "support_services.services.propose": lambda session: [
        NewService(services.agreed(session), ServiceKind.SHELTER, services.FACTS[ServiceKind.SHELTER])
    ],
    "support_services.services.edit_service": lambda session: [_stay(session), services.FACTS[ServiceKind.SHELTER]],
    "support_services.services.take_step": _returned,
    "support_services.services.correct_service": _correction,
    "support_services.services_jobs.answer_check": lambda session: [_job(session), NewAnswer(1, Answer.YES, TODAY)],
    "support_services.services_jobs.correct_check": _corrected_check,
    "surveys.services.enter": lambda session: [ANSWERS],
    "surveys.services.edit": lambda session: [surveys.enter(session, ANSWERS).id, ANSWERS],
    "visits.services.plan_visit": lambda session: [opened(session).id, NewVisit(SOON, Way.OFFICE)],
    "visits.services.move_visit": lambda session: [_visit(session), NewVisit(SOON, Way.OFFICE)],
    "visits.services.write_up": _made,
    "visits.services.write_up_unplanned": _unplanned,
    "visits.services.why_not_way": lambda session: [opened(session).id, Way.OFFICE, TODAY],
}
OF_RECORDS = """
    action_id assessment_id attachment_id case_id consent_id duplicate_id event_id goal_id loan_id months origin_id
    payment_id service_id survey_id visit_id wish_id
"""
# Typed by a person, counted, or checked against what is there. A line of a plan that is not there is a new one; `but`
# is a case that is left out of those that are looked for.
TYPED = """
    address addressee aim alias answer asked basis basis_note birth box came certificate circumstances code dependants
    facts identity_number lender media_type name note number other_contact phone place provider quantity real_name
    reason receipt received_by recipient remark safe_time safe_way school_year subject summary surveyor talked tried
    who_name wish witness words budget NewLoan.purpose cases.services_files.export_attachment.purpose
    amount amount_asked attended children cost expected_version grace level periods planned principal
    priority quarter rate rows years year NewGoal.id NewAction.id but
"""
READING = frozenset({"cases.services.likely_duplicates", "needs.services.note_on_support", "papers.letters.agreed"})


@pytest.fixture
def lists(lead: Session, police_officer: Session, coordinator: Session) -> Lists:
    for catalogue in (registry.LOAN_PROGRAMMES, registry.SURVEY_GROUPS, registry.NEED_KINDS):
        add_item(coordinator, catalogue, RETIRED, f"Không dùng nữa: {catalogue}")
        with coordinator.read() as db:
            item = next(each for each in registry.catalogue(db, catalogue) if each.code == RETIRED)
        change_item(coordinator, catalogue, RETIRED, replace(item, active=False))
    gone = add_village(coordinator, "Thôn đã nhập")
    retire_village(coordinator, gone)
    viewer = next(each.id for each in lead.accounts() if each.user == "bach.van.ky")
    nobody = ("nobody", viewer, police_officer.account.id)
    return Lists(
        listed=dict.fromkeys(OF_RECORDS.split(), (NO_ID,))
        | {
            "step": (NO_WORD,),
            "cases.services.take_step.step": (NO_WORD, "withdraw"),
            "loans.services.end.step": (NO_WORD, "submit", "appraise", "disburse"),
            "sex": (NO_WORD,),
            "village_id": (NO_ID,),
            "Answers.village_id": (NO_ID, gone),
            "NewConsent.purpose": (NO_WORD,),
            "worker_id": nobody,
            "assessed_by": nobody,
            "record_kind": (NO_WORD,),
            "state": (NO_WORD,),
            "programme": (NO_WORD, RETIRED),
            "unit": (0, 7),
            "shared": (NO_WORD,),
            "kind": (NO_WORD,),
            "variety": (NO_WORD,),
            "group": (NO_WORD, RETIRED),
            "needs": (NO_WORD, RETIRED),
            "workplace": (NO_WORD,),
        },
        free=frozenset(TYPED.split()),
        calls=CALLS
        | {
            "cases.services.transfer_case": lambda session: [opened(session).id, _officer(session), "Gần nhà hơn"],
        },
        reading=READING,
    )


def _officer(session: Session) -> str:
    return next(each.id for each in session.accounts() if each.user == "ha.thi.mo")


def test_every_service_refuses_each_value_of_no_list_and_changes_nothing(lead: Session, lists: Lists) -> None:
    found = listed.faults(lead, Compartment.SOCIAL, listed.services(app.social), lists)
    assert not found, "\n".join(found)
