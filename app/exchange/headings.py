"""Which column of a register means which field, judged by its heading?

Headings are compared folded, with the abbreviations of the offices written out. A field takes one column and
a column one field; the surest pairs are made first. How sure a pair is goes with it, so that the person can
look at the doubtful ones.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from app.common.import_cells import Cell
from app.common.imports import Field
from app.common.legacy_encodings import Encoding, convert
from app.common.text import fold, nfc

ENOUGH = 0.7
"""Below this a pair is not made: the person chooses by hand."""

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


@dataclass(frozen=True, slots=True)
class Pair:
    """A column that was matched with a field; `heading` as a person reads it."""

    column: int
    field: str
    confidence: float
    heading: str
    encoding: Encoding | None


@cache
def words(heading: str) -> tuple[str, ...]:
    """The heading as plain words: folded, abbreviations written out, hints in brackets left off."""
    plain = fold(heading.replace("\n", " "))
    plain = _IN_BRACKETS.sub(" ", plain) if _IN_BRACKETS.sub("", plain).strip() else plain
    plain = _ONE_LETTER_FORMS.sub(r"\1", plain)
    found: list[str] = []
    for word in re.findall(r"[a-z0-9]+", plain):
        found += _ABBREVIATIONS.get(word, word).split()
    return tuple(word for word in found if word not in _SAY_NOTHING)


@cache
def likeness(heading: str, known: str) -> float:
    """How sure it is that a heading means the known one: 1 is word for word, 0 not at all."""
    have, want = words(heading), words(known)
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
    return ratio * 0.95 if ratio >= 0.86 and min(len("".join(have)), len("".join(want))) >= 5 else 0.0


@cache
def readings(heading: str) -> tuple[tuple[str, Encoding | None], ...]:
    """A heading as it stands, and as it reads if it was typed in one of the old encodings."""
    as_it_stands: tuple[tuple[str, Encoding | None], ...] = ((nfc(heading), None),)
    if heading.isascii():
        return as_it_stands
    return as_it_stands + tuple((nfc(convert(heading, old)), old) for old in Encoding)


def match(
    headings: Mapping[int, Sequence[str]],
    fields: Sequence[Field],
    by_hand: Mapping[str, int | None] | None = None,
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
        pair
        for column, wordings in headings.items()
        for field in fields
        if field.name not in chosen and (pair := _best(column, wordings, field)) is not None
    ]
    taken = {pair.column for pair in pairs}
    done: set[str] = set()
    for pair in sorted(candidates, key=lambda each: (-each.confidence, each.column)):
        if pair.column not in taken and pair.field not in done:
            taken.add(pair.column)
            done.add(pair.field)
            pairs.append(pair)
    return sorted(pairs, key=lambda each: each.column)


def _plainest(wordings: Sequence[str]) -> tuple[str, Encoding | None]:
    return (nfc(wordings[0]), None) if wordings else ("", None)


def _best(column: int, wordings: Sequence[str], field: Field) -> Pair | None:
    best: Pair | None = None
    for wording in wordings:
        for reading, encoding in readings(wording):
            for known in field.headings:
                confidence = likeness(reading, known)
                if confidence >= ENOUGH and (best is None or confidence > best.confidence):
                    best = Pair(column, field.name, confidence, reading, encoding)
    return best


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
