"""How do reports appear to scripts and in exports? The kind `reports` as it is registered."""

from collections.abc import Iterator, Mapping

from app.common.conditions import account, codes, day, known, yes
from app.common.dates import office_day
from app.common.i18n import N_, tr
from app.common.kinds import (
    Document,
    Export,
    ExportColumn,
    Kind,
    documents,
    every_row,
    exports_noted,
    timeline_documents,
)
from app.common.permissions import require
from app.police.reports import audited, queries, services
from app.police.reports.imports import REPORT_IMPORT
from app.police.reports.models import Report
from app.police.reports.queries import ReportFilter, ReportRow, Sort
from app.police.reports.record import KIND, NOT_IN_CHANGES
from app.police.reports.services_desk import note_search
from app.police.reports.terms import KIND_NAMES, STATE_NAMES, URGENCY_NAMES, Flag, ReportKind, State
from app.police.reports.values import Deadline
from app.registry.conditions import village
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "kind": N_("crime_report, denunciation, complaint, petition, feedback; several with commas"),
    "state": N_("received, accepted, declined, transferred, verifying, concluded, resolved, closed"),
    "officer": N_("a user name, or “none”"),
    "village": N_("the name of a village"),
    "from": N_("received on this day or later"),
    "to": N_("received on this day or earlier"),
    "overdue": N_("yes"),
    "flag": N_("child, trafficking, violence"),
    "text": N_("words, with or without marks"),
    "bin": N_("yes"),
    "sort": N_("rank, due, newest, oldest, number, reporter"),
}
_PAGE = 500


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The reports that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ReportRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_reports(session, where, sort, after, _PAGE))


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[ReportFilter, Sort]:
    """The filter and the order that the texts of `--filter name=value` mean. Raises Invalid."""
    require(session, "reports.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = ReportFilter(
        kinds=frozenset(codes(ReportKind, conditions, "kind")),
        states=frozenset(codes(State, conditions, "state")),
        flags=frozenset(codes(Flag, conditions, "flag")),
        officer_id=account(session, conditions.get("officer")),
        village_id=village(session, conditions.get("village")),
        received_from=day(conditions.get("from"), today),
        received_to=day(conditions.get("to"), today),
        overdue=yes(conditions.get("overdue")),
        text=conditions.get("text", ""),
        in_bin=yes(conditions.get("bin")),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.RANK)


# --- documents for scripts -----------------------------------------------------------------------------


def document(row: ReportRow) -> Document:
    """A line of the list. A sealed reporter is null, and `reporter_sealed` says so."""
    return {
        "number": row.number,
        "kind": row.kind.value,
        "state": row.state.value,
        "received_on": row.received_on.isoformat(),
        "received_at": row.received_at.isoformat() if row.time_known else None,
        "content": row.content,
        "reporter": None if row.masked else row.reporter or None,
        "reporter_sealed": row.sealed,
        "village": row.village or None,
        "establishment": row.establishment or None,
        "officer": row.officer or None,
        "urgency": row.urgency.value,
        "flags": sorted(flag.value for flag in row.flags),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "overdue": row.overdue,
        "suspended": row.suspended,
        "incomplete": row.incomplete,
    }


