"""How do the codes that the audit keeps of the cases read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.common.references import Reference
from app.registry import references
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.models import Case
from app.social.cases.terms import CONSENT_NAMES, FLAG_NAMES, PERSON_NAMES, purposes
from app.social.papers.kinds import NAMES as PAPER_NAMES
from app.vault.compartments import Compartment
from app.vault.session import Session

ACTIONS: dict[str, str] = {
    "cases.intake": N_("Opened a new case"),
    "cases.open": N_("Opened a case"),
    "cases.search": N_("Searched the cases"),
    "cases.reveal": N_("Saw who the person of a case is"),
    "cases.edit": N_("Changed a case"),
    "cases.identify": N_("Changed who the person of a case is"),
    "cases.correct": N_("Corrected a case"),
    "cases.assess": N_("Began an assessment"),
    "cases.support": N_("Began the support of a case"),
    "cases.follow": N_("Went over to following up a case"),
    "cases.close": N_("Closed a case"),
    "cases.transfer_out": N_("Transferred a case to another place"),
    "cases.reopen": N_("Reopened a case"),
    "cases.check": N_("Checked on a closed case"),
    "cases.contact": N_("Noted a contact"),
    "cases.transfer": N_("Handed a case to another worker"),
    "cases.consent": N_("Recorded consent or refusal"),
    "cases.withdraw_consent": N_("Recorded a consent as withdrawn"),
    "cases.withdraw": N_("Recorded the withdrawal of a case"),
    "cases.attach": N_("Attached a file to a case"),
    "cases.detach": N_("Took a file off a case"),
    "cases.export_attachment": N_("Saved a copy of a case’s file elsewhere"),
    "cases.undo": N_("Took back an act on a case"),
    "cases.open_attachment": N_("Opened a file of a case"),
    "cases.merge": N_("Merged cases of one person"),
    "cases.unmerge": N_("Took a merge of cases back"),
    "cases.keep": N_("Explained what of a case must be kept"),
    "cases.hold": N_("Held a case by law"),
    "cases.end_hold": N_("Ended the hold on a case"),
    "cases.retention": N_("Set how long cases are kept"),
    "cases.wish": N_("Recorded a wish for correction"),
    "cases.answer_wish": N_("Answered a wish for correction"),
    "cases.print": N_("Printed a paper of a case"),
    "cases.copy": N_("Gave a person the copy of their case"),
    "cases.import": N_("Imported cases from Excel"),
    "cases.undo_import": N_("Took an import of cases back"),
    "cases.export": N_("Exported cases to Excel"),
    "cases.export_names": N_("Exported cases to Excel with names"),
    "cases.erase": N_("Erased a case"),
}
FIELDS: dict[str, str] = {
    **SUPPORT_CASES.labels,
    **PERSON_NAMES,
    "birth_on": N_("Born"),
    "birth_year": N_("Born"),
    "opened": N_("What was entered"),
    "into": N_("Merged into"),
    "taken_in": N_("Merged duplicate"),
    "consent": N_("Answer"),
    "purpose": N_("What for"),
    "recipient": N_("To whom"),
    "witness": N_("Witness"),
    "consent_note": N_("Note"),
    "until": N_("Until"),
    "of": N_("What was taken back"),
    "answer": N_("Answer"),
    "record_kind": N_("Kind of record"),
    "years": N_("Years"),
    "flag": N_("Special protection"),
    "worker": N_("Worker in charge"),
}
VALUES: dict[str, str] = SUPPORT_CASES.codes
CODES: dict[str, dict[str, str]] = {
    **SUPPORT_CASES.codes_of,
    "document": PAPER_NAMES,
    "consent": {code.value: name for code, name in CONSENT_NAMES.items()},
    "flag": {code.value: name for code, name in FLAG_NAMES.items()},
    "answer": {"done": N_("Corrected"), "declined": N_("Declined")},
    "ground": {"withdrawal": N_("Consent withdrawn"), "request": N_("A wish of the person")},
    "record_kind": {"case": N_("Support case"), "cases": N_("Support case")},
    "worker": {"none": N_("nobody")},
}


def _case(session: Session, key: str) -> str | None:
    if not key.isdigit() or Compartment.SOCIAL not in session.compartments:
        return None
    with session.read() as db:
        row = db.get(Case, int(key))
        return row.code if row is not None else None


def _purpose(_session: Session, key: str) -> str | None:
    return purposes().get(key)


CASE = Reference(_case, N_("(a case that is gone)"))
REFERENCES: dict[str, Reference] = {
    "village_id": references.VILLAGE,
    "worker_id": references.ACCOUNT,
    "merged_into_id": CASE,
    "purpose": Reference(_purpose, N_("(a purpose that is gone from the list)")),
}
