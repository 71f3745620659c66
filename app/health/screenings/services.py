"""What can a person do with tests? Record the answer to an offer, take a test through its steps, look at a result.

Each verb checks the permission and the rules, works in one transaction and notes the event. The audit hears that a step
of a test was written, not which; a result is read through `look` alone, and each look is audited before it is shown.
"""

from typing import Any

from app.common.asking import needed, not_future, unless, wrong
from app.common.choices import chosen
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import nfc
from app.health.clients import record as client_record
from app.health.clients.changing import Change as ClientChange
from app.health.clients.changing import note_event, open_act
from app.health.clients.services import seen
from app.health.models import Draft, SavedFilter
from app.health.screenings import record, rules, writing
from app.health.screenings.detail import detail_of, looked_of
from app.health.screenings.models import Screening, ScreeningEvent, ScreeningVersion
from app.health.screenings.rules import Way
from app.health.screenings.terms import HIV, KIND, SHOWN, TESTS, State
from app.health.screenings.values import Asked, Changed, Looked, NewScreenings, ScreeningDetail, StepFacts, TestInfo
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, Refused
from app.vault.session import Session, Work

PERMISSION = "screenings.record"
DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing=PERMISSION, listing="screenings.list")
# What the client's timeline hears by name.
_TOLD = frozenset({"withdraw", "remove", "restore"})


def tests(session: Session) -> list[TestInfo]:
    """The tests that the station offers, in the office's order, with what each may say."""
    require(session, "screenings.list")
    with session.read() as db:
        found = []
        for item in registry.catalogue(db, TESTS):
            way = rules.way_of(item.code, item.name, item.facts)
            found.append(TestInfo(item.code, item.name, way.name, way.first))
        return found


# --- offered -----------------------------------------------------------------------------------------------


def offer(session: Session, client_id: int, new: NewScreenings) -> list[Changed]:
    """Record what somebody answered to each test that they were offered; consent and refusal alike.

    Raises Invalid with an error for each field that is wrong, Refused where the client's record does not allow it.
    """
    require(session, PERMISSION)
    with session.work(Compartment.HEALTH) as work:
        return offer_in(work, client_id, new)


def offer_in(work: Work, client_id: int, new: NewScreenings) -> list[Changed]:
    """The same, inside a transaction that the caller has open."""
    client_change = open_act(work, client_id, "serve", PERMISSION)
    new = chosen(new)
    known = {item.code: item for item in registry.catalogue(work.db, TESTS)}
    _check_offer(work, client_change, new, known)
    rows = [_offered(work, client_change, new, each, known[each.test]) for each in new.tests]
    seen(client_change, new.asked_on)
    client_change.done("offer", kind=KIND, subject=f"{KIND}/{rows[0].number}")
    for row in rows:
        # The first is audited with the client's event.
        if row is not rows[0]:
            work.audit(f"{KIND}.offer", record.subject(row))
        record.index(work.db, row, client_change.client.code)
    work.db.flush()
    return [_told(row, "offer") for row in rows]


def _check_offer(work: Work, client_change: ClientChange, new: NewScreenings, known: Any) -> None:
    client = client_change.client
    not_future(work, new.asked_on, "asked_on")
    found: dict[str, AppError] = {}
    if new.asked_on < client.first_on:
        found["asked_on"] = Invalid(N_("This day lies before the first visit."))
    if not new.tests:
        found["tests"] = Invalid(N_("Answer for one test at least."))
    if any(each.test not in known for each in new.tests):
        found["tests"] = Invalid(N_("Choose a test from the list."))
    if len({each.test for each in new.tests}) < len(new.tests):
        found["tests"] = Invalid(N_("Each test is offered once."))
    agreed = [known[each.test] for each in new.tests if each.agreed is not None and each.test in known]
    hiv = any(rules.way_of(item.code, item.name, item.facts).name == HIV for item in agreed)
    if hiv and record.is_child(work.session, client) and not new.guardian.strip():
        found["guardian"] = Invalid(N_("Under 15 a test for HIV needs the consent of a parent or guardian."))
    if found:
        raise wrong(found)


