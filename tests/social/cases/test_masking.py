"""Does any form of a person's name survive in what is shown to somebody who may not see it?"""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.text import fold
from app.social.masking import MASK, IdentityWords, masked, show

NAMES = st.sampled_from(("Khuất Nghiêm Thục Uyển", "Đặng Thị Hằng", "Ủ Y Mi", "Tạ Quỳnh Như", "Lò Thị Ươm"))
FORMS = st.sampled_from(
    (
        str,
        str.upper,
        str.lower,
        fold,
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace(" ", ""),
        lambda name: name.replace(" ", "_"),
        lambda name: name.replace(" ", "\n  "),
        lambda name: "\u200b".join(name),
    )
)
AROUND = st.text(st.sampled_from("xyz ,.()\n1279đê"), max_size=12)


@settings(max_examples=200, deadline=None)
@given(name=NAMES, form=FORMS, before=AROUND, after=AROUND)
def test_no_form_of_the_whole_name_survives(name: str, form: object, before: str, after: str) -> None:
    written = form(name)  # type: ignore[operator]
    shown = show(before + written + after, IdentityWords((name,)), revealed=False)
    bare = fold(name).replace(" ", "")
    assert bare not in "".join(letter for letter in fold(shown) if letter.isalnum())
    assert MASK in shown


@settings(max_examples=60, deadline=None)
@given(between=st.lists(st.sampled_from(("", " ", ".", "-", " - ")), min_size=9, max_size=9))
def test_no_grouping_of_a_phone_number_survives(between: list[str]) -> None:
    digits = "0987612345"
    written = digits[0] + "".join(gap + digit for gap, digit in zip(between, digits[1:], strict=True))
    for text in (written, "+84" + written[1:], "84 " + written[1:]):
        assert show(f"gọi {text} nhé", IdentityWords((), (digits,)), revealed=False) == f"gọi {MASK} nhé"


def test_a_given_name_is_masked_as_a_word_and_not_inside_others() -> None:
    hang = IdentityWords(("Đặng Thị Hằng",))
    assert show("Hằng, HẰNG và hang đến hàng tháng; tháng hằng ngày", hang, revealed=False) == (
        f"{MASK}, {MASK} và {MASK} đến hàng tháng; tháng {MASK} ngày"
    )


def test_a_mask_is_not_a_blank() -> None:
    assert masked("", revealed=False) == ""
    assert masked("0987", revealed=False) == MASK
    assert show("", IdentityWords(("Tạ Như",)), revealed=False) == ""


def test_who_may_see_sees_what_was_typed() -> None:
    assert show("Tạ Như ở đây", IdentityWords(("Tạ Như",)), revealed=True) == "Tạ Như ở đây"


def test_an_address_is_masked_whole_and_in_its_parts() -> None:
    person = IdentityWords((), (), ("Số 17, ngõ Cây Đa, thôn Vĩnh Trạch",))
    shown = show("Đến ngo cay da, gần chợ", person, revealed=False)
    assert shown == f"Đến {MASK}, gần chợ"
