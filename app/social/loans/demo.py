"""Invented loans for the demo: the same each time, by the verbs of every day, each at its own moment."""

from datetime import date, datetime, timedelta

from app.social.loans import schedule, services
from app.social.loans.schedule import Terms, months_after
from app.social.loans.values import NewLoan
from app.vault.session import OFFICE_ZONE, Session

LENDER = "Ngân hàng Chính sách xã hội"


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
