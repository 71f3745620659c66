"""How is what somebody types kept, sealed to their own account, in the drafts of a compartment?

The unit's services open the transaction and check the permission; a draft is never audited: nothing of the office's
records has changed, and it happens every few seconds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.record_tables import DraftTable
from app.vault.errors import NotForYou
from app.vault.session import Session, Work


@dataclass(frozen=True)
class Draft:
    """What somebody was typing. `payload` is the form's own."""

    id: int
    form: str
    record_id: str
    updated_at: datetime
    payload: Mapping[str, Any]


def keep(work: Work, table: type[DraftTable], kind: str, form: str, record_id: str, payload: Mapping[str, Any]) -> int:
    """Keep what is being typed, sealed to this person alone; one draft for each form and record. Its id."""
    me = work.session.account.id
    row = _find(work.db, table, me, kind, form, record_id)
    if row is None:
        row = table()
        row.owner, row.kind, row.form, row.record_id = me, kind, form, record_id
        work.db.add(row)
    row.sealed = work.session.seal(json.dumps(payload, ensure_ascii=False).encode(), [me])
    row.updated_at = work.now
    work.db.flush()
    return row.id


def forget(work: Work, table: type[DraftTable], kind: str, form: str, record_id: str) -> None:
    """Forget a draft of one's own."""
    row = _find(work.db, table, work.session.account.id, kind, form, record_id)
    if row is not None:
        work.db.delete(row)


def own(session: Session, db: Orm, table: type[DraftTable], kind: str) -> list[Draft]:
    """This person's drafts, the latest first; one that cannot be opened any more is left out."""
    query = select(table).where(table.owner == session.account.id, table.kind == kind)
    found = []
    for row in db.scalars(query.order_by(table.updated_at.desc())):
        try:
            payload = json.loads(session.unseal(row.sealed))
        except NotForYou:  # sealed to keys this account had before it was invited anew
            continue
        found.append(Draft(row.id, row.form, row.record_id, row.updated_at, payload))
    return found


def _find(db: Orm, table: type[DraftTable], owner: str, kind: str, form: str, record_id: str) -> DraftTable | None:
    return db.scalar(
        select(table).where(table.owner == owner, table.kind == kind, table.form == form, table.record_id == record_id)
    )
