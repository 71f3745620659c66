"""What can a person do with counselling? Record a session, read it, change or correct it, note what an alert led to.

Each verb checks the permission and the rules, works in one transaction, notes the event and audits it. The audit hears
number and action alone: no topic, no answer, no score.
"""

from datetime import date
from typing import Any

from app.common.asking import NEEDED, needed, not_future, unless, wrong
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import nfc
from app.health.appointments import services as appointments
from app.health.clients.changing import Change as ClientChange
from app.health.clients.changing import open_act
from app.health.clients.services import seen
from app.health.counselling import record, rules
from app.health.counselling.detail import alert_info, detail_of
from app.health.counselling.models import CounsellingEvent, CounsellingSession, CounsellingVersion, SelfHarmAlert
from app.health.counselling.terms import KIND, LONGEST, TOPICS, State
from app.health.counselling.values import AlertInfo, Changed, NewSession, SessionDetail
from app.health.instruments.catalogue import HIGHEST_ANSWER, instruments
from app.health.models import Draft, SavedFilter
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, NotFound
from app.vault.people import Level, Unit
from app.vault.session import Session, Work

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing=f"{KIND}.record", listing=f"{KIND}.list")


def counsellors(session: Session) -> dict[str, str]:
    """Who can hold a session: id -> name."""
    return {
        account.id: account.full_name
        for account in session.accounts()
        if account.active and account.unit is Unit.HEALTH and account.level is not Level.VIEWER
    }


# --- recorded and read -----------------------------------------------------------------------------------


def record_session(session: Session, client_id: int, new: NewSession) -> Changed:
    """Record a session that was held. An answer about self-harm raises an alert with it, and marks the client urgent.

    Raises Invalid with an error for each field that is wrong, Refused where the client's record does not allow it.
    """
    require(session, "counselling.record")
    with session.work(Compartment.HEALTH) as work:
        return _record(work, client_id, new, _offered(work))


def record_in(work: Work, client_id: int, new: NewSession) -> Changed:
    """The same, inside a transaction that an import has open: an older register has topics that are used no longer."""
    return _record(work, client_id, new, {item.code for item in registry.whole_catalogue(work.db, TOPICS)})


def _record(work: Work, client_id: int, new: NewSession, topics: set[str]) -> Changed:
    client_change = open_act(work, client_id, "serve", "counselling.record")
    client = client_change.client
    row = CounsellingSession(
        client_id=client.id,
        state=State.RECORDED.value,
        created_at=work.now,
        created_by=work.session.account.id,
        updated_at=work.now,
    )
    fill_defaults(row)
    _check(work, client_change, new, topics)
    _write(work, row, new)
    record.give_number(work, row)
    record.refresh(row)
    work.db.add(row)
    work.db.flush()
    raised = record.write_taken(work, row, new.taken)
    _tell_client(client_change, row, raised)
    _appoint(client_change, new, None)
    return _done(work, row, client_change, "record", raised=raised)


def find_number(session: Session, number: str) -> int:
    """The id behind a number as typed. Raises NotFound."""
    require(session, "counselling.list")
    with session.read() as db:
        return record.find_number(db, number).id


def show_session(session: Session, session_id: int) -> SessionDetail:
    """Everything about a session; the opening is audited. Raises NotFound, Refused."""
    require(session, "counselling.open")
    with session.work(Compartment.HEALTH) as work:
        row = record.find(work.db, session_id)
        work.audit(f"{KIND}.open", record.subject(row))
        return detail_of(session, work.db, row)


def read_again(session: Session, session_id: int) -> SessionDetail:
    """The session as it is now, for a person who has it open already. Not audited."""
    require(session, "counselling.open")
    with session.read() as db:
        return detail_of(session, db, record.find(db, session_id))


# --- changed ---------------------------------------------------------------------------------------------


def edit_session(session: Session, session_id: int, new: NewSession, expected_version: int | None = None) -> Changed:
    """Change a session on the day on which it was entered. Raises Conflict, Invalid, Refused."""
    return _change(session, session_id, "edit", new, "", expected_version)


