"""What may follow what in the life of a report, who may do it, and what each step must have?

Pure decisions on plain data: nothing here knows storage or window. `TRANSITIONS` is the whole of a report's
life; `ACTS` are the things done to it that leave its state as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.common.i18n import N_
from app.common.steps import Possible
from app.common.text import is_short_number
from app.police.reports.terms import Classification, ReporterForm, ReportKind, State
from app.vault.errors import AppError, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD
# In `meets`: every time limit that still runs.
EVERYTHING = "*"


@dataclass(frozen=True)
class Step:
    """One line of the table.

    `by` OFFICER means the assigned officer or a lead. `needs` are the facts without which it is refused.
    `starts` names the event from which time limits begin to run; `meets` the stages that are done with it.
    """

    name: str
    to: State
    by: Level
    label: str
    needs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()


ACCEPT = Step(
    "accept",
    State.ACCEPTED,
    OFFICER,
    N_("Accept"),
    starts=("accepted",),
    meets=("preliminary_check", "initial_handling", "acceptance", "forward"),
)
DECLINE = Step("decline", State.DECLINED, LEAD, N_("Decline"), ("decline_ground",), meets=(EVERYTHING,))
TRANSFER = Step("transfer", State.TRANSFERRED, LEAD, N_("Transfer"), ("authority",), meets=(EVERYTHING,))
BEGIN = Step("begin_verification", State.VERIFYING, OFFICER, N_("Begin verification"), ("officer",))
CONCLUDE = Step(
    "conclude",
    State.CONCLUDED,
    OFFICER,
    N_("Conclude"),
    ("verification_result", "classification"),
    meets=("verify",),
)
RESOLVE = Step("resolve", State.RESOLVED, OFFICER, N_("Record the handling"), ("handling",), meets=("settle",))
CLOSE = Step("close", State.CLOSED, OFFICER, N_("Close the report"), ("notice",), meets=(EVERYTHING,))
VERIFY_AGAIN = Step("reopen", State.VERIFYING, LEAD, N_("Reopen"), ("reason",), starts=("reopened",))
SORT_AGAIN = Step("reopen", State.RECEIVED, LEAD, N_("Reopen"), ("reason",), starts=("reopened",))

TRANSITIONS: dict[tuple[State, str], Step] = {
    (State.RECEIVED, "accept"): ACCEPT,
    (State.RECEIVED, "decline"): DECLINE,
    (State.RECEIVED, "transfer"): TRANSFER,
    (State.ACCEPTED, "begin_verification"): BEGIN,
    (State.ACCEPTED, "transfer"): TRANSFER,
    (State.VERIFYING, "conclude"): CONCLUDE,
    (State.VERIFYING, "transfer"): TRANSFER,
    (State.CONCLUDED, "resolve"): RESOLVE,
    (State.CONCLUDED, "reopen"): VERIFY_AGAIN,
    (State.RESOLVED, "close"): CLOSE,
    (State.RESOLVED, "reopen"): VERIFY_AGAIN,
    (State.DECLINED, "close"): CLOSE,
    (State.DECLINED, "reopen"): SORT_AGAIN,
    (State.TRANSFERRED, "close"): CLOSE,
    (State.TRANSFERRED, "reopen"): SORT_AGAIN,
    (State.CLOSED, "reopen"): VERIFY_AGAIN,
}

# The one button of each state; nothing is left to do once closed.
NEXT: dict[State, str] = {
    State.RECEIVED: "accept",
    State.ACCEPTED: "begin_verification",
    State.VERIFYING: "conclude",
    State.CONCLUDED: "resolve",
    State.RESOLVED: "close",
    State.DECLINED: "close",
    State.TRANSFERRED: "close",
}

OPEN = frozenset({State.RECEIVED, State.ACCEPTED, State.VERIFYING})
# Facts are frozen from here on: a change is a correction, kept beside the old version.
LOCKED = frozenset({State.CONCLUDED, State.RESOLVED, State.CLOSED, State.DECLINED, State.TRANSFERRED})
# No time limit runs any more.
FINISHED = frozenset({State.CLOSED, State.DECLINED, State.TRANSFERRED})


@dataclass(frozen=True)
class Act:
    """Something done to a report that leaves its state as it is."""

    name: str
    states: frozenset[State]
    by: Level
    label: str
    needs: tuple[str, ...] = ()


_ANY = frozenset(State)
_RUNNING = OPEN | {State.CONCLUDED, State.RESOLVED}

ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("edit", OPEN, OFFICER, N_("Edit")),
        Act("correct", LOCKED, LEAD, N_("Correct"), ("reason",)),
        Act("assign", _RUNNING, LEAD, N_("Assign"), ("officer",)),
        Act("reclassify", frozenset({State.RECEIVED, State.ACCEPTED, State.VERIFYING}), OFFICER,
            N_("Classify again"), ("kind", "reason")),
        Act("extend", _RUNNING, LEAD, N_("Extend the time limit"), ("ground",)),
        Act("suspend", OPEN, LEAD, N_("Suspend"), ("ground",)),
        Act("resume", OPEN, LEAD, N_("Resume")),
        Act("escalate", _RUNNING, OFFICER, N_("Bring to the lead"), ("note",)),
        Act("record_done", _RUNNING, OFFICER, N_("Note a limit as met")),
        Act("attach", _ANY, OFFICER, N_("Attach a file")),
        Act("link", _ANY, OFFICER, N_("Link to another report")),
        Act("print", _ANY, OFFICER, N_("Print")),
        Act("remove", _ANY, LEAD, N_("Move to the bin"), ("reason",)),
        Act("restore", _ANY, LEAD, N_("Restore")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What the rules ask of a report."""

    kind: ReportKind
    state: State
    reporter_form: ReporterForm = ReporterForm.NAMED
    officer_id: str | None = None
    removed: bool = False
    suspended: bool = False
    escalated: bool = False


