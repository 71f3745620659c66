"""What is due on a loan, and when, to the đồng? Schedules by formula, grace, early repayment, the lender's own.

Pure and exact: whole đồng and fractions, never a float. What lenders do differently is a field with a default:

- Interest of a period is balance × yearly rate × part of the year. `DayCount.MONTHS` (the default, as tables of
  instalments are reckoned) takes a month as 1/12 of a year, whatever its length, and a part of a period by its share
  of the days. `DayCount.ACTUAL_365` takes the days that passed over 365 (Thông tư 14/2017/TT-NHNN). Which one a
  lender uses stands in the contract; the lender's own schedule, when given, goes before both.
- Rounding: interest to the nearest đồng, half up. Equal principal is rounded down, an annuity's payment to the
  nearest `unit` (1 or 1,000 đồng); the last instalment takes the rest, so that the principal is the loan exactly.
- Grace: the first `grace` periods pay interest only, or nothing (`Grace.DEFERRED`): then the interest of that time
  bears none itself and is spread in equal parts over the instalments after it, the rest in the last.
- Due days keep the day of the month they began with; a month without it has its last day instead.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from app.common.i18n import N_
from app.common.money import MOST_DONG, TOO_MUCH, show_dong
from app.vault.errors import AppError, Invalid


class Method(StrEnum):
    """How the principal is paid back."""

    EQUAL_PRINCIPAL = "equal_principal"
    ANNUITY = "annuity"


class Every(StrEnum):
    """How often something is due."""

    MONTH = "month"
    QUARTER = "quarter"


class DayCount(StrEnum):
    """Which part of a year a period is."""

    MONTHS = "months"
    ACTUAL_365 = "actual_365"


class Grace(StrEnum):
    """What is paid in the time of grace."""

    INTEREST_ONLY = "interest_only"
    DEFERRED = "deferred"


class Then(StrEnum):
    """What an early repayment changes: the time that is left, or the instalments."""

    SHORTER = "shorter"
    SMALLER = "smaller"


MONTHS: dict[Every, int] = {Every.MONTH: 1, Every.QUARTER: 3}
UNITS = (1, 1000)
MOST_PERIODS = 480
LONGEST_WAIT = 120


@dataclass(frozen=True)
class Terms:
    """What a loan's contract says of its repayment. `rate` is a year's, in hundredths of a percent: 660 is 6,6 %."""

    principal: int
    rate: int
    start: date
    periods: int
    method: Method = Method.EQUAL_PRINCIPAL
    every: Every = Every.MONTH
    grace: int = 0
    grace_kind: Grace = Grace.INTEREST_ONLY
    day_count: DayCount = DayCount.MONTHS
    unit: int = 1
    # None: one period after the start.
    first_due: date | None = None

    def due(self, period: int) -> date:
        """The day on which a period ends; period 0 is the start."""
        if period == 0:
            return self.start
        step = MONTHS[self.every]
        if self.first_due is not None:
            return months_after(self.first_due, step * (period - 1))
        return months_after(self.start, step * period)

    def interest(self, balance: int, period: int, since: date, until: date) -> int:
        """The interest on a balance for days of one period, both ends as lenders count: the first not, the last yes."""
        days = (until - since).days
        if self.day_count is DayCount.ACTUAL_365:
            part = Fraction(days, 365)
        else:
            step = MONTHS[self.every]
            # The whole period, also where the first one is longer or shorter than the others.
            begin = self.due(period - 1) if period > 1 or self.first_due is None else months_after(self.due(1), -step)
            part = Fraction(step, 12) * Fraction(days, (self.due(period) - begin).days)
        return half_up(balance * Fraction(self.rate, 10_000) * part)


@dataclass(frozen=True)
class Line:
    """One instalment: what is due on a day, and the principal owed after it. `early` was paid before its time."""

    due_on: date
    principal: int
    interest: int
    balance: int
    early: bool = False

    @property
    def total(self) -> int:
        return self.principal + self.interest


@dataclass(frozen=True)
class Schedule:
    """All instalments. `each` is the principal (or, of an annuity, the payment) that repeats; a lender's has none."""

    terms: Terms
    lines: tuple[Line, ...]
    each: int = 0
    by_lender: bool = False

    @property
    def interest(self) -> int:
        return sum(line.interest for line in self.lines)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on; the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def half_up(amount: Fraction, unit: int = 1) -> int:
    """The nearest multiple of the unit; half goes up."""
    return int((amount / unit + Fraction(1, 2)).__floor__()) * unit


