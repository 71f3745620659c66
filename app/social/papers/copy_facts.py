"""What does the copy say that a person gets of everything held about them?"""

from dataclasses import dataclass
from datetime import date, datetime

from app.social.papers.facts import ConsentLine, DomainLine, GoalFacts, Labelled


@dataclass(frozen=True, slots=True)
class AssessmentCopy:
    """One assessment, the latest first."""

    assessed_on: date
    assessor: str
    circumstances: str
    summary: str
    domains: tuple[DomainLine, ...]


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """One plan, the one in force first."""

    edition: int
    state: str
    agreed_on: date | None
    goals: tuple[GoalFacts, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayLine:
    """What happened on a day, or until when something ran: a service, a loan, a visit."""

    number: str
    what: str
    day: str
    told: str


@dataclass(frozen=True, slots=True)
class InstalmentLine:
    """An instalment of a loan."""

    due_on: date
    principal: int
    interest: int
    paid: int | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class LoanCopy:
    """One loan with its instalments."""

    number: str
    facts: tuple[Labelled, ...]
    instalments: tuple[InstalmentLine, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line of the timeline: who did what, and when."""

    at: datetime
    by: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """Everything held about a person, in the order of the record."""

    code: str
    name: str
    person: tuple[Labelled, ...]
    case: tuple[Labelled, ...]
    consents: tuple[ConsentLine, ...]
    assessments: tuple[AssessmentCopy, ...]
    plans: tuple[PlanCopy, ...]
    services: tuple[DayLine, ...]
    loans: tuple[LoanCopy, ...]
    visits: tuple[DayLine, ...]
    files: tuple[str, ...]
    events: tuple[EventLine, ...]
    worker: str
    office_phone: str = ""
    kept_reason: str = ""
    erase_days: int = 15
