"""What does a person see who opens a client's record? The code and what care needs; name and contact hidden."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.records.opened import Event
from app.health.clients import record, rules
from app.health.clients.models import Client, ClientEvent, Consent, Identity, Phrase
from app.health.clients.terms import AgeBand, Basis, ConsentState, How, LeftReason, SafeWay, Source, State
from app.health.clients.values import ClientDetail, ClientFacts, ConsentInfo, Person
from app.vault.session import Session

# What stands where something is recorded and not shown; empty is where nothing is known.
MASK = "•••"
ACTION_NAMES: dict[str, str] = {
    **{step.name: step.label for step in rules.TRANSITIONS.values()},
    **{act.name: act.label for act in rules.ACTS.values()},
    "intake": N_("Record opened"),
    "withdraw_consent": N_("Consent taken back"),
}


def facts_of(client: Client) -> ClientFacts:
    """The record as a person would enter it."""
    return ClientFacts(
        source=Source(client.source),
        first_on=client.first_on,
        sex=client.sex,
        birth_year=client.birth_year,
        age_band=AgeBand(client.age_band) if client.age_band else None,
        key_group=client.key_group,
        village_id=client.village_id,
        safe_way=SafeWay(client.safe_way) if client.safe_way else None,
        safe_when=client.safe_when,
        note=client.note,
    )


def hidden(person: Person) -> Person:
    """A mask where something is recorded, nothing where nothing is."""
    return Person(*(MASK if each else "" for each in (person.name, person.phone, person.other_contact)))


def detail_of(session: Session, db: Orm, client: Client, *, revealed: bool = False) -> ClientDetail:
    """Everything about a client. The reading is audited by the service, not here."""
    people, state = {account.id: account.full_name for account in session.accounts()}, State(client.state)
    person = record.person_of(db.get(Identity, client.id))
    return ClientDetail(
        id=client.id,
        version=client.version,
        code=client.code,
        state=state,
        urgent=client.urgent,
        facts=facts_of(client),
        village=client.village_name,
        band=record.band(client, session.today()),
        basis=Basis(client.basis),
        basis_note=client.basis_note,
        last_visit_on=client.last_visit_on,
        next_visit_on=client.next_visit_on,
        left_reason=LeftReason(client.left_reason) if client.left_reason else None,
        left_on=client.left_on,
        withdrawn_on=client.withdrawn_on,
        erase_by=client.erase_by,
        has_phrase=db.get(Phrase, client.id) is not None,
        person=person if revealed else hidden(person),
        revealed=revealed,
        consents=_consents(session, db, client),
        timeline=_timeline(db, client, people),
        next_step=rules.next_step(state, session.account, expected=client.next_visit_on is not None),
        steps=rules.possible_steps(state, session.account),
        acts=rules.possible_acts(state, session.account, urgent=client.urgent),
    )


def _consents(session: Session, db: Orm, client: Client) -> tuple[ConsentInfo, ...]:
    query = select(Consent).where(Consent.client_id == client.id).order_by(Consent.given_on, Consent.id)
    rows = list(db.scalars(query))
    latest = {(row.purpose, row.recipient): row.id for row in rows}
    return tuple(
        ConsentInfo(
            row.id,
            row.purpose,
            row.recipient,
            ConsentState(row.state),
            How(row.how) if row.how else None,
            row.given_on,
            row.until,
            row.withdrawn_on,
            row.until is not None and row.until < session.today(),
            row.note,
            latest[row.purpose, row.recipient] != row.id,
        )
        for row in rows
    )


def _timeline(db: Orm, client: Client, people: dict[str, str]) -> tuple[Event, ...]:
    query = select(ClientEvent).where(ClientEvent.client_id == client.id).order_by(ClientEvent.id.desc())
    return tuple(
        Event(
            row.id,
            row.at,
            people.get(row.by, row.by),
            row.action,
            ACTION_NAMES.get(row.action, ""),
            row.note,
            {"changed": sorted(row.before or {})},
            from_state=State(row.from_state) if row.from_state else None,
            to_state=State(row.to_state) if row.to_state else None,
        )
        for row in db.scalars(query)
    )
