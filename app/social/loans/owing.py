"""What is owed on a loan on a day: which instalments were paid by what, what is late, and by how many days?

A payment goes to the oldest instalment first, and in it to interest before principal (`Order.INTEREST_FIRST`). For debt
that is overdue a contract may say principal first (Thông tư 39/2016/TT-NHNN lets banks do so): `PRINCIPAL_FIRST`.
What is paid beyond the instalments due goes to the next ones, in the same way; it changes no interest. An instalment
is late from the day after its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.social.loans.schedule import Line


class Order(StrEnum):
    """What a payment goes to first within an instalment."""

    INTEREST_FIRST = "interest_first"
    PRINCIPAL_FIRST = "principal_first"


@dataclass(frozen=True)
class Paid:
    """Money that came in. Two of one day count in the order given."""

    on: date
    amount: int


@dataclass(frozen=True)
class Share:
    """How much of an instalment is paid, and since when it is paid in full."""

    principal: int
    interest: int
    settled_on: date | None


@dataclass(frozen=True)
class Owing:
    """A loan as it stands on a day. `over` is what came in beyond all that the schedule asks."""

    on: date
    shares: tuple[Share, ...]
    paid_principal: int
    paid_interest: int
    principal_left: int
    interest_left: int
    arrears: int
    overdue_days: int
    next_due_on: date | None
    next_due_amount: int
    settled_on: date | None
    over: int

    @property
    def settled(self) -> bool:
        return self.settled_on is not None


def owing(lines: Sequence[Line], payments: Iterable[Paid], on: date, order: Order = Order.INTEREST_FIRST) -> Owing:
    """Where the payments up to a day leave the schedule."""
    counted = sorted((each for each in payments if each.on <= on), key=lambda each: each.on)
    shares, over = allocate(lines, counted, order)
    left = [line.total - share.principal - share.interest for line, share in zip(lines, shares, strict=True)]
    late = [(line.due_on, rest) for line, rest in zip(lines, left, strict=True) if rest and line.due_on < on]
    coming = [(line.due_on, rest) for line, rest in zip(lines, left, strict=True) if rest and line.due_on >= on]
    principal = sum(share.principal for share in shares)
    interest = sum(share.interest for share in shares)
    days = [share.settled_on for share in shares]
    return Owing(
        on=on,
        shares=shares,
        paid_principal=principal,
        paid_interest=interest,
        principal_left=sum(line.principal for line in lines) - principal,
        interest_left=sum(line.interest for line in lines) - interest,
        arrears=sum(rest for _, rest in late),
        overdue_days=(on - late[0][0]).days if late else 0,
        next_due_on=coming[0][0] if coming else None,
        next_due_amount=coming[0][1] if coming else 0,
        settled_on=max(day for day in days if day) if days and all(days) else None,
        over=over,
    )


def left_over_time(
    lines: Sequence[Line], payments: Iterable[Paid], on: date, order: Order = Order.INTEREST_FIRST
) -> tuple[tuple[date, int], ...]:
    """The principal that was left after each day on which money came in, up to a day; for the picture."""
    paid = [each for each in payments if each.on <= on]
    days = sorted({each.on for each in paid})
    return tuple((day, owing(lines, paid, day, order).principal_left) for day in days)


def allocate(lines: Sequence[Line], payments: Sequence[Paid], order: Order) -> tuple[tuple[Share, ...], int]:
    """Which part of each instalment is paid; and what is left over."""
    open_ = [[line.principal, line.interest] for line in lines]
    settled: list[date | None] = [None] * len(lines)
    parts = (1, 0) if order is Order.INTEREST_FIRST else (0, 1)
    over, at = 0, 0
    for payment in payments:
        rest = payment.amount
        while rest and at < len(lines):
            for part in parts:
                taken = min(rest, open_[at][part])
                open_[at][part] -= taken
                rest -= taken
            if not any(open_[at]):
                settled[at], at = payment.on, at + 1
        over += rest
    shares = tuple(
        Share(line.principal - left[0], line.interest - left[1], day)
        for line, left, day in zip(lines, open_, settled, strict=True)
    )
    return shares, over
