"""Somebody who has the published tables, and solves them for what was hidden: exact, by bounds and branching.

It knows what a reader knows: each published cell, row, column and total is a range that the counts lie in, and who is
in one indicator is in those that contain it. It knows nothing of how the tables were made.
"""

from collections.abc import Iterable, Mapping, Sequence

from app.health.figures.suppression import Cell, Group, Indicator, Published

# More than any count of the tests; “or more” has to end somewhere.
MOST = 200

Place = tuple[str, Group]
Bounds = dict[Place, tuple[int, int]]
# The places of it add up to something between the two.
Sum = tuple[tuple[Place, ...], int, int]


class Attacker:
    """Holds the published tables as equations."""

    def __init__(self, indicators: Sequence[Indicator], tables: Mapping[str, Published]) -> None:
        self.start: Bounds = {}
        self.sums: list[Sum] = []
        for code, table in tables.items():
            for group, cell in table.cells.items():
                self.start[code, group] = (cell.low, MOST if cell.high is None else cell.high)
            for row, cell in table.rows.items():
                self._adds_up(cell, [(code, group) for group in table.cells if group[0] == row])
            for column, cell in table.columns.items():
                self._adds_up(cell, [(code, group) for group in table.cells if group[1] == column])
            self._adds_up(table.total, [(code, group) for group in table.cells])
        self.within = [
            ((each.code, group), (outer, group))
            for each in indicators
            for outer in each.within
            for group in tables[each.code].cells
        ]

    def _adds_up(self, cell: Cell, places: Iterable[Place]) -> None:
        found = tuple(places)
        self.sums.append((found, cell.low, MOST * len(found) if cell.high is None else cell.high))

    def can_be(self, place: Place, number: int) -> bool:
        """Whether what was published leaves it possible that this many are there."""
        low, high = self.start[place]
        return low <= number <= high and self._solvable({**self.start, place: (number, number)})

    def possible(self, place: Place, numbers: Iterable[int]) -> set[int]:
        return {number for number in numbers if self.can_be(place, number)}

    def _solvable(self, bounds: Bounds) -> bool:
        if not self._narrowed(bounds):
            return False
        open_ = [place for place, (low, high) in bounds.items() if low < high]
        if not open_:
            return True
        place = min(open_, key=lambda each: bounds[each][1] - bounds[each][0])
        low, high = bounds[place]
        middle = (low + high) // 2
        halves = ((low, middle), (middle + 1, high))
        return any(self._solvable({**bounds, place: half}) for half in halves)

    def _narrowed(self, bounds: Bounds) -> bool:
        """Narrow all bounds as far as the equations do by themselves; False where one cannot hold."""
        moved = True
        while moved:
            moved = False
            for places, low, high in self.sums:
                least = sum(bounds[place][0] for place in places)
                most = sum(bounds[place][1] for place in places)
                if least > high or most < low:
                    return False
                for place in places:
                    own_low, own_high = bounds[place]
                    tight = (max(own_low, low - (most - own_high)), min(own_high, high - (least - own_low)))
                    if tight != (own_low, own_high):
                        if tight[0] > tight[1]:
                            return False
                        least, most = least + tight[0] - own_low, most + tight[1] - own_high
                        bounds[place], moved = tight, True
            for inner, outer in self.within:
                (inner_low, inner_high), (outer_low, outer_high) = bounds[inner], bounds[outer]
                if inner_low > outer_high:
                    return False
                if inner_high > outer_high or outer_low < inner_low:
                    bounds[inner] = (inner_low, min(inner_high, outer_high))
                    bounds[outer] = (max(outer_low, inner_low), outer_high)
                    moved = True
        return True
