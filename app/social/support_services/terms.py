"""Which words do support services use: kinds, states, answers, outcomes, and what they are called?"""

from enum import StrEnum

from app.common.i18n import N_
from app.common.text import is_short_number

KIND = "services"


class ServiceKind(StrEnum):
    """What is done for a person. Loans have a life of their own (app.social.loans)."""

    COUNSELLING = "counselling"
    LEGAL_AID = "legal_aid"
    HEALTH = "health_referral"
    TRAINING = "training"
    JOB = "job"
    HELP = "emergency_help"
    SHELTER = "shelter"
    PAPERS = "papers"
    SCHOOL = "school"


KIND_NAMES: dict[ServiceKind, str] = {
    ServiceKind.COUNSELLING: N_("Counselling"),
    ServiceKind.LEGAL_AID: N_("Legal aid"),
    ServiceKind.HEALTH: N_("Health referral"),
    ServiceKind.TRAINING: N_("Vocational training"),
    ServiceKind.JOB: N_("Job placement"),
    ServiceKind.HELP: N_("Emergency help"),
    ServiceKind.SHELTER: N_("Shelter"),
    ServiceKind.PAPERS: N_("Personal papers"),
    ServiceKind.SCHOOL: N_("School for children"),
}


class State(StrEnum):
    """Where a service stands; which of them a kind knows is in `lives`."""

    PROPOSED = "proposed"
    PREPARED = "prepared"
    SOUGHT = "sought"
    APPROVED = "approved"
    SENT = "sent"
    ACCEPTED = "accepted"
    ENROLLED = "enrolled"
    ATTENDING = "attending"
    RUNNING = "running"
    OFFERED = "offered"
    PLACED = "placed"
    KEPT = "kept"
    STAYING = "staying"
    APPLIED = "applied"
    COMPLETED = "completed"
    RETURNED = "returned"
    GIVEN = "given"
    LEFT = "left"
    RECEIVED = "received"
    ENDED = "ended"
    DROPPED_OUT = "dropped_out"
    DECLINED = "declined"
    REFUSED = "refused"
    CANCELLED = "cancelled"


STATE_NAMES: dict[State, str] = {
    State.PROPOSED: N_("Support proposed"),
    State.PREPARED: N_("Being prepared"),
    State.SOUGHT: N_("Job being sought"),
    State.APPROVED: N_("Help approved"),
    State.SENT: N_("Sent, waiting for an answer"),
    State.ACCEPTED: N_("Accepted, under way"),
    State.ENROLLED: N_("Enrolled"),
    State.ATTENDING: N_("Attending the course"),
    State.RUNNING: N_("Support under way"),
    State.OFFERED: N_("Job offered"),
    State.PLACED: N_("At work"),
    State.KEPT: N_("At work for six months"),
    State.STAYING: N_("Staying there"),
    State.APPLIED: N_("Applied for"),
    State.COMPLETED: N_("Support completed"),
    State.RETURNED: N_("Outcome received"),
    State.GIVEN: N_("Help given"),
    State.LEFT: N_("Stay ended"),
    State.RECEIVED: N_("Paper received"),
    State.ENDED: N_("Job ended"),
    State.DROPPED_OUT: N_("Broken off"),
    State.DECLINED: N_("Not accepted"),
    State.REFUSED: N_("Support refused"),
    State.CANCELLED: N_("Cancelled"),
}

FINISHED = frozenset(
    {State.COMPLETED, State.RETURNED, State.GIVEN, State.LEFT, State.RECEIVED}
    | {State.ENDED, State.DROPPED_OUT, State.DECLINED, State.REFUSED, State.CANCELLED}
)
# What a person was helped with, to its end or for half a year.
SUCCEEDED = frozenset({State.COMPLETED, State.RETURNED, State.GIVEN, State.LEFT, State.RECEIVED, State.KEPT})


class Due(StrEnum):
    """What is waited for by the next day of a service."""

    APPROVE = "approve"
    GIVE = "give"
    ANSWER = "answer"
    OUTCOME = "outcome"
    START = "start"
    ATTENDANCE = "attendance"
    END = "end"
    CHECK = "check"
    PAPER = "paper"


DUE_NAMES: dict[Due, str] = {
    Due.APPROVE: N_("A lead decides"),
    Due.GIVE: N_("Hand it over"),
    Due.ANSWER: N_("Answer awaited"),
    Due.OUTCOME: N_("Outcome awaited"),
    Due.START: N_("Begins"),
    Due.ATTENDANCE: N_("Note attendance"),
    Due.END: N_("Ends"),
    Due.CHECK: N_("Ask about the job"),
    Due.PAPER: N_("Paper awaited"),
}


class Answer(StrEnum):
    """Whether somebody is still at the job."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ANSWER_NAMES: dict[Answer, str] = {
    Answer.YES: N_("Still there"),
    Answer.NO: N_("No longer there"),
    Answer.UNKNOWN: N_("Not learned"),
}


class Outcome(StrEnum):
    """What came of a referral, as far as the person agreed that it comes back."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT_HELPED = "not_helped"
    NOT_COME = "not_come"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.HELPED: N_("The need was met"),
    Outcome.PARTLY: N_("The need was met in part"),
    Outcome.NOT_HELPED: N_("The need was not met"),
    Outcome.NOT_COME: N_("The person did not come"),
}

# Codes of `variety`, by kind.
CASH, IN_KIND = "cash", "in_kind"
VARIETIES: dict[ServiceKind, dict[str, str]] = {
    ServiceKind.COUNSELLING: {
        "psychological": N_("Psychological counselling"),
        "social": N_("Social counselling"),
        "work": N_("Counselling on work and trades"),
        "family": N_("Counselling with the family"),
    },
    ServiceKind.HELP: {CASH: N_("In cash"), IN_KIND: N_("In kind")},
    ServiceKind.SHELTER: {
        "home": N_("A shelter home"),
        "social_centre": N_("A social protection centre"),
        "family": N_("With relatives or friends"),
        "rented": N_("A rented room"),
    },
    ServiceKind.PAPERS: {
        "birth": N_("Birth certificate"),
        "identity": N_("Citizen identity card"),
        "residence": N_("Residence registration"),
        "insurance": N_("Health insurance card"),
        "marriage": N_("Papers of marriage or divorce"),
        "other_paper": N_("Another paper"),
    },
    ServiceKind.SCHOOL: {
        "kindergarten": N_("Kindergarten"),
        "primary": N_("Primary school"),
        "lower_secondary": N_("Lower secondary school"),
        "upper_secondary": N_("Upper secondary school"),
    },
}
VARIETY_NAMES: dict[str, str] = {code: name for names in VARIETIES.values() for code, name in names.items()}


def show_number(seq: int, year: int) -> str:
    """How a service's number is written: DV26-001 (dịch vụ)."""
    return f"DV{year % 100:02d}-{seq:03d}"


def tidy_number(text: str) -> str:
    """A number as it is stored, from what people type: dv26-1 is DV26-001."""
    head, dash, seq = text.strip().upper().replace(" ", "").partition("-")
    return f"{head}-{int(seq):03d}" if dash and is_short_number(seq) else head + dash + seq
