"""How do the parts of an inspection that the audit keeps read to people, and what do its ids refer to?"""

from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.references import Reference
from app.police.inspections.models import Finding, Inspection
from app.police.inspections.terms import FINDING_STATE_NAMES, MEMBER_ROLE_NAMES
from app.registry import queries, references
from app.vault.compartments import Compartment
from app.vault.session import Session

ACTIONS: dict[str, str] = {
    "plan": N_("Planned an inspection"),
    "add": N_("Recorded an unannounced inspection"),
    "assign_team": N_("Assigned the team of an inspection"),
    "number_decision": N_("Numbered the decision on a team"),
    "reschedule": N_("Put an inspection off to another day"),
    "record": N_("Typed in the minutes of an inspection"),
    "edit": N_("Changed an inspection"),
    "conclude": N_("Concluded an inspection"),
    "close": N_("Closed an inspection"),
    "reopen": N_("Reopened an inspection"),
    "cancel": N_("Cancelled an inspection"),
    "correct": N_("Corrected the minutes of an inspection"),
    "put_right": N_("Noted a finding as put right"),
    "hand_over": N_("Handed a finding over"),
    "dismiss": N_("Dropped a finding"),
    "follow_up": N_("Planned a follow-up inspection"),
    "review": N_("A follow-up looked at findings"),
    "add_sanction": N_("Entered a sanction decision"),
    "change_sanction": N_("Changed a sanction decision"),
    "remove_sanction": N_("Took a sanction decision out"),
    "pay": N_("Noted the payment of a sanction"),
    "carry_head_count": N_("Carried a head-count to the register"),
    "open": N_("Opened an inspection"),
    "search": N_("Searched the inspections"),
    "attach": N_("Changed the attachments"),
    "detach": N_("Took an attachment off"),
    "open_attachment": N_("Opened an attachment"),
    "export_attachment": N_("Saved an attachment outside the vault"),
    "print": N_("Printed a document"),
    "remove": N_("Moved an inspection to the bin"),
    "restore": N_("Restored an inspection"),
    "undo": N_("Took a change back"),
    "merge": N_("Completed an inspection from Excel"),
    "import": N_("Imported inspections from Excel"),
    "undo_import": N_("Took an import back"),
    "export": N_("Exported inspections to Excel"),
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
    "type": references.item(queries.ESTABLISHMENT_TYPES),
}
