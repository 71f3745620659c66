"""What may follow what in the life of an inspection, who may do it, and what each step must have?

Pure decisions on plain data: nothing here knows storage or window. `TRANSITIONS` is the whole of an inspection's
life; `ACTS` are the things done to it that leave its state as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_
from app.common.steps import Possible
from app.police.inspections.terms import HEAD_COUNT, InspectionKind, State
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


@dataclass(frozen=True)
class Step:
    """One line of the table.

    `by` OFFICER means an officer of the team or a lead. `needs` are the facts without which it is refused.
    Where findings are still open it goes to `while_open` in place of `to`.
    """

    name: str
    to: State
    by: Level
    label: str
    needs: tuple[str, ...] = ()
    while_open: State | None = None


ASSIGN = Step("assign_team", State.READY, LEAD, N_("Assign the team"), ("team", "leader", "decision"))
RECORD = Step("record", State.RECORDED, OFFICER, N_("Type in the minutes"), ("inspected_on", "leader"))
RECORD_AT_ONCE = Step("record", State.RECORDED, LEAD, N_("Type in the minutes"), ("inspected_on", "leader"))
CONCLUDE = Step(
    "conclude", State.CLOSED, OFFICER, N_("Conclude the inspection"), ("conclusion",), while_open=State.FOLLOWING
)
CLOSE = Step("close", State.CLOSED, LEAD, N_("Close the inspection"))
REOPEN = Step("reopen", State.RECORDED, LEAD, N_("Reopen"), ("reason",))
PLAN_AGAIN = Step("reopen", State.PLANNED, LEAD, N_("Reopen"), ("reason",))
CANCEL = Step("cancel", State.CANCELLED, LEAD, N_("Cancel the inspection"), ("reason",))

TRANSITIONS: dict[tuple[State, str], Step] = {
    (State.PLANNED, "assign_team"): ASSIGN,
    # Paper first: the lead types in minutes of a visit whose team nobody had entered.
    (State.PLANNED, "record"): RECORD_AT_ONCE,
    (State.PLANNED, "cancel"): CANCEL,
    (State.READY, "record"): RECORD,
    (State.READY, "assign_team"): ASSIGN,
    (State.READY, "cancel"): CANCEL,
    (State.RECORDED, "conclude"): CONCLUDE,
    (State.FOLLOWING, "close"): CLOSE,
    (State.FOLLOWING, "reopen"): REOPEN,
    (State.CLOSED, "reopen"): REOPEN,
    (State.CANCELLED, "reopen"): PLAN_AGAIN,
}

# The one button of each state; nothing is left to do once closed.
NEXT: dict[State, str] = {
    State.PLANNED: "assign_team",
    State.READY: "record",
    State.RECORDED: "conclude",
    State.FOLLOWING: "close",
}

# Before the minutes: no day of a visit, no findings.
AHEAD = frozenset({State.PLANNED, State.READY})
HELD = frozenset({State.RECORDED, State.FOLLOWING, State.CLOSED})
# What was found is frozen from here on: a change is a correction, kept beside the old version.
LOCKED = frozenset({State.FOLLOWING, State.CLOSED})
FINISHED = frozenset({State.CLOSED, State.CANCELLED})


@dataclass(frozen=True)
class Act:
    """Something done to an inspection that leaves its state as it is."""

    name: str
    states: frozenset[State]
    by: Level
    label: str
    needs: tuple[str, ...] = ()


_ANY = frozenset(State)
_WORKED_ON = frozenset({State.RECORDED, State.FOLLOWING})

ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("edit", AHEAD | {State.RECORDED}, OFFICER, N_("Edit")),
        Act("reschedule", AHEAD, OFFICER, N_("Put off to another day"), ("planned_on",)),
        Act("correct", LOCKED, LEAD, N_("Correct"), ("reason",)),
        Act("put_right", _WORKED_ON, OFFICER, N_("Finding put right"), ("resolved_on",)),
        Act("hand_over", _WORKED_ON, OFFICER, N_("Hand a finding over"), ("authority",)),
        Act("dismiss", _WORKED_ON, LEAD, N_("Drop a finding"), ("reason",)),
        Act("begin_follow_up", frozenset({State.FOLLOWING}), OFFICER, N_("Plan a follow-up inspection"),
            ("planned_on",)),
        Act("add_sanction", HELD, OFFICER, N_("Enter a sanction decision"), ("findings", "amount")),
        Act("change_sanction", HELD, OFFICER, N_("Change a sanction decision")),
        Act("pay", HELD, OFFICER, N_("Note a payment"), ("paid_on",)),
        Act("carry_head_count", HELD, OFFICER, N_("Carry the head-count to the register")),
        Act("attach", _ANY, OFFICER, N_("Attach a file")),
        Act("print", _ANY, OFFICER, N_("Print")),
        Act("remove", _ANY, LEAD, N_("Move to the bin"), ("reason",)),
        Act("restore", _ANY, LEAD, N_("Restore")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What the rules ask of an inspection. `team` are the account ids of its members."""

    kind: InspectionKind
    state: State
    team: frozenset[str] = frozenset()
    open_findings: int = 0
    sanctions: int = 0
    # A follow-up inspection of its findings is planned and not held yet.
    follow_up_ahead: bool = False
    counted: bool = False
    carried: bool = False
    removed: bool = False


