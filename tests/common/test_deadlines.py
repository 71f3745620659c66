"""Legal limits, computed by hand around Tết 2026 and by properties everywhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.calendar import WorkCalendar, load_seed
from app.common.dates import OFFICE_ZONE, office_day
from app.common.deadlines import (
    STAGE_NAMES,
    Counted,
    DayOff,
    Due,
    Extension,
    LimitUnit,
    NoLimit,
    Rule,
    Starts,
    Track,
    add_months,
    ask_by,
    due,
    extended_due,
    extensions_left,
    load_seed_rules,
    rule_in_force,
    suspend,
    track_of,
)

CALENDAR = load_seed()
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 6, 30)).map(lambda m: m.replace(tzinfo=OFFICE_ZONE))
DAY_UNITS = st.sampled_from([LimitUnit.CALENDAR_DAYS, LimitUnit.WORKING_DAYS, LimitUnit.MONTHS])


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OFFICE_ZONE)


def rule(length: int | None, unit: LimitUnit, *extensions: Extension) -> Rule:
    return Rule("x", "petition", "x", Starts.RECEIVED, length, unit, "", date(2020, 1, 1), extensions=extensions)


def seeded(code: str) -> Rule:
    return next(item for item in load_seed_rules() if item.code == code)


# --- by hand: Tết 2026 is Monday 16 to Friday 20 February ---


@pytest.mark.parametrize(
    ("code", "start", "last_day"),
    [
        # Tuesday 3 Feb + 20 days = Monday 23 Feb, a working day.
        ("crime_report.verify", at(2026, 2, 3), date(2026, 2, 23)),
        # Monday 26 Jan + 20 = Sunday 15 Feb; then Tết and a weekend: Monday 23 Feb.
        ("crime_report.verify", at(2026, 1, 26), date(2026, 2, 23)),
        # Friday 13 Feb: 3 working days are 23, 24, 25.
        ("crime_report.notice_of_receipt", at(2026, 2, 13), date(2026, 2, 25)),
        # Tuesday 10 Feb: 11, 12, 13, 23, 24, 25, 26.
        ("denunciation.initial_handling", at(2026, 2, 10), date(2026, 2, 26)),
        ("denunciation.forward", at(2026, 2, 10), date(2026, 2, 24)),
        # Received on the first day of Tết, when only the officer on duty is there: 23 to 27.
        ("denunciation.notice_of_acceptance", at(2026, 2, 16), date(2026, 2, 27)),
        # 16 Jan + 30 = 15 Feb, a Sunday.
        ("denunciation.settle", at(2026, 1, 16), date(2026, 2, 23)),
        # 10 Feb + 10 = Friday 20 Feb, the last day of Tết.
        ("complaint.acceptance", at(2026, 2, 10), date(2026, 2, 23)),
        # Friday 9 Jan: Saturday 10 Jan is worked and counts. 10, 12-16, 19-22.
        ("petition.first_reply", at(2026, 1, 9), date(2026, 1, 22)),
        # Wednesday 31 Dec: 1 Jan, Friday 2 Jan and the weekend are off: 5, 6, 7.
        ("crime_report.notice_of_receipt", at(2025, 12, 31), date(2026, 1, 7)),
        # 21 Jul + 30 = 20 Aug; 23 Jul + 30 = Saturday 22 Aug, worked: no rolling.
        ("complaint.settle", at(2026, 7, 23), date(2026, 8, 22)),
        # 1 Aug + 30 = Monday 31 Aug, off in exchange; 1 and 2 Sep National Day: Thursday 3 Sep.
        ("complaint.settle", at(2026, 8, 1), date(2026, 9, 3)),
    ],
)
def test_limits_computed_by_hand(code: str, start: datetime, last_day: date) -> None:
    found = due(seeded(code), start, CALENDAR)
    assert found.on == last_day
    assert found.calendar_confirmed


def test_at_once_is_24_hours_to_the_minute_even_over_tết() -> None:
    found = due(seeded("crime_report.preliminary_check"), at(2026, 2, 16, 22, 15), CALENDAR)
    assert found.at == at(2026, 2, 17, 22, 15)
    assert (found.on, found.rolled) == (date(2026, 2, 17), False)
    assert not found.is_past(at(2026, 2, 17, 22, 15))
    assert found.is_past(at(2026, 2, 17, 22, 16))


def test_a_stored_moment_counts_from_the_offices_day() -> None:
    # 17:30 UTC is half past midnight of the next day here.
    assert due(rule(1, LimitUnit.CALENDAR_DAYS), datetime(2026, 3, 2, 17, 30, tzinfo=UTC), CALENDAR).on == date(
        2026, 3, 4
    )


def test_a_limit_is_in_time_until_its_last_day_ends_in_the_office() -> None:
    found = due(rule(1, LimitUnit.CALENDAR_DAYS), at(2026, 3, 2), CALENDAR)
    assert not found.is_past(at(2026, 3, 3, 23, 59))
    assert found.is_past(at(2026, 3, 4, 0, 0))


def test_the_office_may_choose_that_a_limit_ends_on_a_day_off() -> None:
    found = due(seeded("complaint.acceptance"), at(2026, 2, 10), CALENDAR, DayOff.SAME_DAY)
    assert (found.on, found.rolled) == (date(2026, 2, 20), False)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


# --- extensions ---


def test_a_crime_report_may_take_two_months_and_then_two_more() -> None:
    verify = seeded("crime_report.verify")
    first, second = verify.extensions
    start = at(2026, 3, 2)
    assert due(verify, start, CALENDAR).on == date(2026, 3, 23)  # 22 March is a Sunday
    assert extended_due(verify, start, [first], CALENDAR).on == date(2026, 5, 4)  # 2 May is a Saturday
    assert extended_due(verify, start, [first, second], CALENDAR).on == date(2026, 7, 2)


def test_the_second_extension_is_asked_five_days_before_the_limit() -> None:
    verify = seeded("crime_report.verify")
    first, second = verify.extensions
    assert second.ask_before_days == 5
    assert ask_by(extended_due(verify, at(2026, 3, 2), [first], CALENDAR), second) == date(2026, 4, 29)


def test_a_denunciation_is_extended_once_if_complex_and_twice_if_very_complex() -> None:
    settle = seeded("denunciation.settle")
    complex_, very = settle.extensions
    start = at(2026, 3, 2)
    assert extended_due(settle, start, [complex_], CALENDAR).counted == date(2026, 5, 1)
    assert extended_due(settle, start, [very, very], CALENDAR).counted == date(2026, 5, 31)
    assert very in extensions_left(settle, [very])
    assert very not in extensions_left(settle, [very, very])
    assert complex_ not in extensions_left(settle, [complex_])


def test_a_complaint_is_extended_to_a_whole_length_from_acceptance() -> None:
    for code, total in (("complaint.settle", 45), ("complaint_second.settle", 60)):
        settle = seeded(code)
        found = extended_due(settle, at(2026, 3, 2), settle.extensions, CALENDAR)
        assert found.counted == date(2026, 3, 2) + timedelta(days=total)


def test_initial_handling_in_several_places_takes_ten_working_days() -> None:
    handling = seeded("denunciation.initial_handling")
    assert extended_due(handling, at(2026, 2, 10), handling.extensions, CALENDAR).on == date(2026, 3, 3)


def test_an_extension_never_shortens_a_limit() -> None:
    shorter = Extension(1, LimitUnit.CALENDAR_DAYS, Counted.FROM_START, "")
    limit = rule(20, LimitUnit.CALENDAR_DAYS, shorter)
    assert extended_due(limit, at(2026, 3, 2), [shorter], CALENDAR) == due(limit, at(2026, 3, 2), CALENDAR)


# --- suspension ---


def test_suspended_days_push_the_limit() -> None:
    start = at(2026, 3, 2)
    limit = due(rule(30, LimitUnit.CALENDAR_DAYS), start, CALENDAR)
    assert suspend(limit, 10, CALENDAR).on == date(2026, 4, 13)  # 11 April is a Saturday
    assert suspend(limit, 0, CALENDAR) == limit


def test_a_limit_in_hours_stands_still_for_whole_days() -> None:
    limit = due(rule(24, LimitUnit.HOURS), at(2026, 3, 2, 8), CALENDAR)
    later = suspend(limit, 2, CALENDAR)
    assert (later.at, later.on) == (at(2026, 3, 5, 8), date(2026, 3, 5))


def test_a_clock_does_not_run_backwards() -> None:
    with pytest.raises(ValueError):
        suspend(due(rule(1, LimitUnit.CALENDAR_DAYS), at(2026, 3, 2), CALENDAR), -1, CALENDAR)


# --- an unconfirmed year ---


def test_a_limit_that_depends_on_an_unconfirmed_year_says_so() -> None:
    settle = rule(30, LimitUnit.CALENDAR_DAYS)
    assert not due(settle, at(2026, 12, 15), CALENDAR).calendar_confirmed
    assert due(settle, at(2026, 11, 30), CALENDAR).calendar_confirmed
    assert due(settle, at(2026, 12, 15), CALENDAR, DayOff.SAME_DAY).calendar_confirmed
    assert due(rule(24, LimitUnit.HOURS), at(2027, 3, 1), CALENDAR).calendar_confirmed


def test_working_days_depend_on_every_year_they_pass() -> None:
    only_2027 = replace(CALENDAR, confirmed_years=frozenset({2027}))
    assert not due(rule(10, LimitUnit.WORKING_DAYS), at(2026, 12, 28), only_2027).calendar_confirmed


# --- which rule ---


def test_every_row_of_the_table_ships_unverified_with_its_article() -> None:
    rules = load_seed_rules()
    assert len({item.code for item in rules}) == len(rules) == 17
    assert {item.track for item in rules} == set(Track)
    for item in rules:
        assert not item.verified
        assert item.basis
        assert item.stage in STAGE_NAMES
        assert Rule.from_json(item.to_json()) == item


def test_feedback_follows_the_petitions_rules_and_a_second_complaint_its_own() -> None:
    rules, day = load_seed_rules(), date(2026, 3, 2)
    assert rule_in_force(rules, "feedback", "first_reply", day) == seeded("petition.first_reply")
    second = rule_in_force(rules, track_of("complaint", 2), "settle", day)
    assert second is not None
    assert second.length == 45
    assert rule_in_force(rules, "complaint", "settle", day) == seeded("complaint.settle")


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    old = replace(rule(10, LimitUnit.WORKING_DAYS), in_force_to=date(2026, 6, 30))
    new = replace(rule(7, LimitUnit.WORKING_DAYS), in_force_from=date(2026, 7, 1))
    assert rule_in_force([new, old], "petition", "x", date(2026, 6, 30)) == old
    assert rule_in_force([old, new], "petition", "x", date(2026, 7, 1)) == new
    assert rule_in_force([old, new], "petition", "x", date(2019, 12, 31)) is None
    assert rule_in_force([old, new], "petition", "y", date(2026, 7, 1)) is None


def test_the_preliminary_check_exists_since_july_2025() -> None:
    rules = load_seed_rules()
    assert rule_in_force(rules, "crime_report", "preliminary_check", date(2025, 6, 30)) is None
    assert rule_in_force(rules, "crime_report", "preliminary_check", date(2025, 7, 1)) is not None


def test_no_limit_is_claimed_where_the_law_names_none() -> None:
    with pytest.raises(NoLimit):
        due(seeded("petition.settle"), at(2026, 3, 2), CALENDAR)


# --- everywhere else ---


@given(MOMENTS, st.integers(0, 60), DAY_UNITS)
def test_a_limit_in_days_never_ends_on_a_day_off(start: datetime, length: int, unit: LimitUnit) -> None:
    assert CALENDAR.is_working(due(rule(min(length, 12), unit), start, CALENDAR).on)


@given(MOMENTS, MOMENTS, st.integers(0, 40), DAY_UNITS)
def test_what_starts_later_is_not_due_earlier(one: datetime, other: datetime, length: int, unit: LimitUnit) -> None:
    limit = rule(min(length, 12), unit)
    earlier, later = sorted((one, other))
    assert due(limit, earlier, CALENDAR).on <= due(limit, later, CALENDAR).on


@given(MOMENTS, st.integers(0, 40), st.integers(0, 40), st.sampled_from(LimitUnit))
def test_a_longer_limit_is_not_due_earlier(start: datetime, one: int, other: int, unit: LimitUnit) -> None:
    short, long = sorted((min(one, 12), min(other, 12)))
    assert due(rule(short, unit), start, CALENDAR).on <= due(rule(long, unit), start, CALENDAR).on


@given(MOMENTS, st.integers(1, 40))
def test_working_days_agree_with_counting_them_one_by_one(start: datetime, length: int) -> None:
    found = due(rule(length, LimitUnit.WORKING_DAYS), start, CALENDAR)
    day, counted = office_day(start), 0
    while counted < length:
        day += timedelta(days=1)
        counted += day in CALENDAR.make_up_days or (day.weekday() < 5 and day not in CALENDAR.days_off)
    assert found.on == day


@given(MOMENTS, st.integers(0, 60), st.integers(0, 90))
def test_suspending_and_extending_only_put_off(start: datetime, length: int, days: int) -> None:
    limit = due(rule(length, LimitUnit.CALENDAR_DAYS), start, CALENDAR)
    later = suspend(limit, days, CALENDAR)
    assert limit.on <= later.on
    assert later.on - limit.on <= timedelta(days=days + 10)


@given(MOMENTS, st.integers(0, 60))
def test_without_days_off_the_limit_is_the_plain_sum(start: datetime, length: int) -> None:
    found = due(rule(length, LimitUnit.CALENDAR_DAYS), start, WorkCalendar(), DayOff.SAME_DAY)
    assert found == Due(
        on=start.date() + timedelta(days=length),
        at=None,
        rolled=False,
        calendar_confirmed=True,
        counted=start.date() + timedelta(days=length),
    )
