"""How does a loan stand today, on one line: what comes next, what is late?"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.paging import Key
from app.social.cases.models import Case
from app.social.loans import record, rules
from app.social.loans.models import Instalment, Loan
from app.social.loans.rules import OWED
from app.social.loans.terms import LoanState
from app.social.loans.values import LoanRow
from app.vault.session import Session

LEFT = Instalment.principal + Instalment.interest - Instalment.paid_principal - Instalment.paid_interest


def row_of(session: Session, db: Orm, loan: Loan) -> LoanRow:
    """The line of one loan."""
    return rows_of(session, db, [(loan, ())])[0]


def rows_of(session: Session, db: Orm, found: Sequence[tuple[Loan, Key]]) -> list[LoanRow]:
    """The lines of loans of cases that are shown, each with the key of its place in the list."""
    unpaid = _unpaid(db, [loan.id for loan, _ in found])
    return [_row(session, loan, _home(db, loan), unpaid.get(loan.id, []), key) for loan, key in found]


def _home(db: Orm, loan: Loan) -> Case:
    case = record.home_of(db, loan)
    assert case is not None  # no list and no page has a loan whose case is gone
    return case


def _unpaid(db: Orm, loans: list[int]) -> Mapping[int, list[tuple[date, int]]]:
    """What is left of each instalment, by loan, the earliest first."""
    query = select(Instalment.loan_id, Instalment.due_on, LEFT).where(~Instalment.paid, Instalment.loan_id.in_(loans))
    found: dict[int, list[tuple[date, int]]] = {}
    for loan_id, due_on, left in db.execute(query.order_by(Instalment.loan_id, Instalment.position)):
        found.setdefault(loan_id, []).append((due_on, left))
    return found


def _row(session: Session, loan: Loan, case: Case, unpaid: list[tuple[date, int]], key: Key) -> LoanRow:
    today, state = session.today(), LoanState(loan.state)
    owed = unpaid if state in OWED else []
    late = [each for each in owed if each[0] < today]
    coming = next((each for each in owed if each[0] >= today), None)
    return LoanRow(
        id=loan.id,
        version=loan.version,
        number=loan.number,
        case_id=case.id,
        case=case.code,
        worker_id=case.worker_id,
        programme=loan.programme,
        programme_name=loan.programme_name,
        state=state,
        amount=loan.amount or loan.amount_asked,
        disbursed_on=loan.disbursed_on,
        next_due_on=coming[0] if coming else None,
        next_due_amount=coming[1] if coming else 0,
        arrears=sum(left for _, left in late),
        overdue_days=(today - late[0][0]).days if late else 0,
        settled_on=loan.settled_on,
        next_step=rules.next_step(state, session.account, case.worker_id),
        key=key,
    )
