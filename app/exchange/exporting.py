"""How does what a list shows leave the vault as an Excel file? With a purpose, and with its hash in the audit.

The file is made in memory. Its hash is in the audit before the file is on the disk: no copy leaves unaudited,
and a failed write leaves an entry too many rather than one too few.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.common.i18n import N_, tr
from app.common.imports import IsCancelled, Progress, never, unwatched
from app.common.kinds import Kind
from app.common.permissions import require
from app.vault.errors import Cancelled, Invalid
from app.vault.session import Session


@dataclass(frozen=True)
class Exported:
    """Where the file is, how many records it holds, and the SHA-256 that the audit has too."""

    path: Path
    count: int
    sha256: str


def export_list(
    session: Session,
    kind: Kind,
    conditions: Mapping[str, str],
    path: Path,
    purpose: str,
    progress: Progress = unwatched,
    cancelled: IsCancelled = never,
) -> Exported:
    """Write what the list shows under these conditions to `path`. Raises Refused, Invalid, Cancelled."""
    from app.exchange.excel_out import SheetColumn, table_to_xlsx
    from app.exchange.files import write_file

    if kind.export is None:
        raise Invalid(N_("Records of this kind cannot be exported."))
    require(session, f"{kind.name}.{kind.export.action}")
    if not purpose.strip():
        raise Invalid(N_("Say what the export is for. Nothing was exported."))
    if path.suffix.lower() != ".xlsx":
        raise Invalid(N_("The file's name must end in .xlsx. Nothing was exported."))
    rows = []
    for row in kind.export.rows(session, conditions):
        if cancelled():
            raise Cancelled(N_("The export was cancelled. Nothing was written."))
        rows.append([column.value(row) for column in kind.export.columns])
        progress(len(rows), 0)
    columns = [SheetColumn(tr(column.heading), column.width) for column in kind.export.columns]
    subtitle = tr("Exported {day} by {person}", day=f"{session.today():%d/%m/%Y}", person=session.account.full_name)
    made = table_to_xlsx(columns, rows, tr(kind.label), subtitle=subtitle)
    if cancelled():
        raise Cancelled(N_("The export was cancelled. Nothing was written."))
    kind.export.noted(session, conditions, len(rows), made.sha256, purpose)
    write_file(path, made.data)
    return Exported(path, len(rows), made.sha256)
