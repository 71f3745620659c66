"""What cannot be said of premises, and on which days they were open, for any history there may be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.common.import_cells import Cell, Context, NotImportable
from app.registry.establishments import rules
from app.registry.establishments.import_cells import Workers, as_workers, type_of
from app.registry.establishments.rules import PARTS, STEPS, StateChange
from app.registry.establishments.terms import State, show_number, tidy_number
from app.registry.establishments.values import Counts, Entry

TODAY = date(2026, 3, 11)
people = some.one_of(some.none(), some.integers(-3, 40))


@given(some.integers(-2, 30), some.lists(people, min_size=4, max_size=4), some.integers(-5, 5))
def test_no_part_of_a_head_count_is_more_than_the_whole(total: int, parts: list[int | None], days: int) -> None:
    women, elsewhere, contract, declared = parts
    counts = Counts(TODAY + timedelta(days=days), total, women, elsewhere, contract, declared)
    most = total if total >= 0 else 99  # of a total that is wrong itself no part is said to be too many
    wrong = {name for name, part in zip(PARTS, parts, strict=True) if part is not None and not 0 <= part <= most}
    wrong |= {"total"} if total < 0 else set()
    wrong |= {"counted_on"} if days > 0 else set()
    assert set(rules.count_problems(counts, TODAY)) == wrong


@given(some.data())
def test_the_state_on_a_day_is_the_one_that_was_lived_through(data: some.DataObject) -> None:
    start = date(2026, 1, 1)
    now, changes, lived = State.ACTIVE, [], {}
    day = start
    for _ in range(data.draw(some.integers(0, 5))):
        later = day + timedelta(days=data.draw(some.integers(2, 20)))
        step = STEPS[now, data.draw(some.sampled_from([name for state, name in STEPS if state is now]))]
        change = StateChange(later, now, step.to)
        while day < change.holds_from:
            lived[day] = now
            day += timedelta(days=1)
        changes.append(change)
        now = step.to
    lived[day] = now
    assert {each: rules.state_on(each, now, changes) for each in lived} == lived
    active = [each for each in lived if lived[each] is State.ACTIVE]
    assert rules.open_between(min(lived), max(lived), now, None, changes) == bool(active)
    assert not rules.open_between(start - timedelta(days=9), start - timedelta(days=1), now, start, changes)


def test_the_day_of_closing_is_the_last_on_which_premises_were_open() -> None:
    closed = [StateChange(date(2026, 2, 10), State.ACTIVE, State.CLOSED)]
    assert rules.open_on(date(2026, 2, 10), State.CLOSED, None, closed)
    assert not rules.open_on(date(2026, 2, 11), State.CLOSED, None, closed)


def test_each_thing_that_cannot_be_is_said_at_its_field() -> None:
    entry = Entry("Karaoke Sao Mai", opened_on=date(2020, 1, 1))
    wrong = {
        "name": replace(entry, name=""),
        "licence_expires_on": replace(entry, licence_issued_on=date(2025, 5, 1), licence_expires_on=date(2024, 5, 1)),
        "cert_expires_on": replace(entry, cert_issued_on=date(2025, 5, 1), cert_expires_on=date(2025, 4, 30)),
        "cert_issued_on": replace(entry, cert_issued_on=TODAY + timedelta(days=1)),
        "owner": replace(entry, owner="x" * 121),
    }
    assert rules.entry_problems(entry, TODAY) == {}
    for name, each in wrong.items():
        assert set(rules.entry_problems(each, TODAY)) == {name}
    assert set(rules.entry_problems(entry, TODAY, closed_on=date(2019, 1, 1))) == {"opened_on"}
    before = rules.step_problems(rules.CLOSE, date(2019, 1, 1), "", date(2020, 1, 1), None, TODAY)
    assert set(before) == {"since", "reason"}
    assert set(rules.step_problems(rules.SUSPEND, TODAY + timedelta(days=1), "x", None, None, TODAY)) == {"since"}
    assert set(rules.step_problems(rules.REOPEN, date(2026, 1, 1), "x", None, date(2026, 2, 1), TODAY)) == {"since"}


@given(some.integers(1, 99_999))
def test_a_number_is_read_as_people_type_it(seq: int) -> None:
    number = show_number(seq)
    assert tidy_number(number) == tidy_number(f" cs {seq} ") == tidy_number(str(seq)) == number
    assert tidy_number("Sao Mai") == "Sao Mai"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("12", (12, None)), ("12/8", (12, 8)), ("12 (8 nữ)", (12, 8)), ("4 nam, 8 nữ", (12, 8)), (12.0, (12, None))],
)
def test_a_cell_says_how_many_workers_and_how_many_women(said: str | float, meant: tuple[int, int | None]) -> None:
    assert as_workers(Cell(said), Context(TODAY)) == Workers(*meant)


@pytest.mark.parametrize("said", ["nhiều", "1,5", "-3", "1/2/3"])
def test_a_cell_that_is_no_number_of_workers_is_refused(said: str) -> None:
    with pytest.raises(NotImportable):
        as_workers(Cell(said), Context(TODAY))


def test_a_type_is_known_by_the_usual_words_too() -> None:
    names = {"karaoke": "karaoke", "nha nghi": "guest_house", "massage, xoa bop": "massage", "bar": "bar"}
    said = {"KARAOKE": "karaoke", "Cơ sở xoa bóp": "massage", "NN Hoa Sen": "guest_house", "Bar": "bar", "Barie": None}
    assert {text: type_of(text, names) for text in said} == said