@dataclass(frozen=True)
class StepFacts:
    """What a person enters with a step. Each step says in `needs` which of these it cannot do without."""

    officer_id: str | None = None
    decline_ground: str = ""
    authority: str = ""
    verification_result: str = ""
    classification: Classification | None = None
    handling: str = ""
    notice_on: date | None = None
    notice_how: str = ""
    no_notice_reason: str = ""
    reason: str = ""
    note: str = ""


def lacking(needs: Iterable[str], facts: StepFacts, officer_id: str | None) -> tuple[str, ...]:
    """Which of the needed facts were not given."""
    given = {
        "officer": bool(facts.officer_id or officer_id),
        "notice": bool(facts.no_notice_reason.strip() or (facts.notice_on and facts.notice_how.strip())),
        "classification": facts.classification is not None,
    }
    return tuple(
        need for need in needs if not (given[need] if need in given else str(getattr(facts, need, "")).strip())
    )


def why_not_step(report: Standing, name: str, who: Account) -> AppError | None:
    """Why this person cannot take the step now; None when they can."""
    step = TRANSITIONS.get((report.state, name))
    if step is None:
        return Refused(N_("This step does not follow from where the report stands. Nothing was changed."))
    if report.removed:
        return Refused(N_("The report is in the bin. Restore it first."))
    if report.suspended and name not in ("transfer", "decline"):
        return Refused(N_("The report is suspended. Resume it first."))
    if name == "accept" and anonymous_denunciation(report):
        return Refused(
            N_(
                "An anonymous denunciation is not accepted as one. If its content is clear, classify it again"
                " as a report of a crime or as feedback, and check it there."
            )
        )
    return _why_not_person(report, step.by, who, takes_over=name == "accept")


def why_not_act(report: Standing, name: str, who: Account) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    act = ACTS[name]
    if report.removed and name != "restore":
        return Refused(N_("The report is in the bin. Restore it first."))
    if name == "restore" and not report.removed:
        return Refused(N_("The report is not in the bin."))
    if report.state not in act.states:
        if name == "edit":
            return Refused(
                N_("The facts of this report are locked. The lead can correct them; the old version is kept.")
            )
        return Refused(N_("This cannot be done where the report stands now. Nothing was changed."))
    if name == "resume" and not report.suspended:
        return Refused(N_("The report is not suspended."))
    if name == "suspend" and report.suspended:
        return Refused(N_("The report is suspended already."))
    return _why_not_person(report, act.by, who, takes_over=True)


