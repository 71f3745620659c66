"""Can anybody work out a small count from what was published? The attacker solves the tables, and knows the rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.health.figures.suppression import FEW, MANY, Cell, Counts, Group, Indicator, Published, publish
from tests.health.figures.attacker import Attacker

ROWS, COLUMNS = ("f", "m", "-"), ("15-19", "20-24", "25-49", "50+")
CHAIN = (
    Indicator("counselled"),
    Indicator("tested", ("counselled",), guarded=True),
    Indicator("positive", ("tested",), guarded=True),
    Indicator("linked", ("positive",), guarded=True),
)
SMALL_NUMBERS = {1, 2, 3, 4}
Tables = Mapping[str, Published]


@st.composite
def believable(draw: st.DrawFn, rows: int = 3, columns: int = 4, depth: int = 4) -> Counts:
    """Counts that fit into one another: often small, often equal to what they lie within."""
    counts: dict[str, dict[Group, int]] = {each.code: {} for each in CHAIN[:depth]}
    for group in product(ROWS[:rows], COLUMNS[:columns]):
        most = draw(st.one_of(st.integers(0, 5), st.integers(0, 30)))
        for each in CHAIN[:depth]:
            counts[each.code][group] = most
            most = draw(st.one_of(st.just(most), st.integers(0, most)))
    return counts


def tables_of(counts: Counts) -> dict[str, Published]:
    rows = tuple(dict.fromkeys(row for row, _ in counts["counselled"]))
    columns = tuple(dict.fromkeys(column for _, column in counts["counselled"]))
    return publish(CHAIN[: len(counts)], rows, columns, counts)


def hidden(tables: Tables) -> Iterator[tuple[str, Group]]:
    for code, table in tables.items():
        yield from ((code, group) for group, cell in table.cells.items() if cell.hidden)


# --- what leaves ----------------------------------------------------------------------------------------


@given(believable())
def test_nothing_between_1_and_4_leaves_the_unit_and_all_else_is_true(counts: Counts) -> None:
    for code, table in tables_of(counts).items():
        for group, cell in table.cells.items():
            count = counts[code][group]
            assert cell in ((FEW,) if 1 <= count <= 4 else (MANY, Cell(count, count)))
            assert cell.low <= count and (cell.high is None or count <= cell.high)
        every = [*table.rows.values(), *table.columns.values(), table.total]
        assert not any(cell.exact and 1 <= cell.low <= 4 for cell in every)
        total = sum(counts[code].values())
        assert table.total.low <= total and (table.total.high is None or total <= table.total.high)


def test_a_table_without_small_counts_leaves_whole() -> None:
    counts = {"counselled": {("f", "15-19"): 12, ("f", "20-24"): 0, ("m", "15-19"): 7, ("m", "20-24"): 5}}
    table = tables_of(counts)["counselled"]
    assert table.total == Cell(24, 24)
    assert table.rows == {"f": Cell(12, 12), "m": Cell(12, 12)}
    assert table.columns == {"15-19": Cell(19, 19), "20-24": Cell(5, 5)}


def test_a_total_that_would_tell_a_hidden_count_is_a_range() -> None:
    counts = {"counselled": {("f", "15-19"): 12, ("f", "20-24"): 3}}
    assert tables_of(counts)["counselled"].total == Cell(13, 16)
    assert tables_of({"counselled": {("f", "15-19"): 4, ("f", "20-24"): 4}})["counselled"].total == Cell(2, 8)
    # 5 can be 1 + 4, 2 + 3, 3 + 2, 4 + 1: each is left all of them.
    assert tables_of({"counselled": {("f", "15-19"): 2, ("f", "20-24"): 3}})["counselled"].total == Cell(5, 5)


def test_that_everybody_tested_was_positive_cannot_be_read() -> None:
    group = ("f", "20-24")
    every = {code: {group: 7} for code in ("counselled", "tested", "positive")}
    tables = tables_of(every)
    assert [table.cells[group] for table in tables.values()] == [MANY, MANY, MANY]
    apart = tables_of({"counselled": {group: 30}, "tested": {group: 30}, "positive": {group: 7}})
    assert [table.cells[group] for table in apart.values()] == [Cell(30, 30), Cell(30, 30), Cell(7, 7)]


def test_counts_that_contradict_one_another_are_not_published() -> None:
    with pytest.raises(ValueError):
        tables_of({"counselled": {("f", "15-19"): 3}, "tested": {("f", "15-19"): 4}})


# --- attacked -------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(believable(rows=2, columns=3, depth=3))
def test_solving_the_tables_leaves_every_number_possible(counts: Counts) -> None:
    tables = tables_of(counts)
    attacker = Attacker(CHAIN[: len(counts)], tables)
    for place in hidden(tables):
        assert attacker.possible(place, range(7)) == SMALL_NUMBERS


def test_the_attacker_does_solve_tables_that_were_made_without_care() -> None:
    """Exact totals beside “<5”, as a spreadsheet would have them, and totals of indicators within one another."""
    cells = {("f", "15-19"): Cell(9, 9), ("f", "20-24"): FEW, ("m", "15-19"): FEW, ("m", "20-24"): FEW}
    rows, columns = {"f": Cell(11, 11), "m": Cell(7, 7)}, {"15-19": Cell(12, 12), "20-24": Cell(6, 6)}
    careless = Attacker(CHAIN[:1], {"counselled": Published(cells, rows, columns, Cell(18, 18))})
    assert careless.possible(("counselled", ("f", "20-24")), range(7)) == {2}
    assert careless.possible(("counselled", ("m", "15-19")), range(7)) == {3}

    few = {("f", "15-19"): FEW, ("f", "20-24"): FEW}
    nested = {
        "counselled": Published(few, {}, {}, Cell(5, 5)),
        "tested": Published(few, {}, {}, Cell(5, 5)),
    }
    assert Attacker(CHAIN[:2], nested).possible(("tested", ("f", "15-19")), range(7)) == SMALL_NUMBERS
    nested["tested"] = Published(few, {}, {}, Cell(7, 8))
    assert not Attacker(CHAIN[:2], nested).possible(("tested", ("f", "15-19")), range(7))


@settings(max_examples=60, deadline=None)
@given(believable())
def test_who_knows_the_rules_too_finds_counts_with_each_number_that_publish_the_same(counts: Counts) -> None:
    """The proof of suppression.py, carried out: for each “<5” and each number a witness."""
    tables = tables_of(counts)
    for code, group in hidden(tables):
        for number in SMALL_NUMBERS:
            other = witness(counts, tables, code, group, number)
            assert other[code][group] == number
            assert tables_of(other) == tables


def witness(counts: Counts, tables: Tables, code: str, group: Group, number: int) -> Counts:
    """Counts with that number there. What is hidden elsewhere is chosen to keep the sums that were looked at."""
    chosen: dict[Group, int] = {}
    taken: set[Group] = set()
    for each, table in tables.items():
        own = [place for place, cell in table.cells.items() if cell.hidden]
        if len(own) >= 2 and not taken & set(own) and MANY not in table.cells.values():
            taken |= set(own)
            if group in own:
                chosen.update(spread(own, group, number, sum(counts[each][place] for place in own)))
            else:
                chosen.update({place: counts[each][place] for place in own})
    chosen.setdefault(group, number)
    return {
        each: {
            place: chosen.get(place, 1) if table.cells[place].hidden else counts[each][place] for place in table.cells
        }
        for each, table in tables.items()
    }


def spread(places: list[Group], group: Group, number: int, total: int) -> dict[Group, int]:
    """A number for each place, the chosen one in its own, that decide the same about the total (rule 3)."""
    others = [place for place in places if place != group]
    m = len(places)
    exact = m + 3 <= total <= 4 * m - 3
    sums = [total] if exact else [each for each in range(m, 4 * m + 1) if not m + 3 <= each <= 4 * m - 3]
    rest = next(each - number for each in sums if len(others) <= each - number <= 4 * len(others))
    found = {group: number}
    for left, place in enumerate(others, 1 - len(others)):
        found[place] = max(1, min(4, rest + left))
        rest -= found[place]
    return found


def test_every_table_of_three_groups_with_up_to_7() -> None:
    """All there are, and the strongest attacker: whoever has a list of all tables that publish the same."""
    groups = [("f", column) for column in COLUMNS[:3]]
    same: dict[str, list[Counts]] = defaultdict(list)
    for numbers in product(range(8), repeat=3):
        counts = {"counselled": dict(zip(groups, numbers, strict=True))}
        same[repr(tables_of(counts))].append(counts)
    assert_each_number(same)


def test_every_table_of_two_groups_of_a_chain_of_three_with_up_to_6() -> None:
    groups = [("f", column) for column in COLUMNS[:2]]
    nested = [(a, b, c) for a, b, c in product(range(7), repeat=3) if a >= b >= c]
    same: dict[str, list[Counts]] = defaultdict(list)
    for first, second in product(nested, repeat=2):
        counts = {
            each.code: {groups[0]: first[place], groups[1]: second[place]} for place, each in enumerate(CHAIN[:3])
        }
        same[repr(tables_of(counts))].append(counts)
    assert_each_number(same)


def assert_each_number(same: Mapping[str, list[Counts]]) -> None:
    for several in same.values():
        for code, table in tables_of(several[0]).items():
            for group, cell in table.cells.items():
                if cell.hidden:
                    assert {counts[code][group] for counts in several} == SMALL_NUMBERS


def test_a_small_difference_in_the_chain_can_be_any_small_difference() -> None:
    """Of all counts of one group up to 20: where a neighbour is not exact, 0 to 4 remain possible."""
    group = ("f", "20-24")
    same: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in ((a, b, c) for a, b, c in product(range(21), repeat=3) if a >= b >= c):
        counts = {each.code: {group: number} for each, number in zip(CHAIN[:3], numbers, strict=True)}
        same[repr(tables_of(counts))].append(numbers)
    small = 0
    for several in same.values():
        both = [(tested, positive) for _, tested, positive in several if tested >= 5 and positive >= 5]
        differences = {tested - positive for tested, positive in both}
        if any(difference < 5 for difference in differences):
            small += 1
            assert differences >= {0, 1, 2, 3, 4}
    assert small
