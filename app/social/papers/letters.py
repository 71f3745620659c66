"""What goes with somebody to another place? A letter with what they agreed to, no more: a referral, or to a lender."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.asking import NEEDED
from app.common.choices import NOT_LISTED
from app.common.i18n import N_
from app.common.papers import Paper
from app.common.permissions import require
from app.common.text import nfc
from app.social.cases import record as cases
from app.social.cases.consents import consent_for
from app.social.cases.models import Consent, Identity
from app.social.cases.terms import ConsentState, purposes
from app.social.cases.values import Person
from app.social.loans import record as loans
from app.social.loans import rules as loan_rules
from app.social.loans.models import LoanEvent
from app.social.loans.terms import SHARE_LENDER, LoanState
from app.social.papers.facts import Labelled, LoanLetterFacts, ReferralFacts
from app.social.papers.kinds import LOAN_LETTER, REFERRAL
from app.social.papers.making import Printed, noted, own_case, paper
from app.social.papers.words import birth, named, person_facts
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, Refused
from app.vault.session import Session, Work

SHARE = "share_"

# What can go along, in the order of the letter: its words on the screen, on the paper, and where it is found.
SHARED: dict[str, tuple[str, str, Callable[[Person], str]]] = {
    "name": (N_("Full name"), "Họ và tên", named),
    "birth": (N_("Born"), "Ngày, năm sinh", birth),
    "phone": (N_("Phone"), "Điện thoại", lambda person: person.phone),
    "safe_way": (N_("Safe way of contact"), "Cách liên lạc an toàn",
                 lambda person: " · ".join(part for part in (person.safe_way, person.safe_time) if part)),
    "address": (N_("Address"), "Nơi ở hiện nay", lambda person: person.address),
    "dependants": (N_("Dependants"), "Người phụ thuộc", lambda person: person.dependants),
    "identity_number": (N_("Identity number"), "Số định danh cá nhân", lambda person: person.identity_number),
}  # fmt: skip


@dataclass(frozen=True)
class Agreed:
    """A consent under which somebody may be referred now; an empty recipient is everybody whom the purpose means."""

    id: int
    purpose: str
    recipient: str
    given_on: date
    until: date | None


@dataclass(frozen=True)
class NewReferral:
    """What is asked of whom, and which facts go along: those that the person agreed to, one by one."""

    consent_id: int
    addressee: str
    asked: str
    shared: frozenset[str]
    answer_by: date | None = None


def agreed(session: Session, case_id: int) -> list[Agreed]:
    """The consents that allow a referral today, in the order of the office's list."""
    require(session, "cases.print")
    today, found = session.today(), []
    with session.read() as db:
        given = select(Consent).where(
            Consent.case_id.in_(cases.same_case(db, case_id)), Consent.state == ConsentState.GIVEN
        )
        for row in db.scalars(given.order_by(Consent.id)):
            if not _allows_referral(row.purpose):
                continue
            try:
                holds = consent_for(db, case_id, row.purpose, row.recipient, today)
            except Refused:
                continue
            if holds.id == row.id:
                found.append(Agreed(row.id, row.purpose, row.recipient, row.given_on, row.until))
    order = list(purposes())
    return sorted(found, key=lambda each: (order.index(each.purpose) if each.purpose in order else 99, each.id))


def _allows_referral(purpose: str) -> bool:
    return purpose.startswith(SHARE) and purpose != SHARE_LENDER


def check_referral(session: Session, case_id: int, new: NewReferral) -> None:
    """Raises what `referral` would raise, before anything is numbered."""
    require(session, "cases.print")
    with session.read() as db:
        _holds(session, db, case_id, new)


