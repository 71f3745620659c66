"""How are imported rows stored, found again and taken back, thousands at a time in one transaction?

The rows go in with a few bulk statements; each has its line in the timeline, the run one entry in the audit.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, func, insert, select

from app.common import search
from app.common.dates import OFFICE_ZONE
from app.common.deadlines import Starts
from app.common.i18n import N_
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.text import fold, name_key
from app.police import clock, rules
from app.police.changing import open_change
from app.police.import_cells import Outcome, PaperNumber, Sorting, day_of, kind_of
from app.police.models import (
    Attachment,
    DocumentNumber,
    ImportBatch,
    Report,
    ReportDeadline,
    ReportEvent,
    ReportLink,
    ReportNumber,
)
from app.police.record import KIND, SCHEMA, sort_of_number, words
from app.police.sealing import recipients
from app.police.terms import ReporterForm, ReportKind, State, show_number
from app.police.values import Reporter
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.session import Session, Work

# SQLite takes 32,766 values in a statement; this many ids at a time is far below.
_AT_ONCE = 5000
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
            new = _Rows(work, batch, self.chosen)
            merges: dict[str, Any] = {}
            for row in each(rows, progress, cancelled):
                if row.choice is Choice.MERGE and row.duplicate_of is not None:
                    merged = _merge(work, int(row.duplicate_of.record_id), row.values)
                    if merged is not None:
                        merges[row.duplicate_of.record_id] = merged
                elif row.number not in again or not again[row.number].exact:
                    new.add(row)
            new.store()
            record = {"sha256": batch.sha256, "at": work.now, "by": session.account.id}
            work.db.add(ImportBatch(id=batch.id, added=len(new.reports), merged=len(merges), merges=merges, **record))
            work.audit(
                "reports.import", KIND, batch=batch.id, sha256=batch.sha256, added=len(new.reports), merged=len(merges)
            )
            return Stored(len(new.reports), len(merges))

    # --- taking back -------------------------------------------------------------------------------------

    def undo(self, session: Session, batch_id: str) -> int:
        """Take a whole run back, its numbers too; Refused when one of its records was worked on since."""
        with session.work(Compartment.POLICE) as work:
            db = work.db
            batch = db.get(ImportBatch, batch_id)
            if batch is None or batch.undone_at is not None:
                raise NotFound(N_("There is no such import, or it was undone already."))
            own = select(Report.id).where(Report.batch_id == batch_id)
            touched = [
                db.scalar(select(func.count(Report.id)).where(Report.batch_id == batch_id, Report.version > 1)),
                *(
                    db.scalar(select(func.count()).select_from(table).where(column.in_(own)))
                    for table, column in (
                        (Attachment, Attachment.report_id),
                        (DocumentNumber, DocumentNumber.report_id),
                        (ReportLink, ReportLink.first_id),
                        (ReportLink, ReportLink.second_id),
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
            search.remove_many(db, SCHEMA, KIND, ids)
            db.execute(delete(ReportNumber).where(ReportNumber.report_id.in_(own)))
            db.execute(delete(Report).where(Report.batch_id == batch_id))
            batch.undone_at = work.now
            work.audit("reports.undo_import", KIND, batch=batch_id, removed=len(ids), merged=len(batch.merges))
            return len(ids) + len(batch.merges)


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


class _Rows:
    """New records being gathered, then written with a few bulk statements."""

    def __init__(self, work: Work, batch: Batch, chosen: ReportKind | None) -> None:
        self.work, self.batch, self.chosen = work, batch, chosen
        db = work.db
        self.law = clock.law(db)
        self.next_id = (db.scalar(select(func.max(Report.id))) or 0) + 1
        self.taken = {
            (row.kind, row.year, row.seq)
            for row in db.execute(select(ReportNumber.kind, ReportNumber.year, ReportNumber.seq))
        }
        self.people = {fold(a.full_name): a.id for a in work.session.accounts() if a.active}
        self.reports: list[Any] = []
        self.deadlines: list[ReportDeadline] = []
        self.papers: list[PaperNumber | None] = []

    def add(self, row: Row) -> None:
        values = row.values
        kind = kind_of(values, self.chosen)
        assert kind is not None  # the check of the row refused it otherwise
        sorting: Sorting | None = values["sorting"]
        outcome: Outcome | None = values["outcome"]
        person = values["informant"] or values["petitioner"]
        place = values["place"] or {}
        received = values["received"]
        here = received if isinstance(received, datetime) else datetime.combine(received, time())
        at = here.replace(tzinfo=OFFICE_ZONE).astimezone(UTC)
        state = _state(values, outcome)
        officer = values["officer"] or ""
        report = new_line(
            id=self.next_id,
            version=1,
            kind=kind.value,
            instance=sorting.instance if sorting and kind is ReportKind.COMPLAINT else 1,
            state=state.value,
            received_at=at,
            received_on=day_of(received),
            time_known=isinstance(received, datetime),
            source=values["source"] or "",
            received_by="",
            received_by_text="",
            reporter_form=(person.form if person else ReporterForm.NAMED).value,
            unknown=[] if person else ["reporter_name"],
            reporter_name=person.name if person else "",
            reporter_phone=(values["phone"] or "")[:60],
            reporter_address=(values["reporter_address"] or "")[:300],
            village_id=place.get("village_id"),
            village_name=place.get("village_name", ""),
            establishment_id=place.get("establishment_id"),
            establishment_name=place.get("establishment_name", ""),
            address=place.get("address", ""),
            content=values["content"],
            note=_note(values, sorting),
            officer_id=self.people.get(fold(officer)),
            officer_text=officer[:120],
            accepted_at=at if state in (State.ACCEPTED, State.VERIFYING, State.CONCLUDED) else None,
            authority=(values["authority"] or "")[:200],
            classification=sorting.classification.value if sorting and sorting.classification else "",
            handling=outcome.text if outcome else "",
            notice_on=values["notice_on"],
            batch_id=self.batch.id,
            fingerprint=row.fingerprint,
            created_at=self.work.now,
            updated_at=self.work.now,
        )
        clock.show_in_lists(report, ())
        self._seal(report, kind)
        if state not in rules.FINISHED:
            self._start_limits(report, values)
        self.next_id += 1
        self.reports.append(report)
        self.papers.append(values["number"] or values["code"])

    def _seal(self, report: Any, kind: ReportKind) -> None:
        report.reporter_sort = name_key(report.reporter_name) if report.reporter_name else ""
        if rules.must_seal(kind) and report.reporter_name:
            known = Reporter(ReporterForm.NAMED, report.reporter_name, report.reporter_phone, report.reporter_address)
            session = self.work.session
            payload = json.dumps(asdict(known), ensure_ascii=False).encode()
            report.reporter_sealed = session.seal(payload, recipients(session, report))
            report.reporter_name = report.reporter_phone = report.reporter_address = report.reporter_sort = ""

    def _start_limits(self, report: Any, values: Mapping[str, Any]) -> None:
        limits = []
        for event, at in ((Starts.RECEIVED, report.received_at), (Starts.ACCEPTED, report.accepted_at)):
            if at is not None:
                for rule in clock.rules_for(self.law, report.kind, report.instance, event, report.received_on):
                    # Whether notices were sent the paper does not say: only the limit itself is taken to run.
                    over = report.accepted_at is not None and rule.stage in ("acceptance", "initial_handling")
                    if clock.is_limit(report, rule.stage) and not over:
                        limits.append(clock.new_deadline(report.id, rule, at, self.law))
        for limit in limits:
            if values["due"] is not None and limit.stage in clock.MAIN_STAGES:
                limit.due_on = values["due"]
            if values["extended"]:
                limit.extension_ground = str(values["extended"])
        self.deadlines += limits
        clock.show_in_lists(report, limits)

    def store(self) -> None:
        """Give the numbers, those that the paper gave first, and write everything."""
        numbers: dict[int, int] = {}
        for report, paper in zip(self.reports, self.papers, strict=True):
            if (
                paper is not None
                and paper.seq is not None
                and (paper.year or report.received_on.year) == report.received_on.year
            ):
                key = (report.kind, report.received_on.year, paper.seq)
                if key not in self.taken:
                    self.taken.add(key)
                    numbers[report.id] = paper.seq
        highest: dict[tuple[str, int], int] = {}
        for kind, year, seq in self.taken:
            highest[kind, year] = max(highest.get((kind, year), 0), seq)
        lines = []
        for report in self.reports:
            register = (report.kind, report.received_on.year)
            seq = numbers.get(report.id)
            if seq is None:
                seq = highest[register] = highest.get(register, 0) + 1
            kind = ReportKind(report.kind)
            report.number = show_number(seq, register[1], kind)
            report.number_sort = sort_of_number(seq, register[1], kind)
            lines.append(
                {
                    "kind": report.kind,
                    "year": register[1],
                    "seq": seq,
                    "number": report.number,
                    "report_id": report.id,
                    "given_at": self.work.now,
                    "withdrawn_reason": "",
                }
            )
        self._write(lines)

    def _write(self, lines: list[dict[str, Any]]) -> None:
        if not self.reports:
            return
        db, who = self.work.db, self.work.session.account.id
        table: Any = Report.__table__
        db.execute(insert(table), [vars(report) for report in self.reports])
        db.execute(insert(ReportNumber), lines)
        db.execute(
            insert(ReportEvent),
            [
                {
                    "report_id": report.id,
                    "at": self.work.now,
                    "by": who,
                    "action": "import",
                    "from_state": "",
                    "to_state": report.state,
                    "note": "",
                    "detail": {"batch": self.batch.id, "paper_number": paper.text if paper else ""},
                    "before": None,
                }
                for report, paper in zip(self.reports, self.papers, strict=True)
            ],
        )
        if self.deadlines:
            db.execute(insert(ReportDeadline), [columns_of(limit) for limit in self.deadlines])
        search.index_many(db, SCHEMA, KIND, [(report.id, report.number, words(report)) for report in self.reports])


def columns_of(limit: ReportDeadline) -> dict[str, Any]:
    """A new limit's values, without the id it does not have yet."""
    return {c.name: getattr(limit, c.name) for c in ReportDeadline.__table__.columns if c.name != "id"}


class Line(SimpleNamespace):
    """A new record's values under the names of Report: twenty thousand mapped objects would cost seconds."""


_DEFAULTS = {
    column.name: None if column.default is None or callable(column.default.arg) else column.default.arg
    for column in Report.__table__.columns
}


def new_line(**values: Any) -> Any:
    """A record to be written in bulk, with the columns' own defaults. Typed as Any: it stands in for a Report."""
    return Line(**{**_DEFAULTS, **values})


def _state(values: Mapping[str, Any], outcome: Outcome | None) -> State:
    """Where the row stands, where the paper is clear; a notice given to the reporter ends it."""
    if outcome is not None and outcome.state is not None:
        return outcome.state
    return State.CLOSED if values["notice_on"] is not None else State.RECEIVED


def _note(values: Mapping[str, Any], sorting: Sorting | None) -> str:
    parts = [values["note"], values["visit"]]
    if sorting is not None and sorting.kind is None and sorting.classification is None:
        parts.append(sorting.text)
    return " · ".join(part for part in parts if part)
