"""What can a person do with an inspection? Plan it, assign the team, type in the minutes, conclude, close, reopen.

Each verb checks the permission and the rules, works in one transaction, notes the event in the timeline and audits
old → new. The other verbs are in `services_findings` (findings, follow-ups), `services_sanctions`, `services_review`
(correct, bin, undo), `services_counts` (the head-count for the register), `services_files` and `declared.DESK`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from app.common import entered
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.police.inspections import intake, rules, writing
from app.police.inspections.changing import Change, may_act, needed, open_change, take
from app.police.inspections.detail import detail_of, members_of
from app.police.inspections.intake import Wrong
from app.police.inspections.models import Inspection, InspectionEvent, InspectionMember
from app.police.inspections.record import find, give_number, index_words, part, refresh, snapshot, subject
from app.police.inspections.services_counts import carried_along
from app.police.inspections.terms import KIND, InspectionKind, State, tidy_number
from app.police.inspections.values import Changed, Decision, InspectionDetail, Member, Minutes, NewPlan
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound
from app.vault.session import Session, Work

# What `edit_inspection` takes before the minutes, and from then on.
PLAN_FIELDS = frozenset({"establishment_id", "content", "note"})
MINUTES_FIELDS = frozenset(field.name for field in fields(Minutes))
# How the forms call the parts of a decision.
DECISION_NAMES = {"number": "decision_number", "on": "decision_on"}


# --- a visit to come ----------------------------------------------------------------------------------------------


def plan_inspection(session: Session, new: NewPlan) -> Changed:
    """A visit to come, under the next number of the year's register. Raises Invalid with an error for each field."""
    require(session, "inspections.plan")
    if new.plan_item_id is not None:
        why = Invalid(N_("Premises of the year's plan get their day in the plan."))
        intake.unless_wrong({"plan_item_id": why})
    with session.work(Compartment.POLICE) as work:
        return plan_in(work, new)


def plan_in(work: Work, new: NewPlan) -> Changed:
    """The same, inside a transaction that the caller has open (the year's plan schedules its items so)."""
    new = entered.typed(new)
    inspection = new_row(work, new.kind, State.PLANNED)
    wrong = Wrong()
    set_planned(inspection, new.planned_on, new.planned_from, new.planned_until, wrong)
    place = intake.premises(work.db, new.establishment_id, new.planned_on, "planned_on", wrong)
    if new.kind is InspectionKind.FOLLOW_UP:
        wrong["kind"] = Invalid(N_("A follow-up inspection is planned from the inspection that it follows."))
    intake.unless_wrong(wrong)
    if place is not None:
        writing.premises(inspection, place)
    inspection.content, inspection.note = intake.tidy(new.content), intake.tidy(new.note)
    inspection.plan_item_id = new.plan_item_id
    return began(work, inspection, "plan", (new.planned_on or work.session.today()).year)


def add_unannounced(session: Session, establishment_id: int, minutes: Minutes) -> Changed:
    """An inspection that nobody planned, typed in from its paper. Raises Invalid with an error for each field."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        done = add_unannounced_in(work, establishment_id, minutes)
    return carried_along(session, done)


def add_unannounced_in(work: Work, establishment_id: int, minutes: Minutes) -> Changed:
    """The same, inside a transaction that the caller has open; the head-count is the caller's to carry."""
    session = work.session
    writing.of_the_team(work, minutes.team)
    inspection = new_row(work, InspectionKind.UNANNOUNCED, State.RECORDED)
    inspection.establishment_id = establishment_id
    year = (minutes.inspected_on or session.today()).year
    give_number(work, inspection, min(year, session.today().year))
    refresh_and_add(work, inspection)
    change = Change(work, inspection, snapshot(work.db, inspection), "")
    writing.minutes(change, minutes)
    inspection.recorded_at, inspection.recorded_by = work.now, session.account.id
    done = began(work, inspection, "add", None)
    return replace(done, warning=change.warning, warning_values=change.warning_values)


def new_row(work: Work, kind: InspectionKind, state: State) -> Inspection:
    """A row not stored yet."""
    inspection = Inspection(
        kind=kind.value,
        state=state.value,
        created_at=work.now,
        created_by=work.session.account.id,
        updated_at=work.now,
    )
    fill_defaults(inspection)
    return inspection


def refresh_and_add(work: Work, inspection: Inspection) -> None:
    """Store a row that has its number."""
    work.db.add(inspection)
    refresh(work.db, inspection)
    work.db.flush()


