"""Which words do needs surveys know: ages, sexes, difficulty, and what each is called? Groups and needs are lists."""

from enum import StrEnum

from app.common.i18n import N_
from app.common.text import is_short_number

KIND = "needs-surveys"
# The entry of the list of needs for somebody who was asked and needs nothing; it stands alone.
NO_NEED = "none"


class AgeBand(StrEnum):
    """How old somebody is, never more exactly; empty is unknown."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_59"
    FROM_60 = "60_up"


AGE_NAMES: dict[AgeBand, str] = {
    AgeBand.UNDER_18: N_("Under 18"),
    AgeBand.FROM_18: N_("18 to 24"),
    AgeBand.FROM_25: N_("25 to 34"),
    AgeBand.FROM_35: N_("35 to 44"),
    AgeBand.FROM_45: N_("45 to 59"),
    AgeBand.FROM_60: N_("60 and over"),
}
# The first age of each band.
AGE_FROM: dict[AgeBand, int] = {
    AgeBand.UNDER_18: 0,
    AgeBand.FROM_18: 18,
    AgeBand.FROM_25: 25,
    AgeBand.FROM_35: 35,
    AgeBand.FROM_45: 45,
    AgeBand.FROM_60: 60,
}


class Sex(StrEnum):
    """As the person says; empty is unknown."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


SEX_NAMES: dict[Sex, str] = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male"), Sex.OTHER: N_("Another sex")}


class Difficulty(StrEnum):
    """Whether somebody is in financial difficulty; unknown is an answer, distinct from no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


DIFFICULTY_NAMES: dict[Difficulty, str] = {
    Difficulty.YES: N_("Yes"),
    Difficulty.NO: N_("No"),
    Difficulty.UNKNOWN: N_("Unknown"),
}


def band_of(age: int) -> AgeBand:
    """The band in which an age lies."""
    return [band for band, first in AGE_FROM.items() if first <= age][-1]


def show_number(seq: int, year: int) -> str:
    """KS26-0001: khảo sát, the year, the number in it."""
    return f"KS{year % 100:02d}-{seq:04d}"


def tidy_number(text: str) -> str:
    """A number as it is stored, from what people type: ks26-1 is KS26-0001."""
    head, dash, seq = text.strip().upper().replace(" ", "").partition("-")
    return f"{head}-{int(seq):04d}" if dash and is_short_number(seq) else head + dash + seq