def annuity(principal: int, rate: int, months: int, periods: int) -> Fraction:
    """The payment, before rounding, that repays a principal in equal payments."""
    part = Fraction(rate * months, 120_000)
    if not part:
        return Fraction(principal, periods)
    growth = (1 + part) ** periods
    return principal * part * growth / (growth - 1)


# --- the schedule by formula ---------------------------------------------------------------------------


def check(terms: Terms) -> None:
    """Raises Invalid with an error at each term that makes no sense."""
    wrong: dict[str, AppError] = {}
    if terms.principal <= 0:
        wrong["amount"] = Invalid(N_("Enter an amount above zero."))
    elif terms.principal > MOST_DONG:
        wrong["amount"] = Invalid(TOO_MUCH)
    if not 0 <= terms.rate <= 10_000:
        wrong["rate"] = Invalid(N_("The interest of a year lies between 0 and 100 percent."))
    if not 1 <= terms.periods <= MOST_PERIODS:
        wrong["periods"] = Invalid(N_("The number of periods lies between 1 and {most}."), most=MOST_PERIODS)
    elif not 0 <= terms.grace < terms.periods:
        wrong["grace"] = Invalid(N_("The time of grace ends before the last instalment."))
    if terms.unit not in UNITS:
        wrong["unit"] = Invalid(N_("Instalments are rounded to 1 or to 1,000 đồng."))
    if terms.first_due is not None and terms.first_due <= terms.start:
        wrong["first_due"] = Invalid(N_("The first instalment is due after the money is paid out."))
    elif terms.first_due is not None and terms.first_due > months_after(terms.start, LONGEST_WAIT):
        wrong["first_due"] = Invalid(N_("The first instalment is due within ten years."))
    if wrong:
        raise Invalid(N_("These terms make no schedule. Correct what is marked."), wrong)


def make(terms: Terms) -> Schedule:
    """The schedule that the terms give. Raises Invalid."""
    check(terms)
    each = _each(terms, terms.principal, terms.periods - terms.grace)
    return Schedule(terms, tuple(_from(terms, terms.principal, terms.start, 1, each, 0)), each)


def _each(terms: Terms, balance: int, periods: int) -> int:
    """What repeats in every instalment when the balance is repaid in so many periods."""
    if terms.method is Method.ANNUITY:
        return half_up(annuity(balance, terms.rate, MONTHS[terms.every], periods), terms.unit)
    return balance // periods // terms.unit * terms.unit


def _from(terms: Terms, balance: int, since: date, period: int, each: int, deferred: int) -> list[Line]:
    """The instalments from a period on. `deferred` is interest of the grace that is not in any instalment yet."""
    lines: list[Line] = []
    share: int | None = None
    for now in range(period, terms.periods + 1):
        if balance == 0:
            break
        day = terms.due(now)
        interest, since = terms.interest(balance, now, since, day), day
        if now <= terms.grace:
            if terms.grace_kind is Grace.DEFERRED:
                deferred, interest = deferred + interest, 0
            if interest:
                lines.append(Line(day, 0, interest, balance))
            continue
        if share is None:
            share = deferred // (terms.periods - now + 1) // terms.unit * terms.unit
        principal = each - interest if terms.method is Method.ANNUITY else each
        principal = balance if now == terms.periods else min(max(principal, 0), balance)
        balance -= principal
        extra = deferred if balance == 0 else share
        deferred -= extra
        if principal + interest + extra:
            lines.append(Line(day, principal, interest + extra, balance))
    return lines


# --- the lender's own schedule -------------------------------------------------------------------------


