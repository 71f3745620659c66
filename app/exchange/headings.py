"""Which column of a register means which field, judged by its heading?

Headings are compared folded, with the abbreviations of the offices written out. A field takes one column and
a column one field; the surest pairs are made first. How sure a pair is goes with it, so that the person can
look at the doubtful ones.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from app.common.import_cells import Cell
from app.common.imports import Field
from app.common.legacy_encodings import Encoding, convert
from app.common.text import fold, nfc

ENOUGH = 0.7
"""Below this a pair is not made: the person chooses by hand."""
_ALIKE = 0.86
_MOST_TEXTS = 60_000  # 4 s; twelve sheets of 15 columns have 20,000 in their first 60 rows
_SHORTER = _ALIKE / (2 - _ALIKE)  # of two texts so alike, the shorter has at least this much of the longer

_ABBREVIATIONS = {
    "sdt": "so dien thoai",
    "dt": "dien thoai",
    "dtdd": "dien thoai",
    "dc": "dia chi",
    "stt": "so thu tu",
    "tt": "so thu tu",
    "ng": "nguoi",
    "nd": "noi dung",
    "ndung": "noi dung",
    "cb": "can bo",
    "cbo": "can bo",
    "kq": "ket qua",
    "kqua": "ket qua",
    "tn": "tiep nhan",
    "gq": "giai quyet",
    "xl": "xu ly",
    "gc": "ghi chu",
    "gchu": "ghi chu",
    "pl": "phan loai",
    "ploai": "phan loai",
    "tgian": "thoi gian",
    "ddiem": "dia diem",
    "cs": "co so",
    "ld": "lao dong",
    "sl": "so luong",
    "qd": "quyet dinh",
    "ns": "nam sinh",
    "ht": "ho ten",
    "cccd": "can cuoc cong dan",
    "cmnd": "chung minh nhan dan",
    "kt": "kiem tra",
    "tb": "thong bao",
    "gh": "gia han",
}
_SAY_NOTHING = frozenset({"va", "cua", "cac", "ve"})
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_ONE_LETTER_FORMS = re.compile(r"\b([a-z])\s*[./]\s*(?=[a-z]{1,5}\b)")  # Đ/c, g.chú, n.dung


class TooManyTexts(Exception):
    """More different texts were asked about than stand in the first rows of any register."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A column that was matched with a field; `heading` as a person reads it."""

    column: int
    field: str
    confidence: float
    heading: str
    encoding: Encoding | None


def words(heading: str) -> tuple[str, ...]:
    """The heading as plain words: folded, abbreviations written out, hints in brackets left off."""
    plain = fold(heading.replace("\n", " "))
    plain = _IN_BRACKETS.sub(" ", plain) if _IN_BRACKETS.sub("", plain).strip() else plain
    plain = _ONE_LETTER_FORMS.sub(r"\1", plain)
    found: list[str] = []
    for word in re.findall(r"[a-z0-9]+", plain):
        found += _ABBREVIATIONS.get(word, word).split()
    return tuple(word for word in found if word not in _SAY_NOTHING)


def likeness(have: tuple[str, ...], want: tuple[str, ...]) -> float:
    """How sure it is that the words of a heading mean the known one: 1 is word for word, 0 not at all."""
    if not have or not want:
        return 0.0
    if have == want:
        return 1.0
    # "Nội dung tin báo" is the content; one shared word ("Ngày", "Hạn") says too little.
    if len(want) > 1 and set(want) < set(have):
        return max(0.95 - 0.05 * (len(have) - len(want)), 0.7)
    if len(have) > 1 and set(have) < set(want):
        return max(0.9 - 0.05 * (len(want) - len(have)), 0.7)
    ratio = fuzz.token_sort_ratio(" ".join(have), " ".join(want)) / 100
    return ratio * 0.95 if ratio >= _ALIKE and min(len("".join(have)), len("".join(want))) >= 5 else 0.0


def readings(heading: str) -> dict[str, Encoding | None]:
    """A heading as it stands, and as it reads if it was typed in one of the old encodings."""
    found: dict[str, Encoding | None] = {nfc(heading): None}
    if not heading.isascii():
        for old in Encoding:
            found.setdefault(nfc(convert(heading, old)), old)
    return found


