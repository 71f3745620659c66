"""Was a text typed with an old Vietnamese font (TCVN3/ABC or VNI), and what does it say in Unicode?

Such files hold ordinary Western letters that only the font showed as Vietnamese: "NguyÔn ThÞ Hoa" (TCVN3),
"Nguyeãn Thò Hoa" (VNI). Being wrong would spoil a good text, so precision comes first: a reading must give
Vietnamese syllables where the text as it stands has none. Proper Unicode, French names and plain ASCII stay.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.common.text import nfc


class Encoding(StrEnum):
    """The two old encodings of Vietnamese offices; the value is what a person calls them."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


# --- the tables ---------------------------------------------------------------------------------------

# TCVN 5712:1993 from 0xA1 on. ABC fonts have the lower case and ĂÂÊÔƠƯĐ; the capitals with tones stand in
# places those fonts leave empty. · keeps what is no letter: 0xB0–0xB4 are °±²³´ in registers (m²).
_TCVN_A1 = "ĂÂÊÔƠƯĐăâêôơưđẰ·····àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
_TCVN_80 = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_TCVN3 = {chr(0xA1 + place): letter for place, letter in enumerate(_TCVN_A1) if letter != "·"}
_TCVN3 |= {chr(0x80 + place): letter for place, letter in enumerate(_TCVN_80)}
# The same bytes when they were read as cp1252; only its letters, for its signs are quotes and dashes.
_TCVN3 |= {letter: _TCVN_80[letter.encode("cp1252")[0] - 0x80] for letter in "ŠŒŽšœžŸƒ"}

# VNI writes a vowel and then a sign that carries its shape and tone; some letters are one sign.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for vowel, plain in [*((v, v) for v in "aeouy"), ("ô", "ơ"), ("ö", "ư")]:
        table |= {vowel + sign: nfc(plain + tone) for sign, tone in _VNI_TONES.items()}
    for vowel in "aeo":
        table |= {vowel + sign: nfc(vowel + "\u0302" + tone) for sign, tone in _VNI_CIRCUMFLEX.items()}
    table |= {"a" + sign: nfc("a\u0306" + tone) for sign, tone in _VNI_BREVE.items()}
    return table


_VNI = _vni_table()
_VNI_PIECE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
# Pairs that French and its neighbours have too (Loïc, où, août, aérien, Raphaël): no proof by themselves.
_WEAK_PAIRS = {"aï", "oï", "uï", "eï", "où", "oû", "eû", "aé", "aè", "aë", "aü", "eù", "aù", "aû", "uù"}

_HIGH = re.compile("[\x80-\xff" + "ŠŒŽšœžŸƒ" + "]")
_TOKEN = re.compile("[A-Za-z\x80-\x9f¡-¯µ-ÿ" + "ŠŒŽšœžŸƒ" + "]+")
# Letters that these encodings do not have: the text is Unicode already.
_UNICODE = re.compile("[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u036f\u1e00-\u1eff]")


# --- converting ---------------------------------------------------------------------------------------


def convert(text: str, encoding: Encoding) -> str:
    """The text in composed Unicode. One that is proper Vietnamese as it stands comes back unchanged."""
    if not _HIGH.search(text) or _UNICODE.search(text) or _stands_better(text, encoding):
        return nfc(text)
    return nfc(_read(text, encoding))


def _stands_better(text: str, encoding: Encoding) -> bool:
    """Whether every word is Vietnamese as it stands and some would not be when converted."""
    found = list(_suspects(text))
    return bool(found) and all(map(_is_syllable, found)) and not all(_reads(word, encoding) for word in found)


def _read(text: str, encoding: Encoding) -> str:
    if encoding is Encoding.VNI:
        return _VNI_PIECE.sub(lambda found: _cased(found[0]), text)
    return _with_capitals(text, "".join(_TCVN3.get(letter, letter) for letter in text))


def _cased(piece: str) -> str:
    letter = _VNI[piece.lower()]
    return letter.upper() if piece[0].isupper() else letter


_CAPITALS = re.compile(r"[A-Z]\S*[A-Z]")


def _with_capitals(raw: str, text: str) -> str:
    """Capitals that TCVN3 left to the font.

    .VnTimeH shows every letter as a capital, yet those with tones are stored small: "NGUYÔN" reads NGUYễN. And
    no font has a capital for the first letter of "¸nh". Both positions match letter by letter.
    """
    if _all_capitals(raw):
        return text.upper()
    # The table maps letter to letter, so the words of both stand at the same places.
    parts = [
        text[found.start() : found.end()].upper() if _all_capitals(found[0]) else text[found.start() : found.end()]
        for found in re.finditer(r"\S+|\s+", raw)
    ]
    named = [part for part in parts if not part.isspace()]
    small = [part for part in named if part[0].islower()]
    # A name: all other words begin with a capital, and those that do not could not be typed with one.
    if len(named) > len(small) + 1 and all(part[0] in _TCVN3.values() for part in small):
        parts = [part[:1].upper() + part[1:] for part in parts]
    return "".join(parts)