def lenders(terms: Terms, rows: Sequence[tuple[date, int, int]]) -> Schedule:
    """The schedule that the lender gave: (due on, principal, interest) of each instalment. It goes before the formula.

    Raises Invalid at the row that cannot be, or when the principal is not the loan.
    """
    wrong: dict[str, AppError] = {}
    lines: list[Line] = []
    balance, last = terms.principal, terms.start
    for at, (due_on, principal, interest) in enumerate(rows, 1):
        name = f"rows.{at}"
        if due_on <= last:
            wrong[name] = Invalid(N_("Instalment {number}: its day is not after the one before."), number=at)
        elif principal < 0 or interest < 0 or principal + interest == 0:
            wrong[name] = Invalid(N_("Instalment {number}: enter amounts of zero or more, not both zero."), number=at)
        elif interest > MOST_DONG:
            wrong[name] = Invalid(TOO_MUCH)
        elif principal > balance:
            wrong[name] = Invalid(N_("Instalment {number}: more principal than is still owed."), number=at)
        last, balance = due_on, balance - principal
        lines.append(Line(due_on, principal, interest, balance))
    if not wrong and balance:
        wrong["rows"] = Invalid(
            N_("The principal of all instalments is {rest} đồng short of the loan."), rest=show_dong(balance)
        )
    if wrong:
        raise Invalid(N_("The lender's schedule does not add up. Correct what is marked."), wrong)
    return Schedule(terms, tuple(lines), by_lender=True)


# --- early repayment -----------------------------------------------------------------------------------


def interest_until(schedule: Schedule, day: date) -> int:
    """The interest that has run on a day and is in no instalment up to it: what an early repayment of all costs."""
    terms, (balance, since, period) = schedule.terms, _at(schedule, day)
    run = terms.interest(balance, period, since, day) if period <= terms.periods else 0
    return run + _deferred(schedule, since)


def repay_early(schedule: Schedule, day: date, principal: int, then: Then) -> Schedule:
    """Repay principal before its time: what was due by that day stays, the rest is made anew.

    With part of it goes the interest that has run on the whole balance since the last due day (in the time of a
    deferred grace it stays deferred); with all of it, the deferred interest, too. `Then.SHORTER` keeps the size of
    the instalments, `Then.SMALLER` the time. Raises Invalid.
    """
    terms = schedule.terms
    if schedule.by_lender:
        raise Invalid(N_("The lender's own schedule is in force. Enter the new one that the lender gives."))
    balance, since, period = _at(schedule, day)
    wrong: dict[str, AppError] = {}
    if day < terms.start:
        wrong["on"] = Invalid(N_("That day lies before the money was paid out."))
    elif not 0 < principal <= balance:
        sentence = N_("Principal still owed: {balance} đồng. Enter no more than that.")
        wrong["principal"] = Invalid(sentence, balance=show_dong(balance))
    if wrong:
        raise Invalid(N_("The early repayment was not recorded. Correct what is marked."), wrong)
    past = [line for line in schedule.lines if line.due_on <= day]
    run = terms.interest(balance, period, since, day)
    deferred, rest = _deferred(schedule, since), balance - principal
    if rest == 0:
        run, deferred = run + deferred, 0
    elif period <= terms.grace and terms.grace_kind is Grace.DEFERRED:
        run, deferred = 0, deferred + run
    past.append(Line(day, principal, run, rest, early=True))
    each = schedule.each
    if then is Then.SMALLER and rest:
        each = _each(terms, rest, terms.periods - max(period - 1, terms.grace))
    return replace(schedule, lines=(*past, *_from(terms, rest, day, period, each, deferred)), each=each)


def _at(schedule: Schedule, day: date) -> tuple[int, date, int]:
    """On a day: the principal owed when all due by then is paid, since when interest runs, and in which period."""
    terms = schedule.terms
    period = next((n for n in range(1, terms.periods + 1) if terms.due(n) > day), terms.periods + 1)
    since = terms.due(period - 1)
    balance = terms.principal
    for line in schedule.lines:
        if line.due_on <= day:
            balance = line.balance
            since = max(since, line.due_on)
    return balance, since, period


def _deferred(schedule: Schedule, until: date) -> int:
    """The interest of a deferred grace that has run until a day and that no instalment up to it holds."""
    terms = schedule.terms
    if terms.grace_kind is not Grace.DEFERRED or not terms.grace:
        return 0
    # Interest of every stretch between two days on which the balance could change, less what instalments held.
    days = sorted({terms.due(n) for n in range(terms.periods + 1)} | {line.due_on for line in schedule.lines})
    run, balance, period = 0, terms.principal, 1
    for since, day in pairwise(days):
        if day > until:
            break
        while terms.due(period) < day:
            period += 1
        run += terms.interest(balance, period, since, day)
        balance = min((line.balance for line in schedule.lines if line.due_on <= day), default=balance)
    return run - sum(line.interest for line in schedule.lines if line.due_on <= until)
