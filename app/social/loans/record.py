"""How is a loan's row read and written: found, numbered, its schedule and payments put back, what is paid reckoned?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.rows import columns, made, write
from app.social.cases.models import NEVER, Case
from app.social.loans.models import Instalment, Loan, LoanEvent, LoanNumber, LoanPayment
from app.social.loans.owing import Order, Owing, Paid, owing
from app.social.loans.rules import OWED
from app.social.loans.schedule import DayCount, Every, Grace, Line, Method, Schedule, Terms
from app.social.loans.terms import LoanState, show_number
from app.vault.errors import Invalid, NotFound
from app.vault.session import Work

STAYS = frozenset({"id", "case_id", "number", "year", "seq", "version", "due_sort", "created_at", "updated_at"})


def find(db: Orm, loan_id: int) -> tuple[Loan, Case]:
    """The loan and the case under which it is found now. Raises NotFound, also where that is not shown any more."""
    loan = db.get(Loan, loan_id)
    case = home_of(db, loan) if loan is not None else None
    if loan is None or case is None or not case.listed:
        raise NotFound(N_("There is no such loan. Nothing was changed."))
    return loan, case


def home_of(db: Orm, loan: Loan) -> Case | None:
    """The case of a loan: the one that it was applied for in, or the one into which that was merged."""
    case = db.get(Case, loan.case_id)
    while case is not None and case.merged_into_id is not None:
        case = db.get(Case, case.merged_into_id)
    return case


def give_number(work: Work, loan: Loan) -> None:
    """The next number of the year."""
    year = work.session.today().year
    last = work.db.scalar(select(func.max(LoanNumber.seq)).where(LoanNumber.year == year)) or 0
    loan.year, loan.seq, loan.number = year, last + 1, show_number(last + 1, year)
    work.db.add(LoanNumber(year=year, seq=last + 1, given_at=work.now))


def refresh(db: Orm, loan: Loan) -> None:
    """Keep what lists sort by: the first instalment of a loan under way that is not paid in full."""
    first = None
    if loan.state in OWED:
        db.flush()
        first = db.scalar(select(func.min(Instalment.due_on)).where(Instalment.loan_id == loan.id, ~Instalment.paid))
    loan.due_sort = first or NEVER


def last_act(db: Orm, loan_id: int) -> LoanEvent | None:
    """The last event that was not taken back; opening, printing and undoing change nothing and do not count."""
    query = select(LoanEvent).where(
        LoanEvent.loan_id == loan_id, LoanEvent.action.not_in(("open", "undo", "print")), LoanEvent.undone_at.is_(None)
    )
    return db.scalars(query.order_by(LoanEvent.id.desc()).limit(1)).first()


# --- snapshots -----------------------------------------------------------------------------------------


def snapshot(db: Orm, loan: Loan) -> dict[str, Any]:
    """The loan, its instalments and payments, in values that JSON knows."""
    return {
        "loan": columns(loan, STAYS),
        "instalments": [columns(each) for each in instalments(db, loan.id)],
        "payments": [columns(each) for each in payments(db, loan.id)],
    }


def put_back(db: Orm, loan: Loan, before: Mapping[str, Any]) -> None:
    """Make the loan as a snapshot has it."""
    write(loan, before["loan"])
    for table, name in ((Instalment, "instalments"), (LoanPayment, "payments")):
        db.execute(delete(table).where(table.loan_id == loan.id))
        for values in before[name]:
            db.add(made(table, values))
    db.flush()


def instalments(db: Orm, loan_id: int) -> list[Instalment]:
    return list(db.scalars(select(Instalment).where(Instalment.loan_id == loan_id).order_by(Instalment.position)))


def payments(db: Orm, loan_id: int) -> list[LoanPayment]:
    """In the order in which they count."""
    query = select(LoanPayment).where(LoanPayment.loan_id == loan_id)
    return list(db.scalars(query.order_by(LoanPayment.paid_on, LoanPayment.id)))


# --- schedule and payments -----------------------------------------------------------------------------


def terms_of(loan: Loan) -> Terms:
    """The terms as the row has them; only of a loan that was paid out."""
    assert loan.disbursed_on is not None and loan.rate is not None
    return Terms(
        loan.amount,
        loan.rate,
        loan.disbursed_on,
        loan.periods,
        Method(loan.method),
        Every(loan.every),
        loan.grace,
        Grace(loan.grace_kind),
        DayCount(loan.day_count),
        loan.unit,
        loan.first_due,
    )


def write_terms(loan: Loan, terms: Terms) -> None:
    """Keep the terms in the row."""
    loan.amount, loan.rate, loan.disbursed_on, loan.periods = terms.principal, terms.rate, terms.start, terms.periods
    loan.method, loan.every, loan.day_count = terms.method.value, terms.every.value, terms.day_count.value
    loan.grace, loan.grace_kind = terms.grace, terms.grace_kind.value
    loan.unit, loan.first_due = terms.unit, terms.first_due


def line(row: Instalment) -> Line:
    return Line(row.due_on, row.principal, row.interest, row.balance, row.early)


def schedule_of(db: Orm, loan: Loan) -> Schedule:
    """The schedule in force."""
    return Schedule(terms_of(loan), tuple(line(each) for each in instalments(db, loan.id)), loan.each, loan.by_lender)


def write_schedule(db: Orm, loan: Loan, schedule: Schedule) -> None:
    """Put a schedule in place of the one in force."""
    loan.each, loan.by_lender = schedule.each, schedule.by_lender
    db.execute(delete(Instalment).where(Instalment.loan_id == loan.id))
    for position, each in enumerate(schedule.lines, 1):
        db.add(
            Instalment(
                case_id=loan.case_id,
                loan_id=loan.id,
                position=position,
                due_on=each.due_on,
                principal=each.principal,
                interest=each.interest,
                balance=each.balance,
                early=each.early,
            )
        )
    db.flush()


def owing_on(db: Orm, loan: Loan, day: date) -> Owing:
    """Where the payments leave the loan on a day."""
    lines = [line(each) for each in instalments(db, loan.id)]
    paid = [Paid(each.paid_on, each.amount) for each in payments(db, loan.id)]
    return owing(lines, paid, day, Order(loan.pay_order))


def reckon(db: Orm, loan: Loan, today: date) -> None:
    """Write what is paid into the instalments, and the state that follows.

    Raises Invalid when more came in than is owed: whoever typed it has a wrong amount, or a wrong schedule.
    """
    db.flush()
    found = owing_on(db, loan, today)
    if found.over:
        raise Invalid(
            N_("That is more than is owed on this loan. Nothing was recorded."),
            {"amount": Invalid(N_("This is more than is owed."))},
        )
    for row, share in zip(instalments(db, loan.id), found.shares, strict=True):
        row.paid_principal, row.paid_interest = share.principal, share.interest
        row.settled_on, row.paid = share.settled_on, share.settled_on is not None
    loan.settled_on = found.settled_on
    paid_any = found.paid_principal + found.paid_interest > 0
    state = LoanState.SETTLED if found.settled else LoanState.REPAYING if paid_any else LoanState.DISBURSED
    loan.state = state.value
    db.flush()
