"""The papers of the social unit: whose name stands on which, what each holds, and that every copy is accounted for."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.common.papers import Paper
from app.exchange.word import word
from app.social.cases.consents import record_consent, withdraw_consent
from app.social.cases.services import show_case, transfer_case
from app.social.cases.terms import ConsentState, How, purposes
from app.social.cases.values import NewConsent
from app.social.keeping import services as keeping
from app.social.loans import queries as loans
from app.social.loans import services as loan_services
from app.social.loans.values import NewLoan
from app.social.masking import MASK
from app.social.needs import services as needs
from app.social.needs.terms import Domain
from app.social.needs.values import DomainAnswer, NewAssessment
from app.social.papers import letters, services
from app.social.papers.kinds import ASSESSMENT, ASSESSMENT_BLANK, CONSENT, CONSENT_BLANK, PLAN
from app.social.papers.letters import NewReferral
from app.social.visits import services as visits
from app.social.visits.terms import Way
from app.social.visits.values import NewVisit
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.exchange.papers import text
from tests.social.builders import TODAY, UYEN, opened
from tests.social.loans.builders import LENDER
from tests.social.support_plans.builders import agreed

NAME = UYEN.real_name
TO_TRAINING = NewConsent("share_training", ConsentState.GIVEN, TODAY, How.FORM, recipient="Trung tâm dạy nghề An Dương")
TO_LENDER = NewConsent("share_lender", ConsentState.GIVEN, TODAY, How.FORM, recipient=LENDER)


def said(paper: Paper) -> str:
    """What the Word file says, on one line."""
    return " ".join(text(word(paper)).split())


def audited(session: Session) -> str:
    with session.read() as db:
        return str(audit.entries(db, Compartment.SOCIAL, limit=500))


def assessed(session: Session, case_id: int) -> None:
    answers = (
        DomainAnswer(Domain.SAFETY, 3, f"Chồng cũ của {NAME} hay đến", 1),
        DomainAnswer(Domain.INCOME, None, ""),
    )
    needs.assess(session, case_id, NewAssessment(TODAY, True, answers, "Tại trụ sở Hội", "Cần chỗ ở an toàn"))


def test_a_blank_form_has_every_purpose_no_tick_and_nobody(lead: Session, viewer: Session) -> None:
    case = opened(lead)
    first, second = services.blank_consent_form(lead), services.blank_consent_form(lead)
    assert (first.copy, second.copy, first.number) == (1, 2, "........../PĐY")
    words = said(first)
    assert all(name in words for name in purposes().values())
    assert all(line.agreed == line.refused == "" for line in first.facts.lines)
    assert NAME not in words and case.code not in words
    assert f"Người in: {lead.account.full_name}" in words and "bản số 1" in words
    assert case.code in said(services.make(lead, case.id, ASSESSMENT_BLANK))
    with pytest.raises(Refused):
        services.blank_consent_form(viewer)


def test_a_form_to_sign_has_the_answers_and_the_name_and_only_for_who_may_see_it(
    lead: Session, officer: Session
) -> None:
    case = opened(lead)
    record_consent(lead, case.id, replace(TO_TRAINING, until=TODAY + timedelta(days=90)))
    record_consent(lead, case.id, NewConsent("photo", ConsentState.REFUSED, TODAY))
    record_consent(lead, case.id, TO_LENDER)
    holds = next(each for each in show_case(lead, case.id).consents if each.purpose == "share_lender")
    withdraw_consent(lead, holds.id, TODAY)
    paper = services.make(lead, case.id, CONSENT)
    lines = {(line.purpose, line.recipient): line for line in paper.facts.lines}
    names = purposes()
    training = lines[names["share_training"], "Trung tâm dạy nghề An Dương"]
    assert (training.agreed, training.refused, training.until) == ("x", "", date(2026, 6, 9))
    assert lines[names["photo"], ""].refused == "x"
    lender = lines[names["share_lender"], LENDER]
    assert (lender.agreed, lender.refused, lender.note) == ("", "", "đã rút lại ngày 11/03/2026")
    assert lines[names["home_visit"], ""].agreed == ""
    words = said(paper)
    assert NAME in words and "Trần Thị Chứng" in words and "15 ngày" in words
    event = show_case(lead, case.id).timeline[-1]
    assert (event.action, event.note) == ("print", "Phiếu đồng ý, có câu trả lời, bản số 1")
    assert services.make(lead, case.id, CONSENT).copy == 2
    assert NAME not in audited(lead) and "'document': 'consent_form'" in audited(lead)
    with pytest.raises(Refused):
        services.make(officer, case.id, CONSENT)
    transfer_case(lead, case.id, officer.account.id, "Gần nhà hơn")
    assert NAME in said(services.make(officer, case.id, CONSENT))


def test_an_assessment_has_the_code_in_the_names_place_and_a_plan_is_signed_with_the_name(
    lead: Session, officer: Session
) -> None:
    case = opened(lead)
    assert PLAN not in services.possible(lead, case.id) and ASSESSMENT not in services.possible(lead, case.id)
    for kind in (PLAN, ASSESSMENT):
        with pytest.raises(Refused):
            services.make(lead, case.id, kind)
    assessed(lead, case.id)
    agreed(lead, case.id)
    assert services.possible(lead, case.id) == (CONSENT, PLAN, ASSESSMENT, CONSENT_BLANK, ASSESSMENT_BLANK)
    words = said(services.make(lead, case.id, ASSESSMENT))
    assert case.code in words and NAME not in words and f"Chồng cũ của {MASK} hay đến" in words
    assert "Không rõ" in words and "Cần chỗ ở an toàn" in words
    plan = services.make(lead, case.id, PLAN)
    words = said(plan)
    assert NAME in words and "Tôi muốn biết may để tự nuôi con." in words and "2.550.000 đồng" in words
    assert plan.facts.goals[0].actions[1].who == "Hội Phụ nữ"
    for kind in (PLAN, ASSESSMENT, ASSESSMENT_BLANK):
        with pytest.raises(Refused):
            services.make(officer, case.id, kind)


def test_a_referral_holds_what_was_agreed_to_and_nothing_else(lead: Session) -> None:
    case = opened(lead)
    assert letters.agreed(lead, case.id) == []
    record_consent(lead, case.id, TO_TRAINING)
    record_consent(lead, case.id, TO_LENDER)
    (holds,) = letters.agreed(lead, case.id)
    new = NewReferral(holds.id, holds.recipient, "Nhận học may buổi sáng", frozenset({"name", "safe_way"}))
    words = said(letters.referral(lead, case.id, new))
    assert NAME in words and "Nhắn tin, không gọi" in words and "Nhận học may buổi sáng" in words
    for kept_back in (UYEN.phone, UYEN.phone.replace(" ", ""), UYEN.address, "1998", "0987"):
        assert kept_back not in words
    with pytest.raises(Refused, match="no consent"):
        letters.referral(lead, case.id, replace(new, addressee="Một nơi khác"))
    with pytest.raises(Invalid) as wrong:
        letters.check_referral(lead, case.id, replace(new, shared=frozenset(), asked=" ", answer_by=date(2026, 3, 1)))
    assert set(wrong.value.fields) == {"shared", "asked", "answer_by"}
    told = audited(lead)
    assert "'shared': ['name', 'safe_way']" in told
    assert "An Dương" not in told and "học may buổi sáng" not in told
    withdraw_consent(lead, holds.id, TODAY)
    assert letters.agreed(lead, case.id) == []
    with pytest.raises(Refused, match="withdrawn"):
        letters.referral(lead, case.id, new)


def test_the_lender_gets_a_letter_only_with_consent_and_while_the_loan_is_asked_for(
    lead: Session, officer: Session
) -> None:
    case = opened(lead)
    loan = loan_services.apply(lead, NewLoan(case.id, "job_creation", LENDER, "Mở quán ăn nhỏ", 3_000_000)).id
    with pytest.raises(Refused, match="no consent"):
        letters.loan_letter(lead, loan)
    record_consent(lead, case.id, TO_LENDER)
    words = said(letters.loan_letter(lead, loan))
    assert NAME in words and "3.000.000 đồng" in words and "Mở quán ăn nhỏ" in words and LENDER in words
    assert [each.action for each in loans.read_again(lead, loan).timeline] == ["apply", "print"]
    with pytest.raises(Refused):
        letters.loan_letter(officer, loan)
    loan_services.end(lead, loan, "withdraw", TODAY, "Không vay nữa")
    with pytest.raises(Refused):
        letters.loan_letter(lead, loan)
    assert NAME not in audited(lead) and "loans.print" in audited(lead)


def full(session: Session) -> int:
    """A case with something in every part of it."""
    case = opened(session)
    record_consent(session, case.id, TO_LENDER)
    assessed(session, case.id)
    agreed(session, case.id)
    visits.plan_visit(session, case.id, NewVisit(TODAY + timedelta(days=7), Way.OFFICE, aim="Xem lớp may"))
    loan_services.apply(session, NewLoan(case.id, "job_creation", LENDER, f"{NAME} mở quán ăn", 3_000_000))
    return case.id


def test_the_persons_own_copy_holds_everything_for_a_reason_that_is_kept(lead: Session, officer: Session) -> None:
    case_id = full(lead)
    with pytest.raises(Invalid):
        services.own_copy(lead, case_id, " ")
    with pytest.raises(Refused):
        services.own_copy(officer, case_id, "Muốn xem")
    paper = services.own_copy(lead, case_id, "Chị đến trụ sở đề nghị ngày 11/3")
    words = said(paper)
    for held in (
        NAME,
        "Sương Đêm",
        "0987612345",
        "ngõ Cây Đa",
        "Nhắn tin, không gọi",
        "muốn học may. Gọi 0987.612.345",
        f"Chồng cũ của {NAME} hay đến",
        "Tôi muốn biết may để tự nuôi con.",
        "Xem lớp may",
        f"{NAME} mở quán ăn",
        "Đồng ý",
        "15 ngày",
        "đề nghị ngày 11/3",
        lead.account.full_name,
    ):
        assert held in words, held
    assert MASK not in words
    told = audited(lead)
    assert "cases.copy" in told and NAME not in told and "đến trụ sở đề nghị" not in told
    keeping.withdraw_case(lead, case_id, TODAY, "Có đơn viết tay")
    words = said(services.own_copy(lead, case_id, "Xin bản sao trước khi xóa"))
    assert NAME in words and f"{NAME} mở quán ăn" in words and "đã rút lại ngày 11/03/2026" in words
    assert services.possible(lead, case_id) == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_paper(lead: Session, tmp_path: Path) -> None:
    case_id = full(lead)
    record_consent(lead, case_id, TO_TRAINING)
    (holds,) = letters.agreed(lead, case_id)
    new = NewReferral(holds.id, holds.recipient, "Nhận học may", frozenset({"name"}))
    (loan,) = loans.of_case(lead, case_id)
    papers = [services.make(lead, case_id, kind) for kind in services.possible(lead, case_id)]
    papers += [letters.referral(lead, case_id, new), letters.loan_letter(lead, loan.id)]
    papers.append(services.own_copy(lead, case_id, "Đề nghị tại trụ sở"))
    for number, paper in enumerate(papers):
        (tmp_path / f"{number}.docx").write_bytes(word(paper))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=120)
    assert len(list(tmp_path.glob("*.pdf"))) == len(papers) == 8
