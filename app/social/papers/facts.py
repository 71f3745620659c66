"""What do the papers of the social unit say? Plain facts, as the templates in resources/documents take them.

None and an empty text leave dots on a blank form. Texts are Vietnamese, whatever the screen's language.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who somebody is, as far as the paper calls for it. `birth` may be a year."""

    name: str = ""
    birth: str = ""
    phone: str = ""
    address: str = ""
    identity_number: str = ""


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A purpose and what was answered: `agreed` and `refused` are "x" or empty; on a blank form both are empty."""

    purpose: str
    recipient: str = ""
    agreed: str = ""
    refused: str = ""
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """The consent form, filled in with what was answered, or (`blank`) to be filled in by hand."""

    blank: bool
    code: str = ""
    person: PersonFacts = field(default_factory=PersonFacts)
    lines: tuple[ConsentLine, ...] = ()
    how: str = ""
    witness: str = ""
    worker: str = ""
    erase_days: int = 15


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A part of life that was asked about: its step of the scale in words, the facts, the client's own order."""

    name: str
    level: str = ""
    facts: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """A needs assessment under the code of its case; no name stands on it."""

    blank: bool
    code: str
    domains: tuple[DomainLine, ...]
    scale: str
    assessed_on: date | None = None
    assessor: str = ""
    together: str = ""
    circumstances: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something to be done for a goal."""

    words: str
    who: str
    due_on: date | None
    cost: int | None
    budget: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal in the client's words, with what is done for it."""

    number: int
    words: str
    actions: tuple[ActionLine, ...]
    reached: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A support plan, to be signed by both."""

    code: str
    edition: int
    person: PersonFacts
    goals: tuple[GoalFacts, ...]
    worker: str
    note: str = ""
    agreed_on: date | None = None
    how: str = ""
    witness: str = ""
    review_on: date | None = None
    cost: int = 0
    unknown_costs: int = 0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """The letter that goes with somebody to another place: only what they agreed to."""

    code: str
    addressee: str
    purpose: str
    agreed_on: date
    shared: tuple[Labelled, ...]
    asked: str
    worker: str
    until: date | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class LoanLetterFacts:
    """The letter to a lender that supports an application."""

    loan: str
    addressee: str
    programme: str
    amount: int
    purpose: str
    person: PersonFacts
    agreed_on: date
    worker: str
    until: date | None = None
