"""What goes between the reports' services and whoever calls them: frozen values, no database objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from app.common.attachments import AttachmentInfo as AttachmentInfo
from app.common.drafts import Draft as Draft
from app.common.saved_filters import SavedFilter as SavedFilter
from app.common.steps import Possible, Undoable
from app.police.reports.terms import Classification, Flag, ReporterForm, ReportKind, State, Urgency


@dataclass(frozen=True)
class Reporter:
    """Who reports. Empty texts are "none"; what is not known stands in the report's `unknown`."""

    form: ReporterForm = ReporterForm.NAMED
    name: str = ""
    phone: str = ""
    address: str = ""
    # Only where a document needs it.
    identity: str = ""
    # Only with BY_RELAY: who told it.
    relayed_by: str = ""


@dataclass(frozen=True)
class Respondent:
    """Against whom a denunciation or a complaint is."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class Place:
    """Where it is about. An establishment comes from the register (`id`) or is a name as told."""

    village_id: int | None = None
    establishment_id: int | None = None
    establishment_name: str = ""
    address: str = ""


@dataclass(frozen=True)
class NewReport:
    """What a person enters to take in a report.

    `received_time` None: only the day is known. `sealed` seals the reporter of kinds that need not be; a
    denunciation's reporter is sealed in any case. `incomplete` keeps a report with facts missing.
    """

    kind: ReportKind
    received_on: date
    content: str
    received_time: time | None = None
    source: str = ""
    reporter: Reporter = Reporter()
    respondent: Respondent | None = None
    place: Place = Place()
    urgency: Urgency = Urgency.NORMAL
    flags: frozenset[Flag] = frozenset()
    # Complaints only: 1 first, 2 second.
    instance: int = 1
    officer_id: str | None = None
    note: str = ""
    sealed: bool = False
    unknown: frozenset[str] = frozenset()
    incomplete: bool = False


@dataclass(frozen=True)
class Deadline:
    """A time limit of a report as shown: with its legal basis, and whether anybody has verified it.

    `overdue` counts on the day it was asked. `calendar_confirmed` is false when it depends on the days off of a
    year that nobody has confirmed. Ended ones (`replaced`) are shown struck through.
    """

    id: int
    stage: str
    label: str
    starts_at: datetime
    due_on: date
    due_at: datetime | None
    basis: str
    verified: bool
    calendar_confirmed: bool
    extended_to: date | None
    extension_ground: str
    extensions_left: int
    suspended_days: int
    met_at: datetime | None
    replaced: bool
    overdue: bool
    days_left: int


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to a report. `label` is English source text, shown with `tr`."""

    id: int
    at: datetime
    by_id: str
    by: str
    action: str
    label: str
    from_state: State | None
    to_state: State | None
    note: str
    detail: Mapping[str, Any]
    undone: bool


@dataclass(frozen=True)
class EarlierNumber:
    """A number the report had in another kind's register."""

    number: str
    kind: ReportKind
    given_at: datetime
    withdrawn_reason: str


@dataclass(frozen=True)
class LinkedReport:
    """A report about the same matter."""

    id: int
    number: str
    content: str
    reason: str


@dataclass(frozen=True)
class EarlierVersion:
    """The report as it was before a correction; `record` maps a field to its value."""

    id: int
    version: int
    at: datetime
    by: str
    reason: str
    record: Mapping[str, Any]


@dataclass(frozen=True)
class ReportDetail:
    """Everything about one report that the person who opened it may see.

    `reporter` is None when the identity is sealed: show `mask`, and reveal with a reason.
    """

    id: int
    version: int
    kind: ReportKind
    instance: int
    number: str
    state: State
    received_at: datetime
    received_on: date
    received_time: time | None
    source: str
    received_by: str
    reporter: Reporter | None
    reporter_form: ReporterForm
    sealed: bool
    mask: str
    respondent: Respondent | None
    place: Place
    village: str
    establishment: str
    content: str
    note: str
    urgency: Urgency
    flags: frozenset[Flag]
    unknown: frozenset[str]
    incomplete: bool
    officer_id: str | None
    officer: str
    decline_ground: str
    authority: str
    verification_result: str
    classification: Classification | None
    handling: str
    notice_on: date | None
    notice_how: str
    no_notice_reason: str
    due_on: date | None
    due_stage: str
    overdue: bool
    escalated_at: datetime | None
    escalation_note: str
    suspended_at: datetime | None
    suspension_ground: str
    removed: bool
    removed_reason: str
    deadlines: tuple[Deadline, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    attachments: tuple[AttachmentInfo, ...] = ()
    numbers: tuple[EarlierNumber, ...] = ()
    versions: tuple[EarlierVersion, ...] = ()
    links: tuple[LinkedReport, ...] = ()
    next_step: Possible | None = None
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None


@dataclass(frozen=True)
class Changed:
    """What a service did: the record as it is now, which lists it concerns, what undo would take back.

    `warning` is English source text for something allowed that the law would rather have otherwise.
    """

    report_id: int
    number: str
    version: int
    state: State
    action: str
    warning: str = ""
    warning_values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class OfficeHead:
    """What stands at the head and the foot of a document."""

    superior: str
    name: str
    place: str
    signer_title: str
    signer_name: str
    symbol: str


@dataclass(frozen=True)
class PrintedDocument:
    """The facts of a document to be printed; the number was given, the copy counted, the print audited.

    `kind` is receipt, transfer_note or reminder_note. `reporter` is empty where none is known, where the person is
    anonymous, and where the identity is sealed and was not revealed for this paper.
    """

    kind: str
    number: str
    seq: int
    copy: int
    printed_at: datetime
    printed_by: str
    office: OfficeHead
    report_number: str
    report_kind: ReportKind
    received_at: datetime
    time_known: bool
    source: str
    received_by: str
    reporter: str
    reporter_address: str
    reporter_phone: str
    reporter_told: bool
    content: str
    attachments: tuple[str, ...]
    place: str
    authority: str
    ground: str
    officer: str
    state: State
    # The limit that matters to whoever gets the paper: verifying or settling, else the earliest.
    due_on: date | None
    due_basis: str
    deadlines: tuple[Deadline, ...] = ()
    note: str = ""