def correct_session(
    session: Session, session_id: int, new: NewSession, reason: str, expected_version: int | None = None
) -> Changed:
    """Correct a session later; the version before is kept with the reason. Raises Conflict, Invalid, Refused."""
    return _change(session, session_id, "correct", new, reason, expected_version)


def _change(
    session: Session, session_id: int, act: str, new: NewSession, reason: str, expected_version: int | None
) -> Changed:
    require(session, "counselling.record")
    reason = needed(reason, "reason") if act == "correct" else ""
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, session_id, act, expected_version)
        client_change = open_act(work, row.client_id, "edit", "counselling.record")
        _check(work, client_change, new, _offered(work) | set(row.topics))
        before = record.snapshot(work.db, row)
        next_before = row.next_visit_on
        _write(work, row, new)
        record.refresh(row)
        raised = record.write_taken(work, row, new.taken)
        work.db.add(
            CounsellingVersion(
                client_id=row.client_id,
                session_id=row.id,
                version=row.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=before,
            )
        )
        _tell_client(client_change, row, raised)
        _appoint(client_change, new, next_before)
        return _done(work, row, client_change, act, reason, raised)


def remove_session(session: Session, session_id: int, reason: str) -> Changed:
    """Take a session out that was entered by mistake, for another client for instance; a lead can bring it back."""
    return _move(session, session_id, "remove", State.REMOVED, reason)


def restore_session(session: Session, session_id: int) -> Changed:
    """Bring a session back. Raises Refused."""
    return _move(session, session_id, "restore", State.RECORDED, "")


def _move(session: Session, session_id: int, act: str, to: State, reason: str) -> Changed:
    require(session, "counselling.remove")
    reason = needed(reason, "reason") if act == "remove" else ""
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, session_id, act)
        client_change = open_act(work, row.client_id, "edit", "counselling.remove")
        old = State(row.state)
        row.state = to.value
        record.refresh(row)
        return _done(work, row, client_change, act, reason, from_state=old)


# --- alerts ----------------------------------------------------------------------------------------------


def note_alert(session: Session, alert_id: int, done: str) -> Changed:
    """Note what was done after a self-harm alert, which closes it. Raises Invalid without words, Refused, NotFound."""
    require(session, "counselling.record")
    with session.work(Compartment.HEALTH) as work:
        alert = work.db.get(SelfHarmAlert, alert_id)
        if alert is None:
            raise NotFound(N_("There is no such alert."))
        row = _open(work, alert.session_id, "alert")
        if alert.noted_at is not None:
            raise Conflict(N_("Somebody has noted already what was done. Nothing was overwritten."))
        alert.done = needed(done, "done")
        alert.noted_at, alert.noted_by = work.now, session.account.id
        work.db.flush()
        # Somebody who has left the station meanwhile may still have an alert to close.
        client_change = open_act(work, row.client_id, "calm", "counselling.record")
        client_change.client.urgent = bool(record.open_alerts(work.db, row.client_id))
        return _done(work, row, client_change, "alert")


def open_alerts(session: Session, client_id: int | None = None) -> list[AlertInfo]:
    """The alerts that nobody has noted yet, of one client or of all, the oldest first."""
    require(session, "counselling.open")
    people = {account.id: account.full_name for account in session.accounts()}
    from app.health.counselling.queries import unnoted

    with session.read() as db:
        return [alert_info(db, alert, people) for alert in unnoted(db, client_id)]


# --- what the verbs share ----------------------------------------------------------------------------------


def _open(work: Work, session_id: int, act: str, expected_version: int | None = None) -> CounsellingSession:
    row = record.find(work.db, session_id)
    if expected_version is not None and row.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this counselling session meanwhile. Nothing was overwritten: compare both"
                " versions and decide."
            ),
            theirs=detail_of(work.session, work.db, row),
        )
    unless(rules.why_not(record.standing(work.db, row), act, work.session.account, work.session.today()))
    return row


