"""How do the codes that the audit keeps of the cases read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.social.cases.terms import BASIS_NAMES, FIELD_NAMES, OUTCOME_NAMES, SOURCE_NAMES, STATE_NAMES

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
FIELDS: dict[str, str] = FIELD_NAMES
VALUES: dict[str, str] = {
    **{code.value: name for code, name in STATE_NAMES.items()},
    **{code.value: name for code, name in SOURCE_NAMES.items()},
    **{code.value: name for code, name in BASIS_NAMES.items()},
    **{code.value: name for code, name in OUTCOME_NAMES.items()},
}
