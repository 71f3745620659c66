"""What goes into the services of clients and comes out of them? Frozen dataclasses, nothing stored here."""

from dataclasses import dataclass
from datetime import date

from app.common.records.opened import Event
from app.common.steps import Possible
from app.health.clients.terms import AgeBand, Basis, ConsentState, How, LeftReason, SafeWay, Source, State


@dataclass(frozen=True)
class Person:
    """Who somebody is and how to reach them: all of it only if they wished."""

    name: str = ""
    phone: str = ""
    other_contact: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.other_contact)


@dataclass(frozen=True)
class NewConsent:
    """An answer to one purpose. `how` is needed when it was given."""

    purpose: str
    state: ConsentState
    given_on: date
    how: How | None = None
    recipient: str = ""
    until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ClientFacts:
    """What is recorded of a client beside the person; all but how they came may be left open."""

    source: Source
    first_on: date | None = None
    sex: str = ""
    birth_year: int | None = None
    age_band: AgeBand | None = None
    key_group: str = ""
    village_id: int | None = None
    safe_way: SafeWay | None = None
    safe_when: str = ""
    note: str = ""


@dataclass(frozen=True)
class NewClient:
    """What a record is opened with: consent to keep it (`agreed` says how), or another basis said in words."""

    facts: ClientFacts
    agreed: How | None = None
    basis: Basis = Basis.CONSENT
    basis_note: str = ""
    person: Person = Person()
    phrase: str = ""


@dataclass(frozen=True)
class StepFacts:
    """What a step may need."""

    left_reason: LeftReason | None = None
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Changed:
    """What a service tells of a client after a change."""

    id: int
    code: str
    version: int
    state: State
    action: str

    @property
    def number(self) -> str:
        return self.code


@dataclass(frozen=True)
class ConsentInfo:
    """A consent as it stands."""

    id: int
    purpose: str
    recipient: str
    state: ConsentState
    how: How | None
    given_on: date
    until: date | None
    withdrawn_on: date | None
    expired: bool
    note: str
    # A later answer to the same purpose for the same recipient counts.
    replaced: bool = False


@dataclass(frozen=True)
class ClientDetail:
    """A client as the record opens: a code, what care needs, the person hidden."""

    id: int
    version: int
    code: str
    state: State
    urgent: bool
    facts: ClientFacts
    village: str
    band: AgeBand | None
    basis: Basis
    basis_note: str
    last_visit_on: date
    next_visit_on: date | None
    left_reason: LeftReason | None
    left_on: date | None
    withdrawn_on: date | None
    erase_by: date | None
    has_phrase: bool
    # MASK where something is recorded, empty where nothing is; as told where it was revealed.
    person: Person
    revealed: bool = False
    consents: tuple[ConsentInfo, ...] = ()
    timeline: tuple[Event, ...] = ()
    next_step: Possible | None = None
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()

    @property
    def number(self) -> str:
        return self.code
