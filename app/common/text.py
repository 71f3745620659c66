"""How is Vietnamese text stored, folded, sorted and highlighted, and when does a number look odd?

Sort keys are stored in the database and compared byte by byte there, so that a list is sorted by its
index. They need no locale of the machine: Windows and Linux give the same order.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.common.i18n import N_
from app.vault.errors import AppError

_LONGEST = 10
# Vietnamese has 200 beyond ASCII; a text made for it could hold a million.
_MOST_LETTERS = 20_000

# --- stored and searched ------------------------------------------------------------------------------


def nfc(text: str) -> str:
    """The text composed, as everything is stored; files from phones and Macs often come decomposed."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text without case and marks (đ is d), blanks collapsed: what search compares."""
    return " ".join(_bare(text).split())


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    return text.translate(_BARE)


class _BareLetters(dict[int, str]):
    """What each letter is without case and marks, found out where it is first met: a letter decides for itself."""

    def __missing__(self, code: int) -> str:
        # Twice decomposed: folding the case of İ and the like brings new marks.
        apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", chr(code)).casefold())
        bare = "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d")
        if len(self) < _MOST_LETTERS:
            self[code] = bare
        return bare


_BARE = _BareLetters()


def is_short_number(text: str) -> bool:
    """Whether these are digits that a record's number can have: no ², and no more of them than a register ever has."""
    return text.isascii() and text.isdigit() and len(text) < _LONGEST


def has_marks(text: str) -> bool:
    """Whether anything in the text would be lost by folding, its case aside."""
    return _bare(text) != nfc(text).casefold()


_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The runs of letters and digits, as they stand: what the search index takes for words."""
    return _WORD.findall(nfc(text))


def highlight_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of the text begin with a word of the query, whatever the marks.

    Positions count in `nfc(text)`, from left to right and never overlapping.
    """
    wanted = {_bare(word) for word in words(query)} - {""}
    if not wanted:
        return []
    shown = nfc(text)
    spans: list[tuple[int, int]] = []
    for word in _WORD.finditer(shown):
        whole = _bare(word[0])
        longest = max((len(want) for want in wanted if whole.startswith(want)), default=0)
        if longest:
            letters = [_bare(letter) for letter in word[0]]
            spans.append((word.start(), word.start() + _letters_covering(letters, longest)))
    return spans


def _letters_covering(letters: list[str], length: int) -> int:
    """How many letters of the original make the first `length` folded ones, marks that follow included."""
    covered = count = 0
    for letter in letters:
        if covered >= length and letter:
            break
        covered += len(letter)
        count += 1
    return count