def _offered(
    work: Work, client_change: ClientChange, new: NewScreenings, asked: Asked, item: registry.Item
) -> Screening:
    agreed = asked.agreed
    row = Screening(
        client_id=client_change.client.id,
        state=(State.CONSENTED if agreed is not None else State.REFUSED).value,
        test=item.code,
        test_name=item.name,
        way=rules.way_of(item.code, item.name, item.facts).name,
        asked_on=new.asked_on,
        asked_by=work.session.account.id,
        consent_on=new.asked_on if agreed is not None else None,
        consent_how=agreed.value if agreed is not None else "",
        consent_guardian=" ".join(nfc(new.guardian).split()) if agreed is not None else "",
        note=nfc(new.note).strip(),
        created_at=work.now,
        created_by=work.session.account.id,
        updated_at=work.now,
    )
    fill_defaults(row)
    record.give_number(work, row)
    record.refresh(row)
    work.db.add(row)
    work.db.flush()
    _event(work, row, "offer", State(row.state), "", None)
    return row


# --- read --------------------------------------------------------------------------------------------------


def find_number(session: Session, number: str) -> int:
    """The id behind a number as typed. Raises NotFound."""
    require(session, "screenings.list")
    with session.read() as db:
        return record.find_number(db, number).id


def show_screening(session: Session, screening_id: int) -> ScreeningDetail:
    """Everything about a test but its result; the opening is audited. Raises NotFound, Refused."""
    require(session, "screenings.open")
    with session.work(Compartment.HEALTH) as work:
        row = record.find(work.db, screening_id)
        work.audit(f"{KIND}.open", record.subject(row))
        return detail_of(session, work.db, row)


def read_again(session: Session, screening_id: int) -> ScreeningDetail:
    """The test as it is now, for a person who has it open already. Not audited: no result is in it."""
    require(session, "screenings.open")
    with session.read() as db:
        return detail_of(session, db, record.find(db, screening_id))


def look(session: Session, screening_id: int) -> Looked:
    """The result, to whoever works with clients. The look is in the audit before anything is shown."""
    require(session, "screenings.look")
    with session.work(Compartment.HEALTH) as work:
        work.audit(f"{KIND}.look", record.subject(record.find(work.db, screening_id)))
    with session.read() as db:
        return looked_of(session, db, record.find(db, screening_id))


def look_for_reason(session: Session, screening_id: int, reason: str) -> Looked:
    """The same, where it is not the test's own page that asks: with a reason, which the client's timeline keeps."""
    require(session, "screenings.look")
    reason = needed(reason, "reason")
    with session.work(Compartment.HEALTH) as work:
        row = record.find(work.db, screening_id)
        client = open_act(work, row.client_id, "reveal", "screenings.look").client
        note_event(work, client, "look", reason, kind=KIND, subject=record.subject(row))
    with session.read() as db:
        return looked_of(session, db, record.find(db, screening_id))


# --- its life ----------------------------------------------------------------------------------------------


def take_step(
    session: Session, screening_id: int, step: str, facts: StepFacts, expected_version: int | None = None
) -> Changed:
    """Take a step of rules.TRANSITIONS: sample, result (the confirmation, too), tell, close, withdraw.

    Raises Refused with the reason, Invalid naming what is lacking or wrong, Conflict.
    """
    require(session, PERMISSION)
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, screening_id, expected_version)
        state, facts = State(row.state), chosen(facts)
        unless(rules.why_not_step(state, step, session.account))
        line, before = rules.step_of(state, step), record.snapshot(work.db, row)
        client_change = open_act(work, row.client_id, "edit", PERMISSION)
        row.state = writing.step(work, row, client_change.client, line, facts).value
        _seen(client_change, step, facts)
        # What somebody withdrew is not taken back for them: they are asked anew, and a new test is recorded.
        undone_by = before if step != "withdraw" else None
        return _done(work, row, client_change, step, state, undone_by, facts.reason if step == "close" else "")


def tell_first(session: Session, screening_id: int, facts: StepFacts, expected_version: int | None = None) -> Changed:
    """Note that the screening's own result was told while its confirmation is awaited. Raises Invalid, Refused."""
    require(session, PERMISSION)
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, screening_id, expected_version)
        unless(rules.why_not_act(State(row.state), "tell_first", session.account))
        facts, before = chosen(facts), record.snapshot(work.db, row)
        client_change = open_act(work, row.client_id, "edit", PERMISSION)
        writing.telling(work, row, client_change.client, facts, first=True)
        _seen(client_change, "tell", facts)
        return _done(work, row, client_change, "tell_first", State(row.state), before)


def correct_result(
    session: Session, screening_id: int, facts: StepFacts, expected_version: int | None = None
) -> Changed:
    """Set a result right that was written wrongly; the version before is kept with the reason.

    It is to be told anew. Raises Conflict, Invalid, Refused.
    """
    require(session, "screenings.correct")
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, screening_id, expected_version)
        state = State(row.state)
        unless(rules.why_not_act(state, "correct", session.account))
        facts = chosen(facts)
        reason, before = needed(facts.reason, "reason"), record.snapshot(work.db, row)
        client_change = open_act(work, row.client_id, "edit", "screenings.correct")
        row.state = writing.corrected(work, row, facts).value
        work.db.add(
            ScreeningVersion(
                client_id=row.client_id,
                screening_id=row.id,
                version=row.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=before,
            )
        )
        return _done(work, row, client_change, "correct", state, None)


