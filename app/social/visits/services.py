"""What can a person do with a visit? Plan it, write it up, move it, record that nobody was met, cancel it, undo.

Each verb checks the permission, the rules and the client's consent to the way, works in one transaction, notes the
event in the case's timeline and audits it; what was typed stands in the audit under the case's own key.
"""

from datetime import date

from app.common.asking import NEEDED, needed, not_future, wrong
from app.common.choices import chosen, one_of
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.social.cases import changing, consents
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.masking import IdentityWords, unhidden
from app.social.models import Draft, SavedFilter
from app.social.support_plans.in_force import children, in_force, plans_of
from app.social.support_plans.models import PlanGoal
from app.social.visits import reading, record
from app.social.visits.changing import VisitChange, begin, open_change, open_new
from app.social.visits.models import Visit, VisitEvent, VisitGoal
from app.social.visits.terms import KIND, NEEDS_CONSENT, VisitState, Way
from app.social.visits.values import NewVisit, VisitChanged, Written
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, Refused
from app.vault.session import Session, Work

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="visits.edit", listing="visits.list")


def plan_visit(session: Session, case_id: int, new: NewVisit) -> VisitChanged:
    """Plan a visit: in a way that the client agreed to. Raises Refused without that consent, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_new(work, case_id, "visit_plan")
        _plan(work, change.case.case, change.visit, chosen(new), "planned_on")
        return change.done("visit_plan")


def move_visit(
    session: Session, visit_id: int, new: NewVisit, reason: str = "", expected_version: int | None = None
) -> VisitChanged:
    """Move a planned visit to another day, time, place or way. Raises Refused, Invalid, Conflict."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, visit_id, "visit_move", expected_version)
        _plan(work, change.case.case, change.visit, chosen(new), "planned_on")
        return change.done("visit_move", nfc(reason).strip())


def write_up(session: Session, visit_id: int, written: Written, expected_version: int | None = None) -> VisitChanged:
    """Write what became of a planned visit: who came, what was talked about, how it stands with each goal.

    Raises Refused without consent to the way, Invalid, Conflict.
    """
    with session.work(Compartment.SOCIAL) as work:
        return _write_up(open_change(work, visit_id, "visit_done", expected_version), written)


def write_up_unplanned(session: Session, case_id: int, written: Written) -> VisitChanged:
    """Write up a visit or a contact that nobody had planned. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        return _write_up(open_new(work, case_id, "visit_note"), written)


def _write_up(change: VisitChange, written: Written) -> VisitChanged:
    work, visit, case = change.work, change.visit, change.case.case
    if written.next_visit is not None and not written.next_visit.way:
        raise wrong({"next_way": Invalid(NEEDED)})
    written = chosen(written)
    person = cases.words_of(work.db, case.id)
    _agreed(work, case, written.way, not_future(work, written.done_on, "done_on"), "way")
    visit.done_on, visit.way, visit.state = written.done_on, written.way.value, VisitState.DONE.value
    visit.talked = needed(_text(written.talked, visit.talked, person, "talked"), "talked")
    visit.came = _line(written.came, visit.came, person, "came")
    visit.place = _line(written.place, visit.place, person, "place")
    _write_goals(change, written)
    began = None
    if written.next_visit is not None:
        began = begin(work, case)
        _plan(work, case, began, written.next_visit, "next_on")
        began.written_by, began.version, began.day = work.session.account.id, 1, written.next_visit.planned_on
        if began.day <= written.done_on:
            raise wrong({"next_on": Invalid(N_("The next visit comes after this one."))})
    action = "visit_done" if change.from_state else "visit_note"
    return change.done(action, "", began.id if began is not None else None)


def _write_goals(change: VisitChange, written: Written) -> None:
    work = change.work
    holds = in_force(plans_of(work.db, change.same))
    known = {each.id for each in children(work.db, PlanGoal, holds.id)} if holds is not None else set()
    if len({each.goal_id for each in written.goals}) < len(written.goals):
        raise wrong({"goals": Invalid(N_("Each goal is answered once."))})
    for each in written.goals:
        if each.goal_id not in known:
            raise wrong({"goals": Invalid(N_("The plan was changed meanwhile: one of these goals is not in it."))})
        work.db.add(
            VisitGoal(
                case_id=change.visit.case_id,
                visit_id=change.visit.id,
                goal_id=each.goal_id,
                going=each.going.value,
                note=nfc(each.note).strip(),
            )
        )


def miss_visit(
    session: Session, visit_id: int, on: date, reason: str, tried: str, expected_version: int | None = None
) -> VisitChanged:
    """Record that nobody was met: why, and what was tried. It is no contact. Raises Invalid, Refused, Conflict."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, visit_id, "visit_missed", expected_version)
        visit = change.visit
        visit.ended_on = not_future(work, on, "ended_on")
        visit.reason, visit.tried = needed(reason, "reason"), needed(tried, "tried")
        visit.state = VisitState.MISSED.value
        return change.done("visit_missed", visit.reason)


