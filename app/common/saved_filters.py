"""How are a person's filters of a list kept under names, in the saved filters of a compartment?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.record_tables import SavedFilterTable
from app.common.text import nfc
from app.vault.errors import Invalid
from app.vault.session import Session, Work


@dataclass(frozen=True)
class SavedFilter:
    """A filter of the list under a name of its owner's."""

    id: int
    name: str
    filter: Mapping[str, Any]


def keep(work: Work, table: type[SavedFilterTable], kind: str, name: str, values: Mapping[str, Any]) -> int:
    """Keep a filter under a name; the same name again replaces it. Its id. Raises Invalid without a name."""
    name, me = nfc(name).strip(), work.session.account.id
    if not name:
        raise Invalid(N_("Enter a name for the filter."))
    row = work.db.scalar(select(table).where(table.owner == me, table.kind == kind, table.name == name))
    if row is None:
        row = table()
        row.owner, row.kind, row.name = me, kind, name
        work.db.add(row)
    row.filter = dict(values)
    work.db.flush()
    return row.id


def forget(work: Work, table: type[SavedFilterTable], filter_id: int) -> None:
    """Forget a filter of one's own."""
    row = work.db.get(table, filter_id)
    if row is not None and row.owner == work.session.account.id:
        work.db.delete(row)


def own(session: Session, db: Orm, table: type[SavedFilterTable], kind: str) -> list[SavedFilter]:
    """This person's filters of a kind by name."""
    query = select(table).where(table.owner == session.account.id, table.kind == kind).order_by(table.name)
    return [SavedFilter(row.id, row.name, row.filter) for row in db.scalars(query)]