def leads_to(step: Step, open_findings: int) -> State:
    """Where a step goes, by what is left to put right."""
    return step.while_open if open_findings and step.while_open is not None else step.to


def why_not_step(inspection: Standing, name: str, who: Account) -> AppError | None:
    """Why this person cannot take the step now; None when they can."""
    step = TRANSITIONS.get((inspection.state, name))
    if step is None:
        return Refused(N_("This step does not follow from where the inspection stands. Nothing was changed."))
    if inspection.removed:
        return Refused(N_("The inspection is in the bin. Restore it first."))
    if name == "close" and inspection.open_findings:
        return Refused(
            N_("{count} findings are still open. Each must be put right, handed over or dropped before closing."),
            count=inspection.open_findings,
        )
    return _why_not_person(inspection, step.by, who)


def why_not_act(inspection: Standing, name: str, who: Account) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    act = ACTS[name]
    if inspection.removed and name != "restore":
        return Refused(N_("The inspection is in the bin. Restore it first."))
    if name == "restore" and not inspection.removed:
        return Refused(N_("The inspection is not in the bin."))
    if inspection.state not in act.states:
        if name == "edit":
            return Refused(N_("The minutes are locked. The lead can correct them; the old version is kept."))
        return Refused(N_("This cannot be done where the inspection stands now. Nothing was changed."))
    if name in ("put_right", "hand_over", "dismiss", "begin_follow_up") and not inspection.open_findings:
        return Refused(N_("No finding of this inspection is open any more."))
    if name == "begin_follow_up" and inspection.follow_up_ahead:
        return Refused(N_("A follow-up inspection is planned already."))
    if name == "carry_head_count" and not inspection.counted:
        return Refused(N_("No head-count was entered in the minutes."))
    if name in ("change_sanction", "pay") and not inspection.sanctions:
        return Refused(N_("There is no sanction decision yet."))
    return _why_not_person(inspection, act.by, who)


def _why_not_person(inspection: Standing, by: Level, who: Account) -> AppError | None:
    if who.level is Level.LEAD:
        return None
    if by is Level.LEAD or who.level is Level.VIEWER:
        return Refused(N_("Only a lead may do this. Ask the lead of your unit."))
    # An imported visit has a team in words only: any officer may go on with it.
    if who.id in inspection.team or not inspection.team:
        return None
    return Refused(N_("Only the team of this inspection or a lead may do this."))


def possible_steps(inspection: Standing, who: Account) -> tuple[Possible, ...]:
    """Every step from here, the next one first, each with the reason why not."""
    first = NEXT.get(inspection.state)
    names = [name for state, name in TRANSITIONS if state is inspection.state]
    names.sort(key=lambda name: name != first)
    return tuple(_step(inspection, name, who) for name in names)


def _step(inspection: Standing, name: str, who: Account) -> Possible:
    step = TRANSITIONS[inspection.state, name]
    return Possible(name, step.label, step.needs, why_not_step(inspection, name, who))


def _act(inspection: Standing, name: str, who: Account) -> Possible:
    act = ACTS[name]
    return Possible(name, act.label, act.needs, why_not_act(inspection, name, who))


