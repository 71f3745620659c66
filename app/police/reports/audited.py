"""How do the codes that the audit keeps of the reports read to people: actions, fields, values?"""

from app.common.deadlines import STAGE_NAMES
from app.common.i18n import N_
from app.common.references import Reference
from app.police.reports.terms import (
    CLASSIFICATION_NAMES,
    FIELD_NAMES,
    FLAG_NAMES,
    KIND_NAMES,
    REPORTER_FORM_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    URGENCY_NAMES,
)
from app.registry import queries, references

ACTIONS: dict[str, str] = {
    "reports.receive": N_("Received a report"),
    "reports.open": N_("Opened a report"),
    "reports.search": N_("Searched the reports"),
    "reports.edit": N_("Changed a report"),
    "reports.correct": N_("Corrected a concluded report"),
    "reports.reclassify": N_("Classified a report again"),
    "reports.assign": N_("Assigned a report"),
    "reports.accept": N_("Accepted a report"),
    "reports.decline": N_("Declined a report"),
    "reports.transfer": N_("Transferred a report"),
    "reports.begin_verification": N_("Began verification"),
    "reports.conclude": N_("Concluded a report"),
    "reports.resolve": N_("Resolved a report"),
    "reports.close": N_("Closed a report"),
    "reports.reopen": N_("Reopened a report"),
    "reports.extend": N_("Extended a time limit"),
    "reports.suspend": N_("Suspended a report"),
    "reports.resume": N_("Resumed a report"),
    "reports.escalate": N_("Brought a report to the lead"),
    "reports.answer_escalation": N_("Answered what was brought to the lead"),
    "reports.record_done": N_("Noted a limit as met"),
    "reports.reveal": N_("Saw a protected identity"),
    "reports.reseal": N_("Sealed a reporter anew"),
    "reports.all_resealed": N_("Sealed all reporters anew"),
    "reports.seal_changed": N_("Found a seal changed with another tool"),
    "reports.attach": N_("Changed the attachments"),
    "reports.detach": N_("Took an attachment off"),
    "reports.open_attachment": N_("Opened an attachment"),
    "reports.export_attachment": N_("Saved an attachment outside the vault"),
    "reports.link": N_("Linked two reports"),
    "reports.unlink": N_("Took a link between reports back"),
    "reports.print": N_("Printed a document"),
    "reports.remove": N_("Moved a report to the bin"),
    "reports.restore": N_("Restored a report"),
    "reports.undo": N_("Took a change back"),
    "reports.merge": N_("Completed a report from Excel"),
    "reports.import": N_("Imported reports from Excel"),
    "reports.undo_import": N_("Took an import back"),
    "reports.export": N_("Exported reports to Excel"),
}

FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "number": N_("Number"),
    "state": N_("State"),
    "village_name": FIELD_NAMES["village_id"],
    "time_known": N_("Hour is known"),
    "received_by_text": FIELD_NAMES["received_by"],
    "officer_id": FIELD_NAMES["officer"],
    "officer_text": FIELD_NAMES["officer"],
    "accepted_at": N_("Accepted"),
    "concluded_at": N_("Concluded"),
    "resolved_at": N_("Resolved"),
    "closed_at": N_("Closed"),
    "notice_on": N_("Notice to the reporter"),
    "notice_how": N_("How the notice was given"),
    "no_notice_reason": N_("Why no notice was given"),
    "escalated_at": N_("Brought to the lead"),
    "escalation_note": N_("What was brought to the lead"),
    "suspended_at": N_("Suspended"),
    "suspension_ground": N_("Ground for suspending"),
    "removed": N_("In the bin"),
    "removed_at": N_("Moved to the bin"),
    "removed_reason": N_("Why it is in the bin"),
    "stage": N_("What is due"),
    "basis": N_("Basis"),
    "end": N_("Due on"),
    "days": N_("Days"),
    "met": N_("Limits met"),
    "of": N_("What was taken back"),
    "other": N_("The other report"),
    "not_opened": N_("Could not be opened"),
    "seals_changed": N_("Changed with another tool"),
    "urgency": N_("Urgency"),
    "overdue": N_("Overdue only"),
    "flag": N_("Special protection"),
}

VALUES: dict[str, str] = {
    str(code): name
    for names in (KIND_NAMES, STATE_NAMES, URGENCY_NAMES, CLASSIFICATION_NAMES, REPORTER_FORM_NAMES, SOURCE_NAMES)
    for code, name in names.items()
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

REFERENCES: dict[str, Reference] = {
    "decline_ground": references.item(queries.DECLINE_GROUNDS),
    "authority": references.item(queries.AUTHORITIES),
    "source": references.item(queries.SOURCES),
    "village_id": references.VILLAGE,
    "establishment_id": references.ESTABLISHMENT,
    "officer_id": references.ACCOUNT,
    "received_by": references.ACCOUNT,
}

PAIRS = frozenset({"number", "kind", "end"})
