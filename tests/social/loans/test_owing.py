"""Payments against the instalments: what is paid, what is late, when the loan is settled."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.social.loans.owing import Order, Paid, Share, owing
from app.social.loans.schedule import Terms, Then, make, repay_early

# Due on the 10th of February, March and April: 1.030.000, 1.020.000 and 1.010.000.
LINES = make(Terms(3_000_000, 1200, date(2026, 1, 10), 3)).lines
FEBRUARY, MARCH, APRIL = (line.due_on for line in LINES)


def test_on_the_day_itself_an_instalment_is_due_and_from_the_next_it_is_late() -> None:
    that_day = owing(LINES, [], FEBRUARY)
    assert (that_day.arrears, that_day.overdue_days) == (0, 0)
    assert (that_day.next_due_on, that_day.next_due_amount) == (FEBRUARY, 1_030_000)
    next_day = owing(LINES, [], FEBRUARY + timedelta(days=1))
    assert (next_day.arrears, next_day.overdue_days) == (1_030_000, 1)
    assert (next_day.next_due_on, next_day.next_due_amount) == (MARCH, 1_020_000)


def test_a_payment_goes_to_the_oldest_instalment_and_there_to_interest_first() -> None:
    found = owing(LINES, [Paid(FEBRUARY, 500_000), Paid(MARCH, 540_000)], date(2026, 3, 15))
    assert found.shares == (Share(1_000_000, 30_000, MARCH), Share(0, 10_000, None), Share(0, 0, None))
    assert (found.arrears, found.overdue_days) == (1_010_000, 5)
    assert (found.principal_left, found.interest_left) == (2_000_000, 20_000)


def test_or_to_principal_first_where_the_contract_says_so() -> None:
    found = owing(LINES, [Paid(FEBRUARY, 1_010_000)], MARCH, Order.PRINCIPAL_FIRST)
    assert found.shares[0] == Share(1_000_000, 10_000, None)
    assert (found.arrears, found.overdue_days) == (20_000, 28)


def test_money_ahead_of_its_day_goes_to_the_next_instalments() -> None:
    found = owing(LINES, [Paid(FEBRUARY, 2_000_000)], FEBRUARY)
    assert (found.next_due_on, found.next_due_amount) == (MARCH, 50_000)


def test_the_loan_is_settled_on_the_day_of_the_payment_that_ends_it() -> None:
    paid = [Paid(FEBRUARY, 1_030_000), Paid(APRIL, 3_000_000)]
    assert not owing(LINES, paid, MARCH).settled
    found = owing(LINES, paid, APRIL)
    assert (found.settled_on, found.over, found.next_due_on) == (APRIL, 970_000, None)


def test_an_early_repayment_of_all_settles_the_loan() -> None:
    day = date(2026, 2, 24)  # 14 of 28 days: half of 20.000
    lines = repay_early(make(Terms(3_000_000, 1200, date(2026, 1, 10), 3)), day, 2_000_000, Then.SHORTER).lines
    assert owing(lines, [Paid(FEBRUARY, 1_030_000), Paid(day, 2_010_000)], day).settled_on == day


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 2_000_000)), max_size=8),
    st.integers(0, 250),
    st.sampled_from(Order),
)
def test_every_dong_paid_is_somewhere(payments: list[tuple[int, int]], after: int, order: Order) -> None:
    start = date(2026, 1, 10)
    on = start + timedelta(days=after)
    paid = [Paid(start + timedelta(days=days), amount) for days, amount in payments]
    found = owing(LINES, paid, on, order)
    assert found.paid_principal + found.paid_interest + found.over == sum(each.amount for each in paid if each.on <= on)
    assert found.paid_principal + found.principal_left == 3_000_000
    assert found.settled == (found.principal_left == 0 and found.interest_left == 0)
    assert (found.arrears > 0) == (found.overdue_days > 0)
    assert found.over == 0 or found.settled
