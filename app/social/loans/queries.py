"""What do the lists show of loans: all of them as they stand today, what is due or late, and the sums?

Loans of cases that are not shown any more (withdrawn, merged, erased) are in no list; the sums count every loan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case as when
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases.models import Case
from app.social.loans import record
from app.social.loans.models import Instalment, Loan
from app.social.loans.terms import KIND, LoanState
from app.social.loans.values import DueRow, LoanDetail, LoanRow, Payment
from app.vault.compartments import Compartment
from app.vault.errors import NotFound
from app.vault.session import Session

_LEFT = Instalment.principal + Instalment.interest - Instalment.paid_principal - Instalment.paid_interest
_OWED = (LoanState.DISBURSED, LoanState.REPAYING)


@dataclass(frozen=True)
class Totals:
    """The sums over every loan that was paid out: how many, lent, principal still owed, late, settled."""

    loans: int
    lent: int
    owed: int
    arrears: int
    settled: int


def list_loans(
    session: Session, states: Iterable[LoanState] = (), code: str = "", *, late: bool = False
) -> list[LoanRow]:
    """The loans as they stand today, the newest first."""
    require(session, "loans.list")
    today = session.today()
    query = select(Loan, Case).join(Case, Case.id == Loan.case_id).where(Case.listed)
    if chosen := [state.value for state in states]:
        query = query.where(Loan.state.in_(chosen))
    if code:
        query = query.where(Case.code == code)
    if late:
        query = query.where(
            Loan.state.in_(_OWED),
            select(Instalment.id)
            .where(Instalment.loan_id == Loan.id, ~Instalment.paid, Instalment.due_on < today)
            .exists(),
        )
    with session.read() as db:
        found = db.execute(query.order_by(Loan.year.desc(), Loan.seq.desc())).all()
        lines = _unpaid(db, [loan.id for loan, _ in found])
        return [_row(loan, case, lines.get(loan.id, []), today) for loan, case in found]


def _unpaid(db: Orm, loans: list[int]) -> dict[int, list[tuple[date, int]]]:
    """What is left of each instalment, by loan, the earliest first."""
    query = select(Instalment.loan_id, Instalment.due_on, _LEFT).where(~Instalment.paid, Instalment.loan_id.in_(loans))
    found: dict[int, list[tuple[date, int]]] = {}
    for loan_id, due_on, left in db.execute(query.order_by(Instalment.loan_id, Instalment.position)):
        found.setdefault(loan_id, []).append((due_on, left))
    return found


def _row(loan: Loan, case: Case, unpaid: list[tuple[date, int]], today: date) -> LoanRow:
    owed = unpaid if LoanState(loan.state) in _OWED else []
    late = [each for each in owed if each[0] < today]
    coming = next((each for each in owed if each[0] >= today), None)
    return LoanRow(
        id=loan.id,
        number=loan.number,
        case=case.code,
        programme=loan.programme,
        programme_name=loan.programme_name,
        state=LoanState(loan.state),
        amount=loan.amount or loan.amount_asked,
        disbursed_on=loan.disbursed_on,
        next_due_on=coming[0] if coming else None,
        next_due_amount=coming[1] if coming else 0,
        arrears=sum(left for _, left in late),
        overdue_days=(today - late[0][0]).days if late else 0,
        settled_on=loan.settled_on,
    )


def find_number(session: Session, number: str) -> int:
    """The id behind a loan's number as typed. Raises NotFound."""
    require(session, "loans.list")
    with session.read() as db:
        query = select(Loan.id).join(Case, Case.id == Loan.case_id).where(Case.listed)
        found = db.scalar(query.where(Loan.number == number.strip().upper()))
    if found is None:
        raise NotFound(N_("There is no loan with the number {number}."), number=number)
    return found


def open_loan(session: Session, loan_id: int) -> LoanDetail:
    """A loan with its schedule and payments; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "loans.open")
    with session.work(Compartment.SOCIAL) as work:
        loan, case = record.find(work.db, loan_id)
        work.audit(f"{KIND}.open", f"{KIND}/{loan.number}", case=case.code)
        today = session.today()
        return LoanDetail(
            row=_row(loan, case, _unpaid(work.db, [loan.id]).get(loan.id, []), today),
            version=loan.version,
            lender=loan.lender,
            amount_asked=loan.amount_asked,
            rate=loan.rate,
            periods=loan.periods,
            by_lender=loan.by_lender,
            submitted_on=loan.submitted_on,
            appraised_on=loan.appraised_on,
            ended_on=loan.ended_on,
            lines=tuple(record.line(each) for each in record.instalments(work.db, loan.id)),
            owing=record.owing_on(work.db, loan, today),
            payments=tuple(Payment(each.id, each.paid_on, each.amount) for each in record.payments(work.db, loan.id)),
        )


def due(session: Session, until: date, worker_id: str | None = None) -> list[DueRow]:
    """The instalments not paid in full that are late or due by a day, the earliest first; of one worker, or of all."""
    require(session, "loans.list")
    today = session.today()
    query = (
        select(Loan.id, Loan.number, Case.code, Case.worker_id, Instalment.due_on, _LEFT)
        .join(Loan, Loan.id == Instalment.loan_id)
        .join(Case, Case.id == Loan.case_id)
        .where(~Instalment.paid, Instalment.due_on <= until, Loan.state.in_(_OWED), Case.listed)
    )
    if worker_id is not None:
        query = query.where(Case.worker_id == worker_id)
    with session.read() as db:
        found = db.execute(query.order_by(Instalment.due_on, Instalment.id)).all()
    return [
        DueRow(loan, number, code, worker, due_on, left, max((today - due_on).days, 0))
        for loan, number, code, worker, due_on, left in found
    ]


def totals(session: Session) -> Totals:
    """The sums today, of every loan that was paid out."""
    require(session, "loans.list")
    owed = Loan.state.in_(_OWED)
    late = Instalment.due_on < session.today()
    with session.read() as db:
        loans, lent, settled = db.execute(
            select(
                func.count(),
                func.coalesce(func.sum(Loan.amount), 0),
                func.coalesce(func.sum(when((Loan.settled_on.is_not(None), 1), else_=0)), 0),
            ).where(Loan.disbursed_on.is_not(None))
        ).one()
        principal, arrears = db.execute(
            select(
                func.coalesce(func.sum(Instalment.principal - Instalment.paid_principal), 0),
                func.coalesce(func.sum(when((late, _LEFT), else_=0)), 0),
            )
            .join(Loan, Loan.id == Instalment.loan_id)
            .where(owed)
        ).one()
    return Totals(loans, lent, principal, arrears, settled)
