"""What do the lists show of loans: all of them as they stand today, what is due or late, and the sums?

Loans of cases that are not shown any more (withdrawn, merged, erased) are in no list; the sums count every loan. Pages
go on by the key of the last row, and each order has its index.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold, nfc
from app.social.cases import rules as case_rules
from app.social.cases.models import Case
from app.social.cases.of_cases import of_a_listed_case, of_cases
from app.social.cases.record import home_of, same_case, standing
from app.social.cases.rules import tidy_code
from app.social.loans import record
from app.social.loans.detail import detail_of
from app.social.loans.models import Instalment, Loan
from app.social.loans.rows import LEFT, rows_of
from app.social.loans.rules import OWED, WAITING
from app.social.loans.terms import KIND, LoanState
from app.social.loans.values import DueRow, LoanDetail, LoanRow
from app.vault.compartments import Compartment
from app.vault.errors import NotFound
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


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"
    NUMBER = "number"
    DUE = "due"  # what is late longest first, then what is due next


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NEWEST: ((Loan.year, Loan.seq), True),
    Sort.NUMBER: ((Loan.year, Loan.seq), False),
    Sort.DUE: ((Loan.due_sort, Loan.id), False),
}


@dataclass(frozen=True)
class LoanFilter:
    """What the list is narrowed to; empty means all. `due_by`: something is due by that day, or late."""

    states: frozenset[LoanState] = frozenset()
    programmes: frozenset[str] = frozenset()
    # The code of a case, as its page leads here.
    case: str | None = None
    worker_id: str | None = None
    late: bool = False
    due_by: date | None = None
    unfinished: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(value)
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, [], False, ""):
                plain[name] = value
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "LoanFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        values: dict[str, Any] = {}
        for name, value in plain.items():
            if name == "states":
                values[name] = frozenset(LoanState(each) for each in value)
            elif name == "programmes":
                values[name] = frozenset(value)
            elif name == "due_by":
                values[name] = date.fromisoformat(value)
            elif name in cls.__dataclass_fields__:
                values[name] = value
        return cls(**values)


ALL = LoanFilter()
# The case under which a loan is shown: its own, or the one into which that was merged.
_Root = aliased(Case)
_MERGED = func.coalesce(Case.merged_into_id, Case.id)


def _of_a_listed_case(*also: ColumnElement[bool]) -> ColumnElement[bool]:
    """The loan's case is shown, and what else is asked of it."""
    found = select(Case.id).join(_Root, _Root.id == _MERGED)
    return found.where(Case.id == Loan.case_id, _Root.listed, *also).exists()


def list_loans(
    session: Session,
    where: LoanFilter = ALL,
    sort: Sort = Sort.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[LoanRow]:
    """A page of the loans as they stand today. `after` is the `next` of the page before."""
    require(session, "loans.list")
    with session.read() as db:
        found, more = read_page(
            db, Loan, _ORDERS[sort], lambda query: _filtered(session, db, query, where), after, limit
        )
        rows = tuple(rows_of(session, db, [(loan, _home(db, loan), key) for loan, key in found]))
        return Page(rows, rows[-1].key if more else None)


def count_loans(session: Session, where: LoanFilter = ALL) -> int:
    """How many loans the filter lets through."""
    require(session, "loans.list")
    with session.read() as db:
        return read_count(db, Loan, lambda query: _filtered(session, db, query, where))


def _home(db: Orm, loan: Loan) -> Case:
    case = record.home_of(db, loan)
    assert case is not None  # the filter lets no other through
    return case


def _filtered(session: Session, db: Orm, query: Select[Any], where: LoanFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [of_a_listed_case(Loan.case_id)]
    if where.case:
        terms.append(of_cases(Loan.case_id, Case.code == tidy_code(where.case)))
    if where.worker_id is not None:
        whose = Case.worker_id == where.worker_id if where.worker_id else Case.worker_id.is_(None)
        terms.append(of_cases(Loan.case_id, whose))
    if where.states:
        terms.append(Loan.state.in_(sorted(where.states)))
    if where.unfinished:
        terms.append(Loan.state.in_(sorted(WAITING | OWED)))
    if where.programmes:
        terms.append(Loan.programme.in_(sorted(where.programmes)))
    if where.late:
        terms.append(Loan.due_sort < session.today())
    if where.due_by is not None:
        terms.append(Loan.due_sort <= where.due_by)
    if wanted := fold(where.text):
        terms.append(_with_words(db, wanted))
    return query.where(*terms)


def _with_words(db: Orm, wanted: str) -> ColumnElement[bool]:
    """By number, by the case's code, or by the programme's name: the office has a handful of programmes."""
    names = [name for name in db.scalars(select(Loan.programme_name).distinct()) if wanted in fold(name)]
    code = tidy_code(wanted)
    of_case = of_cases(Loan.case_id, Case.code.contains(code, autoescape=True))
    return or_(Loan.number.contains(code, autoescape=True), of_case, Loan.programme_name.in_(names))


def search_loans(session: Session, typed: str, limit: int = 50) -> list[LoanRow]:
    """What a search finds, the newest first; nothing for no words. Who searches notes it (`services_desk`)."""
    require(session, "search")
    if not fold(nfc(typed)).strip():
        return []
    return list(list_loans(session, LoanFilter(text=nfc(typed).strip()), limit=limit).rows)


def of_case(session: Session, case_id: int) -> tuple[LoanRow, ...]:
    """The loans of a case and of those merged into it, the newest first."""
    require(session, "loans.list")
    with session.read() as db:
        query = select(Loan).where(Loan.case_id.in_(same_case(db, case_id)))
        found = db.scalars(query.order_by(Loan.year.desc(), Loan.seq.desc())).all()
        return tuple(rows_of(session, db, [(loan, _home(db, loan), ()) for loan in found]))


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


def find_number(session: Session, number: str) -> int:
    """The id behind a loan's number as typed. Raises NotFound."""
    require(session, "loans.list")
    with session.read() as db:
        query = select(Loan.id).where(_of_a_listed_case(), Loan.number == tidy_code(number))
        found = db.scalar(query)
    if found is None:
        raise NotFound(N_("There is no loan with the number {number}."), number=number)
    return found


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
        .join(_Root, _Root.id == _MERGED)
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
