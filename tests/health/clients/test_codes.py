"""Is every single mistyped character of a code caught, and every swap of neighbours?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.health.clients import codes
from app.vault.errors import Invalid
from app.vault.keys import CROCKFORD

SEVEN = st.text(st.sampled_from(CROCKFORD), min_size=7, max_size=7)


def test_the_square_of_the_check_is_totally_anti_symmetric() -> None:
    """What Damm's proof needs, tried whole: it settles all codes of any length at once."""
    order = range(len(CROCKFORD))

    def step(interim: int, digit: int) -> int:
        doubled = (interim ^ digit) << 1
        return doubled ^ 0b100101 if doubled >= 32 else doubled

    for interim in order:
        # A permutation in either place: no single error is lost, neither at once nor further on.
        assert len({step(interim, digit) for digit in order}) == len({step(each, interim) for each in order}) == 32
        assert step(interim, interim) == 0
        for first in order:
            for second in order:
                if first != second:
                    assert step(step(interim, first), second) != step(step(interim, second), first)


@settings(max_examples=60, deadline=None)
@given(SEVEN)
def test_of_a_code_every_wrong_character_and_every_swap_is_caught(chars: str) -> None:
    code = chars + codes.check_character(chars)
    assert codes.holds(code)
    for place, right in enumerate(code):
        for wrong in CROCKFORD:
            assert codes.holds(code[:place] + wrong + code[place + 1 :]) is (wrong == right)
    for place in range(7):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert codes.holds(swapped) is (swapped == code)


def test_a_new_code_spells_no_word_and_no_input_method_changes_it() -> None:
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    for code in made:
        assert not set("AEIOUYDW") & set(code)
        assert len(code) == 9 and code[4] == "-" and codes.tidy_code(code) == code


@settings(max_examples=60, deadline=None)
@given(SEVEN)
def test_a_code_is_read_however_it_is_written(chars: str) -> None:
    code = codes.spelt(chars + codes.check_character(chars))
    for typed in (code.lower(), code.replace("-", ""), " ".join(code.replace("-", " ")), f"  {code}\n"):
        assert codes.tidy_code(typed) == code
    looks_alike = code.replace("1", "l").replace("0", "o").replace("V", "u")
    assert codes.tidy_code(looks_alike) == code


@pytest.mark.parametrize("typed", ["", "K7MP", "K7MP-3T9R-1", "không có mã", "😀😀😀😀😀😀😀😀"])
def test_what_is_no_code_is_called_mistyped(typed: str) -> None:
    assert not codes.is_code(typed)
    with pytest.raises(Invalid, match="mistyped"):
        codes.tidy_code(typed)
