"""Which premises does the draw choose? Pure, and the same on every computer and on paper.

1. All premises never inspected are chosen, even where they are more than the quota.
2. Of the places left, up to a part (half, rounded up) goes to the highest scores from the threshold on; the same score
   goes by the order of the lot.
3. The rest of the places go by lot.

The lot of premises is the SHA-256 of "seed:number" and of nothing else: another candidate, another order of the
input, another fact changes nobody's lot, and any SHA-256 tool gives the same one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

from app.police.inspection_plans.method import Candidate, Part, Weights, parts
from app.police.inspection_plans.terms import Ground


@dataclass(frozen=True)
class Terms:
    """Under what terms the draw is held. `share` is a Decimal: a float would round 0.07 × 100 up to 8."""

    on: date
    share: Decimal
    seed: str
    weights: Weights


@dataclass(frozen=True)
class Line:
    """One candidate in the draw: its lot, its place in the order of lots (from 1), its score, why it was chosen."""

    candidate: Candidate
    lot: str
    lot_order: int
    parts: tuple[Part, ...]
    ground: Ground | None

    @property
    def score(self) -> int:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Drawing:
    """A draw held: every candidate in the order of lots, and how the places were shared out."""

    terms: Terms
    quota: int
    never_inspected: int
    # Places left after the never inspected, and how many of them were open to scores.
    places: int
    risk_places: int
    lines: tuple[Line, ...]

    @property
    def active(self) -> int:
        """How many premises were open on the day of the draw."""
        return len(self.lines)

    @property
    def chosen(self) -> tuple[Line, ...]:
        """Those chosen: never inspected, by score (the highest first), by lot; within each by the order of lots."""
        order = list(Ground)
        taken = ((order.index(line.ground), line) for line in self.lines if line.ground is not None)
        return tuple(
            line
            for _, line in sorted(
                taken, key=lambda each: (each[0], -each[1].score if each[1].ground is Ground.RISK else 0)
            )
        )


def lot(seed: str, number: str) -> str:
    """The lot of premises: SHA-256 of "seed:number" in UTF-8, as 64 hexadecimal digits."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def quota(share: Decimal, active: int) -> int:
    """How many premises the share means, rounded up."""
    return int((share * active).to_integral_value(ROUND_CEILING))


def draw(candidates: Iterable[Candidate], terms: Terms) -> Drawing:
    """Hold the draw. No two candidates have the same number."""
    lots = ((lot(terms.seed, each.number), each) for each in _each_once(candidates))
    by_lot = sorted(lots, key=lambda pair: (pair[0], pair[1].number))
    scored = [(code, each, parts(each, terms.weights, terms.on)) for code, each in by_lot]
    wanted = quota(terms.share, len(scored))

    grounds = {each.number: Ground.NEVER_INSPECTED for _, each, _ in scored if each.never_inspected}
    never = len(grounds)
    places = max(0, wanted - never)
    risk_places = -(-places * terms.weights.risk_percent // 100)

    # Sorting is stable, so the same score stays in the order of lots.
    by_score = sorted(
        ((sum(part.points for part in told), each.number) for _, each, told in scored if each.number not in grounds),
        key=lambda pair: -pair[0],
    )
    risky = [number for score, number in by_score if score >= terms.weights.threshold]
    grounds |= {number: Ground.RISK for number in risky[:risk_places]}

    left = max(0, wanted - len(grounds))
    waiting = [each.number for _, each, _ in scored if each.number not in grounds]
    grounds |= {number: Ground.LOT for number in waiting[:left]}

    lines = tuple(
        Line(each, code, order, told, grounds.get(each.number))
        for order, (code, each, told) in enumerate(scored, start=1)
    )
    return Drawing(terms, wanted, never, places, risk_places, lines)


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    found = list(candidates)
    if len({each.number for each in found}) != len(found):
        raise ValueError("two candidates have the same number")
    return found