def cancel_visit(session: Session, visit_id: int, reason: str, expected_version: int | None = None) -> VisitChanged:
    """Cancel a planned visit, for a reason. Raises Invalid, Refused, Conflict."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, visit_id, "visit_cancel", expected_version)
        visit = change.visit
        visit.reason, visit.ended_on = needed(reason, "reason"), session.today()
        visit.state = VisitState.CANCELLED.value
        return change.done("visit_cancel", visit.reason)


def undo_last(session: Session, case_id: int) -> VisitChanged:
    """Take back the person's own last act on the visits of a case. Raises Refused for somebody else's."""
    return _undo(session, case_id, None)


def undo_visit(session: Session, visit_id: int, event_id: int) -> VisitChanged:
    """The same from an opened visit: the act that the person saw offered, and no other. Raises Conflict."""
    require(session, record.PERMISSION)
    with session.read() as db:
        case_id = record.find(db, visit_id)[1].id
    return _undo(session, case_id, event_id)


def _undo(session: Session, case_id: int, event_id: int | None) -> VisitChanged:
    require(session, record.PERMISSION)
    with session.work(Compartment.SOCIAL) as work:
        home = cases.home_of(work.db, case_id)
        case = changing.open_act(work, home.id, "edit", record.PERMISSION)
        last = reading.undoable(session, work.db, cases.same_case(work.db, home.id))
        if last is None:
            raise Refused(N_("The last act on the visits of this case is not yours, or there is none to take back."))
        if event_id is not None and last.event_id != event_id:
            raise Conflict(N_("Something else happened to the visits of this case meanwhile, so nothing was undone."))
        event = work.db.get_one(VisitEvent, last.event_id)
        visit, before = work.db.get_one(Visit, event.visit_id), event.before or {}
        told = VisitChanged(visit.id, visit.number, visit.version + 1, VisitState(visit.state), "undo", home.id)
        action, named = event.action, record.subject(visit)
        event.undone_at = work.now
        work.db.flush()
        record.put_back(work.db, case.case, visit, before)
        case.done("undo", "", None, kind=KIND, subject=named, of=action)
        return told


# --- what the verbs share ------------------------------------------------------------------------------


def _plan(work: Work, case: Case, visit: Visit, new: NewVisit, day_field: str) -> None:
    if new.planned_on < work.session.today():
        raise wrong({day_field: Invalid(N_("This day is over. A visit that was made is written up, not planned."))})
    _agreed(work, case, new.way, new.planned_on, "next_way" if day_field == "next_on" else "way")
    person = cases.words_of(work.db, case.id)
    visit.planned_on, visit.way = new.planned_on, new.way.value
    visit.planned_at = f"{new.planned_at:%H:%M}" if new.planned_at is not None else ""
    visit.place = _line(new.place, visit.place, person, "place")
    visit.aim = _text(new.aim, visit.aim, person, "aim")


def _agreed(work: Work, case: Case, way: Way, day: date, field: str) -> None:
    """Raises Refused unless the client agreed to the record, Invalid at the field where the way needs more."""
    consents.may_keep(work.db, case, work.session.today())
    if way in NEEDS_CONSENT:
        try:
            consents.consent_for(work.db, case.id, NEEDS_CONSENT[way], "", day)
        except Refused as error:
            raise wrong({field: error}) from error


def _text(typed: str, stored: str, person: IdentityWords, field: str) -> str:
    try:
        return unhidden(typed, stored, person)
    except AppError as error:
        raise wrong({field: error}) from error


def _line(typed: str, stored: str, person: IdentityWords, field: str) -> str:
    return " ".join(_text(typed, stored, person, field).split())


def why_not_way(session: Session, case_id: int, way: Way, day: date) -> AppError | None:
    """Why nobody may be met in this way on that day: what the client did not agree to; None when they did."""
    require(session, "visits.open")
    with session.read() as db:
        case, way = cases.home_of(db, case_id), one_of(Way, way, "way")
        try:
            consents.may_keep(db, case, session.today())
            if way in NEEDS_CONSENT:
                consents.consent_for(db, case.id, NEEDS_CONSENT[way], "", day)
        except Refused as error:
            return error
    return None
