"""Are the words marked in which two texts differ, and nothing else?"""

import re

from app.desktop.widgets.differing import marked


def words_marked(text: str, other: str) -> list[str]:
    return [each.strip() for each in re.findall(r"<span[^>]*>(.*?)</span>", marked(text, other))]


def test_only_the_words_that_the_other_lacks_are_marked(qapp) -> None:
    mine, theirs = "Quán mở quá 23 giờ, ồn ào", "Quán mở quá 24 giờ, rất ồn ào"
    assert words_marked(mine, theirs) == ["23"]
    assert words_marked(theirs, mine) == ["24", "rất"]


def test_the_same_text_has_no_mark(qapp) -> None:
    assert marked("Thôn Đông", "Thôn Đông") == "Thôn Đông"


def test_what_looks_like_markup_is_shown_as_it_was_typed(qapp) -> None:
    assert "&lt;b&gt;" in marked("a <b> c", "a c")
    assert "<b>" not in marked("a <b> c", "a c")
