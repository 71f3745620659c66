"""Dates are read as people write them, and never guessed in silence."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.dates import (
    OFFICE_ZONE,
    NotADate,
    NoYear,
    excel_serial,
    excel_serial_1904,
    office_day,
    parse_birth,
    parse_date,
    parse_datetime,
    show_birth,
    show_date,
    show_datetime,
    start_of_day,
)
from app.common.i18n import sentence

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("05/03/2026", date(2026, 3, 5)),
        ("5/3/2026", date(2026, 3, 5)),
        ("5.3.26", date(2026, 3, 5)),
        ("5-3-2026", date(2026, 3, 5)),
        ("5 3 2026", date(2026, 3, 5)),
        ("05032026", date(2026, 3, 5)),
        ("050326", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("2026-03-05 00:00:00", date(2026, 3, 5)),
        ("ngày 5 tháng 3 năm 2026", date(2026, 3, 5)),
        ("Ngày 05 tháng 03, 2026", date(2026, 3, 5)),
        ("Thứ năm, 5/3/2026", date(2026, 3, 5)),
        ("CN 8/3/2026.", date(2026, 3, 8)),
        ("T2 2/3/2026", date(2026, 3, 2)),
        ("５／３／２０２６", date(2026, 3, 5)),
        ("hôm nay", TODAY),
        ("Hom Nay", TODAY),
        ("hôm qua", date(2026, 3, 9)),
        ("hôm kia", date(2026, 3, 8)),
        ("ngày mai", date(2026, 3, 11)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, meant: date) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "31/2/2026", "29/2/2026", "13/13/2026", "0/3/2026", "5/3/20260", "5/3/202", "1975", "0503",
        "hôm nào", "5", "5/3/1899", "5/3/2101", "x5/3/2026", "5/3/2026 abc", "٥/٣/٢٠٢٦", "12345678901", "5" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_date_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(NotADate) as raised:
        parse_date(typed, TODAY)
    assert len(sentence(raised.value)) < 160


def test_two_digits_are_this_century_up_to_ten_years_ahead() -> None:
    assert parse_date("5/3/36", TODAY).year == 2036
    assert parse_date("5/3/37", TODAY).year == 1937
    assert parse_date("5/3/99", TODAY).year == 1999
    assert parse_date("5/3/00", TODAY).year == 2000


def test_without_a_year_the_last_such_day_is_meant() -> None:
    assert parse_date("10/3", TODAY) == TODAY
    assert parse_date("11/3", TODAY) == date(2025, 3, 11)
    assert parse_date("31/12", TODAY) == date(2025, 12, 31)


def test_where_a_day_to_come_is_asked_for_the_next_is_meant() -> None:
    assert parse_date("10/3", TODAY, NoYear.COMING) == TODAY
    assert parse_date("9/3", TODAY, NoYear.COMING) == date(2027, 3, 9)


def test_29_february_without_a_year_goes_back_one_year_at_most() -> None:
    assert parse_date("29/2", date(2025, 1, 20)) == date(2024, 2, 29)
    with pytest.raises(NotADate):
        parse_date("29/2", TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_is_shown_is_read_back(day: date) -> None:
    assert parse_date(show_date(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_says_that_it_is_none(text: str) -> None:
    try:
        assert isinstance(parse_date(text, TODAY), date)
    except NotADate as error:
        assert sentence(error)


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_says_that_it_is_none(text: str) -> None:
    try:
        assert parse_datetime(text, TODAY).tzinfo is not None
    except NotADate as error:
        assert sentence(error)


# --- moments ---


@pytest.mark.parametrize(
    "typed",
    [
        "14h30 5/3/2026", "05/03/2026 14:30", "14:30 5/3", "14 giờ 30 phút, ngày 5 tháng 3 năm 2026",
        "lúc 14g30 ngày 5/3/2026", "2026-03-05T14:30:00", "2026-03-05 14:30", "2026-03-05T07:30:00Z",
        "Hồi 14h30' ngày 05.3.26", "14:30:00 05032026",
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_write_it(typed: str) -> None:
    assert parse_datetime(typed, TODAY) == datetime(2026, 3, 5, 14, 30, tzinfo=OFFICE_ZONE)


def test_an_hour_alone_is_today_and_may_stand_with_yesterday() -> None:
    assert parse_datetime("8h", TODAY) == datetime(2026, 3, 10, 8, 0, tzinfo=OFFICE_ZONE)
    assert parse_datetime("8h05 hôm qua", TODAY) == datetime(2026, 3, 9, 8, 5, tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize("typed", ["5/3/2026", "25h00 5/3/2026", "14h75 5/3/2026", "", "14:30 31/2/2026"])
def test_a_moment_needs_an_hour_and_a_day_that_exist(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_datetime(typed, TODAY)


def test_a_stored_moment_is_shown_in_the_offices_zone() -> None:
    late = datetime(2026, 3, 5, 17, 30, tzinfo=UTC)
    assert show_datetime(late) == "06/03/2026 00:30"
    assert show_date(late) == "06/03/2026"
    assert office_day(late) == date(2026, 3, 6)
    assert show_datetime(late.astimezone(timezone(timedelta(hours=-5)))) == "06/03/2026 00:30"


def test_an_offices_day_begins_at_17_utc_the_day_before() -> None:
    assert start_of_day(date(2026, 3, 6)) == datetime(2026, 3, 5, 17, 0, tzinfo=UTC)


# --- Excel ---


@pytest.mark.parametrize(
    ("serial", "meant"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (46086, date(2026, 3, 5)),
        (46086.75, date(2026, 3, 5)),
        (2958465, date(9999, 12, 31)),
    ],
)
def test_excel_serials_follow_excel_with_its_leap_bug(serial: float, meant: date) -> None:
    assert excel_serial(serial) == meant


@pytest.mark.parametrize("serial", [0, -1, 60, 60.5, 2958466, 1e30, float("inf"), float("nan")])
def test_a_serial_that_is_no_day_is_refused(serial: float) -> None:
    with pytest.raises(NotADate):
        excel_serial(serial)


def test_the_1904_system_lies_1462_days_apart() -> None:
    assert excel_serial_1904(0) == date(1904, 1, 1)
    assert excel_serial_1904(46086 - 1462) == excel_serial(46086)
    with pytest.raises(NotADate):
        excel_serial_1904(-1)


# --- births ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1975", 1975),
        ("năm 1975", 1975),
        ("5/3/1975", date(1975, 3, 5)),
        ("5/3/30", date(1930, 3, 5)),
        ("5/3/09", date(2009, 3, 5)),
        ("050375", date(1975, 3, 5)),
    ],
)
def test_a_birth_may_be_known_by_year_only(typed: str, meant: date | int) -> None:
    assert parse_birth(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["2027", "11/3/2026", "5/3", "1899", "mai", ""])
def test_nobody_is_born_tomorrow_or_in_no_year(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_birth(typed, TODAY)


def test_a_birth_is_shown_as_it_is_known() -> None:
    assert show_birth(1975) == "1975"
    assert show_birth(date(1975, 3, 5)) == "05/03/1975"
