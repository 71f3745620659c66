"""Which tables hold the loans: the loan, its instalments, what was paid, its timeline and earlier versions?

Amounts are whole đồng. Every table points at the case, too, so that erasing a case reaches all of it: `figures` are the
columns that stay, and no free text is among them.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns, VersionColumns
from app.social.cases.models import NEVER
from app.vault.schema import Base, UtcDateTime

SOCIAL = {"schema": "social"}
OF_CASE, OF_LOAN = "social.cases.id", "social.loans.id"

_FIGURES = frozenset(
    {
        *(
            "number",
            "year",
            "seq",
            "state",
            "programme",
            "amount_asked",
            "amount",
            "rate",
            "periods",
            "method",
            "every",
        ),
        *("grace", "grace_kind", "day_count", "unit", "pay_order", "first_due", "each", "by_lender"),
        *(
            "submitted_on",
            "appraised_on",
            "disbursed_on",
            "ended_on",
            "settled_on",
            "due_sort",
            "created_at",
            "updated_at",
        ),
    }
)


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"
    NUMBER = "number"
    DUE = "due"  # what is late longest first, then what is due next


class Loan(Base):
    """A loan that somebody is helped to get, from the first talk to the last instalment.

    0 in `amount_asked`, `amount` and `periods` is "not known yet"; `rate` None likewise, since 0 % is a rate.
    """

    __tablename__ = "loans"
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        Index("ix_loans_case", "case_id"),
        Index("ix_loans_state", "state", "id"),
        Index("ix_loans_due", "due_sort", "id"),
        Index("ix_loans_programme", "programme", "due_sort", "id"),
        SOCIAL | {"info": {"figures": _FIGURES}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))

    # A code of the list of programmes, and its name on the day of application.
    programme: Mapped[str] = mapped_column(String(60))
    programme_name: Mapped[str] = mapped_column(String(200), default="")
    lender: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    amount_asked: Mapped[int] = mapped_column(BigInteger, default=0)

    # The terms (app.social.loans.schedule.Terms), as appraised and then as paid out.
    amount: Mapped[int] = mapped_column(BigInteger, default=0)
    # Hundredths of a percent a year.
    rate: Mapped[int | None]
    periods: Mapped[int] = mapped_column(default=0)
    method: Mapped[str] = mapped_column(String(20), default="equal_principal")
    every: Mapped[str] = mapped_column(String(20), default="month")
    grace: Mapped[int] = mapped_column(default=0)
    grace_kind: Mapped[str] = mapped_column(String(20), default="interest_only")
    day_count: Mapped[str] = mapped_column(String(20), default="months")
    unit: Mapped[int] = mapped_column(default=1)
    pay_order: Mapped[str] = mapped_column(String(20), default="interest_first")
    first_due: Mapped[date | None] = mapped_column(Date)
    # What repeats in the instalments now; the lender's own schedule has nothing that does.
    each: Mapped[int] = mapped_column(BigInteger, default=0)
    by_lender: Mapped[bool] = mapped_column(default=False)

    submitted_on: Mapped[date | None] = mapped_column(Date)
    appraised_on: Mapped[date | None] = mapped_column(Date)
    disbursed_on: Mapped[date | None] = mapped_column(Date)
    # Refused, withdrawn or written off.
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None] = mapped_column(Date)
    # The first day on which something is owed, late or to come; NEVER where nothing is (kept by `record.refresh`).
    due_sort: Mapped[date] = mapped_column(Date, default=NEVER)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoanNumber(Base):
    """A number that was given; it is never given again."""

    __tablename__ = "loan_numbers"
    __table_args__ = (SOCIAL,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Instalment(Base):
    """A line of the schedule in force, with what has been paid of it (kept by `record.reckon`)."""

    __tablename__ = "loan_instalments"
    __table_args__ = (
        UniqueConstraint("loan_id", "position"),
        Index("ix_loan_instalments_due", "paid", "due_on"),
        Index("ix_loan_instalments_case", "case_id"),
        SOCIAL
        | {
            "info": {
                "figures": frozenset(
                    {"loan_id", "position", "due_on", "principal", "interest", "balance", "early"}
                    | {"paid_principal", "paid_interest", "paid", "settled_on"}
                )
            }
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    loan_id: Mapped[int] = mapped_column(ForeignKey(OF_LOAN, ondelete="CASCADE"))
    position: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    principal: Mapped[int] = mapped_column(BigInteger)
    interest: Mapped[int] = mapped_column(BigInteger)
    balance: Mapped[int] = mapped_column(BigInteger)
    early: Mapped[bool] = mapped_column(default=False)
    paid_principal: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_interest: Mapped[int] = mapped_column(BigInteger, default=0)
    paid: Mapped[bool] = mapped_column(default=False)
    settled_on: Mapped[date | None] = mapped_column(Date)


class LoanPayment(Base):
    """Money that the lender received. What it paid of is reckoned, and stands in the instalments."""

    __tablename__ = "loan_payments"
    __table_args__ = (
        Index("ix_loan_payments_loan", "loan_id", "paid_on", "id"),
        Index("ix_loan_payments_case", "case_id"),
        SOCIAL | {"info": {"figures": frozenset({"loan_id", "paid_on", "amount", "at", "by"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    loan_id: Mapped[int] = mapped_column(ForeignKey(OF_LOAN, ondelete="CASCADE"))
    paid_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[int] = mapped_column(BigInteger)
    receipt: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))


class LoanEvent(EventColumns, Base):
    """One line of a loan's timeline. `detail` holds codes, dates and amounts alone."""

    __tablename__ = "loan_events"
    __table_args__ = (
        Index("ix_loan_events_loan", "loan_id", "id"),
        Index("ix_loan_events_case", "case_id"),
        SOCIAL | {"info": {"figures": frozenset({"loan_id", "at", "by", "action", "from_state", "to_state"})}},
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    loan_id: Mapped[int] = mapped_column(ForeignKey(OF_LOAN, ondelete="CASCADE"))


class LoanVersion(VersionColumns, Base):
    """A loan as it stood before a correction, with the reason for it."""

    __tablename__ = "loan_versions"
    __table_args__ = (
        Index("ix_loan_versions_loan", "loan_id", "id"),
        Index("ix_loan_versions_case", "case_id"),
        SOCIAL,
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    loan_id: Mapped[int] = mapped_column(ForeignKey(OF_LOAN, ondelete="CASCADE"))
