"""How do reports appear to scripts, in exports and in the audit? The kind `reports` as it is registered."""

from app.common.dates import office_day
from app.common.deadlines import STAGE_NAMES
from app.common.i18n import N_
from app.common.kinds import Document, timeline_documents
from app.common.records import documents
from app.common.records.kind import kind_of
from app.police.reports import queries, services
from app.police.reports.declared import DESK, FIELD_NAMES, REPORTS
from app.police.reports.imports import REPORT_IMPORT
from app.police.reports.terms import FLAG_NAMES, SOURCE_NAMES
from app.police.reports.values import Deadline
from app.registry import queries as registry
from app.registry import references
from app.vault.session import Session

ACTIONS: dict[str, str] = {
    "receive": N_("Received a report"),
    "open": N_("Opened a report"),
    "search": N_("Searched the reports"),
    "edit": N_("Changed a report"),
    "correct": N_("Corrected a concluded report"),
    "reclassify": N_("Classified a report again"),
    "assign": N_("Assigned a report"),
    "accept": N_("Accepted a report"),
    "decline": N_("Declined a report"),
    "transfer": N_("Transferred a report"),
    "begin_verification": N_("Began verification"),
    "conclude": N_("Concluded a report"),
    "resolve": N_("Resolved a report"),
    "close": N_("Closed a report"),
    "reopen": N_("Reopened a report"),
    "extend": N_("Extended a time limit"),
    "suspend": N_("Suspended a report"),
    "resume": N_("Resumed a report"),
    "escalate": N_("Brought a report to the lead"),
    "answer_escalation": N_("Answered what was brought to the lead"),
    "record_done": N_("Noted a limit as met"),
    "reveal": N_("Saw a protected identity"),
    "reseal": N_("Sealed a reporter anew"),
    "all_resealed": N_("Sealed all reporters anew"),
    "seal_changed": N_("Found a seal changed with another tool"),
    "attach": N_("Changed the attachments"),
    "detach": N_("Took an attachment off"),
    "open_attachment": N_("Opened an attachment"),
    "export_attachment": N_("Saved an attachment outside the vault"),
    "link": N_("Linked two reports"),
    "unlink": N_("Took a link between reports back"),
    "print": N_("Printed a document"),
    "remove": N_("Moved a report to the bin"),
    "restore": N_("Restored a report"),
    "undo": N_("Took a change back"),
    "merge": N_("Completed a report from Excel"),
    "import": N_("Imported reports from Excel"),
    "undo_import": N_("Took an import back"),
    "export": N_("Exported reports to Excel"),
}
# What the audit tells beside the fields: of steps, of limits, of the filter of an export.
TOLD: dict[str, str] = FIELD_NAMES | {
    "stage": N_("What is due"),
    "basis": N_("Basis"),
    "end": N_("Due on"),
    "days": N_("Days"),
    "met": N_("Limits met"),
    "of": N_("What was taken back"),
    "other": N_("The other report"),
    "not_opened": N_("Could not be opened"),
    "seals_changed": N_("Changed with another tool"),
    "flag": N_("Special protection"),
}
CODES: dict[str, dict[str, str]] = {
    "reporter": {"changed": N_("changed")},
    "met": STAGE_NAMES,
    "stage": STAGE_NAMES,
    "notice_how": {},
    "document": {
        "receipt": N_("Receipt"),
        "transfer_note": N_("Transfer note"),
        "reminder_note": N_("Reminder note"),
    },
    "flag": {str(code): name for code, name in FLAG_NAMES.items()},
    "officer": {"none": N_("nobody")},
}
REFERENCES = {
    "decline_ground": references.item(registry.DECLINE_GROUNDS),
    "authority": references.item(registry.AUTHORITIES),
    "source": references.item(registry.SOURCES),
    "establishment_id": references.ESTABLISHMENT,
    "received_by": references.ACCOUNT,
}


def show_document(session: Session, number: str) -> Document:
    """A report by its number, with everything but a sealed reporter; the opening is audited."""
    detail = services.open_report(session, services.find_number(session, number))
    reporter = detail.reporter
    return documents.show_document(REPORTS, detail) | {
        "received_at": detail.received_at.isoformat() if detail.received_time is not None else None,
        "reporter": (reporter.name or None) if reporter else None,
        "reporter_phone": (reporter.phone or None) if reporter else None,
        "reporter_address": (reporter.address or None) if reporter else None,
        "reporter_sealed": detail.sealed,
        "respondent": detail.respondent.name if detail.respondent else None,
        "address": detail.place.address or None,
        "unknown": sorted(detail.unknown),
        "officer": detail.officer or None,
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


REPORTS_KIND = kind_of(
    REPORTS,
    actions=ACTIONS,
    show=show_document,
    search=queries.search_reports,
    snippet=lambda found: found.snippet,
    note_search=DESK.note_search,
    importing=REPORT_IMPORT,
    fields=TOLD,
    values=SOURCE_NAMES,
    codes=CODES,
    references=REFERENCES,
    pairs=frozenset({"number", "kind", "end"}),
    hidden=frozenset(),
)
