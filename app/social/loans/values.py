"""What is entered about a loan, and what is told of it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.common.steps import Possible, Undoable
from app.social.loans.owing import Order, Owing
from app.social.loans.schedule import Line, Schedule
from app.social.loans.terms import LoanState
from app.vault.errors import AppError


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
    version: int
    number: str
    case_id: int
    case: str
    worker_id: str | None
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
    next_step: Possible | None = None
    # Where the page goes on after this row.
    key: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Payment:
    """Money that the lender received. `receipt` and `note` are masked like all free text."""

    id: int
    paid_on: date
    amount: int
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a loan's timeline; the note is masked. `detail` holds codes, days and amounts alone."""

    id: int
    at: datetime
    by: str
    action: str
    label: str
    from_state: LoanState | None
    to_state: LoanState | None
    note: str
    detail: Mapping[str, Any]
    undone: bool


@dataclass(frozen=True)
class LoanDetail:
    """Everything about a loan; free text as it is shown to somebody who has not asked who the person is.

    `schedule` is the one in force, None until the money is paid out. `left` is the principal after each day on which
    money came in. `lacks` says why the lender may not hear of the client now, of an application under way.
    """

    row: LoanRow
    version: int
    entry: NewLoan
    ended_reason: str
    rate: int | None
    periods: int
    by_lender: bool
    submitted_on: date | None
    appraised_on: date | None
    ended_on: date | None
    lines: tuple[Line, ...]
    owing: Owing
    payments: tuple[Payment, ...]
    pay_order: Order = Order.INTEREST_FIRST
    schedule: Schedule | None = None
    left: tuple[tuple[date, int], ...] = ()
    programme_verified: bool = True
    lacks: AppError | None = None
    worker: str = ""
    timeline: tuple[TimelineEntry, ...] = ()
    next_step: Possible | None = None
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def state(self) -> LoanState:
        return self.row.state


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
