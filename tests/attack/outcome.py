"""What came of an attack, and what an attack is given."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How often it was tried, how often it got through unseen, how many records or entries were lost; and in words."""

    tries: int
    got_through: int
    lost: int = 0
    note: str = ""


@dataclass(frozen=True)
class Field:
    """An empty folder of the attack's own, and whether it should be done in seconds (`short`) or thoroughly."""

    scratch: Path
    short: bool


Attack = Callable[[Field], Outcome]
