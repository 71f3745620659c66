"""How is a client's row read: found by id or code, what lists sort by, indexed for search?"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.health.clients import codes, rules
from app.health.clients.models import NEVER, Client, Identity
from app.health.clients.terms import KIND, AgeBand, State
from app.health.clients.values import Person
from app.vault.errors import NotFound

SCHEMA = "health"


def subject(client: Client) -> str:
    """What the audit calls a client, and what belongs to one without a number of its own: never more than the code."""
    return f"{KIND}/{client.code}"


def find(db: Orm, client_id: int) -> Client:
    """The client. Raises NotFound, for one that was erased as well."""
    client = db.get(Client, client_id)
    if client is None or client.state == State.ERASED:
        raise NotFound(N_("There is no such client, or the record was erased."))
    return client


def find_code(db: Orm, code: str) -> Client:
    """The client with the code as typed. Raises Invalid when it is mistyped, NotFound when there is none."""
    tidied = codes.tidy_code(code)
    client = db.scalar(select(Client).where(Client.code == tidied))
    if client is None or client.state == State.ERASED:
        raise NotFound(N_("There is no client with the code {code}, or the record was erased."), code=tidied)
    return client


def new_code(db: Orm) -> str:
    """A code that no client has or had."""
    while True:
        code = codes.new_code()
        if db.scalar(select(Client.id).where(Client.code == code)) is None:
            return code


def refresh(client: Client) -> None:
    """Keep what lists sort by."""
    state = State(client.state)
    client.due_sort = client.next_visit_on or NEVER if state in rules.SERVED else NEVER
    client.rank = rules.rank(state, urgent=client.urgent)
    client.listed = state in rules.LIVING


def band(client: Client, day: date) -> AgeBand | None:
    """The age band in which the client is counted on a day."""
    return rules.band(client.birth_year, client.age_band, day)


def person_of(row: Identity | None) -> Person:
    """Who somebody is, as stored; nobody where nothing was left."""
    return Person(row.name, row.phone, row.other_contact) if row is not None else Person()


def index(db: Orm, client: Client) -> None:
    """Keep the index as the client is: the code alone. No name, no note and no phrase is ever searched for."""
    if client.listed:
        search.index(db, SCHEMA, KIND, client.id, client.code, client.code.replace("-", ""))
    else:
        search.remove(db, SCHEMA, KIND, client.id)