def show_document(session: Session, number: str) -> Document:
    """A report by its number, with everything but a sealed reporter; the opening is audited."""
    detail = services.open_report(session, services.find_number(session, number))
    reporter = detail.reporter
    return {
        "number": detail.number,
        "kind": detail.kind.value,
        "instance": detail.instance,
        "state": detail.state.value,
        "received_on": detail.received_on.isoformat(),
        "received_at": detail.received_at.isoformat() if detail.received_time is not None else None,
        "source": detail.source or None,
        "received_by": detail.received_by or None,
        "content": detail.content,
        "note": detail.note or None,
        "reporter": (reporter.name or None) if reporter else None,
        "reporter_form": detail.reporter_form.value,
        "reporter_phone": (reporter.phone or None) if reporter else None,
        "reporter_address": (reporter.address or None) if reporter else None,
        "reporter_sealed": detail.sealed,
        "respondent": detail.respondent.name if detail.respondent else None,
        "village": detail.village or None,
        "establishment": detail.establishment or None,
        "address": detail.place.address or None,
        "urgency": detail.urgency.value,
        "flags": sorted(flag.value for flag in detail.flags),
        "unknown": sorted(detail.unknown),
        "incomplete": detail.incomplete,
        "officer": detail.officer or None,
        "decline_ground": detail.decline_ground or None,
        "authority": detail.authority or None,
        "verification_result": detail.verification_result or None,
        "classification": detail.classification.value if detail.classification else None,
        "handling": detail.handling or None,
        "notice_on": detail.notice_on.isoformat() if detail.notice_on else None,
        "notice_how": detail.notice_how or None,
        "no_notice_reason": detail.no_notice_reason or None,
        "due_on": detail.due_on.isoformat() if detail.due_on else None,
        "overdue": detail.overdue,
        "suspended": detail.suspended_at is not None,
        "deadlines": [_limit(each) for each in detail.deadlines],
        "timeline": timeline_documents(detail.timeline),
        "attachments": [
            {"name": each.name, "media_type": each.media_type, "size": each.size, "sha256": each.sha256}
            for each in detail.attachments
        ],
        "earlier_numbers": [each.number for each in detail.numbers],
        "next_step": detail.next_step.name if detail.next_step else None,
        "version": detail.version,
    }


def _limit(limit: Deadline) -> Document:
    return {
        "stage": limit.stage,
        "starts_at": limit.starts_at.isoformat(),
        "due_on": limit.due_on.isoformat(),
        "due_at": limit.due_at.isoformat() if limit.due_at else None,
        "basis": limit.basis,
        "verified": limit.verified,
        "calendar_confirmed": limit.calendar_confirmed,
        "met_on": office_day(limit.met_at).isoformat() if limit.met_at else None,
        "replaced": limit.replaced,
        "overdue": limit.overdue,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """What a search finds, the term noted in the audit."""
    found = queries.search_reports(session, text)
    note_search(session, text, len(found))
    return [{"kind": each.kind, "number": each.number, "snippet": each.snippet} for each in found]


# --- exports -------------------------------------------------------------------------------------------


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ReportRow]:
    """What an export holds: what the list shows, sealed reporters masked. A viewer may not."""
    require(session, "reports.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.POLICE, KIND)


def _reporter(row: ReportRow) -> str:
    return tr(row.reporter) if row.masked else row.reporter


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Kind"), lambda row: tr(KIND_NAMES[row.kind]), 18),
    ExportColumn(N_("Received on"), lambda row: row.received_on, 13),
    ExportColumn(N_("Reporter"), _reporter, 24),
    ExportColumn(N_("Content"), lambda row: row.content, 60),
    ExportColumn(N_("Village"), lambda row: row.village, 18),
    ExportColumn(N_("Establishment"), lambda row: row.establishment, 22),
    ExportColumn(N_("Urgency"), lambda row: tr(URGENCY_NAMES[row.urgency]), 12),
    ExportColumn(N_("State"), lambda row: tr(STATE_NAMES[row.state]), 16),
    ExportColumn(N_("Officer in charge"), lambda row: row.officer, 22),
    ExportColumn(N_("Due on"), lambda row: row.due_on, 13),
    ExportColumn(N_("What is due"), lambda row: tr(row.due_stage) if row.due_stage else "", 24),
    ExportColumn(N_("Overdue"), lambda row: tr(N_("yes")) if row.overdue else "", 10),
)


REPORTS = Kind(
    name="reports",
    label=N_("Reports"),
    compartment=Compartment.POLICE,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=REPORT_IMPORT,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Report"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    references=audited.REFERENCES,
    pairs=audited.PAIRS,
    row=Report,
    silent=NOT_IN_CHANGES,
)
