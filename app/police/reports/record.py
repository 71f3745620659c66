"""How is a report's row read and put back: found, snapshot for undo, numbered, indexed for search?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.rows import columns, made, write
from app.police.reports import clock
from app.police.reports.models import Report, ReportDeadline, ReportNumber
from app.police.reports.rules import Standing
from app.police.reports.terms import ReporterForm, ReportKind, State, show_number
from app.vault.errors import NotFound
from app.vault.session import Work

KIND = "reports"
SCHEMA = "police"

# Never in an audit entry: should the report become a denunciation, nothing in the chain names the reporter.
REPORTER_COLUMNS = (
    "reporter_name",
    "reporter_phone",
    "reporter_address",
    "reporter_identity",
    "relayed_by",
    "reporter_sort",
)
# Kept out of a record's snapshot: what stays whatever happens. A seal too: an old one must not lie about for
# those it was sealed to then.
NOT_IN_SNAPSHOT = frozenset({"id", "version", "created_at", "updated_at", "fingerprint", "batch_id", "reporter_sealed"})


def subject(report: Report) -> str:
    """What the audit calls a report."""
    return f"{KIND}/{report.number}"


def standing(report: Report) -> Standing:
    """What the rules ask of a report."""
    return Standing(
        kind=ReportKind(report.kind),
        state=State(report.state),
        reporter_form=ReporterForm(report.reporter_form),
        officer_id=report.officer_id,
        removed=report.removed,
        suspended=report.suspended_at is not None,
        escalated=report.escalated_at is not None,
    )


def find(db: Orm, report_id: int) -> Report:
    """The report. Raises NotFound."""
    report = db.get(Report, report_id)
    if report is None:
        raise NotFound(N_("There is no such report. It may have been part of an import that was undone."))
    return report


# --- snapshots -----------------------------------------------------------------------------------------


def snapshot(db: Orm, report: Report) -> dict[str, Any]:
    """The record and its limits as they are, in values that JSON knows."""
    return {
        "report": columns(report, NOT_IN_SNAPSHOT),
        "deadlines": [columns(limit) for limit in clock.of(db, report.id)],
    }


def put_back(db: Orm, report: Report, before: Mapping[str, Any]) -> None:
    """Make the record and its limits as a snapshot has them."""
    write(report, before["report"])
    db.execute(delete(ReportDeadline).where(ReportDeadline.report_id == report.id))
    for values in before["deadlines"]:
        db.add(made(ReportDeadline, values))
    clock.changed(db, report.id)


# --- numbers and words ---------------------------------------------------------------------------------


def give_number(work: Work, report: Report, seq: int | None = None) -> None:
    """The next number of the kind's register for the year of receipt (or a free one that paper gave)."""
    kind, year = ReportKind(report.kind), report.received_on.year
    if seq is None:
        last = work.db.scalar(
            select(func.max(ReportNumber.seq)).where(ReportNumber.kind == kind.value, ReportNumber.year == year)
        )
        seq = (last or 0) + 1
    report.number = show_number(seq, year, kind)
    report.number_sort = sort_of_number(seq, year, kind)
    work.db.add(report)
    work.db.flush()
    work.db.add(
        ReportNumber(
            kind=kind.value,
            year=year,
            seq=seq,
            number=report.number,
            report_id=report.id,
            given_at=work.now,
        )
    )


def sort_of_number(seq: int, year: int, kind: ReportKind) -> str:
    """Numbers sort by year, then kind, then sequence."""
    order = list(ReportKind).index(kind)
    return f"{year:04d}{order}{seq:07d}"


def words(report: Report) -> str:
    """What the search index knows of a report.

    The respondent is left out: a named person is in that one file and in no index across files. A sealed reporter
    has empty columns, so nothing of them can get here.
    """
    parts = (
        report.content,
        report.reporter_name,
        report.reporter_phone,
        report.establishment_name,
        report.village_name,
        report.address,
        report.note,
        report.authority,
        report.verification_result,
        report.handling,
    )
    return " · ".join(part for part in parts if part)


def index_words(db: Orm, report: Report) -> None:
    """Keep the search index as the record is; what is in the bin is not found."""
    if report.removed:
        search.remove(db, SCHEMA, KIND, report.id)
    else:
        search.index(db, SCHEMA, KIND, report.id, report.number, words(report))
