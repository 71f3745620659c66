"""What can a person do with a client's record? Open it with consent, read it, see who it is, edit it, pause or end it.

Each verb checks the permission and the rules, works in one transaction, notes the event and audits it. Consents are in
`consents`, the phrase in `phrases`, withdrawal and erasure in `erasure`.
"""

from datetime import date

from app.common.asking import NEEDED, needed, not_future, unless, wrong
from app.common.choices import chosen
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import nfc
from app.health.clients import consents, intake, phrases, record, rules
from app.health.clients.changing import Change, note_event, open_act, open_change
from app.health.clients.detail import detail_of
from app.health.clients.models import Client, Identity
from app.health.clients.terms import KEEP_RECORD, KIND, Basis, ConsentState, State
from app.health.clients.values import Changed, ClientDetail, ClientFacts, NewClient, NewConsent, Person, StepFacts
from app.health.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session, Work

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing=f"{KIND}.intake", listing=f"{KIND}.list")

NO_FACTS = StepFacts()


def open_record(session: Session, new: NewClient) -> Changed:
    """Open a client's record, once the person agreed that one is kept. It gets a random code.

    Raises Refused without consent or another basis, Invalid with an error for each field that is wrong.
    """
    require(session, "health-clients.intake")
    with session.work(Compartment.HEALTH) as work:
        return open_in(work, new)


def open_in(work: Work, new: NewClient) -> Changed:
    """The same, inside a transaction that the caller has open."""
    today, new = work.session.today(), chosen(new)
    intake.basis_first(new)
    found = intake.problems(new.facts, today)
    if new.phrase and (too_short := phrases.too_short(new.phrase)):
        found["phrase"] = too_short
    if found:
        raise wrong(found)
    first_on = new.facts.first_on or today
    client = Client(
        code=record.new_code(work.db),
        state=State.ACTIVE.value,
        first_on=first_on,
        last_visit_on=first_on,
        basis=new.basis.value,
        basis_note=nfc(new.basis_note).strip(),
        created_at=work.now,
        updated_at=work.now,
    )
    fill_defaults(client)
    intake.write_facts(work.db, client, new.facts)
    record.refresh(client)
    work.db.add(client)
    work.db.flush()
    _write_person(work, client, new.person)
    if new.basis is Basis.CONSENT:
        consents.add(work, client, NewConsent(KEEP_RECORD, ConsentState.GIVEN, first_on, new.agreed))
    if new.phrase:
        phrases.write(work, client, new.phrase)
    note_event(work, client, "intake", from_state=State.ACTIVE.value)
    record.index(work.db, client)
    work.db.flush()
    return Changed(client.id, client.code, client.version, State.ACTIVE, "intake")


def _write_person(work: Work, client: Client, person: Person) -> None:
    person = intake.tidy(person)
    row = work.db.get(Identity, client.id)
    if row is None and person:
        row = Identity(client_id=client.id)
        work.db.add(row)
    elif row is not None and not person:
        work.db.delete(row)
        return
    if row is not None:
        row.name, row.phone, row.other_contact = person.name, person.phone, person.other_contact


def find_code(session: Session, code: str) -> int:
    """The id behind a code as typed. Raises Invalid for a mistyped one, NotFound."""
    require(session, "health-clients.list")
    with session.read() as db:
        return record.find_code(db, code).id


def show_client(session: Session, client_id: int) -> ClientDetail:
    """Everything about a client with the person hidden; the opening is audited. Raises NotFound, Refused."""
    require(session, "health-clients.open")
    with session.work(Compartment.HEALTH) as work:
        client = record.find(work.db, client_id)
        work.audit(f"{KIND}.open", record.subject(client))
        return detail_of(session, work.db, client)


def read_again(session: Session, client_id: int) -> ClientDetail:
    """The client as it is now, for a person who has it open already. Not audited."""
    require(session, "health-clients.open")
    with session.read() as db:
        return detail_of(session, db, record.find(db, client_id))


def reveal(session: Session, client_id: int, reason: str) -> ClientDetail:
    """The client with name and contact, for a reason; audited before anything is shown.

    The reason stands in the client's own timeline. Raises Refused, Invalid without a reason.
    """
    with session.work(Compartment.HEALTH) as work:
        client = open_act(work, client_id, "reveal", "health-clients.reveal").client
        note_event(work, client, "reveal", needed(reason, "reason"))
    with session.read() as db:
        return detail_of(session, db, record.find(db, client_id), revealed=True)


def edit_client(session: Session, client_id: int, facts: ClientFacts, expected_version: int | None = None) -> Changed:
    """Change the facts of a record; the timeline keeps what stood there. Raises Conflict, Invalid, Refused."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "edit", "health-clients.edit", expected_version)
        facts = chosen(facts)
        if found := intake.problems(facts, session.today()):
            raise wrong(found)
        intake.write_facts(work.db, change.client, facts)
        return change.done("edit")


def edit_person(session: Session, client_id: int, person: Person, expected_version: int | None = None) -> Changed:
    """Change name and contact, or take them out: all empty makes the client anonymous again."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "identify", "health-clients.edit", expected_version)
        _write_person(work, change.client, person)
        return change.done("identify")


def set_phrase(session: Session, client_id: int, phrase: str) -> Changed:
    """Set the phrase by which the client can return without the card; empty takes it off. Raises Invalid, Refused."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "phrase", "health-clients.edit")
        if phrase.strip() and (too_short := phrases.too_short(phrase)):
            raise wrong({"phrase": too_short})
        phrases.write(work, change.client, phrase)
        return change.done("phrase")


def calm(session: Session, client_id: int, note: str) -> Changed:
    """Say how what was urgent was dealt with; the client then stands in the ordinary order again.

    Raises Refused while a self-harm alert is open: that is noted where it was raised, and nowhere else.
    """
    from app.health.counselling.record import open_alerts  # counselling knows clients, not the other way round

    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "calm", "health-clients.edit")
        if open_alerts(work.db, client_id):
            raise Refused(
                N_("A self-harm alert of this client is open. Note what was done in the counselling session.")
            )
        change.client.urgent = False
        return change.done("calm", needed(note, "note"))


def take_step(
    session: Session, client_id: int, step: str, facts: StepFacts = NO_FACTS, expected_version: int | None = None
) -> Changed:
    """Take a step of rules.TRANSITIONS: pause, resume, leave, come_back. Withdrawal is in `erasure`.

    Raises Refused with the reason, Invalid naming what is lacking, Conflict.
    """
    require(session, "health-clients.edit")
    with session.work(Compartment.HEALTH) as work:
        change = open_change(work, client_id, expected_version)
        client, facts = change.client, chosen(facts)
        unless(rules.why_not_step(State(client.state), step, session.account) or rules.why_not_plainly(step))
        row = rules.TRANSITIONS[State(client.state), step]
        if "left_reason" in row.needs and facts.left_reason is None:
            raise wrong({"left_reason": Invalid(NEEDED)})
        on = not_future(work, facts.on or session.today(), "on")
        if on < client.first_on:
            raise wrong({"on": Invalid(N_("This day lies before the first visit."))})
        leaves = step == "leave"
        client.left_reason = facts.left_reason.value if leaves and facts.left_reason else ""
        client.left_on = on if leaves else None
        client.state = row.to.value
        return change.done(step, facts.note)


def seen(change: Change, on: date) -> None:
    """The client was here on a day: what lists say of the last visit. For whoever records a service."""
    change.client.last_visit_on = max(change.client.last_visit_on, on)
