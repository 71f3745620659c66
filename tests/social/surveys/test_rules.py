"""Is what could tell who somebody is found in a remark, and is the rest let through?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.social.surveys.rules import tell_tale, without_numbers
from app.social.surveys.terms import AGE_FROM, AgeBand, band_of, show_number, tidy_number

NUMBERS = (
    "0987612345",
    "0987 612 345",
    "098.761.2345",
    "+84 987 612 345",
    "(0225) 3 842 112",
    "031198001234",
    "031 198 001 234",
)
FINE = (
    "Cần vay 20.000.000 đồng mở quán",
    "Nợ 120.000.000",
    "Muốn học nghề may từ 2019 - 2023",
    "Ngày 12/03/2026 gọi lại",
    "Có 2 con, 5 và 12 tuổi",
    "12345678",
)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_somebody_is_found_however_it_is_grouped(number: str) -> None:
    assert tell_tale(f"Gọi {number} buổi tối")
    assert without_numbers(f"Gọi {number} buổi tối") == "Gọi … buổi tối"


@pytest.mark.parametrize("remark", FINE)
def test_sums_dates_and_ages_are_no_numbers_of_somebody(remark: str) -> None:
    assert not tell_tale(remark)
    assert without_numbers(remark) == remark


@given(st.text("0123456789 .-", min_size=0, max_size=20), st.integers(10**8, 10**12 - 1))
def test_nothing_is_left_to_find_once_numbers_are_taken_out(around: str, number: int) -> None:
    assert not tell_tale(without_numbers(f"{around} a {number:012d} b {around}"))


@given(st.integers(0, 120))
def test_an_age_lies_in_the_last_band_that_has_begun(age: int) -> None:
    band = band_of(age)
    later = list(AgeBand)[list(AgeBand).index(band) + 1 :]
    assert AGE_FROM[band] <= age
    assert all(age < AGE_FROM[each] for each in later)


def test_a_number_is_found_as_people_type_it() -> None:
    assert tidy_number(" ks26-7 ") == show_number(7, 2026) == "KS26-0007"
