"""What is entered about a loan, and what is told of it?"""

from dataclasses import dataclass
from datetime import date

from app.social.loans.owing import Owing
from app.social.loans.schedule import Line
from app.social.loans.terms import LoanState


@dataclass(frozen=True)
class NewLoan:
    """An application as it is prepared with the client. 0 in `amount_asked` is "not known yet"."""

    case_id: int
    programme: str
    lender: str = ""
    purpose: str = ""
    amount_asked: int = 0
    note: str = ""


@dataclass(frozen=True)
class LoanChanged:
    """What a verb did."""

    id: int
    number: str
    version: int
    state: LoanState
    action: str


@dataclass(frozen=True)
class LoanRow:
    """A line of the list, as it stands today. Nothing in it names anybody."""

    id: int
    number: str
    case: str
    programme: str
    programme_name: str
    state: LoanState
    amount: int
    disbursed_on: date | None
    next_due_on: date | None
    next_due_amount: int
    arrears: int
    overdue_days: int
    settled_on: date | None


@dataclass(frozen=True)
class Payment:
    """Money that the lender received."""

    id: int
    paid_on: date
    amount: int


@dataclass(frozen=True)
class LoanDetail:
    """Everything but the free text about a loan."""

    row: LoanRow
    version: int
    lender: str
    amount_asked: int
    rate: int | None
    periods: int
    by_lender: bool
    submitted_on: date | None
    appraised_on: date | None
    ended_on: date | None
    lines: tuple[Line, ...]
    owing: Owing
    payments: tuple[Payment, ...]


@dataclass(frozen=True)
class DueRow:
    """An instalment that is due soon, or late, for the day's work."""

    loan_id: int
    number: str
    case: str
    worker_id: str | None
    due_on: date
    amount: int
    late_days: int
