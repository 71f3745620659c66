"""What do the lists show of counselling: sessions with filters and orders, open alerts? Codes and days, no content."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.paging import Key, Page
from app.common.records import listing
from app.common.records.filters import Filter
from app.health.clients.models import Client
from app.health.counselling.declared import COUNSELLED, SessionFilter, SessionRow, Sort
from app.health.counselling.models import SelfHarmAlert
from app.vault.session import Session

ALL = SessionFilter()


def list_sessions(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NEWEST, after: Key | None = None, limit: int = 200
) -> Page[Any]:
    """A page of the sessions. `after` is the `next` of the page before."""
    return listing.list_page(COUNSELLED, session, where, sort, after, limit)


def count_sessions(session: Session, where: Filter = ALL) -> int:
    """How many sessions the filter lets through."""
    return listing.count(COUNSELLED, session, where)


def find_sessions(session: Session, typed: str, limit: int = 50) -> list[SessionRow]:
    """The sessions with that number, or of the client with that code, the latest first; whoever asks notes it."""
    return listing.search(COUNSELLED, session, typed, limit)


def of_client(session: Session, client_id: int) -> list[SessionRow]:
    """The sessions of a client, the latest first."""
    return list(list_sessions(session, SessionFilter(client_id=client_id)).rows)


def unnoted(db: Orm, client_id: int | None = None) -> list[SelfHarmAlert]:
    """The alerts that nobody has noted yet, the oldest first; not of a client who withdrew."""
    query = (
        select(SelfHarmAlert)
        .join(Client, Client.id == SelfHarmAlert.client_id)
        .where(SelfHarmAlert.noted_at.is_(None), Client.listed)
    )
    if client_id is not None:
        query = query.where(SelfHarmAlert.client_id == client_id)
    return list(db.scalars(query.order_by(SelfHarmAlert.id)))