def _all_capitals(raw: str) -> bool:
    return bool(_CAPITALS.search(raw)) and not re.search("[a-z]", raw)


# --- recognising --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Words (each counted once) that speak for a reading, some of them strongly, and words against it."""

    good: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()

    def __or__(self, other: "_Evidence") -> "_Evidence":
        return _Evidence(self.good | other.good, self.strong | other.strong, self.against | other.against)

    @property
    def convinces(self) -> bool:
        if not self.strong:
            return len(self.good) >= 3 and not self.against
        return len(self.good) >= 4 * len(self.against)


def recognise(text: str) -> Encoding | None:
    """The old encoding of a text, or None where there is no good evidence for one."""
    return _decided({encoding: _evidence(text, encoding) for encoding in Encoding})


def recognise_column(texts: Iterable[str]) -> Encoding | None:
    """The old encoding of a column: short cells prove little alone ("Vò"), together they do.

    Cells in proper Unicode among them neither prove nor disprove it: `convert` leaves them.
    """
    found = dict.fromkeys(Encoding, _Evidence())
    for text in set(texts):
        for encoding in Encoding:
            one = _evidence(text, encoding)
            # A cell with nothing for the reading is another kind of text in the same column.
            found[encoding] = found[encoding] | one if one.good or not _proper(text) else found[encoding]
    return _decided(found)


def _decided(found: dict[Encoding, _Evidence]) -> Encoding | None:
    convincing = [encoding for encoding, evidence in found.items() if evidence.convinces]
    if len(convincing) == 2:
        first, second = (len(found[one].good) - len(found[one].against) for one in convincing)
        return None if first == second else convincing[0 if first > second else 1]
    return convincing[0] if convincing else None


def _proper(text: str) -> bool:
    found = list(_suspects(text))
    return all(map(_is_syllable, found))


def _evidence(text: str, encoding: Encoding) -> _Evidence:
    if text.isascii() or _UNICODE.search(nfc(text)):
        return _Evidence()
    good, strong, against = set(), set(), set()
    for word in _suspects(text):
        stands, reads = _is_syllable(word), _reads(word, encoding)
        if reads and not stands:
            good.add(word.lower())
            if _is_strong(word, encoding):
                strong.add(word.lower())
        elif not reads:
            against.add(word.lower())
    return _Evidence(frozenset(good), frozenset(strong), frozenset(against))


def _suspects(text: str) -> Iterator[str]:
    """Words with a letter beyond ASCII beside one of ASCII: only such can tell an encoding."""
    for found in _TOKEN.finditer(nfc(text)):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        word = found[0].strip("«»\xad")
        if before.isdigit() or after.isdigit() or not re.search("[A-Za-z]", word):
            continue
        if _HIGH.search(word):
            yield word


_MIXED = re.compile("[a-z][À-ÞŠŒŽŸ]")
_STRANGE = re.compile("[\x80-\x9f¡-¿×÷ÐÞðþ]")


@lru_cache(maxsize=8192)
def _is_strong(word: str, encoding: Encoding) -> bool:
    """Whether no other language writes like that: signs or capitals amid a word, pairs of vowels."""
    if encoding is Encoding.TCVN3:
        return bool(_STRANGE.search(word) or _MIXED.search(word))
    pairs = [piece.lower() for piece in _VNI_PIECE.findall(word) if len(piece) == 2]
    return word[0] in "ñÑ" or any(pair not in _WEAK_PAIRS for pair in pairs)


@lru_cache(maxsize=8192)
def _reads(word: str, encoding: Encoding) -> bool:
    return _is_syllable(_read(word, encoding))


# --- what a Vietnamese syllable is --------------------------------------------------------------------

_ONSETS_WRITTEN = "ngh ng nh gh gi ph th tr kh ch qu b c d đ g h k l m n p q r s t v x"
_RHYMES_WRITTEN = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uênh uêch ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
"""
_ONSETS, _RHYMES = _ONSETS_WRITTEN.split(), frozenset(_RHYMES_WRITTEN.split())
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    """Whether the word is one Vietnamese syllable: onset, rhyme, and a tone that its ending allows."""
    if word != word.upper() and word[1:] != word[1:].lower():
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONE_MARKS.findall(apart)
    if len(tones) > 1:
        return False
    plain = nfc(_TONE_MARKS.sub("", apart))
    if re.search("(?:[cpt]|ch)$", plain) and tones not in (["\u0301"], ["\u0323"]):
        return False
    if plain in _RHYMES:
        return True
    return any(plain.startswith(onset) and plain[len(onset) :] in _RHYMES for onset in _ONSETS) or (
        plain == "gi" or (plain.startswith("gi") and plain[1:] in _RHYMES)
    )
