"""How do inspections appear to scripts, in exports and in the audit? The kind `inspections` as it is registered."""

from dataclasses import asdict
from datetime import date, time

from app.common.i18n import N_
from app.common.kinds import Document, timeline_documents
from app.common.records import documents
from app.common.records.kind import kind_of
from app.police.inspections import audited, queries, services
from app.police.inspections.declared import DESK, FIELD_NAMES, INSPECTIONS
from app.police.inspections.imports import INSPECTION_IMPORT
from app.police.inspections.terms import (
    CHECK_RESULT_NAMES,
    FINDING_STATE_NAMES,
    PAPER_NAMES,
    PRESENT_ROLE_NAMES,
    REVIEW_RESULT_NAMES,
)
from app.police.inspections.values import FindingInfo, SanctionInfo
from app.vault.session import Session

# What the audit tells beside the fields: of steps, and of the filter of an export.
TOLD: dict[str, str] = FIELD_NAMES | {
    "follow_up": N_("Follow-up inspection"),
    "finding": N_("Finding"),
    "of": N_("What was taken back"),
    "event": N_("Entry"),
    "amount": N_("Amount of the fine"),
    "from": N_("From"),
    "type": N_("Type of establishment"),
    "open": N_("Open only"),
}
OF_PARTS: dict[str, str] = {
    str(code): name
    for names in (PRESENT_ROLE_NAMES, CHECK_RESULT_NAMES, REVIEW_RESULT_NAMES, FINDING_STATE_NAMES)
    for code, name in names.items()
}


def show_document(session: Session, number: str) -> Document:
    """An inspection by its number, with everything; the opening is audited."""
    detail = services.open_inspection(session, services.find_number(session, number))
    count = asdict(detail.head_count)
    return documents.show_document(INSPECTIONS, detail) | {
        "establishment": detail.premises.name,
        "establishment_number": detail.premises.number,
        "type": detail.premises.type_code or None,
        "village": detail.premises.village or None,
        "address": detail.premises.address or None,
        "responsible": detail.premises.responsible or None,
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
        "findings": [_found(each) for each in detail.findings],
        "open_findings": sum(each.state.value == "open" for each in detail.findings),
        "sanctions": [_decision(each) for each in detail.sanctions],
        "sanction_amount": sum(each.amount for each in detail.sanctions) if detail.sanctions else None,
        "fix_by": _iso(detail.fix_due),
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


def _found(each: FindingInfo) -> Document:
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


def _decision(each: SanctionInfo) -> Document:
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


INSPECTIONS_KIND = kind_of(
    INSPECTIONS,
    actions=audited.ACTIONS,
    show=show_document,
    search=queries.search_inspections,
    snippet=lambda found: found.snippet,
    note_search=DESK.note_search,
    importing=INSPECTION_IMPORT,
    fields=TOLD,
    values=OF_PARTS,
    codes={"document": PAPER_NAMES},
    references=audited.REFERENCES,
    reads=audited.READS,
    hidden=frozenset(),
)
