"""The office works Monday to Friday, less days off, plus the Saturdays that make up for one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.calendar import WorkCalendar, load_seed, load_seed_years
from installer.reference import holidays as source

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_the_official_tết_of_2026_is_five_days() -> None:
    seed = load_seed()
    assert [d for d in range(13, 25) if not seed.is_working(date(2026, 2, d))] == [14, 15, 16, 17, 18, 19, 20, 21, 22]


def test_swapped_days_of_2026_are_off_and_their_saturdays_worked() -> None:
    seed = load_seed()
    for off, worked in (((2026, 1, 2), (2026, 1, 10)), ((2026, 8, 31), (2026, 8, 22))):
        assert not seed.is_working(date(*off))
        assert seed.is_working(date(*worked))
        assert seed.label(date(*worked))


def test_the_official_days_of_2025_are_there() -> None:
    seed = load_seed()
    off = {date(2025, 1, d) for d in (1, 27, 28, 29, 30, 31)} | {
        date(2025, 4, 7), date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2), date(2025, 9, 1), date(2025, 9, 2),
    }  # fmt: skip
    weekdays = (date(2025, 1, 1) + timedelta(days=n) for n in range(365))
    assert {day for day in weekdays if day.weekday() < 5 and not seed.is_working(day)} == off
    assert seed.is_working(date(2025, 4, 26))


def test_only_years_compared_with_the_official_notice_are_confirmed() -> None:
    years = load_seed_years()
    assert [year.year for year in years] == list(range(2024, 2031))
    assert [year.year for year in years if year.confirmed] == [2025, 2026]
    assert all(year.source for year in years)
    assert load_seed().is_confirmed(2026)
    assert not load_seed().is_confirmed(2027)


def test_the_file_is_what_the_build_script_makes() -> None:
    shipped = {year.year: year for year in load_seed_years()}
    for number in source.YEARS:
        made = source.year(number)
        assert made["days_off"] == {d.isoformat(): label for d, label in shipped[number].days_off.items()}
        assert made["make_up_days"] == {d.isoformat(): label for d, label in shipped[number].make_up_days.items()}


def test_every_make_up_day_is_a_saturday_or_sunday_with_a_label_of_its_own() -> None:
    for day, label in load_seed().make_up_days.items():
        assert day.weekday() >= 5
        assert "Làm bù cho ngày" in label


def test_a_make_up_day_wins_over_a_day_off() -> None:
    day = date(2026, 3, 7)
    assert WorkCalendar({day: "nghỉ"}, {day: "làm bù"}).is_working(day)


@given(DAYS, st.integers(0, 60))
def test_adding_working_days_agrees_with_counting_them_one_by_one(day: date, count: int) -> None:
    seed = load_seed()
    end = seed.add_working_days(day, count)
    assert sum(seed.is_working(day + timedelta(days=n)) for n in range(1, (end - day).days + 1)) == count
    assert seed.working_days_between(day, end) == count
    assert seed.working_days_between(end, day) == -count
    assert count == 0 or seed.is_working(end)


@given(DAYS)
def test_the_next_working_day_is_the_first_one_not_before_the_day(day: date) -> None:
    seed = load_seed()
    found = seed.next_working(day)
    assert seed.is_working(found)
    assert not any(seed.is_working(day + timedelta(days=n)) for n in range((found - day).days))


def test_days_are_not_added_backwards() -> None:
    with pytest.raises(ValueError):
        load_seed().add_working_days(date(2026, 3, 2), -1)