def undo_last(session: Session, screening_id: int, event_id: int) -> Changed:
    """Take back the person's own last step. Raises Refused for somebody else's, or what cannot be taken back."""
    require(session, PERMISSION)
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, screening_id)
        state, last = State(row.state), record.last_event(work.db, row)
        unless(rules.why_not_act(state, "undo", session.account))
        if last is None or last.id != event_id:
            raise Conflict(N_("Something else was done to this test meanwhile. Nothing was changed."))
        if last.by != session.account.id:
            raise Refused(N_("The last step is somebody else's. Only they can take it back."))
        if last.before is None:
            raise Refused(N_("This cannot be taken back."))
        client_change = open_act(work, row.client_id, "edit", PERMISSION)
        record.put_back(work.db, row, last.before)
        last.undone_at = work.now
        return _done(work, row, client_change, "undo", state, None)


def remove_screening(session: Session, screening_id: int, reason: str) -> Changed:
    """Take a test out that was entered by mistake, for another client for instance; a lead can bring it back."""
    require(session, "screenings.remove")
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, screening_id)
        state = State(row.state)
        unless(rules.why_not_act(state, "remove", session.account))
        client_change = open_act(work, row.client_id, "edit", "screenings.remove")
        row.state = State.REMOVED.value
        return _done(work, row, client_change, "remove", state, None, needed(reason, "reason"))


def restore_screening(session: Session, screening_id: int) -> Changed:
    """Bring a test back to where it stood. Raises Refused."""
    require(session, "screenings.remove")
    with session.work(Compartment.HEALTH) as work:
        row = _open(work, screening_id)
        unless(rules.why_not_act(State(row.state), "restore", session.account))
        client_change = open_act(work, row.client_id, "edit", "screenings.remove")
        last = record.last_event(work.db, row)
        row.state = last.from_state if last is not None else row.state
        return _done(work, row, client_change, "restore", State.REMOVED, None)


# --- what the verbs share ----------------------------------------------------------------------------------


def _open(work: Work, screening_id: int, expected_version: int | None = None) -> Screening:
    row = record.find(work.db, screening_id)
    if expected_version is not None and row.version != expected_version:
        raise Conflict(
            N_("Somebody else has saved this test meanwhile. Nothing was overwritten: look at it, and decide."),
            theirs=detail_of(work.session, work.db, row),
        )
    return row


def _seen(client_change: ClientChange, step: str, facts: StepFacts) -> None:
    """A sample and a telling are visits."""
    day = {"sample": facts.sample_on, "tell": facts.told_on}.get(step)
    if day is not None:
        seen(client_change, day)


def _done(
    work: Work,
    row: Screening,
    client_change: ClientChange,
    action: str,
    from_state: State,
    before: dict[str, Any] | None,
    note: str = "",
) -> Changed:
    """Raise the version, note the event here and with the client, audit it."""
    record.refresh(row)
    row.version += 1
    row.updated_at = work.now
    work.db.flush()
    _event(work, row, action, from_state, nfc(note).strip(), before)
    if action in _TOLD:
        client_change.done(action, kind=KIND, subject=record.subject(row))
    else:
        # No line in the client's timeline: how many steps a test took tells whether it was confirmed.
        client_record.refresh(client_change.client)
        work.audit(f"{KIND}.{action if action in ('correct', 'undo') else 'write'}", record.subject(row))
    record.index(work.db, row, client_change.client.code)
    work.db.flush()
    return _told(row, action)


def _event(
    work: Work, row: Screening, action: str, from_state: State, note: str, before: dict[str, Any] | None
) -> None:
    work.db.add(
        ScreeningEvent(
            client_id=row.client_id,
            screening_id=row.id,
            at=work.now,
            by=work.session.account.id,
            action=action,
            from_state=from_state.value,
            to_state=row.state,
            note=note,
            before=before,
        )
    )


def _told(row: Screening, action: str) -> Changed:
    return Changed(row.id, row.number, row.client_id, row.version, SHOWN[State(row.state)], action)


def way_of(session: Session, screening_id: int) -> Way:
    """The rule of a test's results; it tells nothing of the result itself."""
    require(session, "screenings.open")
    with session.read() as db:
        return record.way_of(db, record.find(db, screening_id))