def referral(session: Session, case_id: int, new: NewReferral) -> Paper:
    """The letter for a referral. Raises Refused without a consent for that addressee, Invalid at each field."""
    require(session, "cases.print")
    with session.work(Compartment.SOCIAL) as work:
        case = own_case(work, case_id, "cases.print")
        holds, person = _holds(session, work.db, case.id, new), _person(work, case.id)
        addressee, asked = _tidy(new.addressee), nfc(new.asked).strip()
        facts = ReferralFacts(
            code=case.code,
            addressee=addressee,
            purpose=purposes().get(holds.purpose, holds.purpose),
            agreed_on=holds.given_on,
            shared=tuple(
                Labelled(label, value_of(person) or "Không có")
                for name, (_words, label, value_of) in SHARED.items()
                if name in new.shared
            ),
            asked=asked,
            worker=_worker(session, case.worker_id),
            until=holds.until,
            answer_by=new.answer_by,
        )
        made = paper(work, Printed(REFERRAL, each_day=True), case.id, facts)
        told = {"addressee": addressee, "asked": asked}
        noted(work, case, made, REFERRAL, told, purpose=holds.purpose, shared=sorted(new.shared))
        return made


def _holds(session: Session, db: Orm, case_id: int, new: NewReferral) -> Consent:
    """The consent that covers this referral today. Raises Refused, Invalid at each field."""
    row = db.get(Consent, new.consent_id)
    wrong: dict[str, AppError] = {}
    # Consent to the record itself, or to a lender's knowing, lets nothing go to anybody else.
    if row is None or row.case_id not in cases.same_case(db, case_id) or not _allows_referral(row.purpose):
        wrong["consent_id"] = Invalid(NEEDED)
    if not _tidy(new.addressee):
        wrong["addressee"] = Invalid(NEEDED)
    if not new.asked.strip():
        wrong["asked"] = Invalid(NEEDED)
    if not new.shared:
        wrong["shared"] = Invalid(N_("Tick what the person agreed to share."))
    elif not new.shared <= set(SHARED):
        wrong["shared"] = Invalid(NOT_LISTED)
    if new.answer_by is not None and new.answer_by < session.today():
        wrong["answer_by"] = Invalid(N_("This day is over."))
    if wrong or row is None:
        raise Invalid(N_("Nothing was printed. Correct what is marked."), wrong)
    return consent_for(db, case_id, row.purpose, _tidy(new.addressee), session.today())


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split())


def loan_letter(session: Session, loan_id: int) -> Paper:
    """The letter to the lender that supports an application. Raises Refused without the person's consent to that."""
    require(session, "loans.print")
    with session.work(Compartment.SOCIAL) as work:
        loan, case = loans.find(work.db, loan_id)
        why_not = loan_rules.why_not_act(LoanState(loan.state), "print", session.account, case.worker_id)
        if why_not is not None:
            raise why_not
        if not loan.lender or not loan.amount_asked:
            raise Refused(N_("The letter needs the lender and the amount: enter them in the application first."))
        holds = consent_for(work.db, case.id, SHARE_LENDER, loan.lender, session.today())
        facts = LoanLetterFacts(
            loan=loan.number,
            addressee=loan.lender,
            programme=loan.programme_name,
            amount=loan.amount or loan.amount_asked,
            purpose=loan.purpose,
            person=person_facts(_person(work, case.id)),
            agreed_on=holds.given_on,
            worker=_worker(session, case.worker_id),
            until=holds.until,
        )
        made = paper(work, Printed(LOAN_LETTER, record_kind="loans"), loan.id, facts)
        detail = {"document": LOAN_LETTER, "number": made.number, "copy": made.copy}
        work.db.add(
            LoanEvent(
                case_id=loan.case_id,
                loan_id=loan.id,
                at=work.now,
                by=session.account.id,
                action="print",
                from_state=loan.state,
                to_state=loan.state,
                detail=detail,
            )
        )
        work.audit("loans.print", f"loans/{loan.number}", case=case.code, **detail)
        return made


def _person(work: Work, case_id: int) -> Person:
    row = work.db.get(Identity, case_id)
    return cases.person_of(row) if row is not None else Person()


def _worker(session: Session, worker_id: str | None) -> str:
    return next((each.full_name for each in session.accounts() if each.id == worker_id), "")
