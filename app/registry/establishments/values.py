"""What goes between the register of establishments and whoever calls it: frozen values, no database objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.common.steps import Possible, Undoable
from app.registry.establishments.terms import ACT_NAMES, CountSource, ProposalKind, ProposalState, State
from app.vault.people import Unit


@dataclass(frozen=True)
class Entry:
    """What a person enters about premises. Empty texts are "none", None is "not known".

    `owner` is whose the business is, `responsible` who runs the premises, as the law knows one.
    """

    name: str
    type_code: str = "other"
    village_id: int | None = None
    address: str = ""
    owner: str = ""
    responsible: str = ""
    phone: str = ""
    licence_number: str = ""
    licence_issued_on: date | None = None
    licence_expires_on: date | None = None
    # Giấy chứng nhận đủ điều kiện về an ninh, trật tự.
    cert_number: str = ""
    cert_issued_on: date | None = None
    cert_expires_on: date | None = None
    opened_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Counts:
    """How many people work there on a day, and of them how many …; None is "not known". Nobody is named."""

    counted_on: date
    total: int
    women: int | None = None
    from_elsewhere: int | None = None
    with_contract: int | None = None
    # Of how many the owner declared the residence.
    residence_declared: int | None = None
    note: str = ""


@dataclass(frozen=True)
class CountInfo:
    """A head-count that is kept, from whom it is, and who entered it."""

    id: int
    counts: Counts
    source: CountSource
    at: datetime
    by: str


@dataclass(frozen=True)
class Brief:
    """Premises as inspections, plans and forms need them. `workers` is the latest head-count."""

    id: int
    number: str
    name: str
    type_code: str
    type_name: str
    village_id: int | None
    village: str
    address: str
    owner: str
    responsible: str
    phone: str
    state: State
    licence_number: str
    licence_expires_on: date | None
    cert_number: str
    cert_expires_on: date | None
    opened_on: date | None
    closed_on: date | None
    workers: Counts | None

    def paper_expired(self, day: date) -> bool:
        """Whether the licence or the certificate has ended before that day."""
        return any(end is not None and end < day for end in (self.licence_expires_on, self.cert_expires_on))


@dataclass(frozen=True)
class FieldChange:
    """One field as it was and as it became, shown as a person reads it."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class HistoryEntry:
    """One act on premises: from which day it holds, who entered it when, and why."""

    version: int
    act: str
    since: date
    at: datetime
    by: str
    reason: str
    changes: tuple[FieldChange, ...]
    undone: bool

    @property
    def id(self) -> int:
        """Each act makes a version."""
        return self.version

    @property
    def action(self) -> str:
        return self.act

    @property
    def label(self) -> str:
        """What was done (source text)."""
        return ACT_NAMES[self.act]


@dataclass(frozen=True)
class ProposalInfo:
    """What another unit proposes, and what became of it. `changes` compares it with the premises as they are."""

    id: int
    kind: ProposalKind
    establishment_id: int
    number: str
    name: str
    changes: tuple[FieldChange, ...]
    payload: Mapping[str, Any]
    since: date | None
    note: str
    by: str
    unit: Unit
    at: datetime
    state: ProposalState
    decided_by: str
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Namesake:
    """Another row that looks like the same premises.

    `likeness` goes from 0 to 1; `alike` says in what (names of fields).
    """

    id: int
    number: str
    name: str
    address: str
    village: str
    state: State
    likeness: float
    alike: tuple[str, ...]


@dataclass(frozen=True)
class Other:
    """Premises named on the page of others: where these were merged to, or which were merged into these."""

    id: int
    number: str
    name: str


@dataclass(frozen=True)
class EstablishmentDetail:
    """Everything the register knows of one of the premises; the same for every unit."""

    id: int
    version: int
    number: str
    state: State
    entry: Entry
    type_name: str
    village: str
    closed_on: date | None
    licence_expired: bool
    certificate_expired: bool
    counts: tuple[CountInfo, ...]
    history: tuple[HistoryEntry, ...]
    former_names: tuple[str, ...]
    merged_into: Other | None
    merged: tuple[Other, ...]
    proposals: tuple[ProposalInfo, ...]
    created_at: datetime
    updated_at: datetime
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None

    @property
    def timeline(self) -> tuple[HistoryEntry, ...]:
        """What happened, oldest first, as the screens of every record type ask for it."""
        return tuple(reversed(self.history))

    @property
    def next_step(self) -> Possible | None:
        """Premises wait for no step; the one button is that of a proposal."""
        return next((step for step in self.acts if step.name == "confirm" and step.allowed), None)


@dataclass(frozen=True)
class Changed:
    """What a service did: the premises as they are now, and which act it was.

    `warning` is English source text for something allowed that somebody should look at.
    """

    establishment_id: int
    number: str
    version: int
    state: State
    action: str
    warning: str = ""
    warning_values: Mapping[str, object] = field(default_factory=dict)
