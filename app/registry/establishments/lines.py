"""What does a line of the register say of premises? With whether a paper has run out today, and the last head-count."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session as Orm

from app.common.paging import Key
from app.registry import queries as shared
from app.registry.conditions import village_names
from app.registry.establishments import detail
from app.registry.establishments.models import Establishment
from app.registry.establishments.terms import State
from app.vault.session import Session


@dataclass(frozen=True)
class EstablishmentRow:
    """One line of the list. Nobody counted is not nobody there: None."""

    id: int
    version: int
    number: str
    name: str
    type: str
    type_name: str
    village: str
    address: str
    owner: str
    responsible: str
    phone: str
    state: State
    licence_number: str
    licence_expires_on: date | None
    licence_expired: bool
    certificate_number: str
    certificate_expires_on: date | None
    certificate_expired: bool
    opened_on: date | None
    closed_on: date | None
    workers_total: int | None
    workers_women: int | None
    workers_from_elsewhere: int | None
    workers_with_contracts: int | None
    workers_declared: int | None
    counted_on: date | None
    note: str
    # Where the page goes on after this row.
    key: Key = field(default=(), repr=False)


def type_names(_session: Session, db: Orm) -> Mapping[str, str]:
    """The types as the office calls them, those no longer in use too."""
    return {item.code: item.name for item in shared.whole_catalogue(db, shared.ESTABLISHMENT_TYPES)}


def lines(session: Session, db: Orm, found: Iterable[tuple[Establishment, Key]]) -> Iterator[EstablishmentRow]:
    """Premises as lines, each with the key of its page."""
    villages, types, today = village_names(session, db), type_names(session, db), session.today()
    for row, key in found:
        counted = row.counted_on is not None and row.workers_total is not None
        yield EstablishmentRow(
            id=row.id,
            version=row.version,
            number=row.number,
            name=row.name,
            type=row.type_code,
            type_name=types.get(row.type_code, row.type_code),
            village=villages.get(row.village_id or 0, ""),
            address=row.address,
            owner=row.owner,
            responsible=row.responsible,
            phone=row.phone,
            state=State(row.state),
            licence_number=row.licence_number,
            licence_expires_on=row.licence_expires_on,
            licence_expired=detail.over(row.licence_expires_on, today),
            certificate_number=row.cert_number,
            certificate_expires_on=row.cert_expires_on,
            certificate_expired=detail.over(row.cert_expires_on, today),
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            workers_total=row.workers_total if counted else None,
            workers_women=row.workers_women if counted else None,
            workers_from_elsewhere=row.workers_from_elsewhere if counted else None,
            workers_with_contracts=row.workers_with_contract if counted else None,
            workers_declared=row.workers_declared if counted else None,
            counted_on=row.counted_on if counted else None,
            note=row.note,
            key=key,
        )