def _why_not_person(report: Standing, by: Level, who: Account, takes_over: bool) -> AppError | None:
    if who.level is Level.LEAD:
        return None
    if by is Level.LEAD or who.level is Level.VIEWER:
        return Refused(N_("Only a lead may do this. Ask the lead of your unit."))
    if report.officer_id == who.id or (report.officer_id is None and takes_over):
        return None
    return Refused(
        N_("The report is assigned to somebody else. The lead can assign it to you.")
        if report.officer_id
        else N_("The report is assigned to nobody yet. Ask the lead to assign it to you.")
    )


def anonymous_denunciation(report: Standing) -> bool:
    """Luật Tố cáo: no name, no denunciation; clear content may be checked in another way."""
    return report.kind is ReportKind.DENUNCIATION and report.reporter_form is ReporterForm.ANONYMOUS


def possible_steps(report: Standing, who: Account) -> tuple[Possible, ...]:
    """Every step from here, the next one first, each with the reason why not."""
    first = NEXT.get(report.state)
    names = [name for state, name in TRANSITIONS if state is report.state]
    names.sort(key=lambda name: name != first)
    return tuple(
        Possible(
            name,
            TRANSITIONS[report.state, name].label,
            TRANSITIONS[report.state, name].needs,
            why_not_step(report, name, who),
        )
        for name in names
    )


def possible_acts(report: Standing, who: Account) -> tuple[Possible, ...]:
    """Every act that makes sense in this state; those of other states are left out."""
    return tuple(
        Possible(act.name, act.label, act.needs, why_not_act(report, act.name, who))
        for act in ACTS.values()
        if report.state in act.states
        and report.removed == (act.name == "restore")
        and (act.name != "resume" or report.suspended)
        and (act.name != "suspend" or not report.suspended)
    )


def next_step(report: Standing, who: Account) -> Possible | None:
    """The one button: what this report waits for; None when nothing is left to do.

    It may come with `why_not`: then the button says who can do it.
    """
    if report.removed:
        return Possible("restore", ACTS["restore"].label, (), why_not_act(report, "restore", who))
    if report.suspended:
        return Possible("resume", ACTS["resume"].label, (), why_not_act(report, "resume", who))
    name = NEXT.get(report.state)
    if name is None:
        return None
    if name == "accept" and anonymous_denunciation(report):
        act = ACTS["reclassify"]
        return Possible(act.name, act.label, act.needs, why_not_act(report, "reclassify", who))
    step = TRANSITIONS[report.state, name]
    return Possible(name, step.label, step.needs, why_not_step(report, name, who))


# What may be marked as not known: a value of its own, distinct from one that nobody entered.
UNKNOWABLE = ("reporter_name", "reporter_phone", "reporter_address", "respondent_name", "village_id")


# --- which facts go with which kind --------------------------------------------------------------------


def has_respondent(kind: ReportKind) -> bool:
    """Only a denunciation and a complaint are against somebody; nobody is named elsewhere."""
    return kind in (ReportKind.DENUNCIATION, ReportKind.COMPLAINT)


def must_seal(kind: ReportKind) -> bool:
    """A denouncer's identity is protected by law (Luật Tố cáo, chapter VI)."""
    return kind is ReportKind.DENUNCIATION


def rank(*, child: bool, trafficking: bool, violence: bool, urgency: str, finished: bool) -> int:
    """The place in the default order: flagged first, then by urgency; what is finished comes last."""
    flagged = child or trafficking or violence
    if finished:
        return 8 if flagged else 9
    return 0 if flagged else {"very_urgent": 1, "urgent": 2}.get(urgency, 3)


def tidy_number(text: str) -> str:
    """A register number as it is stored, from what people type: 14/2026/tb is 014/2026/TB."""
    parts = text.strip().upper().replace(" ", "").split("/")
    if len(parts) == 3 and is_short_number(parts[0]):
        parts[0] = f"{int(parts[0]):03d}"
    return "/".join(parts)
