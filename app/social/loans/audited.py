"""How do the codes that the audit keeps of loans read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.common.references import Reference
from app.registry import queries, references
from app.social.loans.models import Loan
from app.social.loans.terms import FIELD_NAMES, STATE_NAMES
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
    "worker": N_("Worker in charge"),
    "due": N_("Due on"),
    "unfinished": N_("Unfinished only"),
}

# Of a loan the audit tells in clear where it stands; all else is locked under the key of its case.
SILENT = frozenset(Loan.__table__.columns.keys()) - {"state"}
CODES: dict[str, dict[str, str]] = {"document": PAPER_NAMES, "worker": {"none": N_("nobody")}}
REFERENCES: dict[str, Reference] = {"programme": references.item(queries.LOAN_PROGRAMMES)}

VALUES: dict[str, str] = {str(code): name for code, name in STATE_NAMES.items()}
