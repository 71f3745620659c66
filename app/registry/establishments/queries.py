"""What do the lists of the register show, and what do other units' records ask of it: briefs, who was open, figures?

Nothing here scans for a list: each filter and each order has its index (models.Establishment), and pages go on by the
key of the last row. Who was open on a day is worked out from the history, over the few hundred premises of a commune.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.dates import office_day
from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.common.records.indexed import Found
from app.common.text import fold
from app.registry import queries as shared
from app.registry.establishments import detail, record, rules
from app.registry.establishments.declared import ESTABLISHMENTS, INDEX, EstablishmentFilter, Sort
from app.registry.establishments.lines import EstablishmentRow
from app.registry.establishments.models import Establishment, EstablishmentChange, Proposal
from app.registry.establishments.terms import (
    KIND,
    ProposalState,
    State,
)
from app.registry.establishments.values import Brief, Counts, HistoryEntry, ProposalInfo
from app.vault.session import Session

ALL = EstablishmentFilter()


def list_establishments(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NAME, after: Key | None = None, limit: int = 200
) -> Page[EstablishmentRow]:
    """A page of the register. `after` is the `next` of the page before."""
    return listing.list_page(ESTABLISHMENTS, session, where, sort, after, limit)


def count_establishments(session: Session, where: Filter = ALL) -> int:
    """How many premises the filter lets through."""
    return listing.count(ESTABLISHMENTS, session, where)


class _Lists:
    """The lists that a brief names things from, read once for many."""

    def __init__(self, db: Orm) -> None:
        self.villages = {village.id: village.name for village in shared.every_village(db)}
        self.types = {item.code: item.name for item in shared.whole_catalogue(db, shared.ESTABLISHMENT_TYPES)}

    def brief(self, row: Establishment) -> Brief:
        return Brief(
            id=row.id,
            number=row.number,
            name=row.name,
            type_code=row.type_code,
            type_name=self.types.get(row.type_code, row.type_code),
            village_id=row.village_id,
            village=self.villages.get(row.village_id or 0, ""),
            address=row.address,
            owner=row.owner,
            responsible=row.responsible,
            phone=row.phone,
            state=State(row.state),
            licence_number=row.licence_number,
            licence_expires_on=row.licence_expires_on,
            cert_number=row.cert_number,
            cert_expires_on=row.cert_expires_on,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            workers=_workers(row),
        )


def _workers(row: Establishment) -> Counts | None:
    if row.counted_on is None or row.workers_total is None:
        return None
    return Counts(
        row.counted_on,
        row.workers_total,
        row.workers_women,
        row.workers_from_elsewhere,
        row.workers_with_contract,
        row.workers_declared,
    )


# --- for the records of a unit, inside a transaction that the caller has open ------------------------------


def brief(db: Orm, establishment_id: int | None) -> Brief | None:
    """Premises as they are now; for a duplicate that was merged, those it was merged into. None when unknown."""
    row = db.get(Establishment, establishment_id) if establishment_id is not None else None
    return _Lists(db).brief(record.survivor(db, row)) if row is not None else None


def briefs(db: Orm, ids: Iterable[int]) -> dict[int, Brief]:
    """The same for many: each id with the premises that stand for it."""
    lists = _Lists(db)
    wanted = sorted(set(ids))
    found: dict[int, Brief] = {}
    for start in range(0, len(wanted), 5000):
        rows = db.scalars(select(Establishment).where(Establishment.id.in_(wanted[start : start + 5000])))
        found |= {row.id: lists.brief(record.survivor(db, row)) for row in rows}
    return found


def by_number(db: Orm, number: str) -> Brief | None:
    """The premises with that number as typed (cs1 will do), or None."""
    return brief(db, record.by_number(db, number))


def same_premises(db: Orm, establishment_id: int) -> frozenset[int]:
    """The ids under which records of these premises may be kept: their own, and those of merged duplicates.

    Asked for a duplicate it gives the same as for the premises it was merged into.
    """
    row = db.get(Establishment, establishment_id)
    if row is None:
        return frozenset({establishment_id})
    stays = record.survivor(db, row)
    return frozenset({stays.id, *(each.id for each in record.merged_rows(db, stays.id))})


def active_on(db: Orm, day: date) -> list[Brief]:
    """The premises in operation on a day, by number: neither closed nor suspended then, nor opened later."""
    return _open(db, day, day)


def active_in_year(db: Orm, year: int) -> list[Brief]:
    """The premises that were in operation on any day of a year, by number."""
    return _open(db, date(year, 1, 1), date(year, 12, 31))


def _open(db: Orm, first: date, last: date) -> list[Brief]:
    operating = (Establishment.listed.is_(True), Establishment.state.in_(sorted(rules.OPERATING)))
    changes: dict[int, list[EstablishmentChange]] = {}
    for line in db.scalars(
        select(EstablishmentChange)
        .where(EstablishmentChange.field == "state", EstablishmentChange.undone_at.is_(None))
        .order_by(EstablishmentChange.since, EstablishmentChange.id)
    ):
        changes.setdefault(line.establishment_id, []).append(line)
    lists = _Lists(db)
    return [
        lists.brief(row)
        for row in db.scalars(select(Establishment).where(*operating).order_by(Establishment.seq))
        if rules.open_between(
            first, last, State(row.state), row.opened_on, detail.state_changes(changes.get(row.id, ()))
        )
    ]


def history(session: Session, establishment_id: int) -> tuple[HistoryEntry, ...]:
    """What became of premises, the latest act first."""
    require(session, "establishments.list")
    with session.read() as db:
        return detail.history(db, establishment_id, detail.names(session))


def open_proposals(session: Session) -> tuple[ProposalInfo, ...]:
    """What waits for the police to decide, the latest first."""
    require(session, "establishments.list")
    with session.read() as db:
        return detail.proposals(db, detail.names(session), Proposal.state == ProposalState.OPEN.value)


def own_decided(session: Session, since: date) -> tuple[ProposalInfo, ...]:
    """What the police decided since a day about this person's own proposals, the latest first."""
    require(session, "establishments.list")
    with session.read() as db:
        mine = detail.proposals(
            db,
            detail.names(session),
            Proposal.by == session.account.id,
            Proposal.state != ProposalState.OPEN.value,
        )
        return tuple(each for each in mine if each.decided_at is not None and office_day(each.decided_at) >= since)


def count_open_proposals(db: Orm) -> int:
    """How many proposals wait."""
    return db.scalar(select(func.count(Proposal.id)).where(Proposal.state == ProposalState.OPEN.value)) or 0


# --- search ----------------------------------------------------------------------------------------------


def search_establishments(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Premises that hold every word, exact marks first; a number typed as such comes before all."""
    return INDEX.find(session, text, limit, _named)


def _named(db: Orm, text: str) -> Found | None:
    direct = by_number(db, text) if fold(text).startswith("cs") else None
    return Found(KIND, direct.id, direct.number, direct.name) if direct is not None else None
