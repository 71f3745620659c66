"""Old Vietnamese fonts are recognised with evidence, and nothing that is fine is ever touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.legacy_encodings import Encoding, convert, recognise, recognise_column
from app.common.text import nfc

# The letters of TCVN 5712:1993 from A1, as glibc's iconv gives them (combining marks left out).
TCVN_FROM_A1 = "ĂÂÊÔƠƯĐăâêôơưđẰ     àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
# VNI as its key table lists it: each vowel with sắc, huyền, hỏi, ngã, nặng.
VNI_ROWS = {
    "aáàảãạ": "a aù aø aû aõ aï", "âấầẩẫậ": "aâ aá aà aå aã aä", "ăắằẳẵặ": "aê aé aè aú aü aë",
    "eéèẻẽẹ": "e eù eø eû eõ eï", "êếềểễệ": "eâ eá eà eå eã eä", "oóòỏõọ": "o où oø oû oõ oï",
    "ôốồổỗộ": "oâ oá oà oå oã oä", "ơớờởỡợ": "ô ôù ôø ôû ôõ ôï", "uúùủũụ": "u uù uø uû uõ uï",
    "ưứừửữự": "ö öù öø öû öõ öï", "iíìỉĩị": "i í ì æ ó ò", "yýỳỷỹỵ": "y yù yø yû yõ î", "đ": "ñ",
}  # fmt: skip


def as_tcvn3(text: str) -> str:
    """As typed with .VnTime: capitals with tones do not exist there and are typed small."""
    places = {letter: chr(0xA1 + place) for place, letter in enumerate(TCVN_FROM_A1) if letter != " "}
    small = {letter for letter in places if letter.islower()} | set("ĂÂÊÔƠƯĐ")
    return "".join(places[c] if c in small else places.get(c.lower(), c) for c in nfc(text))


def as_vni(text: str) -> str:
    signs = {
        letter: sign for row, written in VNI_ROWS.items() for letter, sign in zip(row, written.split(), strict=True)
    }
    signs |= {letter.upper(): sign.upper() for letter, sign in signs.items()}
    return "".join(signs.get(c, c) for c in nfc(text))


WRITERS = {Encoding.TCVN3: as_tcvn3, Encoding.VNI: as_vni}

# Ordinary sentences of registers; together they have every letter of the alphabet with most tones.
SENTENCES = (
    "Nguyễn Thị Hoà ở thôn Đường Sơn, xã Vĩnh Am",
    "Người báo tin phản ánh cơ sở nhà nghỉ hoạt động quá giờ quy định",
    "Đã chuyển đơn đến cơ quan có thẩm quyền giải quyết",
    "Kiểm tra, xác minh và kết luận vụ việc; đề nghị xử phạt vi phạm hành chính",
    "Trần Đức Lương, sinh năm 1975, thường trú tại tổ dân phố số 3",
    "Công an xã tiếp nhận đơn tố cáo lúc 14h30 ngày 5/3/2026",
    "Quán cà phê mở nhạc lớn sau 23 giờ, gây mất trật tự",
    "Không đủ căn cứ, hướng dẫn người khiếu nại gửi đơn đến Uỷ ban nhân dân",
    "Phụ nữ và trẻ em được hỗ trợ khẩn cấp, bảo đảm giữ bí mật",
    "Lý Mỹ Uyên kể lại sự việc xảy ra vào buổi tối hôm trước",
)


# --- vectors written by others ---


@pytest.mark.parametrize(
    ("old", "meant", "encoding"),
    [
        ("B¶o Th¾ng", "Bảo Thắng", Encoding.TCVN3),
        ("B¸t X¸t", "Bát Xát", Encoding.TCVN3),
        ("M\xadêng Kh\xad¬ng", "Mường Khương", Encoding.TCVN3),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam", Encoding.TCVN3),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", Encoding.TCVN3),
        ("Xin chaøo caùc baïn", "Xin chào các bạn", Encoding.VNI),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", Encoding.VNI),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc", Encoding.VNI),
        ("TRAÀN ÑÖÙC LÖÔNG", "TRẦN ĐỨC LƯƠNG", Encoding.VNI),
    ],
)
def test_texts_of_old_files_are_recognised_and_read(old: str, meant: str, encoding: Encoding) -> None:
    assert recognise(old) is encoding
    assert convert(old, encoding) == meant


# --- round trips ---


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_come_back_whole(sentence: str, encoding: Encoding) -> None:
    old = WRITERS[encoding](sentence)
    assert recognise(old) is encoding
    # TCVN3 has no capitals with tones: typed small, a sentence keeps them small.
    expected = sentence if encoding is Encoding.VNI else convert(as_tcvn3(sentence), encoding)
    assert convert(old, encoding) == expected
    assert expected.casefold() == sentence.casefold()


WORDS = [word.strip(",;.") for sentence in SENTENCES for word in sentence.split()]


@pytest.mark.parametrize("encoding", Encoding)
@given(words=st.lists(st.sampled_from(WORDS), min_size=4, max_size=12))
def test_any_words_come_back_if_recognised_and_are_never_taken_for_the_other(
    words: list[str], encoding: Encoding
) -> None:
    text = " ".join(words)
    found = recognise(WRITERS[encoding](text))
    assert found in (encoding, None)
    assert convert(WRITERS[encoding](text), encoding).casefold() == text.casefold()


@pytest.mark.parametrize("encoding", Encoding)
@given(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6))
def test_a_column_of_sentences_is_recognised(encoding: Encoding, sentences: list[str]) -> None:
    assert recognise_column([WRITERS[encoding](text) for text in sentences]) is encoding


def test_decomposed_cells_are_composed() -> None:
    assert convert(unicodedata.normalize("NFD", "Hòa"), Encoding.VNI) == "Hòa"


def test_bytes_under_a0_are_read_as_control_codes_or_as_letters_of_cp1252() -> None:
    # 8A is É in the standard and Š when the cell was read as cp1252.
    assert convert("KE\x8a", Encoding.TCVN3) == "KEÉ"
    assert convert("KEŠ", Encoding.TCVN3) == "KEÉ"
    assert convert("“H¹nh phóc” – 2026…", Encoding.TCVN3) == "“Hạnh phúc” – 2026…"


# --- capitals that TCVN3 leaves to the font ---


def test_the_capital_font_is_recognised_by_its_capitals() -> None:
    assert convert("NGUYÔN V¨N NAM", Encoding.TCVN3) == "NGUYỄN VĂN NAM"
    assert convert("TRÇN THÞ ¸NH", Encoding.TCVN3) == "TRẦN THỊ ÁNH"
    assert convert("UBND x· VÜnh Am", Encoding.TCVN3) == "UBND xã Vĩnh Am"
    assert convert("Hå §øc", Encoding.TCVN3) == "Hồ Đức"


def test_a_name_that_begins_with_a_tone_gets_the_capital_the_font_had_not() -> None:
    assert convert("TrÇn ThÞ ¸nh", Encoding.TCVN3) == "Trần Thị Ánh"
    assert convert("Bïi ThÞ ót", Encoding.TCVN3) == "Bùi Thị Út"
    assert convert("®i ®Õn ë x·", Encoding.TCVN3) == "đi đến ở xã"


# --- what must stay as it is ---

UNTOUCHED = [
    "", "   ", "Nguyen Van A", "karaoke 123", "Nguyễn Thị Hòa", "Hà", "Hà Thành", "Bình", "cà phê", "thân", "Lê Thông",
    "Công an xã", "Hôm nay trời mưa", "Đỗ", "Lê Anh, thôn 3", "Phòng khám đa khoa", "kính mong", "Vò", "là", "mà",
    "Hélène", "François", "René", "Zoé", "Chloé", "Noël", "Loïc", "Maïa", "Anaïs", "Raphaël Saül", "Thérèse d'Août",
    "Hôtel Métropole", "Café Crêpe", "où est Loïc", "Château Margaux", "Côte d'Azur", "À la carte", "CÔTE D'AZUR",
    "Müller", "Jörg Köhler", "für Björn", "Señor Peña", "Niño", "João São Paulo", "Raúl", "Ångström", "Øresund",
    "smørrebrød",
    "m²", "100 m² (5×20)", "25°C", "Honda®", "Sony© 2020", "5 £", "§ 5", "a·b", "½ ngày", "“tin báo” – 2026…", "«Sao»",
    "Nguye\u0302\u0303n", "Ho\u0300a", "10 €", "naïve", "Curriculum vitæ", "Ý kiến", "Úc", "Áo dài", "ông Í", "Dak Lak",
    "日本", "Москва", "Łódź", "Đắk Lắk – Buôn Ma Thuột", "À Ố ồ", "Tô Hà Bình", "Tân Bình", "Trà Vinh", "QUÁN ÂN TÌNH",
    "SỐ NHÀ 5",
]  # fmt: skip


@pytest.mark.parametrize("text", UNTOUCHED)
def test_proper_texts_and_foreign_names_are_not_taken_for_an_old_encoding(text: str) -> None:
    assert recognise(text) is None
    assert recognise_column([text] * 5) is None


def test_a_column_of_all_of_them_is_not_taken_for_one_either() -> None:
    assert recognise_column(UNTOUCHED) is None


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
def test_unicode_vietnamese_is_never_recognised_nor_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert recognise(text) is None
    assert recognise_column([text, *words]) is None


@given(st.text(st.characters(max_codepoint=0x17F), max_size=40))
def test_converting_never_fails_and_gives_composed_text(text: str) -> None:
    for encoding in Encoding:
        read = convert(text, encoding)
        assert read == nfc(read)
    assert recognise(text) in (None, *Encoding)


# --- columns ---


def test_short_cells_that_prove_nothing_alone_are_converted_with_their_column() -> None:
    column = ["Vò", "Lª", "Tó", "NguyÔn V¨n Minh", "TrÇn ThÞ Hoµ", "Mü"]
    assert recognise("Vò") is None
    assert recognise_column(column) is Encoding.TCVN3
    assert [convert(cell, Encoding.TCVN3) for cell in column[:3]] == ["Vũ", "Lê", "Tú"]


def test_proper_cells_in_a_mixed_column_are_left_alone() -> None:
    column = ["NguyÔn V¨n Minh", "Nguyễn Thị Hòa", "TrÇn ThÞ Hoµ", "Bùi Thành", "§Æng V¨n Lùc"]
    assert recognise_column(column) is Encoding.TCVN3
    assert convert("Nguyễn Thị Hòa", Encoding.TCVN3) == "Nguyễn Thị Hòa"
    assert convert("Bùi Thành", Encoding.TCVN3) == "Bùi Thành"
    assert convert("Tin báo", Encoding.VNI) == "Tin báo"


def test_one_odd_cell_does_not_decide_for_a_column() -> None:
    assert recognise_column(["Hélène", "Müller", "François", "Jörg", "Hoï"]) is None
