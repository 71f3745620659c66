"""How is the row of premises kept: found, numbered, its copies for lists refreshed, its words indexed for search?"""

from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.text import fold, text_key
from app.registry.establishments.models import (
    NEVER,
    Establishment,
    EstablishmentChange,
    EstablishmentNumber,
    HeadCount,
)
from app.registry.establishments.terms import HIDDEN, IN_USE, KIND, CountSource, State, show_number, tidy_number
from app.registry.models import Village
from app.vault.errors import NotFound
from app.vault.session import Work

SCHEMA = None  # the registry is the main database

# Of two counts of one day the one that somebody made on the spot is taken.
_TRUST = {CountSource.COUNTED: 0, CountSource.OWNER: 1, CountSource.IMPORT: 2}


def subject(row: Establishment) -> str:
    """What the audit calls premises."""
    return f"{KIND}/{row.number}"


def find(db: Orm, establishment_id: int) -> Establishment:
    """The premises. Raises NotFound."""
    row = db.get(Establishment, establishment_id)
    if row is None:
        raise NotFound(N_("There is no such establishment. It may have been part of an import that was undone."))
    return row


def survivor(db: Orm, row: Establishment) -> Establishment:
    """The premises that this row was merged into, whatever lies between; itself when it was not."""
    seen = {row.id}
    while row.merged_into_id is not None and row.merged_into_id not in seen:
        row = find(db, row.merged_into_id)
        seen.add(row.id)
    return row


def merged_rows(db: Orm, establishment_id: int) -> list[Establishment]:
    """The duplicates that were merged into these premises, those of duplicates too."""
    found: dict[int, Establishment] = {}
    wanted = [establishment_id]
    while wanted:
        more = db.scalars(
            select(Establishment).where(Establishment.merged_into_id.in_(wanted)).order_by(Establishment.id)
        )
        wanted = []
        for row in more:
            if row.id not in found and row.id != establishment_id:
                found[row.id] = row
                wanted.append(row.id)
    return list(found.values())


# --- numbers and copies --------------------------------------------------------------------------------


def give_number(work: Work, row: Establishment) -> None:
    """The next number of the register; one that was given is never given again."""
    row.seq = take_numbers(work, 1)
    row.number = show_number(row.seq)


def take_numbers(work: Work, count: int) -> int:
    """Give so many numbers in a row; the first of them."""
    first = (work.db.scalar(select(func.max(EstablishmentNumber.seq))) or 0) + 1
    work.db.add_all(EstablishmentNumber(seq=first + more, given_at=work.now) for more in range(count))
    return first


def set_state(row: Establishment, state: State) -> None:
    """Where premises stand, with what forms and lists make of it."""
    row.state = state.value
    row.active = state in IN_USE
    row.listed = state not in HIDDEN


def refresh(row: Establishment) -> None:
    """Keep what follows from other columns."""
    row.folded, row.sort_key = fold(row.name), text_key(row.name)
    row.expires_sort = expires(row.licence_expires_on, row.cert_expires_on)


def expires(*ends: date | None) -> date:
    """The earliest of the days on which a paper ends."""
    return min((end for end in ends if end is not None), default=NEVER)


def refresh_counts(db: Orm, row: Establishment) -> None:
    """Copy the latest head-count to where lists read it."""
    latest = latest_count(db, row.id)
    row.counted_on = latest.counted_on if latest else None
    row.workers_total = latest.total if latest else None
    row.workers_women = latest.women if latest else None
    row.workers_from_elsewhere = latest.from_elsewhere if latest else None
    row.workers_with_contract = latest.with_contract if latest else None
    row.workers_declared = latest.residence_declared if latest else None


def latest_count(db: Orm, establishment_id: int, until: date | None = None) -> HeadCount | None:
    """The last head-count, or the last up to a day."""
    query = select(HeadCount).where(HeadCount.establishment_id == establishment_id)
    if until is not None:
        query = query.where(HeadCount.counted_on <= until)
    trust = case({source.value: place for source, place in _TRUST.items()}, value=HeadCount.source, else_=9)
    return db.scalars(query.order_by(HeadCount.counted_on.desc(), trust, HeadCount.id.desc()).limit(1)).first()


# --- words ---------------------------------------------------------------------------------------------


def former_names(db: Orm, establishment_id: int) -> list[str]:
    """Names that the premises had before, the latest first."""
    rows = db.scalars(
        select(EstablishmentChange)
        .where(
            EstablishmentChange.establishment_id == establishment_id,
            EstablishmentChange.field == "name",
            EstablishmentChange.undone_at.is_(None),
        )
        .order_by(EstablishmentChange.since.desc(), EstablishmentChange.id.desc())
    )
    return list(dict.fromkeys(str(row.old) for row in rows if row.old))


def words(db: Orm, row: Establishment) -> str:
    """What the search index knows of premises: with former names, and the names and numbers of merged duplicates."""
    village = db.get(Village, row.village_id) if row.village_id is not None else None
    others = [text for each in merged_rows(db, row.id) for text in (each.number, each.name)]
    return joined(
        row.name,
        *former_names(db, row.id),
        *others,
        row.address,
        village.name if village else "",
        row.owner,
        row.responsible if row.responsible != row.owner else "",
        row.phone,
    )


def joined(*parts: str) -> str:
    """The texts that are there, once each."""
    return " · ".join(dict.fromkeys(part for part in parts if part))


def index_words(db: Orm, row: Establishment) -> None:
    """Keep the search index as the row is; a merged duplicate is found by the premises it was merged into."""
    db.flush()
    if row.state in HIDDEN:
        search.remove(db, SCHEMA, KIND, row.id)
    else:
        search.index(db, SCHEMA, KIND, row.id, row.number, words(db, row))


def index_village(db: Orm, village_id: int) -> None:
    """The village has another name: what is found by it follows."""
    for row in db.scalars(select(Establishment).where(Establishment.village_id == village_id)):
        index_words(db, row)


def as_stored(row: Establishment, names: tuple[str, ...]) -> dict[str, Any]:
    """Fields of premises in values that JSON knows."""
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def by_number(db: Orm, typed: str) -> int | None:
    """The id behind a number as typed, or None."""
    return db.scalar(select(Establishment.id).where(Establishment.number == tidy_number(typed)))
