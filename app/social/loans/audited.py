"""How do the codes that the audit keeps of loans read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.common.references import Reference
from app.registry import queries, references
from app.social.loans.record import STAYS
from app.social.loans.terms import (
    DAY_COUNT_NAMES,
    EVERY_NAMES,
    FIELD_NAMES,
    GRACE_NAMES,
    METHOD_NAMES,
    ORDER_NAMES,
    STATE_NAMES,
)
from app.social.papers.kinds import NAMES as PAPER_NAMES

ACTIONS: dict[str, str] = {
    "loans.apply": N_("Began a loan application"),
    "loans.edit": N_("Changed a loan application"),
    "loans.submit": N_("Submitted a loan application"),
    "loans.appraise": N_("Recorded the appraisal of a loan"),
    "loans.refuse": N_("Recorded the refusal of a loan"),
    "loans.withdraw": N_("Withdrew a loan application"),
    "loans.disburse": N_("Recorded the payout of a loan"),
    "loans.pay": N_("Recorded a payment of a loan"),
    "loans.repay_early": N_("Recorded an early repayment of a loan"),
    "loans.replace_schedule": N_("Entered the lender's schedule of a loan"),
    "loans.correct_payment": N_("Corrected a payment of a loan"),
    "loans.write_off": N_("Recorded the write-off of a loan"),
    "loans.undo": N_("Took back the last act on a loan"),
    "loans.print": N_("Printed the letter to the lender of a loan"),
    "loans.open": N_("Opened a loan"),
    "loans.search": N_("Searched the loans"),
    "loans.export": N_("Exported loans"),
}

FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "state": N_("State"),
    "programme_name": FIELD_NAMES["programme"],
    "grace_kind": N_("What is paid in the periods of grace"),
    "method": N_("How it is repaid"),
    "every": N_("How often an instalment is due"),
    "day_count": N_("How interest is counted"),
    "unit": N_("Rounded to"),
    "pay_order": N_("What a payment settles first"),
    "first_due": N_("First instalment due on"),
    "each": N_("Amount of an instalment"),
    "by_lender": N_("The lender's own schedule"),
    "ended_reason": N_("Reason"),
    "settled_on": N_("Paid off on"),
    "worker": N_("Worker in charge"),
    "due": N_("Due on"),
    "unfinished": N_("Unfinished only"),
}

# In clear the audit tells where a loan stands; all else is locked under the key of its case, and has words, too.
SILENT = STAYS
CODES: dict[str, dict[str, str]] = {"document": PAPER_NAMES, "worker": {"none": N_("nobody")}}
REFERENCES: dict[str, Reference] = {"programme": references.item(queries.LOAN_PROGRAMMES)}

VALUES: dict[str, str] = {
    str(code): name
    for names in (STATE_NAMES, METHOD_NAMES, EVERY_NAMES, DAY_COUNT_NAMES, GRACE_NAMES, ORDER_NAMES)
    for code, name in names.items()
}
