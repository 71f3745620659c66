"""What goes into the services of tests and comes out of them? Frozen dataclasses, nothing stored here."""

from dataclasses import dataclass
from datetime import date, datetime

from app.common.records.opened import Event
from app.common.steps import Possible, Undoable
from app.health.screenings.terms import How, Result, Shown, State, ToldTo


@dataclass(frozen=True)
class Asked:
    """One test that was offered, and what the person answered: `agreed` None is a refusal, and as good an answer."""

    test: str
    agreed: How | None = None


@dataclass(frozen=True)
class NewScreenings:
    """What was offered on a day. `guardian` is who agreed for somebody under 15."""

    asked_on: date
    tests: tuple[Asked, ...]
    guardian: str = ""
    note: str = ""


@dataclass(frozen=True)
class StepFacts:
    """What a step may need; `rules` says which."""

    sample_on: date | None = None
    place: str = ""
    due_on: date | None = None
    result: Result | None = None
    result_on: date | None = None
    send: bool = False
    lab: str = ""
    lab_number: str = ""
    told_on: date | None = None
    told_to: ToldTo | None = None
    guardian: str = ""
    counselled: bool = False
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Changed:
    """What a service tells of a test after a change; of its state no more than everybody sees."""

    id: int
    number: str
    client_id: int
    version: int
    state: Shown
    action: str


@dataclass(frozen=True)
class TestInfo:
    """A test of the office's list, with what it may say."""

    code: str
    name: str
    way: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class TellingInfo:
    """That a result was told."""

    first: bool
    told_on: date
    told_by: str
    told_to: ToldTo
    guardian: str
    counselled: bool
    note: str


@dataclass(frozen=True)
class ScreeningDetail:
    """A test as it opens: everything but the result and what would tell it."""

    id: int
    number: str
    version: int
    state: Shown
    client_id: int
    client: str
    child: bool
    test: str
    way: str
    asked_on: date
    asked_by: str
    consent_on: date | None
    consent_how: How | None
    consent_guardian: str
    withdrawn_on: date | None
    sample_on: date | None
    place: str
    due_on: date | None
    # When the result was told, once all of it was; by whom, and whether counselling went with it.
    told: TellingInfo | None
    closed_on: date | None
    note: str
    timeline: tuple[Event, ...] = ()
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    next_step: Possible | None = None
    undoable: Undoable | None = None


@dataclass(frozen=True)
class VersionInfo:
    """A test as it stood before it was corrected."""

    version: int
    at: datetime
    by: str
    reason: str
    result: Result | None
    confirmed: Result | None


@dataclass(frozen=True)
class Looked:
    """What somebody sees who looks at a result; reading it was audited."""

    id: int
    version: int
    state: State
    way: str
    result: Result | None
    result_on: date | None
    confirmed: Result | None
    confirmed_on: date | None
    lab: str
    lab_number: str
    tellings: tuple[TellingInfo, ...]
    versions: tuple[VersionInfo, ...]
    acts: tuple[Possible, ...]
