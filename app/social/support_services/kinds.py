"""How do support services appear to scripts and in exports? The kind `services`; nothing in it names anybody."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.common.conditions import account, codes, day, known, yes
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
from app.social.keeping.unnamed import names_nobody
from app.social.support_services import audited, queries
from app.social.support_services.models import Service
from app.social.support_services.queries import ServiceFilter, Sort
from app.social.support_services.terms import KIND, KIND_NAMES, STATE_NAMES, VARIETY_NAMES, ServiceKind, State
from app.social.support_services.values import ServiceRow
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "kind": N_("counselling, legal_aid, health_referral, training, job, emergency_help, shelter, papers, school"),
    "state": N_(
        "proposed, prepared, sought, approved, sent, accepted, enrolled, attending, running, offered, placed, kept,"
        " staying, applied, completed, returned, given, left, received, ended, dropped_out, declined, refused,"
        " cancelled"
    ),
    "case": N_("the code of a case"),
    "worker": N_("a user name, or “none”"),
    "open": N_("yes"),
    "late": N_("yes"),
    "due": N_("due on this day or earlier"),
    "from": N_("proposed on this day or later"),
    "to": N_("proposed on this day or earlier"),
    "text": N_("a number, or the code of a case"),
    "sort": N_("due, newest, oldest, number"),
}
_PAGE = 500


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[ServiceFilter, Sort]:
    """The filter and order that the texts say. Raises Invalid."""
    require(session, "services.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = ServiceFilter(
        kinds=frozenset(codes(ServiceKind, conditions, "kind")),
        states=frozenset(codes(State, conditions, "state")),
        case=conditions.get("case"),
        worker_id=account(session, conditions.get("worker")),
        open_only=yes(conditions.get("open")),
        late=yes(conditions.get("late")),
        due_until=day(conditions.get("due"), today),
        since=day(conditions.get("from"), today),
        until=day(conditions.get("to"), today),
        text=conditions.get("text", ""),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.DUE)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ServiceRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_services(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The services that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: ServiceRow) -> Document:
    """A line of the list; codes, never a name."""
    return {
        "number": row.number,
        "case": row.case,
        "kind": row.kind.value,
        "variety": row.variety or None,
        "state": row.state.value,
        "worker": row.worker or None,
        "opened_on": _day(row.opened_on),
        "begun_on": _day(row.begun_on),
        "ended_on": _day(row.ended_on),
        "due_on": _day(row.due_on),
        "due_for": row.due_for.value if row.due_for else None,
        "late": row.late,
    }


def show_document(session: Session, number: str) -> Document:
    """A service with its days and checks, free text masked; the opening is audited."""
    detail = queries.open_service(session, queries.find_number(session, number))
    facts = detail.facts
    return {
        **document(detail.row),
        "provider": facts.provider or None,
        "subject": facts.subject or None,
        "place": facts.place or None,
        "starts_on": _day(facts.starts_on),
        "ends_on": _day(facts.ends_on),
        "sessions_planned": facts.planned,
        "sessions_attended": detail.attended,
        "amount": facts.amount,
        "quantity": facts.quantity or None,
        "children": facts.children,
        "school_year": facts.school_year or None,
        "note": facts.note or None,
        "expected_on": _day(detail.expected_on),
        "approved_on": _day(detail.approved_on),
        "sent_on": _day(detail.sent_on),
        "answered_on": _day(detail.answered_on),
        "ended_reason": detail.ended_reason or None,
        "received_by": detail.received_by or None,
        "receipt": detail.receipt,
        "certificate": detail.certificate or None,
        "certified_on": _day(detail.certified_on),
        "outcome": detail.outcome.value if detail.outcome else None,
        "kept_months": detail.kept_months,
        "nights": detail.nights,
        "checks": [
            {
                "months": each.months,
                "due_on": _day(each.due_on),
                "answer": each.answer.value if each.answer else None,
                "answered_on": _day(each.answered_on),
            }
            for each in detail.checks
        ],
        "timeline": timeline_documents(detail.timeline),
        "version": detail.version,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def search_documents(session: Session, text: str) -> list[Document]:
    """Services by their number or their case's code; how many were found is noted in the audit."""
    found = queries.search_services(session, text)
    if text.strip():
        with session.work(Compartment.SOCIAL) as work:
            work.audit(f"{KIND}.search", KIND, found=len(found))
    return [
        {"kind": KIND, "number": row.number, "snippet": f"{row.case} · {tr(KIND_NAMES[row.kind])}"} for row in found
    ]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ServiceRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "services.export")
    return rows(session, conditions)


# Words that were searched are left out, as of a search.
note_export = exports_noted(Compartment.SOCIAL, KIND, frozenset({"text"}), names_nobody)


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Support case"), lambda row: row.case, 14),
    ExportColumn(N_("Kind of support"), lambda row: tr(KIND_NAMES[row.kind]), 24),
    ExportColumn(N_("Form"), lambda row: tr(VARIETY_NAMES[row.variety]) if row.variety else "", 24),
    ExportColumn(N_("State"), lambda row: tr(STATE_NAMES[row.state]), 24),
    ExportColumn(N_("Worker in charge"), lambda row: row.worker, 22),
    ExportColumn(N_("Proposed on"), lambda row: row.opened_on, 13),
    ExportColumn(N_("Begun on"), lambda row: row.begun_on, 13),
    ExportColumn(N_("Ended on"), lambda row: row.ended_on, 13),
    ExportColumn(N_("Next day"), lambda row: row.due_on, 13),
)


SERVICES = Kind(
    name=KIND,
    label=N_("Support services"),
    compartment=Compartment.SOCIAL,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Support service"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    row=Service,
    silent=audited.SILENT,
)
