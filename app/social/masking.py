"""What of a person is shown to somebody who has not asked, with a reason, to see it? One function decides.

Every list, opened case, merge view, export, print and search snippet shows free text through `show`. A mask is not a
blank: `MASK` stands where something is hidden, an empty text where nothing is known.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.common.i18n import N_
from app.common.text import fold, has_marks, nfc, normal_phone, words
from app.vault.errors import Invalid

MASK = "•••"
# Shorter runs of digits are dates and sums, not somebody's number.
_SHORTEST_NUMBER = 6
_BETWEEN = r"[\W_]*"


@dataclass(frozen=True)
class IdentityWords:
    """What would give a person away: names (the real one and an alias), numbers, addresses."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __or__(self, other: "IdentityWords") -> "IdentityWords":
        return IdentityWords(self.names + other.names, self.numbers + other.numbers, self.places + other.places)


NOBODY = IdentityWords()


def show(text: str, person: IdentityWords, *, revealed: bool) -> str:
    """The text as it may be shown: unless revealed, `MASK` stands for each form of the person's name and numbers."""
    if revealed or not text:
        return text
    shown = nfc(text)
    folded, places = _folded(shown)
    spans = sorted({*_patterns_in(folded, places, person), *_given_names_in(shown, person)})
    parts: list[str] = []
    end = 0
    for start, stop in spans:
        if stop <= end:
            continue
        if start >= end:
            parts += [shown[end:start], MASK]
        end = stop
    return "".join([*parts, shown[end:]]) if spans else shown


def masked(value: str, *, revealed: bool) -> str:
    """A field that is the person's own: shown, hidden, or not known at all."""
    return value if revealed or not value else MASK


def unhidden(typed: str, stored: str, person: IdentityWords) -> str:
    """What is stored of a text that was typed over its masked form: left as it was shown, the stored text stays.

    Raises Invalid where a mask stands in new words: nobody can know what is under it.
    """
    typed = nfc(typed).strip()
    if MASK not in typed:
        return typed
    if stored and typed == show(stored, person, revealed=False).strip():
        return stored
    raise Invalid(N_("A part of this text is hidden. Show the person first, or write the text anew."))


def holds(text: str, person: IdentityWords) -> bool:
    """Whether any form of the names, numbers or places stands in the text; a given name alone does not count."""
    return _any(text, _patterns(person))


def holds_whole(text: str, person: IdentityWords) -> bool:
    """The same, for whole names: the end of somebody's name may be the end of somebody else's as well."""
    return _any(text, (*_whole_names(person), *_patterns(IdentityWords((), person.numbers, person.places))))


def _any(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    folded, _ = _folded(nfc(text))
    return any(pattern.search(folded) for pattern in patterns)


def _whole_names(person: IdentityWords) -> Iterable[re.Pattern[str]]:
    return (re.compile(_BETWEEN.join(map(re.escape, words(fold(name))))) for name in person.names)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and marks, and for each of its letters the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        # What is not seen (a joiner, a lone mark) does not part a name either.
        bare = "" if unicodedata.category(letter) in ("Cf", "Mn", "Me") else fold(letter) or " "
        letters.append(bare)
        places += [place] * len(bare)
    return "".join(letters), [*places, len(text)]


def _patterns_in(folded: str, places: list[int], person: IdentityWords) -> Iterable[tuple[int, int]]:
    for pattern in _patterns(person):
        for match in pattern.finditer(folded):
            yield places[match.start()], places[match.end()]


def _patterns(person: IdentityWords) -> Iterable[re.Pattern[str]]:
    for name in person.names:
        parts = words(fold(name))
        # Two words and more are the person's wherever they stand, run together too; one word only as a word.
        for first in range(len(parts) - 1):
            yield re.compile(_BETWEEN.join(map(re.escape, parts[first:])))
        if len(parts) == 1:
            yield re.compile(rf"(?<![^\W_]){re.escape(parts[0])}(?![^\W_])")
    for number in person.numbers:
        for digits in re.findall(r"[0-9]+", normal_phone(number)):
            if len(digits) >= _SHORTEST_NUMBER:
                yield re.compile(_number(digits))
    for place in person.places:
        for part in (place, *place.split(",")):
            if len(bare := words(fold(part))) >= 2:
                yield re.compile(rf"(?<![^\W_]){_BETWEEN.join(map(re.escape, bare))}(?![^\W_])")


def _number(digits: str) -> str:
    """A number however it is grouped; a phone also with the country before it."""
    head, rest = (r"(?:00\W*84|\+?84|0)" + _BETWEEN, digits[1:]) if digits.startswith("0") else ("", digits)
    return head + _BETWEEN.join(rest)


def _given_names_in(shown: str, person: IdentityWords) -> Iterable[tuple[int, int]]:
    """The given name alone: as a word of its own, with its marks or with none at all."""
    given = [names[-1] for name in person.names if (names := words(name))]
    wanted = {fold(name): nfc(name).casefold() for name in given}
    for found in re.finditer(r"[^\W_]+", shown):
        exact = wanted.get(fold(found[0]))
        if exact is not None and (not has_marks(found[0]) or found[0].casefold() == exact):
            yield found.span()
