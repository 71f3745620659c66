"""Schedules against tables worked out by hand, published figures, a second reckoning, and what always holds."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.social.loans.schedule import (
    DayCount,
    Every,
    Grace,
    Line,
    Method,
    Schedule,
    Terms,
    Then,
    annuity,
    half_up,
    interest_until,
    lenders,
    make,
    repay_early,
)
from app.vault.errors import Invalid

TENTH = date(2026, 1, 10)
# Twelve million đồng at 1 % a month.
TWELVE = Terms(12_000_000, 1200, TENTH, 12)


def amounts(schedule: Schedule) -> list[tuple[int, int, int]]:
    return [(line.principal, line.interest, line.balance) for line in schedule.lines]


# --- by hand -------------------------------------------------------------------------------------------


def test_equal_principal_by_hand() -> None:
    assert amounts(make(TWELVE)) == [
        (1_000_000, 120_000, 11_000_000),
        (1_000_000, 110_000, 10_000_000),
        (1_000_000, 100_000, 9_000_000),
        (1_000_000, 90_000, 8_000_000),
        (1_000_000, 80_000, 7_000_000),
        (1_000_000, 70_000, 6_000_000),
        (1_000_000, 60_000, 5_000_000),
        (1_000_000, 50_000, 4_000_000),
        (1_000_000, 40_000, 3_000_000),
        (1_000_000, 30_000, 2_000_000),
        (1_000_000, 20_000, 1_000_000),
        (1_000_000, 10_000, 0),
    ]


def test_an_annuity_by_hand_with_the_rest_in_the_last() -> None:
    terms = Terms(10_000_000, 1200, TENTH, 3, Method.ANNUITY)
    assert amounts(make(terms)) == [
        (3_300_221, 100_000, 6_699_779),
        (3_333_223, 66_998, 3_366_556),
        (3_366_556, 33_666, 0),
    ]


@pytest.mark.parametrize(
    ("principal", "rate", "years", "payment"),
    [
        # Figures that stand in every printed table of instalments, in hundredths.
        (100_000_00, 600, 30, 599_55),
        (200_000_00, 650, 30, 1_264_14),
        (100_000_00, 1200, 1, 8_884_88),
        (100_000_00, 800, 15, 955_65),
    ],
)
def test_annuities_as_published(principal: int, rate: int, years: int, payment: int) -> None:
    assert half_up(annuity(principal, rate, 1, 12 * years)) == payment


def test_in_the_time_of_grace_only_interest_is_due() -> None:
    terms = Terms(6_000_000, 600, TENTH, 6, grace=3)
    assert amounts(make(terms)) == [
        (0, 30_000, 6_000_000),
        (0, 30_000, 6_000_000),
        (0, 30_000, 6_000_000),
        (2_000_000, 30_000, 4_000_000),
        (2_000_000, 20_000, 2_000_000),
        (2_000_000, 10_000, 0),
    ]


def test_deferred_interest_is_spread_over_the_instalments_after_the_grace_and_bears_none() -> None:
    schedule = make(Terms(6_000_000, 600, TENTH, 6, grace=3, grace_kind=Grace.DEFERRED))
    assert amounts(schedule) == [(2_000_000, 60_000, 4_000_000), (2_000_000, 50_000, 2_000_000), (2_000_000, 40_000, 0)]
    assert [line.due_on for line in schedule.lines] == [date(2026, 5, 10), date(2026, 6, 10), date(2026, 7, 10)]


def test_quarters_by_the_days_that_passed() -> None:
    # 7,3 % a year is 20 đồng a day on 100.000; the quarters have 90, 91, 92 and 92 days.
    terms = Terms(4_000_000, 730, date(2026, 1, 15), 4, every=Every.QUARTER, day_count=DayCount.ACTUAL_365)
    assert [(line.due_on, line.interest) for line in make(terms).lines] == [
        (date(2026, 4, 15), 72_000),
        (date(2026, 7, 15), 54_600),
        (date(2026, 10, 15), 36_800),
        (date(2027, 1, 15), 18_400),
    ]


def test_whole_thousands_leave_the_rest_to_the_last() -> None:
    schedule = make(Terms(10_000_000, 0, TENTH, 3, unit=1000))
    assert [line.principal for line in schedule.lines] == [3_333_000, 3_333_000, 3_334_000]
    payments = make(Terms(10_000_000, 1200, TENTH, 3, Method.ANNUITY, unit=1000))
    assert amounts(payments) == [
        (3_300_000, 100_000, 6_700_000),
        (3_333_000, 67_000, 3_367_000),
        (3_367_000, 33_670, 0),
    ]


def test_an_instalment_due_on_the_31st_falls_on_the_last_day_of_a_shorter_month() -> None:
    days = [line.due_on for line in make(Terms(400, 0, date(2026, 1, 31), 4)).lines]
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_a_longer_first_period_bears_more_interest() -> None:
    # From 10 January to 25 February: 46 days, where a period that ends then has 31.
    first = make(Terms(3_100_000, 1200, TENTH, 2, first_due=date(2026, 2, 25))).lines[0]
    assert (first.due_on, first.interest) == (date(2026, 2, 25), 46_000)


# --- early repayment -----------------------------------------------------------------------------------

IN_MARCH = date(2026, 3, 25)  # 15 of the 31 days from 10 March; ten million are owed


def test_an_early_repayment_makes_the_time_shorter() -> None:
    after = repay_early(make(TWELVE), IN_MARCH, 4_000_000, Then.SHORTER)
    assert after.lines[2:] == (
        Line(IN_MARCH, 4_000_000, 48_387, 6_000_000, early=True),
        Line(date(2026, 4, 10), 1_000_000, 30_968, 5_000_000),
        Line(date(2026, 5, 10), 1_000_000, 50_000, 4_000_000),
        Line(date(2026, 6, 10), 1_000_000, 40_000, 3_000_000),
        Line(date(2026, 7, 10), 1_000_000, 30_000, 2_000_000),
        Line(date(2026, 8, 10), 1_000_000, 20_000, 1_000_000),
        Line(date(2026, 9, 10), 1_000_000, 10_000, 0),
    )


def test_or_the_instalments_smaller() -> None:
    after = repay_early(make(TWELVE), IN_MARCH, 4_000_000, Then.SMALLER)
    assert [line.principal for line in after.lines[3:]] == [600_000] * 10
    assert [line.interest for line in after.lines[3:6]] == [30_968, 54_000, 48_000]
    assert after.lines[-1].due_on == date(2027, 1, 10)


def test_all_of_it_ends_the_loan_with_the_interest_of_the_days_that_ran() -> None:
    schedule = make(TWELVE)
    assert interest_until(schedule, IN_MARCH) == 48_387
    after = repay_early(schedule, IN_MARCH, 10_000_000, Then.SHORTER)
    assert after.lines[2:] == (Line(IN_MARCH, 10_000_000, 48_387, 0, early=True),)


def test_repaying_all_in_a_deferred_grace_costs_the_interest_of_all_that_time() -> None:
    schedule = make(Terms(6_000_000, 600, TENTH, 6, grace=3, grace_kind=Grace.DEFERRED))
    once = repay_early(schedule, date(2026, 2, 10), 3_000_000, Then.SMALLER)
    assert once.lines[0] == Line(date(2026, 2, 10), 3_000_000, 0, 3_000_000, early=True)
    assert interest_until(once, date(2026, 3, 10)) == 30_000 + 15_000
    twice = repay_early(once, date(2026, 3, 10), 3_000_000, Then.SMALLER)
    assert twice.lines[1:] == (Line(date(2026, 3, 10), 3_000_000, 45_000, 0, early=True),)


def test_two_early_repayments_of_one_day_bear_the_interest_once() -> None:
    once = repay_early(make(TWELVE), IN_MARCH, 1_000_000, Then.SHORTER)
    twice = repay_early(once, IN_MARCH, 3_000_000, Then.SHORTER)
    assert [line.interest for line in twice.lines[2:4]] == [48_387, 0]
    assert twice.lines[4:] == repay_early(make(TWELVE), IN_MARCH, 4_000_000, Then.SHORTER).lines[3:]


@pytest.mark.parametrize(
    ("day", "principal", "field"),
    [(IN_MARCH, 10_000_001, "principal"), (IN_MARCH, 0, "principal"), (date(2026, 1, 9), 1, "on")],
)
def test_an_early_repayment_that_cannot_be_is_refused_at_its_field(day: date, principal: int, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        repay_early(make(TWELVE), day, principal, Then.SHORTER)
    assert set(caught.value.fields) == {field}


# --- the lender's own ----------------------------------------------------------------------------------


def test_the_lenders_schedule_is_taken_as_it_is() -> None:
    rows = [(date(2026, 6, 1), 5_000_000, 301_111), (date(2026, 12, 1), 7_000_000, 250_003)]
    schedule = lenders(TWELVE, rows)
    assert [(line.due_on, line.principal, line.interest) for line in schedule.lines] == rows
    assert [line.balance for line in schedule.lines] == [7_000_000, 0]
    with pytest.raises(Invalid, match="lender"):
        repay_early(schedule, date(2026, 7, 1), 1_000_000, Then.SHORTER)


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([(date(2026, 6, 1), 11_999_999, 0)], "rows"),
        ([(date(2026, 6, 1), 12_000_001, 0)], "rows.1"),
        ([(date(2026, 6, 1), 6_000_000, 0), (date(2026, 6, 1), 6_000_000, 0)], "rows.2"),
        ([(TENTH, 12_000_000, 0)], "rows.1"),
        ([(date(2026, 6, 1), 12_000_000, 10**30)], "rows.1"),
        ([(date(2026, 6, 1), 0, 0), (date(2026, 7, 1), 12_000_000, 0)], "rows.1"),
    ],
)
def test_a_lenders_schedule_that_does_not_add_up_is_refused_at_its_row(
    rows: list[tuple[date, int, int]], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        lenders(TWELVE, rows)
    assert set(caught.value.fields) == {field}


def test_terms_that_make_no_schedule_are_refused_at_each_field() -> None:
    with pytest.raises(Invalid) as caught:
        make(Terms(0, 10_001, TENTH, 3, grace=3, unit=7, first_due=TENTH))
    assert set(caught.value.fields) == {"amount", "rate", "grace", "unit", "first_due"}
    with pytest.raises(Invalid) as absurd:
        make(Terms(10**30, 660, TENTH, 12, first_due=date(9999, 12, 31)))
    assert set(absurd.value.fields) == {"amount", "first_due"}


# --- a second reckoning, and what always holds ---------------------------------------------------------

TERMS = st.builds(
    Terms,
    principal=st.integers(1, 300_000_000),
    rate=st.integers(0, 3000),
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    periods=st.integers(7, 60),
    method=st.sampled_from(Method),
    every=st.sampled_from(Every),
    grace=st.integers(0, 6),
    grace_kind=st.sampled_from(Grace),
    day_count=st.sampled_from(DayCount),
    unit=st.sampled_from((1, 1000)),
)
FEW = settings(max_examples=60, deadline=None)


def holds(schedule: Schedule) -> None:
    """The principal is the loan, each balance is what is left, nothing is negative, days go on."""
    left = schedule.terms.principal
    for line in schedule.lines:
        left -= line.principal
        assert min(line.principal, line.interest, line.balance) >= 0
        assert line.balance == left
    assert left == 0
    assert all(one.due_on <= other.due_on for one, other in pairwise(schedule.lines))


@FEW
@given(TERMS)
def test_no_dong_is_lost(terms: Terms) -> None:
    holds(make(terms))


@FEW
@given(TERMS)
def test_deferring_the_interest_of_the_grace_changes_its_days_and_not_its_sum(terms: Terms) -> None:
    sums = {make(_with(terms, kind)).interest for kind in Grace}
    assert len(sums) == 1


def _with(terms: Terms, kind: Grace) -> Terms:
    return Terms(**{**terms.__dict__, "grace_kind": kind})


@FEW
@given(st.integers(1, 300_000_000), st.integers(0, 3000), st.integers(1, 60), st.sampled_from(Every))
def test_balances_agree_with_the_closed_formulas(principal: int, rate: int, periods: int, every: Every) -> None:
    part = Fraction(rate, 10_000) / (4 if every is Every.QUARTER else 12)
    growth = [(1 + part) ** n for n in range(periods + 1)]
    payment = principal / sum(1 / each for each in growth[1:])  # the present value of all payments is the loan
    level = make(Terms(principal, rate, TENTH, periods, Method.ANNUITY, every)).lines
    for n, line in enumerate(level[:-1], 1):
        exact = principal * growth[n] - payment * sum(growth[:n])
        # Half a đồng of the payment and half of each interest, grown since.
        assert abs(line.balance - exact) <= sum(growth[:n])
    equal = make(Terms(principal, rate, TENTH, periods, Method.EQUAL_PRINCIPAL, every)).lines
    each = principal // periods
    exact_sum = part * sum(principal - each * n for n in range(periods))
    assert abs(sum(line.interest for line in equal) - exact_sum) <= Fraction(periods, 2)


@FEW
@given(TERMS, st.data())
def test_early_repayments_leave_a_schedule_that_holds(terms: Terms, data: st.DataObject) -> None:
    schedule, day = make(terms), terms.start
    for _ in range(3):
        day += timedelta(days=data.draw(st.integers(0, 200)))
        owed = min((line.balance for line in schedule.lines if line.due_on <= day), default=terms.principal)
        if owed == 0:
            break
        before = schedule
        schedule = repay_early(before, day, data.draw(st.integers(1, owed)), data.draw(st.sampled_from(Then)))
        holds(schedule)
        past = [line for line in before.lines if line.due_on <= day]
        assert list(schedule.lines[: len(past)]) == past
    owed = min((line.balance for line in schedule.lines if line.due_on <= day), default=terms.principal)
    if owed:
        cost = interest_until(schedule, day)
        ended = repay_early(schedule, day, owed, Then.SHORTER)
        holds(ended)
        assert ended.lines[-1] == Line(day, owed, cost, 0, early=True)