def _offered(work: Work) -> set[str]:
    """The topics in use. One that is used no longer may stay where it stands."""
    return {item.code for item in registry.catalogue(work.db, TOPICS)}


def _check(work: Work, client: ClientChange, new: NewSession, topics: set[str]) -> None:
    """Raises Invalid with an error for each field that is wrong."""
    not_future(work, new.held_on, "held_on")
    found: dict[str, AppError] = {}
    if new.held_on < client.client.first_on:
        found["held_on"] = Invalid(N_("This day lies before the first visit."))
    if new.minutes is not None and not 1 <= new.minutes <= LONGEST:
        found["minutes"] = Invalid(N_("Enter the length in minutes, up to eight hours."))
    if new.counsellor_id is not None and new.counsellor_id not in counsellors(work.session):
        found["counsellor_id"] = Invalid(N_("That person cannot hold a counselling session."))
    if not set(new.topics) <= topics:
        found["topics"] = Invalid(N_("Choose topics from the list."))
    if new.next_visit_on is not None and new.next_visit_on < new.held_on:
        found["next_visit_on"] = Invalid(N_("The next visit would lie before this one."))
    found |= {f"taken.{form.instrument}": why for form in new.taken if (why := _why_not_taken(form))}
    if len({form.instrument for form in new.taken}) < len(new.taken):
        found["taken"] = Invalid(N_("An instrument is taken once in a session."))
    if not (new.topics or new.taken or new.agreed.strip() or new.note.strip()):
        found["topics"] = Invalid(NEEDED)
    if found:
        raise wrong(found)


def _why_not_taken(form: Any) -> AppError | None:
    known = instruments().get(form.instrument)
    if known is None:
        return Invalid(N_("There is no such instrument."))
    if len(form.answers) != len(known.questions) or not all(
        each is None or 0 <= each <= HIGHEST_ANSWER for each in (*form.answers, form.difficulty)
    ):
        return Invalid(N_("Each question is answered with 0, 1, 2 or 3, or left open."))
    if all(each is None for each in form.answers):
        return Invalid(N_("No question was answered."))
    return None


def _write(work: Work, row: CounsellingSession, new: NewSession) -> None:
    row.held_on, row.minutes = new.held_on, new.minutes
    row.counsellor_id = new.counsellor_id or row.counsellor_id or work.session.account.id
    row.topics = list(new.topics)
    row.agreed, row.follow_up, row.note = (nfc(text).strip() for text in (new.agreed, new.follow_up, new.note))
    row.next_visit_on = new.next_visit_on


def _tell_client(client: ClientChange, row: CounsellingSession, raised: tuple[int, ...]) -> None:
    seen(client, row.held_on)
    if raised:
        client.client.urgent = True


def _appoint(client: ClientChange, new: NewSession, before: date | None) -> None:
    """What was agreed as the next visit is an appointment; a day that has passed, of an old paper, is not."""
    on = new.next_visit_on
    if on is None or on == before or on < client.work.session.today():
        return
    if before is None:
        appointments.arrange(client, appointments.NewAppointment(on))
    else:
        appointments.rearrange(client, before, on)


def _done(
    work: Work,
    row: CounsellingSession,
    client: ClientChange,
    action: str,
    note: str = "",
    raised: tuple[int, ...] = (),
    from_state: State | None = None,
) -> Changed:
    """Raise the version, note the event here and with the client, audit the action."""
    row.version += 1 if action != "record" else 0
    row.updated_at = work.now
    work.db.add(
        CounsellingEvent(
            client_id=row.client_id,
            session_id=row.id,
            at=work.now,
            by=work.session.account.id,
            action=action,
            from_state=(from_state or State(row.state)).value,
            to_state=row.state,
            note=note,
        )
    )
    client.done(action, kind=KIND, subject=record.subject(row))
    record.index(work.db, row, client.client.code)
    work.db.flush()
    return Changed(row.id, row.number, row.client_id, row.version, State(row.state), action, raised)
