"""How is a client's code made, read from a card, and known to be mistyped?

Seven random characters and a check character, in two groups: K7MP-3T9R. The number says nothing: neither who came
first nor how many came.

The check is Damm's over the field of 32 elements: H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg 2004),
which takes x∘y = 2x + y for orders that are powers of two; the elements are Crockford's base 32 with the polynomial
x⁵ + x² + 1. Since 2 and 2 + 1 are not zero there, every single wrong character and every swap of neighbours changes the
check (tests/health/clients/test_codes.py tries them all).
"""

import secrets

from app.common.i18n import N_
from app.common.text import fold, is_short_number
from app.vault.errors import Invalid
from app.vault.keys import CROCKFORD

LENGTH, GROUP = 8, 4
_POLYNOMIAL = 0b100101
# No vowels, so that no code spells a word; and none of the letters that Telex and VNI turn into marks (D, W): a card is
# typed as it is printed, whatever the keyboard is set to.
_DRAWN = "".join(letter for letter in CROCKFORD if letter not in "AEYDW")
# What is read for what on paper; I, L and O as in Crockford's own rule.
_LOOK_ALIKE = str.maketrans("ILOU", "110V")
MISTYPED = N_("This code is mistyped. Compare it with the card, character by character.")


def new_code() -> str:
    """A code that nobody can guess from another."""
    while True:
        chars = "".join(secrets.choice(_DRAWN) for _ in range(LENGTH - 1))
        if (check := check_character(chars)) in _DRAWN:
            return spelt(chars + check)


def check_character(chars: str) -> str:
    """What must follow these characters."""
    return CROCKFORD[_remainder(chars)]


def _remainder(chars: str) -> int:
    interim = 0
    for char in chars:
        interim = (interim ^ CROCKFORD.index(char)) << 1
        if interim >= len(CROCKFORD):
            interim ^= _POLYNOMIAL
    return interim


def holds(chars: str) -> bool:
    """Whether eight characters of the alphabet have the right check at their end."""
    return len(chars) == LENGTH and set(chars) <= set(CROCKFORD) and check_character(chars[:-1]) == chars[-1]


def spelt(chars: str) -> str:
    """The code in its two groups."""
    return f"{chars[:GROUP]}-{chars[GROUP:]}"


def plain(text: str) -> str:
    """What somebody typed, without case, marks, blanks and look-alikes."""
    return "".join(char for char in fold(text).upper() if char.isascii() and char.isalnum()).translate(_LOOK_ALIKE)


def tidy_code(text: str) -> str:
    """A code as it is stored, from what people type. Raises Invalid when it cannot be a code."""
    chars = plain(text)
    if not holds(chars):
        raise Invalid(MISTYPED)
    return spelt(chars)


def is_code(text: str) -> bool:
    """Whether that is a whole code, rightly typed."""
    return holds(plain(text))


def tidy_number(text: str) -> str:
    """The number of what belongs to a client as it is stored, from what people type: tv26-1 is TV26-001."""
    head, dash, seq = text.strip().upper().replace(" ", "").partition("-")
    return f"{head}-{int(seq):03d}" if dash and is_short_number(seq) else head + dash + seq
