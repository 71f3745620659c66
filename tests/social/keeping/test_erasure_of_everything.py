"""A case went through every part of the work and is erased: no name in any file, figures as before, all still opens."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.common.kinds import with_names
from app.exchange.exporting import export_list
from app.kinds import KINDS
from app.social.cases import consents, part_drafts
from app.social.cases import services_desk as cases_desk
from app.social.cases.kinds import CASES
from app.social.cases.queries import work_today as cases_work
from app.social.cases.terms import ConsentState, How
from app.social.cases.values import NewConsent
from app.social.keeping import services as keeping
from app.social.keeping.erasure import erase_case
from app.social.loans import services as loans
from app.social.loans import services as loans_desk
from app.social.loans.queries import due as loans_due
from app.social.loans.queries import open_loan, totals
from app.social.loans.queries import work_today as loans_work
from app.social.loans.schedule import Terms
from app.social.loans.values import NewLoan
from app.social.needs import services as needs
from app.social.papers import letters
from app.social.papers import services as papers
from app.social.support_plans.queries import work_today as plans_work
from app.social.support_services import services_desk
from app.social.support_services.figures import figures
from app.social.support_services.lives import LIVES
from app.social.support_services.queries import due
from app.social.support_services.services import correct_service, take_step
from app.social.support_services.terms import ServiceKind
from app.social.support_services.values import Correction, StepFacts
from app.social.visits import services as visits
from app.social.visits import services as visits_desk
from app.social.visits.queries import work_today as visits_work
from app.social.visits.terms import Going, Way
from app.social.visits.values import NewVisit, Standing, Written
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.social.builders import TODAY, UYEN
from tests.social.keeping.test_erasure import traces
from tests.social.needs.test_needs import FIRST
from tests.social.support_plans import builders as plans
from tests.social.support_services import builders as support

DESKS = (cases_desk.DESK, part_drafts.DESK, loans_desk.DESK, services_desk.DESK)
NAME = UYEN.real_name


def lived_through(lead: Session, folder: Path) -> int:
    """A case that went through every part of the work, its person named wherever somebody can type."""
    case_id = support.agreed(lead)
    consents.record_consent(
        lead, case_id, NewConsent("share_lender", ConsentState.GIVEN, TODAY, How.ORAL, NAME, None, NAME)
    )
    needs.assess(lead, case_id, replace(FIRST, circumstances=f"Nhà {NAME}", summary=f"Gọi {UYEN.phone}"))
    written = needs.read_needs(lead, case_id).assessments[0]
    needs.correct(lead, written.id, replace(FIRST, summary=NAME), f"{NAME} kể lại", written.version)
    plan = plans.agreed(lead, case_id)
    visit = visits.plan_visit(lead, case_id, NewVisit(TODAY, Way.OFFICE, place=UYEN.address, aim=f"Gặp {NAME}"))
    goal = Standing(plan.goals[0].id, Going.FORWARD, f"{NAME} đã nộp đơn")
    visits.write_up(lead, visit.id, Written(TODAY, Way.OFFICE, f"{NAME} kể", NAME, UYEN.address, (goal,)))
    for kind in ServiceKind:
        named = support.proposed(lead, case_id, kind, note=f"Của {NAME}, {UYEN.phone}")
        step = next(iter(LIVES[kind].next.values()))
        take_step(lead, named, step, StepFacts(note=f"{NAME} đồng ý"))
        correct_service(lead, named, Correction(replace(support.FACTS[kind], note=NAME)), f"{NAME} nói lại")
    loan = loans.apply(lead, NewLoan(case_id, "poor", NAME, f"{NAME} nuôi bò", 3_000_000, f"Gọi {UYEN.phone}")).id
    letters.loan_letter(lead, loan)
    loans.submit(lead, loan, TODAY)
    loans.appraise(lead, loan, TODAY, 3_000_000)
    loans.disburse(lead, loan, Terms(3_000_000, 660, TODAY, 3))
    loans.record_payment(lead, loan, TODAY, 100_000, f"Biên lai {NAME}", NAME)
    paid = open_loan(lead, loan).payments[0]
    loans.correct_payment(lead, loan, paid.id, TODAY, 90_000, f"{NAME} đưa thiếu")
    typed = {"values": {"note": NAME}, "case": [case_id, "HT26-001"]}
    for desk, form, record in (
        (cases_desk.DESK, "correct", str(case_id)), (part_drafts.DESK, "visit_step:visit_note", str(case_id)),
        (loans_desk.DESK, "apply", part_drafts.new_of_case(case_id) + "a"), (loans_desk.DESK, "edit", str(loan)),
        (services_desk.DESK, "new", part_drafts.new_of_case(case_id) + "b"), (services_desk.DESK, "edit", str(named)),
    ):  # fmt: skip
        desk.save_draft(lead, form, record, typed)
    for desk in (cases_desk.DESK, loans_desk.DESK, services_desk.DESK, visits_desk.DESK):
        desk.save_filter(lead, f"Tìm {NAME}", {"text": NAME})
    for each in KINDS.values():
        if each.compartment is Compartment.SOCIAL:
            each.search(lead, NAME)
            each.search(lead, UYEN.phone)
            if each.export is not None:
                export_list(lead, each, {"text": NAME}, folder / f"{each.name}.xlsx", "Báo cáo quý")
    export_list(lead, with_names(CASES), {}, folder / "ten.xlsx", f"Bàn giao {NAME}")
    given = letters.agreed(lead, case_id)[0]
    asked = letters.NewReferral(given.id, f"Ông Ất, nhà {NAME}", f"{NAME} cần giúp", frozenset(letters.SHARED))
    letters.referral(lead, case_id, asked)
    for paper in papers.possible(lead, case_id):
        papers.make(lead, case_id, paper)
    papers.own_copy(lead, case_id, f"{NAME} yêu cầu")
    keeping.hold(lead, case_id, f"Vụ án của {NAME}")
    keeping.end_hold(lead, case_id, f"{NAME} xong việc")
    return case_id


def counted(lead: Session) -> tuple[object, ...]:
    """The figures, which stay as they are."""
    return figures(lead, date(2025, 1, 1), TODAY), totals(lead)


def everything_opens(lead: Session) -> None:
    """Lists, searches, the day's work."""
    for each in KINDS.values():
        if each.compartment is Compartment.SOCIAL:
            assert each.list(lead, {}, None) == [] and each.search(lead, NAME) == []
    for work in (cases_work, loans_work, visits_work, plans_work):
        work(lead)
    assert due(lead, date(2030, 1, 1)) == [] and loans_due(lead, date(2030, 1, 1)) == []


def test_erasing_a_case_that_went_through_everything_leaves_figures_and_no_name(lead: Session, tmp_path: Path) -> None:
    case_id = lived_through(lead, tmp_path)
    lead.back_up("by_hand")
    before = counted(lead)
    erase_case(lead, case_id, "Theo đề nghị bằng văn bản")
    assert traces(lead) == []
    assert counted(lead) == before
    everything_opens(lead)
    assert [each.list_drafts(lead) for each in DESKS] == [[]] * len(DESKS)
