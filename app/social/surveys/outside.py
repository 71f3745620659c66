"""What of the surveys' counts may leave the unit, so that nobody works a small count out?

A count of 0, or of 5 and more, leaves as it is; one from 1 to 4 as “<5”. A total is reckoned from what was published of
its cells, as anybody could reckon it: from the lowest to the highest that it can be. So it tells nothing new, and for
each “<5” all of 1, 2, 3 and 4 stay possible (tests/social/surveys/test_outside.py attacks it).

It holds for one table. Two tables about the same people can be subtracted from one another: one leaves for a period.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

SMALL = 5

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Published:
    """What is published of a count: that it lies from `low` to `high`."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def hidden(self) -> bool:
        """Whether it is “<5”."""
        return (self.low, self.high) == (1, SMALL - 1)

    @property
    def text(self) -> str:
        """As it stands in a table: 12, <5, or 7–16 for a total of which a part is hidden."""
        if self.exact:
            return str(self.low)
        return f"<{SMALL}" if self.hidden else f"{self.low}–{self.high}"

    def __add__(self, other: "Published") -> "Published":
        return Published(self.low + other.low, self.high + other.high)


@dataclass(frozen=True)
class Outside(Generic[Key]):
    """A table as it may leave the unit."""

    cells: Mapping[Key, Published]
    total: Published


def published(count: int) -> Published:
    """One count as it may leave the unit."""
    return Published(1, SMALL - 1) if 0 < count < SMALL else Published(count, count)


def outside(counts: Mapping[Key, int]) -> Outside[Key]:
    """The cells of one table, and their total."""
    cells = {key: published(count) for key, count in counts.items()}
    return Outside(cells, sum(cells.values(), Published(0, 0)))
