"""How do inspections appear to scripts and in exports? The kind `inspections` as it is registered."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, time

from app.common.conditions import account, among, codes, day, known, year, yes
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
from app.police.inspections import audited, queries, services
from app.police.inspections.imports import INSPECTION_IMPORT
from app.police.inspections.models import Inspection
from app.police.inspections.queries import InspectionFilter, InspectionRow, Sort
from app.police.inspections.record import NOT_IN_CHANGES
from app.police.inspections.services_desk import note_search
from app.police.inspections.terms import KIND, KIND_NAMES, STATE_NAMES, InspectionKind, State
from app.police.inspections.values import FindingInfo, SanctionInfo
from app.registry import queries as registry
from app.registry.conditions import village
from app.registry.establishments import queries as premises_register
from app.registry.establishments import services as register
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "kind": N_("planned, unannounced, follow_up; several with commas"),
    "state": N_("planned, ready, recorded, following, closed, cancelled"),
    "year": N_("a year in four digits"),
    "from": N_("held or planned on this day or later"),
    "to": N_("held or planned on this day or earlier"),
    "establishment": N_("the number of an establishment"),
    "type": N_("codes of the list of establishment types"),
    "village": N_("the name of a village"),
    "officer": N_("the user name of somebody of the team"),
    "open": N_("yes: with findings that are not put right"),
    "overdue": N_("yes"),
    "text": N_("words, with or without marks"),
    "bin": N_("yes"),
    "sort": N_("newest, oldest, number, establishment, fix_by"),
}
_PAGE = 500


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The inspections that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[InspectionRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_inspections(session, where, sort, after, _PAGE))


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[InspectionFilter, Sort]:
    """The filter and the order that the texts of `--filter name=value` mean. Raises Invalid."""
    require(session, "inspections.list")
    known(conditions, CONDITIONS)
    today = session.today()
    with session.read() as db:
        types = [item.code for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)]
    where = InspectionFilter(
        kinds=frozenset(codes(InspectionKind, conditions, "kind")),
        states=frozenset(codes(State, conditions, "state")),
        year=year(conditions, "year"),
        since=day(conditions.get("from"), today),
        until=day(conditions.get("to"), today),
        establishment_ids=_establishment(session, conditions.get("establishment", "")),
        types=frozenset(among(types, conditions, "type")),
        village_id=village(session, conditions.get("village")),
        officer_id=account(session, conditions.get("officer")) or None,
        open_findings=yes(conditions.get("open")),
        overdue=yes(conditions.get("overdue")),
        text=conditions.get("text", ""),
        in_bin=yes(conditions.get("bin")),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.NEWEST)


def _establishment(session: Session, number: str) -> frozenset[int]:
    if not number.strip():
        return frozenset()
    found = register.find_number(session, number)
    with session.read() as db:
        return premises_register.same_premises(db, found)


# --- documents for scripts ----------------------------------------------------------------------------------------


def document(row: InspectionRow) -> Document:
    """A line of the list. Whom a sanction was decided against stands in the inspection alone."""
    return {
        "number": row.number,
        "kind": row.kind.value,
        "state": row.state.value,
        "establishment": row.establishment,
        "establishment_number": row.establishment_number,
        "type": row.type_code or None,
        "village": row.village or None,
        "address": row.address or None,
        "planned_on": _iso(row.planned_on),
        "inspected_on": _iso(row.inspected_on),
        "team_leader": row.leader or None,
        "findings": row.findings,
        "open_findings": row.open_findings,
        "sanction_amount": row.sanction_amount,
        "fix_by": _iso(row.fix_by),
        "overdue": row.overdue,
        "follow_up_of": row.follow_up_of or None,
    }


def show_document(session: Session, number: str) -> Document:
    """An inspection by its number, with everything; the opening is audited."""
    detail = services.open_inspection(session, services.find_number(session, number))
    count = asdict(detail.head_count)
    return {
        "number": detail.number,
        "kind": detail.kind.value,
        "state": detail.state.value,
        "establishment": detail.premises.name,
        "establishment_number": detail.premises.number,
        "type": detail.premises.type_code or None,
        "village": detail.premises.village or None,
        "address": detail.premises.address or None,
        "responsible": detail.premises.responsible or None,
        "planned_on": _iso(detail.planned_on),
        "inspected_on": _iso(detail.inspected_on),
        "started": _iso(detail.started),
        "ended": _iso(detail.ended),
        "decision_number": detail.decision.number or None,
        "decision_on": _iso(detail.decision.on),
        "team_leader": detail.leader or None,
        "team": [{"name": each.name, "role": each.role.value, "office": each.office or None} for each in detail.team],
        "present": [
            {"role": each.role.value, "name": each.name or None, "count": each.count, "note": each.note or None}
            for each in detail.present
        ],
        "checks": [
            {"text": each.text, "result": each.result.value, "basis": each.basis or None, "note": each.note or None}
            for each in detail.checks
        ],
        "head_count": count if any(value is not None for value in count.values()) else None,
        "content": detail.content or None,
        "findings": [_finding(each) for each in detail.findings],
        "open_findings": sum(each.state.value == "open" for each in detail.findings),
        "sanctions": [_sanction(each) for each in detail.sanctions],
        "sanction_amount": sum(each.amount for each in detail.sanctions) if detail.sanctions else None,
        "owner_opinion": detail.owner_opinion or None,
        "conclusion": detail.conclusion or None,
        "recommendations": detail.recommendations or None,
        "fix_by": _iso(detail.fix_due),
        "overdue": detail.overdue,
        "note": detail.note or None,
        "follow_up_of": detail.follow_up_of.number if detail.follow_up_of else None,
        "follow_ups": [each.number for each in detail.follow_ups],
        "timeline": timeline_documents(detail.timeline),
        "attachments": [
            {"name": each.name, "media_type": each.media_type, "size": each.size, "sha256": each.sha256}
            for each in detail.attachments
        ],
        "next_step": detail.next_step.name if detail.next_step else None,
        "version": detail.version,
    }


def _iso(value: date | time | None) -> str | None:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if value is not None else None


def _finding(each: FindingInfo) -> Document:
    return {
        "seq": each.seq,
        "violation": each.violation_code or None,
        "violation_name": each.violation_name or None,
        "basis": each.basis or None,
        "description": each.description or None,
        "measures": list(each.measures),
        "state": each.state.value,
        "found_on": _iso(each.found_on),
        "fix_by": _iso(each.fix_by),
        "resolved_on": _iso(each.resolved_on),
        "note": each.note or None,
        "reviews": [{"inspection": seen.number, "result": seen.result.value} for seen in each.reviews],
    }


def _sanction(each: SanctionInfo) -> Document:
    return {
        "decision_number": each.decision_number,
        "decision_on": _iso(each.decision_on),
        "addressee": each.addressee or None,
        "organisation": each.organisation,
        "amount": each.amount,
        "due_on": _iso(each.due_on),
        "paid_on": _iso(each.paid_on),
        "findings": list(each.findings),
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """What a search finds, the term noted in the audit."""
    found = queries.search_inspections(session, text)
    note_search(session, text, len(found))
    return [{"kind": each.kind, "number": each.number, "snippet": each.snippet} for each in found]


# --- exports ------------------------------------------------------------------------------------------------------


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[InspectionRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "inspections.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.POLICE, KIND)


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Kind of inspection"), lambda row: tr(KIND_NAMES[row.kind]), 16),
    ExportColumn(N_("Number of the establishment"), lambda row: row.establishment_number, 12),
    ExportColumn(N_("Establishment"), lambda row: row.establishment, 28),
    ExportColumn(N_("Type of establishment"), lambda row: row.type_name, 18),
    ExportColumn(N_("Village"), lambda row: row.village, 18),
    ExportColumn(N_("Address"), lambda row: row.address, 28),
    ExportColumn(N_("Planned day"), lambda row: row.planned_on, 13),
    ExportColumn(N_("Inspected on"), lambda row: row.inspected_on, 13),
    ExportColumn(N_("Team leader"), lambda row: row.leader, 22),
    ExportColumn(N_("Inspection team"), lambda row: row.team, 40),
    ExportColumn(N_("Findings"), lambda row: row.findings, 10),
    ExportColumn(N_("Not put right yet"), lambda row: row.open_findings, 10),
    ExportColumn(N_("Amount in đồng"), lambda row: row.sanction_amount, 16),
    ExportColumn(N_("To be put right by"), lambda row: row.fix_by, 13),
    ExportColumn(N_("Overdue"), lambda row: tr(N_("yes")) if row.overdue else "", 10),
    ExportColumn(N_("Follow-up of"), lambda row: row.follow_up_of, 14),
    ExportColumn(N_("State"), lambda row: tr(STATE_NAMES[row.state]), 18),
)


INSPECTIONS = Kind(
    name=KIND,
    label=N_("Inspections"),
    compartment=Compartment.POLICE,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=INSPECTION_IMPORT,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Inspection"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    references=audited.REFERENCES,
    reads=audited.READS,
    row=Inspection,
    silent=NOT_IN_CHANGES,
)
