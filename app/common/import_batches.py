"""How is a run of an import kept, so that it can be listed and undone as one step?"""

from typing import Any, TypeVar

from sqlalchemy import select

from app.common.i18n import N_
from app.common.imports import Batch, Earlier, Stored
from app.common.permissions import require
from app.common.record_tables import ImportBatchTable
from app.vault.errors import NotFound
from app.vault.session import Session, Work

T = TypeVar("T", bound=ImportBatchTable)


def keep(
    work: Work, table: type[ImportBatchTable], batch: Batch, kind: str, added: int, merges: dict[str, Any]
) -> Stored:
    """Note a run with what it takes to undo its merges, and audit it."""
    row = table()
    row.id, row.kind, row.sha256 = batch.id, kind, batch.sha256
    row.at, row.by = work.now, work.session.account.id
    row.added, row.merged, row.merges = added, len(merges), merges
    work.db.add(row)
    work.audit(f"{kind}.import", kind, batch=batch.id, sha256=batch.sha256, added=added, merged=len(merges))
    return Stored(added, len(merges))


def standing(work: Work, table: type[T], kind: str, batch_id: str) -> T:
    """The run, if it is of this kind and was not undone. Raises NotFound."""
    batch = work.db.get(table, batch_id)
    if batch is None or batch.kind != kind or batch.undone_at is not None:
        raise NotFound(N_("There is no such import, or it was undone already."))
    return batch


def taken_back(work: Work, batch: ImportBatchTable, removed: int) -> int:
    """Note that a run was undone, and audit it; how many records that concerned."""
    batch.undone_at = work.now
    merged = len(batch.merges)
    work.audit(f"{batch.kind}.undo_import", batch.kind, batch=batch.id, removed=removed, merged=merged)
    return removed + merged


def earlier(session: Session, table: type[ImportBatchTable], kind: str, limit: int = 10) -> list[Earlier]:
    """Those that were not undone, the latest first."""
    require(session, f"{kind}.import")
    people = {account.id: account.full_name for account in session.accounts()}
    query = select(table).where(table.kind == kind, table.undone_at.is_(None)).order_by(table.at.desc()).limit(limit)
    with session.read() as db:
        return [
            Earlier(row.id, kind, row.at, people.get(row.by, ""), row.added, row.merged) for row in db.scalars(query)
        ]
