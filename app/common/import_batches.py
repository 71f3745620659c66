"""Which imports of a kind were made earlier and still stand, so that each can be undone as one step?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.common.permissions import require
from app.common.record_tables import ImportBatchTable
from app.vault.session import Session


@dataclass(frozen=True)
class Earlier:
    """An import that was made: when, by whom, and how many records it stored and filled up."""

    batch_id: str
    kind: str
    at: datetime
    by: str
    added: int
    merged: int


def earlier(session: Session, table: type[ImportBatchTable], kind: str, limit: int = 10) -> list[Earlier]:
    """Those that were not undone, the latest first."""
    require(session, f"{kind}.import")
    people = {account.id: account.full_name for account in session.accounts()}
    query = select(table).where(table.kind == kind, table.undone_at.is_(None)).order_by(table.at.desc()).limit(limit)
    with session.read() as db:
        return [
            Earlier(row.id, kind, row.at, people.get(row.by, ""), row.added, row.merged) for row in db.scalars(query)
        ]