# --- sorted -------------------------------------------------------------------------------------------

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_QUALITY = {
    ("a", _BREVE): "ă",
    ("a", _CIRCUMFLEX): "â",
    ("e", _CIRCUMFLEX): "ê",
    ("o", _CIRCUMFLEX): "ô",
    ("o", _HORN): "ơ",
    ("u", _HORN): "ư",
}
# Level, huyền, hỏi, ngã, sắc, nặng; a mark that Vietnamese does not know comes last.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_FOREIGN_MARK = "6"
# Under everything else, so that the shorter of two texts comes first.
_LEVEL_END, _BLANK, _SIGN, _NUMBER, _OTHER_SCRIPT = " ", "!", "#", "0", "~"
_PIECE = re.compile(r"[0-9]+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def text_key(text: str) -> str:
    """A key that sorts as the Vietnamese alphabet does: letters first, then tones, then case.

    Blanks come before signs, signs before numbers, numbers before letters; numbers count by their value
    (Thôn 2 before Thôn 10).
    """
    primary: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for letters, tone, case in _weights(" ".join(text.split())):
        primary.append(letters)
        tones.append(tone)
        cases.append(case)
    # Trailing zeros say nothing, since the end of a level sorts under a zero.
    levels = ("".join(primary), "".join(tones).rstrip("0"), "".join(cases).rstrip("0"))
    return _LEVEL_END.join(levels)


def name_key(full_name: str) -> str:
    """A key that sorts people by given name, then family name, then middle names, whatever the case.

    What stands in brackets is no part of the name. To sort by family name, use `text_key`.
    """
    parts = re.sub(r"\([^)]*\)", " ", full_name).casefold().split() or full_name.casefold().split()
    given = parts[-1:]
    family, middle = (parts[:1], parts[1:-1]) if len(parts) > 1 else ([], [])
    # Two ends in a row sort under one: An comes before An Nguyễn.
    return (_LEVEL_END * 3).join(text_key(" ".join(part)) for part in (given, family, middle))


def _weights(text: str) -> Iterator[tuple[str, str, str]]:
    for piece, marks in _clusters(text):
        if piece[0] in "0123456789":
            digits = piece.lstrip("0") or "0"
            # The length first: of two numbers the longer is the greater.
            yield _NUMBER + chr(ord("0") + min(len(digits), 70)) + digits, "0", "0"
            continue
        lower = piece.lower()
        tone = "0"
        for mark in marks:
            if (lower, mark) in _QUALITY:
                lower = _QUALITY[lower, mark]
            else:
                tone = _TONES.get(mark, _FOREIGN_MARK)
        if lower in _PRIMARY:
            yield _PRIMARY[lower], tone, "0" if piece == piece.lower() else "1"
        elif piece.isspace():
            yield _BLANK, "0", "0"
        elif piece.isalpha():
            yield _OTHER_SCRIPT + piece.casefold(), tone, "0"
        else:
            yield _SIGN + piece, tone, "0"


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """A letter with its marks, a whole number, or a single sign."""
    piece, marks = "", ""
    for found in _PIECE.findall(unicodedata.normalize("NFD", text)):
        if unicodedata.combining(found[0]) and piece:
            marks += found
            continue
        if piece:
            yield piece, marks
        piece, marks = found, ""
    if piece:
        yield piece, marks


# --- numbers of people: tidied, warned about, never refused -------------------------------------------


def normal_phone(text: str) -> str:
    """A phone number as digits beginning with 0; several are separated by a semicolon.

    What is not a phone number stays as it was typed.
    """
    return "; ".join(_one_phone(part) for part in re.split(r"[,;/\n]| - ", nfc(text)) if part.strip())


def _one_phone(text: str) -> str:
    digits = re.sub(r"[\s.\-()]", "", text)
    national = re.fullmatch(r"(?:\+|00)?84([1-9][0-9]{8,9})", digits)
    if national:
        return "0" + national[1]
    return digits if re.fullmatch(r"\+?[0-9]+", digits) else " ".join(text.split())


_MOBILE = r"0[35789][0-9]{8}"
_LANDLINE = r"02[0-9]{8,9}"
_SERVICE = r"1[0-9]{2,3}|1[89]00[0-9]{4,6}"
_BEFORE_2018 = r"01[2689][0-9]{8}"


def phone_warning(text: str) -> AppError | None:
    """Why somebody should look at a phone number, or None. Never a reason to refuse it."""
    for number in normal_phone(text).split("; "):
        if number and re.fullmatch(_BEFORE_2018, number):
            return AppError(
                N_("{text} is a mobile number of 11 digits, as used before 2018. Please check it."),
                text=number,
            )
        if number and not re.fullmatch(f"{_MOBILE}|{_LANDLINE}|{_SERVICE}", number):
            return AppError(N_("“{text}” does not look like a phone number. Please check it."), text=number)
    return None


def identity_warning(text: str) -> AppError | None:
    """Why somebody should look at an identity number, or None. Never a reason to refuse it."""
    digits = re.sub(r"[\s.\-]", "", nfc(text))
    if not digits or re.fullmatch(r"[0-9]{12}|[0-9]{9}", digits):
        return None
    return AppError(
        N_("“{text}” does not look like an identity number: it has 12 digits, or 9 on old papers."), text=text
    )
