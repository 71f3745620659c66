"""What goes between the inspections' services and whoever calls them: frozen values, no database objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from app.common.attachments import AttachmentInfo
from app.common.steps import Possible, Undoable
from app.police.inspections.terms import (
    CheckResult,
    FindingState,
    InspectionKind,
    MemberRole,
    PresentRole,
    ReviewResult,
    State,
)

# --- what a person enters --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """Somebody of the team. With an account the name comes from there; `office` is the agency or the title."""

    name: str = ""
    role: MemberRole = MemberRole.MEMBER
    office: str = ""
    account_id: str | None = None


@dataclass(frozen=True)
class Decision:
    """The decision that sets the team up."""

    number: str = ""
    on: date | None = None


@dataclass(frozen=True)
class NewPlan:
    """A visit to come. `planned_on` None: the day is not known yet. `plan_item_id` is the year plan's."""

    establishment_id: int
    planned_on: date | None = None
    planned_from: time | None = None
    planned_until: time | None = None
    kind: InspectionKind = InspectionKind.PLANNED
    content: str = ""
    note: str = ""
    plan_item_id: int | None = None


@dataclass(frozen=True)
class Present:
    """Somebody there for the premises, or (role workers) a count without names."""

    role: PresentRole
    name: str = ""
    count: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Check:
    """An item of the checklist and what was seen; text and basis as the template had them on the day."""

    text: str
    result: CheckResult = CheckResult.NOT_CHECKED
    item_code: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True)
class HeadCount:
    """How many worked there; None is "not known". Nobody is named."""

    total: int | None = None
    women: int | None = None
    from_elsewhere: int | None = None
    with_contract: int | None = None
    residence_declared: int | None = None


@dataclass(frozen=True)
class NewFinding:
    """A finding as entered. `id` names one that is there already (edit, correct); `put_right_on`: on the spot.

    `violation_name` and `basis` come from the list where there is a code.
    """

    violation_code: str = ""
    description: str = ""
    measures: tuple[str, ...] = ()
    fix_by: date | None = None
    put_right_on: date | None = None
    note: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Review:
    """What a follow-up saw of a finding of the first inspection."""

    finding_id: int
    result: ReviewResult
    note: str = ""
    new_fix_by: date | None = None


@dataclass(frozen=True)
class Minutes:
    """The whole minutes in one go, in the order of the paper. `team` and `decision` None: as they were assigned."""

    inspected_on: date | None
    started: time | None = None
    # Before `started`: the next day's, after midnight.
    ended: time | None = None
    team: tuple[Member, ...] | None = None
    decision: Decision | None = None
    present: tuple[Present, ...] = ()
    content: str = ""
    checks: tuple[Check, ...] = ()
    head_count: HeadCount = HeadCount()
    findings: tuple[NewFinding, ...] = ()
    # Follow-up inspections only.
    reviews: tuple[Review, ...] = ()
    owner_opinion: str = ""
    conclusion: str = ""
    recommendations: str = ""
    fix_by: date | None = None
    note: str = ""


@dataclass(frozen=True)
class NewSanction:
    """A sanction decision as entered; `findings` are ids of findings of this inspection."""

    decision_number: str
    decision_on: date | None
    amount: int | None
    findings: tuple[int, ...]
    addressee: str = ""
    organisation: bool = False
    due_on: date | None = None
    paid_on: date | None = None
    note: str = ""


# --- what a person sees ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Premises:
    """The premises as they were called when the visit was planned or recorded."""

    id: int
    number: str
    name: str
    type_code: str
    type_name: str
    village_id: int | None
    village: str
    address: str
    responsible: str


@dataclass(frozen=True)
class ReviewInfo:
    """A review of a finding, and in which follow-up inspection it was."""

    inspection_id: int
    number: str
    inspected_on: date | None
    result: ReviewResult
    note: str
    new_fix_by: date | None