def began(work: Work, inspection: Inspection, action: str, year: int | None, members: Sequence[Member] = ()) -> Changed:
    """Number and store a new row, with its team and its first line in the timeline, audit and search."""
    db = work.db
    if year is not None:
        give_number(work, inspection, year)
    refresh_and_add(work, inspection)
    if members:
        writing.team(db, inspection.id, members)
        refresh(db, inspection)
    # Taking it back puts it into the bin; the number stays given.
    before = snapshot(db, inspection)
    before["inspection"] |= {"removed": True, "removed_at": work.now.isoformat()}
    db.add(
        InspectionEvent(
            inspection_id=inspection.id,
            at=work.now,
            by=work.session.account.id,
            action=action,
            to_state=inspection.state,
            detail={"number": inspection.number},
            before=before,
        )
    )
    work.audit(
        f"{KIND}.{action}",
        subject(inspection),
        kind=inspection.kind,
        establishment=inspection.establishment_number,
        planned_on=inspection.planned_on.isoformat() if inspection.planned_on else None,
        inspected_on=inspection.inspected_on.isoformat() if inspection.inspected_on else None,
    )
    index_words(db, inspection)
    db.flush()
    return Changed(inspection.id, inspection.number, inspection.version, State(inspection.state), action)


def set_planned(inspection: Inspection, day: date | None, begins: time | None, ends: time | None, wrong: Wrong) -> None:
    """When the visit is to be."""
    if day is not None and (why := entered.why_not_day(day)) is not None:
        wrong["planned_on"] = why
        return
    if day is None and (begins is not None or ends is not None):
        wrong["planned_on"] = Invalid(N_("Choose the day, too."))
    elif begins is None and ends is not None:
        wrong["planned_from"] = Invalid(N_("Enter when it begins, too."))
    when = intake.span(day, begins, ends)
    inspection.planned_on, inspection.planned_from, inspection.planned_until = day, when.begins, when.ends


def assign_team(
    session: Session,
    inspection_id: int,
    members: Sequence[Member],
    decision: Decision,
    expected_version: int | None = None,
) -> Changed:
    """Who goes, who leads, by which decision. The number may stay empty until the decision is printed.

    Raises Refused, Conflict, Invalid ("leader", "team", "team.1", "decision_on"): a leader and one more, nobody twice,
    nobody who is in another inspection at the same time. Without hours the same day is a warning.
    """
    require(session, "inspections.assign")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        set_team(change, members, decision, Wrong())
        return change.done("assign_team")


def set_team(change: Change, members: Sequence[Member], decision: Decision, wrong: Wrong) -> None:
    """Write who goes and by which decision. Raises Invalid with what is wrong here beside what `wrong` holds."""
    inspection, db = change.inspection, change.work.db
    step = take(change, "assign_team")
    when = intake.span_of(inspection)
    members, decision = entered.rows(Member, members, "team"), entered.typed(decision, DECISION_NAMES)
    team = intake.team(change.work.session, db, members, inspection.id, when, wrong)
    intake.more_than_a_leader(team, wrong)
    if decision.on is None:
        wrong["decision_on"] = Invalid(rules.NEEDED)
    elif inspection.planned_on is not None and decision.on > inspection.planned_on:
        wrong["decision_on"] = Invalid(N_("The decision would be younger than the inspection."))
    intake.unless_wrong(wrong)
    writing.team(db, inspection.id, team)
    inspection.decision_number, inspection.decision_on = intake.tidy(decision.number), decision.on
    inspection.state = step.to.value
    also = intake.same_day(db, team, inspection.id, inspection.planned_on) if when.begins is None else None
    if also is not None:
        change.warn(N_("{name} is also in inspection {number} that day."), name=also[0], number=also[1])


def number_decision(session: Session, inspection_id: int, number: str) -> Changed:
    """The number that the decision on the team was given when it was printed; one that it has already stays."""
    require(session, "inspections.print")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id)
        inspection = change.inspection
        if inspection.decision_number:
            return Changed(
                inspection.id, inspection.number, inspection.version, State(inspection.state), "number_decision"
            )
        inspection.decision_number = needed(number, "decision_number")
        change.undoable = False
        return change.done("number_decision")


