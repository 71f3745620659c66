"""What of the station's counts may leave it, so that nobody works a small count out?

The counts are of people, by group (sex and age band) and indicator (counselled, tested, …). A count from 1 to 4 leaves
as “<5”. What else leaves is chosen so that the following holds, and tests/health/figures/test_attack.py attacks it:

    For each “<5” and for each of 1, 2, 3, 4 there are counts with that number in that place, of which each indicator
    lies within those that it belongs to, and from which exactly the same would have been published.

So whoever knows everything that was published, how the indicators contain one another, and this very file, still holds
all four numbers possible for each “<5”. The rules are simple enough to see it:

1. A count of 0, or of 5 and more, leaves as it is; one from 1 to 4 as “<5”.
2. Totals of rows and columns are reckoned from what was published of their cells, as anybody could: the lowest to the
   highest that they can be. They tell nothing new.
3. The total of an indicator is exact where its hidden counts leave room: their sum lies from m + 3 to 4m - 3 for m of
   them. Then each can be 1 (the others reach the sum) and each can be 4. Where it is not exact, the sum lies outside of
   that, and each can still be 1, 2, 3 and 4. With m = 1 it is never exact.
4. Only one such sum may bear upon a group: an indicator gets an exact total only if none of its hidden groups is hidden
   in one that came before it and was looked at for an exact total. That is decided by what is published, not by counts.

Why it holds: choose the place and the number v. In its indicator the other hidden counts can be chosen to fit the sum
(3); the other sums are about other groups (4). In each group give all hidden counts the number that was so chosen
there: equal numbers fit “within”, whatever contains what. Nothing published changes.

The other end tells as much: where all who were tested were positive, everybody in the group knows it of the others. So:

5. `guarded` indicators (from “tested” inwards) form a chain. Where in a group two neighbours are both 5 or more and
   differ by less than 5, all of the chain that is 5 or more leaves as “5 or more” in that group, and what contains the
   chain, too, as long as it is less than 10. Such a difference can then be any of 0, 1, 2, 3, 4.

It holds for one publication. Two that overlap in time, or one that is corrected, can be subtracted from one another:
app.health.figures.services publishes each period once, and none that overlaps with another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SMALL = 5
# What contains a chain that is not exact must leave the chain room for each difference: 5 + 4.
_ROOM = 2 * SMALL

# (row, column): sex and age band.
Group = tuple[str, str]
Counts = Mapping[str, Mapping[Group, int]]


@dataclass(frozen=True)
class Indicator:
    """What is counted. Whoever is counted here is counted in each of `within`, too."""

    code: str
    within: tuple[str, ...] = ()
    guarded: bool = False


@dataclass(frozen=True)
class Cell:
    """What is published of a count: that it lies from `low` to `high`; None is “or more”."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def hidden(self) -> bool:
        """Whether it is “<5”."""
        return (self.low, self.high) == (1, SMALL - 1)

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.low + other.low, None if self.high is None or other.high is None else self.high + other.high)


FEW, MANY, NONE = Cell(1, SMALL - 1), Cell(SMALL, None), Cell(0, 0)


@dataclass(frozen=True)
class Published:
    """A table as it leaves the unit."""

    cells: Mapping[Group, Cell]
    rows: Mapping[str, Cell]
    columns: Mapping[str, Cell]
    total: Cell


def publish(
    indicators: Sequence[Indicator], rows: Sequence[str], columns: Sequence[str], counts: Counts
) -> dict[str, Published]:
    """The tables that may leave the unit, of all indicators together.

    Outer indicators come before those within them. Raises ValueError for counts that contradict one another: nothing
    can be promised of those, so nothing is published.
    """
    groups = [(row, column) for row in rows for column in columns]
    _check(indicators, groups, counts)
    wide = {group: _wide(indicators, {each.code: counts[each.code][group] for each in indicators}) for group in groups}
    cells = {
        each.code: {group: MANY if each.code in wide[group] else _cell(counts[each.code][group]) for group in groups}
        for each in indicators
    }
    exact = _exact_totals(indicators, cells, counts)
    return {
        each.code: Published(
            cells[each.code],
            {row: _sum(cells[each.code], [(row, column) for column in columns]) for row in rows},
            {column: _sum(cells[each.code], [(row, column) for row in rows]) for column in columns},
            exact.get(each.code, _sum(cells[each.code], groups)),
        )
        for each in indicators
    }


def _check(indicators: Sequence[Indicator], groups: Sequence[Group], counts: Counts) -> None:
    for each in indicators:
        for group in groups:
            count = counts[each.code][group]
            if count < 0 or any(count > counts[outer][group] for outer in each.within):
                raise ValueError(f"{each.code} of {group} does not fit what it lies within")


def _cell(count: int) -> Cell:
    return FEW if 0 < count < SMALL else Cell(count, count)


def _sum(cells: Mapping[Group, Cell], groups: Sequence[Group]) -> Cell:
    return sum((cells[group] for group in groups), NONE)


def _wide(indicators: Sequence[Indicator], counts: Mapping[str, int]) -> frozenset[str]:
    """Which indicators leave as “5 or more” in a group with these counts (rule 5)."""
    chain = [each.code for each in indicators if each.guarded and counts[each.code] >= SMALL]
    if all(counts[outer] - counts[inner] >= SMALL for outer, inner in pairwise(chain)):
        return frozenset()
    outside = [each.code for each in indicators if not each.guarded]
    return frozenset(chain) | {code for code in outside if SMALL <= counts[code] < _ROOM}


def _exact_totals(
    indicators: Sequence[Indicator], cells: Mapping[str, Mapping[Group, Cell]], counts: Counts
) -> dict[str, Cell]:
    """The totals that are published as they are (rules 3 and 4)."""
    taken: set[Group] = set()
    found: dict[str, Cell] = {}
    for each in indicators:
        own = cells[each.code]
        hidden = {group for group, cell in own.items() if cell.hidden}
        if len(hidden) < 2 or hidden & taken or MANY in own.values():
            continue
        taken |= hidden
        rest = sum(counts[each.code][group] for group in hidden)
        if len(hidden) + SMALL - 2 <= rest <= (SMALL - 1) * len(hidden) - (SMALL - 2):
            total = sum(counts[each.code].values())
            found[each.code] = Cell(total, total)
    return found
