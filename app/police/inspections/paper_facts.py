"""What do the papers of an inspection say: the decision on the team, the minutes, the letter that asks to put right?

Plain facts, as the templates in resources/documents take them. None and an empty text leave dots on a blank form.
"""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class TeamLine:
    """Somebody of the team: name, agency or title, and what they are in the team."""

    name: str
    office: str
    role: str


@dataclass(frozen=True, slots=True)
class PresentLine:
    """Somebody there for the premises. Workers are a count, never names."""

    role: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PremisesFacts:
    """The premises as the register knows them. Papers that have an end carry its day."""

    number: str
    name: str
    type_name: str
    address: str
    village: str = ""
    owner: str = ""
    responsible: str = ""
    phone: str = ""
    licence_number: str = ""
    licence_issued_on: date | None = None
    licence_expires_on: date | None = None
    certificate_number: str = ""
    certificate_issued_on: date | None = None
    certificate_expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line of the head-count: what the owner declared last, and what was found."""

    label: str
    declared: int | None
    found: int | None


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An item of the checklist; `met`, `not_met` and `not_applicable` are "x" or empty."""

    text: str
    basis: str
    met: str = ""
    not_met: str = ""
    not_applicable: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding. `result` is what a follow-up saw of it."""

    text: str
    basis: str
    measures: str = ""
    fix_by: date | None = None
    found_on: date | None = None
    result: str = ""
    note: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """The minutes, filled in or (`blank`) to be filled in by hand at the premises.

    `reviewed` are the findings of the first inspection, on the minutes of a follow-up.
    """

    blank: bool
    kind: str
    inspection_number: str
    premises: PremisesFacts
    inspected_on: date | None = None
    started: time | None = None
    ended: time | None = None
    decision_number: str = ""
    decision_on: date | None = None
    team: tuple[TeamLine, ...] = ()
    leader: str = ""
    present: tuple[PresentLine, ...] = ()
    workers: int | None = None
    counts: tuple[CountLine, ...] = ()
    declared_on: date | None = None
    checks: tuple[CheckLine, ...] = ()
    content: str = ""
    findings: tuple[FindingLine, ...] = ()
    reviewed: tuple[FindingLine, ...] = ()
    owner_opinion: str = ""
    conclusion: str = ""
    recommendations: str = ""
    fix_by: date | None = None
    secretary: str = ""
    representative: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The decision that sets up the team for one inspection. Each of `grounds` is a "Căn cứ …"."""

    premises: PremisesFacts
    team: tuple[TeamLine, ...]
    leader: str
    grounds: tuple[str, ...] = ()
    planned_on: date | None = None
    content: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """The letter that asks the premises to put the open findings right."""

    premises: PremisesFacts
    addressee: str
    inspection_number: str
    inspected_on: date
    findings: tuple[FindingLine, ...]
    report_by: date | None = None
    overdue: int = 0
