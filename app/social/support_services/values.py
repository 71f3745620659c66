"""What is entered about a support service, and what is told of it? Frozen values, nothing stored here."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.common.steps import Possible, Undoable
from app.social.support_services.terms import Answer, Due, Outcome, ServiceKind, State

# --- what a person enters ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What is recorded of a service; what its kind does not ask for stays empty. None is "not known yet"."""

    provider: str = ""
    subject: str = ""
    place: str = ""
    variety: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    planned: int | None = None
    amount: int | None = None
    quantity: str = ""
    children: int | None = None
    school_year: str = ""
    expected_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class NewService:
    """A service for a case."""

    case_id: int
    kind: ServiceKind
    facts: Facts = Facts()


@dataclass(frozen=True)
class StepFacts:
    """What a step may need; None leaves what is recorded already."""

    on: date | None = None
    reason: str = ""
    note: str = ""
    provider: str | None = None
    subject: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    planned: int | None = None
    attended: int | None = None
    amount: int | None = None
    expected_on: date | None = None
    received_by: str | None = None
    receipt: bool | None = None
    certificate: str | None = None
    certified_on: date | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class NewAnswer:
    """What was heard at a check on a job. With "no", the day and the reason for which it ended are needed."""

    months: int
    answer: Answer
    on: date
    note: str = ""
    lost_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Correction:
    """A service as it should have been written, with its days; None leaves what is recorded."""

    facts: Facts
    begun_on: date | None = None
    ended_on: date | None = None
    attended: int | None = None
    certificate: str | None = None
    certified_on: date | None = None
    received_by: str | None = None


# --- what is told --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ServiceChanged:
    """What a verb did."""

    id: int
    number: str
    version: int
    state: State
    action: str


@dataclass(frozen=True)
class ServiceRow:
    """A line of the list. Nothing in it names anybody or says where somebody is."""

    id: int
    version: int
    number: str
    case_id: int
    case: str
    kind: ServiceKind
    variety: str
    state: State
    worker_id: str | None
    worker: str
    opened_on: date
    begun_on: date | None
    ended_on: date | None
    due_on: date | None
    due_for: Due | None
    late: bool
    next_step: Possible | None = None
    removed: bool = False
    key: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Check:
    """A check on a job: when it is due, what was heard; `answer` None while nobody asked."""

    months: int
    due_on: date
    answer: Answer | None
    answered_on: date | None
    note: str


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a service's timeline; `label` is what the act is called (source text)."""

    id: int
    label: str
    at: datetime
    by: str
    action: str
    from_state: State | None
    to_state: State | None
    note: str
    undone: bool
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """A service as it stood before a correction; free text masked."""

    version: int
    at: datetime
    by: str
    reason: str
    record: dict[str, Any]


@dataclass(frozen=True)
class ServiceDetail:
    """Everything about a service; free text as it may be shown."""

    row: ServiceRow
    facts: Facts
    revealed: bool
    attended: int | None
    counted_on: date | None
    expected_on: date | None
    approved_on: date | None
    sent_on: date | None
    answered_on: date | None
    ended_reason: str
    received_by: str
    receipt: bool
    certificate: str
    certified_on: date | None
    outcome: Outcome | None
    kept_months: int | None
    nights: int | None
    checks: tuple[Check, ...]
    timeline: tuple[TimelineEntry, ...]
    versions: tuple[Version, ...]
    next_step: Possible | None
    steps: tuple[Possible, ...]
    acts: tuple[Possible, ...]
    undoable: Undoable | None

    @property
    def entry(self) -> Facts:
        return self.facts

    @property
    def sessions_attended(self) -> int | None:
        return self.attended

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def version(self) -> int:
        return self.row.version

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def kind(self) -> ServiceKind:
        return self.row.kind

    @property
    def state(self) -> State:
        return self.row.state


@dataclass(frozen=True)
class DueRow:
    """What a service waits for by a day, for the day's work."""

    service_id: int
    number: str
    case: str
    worker_id: str | None
    kind: ServiceKind
    due_for: Due
    due_on: date
    late_days: int
    # Of a job: after how many months one asks.
    months: int | None
