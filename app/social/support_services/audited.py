"""How do the codes that the audit keeps of support services read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.social.support_services import record
from app.social.support_services.terms import (
    ANSWER_NAMES,
    FIELD_NAMES,
    KIND_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    VARIETY_NAMES,
)

ACTIONS: dict[str, str] = {
    "services.propose": N_("Began support of a case"),
    "services.edit": N_("Changed support that is being prepared"),
    "services.read_to_edit": N_("Read what was typed about support, to change it"),
    "services.begin": N_("Began counselling"),
    "services.send": N_("Sent a referral"),
    "services.accept": N_("Recorded that a referral was accepted"),
    "services.decline": N_("Recorded that support was not accepted"),
    "services.take_outcome": N_("Recorded the outcome of a referral"),
    "services.enrol": N_("Enrolled somebody for a course"),
    "services.start": N_("Recorded the first day of a course"),
    "services.attend": N_("Recorded attendance"),
    "services.complete": N_("Recorded a completed course"),
    "services.offer": N_("Recorded the offer of a job"),
    "services.place": N_("Recorded the start at a job"),
    "services.check": N_("Recorded whether a job is kept"),
    "services.correct_check": N_("Corrected a check on a job"),
    "services.lose": N_("Recorded that a job ended"),
    "services.approve": N_("Approved emergency help"),
    "services.refuse": N_("Recorded the refusal of support"),
    "services.give": N_("Handed emergency help over"),
    "services.admit": N_("Recorded the moving in at a shelter"),
    "services.leave": N_("Recorded the moving out of a shelter"),
    "services.apply": N_("Applied for a personal paper"),
    "services.receive": N_("Recorded that a personal paper came"),
    "services.arrange": N_("Recorded that school began"),
    "services.put_off": N_("Entered a new expected day of support"),
    "services.finish": N_("Completed support"),
    "services.stop": N_("Recorded that support broke off"),
    "services.cancel": N_("Cancelled support"),
    "services.correct": N_("Corrected a support service"),
    "services.undo": N_("Took back the last act on a support service"),
    "services.open": N_("Opened a support service"),
    "services.search": N_("Searched the support services"),
    "services.export": N_("Exported support services"),
}
# What was done, by the name of the act alone: for timelines and for what a screen says.
ACT_NAMES: dict[str, str] = {name.partition(".")[2]: words for name, words in ACTIONS.items()}
FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "of": N_("What was taken back"),
    "worker": N_("Worker in charge"),
    "due": N_("Next day"),
}
VALUES: dict[str, str] = {
    **{code.value: name for code, name in STATE_NAMES.items()},
    **{code.value: name for code, name in KIND_NAMES.items()},
    **{code.value: name for code, name in OUTCOME_NAMES.items()},
    **{code.value: name for code, name in ANSWER_NAMES.items()},
    **VARIETY_NAMES,
    **ACT_NAMES,
}

SILENT = record.STAYS | record.SILENT
CODES: dict[str, dict[str, str]] = {"worker": {"none": N_("nobody")}}
