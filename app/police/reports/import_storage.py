"""How are imported rows stored, found again and taken back, thousands at a time in one transaction?

The rows go in with a few bulk statements; each has its line in the timeline, the run one entry in the audit.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from app.common import import_batches, search
from app.common.i18n import N_
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.text import fold
from app.police.models import DocumentNumber, ImportBatch
from app.police.reports.changing import open_change
from app.police.reports.import_cells import PaperNumber, day_of, kind_of
from app.police.reports.import_rows import NewRows
from app.police.reports.models import (
    Attachment,
    Report,
    ReportLink,
    ReportNumber,
)
from app.police.reports.record import KIND, SCHEMA
from app.police.reports.terms import ReportKind, show_number
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import Cancelled, Refused
from app.vault.session import Session, Work

# SQLite takes 32,766 values in a statement; this many ids at a time is far below.
_AT_ONCE = 5000
# So many at a time are taken back, so that progress and cancel are heard.
_FEW = 500
# What a merge may fill in where the record has nothing.
_MERGED = ("note", "address", "establishment_name", "officer_text", "authority", "handling", "reporter_phone")


class ReportImports:
    """Storage of app.common.imports for reports. `chosen` is the kind of rows that do not tell theirs."""

    def __init__(self, chosen: ReportKind | None) -> None:
        self.chosen = chosen

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        """Villages and establishments by their folded names."""
        with session.read() as db:
            villages = {fold(village.name): village for village in registry.every_village(db)}
            places = {fold(place.name): place for place in registry.establishments(db, limit=100_000)}
        # The longest name first: "Thôn Đông Hải" before "Thôn Đông".
        longest = dict(sorted(villages.items(), key=lambda item: -len(item[0])))
        return {"villages": longest, "establishments": places}

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows stored already: the same fingerprint, or the same number in the same register received that day."""
        found: dict[int, Duplicate] = {}
        with session.read() as db:
            prints = [row.fingerprint for row in rows]
            known: dict[str, tuple[int, str]] = {}
            for start in range(0, len(prints), _AT_ONCE):
                query = select(Report.fingerprint, Report.id, Report.number).where(
                    Report.fingerprint.in_(prints[start : start + _AT_ONCE])
                )
                known |= {row.fingerprint: (row.id, row.number) for row in db.execute(query)}
            numbers = {self._number(row.values) for row in rows} - {""}
            by_number: dict[tuple[str, date], Report] = {}
            wanted = sorted(numbers)
            for start in range(0, len(wanted), _AT_ONCE):
                for report in db.scalars(select(Report).where(Report.number.in_(wanted[start : start + _AT_ONCE]))):
                    by_number[report.number, report.received_on] = report
            for row in rows:
                if row.fingerprint in known:
                    record_id, number = known[row.fingerprint]
                    found[row.number] = Duplicate(number, str(record_id))
                    continue
                alike = by_number.get((self._number(row.values), day_of(row.values["received"])))
                if alike is not None:
                    differs = ("content",) if fold(alike.content) != fold(row.values["content"]) else ("informant",)
                    found[row.number] = Duplicate(alike.number, str(alike.id), exact=False, differs=differs)
        return found

    def _number(self, values: Mapping[str, Any]) -> str:
        paper: PaperNumber | None = values["number"] or values["code"]
        kind = kind_of(values, self.chosen)
        if paper is None or paper.seq is None or kind is None:
            return ""
        return show_number(paper.seq, paper.year or day_of(values["received"]).year, kind)

    # --- storing -----------------------------------------------------------------------------------------

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        """Store and merge in one transaction; see app.common.imports.Storage."""
        with session.work(Compartment.POLICE) as work:
            again = self.find_duplicates(session, rows)
            fresh = [row for row in rows if row.choice is not Choice.MERGE and not _stored(row, again)]
            new = NewRows(work, batch, self.chosen, fresh)
            to_store = {row.number for row in fresh}
            merges: dict[str, Any] = {}
            for row in each(rows, progress, cancelled):
                if row.number in to_store:
                    new.add(row)
                elif row.choice is Choice.MERGE and row.duplicate_of is not None:
                    merged = _merge(work, int(row.duplicate_of.record_id), row.values)
                    if merged is not None:
                        merges[row.duplicate_of.record_id] = merged
            new.write()
            return import_batches.keep(work, ImportBatch, batch, KIND, new.count, merges)

    # --- taking back -------------------------------------------------------------------------------------

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take a whole run back, its numbers too; Refused when one of its records was worked on since."""
        with session.work(Compartment.POLICE) as work:
            db = work.db
            batch = import_batches.standing(work, ImportBatch, KIND, batch_id)
            own = select(Report.id).where(Report.batch_id == batch_id)
            touched = [
                db.scalar(select(func.count(Report.id)).where(Report.batch_id == batch_id, Report.version > 1)),
                *(
                    db.scalar(select(func.count()).select_from(table).where(column.in_(own)))
                    for table, column in (
                        (Attachment, Attachment.report_id),
                        (ReportLink, ReportLink.first_id),
                        (ReportLink, ReportLink.second_id),
                    )
                ),
                db.scalar(
                    select(func.count(DocumentNumber.id)).where(
                        DocumentNumber.record_kind == KIND, DocumentNumber.record_id.in_(own)
                    )
                ),
            ]
            stale = [
                record_id
                for record_id, merge in batch.merges.items()
                if db.scalar(select(Report.version).where(Report.id == int(record_id))) != merge["version"]
            ]
            if any(touched) or stale:
                raise Refused(
                    N_("Somebody has worked on reports of this import since. It cannot be undone as a whole.")
                )
            for record_id, merge in batch.merges.items():
                change = open_change(work, int(record_id))
                change.undoable = False
                for name, value in merge["before"].items():
                    setattr(change.report, name, value)
                change.done("undo", "", of="merge")
            ids = list(db.scalars(own))

            def tell(done: int) -> None:
                if cancelled():
                    raise Cancelled(N_("Cancelled. The import stands as it was."))
                progress(done, 2 * len(ids))

            search.remove_many(db, SCHEMA, KIND, ids, tell)
            for start in range(0, len(ids), _FEW):
                tell(len(ids) + start)
                some = ids[start : start + _FEW]
                db.execute(delete(ReportNumber).where(ReportNumber.report_id.in_(some)))
                db.execute(delete(Report).where(Report.id.in_(some)))
            return import_batches.taken_back(work, batch, len(ids))


def _stored(row: Row, again: Mapping[int, Duplicate]) -> bool:
    """Whether somebody stored the same row since the plan was made."""
    return row.number in again and again[row.number].exact


def _merge(work: Work, report_id: int, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Fill what the record lacks; what it has stays. What it took to undo it, or None when nothing was missing."""
    change = open_change(work, report_id)
    report = change.report
    place = values["place"] or {}
    offered = {
        "note": values["note"],
        "address": place.get("address"),
        "establishment_name": place.get("establishment_name"),
        "officer_text": None if report.officer_id else values["officer"],
        "authority": values["authority"],
        "handling": values["outcome"].text if values["outcome"] else None,
        # A sealed reporter's phone would stand in the open.
        "reporter_phone": values["phone"] if report.reporter_name else None,
    }
    before: dict[str, Any] = {}
    for name in _MERGED:
        if offered[name] and not getattr(report, name):
            before[name] = getattr(report, name)
            setattr(report, name, str(offered[name]))
    if not before:
        return None
    done = change.done("merge")
    return {"version": done.version, "before": before}