def reschedule(
    session: Session,
    inspection_id: int,
    planned_on: date | None,
    planned_from: time | None = None,
    planned_until: time | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Changed:
    """Put the visit off (or forward) to another day. Raises Invalid where the premises or the team cannot that day."""
    require(session, "inspections.plan")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        inspection, db, wrong = change.inspection, work.db, Wrong()
        may_act(change, "reschedule")
        if planned_on is None:
            wrong["planned_on"] = Invalid(rules.NEEDED)
        set_planned(inspection, planned_on, planned_from, planned_until, wrong)
        intake.premises(db, inspection.establishment_id, planned_on, "planned_on", wrong)
        members = members_of(db, inspection.id)
        if members:
            intake.team(session, db, members, inspection.id, intake.span_of(inspection), wrong)
        intake.unless_wrong(wrong)
        return change.done("reschedule", intake.tidy(reason))


# --- minutes ------------------------------------------------------------------------------------------------------


def record(session: Session, inspection_id: int, minutes: Minutes, expected_version: int | None = None) -> Changed:
    """Type in the minutes of a planned visit, the whole paper in one go; the head-count goes to the register.

    A follow-up's reviews change the findings of the first inspection. Raises Refused, Conflict, Invalid with an error
    for each field that is wrong.
    """
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        done = record_in(work, inspection_id, minutes, expected_version)
    return carried_along(session, done)


def record_in(work: Work, inspection_id: int, minutes: Minutes, expected_version: int | None = None) -> Changed:
    """The same, inside a transaction that the caller has open; the head-count is the caller's to carry."""
    change = open_change(work, inspection_id, expected_version)
    step = take(change, "record")
    if not part(work.db, InspectionMember, inspection_id):
        writing.of_the_team(work, minutes.team)
    writing.minutes(change, minutes)
    inspection = change.inspection
    inspection.state = step.to.value
    inspection.recorded_at, inspection.recorded_by = work.now, work.session.account.id
    return change.done("record")


def edit_inspection(session: Session, inspection_id: int, expected_version: int, changes: Mapping[str, Any]) -> Changed:
    """Change what was entered, until it is concluded.

    `changes` maps names to new values: of a visit to come `establishment_id`, `content`, `note`; of one held the
    fields of Minutes and `establishment_id`. Raises Conflict (`theirs` is the detail as stored now), Invalid, Refused.
    """
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        may_act(change, "edit")
        write_changes(change, changes)
        done = change.done("edit")
    return carried_along(session, done)


def write_changes(change: Change, changes: Mapping[str, Any]) -> None:
    """Check the changed entry as a whole and write it. Raises Invalid."""
    inspection = change.inspection
    held = State(inspection.state) in rules.HELD
    entered.known_names(changes, PLAN_FIELDS | (MINUTES_FIELDS if held else frozenset()))
    if "establishment_id" in changes and changes["establishment_id"] != inspection.establishment_id:
        _other_premises(change, changes["establishment_id"])
    if held:
        now = writing.as_entered(change)
        writing.minutes(change, replace(now, **{name: changes[name] for name in changes if name in MINUTES_FIELDS}))
        return
    for name in ("content", "note"):
        if name in changes:
            setattr(inspection, name, intake.tidy(changes[name]))


def _other_premises(change: Change, establishment_id: int) -> None:
    inspection, wrong = change.inspection, Wrong()
    if inspection.follow_up_of_id is not None or inspection.plan_item_id is not None:
        wrong["establishment_id"] = Invalid(
            N_("The premises come from the plan or from the first inspection and cannot be changed here.")
        )
    day = inspection.inspected_on or inspection.planned_on
    place = intake.premises(change.work.db, establishment_id, day, "establishment_id", wrong)
    intake.unless_wrong(wrong)
    if place is not None:
        writing.premises(inspection, place)


# --- the other steps ----------------------------------------------------------------------------------------------


def conclude(
    session: Session, inspection_id: int, conclusion: str = "", expected_version: int | None = None
) -> Changed:
    """Lock the minutes. While findings are open it waits for them to be put right; else it is closed."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        inspection = change.inspection
        step = take(change, "conclude")
        inspection.conclusion = needed(conclusion or inspection.conclusion, "conclusion")
        to = rules.leads_to(step, inspection.open_findings)
        inspection.state, inspection.concluded_at = to.value, work.now
        inspection.closed_at = work.now if to is State.CLOSED else None
        return change.done("conclude")


def close(session: Session, inspection_id: int, note: str = "", expected_version: int | None = None) -> Changed:
    """Every finding is put right, handed over or dropped: nothing is left to do. Raises Refused before that."""
    require(session, "inspections.close")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        change.inspection.state = take(change, "close").to.value
        change.inspection.closed_at = work.now
        return change.done("close", intake.tidy(note))


def reopen(session: Session, inspection_id: int, reason: str, expected_version: int | None = None) -> Changed:
    """Go on with an inspection that was concluded, closed or cancelled, for a reason."""
    require(session, "inspections.close")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        step = take(change, "reopen")
        reason = needed(reason, "reason")
        inspection = change.inspection
        inspection.state, inspection.cancelled_reason = step.to.value, ""
        inspection.concluded_at = inspection.closed_at = None
        return change.done("reopen", reason)


def cancel(session: Session, inspection_id: int, reason: str, expected_version: int | None = None) -> Changed:
    """The visit will not take place. Its number stays given."""
    require(session, "inspections.close")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        step = take(change, "cancel")
        reason = needed(reason, "reason")
        change.inspection.state, change.inspection.cancelled_reason = step.to.value, reason
        return change.done("cancel", reason)


# --- reading ------------------------------------------------------------------------------------------------------


def find_number(session: Session, number: str) -> int:
    """The id behind a register number as typed (1/2026/kt will do). Raises NotFound."""
    require(session, "inspections.list")
    with session.read() as db:
        found = db.scalar(select(Inspection.id).where(Inspection.number == tidy_number(number)))
    if found is None:
        raise NotFound(N_("There is no inspection with the number {number}."), number=number)
    return found


def open_inspection(session: Session, inspection_id: int) -> InspectionDetail:
    """Everything about an inspection; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "inspections.open")
    with session.work(Compartment.POLICE) as work:
        inspection = find(work.db, inspection_id)
        work.audit(f"{KIND}.open", subject(inspection))
        return detail_of(session, work.db, inspection)


def read_again(session: Session, inspection_id: int) -> InspectionDetail:
    """The inspection as it is now, for a person who has it open already. Not audited."""
    require(session, "inspections.open")
    with session.read() as db:
        return detail_of(session, db, find(db, inspection_id))
