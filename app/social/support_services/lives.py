"""How does each kind of support go? One table: what is recorded, who must agree, which states, what follows what.

The order of `facts` is that of the form. `purpose` is what the person must have agreed to before the provider hears of
them: steps marked `share` ask for it (app.social.cases.consents.consent_for). Where `provider` is not needed, an empty
one means that the unit's own people do it, and nobody outside hears of anybody. `writes` are the columns that take the
day of a step; `expect` is after how many days something is looked for when nobody enters a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.common.i18n import N_
from app.social.support_services.fields import FIELD_NAMES
from app.social.support_services.terms import ServiceKind, State
from app.vault.people import Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD
CHECK_MONTHS = (1, 3, 6, 12)
KEPT_MONTHS = 6


@dataclass(frozen=True)
class Step:
    """One line of the table. `needs` must be there, `also` may be entered with it."""

    name: str
    to: State
    label: str
    day: str  # what its day is called
    writes: tuple[str, ...]
    needs: tuple[str, ...] = ("on",)
    also: tuple[str, ...] = ("note",)
    by: Level = OFFICER
    share: bool = False
    expect: int = 0


@dataclass(frozen=True)
class Life:
    """A kind of support. `labels` are this kind's own words for facts, where it has any."""

    facts: tuple[str, ...]
    required: tuple[str, ...]
    start: State
    steps: Mapping[tuple[State, str], Step]
    next: Mapping[State, str]
    purpose: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


_WHY = ("on", "reason")
_ENDED = ("ended_on",)
CANCEL = Step("cancel", State.CANCELLED, N_("Cancel the support"), N_("Cancelled on"), _ENDED, _WHY)
STOP = Step("stop", State.DROPPED_OUT, N_("Record that it broke off"), N_("Broken off on"), _ENDED, _WHY)
FINISH = Step("finish", State.COMPLETED, N_("Complete the support"), N_("Completed on"), _ENDED, also=("note",))


def _referral(purpose: str, provider: str, subject: str) -> Life:
    """Prepared, sent, accepted or declined, returned with what came of it."""
    send = Step(
        "send",
        State.SENT,
        N_("Send the referral"),
        N_("Sent on"),
        ("sent_on",),
        ("on", "provider", "subject"),
        ("expected_on", "note"),
        share=True,
        expect=14,
    )
    accept = Step(
        "accept",
        State.ACCEPTED,
        N_("Record that it was accepted"),
        N_("Accepted on"),
        ("answered_on", "begun_on"),
        also=("expected_on", "note"),
        expect=30,
    )
    decline = Step(
        "decline",
        State.DECLINED,
        N_("Record that it was declined"),
        N_("Declined on"),
        ("answered_on", "ended_on"),
        _WHY,
    )
    returned = Step(
        "take_outcome",
        State.RETURNED,
        N_("Record the outcome"),
        N_("Outcome received on"),
        _ENDED,
        ("on", "outcome"),
    )
    return Life(
        facts=("provider", "subject", "note"),
        required=("subject",),
        start=State.PREPARED,
        steps={
            (State.PREPARED, "send"): send,
            (State.PREPARED, "cancel"): CANCEL,
            (State.SENT, "accept"): accept,
            (State.SENT, "decline"): decline,
            (State.SENT, "cancel"): CANCEL,
            (State.ACCEPTED, "take_outcome"): returned,
            (State.ACCEPTED, "stop"): STOP,
        },
        next={State.PREPARED: "send", State.SENT: "accept", State.ACCEPTED: "take_outcome"},
        purpose=purpose,
        labels={"provider": provider, "subject": subject, "note": N_("Note")},
    )


COUNSELLING = Life(
    facts=("variety", "subject", "provider", "planned", "note"),
    required=("variety",),
    start=State.PROPOSED,
    steps={
        (State.PROPOSED, "begin"): Step(
            "begin",
            State.RUNNING,
            N_("Begin the counselling"),
            N_("First session on"),
            ("begun_on",),
            also=("provider", "planned", "note"),
            share=True,
        ),
        (State.PROPOSED, "cancel"): CANCEL,
        (State.RUNNING, "finish"): Step(
            "finish",
            State.COMPLETED,
            N_("Complete the support"),
            N_("Completed on"),
            _ENDED,
            also=("attended", "note"),
        ),
        (State.RUNNING, "stop"): STOP,
    },
    next={State.PROPOSED: "begin", State.RUNNING: "finish"},
    purpose="share_counselling",
    labels={"variety": N_("Kind of counselling"), "provider": N_("Counsellor from outside the unit")},
)

