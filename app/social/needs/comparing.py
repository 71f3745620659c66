"""How do a person's needs stand now against the first time they were asked? Pure, on plain steps of the scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.social.needs.terms import Difference, Domain

Levels = Mapping[Domain, int | None]


@dataclass(frozen=True)
class Line:
    """One domain before and now: None is unknown. `priority` is the client's own, as of now."""

    domain: Domain
    before: int | None
    now: int | None
    difference: Difference
    priority: int | None = None


def difference(before: int | None, now: int | None) -> Difference:
    """Less need is better; where one of them is unknown nothing can be said."""
    if before is None or now is None:
        return Difference.UNKNOWN
    if now == before:
        return Difference.SAME
    return Difference.BETTER if now < before else Difference.WORSE


def compare(first: Levels, latest: Levels, priorities: Mapping[Domain, int | None] | None = None) -> tuple[Line, ...]:
    """Each domain in the client's order, then the form's. A domain nobody spoke of is unknown."""
    ranks = priorities or {}
    lines = [
        Line(
            domain,
            first.get(domain),
            latest.get(domain),
            difference(first.get(domain), latest.get(domain)),
            ranks.get(domain),
        )
        for domain in Domain
    ]
    return tuple(sorted(lines, key=lambda line: (line.priority is None, line.priority or 0)))


def tally(lines: Sequence[Line]) -> dict[Difference, int]:
    """How many domains are better, the same, worse, and how many cannot be said."""
    return {each: sum(line.difference is each for line in lines) for each in Difference}
