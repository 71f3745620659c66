"""Can consent be got around: by the wrong purpose, a stale answer, a correction, a day in the past, a merge?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.social.cases import queries, services
from app.social.cases.consents import record_consent
from app.social.cases.models import Consent
from app.social.cases.queries import CaseFilter
from app.social.cases.services_merging import merge_cases, unmerge_case
from app.social.cases.terms import KEEP_RECORD, ConsentState, How
from app.social.cases.values import NewConsent, Person
from app.social.keeping import services as keeping
from app.social.keeping.erasure import erase_case
from app.social.loans import services as loans
from app.social.loans.values import NewLoan
from app.social.papers import letters
from app.social.support_services import services as support
from app.social.support_services.terms import ServiceKind
from app.social.support_services.values import Correction, Facts, NewService, StepFacts
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.social.builders import AGREED, NEW, TODAY, opened

JANUARY, FEBRUARY = date(2026, 1, 12), date(2026, 2, 9)
REFUSED = ConsentState.REFUSED
COURSE = Facts(subject="May", provider="Trung tâm Sao Mai", starts_on=TODAY, ends_on=TODAY, planned=3)


def called(lead: Session, alias: str) -> int:
    return opened(lead, Person(alias=alias), note="").id


def answered(
    lead: Session,
    case_id: int,
    purpose: str,
    to: str = "",
    on: date = TODAY,
    state: ConsentState = ConsentState.GIVEN,
) -> int:
    record_consent(lead, case_id, NewConsent(purpose, state, on, How.ORAL, witness="Trần Thị Chứng", recipient=to))
    return last_consent(lead, case_id)


def last_consent(lead: Session, case_id: int) -> int:
    with lead.read() as db:
        return db.scalars(select(Consent.id).where(Consent.case_id == case_id).order_by(Consent.id.desc())).first() or 0


def course(lead: Session, case_id: int) -> Callable[[date | None], object]:
    done = support.propose(lead, NewService(case_id, ServiceKind.TRAINING, COURSE))
    return lambda on: support.take_step(lead, done.id, "enrol", StepFacts(on=on))


def consent_to_the_record_lets_no_letter_go_out(lead: Session) -> None:
    case_id = called(lead, "Mây Sớm")
    asked = letters.NewReferral(last_consent(lead, case_id), "Ông Ất", "Nhờ giúp", frozenset({"name"}))
    for consent in (asked.consent_id, answered(lead, case_id, "share_lender")):
        with pytest.raises(Invalid) as found:
            letters.referral(lead, case_id, replace(asked, consent_id=consent))
        assert set(found.value.fields) == {"consent_id"}


def a_record_is_not_kept_on_a_consent_that_ran_out_or_was_refused_since(lead: Session) -> None:
    over = replace(AGREED, given_on=JANUARY, until=FEBRUARY)
    for consents in ((over,), (AGREED, replace(AGREED, state=REFUSED))):
        with pytest.raises(Refused):
            services.open_case(lead, replace(NEW, consents=consents))
    assert queries.count_cases(lead) == 0
    with pytest.raises(Invalid) as absurd:
        services.open_case(lead, replace(NEW, opened_on=date(1, 1, 1)))
    assert set(absurd.value.fields) == {"opened_on"}
    with pytest.raises(Invalid) as nobody:
        called(lead, "\u200b\u200d ")
    assert set(nobody.value.fields) == {"alias"}
    assert queries.count_cases(lead, CaseFilter(text="ht26-" + "9" * 5000)) == 0
    case_id = called(lead, "Mây Sớm")
    with pytest.raises(Refused, match="withdraws the whole case"):
        answered(lead, case_id, KEEP_RECORD, state=REFUSED)


def nobody_at_all_means_those_named_before_as_well(lead: Session) -> None:
    case_id = called(lead, "Mây Sớm")
    answered(lead, case_id, "share_training", "Trung tâm Sao Mai", JANUARY)
    answered(lead, case_id, "share_training", on=FEBRUARY, state=REFUSED)
    enrol = course(lead, case_id)
    with pytest.raises(Refused, match="refused"):
        enrol(None)
    answered(lead, case_id, "share_training", "trung tam sao mai")
    enrol(None)


def no_step_is_dated_back_before_the_person_agreed(lead: Session) -> None:
    case_id = called(lead, "Mây Sớm")
    answered(lead, case_id, "share_training", on=FEBRUARY)
    answered(lead, case_id, "share_lender", on=FEBRUARY)
    enrol, loan = course(lead, case_id), loans.apply(lead, NewLoan(case_id, "poor", "Ngân hàng", "Nuôi bò", 10_000_000))
    with pytest.raises(Refused, match="no consent"):
        enrol(JANUARY)
    with pytest.raises(Refused, match="no consent"):
        loans.submit(lead, loan.id, JANUARY)
    enrol(FEBRUARY)
    loans.submit(lead, loan.id, FEBRUARY)


def a_correction_tells_nobody_whom_the_person_did_not_agree_to(lead: Session) -> None:
    case_id = called(lead, "Mây Sớm")
    own = Facts(variety="psychological")
    done = support.propose(lead, NewService(case_id, ServiceKind.COUNSELLING, own))
    support.take_step(lead, done.id, "begin")  # by the unit's own people
    outside = Correction(replace(own, provider="Phòng khám Hoa Ban"))
    with pytest.raises(Refused, match="no consent"):
        support.correct_service(lead, done.id, outside, "Ghi thiếu")
    answered(lead, case_id, "share_counselling", "Phòng khám Hoa Ban")
    support.correct_service(lead, done.id, outside, "Ghi thiếu")


def test_consent_cannot_be_got_around(lead: Session) -> None:
    a_record_is_not_kept_on_a_consent_that_ran_out_or_was_refused_since(lead)
    consent_to_the_record_lets_no_letter_go_out(lead)
    nobody_at_all_means_those_named_before_as_well(lead)
    no_step_is_dated_back_before_the_person_agreed(lead)
    a_correction_tells_nobody_whom_the_person_did_not_agree_to(lead)


def test_what_was_merged_is_withdrawn_held_and_let_go_with_the_rest(lead: Session) -> None:
    stays, double, third = (called(lead, alias) for alias in ("Mây Sớm", "Mây Chiều", "Mây Đêm"))
    keeping.hold(lead, double, "Tòa án yêu cầu giữ")
    merge_cases(lead, stays, double, "Cùng một người")
    with pytest.raises(Refused, match="other way round"):
        merge_cases(lead, third, stays, "Cùng một người")
    keeping.withdraw_case(lead, stays, TODAY)
    with pytest.raises(Refused, match="also to what was merged"):
        unmerge_case(lead, double)
    assert [row.id for row in queries.list_cases(lead).rows] == [third]
    assert keeping.to_erase(lead) == [] and [each.held for each in keeping.kept(lead)] == [True]
    keeping.end_hold(lead, stays, "Vụ việc đã xong")
    assert [each.case_id for each in keeping.to_erase(lead)] == [stays]
    erase_case(lead, stays, "Theo đề nghị")
