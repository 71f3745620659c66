"""What goes into the services of cases and comes out of them? Frozen dataclasses, nothing stored here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.common.attachments import AttachmentInfo
from app.common.records.fields import Lists
from app.common.steps import Possible, Undoable
from app.social.cases.declared import CaseFacts as CaseFacts
from app.social.cases.due import Due
from app.social.cases.terms import Basis, ConsentState, Flag, How, Outcome, State


@dataclass(frozen=True)
class Person:
    """Who somebody is, as they told it; an alias alone will do. `birth` may be a year."""

    real_name: str = ""
    alias: str = ""
    birth: date | int | None = None
    phone: str = ""
    other_contact: str = ""
    safe_way: str = ""
    safe_time: str = ""
    address: str = ""
    dependants: str = ""
    identity_number: str = ""


@dataclass(frozen=True)
class NewConsent:
    """An answer to one purpose. `how`, and a witness for an oral consent, are needed when it was given."""

    purpose: str
    state: ConsentState
    given_on: date
    how: How | None = None
    recipient: str = ""
    until: date | None = None
    witness: str = ""
    attachment_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class NewCase:
    """What a case is opened with: consent for keeping the record, or another basis said in words.

    `opened_on` is for cases that were begun on paper; None is today.
    """

    person: Person
    facts: CaseFacts
    consents: tuple[NewConsent, ...] = ()
    basis: Basis = Basis.CONSENT
    basis_note: str = ""
    worker_id: str | None = None
    opened_on: date | None = None


@dataclass(frozen=True)
class StepFacts:
    """What a step may need."""

    outcome: Outcome | None = None
    reason: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Changed:
    """What a service tells of a case after a change."""

    id: int
    code: str
    version: int
    state: State
    action: str
    # The file that was attached, for a consent that names it.
    file_id: int | None = None
    # English source text for something allowed that is worth a word.
    warning: str = ""
    warning_values: Mapping[str, object] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.code


@dataclass(frozen=True)
class ConsentInfo:
    """A consent as it stands; `recipient`, `witness` and `note` are masked like all free text."""

    id: int
    purpose: str
    recipient: str
    state: ConsentState
    how: How | None
    given_on: date
    until: date | None
    withdrawn_on: date | None
    expired: bool
    witness: str
    note: str
    # The signed form among the files of the case.
    attachment_id: int | None = None
    # A later answer to the same purpose and recipient counts in its place.
    replaced: bool = False


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline; `case` says under which code it was written, of merged cases.

    `label` is a source text, empty for what belongs to the case (a visit, a loan): their kinds know its words.
    """

    id: int
    at: datetime
    by: str
    action: str
    label: str
    from_state: State | None
    to_state: State | None
    note: str
    detail: Mapping[str, Any]
    undone: bool
    case: str


@dataclass(frozen=True)
class LinkedCase:
    """Another case that was merged into this one, or into which this one was."""

    id: int
    code: str


@dataclass(frozen=True)
class EarlierVersion:
    """A case as it stood before a correction; masked as the case is."""

    id: int
    version: int
    at: datetime
    by: str
    reason: str
    facts: CaseFacts
    person: Person


@dataclass(frozen=True)
class HoldInfo:
    """Why a case may not be erased now."""

    id: int
    reason: str
    placed_at: datetime
    placed_by: str


@dataclass(frozen=True)
class WishInfo:
    """What a person wants corrected in the record, and the answer."""

    id: int
    wish: str
    state: str
    answer: str
    at: datetime
    by: str
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True)
class Likely:
    """A case that may be the same person's: its code, and how much speaks for it (0 to 100)."""

    case_id: int
    code: str
    state: State
    score: int


@dataclass(frozen=True)
class CaseDetail:
    """A case as it opens: special protection first, the person hidden, free text masked."""

    id: int
    version: int
    code: str
    flags: frozenset[Flag]
    urgent: bool
    state: State
    facts: CaseFacts
    village: str
    worker_id: str | None
    worker: str
    opened_on: date
    basis: Basis
    basis_note: str
    last_contact_on: date
    quiet: bool
    outcome: Outcome | None
    closed_on: date | None
    check_on: date | None
    checked_on: date | None
    withdrawn_on: date | None
    erase_by: date | None
    kept_reason: str
    next_action_on: date | None
    late_for: tuple[Due, ...]
    # MASK where something is recorded, empty where nothing is; of the birth the decade that figures count.
    person: Person
    birth_decade: int | None = None
    consents: tuple[ConsentInfo, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    attachments: tuple[AttachmentInfo, ...] = ()
    merged: tuple[LinkedCase, ...] = field(default=())
    merged_into: LinkedCase | None = None
    versions: tuple[EarlierVersion, ...] = ()
    holds: tuple[HoldInfo, ...] = ()
    wishes: tuple[WishInfo, ...] = ()
    # Whether the person and every free text stand here as typed: for a reason, audited.
    revealed: bool = False
    next_step: Possible | None = None
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None

    @property
    def number(self) -> str:
        return self.code

    @property
    def entry(self) -> CaseFacts:
        """What of it is entered."""
        return self.facts

    @property
    def lists(self) -> Lists:
        """The names that it refers to, as they stood when they were written into it."""
        return {"villages": {self.facts.village_id: self.village}, "workers": {self.worker_id: self.worker}}

    @property
    def merged_codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.merged)

    @property
    def held(self) -> bool:
        return bool(self.holds)
