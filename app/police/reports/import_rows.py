"""How does a row of a register become a record, and thousands of them with a few statements?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import func, select

from app.common import search
from app.common.dates import OFFICE_ZONE
from app.common.deadlines import Starts
from app.common.imports import Batch, Row
from app.common.rows import insert_many
from app.common.text import fold, name_key
from app.police.reports import clock, rules, sealing
from app.police.reports.import_cells import Outcome, PaperNumber, Sorting, day_of, kind_of
from app.police.reports.models import (
    Report,
    ReportDeadline,
    ReportEvent,
    ReportNumber,
)
from app.police.reports.record import KIND, REPORTER_COLUMNS, SCHEMA, sort_of_number, words
from app.police.reports.terms import ReporterForm, ReportKind, State, show_number
from app.vault.session import Work

# Written at once: few enough that progress and cancel are answered several times a second.
_CHUNK = 500


class NewRows:
    """New records, gathered and written chunk by chunk with a few bulk statements each."""

    def __init__(self, work: Work, batch: Batch, chosen: ReportKind | None, rows: Sequence[Row]) -> None:
        self.work, self.batch, self.chosen = work, batch, chosen
        db = work.db
        self.law = clock.law(db)
        self.next_id = (db.scalar(select(func.max(Report.id))) or 0) + 1
        self.count = 0
        self.numbers: dict[int, int] = {}
        self.highest: dict[tuple[str, int], int] = {}
        self._reserve(rows)
        self.people = {fold(a.full_name): a.id for a in work.session.accounts() if a.active}
        self.reports: list[Any] = []
        self.lines: list[dict[str, Any]] = []
        self.deadlines: list[dict[str, Any]] = []
        self._limits: dict[tuple[object, ...], list[dict[str, Any]]] = {}
        self.papers: list[PaperNumber | None] = []

    def _reserve(self, rows: Sequence[Row]) -> None:
        """Keep the numbers that the paper gave, where they are free; the others go on after the highest."""
        taken = {
            (row.kind, row.year, row.seq)
            for row in self.work.db.execute(select(ReportNumber.kind, ReportNumber.year, ReportNumber.seq))
        }
        for row in rows:
            paper: PaperNumber | None = row.values["number"] or row.values["code"]
            kind, year = kind_of(row.values, self.chosen), day_of(row.values["received"]).year
            if paper is None or paper.seq is None or kind is None or paper.year not in (None, year):
                continue
            if (kind.value, year, paper.seq) not in taken:
                taken.add((kind.value, year, paper.seq))
                self.numbers[row.number] = paper.seq
        for register, year, seq in taken:
            self.highest[register, year] = max(self.highest.get((register, year), 0), seq)

    def _give_number(self, report: Any, row: Row) -> None:
        kind, year = ReportKind(report.kind), report.received_on.year
        seq = self.numbers.get(row.number)
        if seq is None:
            seq = self.highest[kind.value, year] = self.highest.get((kind.value, year), 0) + 1
        report.number = show_number(seq, year, kind)
        report.number_sort = sort_of_number(seq, year, kind)
        self.lines.append(
            {
                "kind": report.kind,
                "year": year,
                "seq": seq,
                "number": report.number,
                "report_id": report.id,
                "given_at": self.work.now,
                "withdrawn_reason": "",
            }
        )

    def add(self, row: Row) -> None:
        """One more record; every few hundred are written."""
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
        self._give_number(report, row)
        self.next_id += 1
        self.count += 1
        self.reports.append(report)
        self.papers.append(values["number"] or values["code"])
        if len(self.reports) >= _CHUNK:
            self.write()

    def _seal(self, report: Any, kind: ReportKind) -> None:
        # A phone or an address without a name tells who it was, too.
        if rules.must_seal(kind) and any(getattr(report, column) for column in REPORTER_COLUMNS):
            sealing.write_sealed(self.work.session, report, sealing.in_the_open(report))
        elif report.reporter_name:
            report.reporter_sort = name_key(report.reporter_name)

    def _start_limits(self, report: Any, values: Mapping[str, Any]) -> None:
        limits = [Line(**{**limit, "report_id": report.id}) for limit in self._limits_of(report)]
        for limit in limits:
            if values["due"] is not None and limit.stage in clock.MAIN_STAGES:
                limit.due_on = values["due"]
            if values["extended"]:
                limit.extension_ground = str(values["extended"])
        self.deadlines += map(vars, limits)
        clock.show_in_lists(report, cast(list[ReportDeadline], limits))

    def _limits_of(self, report: Any) -> list[dict[str, Any]]:
        """The limits that run for such a report, reckoned once for all that came in at the same moment."""
        track = (report.kind, report.instance, report.received_at, report.received_on, report.accepted_at)
        if track not in self._limits:
            limits = []
            for event, at in ((Starts.RECEIVED, report.received_at), (Starts.ACCEPTED, report.accepted_at)):
                if at is not None:
                    for rule in clock.rules_for(self.law, report.kind, report.instance, event, report.received_on):
                        # Whether notices were sent the paper does not say: only the limit itself is taken to run.
                        over = report.accepted_at is not None and rule.stage in ("acceptance", "initial_handling")
                        if clock.is_limit(report, rule.stage) and not over:
                            limits.append(columns_of(clock.new_deadline(report.id, rule, at, self.law)))
            self._limits[track] = limits
        return self._limits[track]

    def write(self) -> None:
        """Write what was gathered."""
        if not self.reports:
            return
        db, who = self.work.db, self.work.session.account.id
        insert_many(db, Report, [vars(report) for report in self.reports])
        insert_many(db, ReportNumber, self.lines)
        insert_many(
            db,
            ReportEvent,
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
        insert_many(db, ReportDeadline, self.deadlines)
        search.index_many(db, SCHEMA, KIND, [(report.id, report.number, words(report)) for report in self.reports])
        self.reports, self.lines, self.deadlines, self.papers = [], [], [], []


def columns_of(limit: ReportDeadline) -> dict[str, Any]:
    """A new limit's values, without the id it does not have yet."""
    return {c.name: getattr(limit, c.name) for c in ReportDeadline.__table__.columns if c.name != "id"}


class Line(SimpleNamespace):
    """A new row's values under the names of Report or ReportDeadline: that many mapped objects would cost seconds."""


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