TRAINING = Life(
    facts=("subject", "provider", "place", "starts_on", "ends_on", "planned", "amount", "note"),
    required=("subject",),
    start=State.PROPOSED,
    steps={
        (State.PROPOSED, "enrol"): Step(
            "enrol",
            State.ENROLLED,
            N_("Enrol for the course"),
            N_("Enrolled on"),
            ("sent_on",),
            ("on", "provider", "subject", "starts_on", "ends_on", "planned"),
            share=True,
        ),
        (State.PROPOSED, "cancel"): CANCEL,
        (State.ENROLLED, "start"): Step(
            "start", State.ATTENDING, N_("Record the first day of the course"), N_("First day"), ("begun_on",)
        ),
        (State.ENROLLED, "cancel"): CANCEL,
        (State.ATTENDING, "complete"): Step(
            "complete",
            State.COMPLETED,
            N_("Complete the course"),
            N_("Course completed on"),
            _ENDED,
            ("on", "attended"),
            ("certificate", "certified_on", "note"),
        ),
        (State.ATTENDING, "stop"): STOP,
    },
    next={State.PROPOSED: "enrol", State.ENROLLED: "start", State.ATTENDING: "complete"},
    purpose="share_training",
    labels={
        "subject": N_("Course"),
        "provider": N_("Training centre"),
        "starts_on": N_("Course from"),
        "ends_on": N_("Course until"),
        "amount": N_("Cost of the course"),
    },
)

LOSE = Step("lose", State.ENDED, N_("Record that the job ended"), N_("Job ended on"), _ENDED, _WHY)
JOB = Life(
    facts=("subject", "provider", "place", "amount", "note"),
    required=("subject",),
    start=State.SOUGHT,
    steps={
        (State.SOUGHT, "offer"): Step(
            "offer",
            State.OFFERED,
            N_("Record the offer of a job"),
            N_("Offered on"),
            ("sent_on",),
            ("on", "provider", "subject"),
            ("expected_on", "note"),
            share=True,
            expect=14,
        ),
        (State.SOUGHT, "cancel"): CANCEL,
        (State.OFFERED, "place"): Step(
            "place",
            State.PLACED,
            N_("Record the start at the job"),
            N_("Start day"),
            ("begun_on",),
            also=("amount", "note"),
        ),
        (State.OFFERED, "decline"): Step(
            "decline", State.SOUGHT, N_("Record that the offer came to nothing"), N_("Day"), ("answered_on",), _WHY
        ),
        (State.OFFERED, "cancel"): CANCEL,
        (State.PLACED, "lose"): LOSE,
        (State.KEPT, "lose"): LOSE,
    },
    next={State.SOUGHT: "offer", State.OFFERED: "place"},
    purpose="share_employer",
    labels={"subject": N_("Job"), "provider": N_("Employer"), "amount": N_("Wage of a month")},
)

HELP = Life(
    facts=("variety", "amount", "subject", "quantity", "note"),
    required=("variety", "amount"),
    start=State.PROPOSED,
    steps={
        (State.PROPOSED, "approve"): Step(
            "approve", State.APPROVED, N_("Approve the help"), N_("Approved on"), ("approved_on",), by=LEAD
        ),
        (State.PROPOSED, "refuse"): Step(
            "refuse", State.REFUSED, N_("Refuse the help"), N_("Refused on"), _ENDED, _WHY, by=LEAD
        ),
        (State.PROPOSED, "cancel"): CANCEL,
        (State.APPROVED, "give"): Step(
            "give",
            State.GIVEN,
            N_("Hand the help over"),
            N_("Given on"),
            ("begun_on", "ended_on"),
            ("on", "received_by", "receipt"),
        ),
        (State.APPROVED, "cancel"): CANCEL,
    },
    next={State.PROPOSED: "approve", State.APPROVED: "give"},
    labels={
        "variety": N_("Form of the help"),
        "amount": N_("Amount, or value of the goods"),
        "subject": N_("Goods"),
    },
)

