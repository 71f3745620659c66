"""Vietnamese text is folded, sorted and highlighted as a clerk would expect."""

import os
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.text import (
    fold,
    has_marks,
    highlight_spans,
    identity_warning,
    is_short_number,
    name_key,
    nfc,
    normal_phone,
    phone_warning,
    text_key,
    words,
)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The order of Vietnamese dictionaries: letters of the alphabet, and within one the tones
# level, huyền, hỏi, ngã, sắc, nặng.
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES_OF_A = ["a", "à", "ả", "ã", "á", "ạ"]


# --- folding ---


def test_marks_case_and_blanks_vanish_and_đ_becomes_d() -> None:
    assert fold("  NGUYỄN   Thị\nĐường ") == "nguyen thi duong"


def test_decomposed_text_folds_like_composed_text() -> None:
    assert fold(unicodedata.normalize("NFD", "Hòa Ưởng")) == fold("Hòa Ưởng") == "hoa uong"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_each_letter_folds_as_the_whole_text_does(text: str) -> None:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("đ", "d")
    assert fold(text) == " ".join(bare.split())


def test_đ_counts_as_a_mark_and_a_capital_does_not() -> None:
    assert has_marks("đi")
    assert has_marks("Hòa")
    assert not has_marks("HOA 12")


# --- sorting ---


def test_letters_sort_as_in_the_alphabet() -> None:
    letters = list(ALPHABET)
    random.Random(1).shuffle(letters)
    assert "".join(sorted(letters, key=text_key)) == ALPHABET


def test_tones_sort_level_huyền_hỏi_ngã_sắc_nặng() -> None:
    assert sorted(reversed(TONES_OF_A), key=text_key) == TONES_OF_A


def test_a_tone_weighs_less_than_any_letter_after_it() -> None:
    assert sorted(["mạ", "mac", "má", "ma", "mả", "mà", "mã", "măng"], key=text_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ", "mac", "măng"
    ]  # fmt: skip


def test_case_decides_last() -> None:
    assert sorted(["An", "an", "Àn", "àn"], key=text_key) == ["an", "An", "àn", "Àn"]


def test_villages_sort_by_the_value_of_their_number() -> None:
    villages = ["Thôn 10", "Thôn 2", "Thôn 1A", "Thôn 1", "Thôn 02", "Thôn"]
    assert sorted(villages, key=text_key) == ["Thôn", "Thôn 1", "Thôn 1A", "Thôn 2", "Thôn 02", "Thôn 10"]


def test_a_name_is_sorted_by_given_then_family_then_middle_name() -> None:
    names = [
        "Trần Thị Hòa", "Nguyễn Văn Hoa", "Nguyễn Thị Hoa", "Đặng Văn Bình", "Bùi Thị Ánh", "Đỗ Văn Ân", "Lê An",
        "Dương Văn Bình", "An",
    ]  # fmt: skip
    assert sorted(names, key=name_key) == [
        "An", "Lê An", "Bùi Thị Ánh", "Đỗ Văn Ân", "Dương Văn Bình", "Đặng Văn Bình", "Nguyễn Thị Hoa",
        "Nguyễn Văn Hoa", "Trần Thị Hòa",
    ]  # fmt: skip


def test_a_register_in_capitals_sorts_among_the_others_and_a_nickname_is_no_name() -> None:
    assert name_key("NGUYỄN VĂN AN") == name_key("Nguyễn Văn An (Tèo)") == name_key("Nguyễn  Văn An")
    assert name_key("(không rõ)") != name_key("")


WRITTEN = (
    "an Ân ăn ánh bình Bích cường chi châu dũng Dương đạt Đức đông ê em giang hà hạ hả hã há Hòa hoa hóa hương hường "
    "khánh lan lân linh Ly lý mai mãi mại minh My mỹ nam nga Ngân ngọc oanh ôn ơn phong phúc quân quý sơn tâm Tú tuấn "
    "uyên ưng vân Việt xuân yến yên 1 2 10 Thôn"
)
SYLLABLES = WRITTEN.split()


@given(st.lists(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3), min_size=2, max_size=12))
def test_qt_collates_texts_in_the_same_order(texts: list[list[str]]) -> None:
    from PySide6.QtCore import QCollator, QLocale

    collator = QCollator(QLocale("vi_VN"))
    collator.setNumericMode(True)
    written = [" ".join(text) for text in texts]
    for left in written:
        for right in written:
            ours = (text_key(left) > text_key(right)) - (text_key(left) < text_key(right))
            theirs = collator.compare(left, right)
            assert ours == (theirs > 0) - (theirs < 0), (left, right)


@given(st.text(), st.text())
def test_keys_compare_as_bytes_in_the_database_as_they_do_here(left: str, right: str) -> None:
    a, b = text_key(left), text_key(right)
    assert (a < b) == (a.encode() < b.encode())


# --- highlighting ---


def hits(text: str, query: str) -> list[str]:
    return [nfc(text)[start:end] for start, end in highlight_spans(text, query)]


def test_words_are_highlighted_in_the_original_whatever_the_marks() -> None:
    assert hits("Bà Nguyễn Thị Hòa ở thôn Đường Hoa", "nguyen hoa") == ["Nguyễn", "Hòa", "Hoa"]
    assert hits("Nguyễn Thị Hoa", "HÒA") == ["Hoa"]


def test_the_beginning_of_a_word_is_highlighted_and_its_middle_is_not() -> None:
    assert hits("Khánh, hanh", "han") == ["han"]
    assert hits("karaoke Đêm Vàng", "dem va") == ["Đêm", "Và"]


def test_positions_hold_for_decomposed_text() -> None:
    assert hits(unicodedata.normalize("NFD", "Tại quán Hòa Bình"), "hoa") == ["Hòa"]


def test_signs_and_empty_queries_highlight_nothing() -> None:
    assert highlight_spans("a*b (c)", '*"()') == []
    assert highlight_spans("", "hoa") == []


@given(st.text(), st.text())
def test_spans_are_in_order_within_the_text_and_fold_to_a_word_of_the_query(text: str, query: str) -> None:
    last = 0
    wanted = {fold(word) for word in words(query)}
    for start, end in highlight_spans(text, query):
        assert last <= start < end <= len(nfc(text))
        assert any(fold(nfc(text)[start:end]).startswith(word) for word in wanted)
        last = end


# --- numbers ---


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(0225) 3.812.345", "02253812345"),
        ("0912345678, 0987 654 321", "0912345678; 0987654321"),
        ("113", "113"),
        ("không có", "không có"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_as_digits(typed: str, kept: str) -> None:
    assert normal_phone(typed) == kept


def test_odd_phones_are_warned_about() -> None:
    assert phone_warning("0912 345 678; 02253812345") is None
    assert phone_warning("") is None
    for odd in ("0123456", "không có", "01682345678", "912345678"):
        assert phone_warning(odd) is not None


def test_identity_numbers_have_12_or_9_digits() -> None:
    for fine in ("031 185 001 234", "031234567", ""):
        assert identity_warning(fine) is None
    for odd in ("0311850012", "B1234567", "03118500123４"):
        assert identity_warning(odd) is not None


def test_a_number_is_of_plain_digits_and_no_longer_than_a_registers() -> None:
    assert is_short_number("001") and is_short_number("123456789")
    assert not any(map(is_short_number, ("", "²", "٣", "1 2", "-1", "1234567890", "9" * 5000)))