def possible_acts(inspection: Standing, who: Account) -> tuple[Possible, ...]:
    """Every act that makes sense now; those of other states are left out."""
    makes_sense = {
        "put_right": inspection.open_findings > 0,
        "hand_over": inspection.open_findings > 0,
        "dismiss": inspection.open_findings > 0,
        "begin_follow_up": inspection.open_findings > 0,
        "change_sanction": inspection.sanctions > 0,
        "pay": inspection.sanctions > 0,
        "carry_head_count": inspection.counted and not inspection.carried,
    }
    return tuple(
        _act(inspection, act.name, who)
        for act in ACTS.values()
        if inspection.state in act.states
        and inspection.removed == (act.name == "restore")
        and makes_sense.get(act.name, True)
    )


def next_step(inspection: Standing, who: Account) -> Possible | None:
    """The one button: what this inspection waits for; None when nothing is left to do.

    It may come with `why_not`: then the button says who can do it.
    """
    if inspection.removed:
        return _act(inspection, "restore", who)
    name = NEXT.get(inspection.state)
    if name is None:
        return None
    if name == "close" and inspection.open_findings:
        # What waits is the follow-up inspection itself, once there is one.
        return None if inspection.follow_up_ahead else _act(inspection, "begin_follow_up", who)
    return _step(inspection, name, who)


# --- what the entered facts must satisfy ---------------------------------------------------------------------

NEEDED = N_("This is needed.")


def wrong_head_count(parts: Mapping[str, int | None]) -> dict[str, AppError]:
    """What is wrong with a head-count, by part. None is "not known"; a part needs the total."""
    total = parts.get("workers_total")
    wrong: dict[str, AppError] = {}
    for name in HEAD_COUNT:
        value = parts.get(name)
        if value is None:
            continue
        if value < 0:
            wrong[name] = Invalid(N_("A count cannot be below zero."))
        elif total is None:
            wrong["workers_total"] = Invalid(N_("Enter the total, too."))
        elif value > total:
            wrong[name] = Invalid(N_("{part} are more than the {total} workers in all."), part=value, total=total)
    return wrong


def amount_range(fines: Iterable[tuple[int | None, int | None, bool]], organisation: bool) -> tuple[int, int] | None:
    """The least and the most that the violations' fines add up to; None where one of them is not known.

    Each fine is (from, to, whether an organisation pays double).
    """
    least = most = 0
    known = False
    for fine_from, fine_to, doubles in fines:
        if fine_from is None or fine_to is None:
            return None
        times = 2 if organisation and doubles else 1
        least, most, known = least + fine_from * times, most + fine_to * times, True
    return (least, most) if known else None


def wrong_sanction(
    *, decision_number: str, decision_on: date | None, amount: int | None, due_on: date | None, paid_on: date | None,
    findings: Sequence[int], inspected_on: date | None, today: date,
) -> dict[str, AppError]:  # fmt: skip
    """What is wrong with a sanction decision, by field. An amount outside the violations' range is a warning only."""
    wrong: dict[str, AppError] = {}
    if not findings:
        wrong["findings"] = Invalid(N_("A sanction needs a finding: choose what it was decided for."))
    if not decision_number.strip():
        wrong["decision_number"] = Invalid(NEEDED)
    if amount is None:
        wrong["amount"] = Invalid(NEEDED)
    elif amount <= 0:
        wrong["amount"] = Invalid(N_("The amount must be above zero."))
    if decision_on is None:
        wrong["decision_on"] = Invalid(NEEDED)
        return wrong
    if decision_on > today:
        wrong["decision_on"] = Invalid(N_("This day lies in the future."))
    elif inspected_on is not None and decision_on < inspected_on:
        wrong["decision_on"] = Invalid(
            N_("The decision would be older than the inspection ({day})."), day=show_date(inspected_on)
        )
    if due_on is not None and due_on < decision_on:
        wrong["due_on"] = Invalid(N_("It would have to be paid before it was decided."))
    return wrong | wrong_payment(decision_on, paid_on, today)


def wrong_payment(decision_on: date, paid_on: date | None, today: date) -> dict[str, AppError]:
    """What is wrong with the day on which a sanction was paid."""
    if paid_on is None:
        return {}
    if paid_on > today:
        return {"paid_on": Invalid(N_("This day lies in the future."))}
    if paid_on < decision_on:
        why = N_("It cannot have been paid before it was decided ({day}).")
        return {"paid_on": Invalid(why, day=show_date(decision_on))}
    return {}
