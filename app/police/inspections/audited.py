"""How do the codes that the audit keeps of inspections read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.police.inspections.terms import (
    CHECK_RESULT_NAMES,
    FIELD_NAMES,
    FINDING_STATE_NAMES,
    KIND_NAMES,
    PRESENT_ROLE_NAMES,
    REVIEW_RESULT_NAMES,
    STATE_NAMES,
)

ACTIONS: dict[str, str] = {
    "inspections.plan": N_("Planned an inspection"),
    "inspections.add": N_("Recorded an unannounced inspection"),
    "inspections.assign_team": N_("Assigned the team of an inspection"),
    "inspections.number_decision": N_("Numbered the decision on a team"),
    "inspections.reschedule": N_("Put an inspection off to another day"),
    "inspections.record": N_("Typed in the minutes of an inspection"),
    "inspections.edit": N_("Changed an inspection"),
    "inspections.conclude": N_("Concluded an inspection"),
    "inspections.close": N_("Closed an inspection"),
    "inspections.reopen": N_("Reopened an inspection"),
    "inspections.cancel": N_("Cancelled an inspection"),
    "inspections.correct": N_("Corrected the minutes of an inspection"),
    "inspections.put_right": N_("Noted a finding as put right"),
    "inspections.hand_over": N_("Handed a finding over"),
    "inspections.dismiss": N_("Dropped a finding"),
    "inspections.follow_up": N_("Planned a follow-up inspection"),
    "inspections.review": N_("A follow-up looked at findings"),
    "inspections.add_sanction": N_("Entered a sanction decision"),
    "inspections.change_sanction": N_("Changed a sanction decision"),
    "inspections.remove_sanction": N_("Took a sanction decision out"),
    "inspections.pay": N_("Noted the payment of a sanction"),
    "inspections.carry_head_count": N_("Carried a head-count to the register"),
    "inspections.open": N_("Opened an inspection"),
    "inspections.search": N_("Searched the inspections"),
    "inspections.attach": N_("Changed the attachments"),
    "inspections.detach": N_("Took an attachment off"),
    "inspections.open_attachment": N_("Opened an attachment"),
    "inspections.export_attachment": N_("Saved an attachment outside the vault"),
    "inspections.print": N_("Printed a document"),
    "inspections.remove": N_("Moved an inspection to the bin"),
    "inspections.restore": N_("Restored an inspection"),
    "inspections.undo": N_("Took a change back"),
    "inspections.merge": N_("Completed an inspection from Excel"),
    "inspections.import": N_("Imported inspections from Excel"),
    "inspections.undo_import": N_("Took an import back"),
    "inspections.export": N_("Exported inspections to Excel"),
}

FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "recorded_at": N_("Minutes recorded"),
    "concluded_at": N_("Concluded"),
    "closed_at": N_("Closed"),
    "cancelled_reason": N_("Why it was cancelled"),
    "removed": N_("In the bin"),
    "removed_at": N_("Moved to the bin"),
    "removed_reason": N_("Why it is in the bin"),
    "follow_up": N_("Follow-up inspection"),
    "finding": N_("Finding"),
    "of": N_("What was taken back"),
    "event": N_("Entry"),
}

VALUES: dict[str, str] = {
    str(code): name
    for names in (
        PRESENT_ROLE_NAMES,
        CHECK_RESULT_NAMES,
        REVIEW_RESULT_NAMES,
        FINDING_STATE_NAMES,
        KIND_NAMES,
        STATE_NAMES,
    )
    for code, name in names.items()
}