SHELTER = Life(
    facts=("variety", "provider", "expected_on", "note"),
    required=("variety",),
    start=State.PROPOSED,
    steps={
        (State.PROPOSED, "admit"): Step(
            "admit",
            State.STAYING,
            N_("Record the moving in"),
            N_("Moved in on"),
            ("begun_on",),
            ("on", "provider"),
            ("expected_on", "note"),
            share=True,
        ),
        (State.PROPOSED, "cancel"): CANCEL,
        (State.STAYING, "leave"): Step(
            "leave", State.LEFT, N_("Record the moving out"), N_("Moved out on"), _ENDED, also=("note",)
        ),
    },
    next={State.PROPOSED: "admit", State.STAYING: "leave"},
    purpose="share_shelter",
    labels={"variety": N_("Kind of place"), "provider": N_("Who takes in"), "expected_on": N_("Stay planned until")},
)

PAPERS = Life(
    facts=("variety", "subject", "provider", "amount", "note"),
    required=("variety",),
    start=State.PREPARED,
    steps={
        (State.PREPARED, "apply"): Step(
            "apply",
            State.APPLIED,
            N_("Apply for the paper"),
            N_("Applied on"),
            ("sent_on", "begun_on"),
            ("on", "provider"),
            ("expected_on", "note"),
            share=True,
            expect=15,
        ),
        (State.PREPARED, "cancel"): CANCEL,
        (State.APPLIED, "receive"): Step(
            "receive", State.RECEIVED, N_("Record that the paper came"), N_("Paper received on"), _ENDED
        ),
        (State.APPLIED, "refuse"): Step(
            "refuse", State.REFUSED, N_("Record the refusal"), N_("Refused on"), _ENDED, _WHY
        ),
        (State.APPLIED, "cancel"): CANCEL,
    },
    next={State.PREPARED: "apply", State.APPLIED: "receive"},
    purpose="share_papers",
    labels={"variety": N_("Paper"), "provider": N_("Office that issues it"), "amount": N_("Fee")},
)

SCHOOL = Life(
    facts=("variety", "children", "provider", "school_year", "ends_on", "subject", "amount", "note"),
    required=("variety", "children", "school_year"),
    start=State.PROPOSED,
    steps={
        (State.PROPOSED, "arrange"): Step(
            "arrange",
            State.RUNNING,
            N_("Record that school begins"),
            N_("At school since"),
            ("begun_on",),
            ("on", "provider"),
            ("ends_on", "note"),
            share=True,
        ),
        (State.PROPOSED, "cancel"): CANCEL,
        (State.RUNNING, "finish"): FINISH,
        (State.RUNNING, "stop"): STOP,
    },
    next={State.PROPOSED: "arrange", State.RUNNING: "finish"},
    purpose="share_school",
    labels={
        "variety": N_("School level"),
        "provider": N_("School"),
        "ends_on": N_("School year ends"),
        "subject": N_("Support given"),
        "amount": N_("Value of the support"),
    },
)

LIVES: dict[ServiceKind, Life] = {
    ServiceKind.COUNSELLING: COUNSELLING,
    ServiceKind.LEGAL_AID: _referral("share_legal_aid", N_("Legal aid centre"), N_("Legal question")),
    ServiceKind.HEALTH: _referral("share_health", N_("Health facility"), N_("What the referral is for")),
    ServiceKind.TRAINING: TRAINING,
    ServiceKind.JOB: JOB,
    ServiceKind.HELP: HELP,
    ServiceKind.SHELTER: SHELTER,
    ServiceKind.PAPERS: PAPERS,
    ServiceKind.SCHOOL: SCHOOL,
}


def label(kind: ServiceKind, name: str) -> str:
    """What this kind calls a fact (source text)."""
    return LIVES[kind].labels.get(name) or FIELD_NAMES[name]
