"""How do the codes that the audit keeps of inspections read to people: actions, fields, values?"""

from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.references import Reference
from app.police.inspections.models import Finding, Inspection
from app.police.inspections.terms import (
    CHECK_RESULT_NAMES,
    FIELD_NAMES,
    FINDING_STATE_NAMES,
    KIND_NAMES,
    MEMBER_ROLE_NAMES,
    PAPER_NAMES,
    PRESENT_ROLE_NAMES,
    REVIEW_RESULT_NAMES,
    STATE_NAMES,
)
from app.registry import queries, references
from app.vault.compartments import Compartment
from app.vault.session import Session

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
    "village_name": FIELD_NAMES["village_id"],
    "sanctions": N_("Sanction decisions"),
    "amount": N_("Amount of the fine"),
    "paid_on": N_("Paid on"),
    "from": N_("From"),
    "type": N_("Type of establishment"),
    "overdue": N_("Overdue only"),
    "open": N_("Open only"),
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


def finding_words(text: str) -> str:
    """ "1: No licence: open", as the audit keeps a finding, with its state in words."""
    what, _colon, state = text.rpartition(": ")
    return f"{what}: {tr(_FINDING_STATES[state])}" if state in _FINDING_STATES else text


def member_words(text: str) -> str:
    """ "Lê Minh Hiếu (leader)" with the role in words."""
    name, _bracket, role = text.removesuffix(")").rpartition(" (")
    return f"{name} ({tr(_ROLES[role])})" if role in _ROLES else text


def sanction_words(text: str) -> str:
    """ "27/QĐ-XPHC: 750000" with the amount as people write it."""
    number, _colon, amount = text.rpartition(": ")
    return f"{number}: {show_dong(int(amount))}" if amount.isdigit() else text


_FINDING_STATES: dict[str, str] = {code.value: name for code, name in FINDING_STATE_NAMES.items()}
_ROLES: dict[str, str] = {code.value: name for code, name in MEMBER_ROLE_NAMES.items()}

READS = {"findings": finding_words, "team": member_words, "sanctions": sanction_words}

CODES: dict[str, dict[str, str]] = {"document": PAPER_NAMES}


def _finding(session: Session, key: str) -> str | None:
    if not key.isdigit() or Compartment.POLICE not in session.compartments:
        return None
    with session.read() as db:
        row = db.get(Finding, int(key))
        return f"{row.seq}: {row.violation_name or row.description[:80]}" if row is not None else None


def _inspection(session: Session, key: str) -> str | None:
    if not key.isdigit() or Compartment.POLICE not in session.compartments:
        return None
    with session.read() as db:
        row = db.get(Inspection, int(key))
        return row.number if row is not None else None


REFERENCES: dict[str, Reference] = {
    "reviews": Reference(_finding, N_("(a finding that is gone)")),
    "follow_up_of_id": Reference(_inspection, N_("(an inspection that is gone)")),
    "establishment_id": references.ESTABLISHMENT,
    "village_id": references.VILLAGE,
    "type_code": references.item(queries.ESTABLISHMENT_TYPES),
    "type": references.item(queries.ESTABLISHMENT_TYPES),
}