@dataclass(frozen=True)
class FindingInfo:
    """A finding as shown. `overdue`: open, and the day to put it right is over. `age`: days since it was found."""

    id: int
    seq: int
    violation_code: str
    violation_name: str
    basis: str
    description: str
    measures: tuple[str, ...]
    measure_names: tuple[str, ...]
    fix_by: date | None
    state: FindingState
    found_on: date
    resolved_on: date | None
    note: str
    overdue: bool
    age: int
    reviews: tuple[ReviewInfo, ...] = ()


@dataclass(frozen=True)
class SanctionInfo:
    """A sanction decision as shown; `findings` are the sequence numbers of the findings it is for."""

    id: int
    decision_number: str
    decision_on: date
    addressee: str
    organisation: bool
    amount: int
    due_on: date | None
    paid_on: date | None
    note: str
    finding_ids: tuple[int, ...]
    findings: tuple[int, ...]
    overdue: bool


@dataclass(frozen=True)
class LinkedInspection:
    """The inspection that this one follows up, or one that follows this up."""

    id: int
    number: str
    state: State
    day: date | None


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to an inspection. `label` is English source text, shown with `tr`."""

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
class EarlierVersion:
    """The inspection as it was before a correction; `record` maps a field to its value."""

    id: int
    version: int
    at: datetime
    by: str
    reason: str
    record: Mapping[str, Any]


@dataclass(frozen=True)
class InspectionDetail:
    """Everything about one inspection that the person who opened it may see.

    `to_review` are the open findings of the first inspection that a follow-up looks at.
    """

    id: int
    version: int
    number: str
    kind: InspectionKind
    state: State
    premises: Premises
    plan_item_id: int | None
    planned_on: date | None
    planned_from: time | None
    planned_until: time | None
    decision: Decision
    inspected_on: date | None
    started: time | None
    ended: time | None
    team: tuple[Member, ...]
    team_text: str
    leader: str
    present: tuple[Present, ...]
    checks: tuple[Check, ...]
    head_count: HeadCount
    carried_at: datetime | None
    content: str
    owner_opinion: str
    conclusion: str
    recommendations: str
    fix_by: date | None
    note: str
    handling: str
    follow_up_note: str
    recorded_at: datetime | None
    recorded_by: str
    cancelled_reason: str
    removed: bool
    removed_reason: str
    fix_due: date | None
    overdue: bool
    findings: tuple[FindingInfo, ...] = ()
    to_review: tuple[FindingInfo, ...] = ()
    reviews: tuple[Review, ...] = ()
    sanctions: tuple[SanctionInfo, ...] = ()
    follow_up_of: LinkedInspection | None = None
    follow_ups: tuple[LinkedInspection, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    attachments: tuple[AttachmentInfo, ...] = ()
    versions: tuple[EarlierVersion, ...] = ()
    next_step: Possible | None = None
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    undoable: Undoable | None = None

    def minutes(self) -> Minutes:
        """What was entered, as a form that edits it begins with."""
        return Minutes(
            inspected_on=self.inspected_on,
            started=self.started,
            ended=self.ended,
            team=self.team,
            decision=self.decision,
            present=self.present,
            content=self.content,
            checks=self.checks,
            head_count=self.head_count,
            findings=tuple(
                NewFinding(
                    each.violation_code,
                    each.description,
                    each.measures,
                    each.fix_by,
                    each.resolved_on if each.state is FindingState.PUT_RIGHT else None,
                    each.note,
                    each.id,
                )
                for each in self.findings
            ),
            reviews=self.reviews,
            owner_opinion=self.owner_opinion,
            conclusion=self.conclusion,
            recommendations=self.recommendations,
            fix_by=self.fix_by,
            note=self.note,
        )


@dataclass(frozen=True)
class Changed:
    """What a service did: the record as it is now. `warning` is English source text for something allowed but odd."""

    inspection_id: int
    number: str
    version: int
    state: State
    action: str
    warning: str = ""
    warning_values: Mapping[str, object] = field(default_factory=dict)
