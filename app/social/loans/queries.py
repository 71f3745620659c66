"""What do the lists show of loans: all of them as they stand today, what is due or late, and the sums?

Loans of cases that are not shown any more (withdrawn, merged, erased) are in no list; the sums count every loan. Pages
go on by the key of the last row, and each order has its index.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case as when
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.social.cases import rules as case_rules
from app.social.cases.models import Case
from app.social.cases.record import home_of, same_case, standing
from app.social.loans import record
from app.social.loans.declared import LOANS, LoanFilter
from app.social.loans.detail import detail_of
from app.social.loans.models import Instalment, Loan, Sort
from app.social.loans.rows import LEFT, rows_of
from app.social.loans.rules import OWED, WAITING
from app.social.loans.terms import KIND
from app.social.loans.values import DueRow, LoanDetail, LoanRow
from app.vault.compartments import Compartment
from app.vault.people import Level
from app.vault.session import Session

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Totals:
    """The sums over every loan that was paid out: how many, lent, principal still owed, late, settled."""

    loans: int
    lent: int
    owed: int
    arrears: int
    settled: int


ALL = LoanFilter()
# The case under which a loan is shown: its own, or the one into which that was merged.
_Root = aliased(Case)


def list_loans(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NEWEST, after: Key | None = None, limit: int = 200
) -> Page[LoanRow]:
    """A page of the loans as they stand today. `after` is the `next` of the page before."""
    return listing.list_page(LOANS, session, where, sort, after, limit)


def count_loans(session: Session, where: Filter = ALL) -> int:
    """How many loans the filter lets through."""
    return listing.count(LOANS, session, where)


def search_loans(session: Session, typed: str, limit: int = 50) -> list[LoanRow]:
    """What a search finds, the newest first; nothing for no words. Who searches notes it (`services.DESK`)."""
    return listing.search(LOANS, session, typed, limit)


def find_number(session: Session, number: str) -> int:
    """The id behind a loan's number as typed. Raises NotFound."""
    return listing.find_number(LOANS, session, number)


def of_case(session: Session, case_id: int) -> tuple[LoanRow, ...]:
    """The loans of a case and of those merged into it, the newest first."""
    require(session, "loans.list")
    with session.read() as db:
        query = select(Loan).where(Loan.case_id.in_(same_case(db, case_id)))
        found = db.scalars(query.order_by(Loan.year.desc(), Loan.seq.desc())).all()
        return tuple(rows_of(session, db, [(loan, ()) for loan in found]))


def of_case_revealed(session: Session, case_id: int) -> tuple[LoanDetail, ...]:
    """The loans of a case with every text as typed, for whoever may see the person. Audited by whoever reveals."""
    require(session, "cases.reveal")
    with session.read() as db:
        home = home_of(db, case_id)
        why_not = case_rules.why_not_act(standing(home), "reveal", session.account)
        if why_not is not None:
            raise why_not
        query = select(Loan).where(Loan.case_id.in_(same_case(db, case_id))).order_by(Loan.year.desc(), Loan.seq.desc())
        return tuple(detail_of(session, db, loan, home, revealed=True) for loan in db.scalars(query))


def open_loan(session: Session, loan_id: int) -> LoanDetail:
    """A loan with its schedule and payments; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "loans.open")
    with session.work(Compartment.SOCIAL) as work:
        loan, case = record.find(work.db, loan_id)
        work.audit(f"{KIND}.open", f"{KIND}/{loan.number}", case=case.code)
        return detail_of(session, work.db, loan, case)


def read_again(session: Session, loan_id: int) -> LoanDetail:
    """The loan as it is now, for a person who has it open already. Not audited."""
    require(session, "loans.open")
    with session.read() as db:
        return detail_of(session, db, *record.find(db, loan_id))


@dataclass(frozen=True)
class LoanWork:
    """What loans ask for today: late ones, those due within a week, applications that wait."""

    late: tuple[LoanRow, ...]
    soon: tuple[LoanRow, ...]
    waiting: tuple[LoanRow, ...]
    counts: Mapping[str, int]


def work_today(session: Session, most: int = 20) -> LoanWork:
    """What the loans of one's own cases (a lead's: of all) ask for, the earliest first."""
    require(session, "loans.open")
    today = session.today()
    own = None if session.account.level is Level.LEAD else session.account.id
    late = LoanFilter(worker_id=own, late=True)
    soon = LoanFilter(worker_id=own, due_by=today + SOON)
    waiting = LoanFilter(worker_id=own, states=frozenset(WAITING))
    coming = [row for row in list_loans(session, soon, Sort.DUE, limit=5 * most).rows if not row.overdue_days]
    return LoanWork(
        list_loans(session, late, Sort.DUE, limit=most).rows,
        tuple(coming[:most]),
        list_loans(session, waiting, Sort.NUMBER, limit=most).rows,
        {"late": count_loans(session, late), "soon": len(coming), "waiting": count_loans(session, waiting)},
    )


def due(session: Session, until: date, worker_id: str | None = None) -> list[DueRow]:
    """The instalments not paid in full that are late or due by a day, the earliest first; of one worker, or of all."""
    require(session, "loans.list")
    today = session.today()
    query = (
        select(Loan.id, Loan.number, _Root.code, _Root.worker_id, Instalment.due_on, LEFT)
        .join(Loan, Loan.id == Instalment.loan_id)
        .join(Case, Case.id == Loan.case_id)
        .join(_Root, _Root.id == func.coalesce(Case.merged_into_id, Case.id))
        .where(~Instalment.paid, Instalment.due_on <= until, Loan.state.in_(OWED), _Root.listed)
    )
    if worker_id is not None:
        query = query.where(_Root.worker_id == worker_id)
    with session.read() as db:
        found = db.execute(query.order_by(Instalment.due_on, Instalment.id)).all()
    return [
        DueRow(loan, number, code, worker, due_on, left, max((today - due_on).days, 0))
        for loan, number, code, worker, due_on, left in found
    ]


def totals(session: Session) -> Totals:
    """The sums today, of every loan that was paid out."""
    require(session, "loans.list")
    owed = Loan.state.in_(OWED)
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
                func.coalesce(func.sum(when((late, LEFT), else_=0)), 0),
            )
            .join(Loan, Loan.id == Instalment.loan_id)
            .where(owed)
        ).one()
    return Totals(loans, lent, principal, arrears, settled)
