"""Can somebody who knows everything that was published work out a count under 5?"""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.social.surveys.outside import outside, published


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.data())
def test_each_hidden_count_may_be_any_of_one_to_four(counts: list[int], data: st.DataObject) -> None:
    table = outside(dict(enumerate(counts)))
    hidden = [key for key, cell in table.cells.items() if cell.hidden]
    # The attacker tries every table that there can be, and keeps those that would have been published alike.
    tried = [range(1, 5) if key in hidden else [table.cells[key].low] for key in table.cells]
    possible = [guess for guess in product(*tried) if outside(dict(enumerate(guess))) == table]

    assert tuple(counts) in possible
    for key in hidden:
        assert {guess[key] for guess in possible} == {1, 2, 3, 4}


@given(st.lists(st.integers(0, 40), max_size=8))
def test_the_total_lies_where_it_is_said_to_lie(counts: list[int]) -> None:
    total = outside(dict(enumerate(counts))).total
    assert total.low <= sum(counts) <= total.high
    assert total.exact == all(count == 0 or count >= 5 for count in counts)


def test_how_it_reads() -> None:
    assert [published(count).text for count in (0, 1, 4, 5)] == ["0", "<5", "<5", "5"]
    assert outside({"a": 12, "b": 3, "c": 2}).total.text == "14–20"
