"""How many points do recorded facts give premises, and why? Pure: whoever has the facts gets the same score.

Every factor is counted, multiplied by its points, and stops at its most: a sum that fits on one line of paper.
The most keeps any single fact, such as many reports by one rival, from deciding alone.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.police.inspection_plans.terms import Factor

REFERENCE = Path(__file__).resolve().parents[3] / "resources" / "reference" / "inspection_weights.json"


@dataclass(frozen=True)
class Candidate:
    """Premises open on the day of the draw, with the facts that decide; all counted up to that day.

    `last_inspected_on` None: no inspection is recorded, so they count as never inspected.
    """

    establishment_id: int
    number: str
    name: str = ""
    type_code: str = ""
    village_id: int | None = None
    village: str = ""
    address: str = ""
    last_inspected_on: date | None = None
    open_findings: int = 0
    reports: int = 0
    licence_expired: bool = False
    certificate_expired: bool = False

    @property
    def never_inspected(self) -> bool:
        return self.last_inspected_on is None


@dataclass(frozen=True)
class Weight:
    """What one factor counts: so many points each, and no more than `at_most` in all."""

    factor: Factor
    points: int
    at_most: int


@dataclass(frozen=True)
class Weights:
    """The whole method beside share and seed; kept with each plan as it was on the day of the draw.

    `risk_percent` of the places left after the never inspected go by score (rounded up), to scores from
    `threshold` on.
    """

    weights: tuple[Weight, ...]
    threshold: int
    risk_percent: int
    reports_months: int

    def to_json(self) -> dict[str, Any]:
        """As it is stored and audited."""
        return {**asdict(self), "weights": [{**asdict(each), "factor": each.factor.value} for each in self.weights]}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Weights":
        """The weights as `to_json` gave them, or as the reference file has them."""
        weights = tuple(Weight(Factor(each["factor"]), each["points"], each["at_most"]) for each in plain["weights"])
        return cls(weights, plain["threshold"], plain["risk_percent"], plain["reports_months"])


@cache
def reference_weights() -> Weights:
    """The weights that the app ships: a proposal of its own, no law."""
    return Weights.from_json(json.loads(REFERENCE.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Part:
    """One line of a score's explanation: what was counted, and the points it gave."""

    factor: Factor
    count: int
    points: int

    def to_json(self) -> list[Any]:
        return [self.factor.value, self.count, self.points]

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Part":
        return cls(Factor(plain[0]), plain[1], plain[2])


def parts(candidate: Candidate, weights: Weights, on: date) -> tuple[Part, ...]:
    """The score of premises, factor by factor, in the order of the weights; those that give nothing too."""
    counts = {
        Factor.YEARS: whole_years(candidate.last_inspected_on, on),
        Factor.FINDINGS: candidate.open_findings,
        Factor.REPORTS: candidate.reports,
        Factor.LICENCE: int(candidate.licence_expired),
        Factor.CERTIFICATE: int(candidate.certificate_expired),
    }
    return tuple(
        Part(each.factor, counts[each.factor], min(counts[each.factor] * each.points, each.at_most))
        for each in weights.weights
    )


def whole_years(since: date | None, on: date) -> int:
    """How many whole years have passed; none when there is no such day, or it is still to come."""
    if since is None:
        return 0
    return max(0, on.year - since.year - ((on.month, on.day) < (since.month, since.day)))
