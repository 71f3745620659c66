"""Does the stock hold for any history: never negative, the sum of what moved, the first to expire first?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.health.supplies.stock import Held, Line, Taken, lowest, month_ends, on_day, propose, usable
from app.vault.errors import Refused

START = date(2026, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: START + timedelta(days=days))
EVERY_DAY = [START + timedelta(days=days) for days in range(-1, 62)]


def day(number: int) -> date:
    return START + timedelta(days=number)


@given(st.lists(st.tuples(DAYS, st.integers(-40, 60)), max_size=25), DAYS)
def test_what_can_be_taken_is_the_least_of_that_day_and_every_later_one(
    moves: list[tuple[date, int]], since: date
) -> None:
    lines = [Line(*move) for move in moves]

    assert lowest(lines, since) == min(on_day(lines, each) for each in EVERY_DAY if each >= since)


@given(
    st.lists(
        st.tuples(st.sampled_from(["in", "out", "out", "count"]), st.integers(0, 3), DAYS, st.integers(1, 50)),
        max_size=40,
    )
)
def test_no_history_of_acts_makes_any_days_stock_negative(acts: list[tuple[str, int, date, int]]) -> None:
    ends = [day(20), day(45), None, day(45)]
    moved: list[list[Line]] = [[], [], [], []]

    def held() -> list[Held]:
        return [Held(number, ends[number], tuple(lines)) for number, lines in enumerate(moved)]

    for act, batch, on, quantity in acts:
        if act == "in":
            moved[batch].append(Line(on, quantity))
        elif act == "count":
            differs = quantity - on_day(moved[batch], on)
            if lowest(moved[batch], on) + differs >= 0:
                moved[batch].append(Line(on, differs))
        else:
            there = sum(usable(each, on) for each in held())
            if quantity > there:
                with pytest.raises(Refused):
                    propose(held(), on, quantity)
                continue
            taken = propose(held(), on, quantity)
            assert sum(each.quantity for each in taken) == quantity
            for each in taken:
                moved[each.batch_id].append(Line(on, -each.quantity))
        for lines in moved:
            assert all(on_day(lines, each) >= 0 for each in EVERY_DAY)
            assert on_day(lines, day(61)) == sum(line.change for line in lines)


@given(st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 30)), min_size=1, max_size=8), st.integers(1, 200))
def test_the_first_to_expire_goes_first_and_nothing_past_its_date(
    batches: list[tuple[int, int]], quantity: int
) -> None:
    held = [Held(number, day(end), (Line(START, amount),)) for number, (end, amount) in enumerate(batches)]
    good = [each for each in held if each.expires_on is not None and each.expires_on >= START]
    if quantity > sum(usable(each, START) for each in held):
        return
    taken = {each.batch_id: each.quantity for each in propose(held, START, quantity)}

    assert set(taken) <= {each.id for each in good}
    for one in good:
        for later in good:
            if later.id in taken and one.expires_on < later.expires_on:  # type: ignore[operator]
                assert taken.get(one.id, 0) == one.lines[0].change


def test_what_does_not_expire_is_kept_for_last() -> None:
    held = [Held(1, None, (Line(START, 10),)), Held(2, day(9), (Line(START, 4),))]

    assert propose(held, START, 6) == [Taken(2, 4), Taken(1, 2)]


def test_what_is_refused_says_how_much_there_is() -> None:
    held = [Held(1, None, (Line(day(3), 10), Line(day(8), -4)))]

    with pytest.raises(Refused) as refused:
        propose(held, day(5), 7)
    assert refused.value.values == {"there": 6}  # four of the ten were given away three days later
    assert "taken since" in refused.value.sentence
    with pytest.raises(Refused, match="nothing left"):
        propose(held, day(2), 1)
    with pytest.raises(Refused, match=r"Only 6 can be taken for that day\. Nothing"):
        propose(held, day(9), 7)


def test_the_stock_is_told_for_each_months_end_and_today() -> None:
    lines = [Line(date(2025, 12, 20), 100), Line(date(2026, 1, 31), -30), Line(date(2026, 3, 2), -5)]

    assert month_ends(lines, date(2026, 3, 11)) == [
        (date(2025, 12, 31), 100),
        (date(2026, 1, 31), 70),
        (date(2026, 2, 28), 70),
        (date(2026, 3, 11), 65),
    ]
    assert month_ends([], date(2026, 3, 11)) == []
