"""Invented loans for the demo: the same each time, by the verbs of every day, each at its own moment."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from app.common.one_transaction import OneTransaction
from app.social.cases.consents import record_consent
from app.social.cases.queries import CaseFilter, CaseRow, list_cases
from app.social.cases.queries import Sort as CaseSort
from app.social.cases.terms import ConsentState, How
from app.social.cases.values import NewConsent
from app.social.loans import schedule, services
from app.social.loans.schedule import Terms, months_after
from app.social.loans.terms import SHARE_LENDER
from app.social.loans.values import NewLoan
from app.vault.compartments import Compartment
from app.vault.session import OFFICE_ZONE, Session

LENDER = "Ngân hàng Chính sách xã hội"


def fill(session: Session) -> list[str]:
    """A few loans for cases that are there: repaid, in arrears, on time, waiting, refused. The case codes.

    Each client is asked first whether the lender may hear of them, in the way an office does it.
    """
    with session.work(Compartment.SOCIAL) as work:
        return _filled(OneTransaction(session, work.db))


def _filled(session: Session) -> list[str]:
    today = session.today()
    start = latest_start(today)
    later = months_after(today, -4)
    # Submitted on, how many instalments are paid (None: all that are due), and what else differs.
    kinds: tuple[dict[str, Any], ...] = (
        {"submitted": start - timedelta(days=40)},
        {"submitted": later, "paid": 1, "amount": 20_000_000, "periods": 10, "programme": "reintegration",
         "purpose": "Mua máy may và thuê chỗ nhận hàng gia công"},
        {"submitted": months_after(today, -8), "amount": 50_000_000, "periods": 24, "programme": "job_creation",
         "purpose": "Mở tiệm gội đầu tại nhà"},
        {"submitted": today - timedelta(days=11), "amount": 15_000_000, "programme": "near_poor",
         "purpose": "Nuôi gà thả vườn"},
        {"submitted": today - timedelta(days=3), "amount": 10_000_000, "purpose": "Mua xe đẩy bán đồ ăn sáng"},
    )  # fmt: skip
    cases = _borrowers(session, [each["submitted"] for each in kinds])
    for case, kind in zip(cases, kinds, strict=False):
        with session.at(_morning(kind["submitted"])):
            agreed = NewConsent(SHARE_LENDER, ConsentState.GIVEN, kind["submitted"], How.FORM, recipient=LENDER)
            record_consent(session, case.id, agreed)
        loan_for(session, case.id, **kind)
    for case in cases[len(kinds) :][:1]:
        services.apply(session, NewLoan(case.id, "own_fund", "", "Sửa lại quầy hàng ở chợ", 5_000_000))
    return [case.code for case in cases]


def _borrowers(session: Session, days: Sequence[date]) -> list[CaseRow]:
    """Open cases that were opened before the loan is asked for: one for each day, and one more."""
    rows = list(list_cases(session, CaseFilter(open_only=True), CaseSort.CODE, limit=500).rows)
    found: list[CaseRow] = []
    for day in (*days, session.today()):
        fitting = next((row for row in rows if row.opened_on <= day), None)
        if fitting is not None:
            rows.remove(fitting)
            found.append(fitting)
    return found


def loan_for(
    session: Session,
    case_id: int,
    submitted: date,
    *,
    paid: int | None = None,
    amount: int = 12_000_000,
    periods: int = 6,
    rate: int = 660,
    programme: str = "job_creation",
    purpose: str = "Mở quán ăn nhỏ tại nhà",
) -> int:
    """A loan for a case, with so many instalments paid on their days (None: all). The case has consented to LENDER.

    What would lie after the session's day is left out: the loan stands where it would stand by then.
    """
    today = session.today()
    appraised, paid_out = submitted + timedelta(days=9), submitted + timedelta(days=16)
    with session.at(_morning(submitted)):
        loan = services.apply(session, NewLoan(case_id, programme, LENDER, purpose, amount)).id
        services.submit(session, loan, submitted)
    if appraised > today:
        return loan
    with session.at(_morning(appraised)):
        services.appraise(session, loan, appraised, amount)
    if paid_out > today:
        return loan
    terms = Terms(amount, rate, paid_out, periods)
    with session.at(_morning(paid_out)):
        services.disburse(session, loan, terms)
    for line in schedule.make(terms).lines[:paid]:
        if line.due_on > today:
            break
        with session.at(_morning(line.due_on)):
            services.record_payment(session, loan, line.due_on, line.total)
    return loan


def latest_start(today: date, periods: int = 6) -> date:
    """The last day on which a loan can be submitted so that all its instalments are due by today."""
    return months_after(today, -periods) - timedelta(days=20)


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE_ZONE)
