"""What is asked of group sessions beside what their fields give? An opened one, with what it handed out."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.kinds import Document
from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import documents, entering, listing
from app.common.records.acts import offered
from app.common.records.filters import Filter
from app.common.records.opened import Opened, timeline
from app.health.group_sessions import rules
from app.health.group_sessions.declared import GROUP_SESSIONS, SessionEntry, SessionFilter
from app.health.group_sessions.tables import GroupSession, GroupSessionEvent, Sort
from app.health.supplies import taking
from app.health.supplies.models import SupplyItem
from app.vault.session import Session

ALL = SessionFilter()


def list_sessions(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NEWEST, after: Key | None = None, limit: int = 200
) -> Page[Any]:
    """A page of the sessions. `after` is the `next` of the page before."""
    return listing.list_page(GROUP_SESSIONS, session, where, sort, after, limit)


def count_sessions(session: Session, where: Filter = ALL) -> int:
    """How many sessions the filter lets through."""
    return listing.count(GROUP_SESSIONS, session, where)


def search_sessions(session: Session, text: str, limit: int = 50) -> list[Any]:
    """Sessions with every word in their number, place, village or staff, the latest first."""
    return listing.search(GROUP_SESSIONS, session, text, limit)


def find_number(session: Session, number: str) -> int:
    """The id behind a session's number as typed. Raises NotFound."""
    return listing.find_number(GROUP_SESSIONS, session, number)


@dataclass(frozen=True)
class Given:
    """What was handed out of an item."""

    item_id: int
    number: str
    name: str
    unit: str
    quantity: int


SessionDetail = Opened[SessionEntry, tuple[Given, ...]]


def read_session(session: Session, session_id: int) -> SessionDetail:
    """A session. Nobody is named in it, so looking at it is not audited."""
    require(session, GROUP_SESSIONS.may.list)
    with session.read() as db:
        return detail_of(session, db, listing.find(GROUP_SESSIONS, db, session_id))


def detail_of(session: Session, db: Orm, row: GroupSession) -> SessionDetail:
    """The session as it stands; its `own` is what was handed out there."""
    given = taking.taken(db, [row.id]).get(row.id, {})
    items = db.scalars(select(SupplyItem).where(SupplyItem.id.in_(given)).order_by(SupplyItem.sort_key))
    return Opened(
        id=row.id,
        version=row.version,
        number=row.number,
        entry=entering.entry_of(GROUP_SESSIONS, row, handed_out=given),
        lists=GROUP_SESSIONS.names_in(session, db),
        removed=row.removed,
        timeline=timeline(session, db, GroupSessionEvent.session_id, row.id, rules.EVENTS),
        acts=offered(rules.ACTS, session.account, removed=row.removed),
        own=tuple(Given(item.id, item.number, item.name, item.unit, given[item.id]) for item in items),
    )


def show_document(session: Session, number: str) -> Document:
    """A session with its numbers, as scripts get it. The note and the staff are left out."""
    found = read_session(session, find_number(session, number))
    told = documents.show_document(GROUP_SESSIONS, found)
    handed_out = [{"item": each.number, "quantity": each.quantity} for each in found.own]
    return told | {"handed_out": handed_out, "version": found.version}