class Headings:
    """The headings that the fields of a kind may have. What was asked once is remembered as long as this lives."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._by_word: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
        self._by_length: dict[int, set[tuple[str, tuple[str, ...]]]] = {}
        self._asked: dict[str, dict[str, Pair]] = {}
        self._order = {field.name: place for place, field in enumerate(fields)}
        for field in fields:
            for known in field.headings:
                want = words(known)
                for word in want:
                    self._by_word.setdefault(word, set()).add((field.name, want))
                self._by_length.setdefault(len(" ".join(want)), set()).add((field.name, want))

    @property
    def fields(self) -> int:
        """How many fields there are."""
        return len(self._order)

    def match(
        self, headings: Mapping[int, Sequence[str]], by_hand: Mapping[str, int | None] | None = None
    ) -> list[Pair]:
        """Pair columns with fields. Each column comes with the wordings its heading may have, the plainest first.

        `by_hand` gives fields their column (or none): these are taken as they are.
        """
        chosen = dict(by_hand or {})
        pairs = [
            Pair(column, name, 1.0, *_plainest(headings.get(column, ())))
            for name, column in chosen.items()
            if column is not None
        ]
        candidates = [
            replace(pair, column=column)
            for column, wordings in headings.items()
            for pair in self._fields_of(wordings)
            if pair.field not in chosen
        ]
        taken = {pair.column for pair in pairs}
        done: set[str] = set()
        for pair in sorted(candidates, key=lambda each: (-each.confidence, each.column, self._order[each.field])):
            if pair.column not in taken and pair.field not in done:
                taken.add(pair.column)
                done.add(pair.field)
                pairs.append(pair)
        return sorted(pairs, key=lambda each: each.column)

    def _fields_of(self, wordings: Sequence[str]) -> Iterable[Pair]:
        best: dict[str, Pair] = {}
        for wording in wordings:
            for name, pair in self._of(wording).items():
                if name not in best or pair.confidence > best[name].confidence:
                    best[name] = pair
        return best.values()

    def _of(self, wording: str) -> Mapping[str, Pair]:
        """The fields that one wording may mean, each with its surest reading."""
        known = self._asked.get(wording)
        if known is None:
            if len(self._asked) >= _MOST_TEXTS:
                raise TooManyTexts
            known = self._asked[wording] = {}
            for reading, encoding in readings(wording).items():
                have = words(reading)
                for name, want in self._near(have):
                    confidence = likeness(have, want)
                    if confidence >= ENOUGH and (name not in known or confidence > known[name].confidence):
                        known[name] = Pair(-1, name, confidence, reading, encoding)
        return known

    def _near(self, have: tuple[str, ...]) -> set[tuple[str, tuple[str, ...]]]:
        """The known headings that share a word or are about as long: no other can be alike."""
        length = len(" ".join(have))
        shorter, longer = math.ceil(length * _SHORTER), math.floor(length / _SHORTER)
        near = (self._by_length.get(each, set()) for each in range(shorter, longer + 1))
        return set().union(*near, *(self._by_word.get(word, set()) for word in have))


def _plainest(wordings: Sequence[str]) -> tuple[str, Encoding | None]:
    return (nfc(wordings[0]), None) if wordings else ("", None)


def column_letter(index: int) -> str:
    """The column's name in Excel: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_column_numbers(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), 1 2 3, or A B 1 2."""
    if any(isinstance(cell.value, str) and len(cell.value) > 12 for cell in row):
        return False
    texts = [cell.text.strip("() .") for cell in row if not cell.is_empty]
    numbers = [int(text.split("=")[0]) for text in texts if re.fullmatch(r"\d{1,2}(=.*)?", text)]
    letters = [text for text in texts if re.fullmatch(r"[A-ZĐ]", text)]
    rising = all(after == before + 1 for before, after in pairwise(numbers))
    return len(texts) >= 3 and len(numbers) >= 2 and len(numbers) + len(letters) == len(texts) and rising
