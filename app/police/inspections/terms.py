"""Which words do inspections know: kinds, states, roles, results, and what each is called?"""

from enum import StrEnum

from app.common.i18n import N_
from app.common.text import is_short_number

KIND = "inspections"


class InspectionKind(StrEnum):
    """How an inspection came about."""

    PLANNED = "planned"
    UNANNOUNCED = "unannounced"
    FOLLOW_UP = "follow_up"


KIND_NAMES: dict[InspectionKind, str] = {
    InspectionKind.PLANNED: N_("By the plan"),
    InspectionKind.UNANNOUNCED: N_("Unannounced"),
    InspectionKind.FOLLOW_UP: N_("Follow-up inspection"),
}


class State(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    READY = "ready"
    RECORDED = "recorded"
    FOLLOWING = "following"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_NAMES: dict[State, str] = {
    State.PLANNED: N_("Inspection planned"),
    State.READY: N_("Team assigned"),
    State.RECORDED: N_("Minutes recorded"),
    State.FOLLOWING: N_("To be put right"),
    State.CLOSED: N_("Inspection closed"),
    State.CANCELLED: N_("Cancelled"),
}


class MemberRole(StrEnum):
    """What somebody does in the team."""

    LEADER = "leader"
    SECRETARY = "secretary"
    MEMBER = "member"


MEMBER_ROLE_NAMES: dict[MemberRole, str] = {
    MemberRole.LEADER: N_("Team leader"),
    MemberRole.SECRETARY: N_("Secretary"),
    MemberRole.MEMBER: N_("Member"),
}


class PresentRole(StrEnum):
    """As what somebody of the premises was there."""

    OWNER = "owner"
    MANAGER = "manager"
    REPRESENTATIVE = "representative"
    WITNESS = "witness"
    WORKERS = "workers"
    OTHER = "other"


PRESENT_ROLE_NAMES: dict[PresentRole, str] = {
    PresentRole.OWNER: N_("Owner of the premises"),
    PresentRole.MANAGER: N_("Manager of the premises"),
    PresentRole.REPRESENTATIVE: N_("Representative of the premises"),
    PresentRole.WITNESS: N_("Witness"),
    PresentRole.WORKERS: N_("Workers present"),
    PresentRole.OTHER: N_("Somebody else present"),
}


class CheckResult(StrEnum):
    """What the team saw of an item of the checklist."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


CHECK_RESULT_NAMES: dict[CheckResult, str] = {
    CheckResult.MET: N_("Met"),
    CheckResult.NOT_MET: N_("Not met"),
    CheckResult.NOT_APPLICABLE: N_("Does not apply"),
    CheckResult.NOT_CHECKED: N_("Not checked"),
}


class FindingState(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    PUT_RIGHT = "put_right"
    HANDED_OVER = "handed_over"
    DISMISSED = "dismissed"


FINDING_STATE_NAMES: dict[FindingState, str] = {
    FindingState.OPEN: N_("Not put right yet"),
    FindingState.PUT_RIGHT: N_("Put right"),
    FindingState.HANDED_OVER: N_("Handed over to another body"),
    FindingState.DISMISSED: N_("Finding dropped"),
}


class ReviewResult(StrEnum):
    """What a follow-up inspection saw of a finding."""

    PUT_RIGHT = "put_right"
    PARTLY = "partly"
    NOT = "not"


REVIEW_RESULT_NAMES: dict[ReviewResult, str] = {
    ReviewResult.PUT_RIGHT: N_("Put right"),
    ReviewResult.PARTLY: N_("Partly put right"),
    ReviewResult.NOT: N_("Not put right"),
}

# The parts of a head-count: the names are those of the register of establishments.
HEAD_COUNT = (
    "workers_total",
    "workers_women",
    "workers_from_elsewhere",
    "workers_with_contract",
    "workers_declared",
)

DECISION, MINUTES, BLANK, LETTER = "team_decision", "minutes", "blank_minutes", "follow_up_letter"
PAPER_NAMES: dict[str, str] = {
    DECISION: N_("Decision on the team"),
    MINUTES: N_("Inspection minutes"),
    BLANK: N_("Blank minutes for the field"),
    LETTER: N_("Follow-up letter"),
}


def show_number(seq: int, year: int) -> str:
    """How a register number is written: 001/2026/KT."""
    return f"{seq:03d}/{year}/KT"


def sort_of_number(seq: int, year: int) -> str:
    """Numbers sort by year, then sequence."""
    return f"{year:04d}{seq:07d}"


def tidy_number(typed: str) -> str:
    """A register number as it is stored, from what people type: 1/2026/kt is 001/2026/KT."""
    parts = typed.strip().upper().replace(" ", "").split("/")
    if len(parts) == 2 and len(parts[1]) == 4 and parts[1].isdigit():
        parts.append("KT")
    if len(parts) == 3 and is_short_number(parts[0]):
        parts[0] = f"{int(parts[0]):03d}"
    return "/".join(parts)
