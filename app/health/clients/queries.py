"""What do the lists show: the clients with filters and orders, and what a search finds? Codes, never a name.

Nothing here scans: each filter and each order has its index, and pages go on by the key of the last row.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.common import search
from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.health.clients import codes
from app.health.clients.declared import CLIENTS, ClientFilter, Sort
from app.health.clients.models import Client
from app.health.clients.record import SCHEMA
from app.health.clients.terms import KIND
from app.vault.session import Session

ALL = ClientFilter()


@dataclass(frozen=True)
class ClientHit:
    """A client that a search by code found; the number is the code."""

    id: int
    number: str


def list_clients(
    session: Session, where: Filter = ALL, sort: Sort = Sort.RANK, after: Key | None = None, limit: int = 200
) -> Page[Any]:
    """A page of the clients, without those withdrawn or erased. `after` is the `next` of the page before."""
    return listing.list_page(CLIENTS, session, where, sort, after, limit)


def count_clients(session: Session, where: Filter = ALL) -> int:
    """How many clients the filter lets through."""
    return listing.count(CLIENTS, session, where)


def find_clients(session: Session, typed: str, limit: int = 50) -> list[ClientHit]:
    """The clients whose code that is, or begins with it. Whoever asks notes it."""
    require(session, "search")
    with session.read() as db:
        if codes.is_code(typed):
            code = codes.tidy_code(typed)
            found = db.scalars(select(Client).where(Client.code == code, Client.listed)).all()
            return [ClientHit(client.id, client.code) for client in found]
        hits = search.find(db, SCHEMA, typed, limit, KIND)
        return [ClientHit(int(hit.record_id), hit.number) for hit in hits]
