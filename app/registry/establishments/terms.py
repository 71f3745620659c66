"""Which words does the register of establishments know: states, sources of a count, proposals, field names?"""

from enum import StrEnum

from app.common.i18n import N_

KIND = "establishments"


class State(StrEnum):
    """Where premises stand in the register."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    DECLINED = "declined"
    MERGED = "merged"


STATE_NAMES: dict[State, str] = {
    State.PROPOSED: N_("Proposed"),
    State.ACTIVE: N_("In operation"),
    State.SUSPENDED: N_("Operation suspended"),
    State.CLOSED: N_("Closed down"),
    State.DECLINED: N_("Proposal declined"),
    State.MERGED: N_("Merged into another"),
}

# What lists leave out unless asked: a duplicate that was merged, a proposal that came to nothing.
HIDDEN = frozenset({State.DECLINED, State.MERGED})
# Premises that are there: forms offer them, reports may name them.
IN_USE = frozenset({State.ACTIVE, State.SUSPENDED})


class CountSource(StrEnum):
    """From whom a head-count is."""

    OWNER = "owner"
    COUNTED = "counted"
    IMPORT = "import"


SOURCE_NAMES: dict[CountSource, str] = {
    CountSource.OWNER: N_("Told by the owner"),
    CountSource.COUNTED: N_("Counted at an inspection"),
    CountSource.IMPORT: N_("From an imported register"),
}


class ProposalKind(StrEnum):
    """What another unit proposes to the police."""

    NEW = "new"
    CHANGE = "change"
    CLOSE = "close"


PROPOSAL_NAMES: dict[ProposalKind, str] = {
    ProposalKind.NEW: N_("New establishment"),
    ProposalKind.CHANGE: N_("Change to an establishment"),
    ProposalKind.CLOSE: N_("Closing of an establishment"),
}


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


PROPOSAL_STATE_NAMES: dict[ProposalState, str] = {
    ProposalState.OPEN: N_("Waits for the police"),
    ProposalState.CONFIRMED: N_("Proposal confirmed"),
    ProposalState.DECLINED: N_("Proposal declined"),
}


class Paper(StrEnum):
    """How a licence or a certificate of security and order stands on a day."""

    EXPIRED = "expired"
    EXPIRING = "expiring"


PAPER_NAMES: dict[Paper, str] = {Paper.EXPIRED: N_("Expired"), Paper.EXPIRING: N_("Expires soon")}

# So many days before its end a licence counts as one that expires soon.
SOON = 60

FIELD_NAMES: dict[str, str] = {
    "number": N_("Number"),
    "name": N_("Name"),
    "type_code": N_("Type of establishment"),
    "village_id": N_("Village"),
    "address": N_("Address"),
    "owner": N_("Owner"),
    "responsible": N_("Person responsible"),
    "phone": N_("Phone"),
    "licence_number": N_("Business licence"),
    "licence_issued_on": N_("Licence issued on"),
    "licence_expires_on": N_("Licence expires on"),
    "cert_number": N_("Security and order certificate"),
    "cert_issued_on": N_("Certificate issued on"),
    "cert_expires_on": N_("Certificate expires on"),
    "opened_on": N_("Opened on"),
    "closed_on": N_("Closed on"),
    "note": N_("Note"),
    "state": N_("State"),
    "merged_into_id": N_("Merged into"),
    "since": N_("Holds from"),
    "reason": N_("Reason"),
    "counted_on": N_("Counted on"),
    "total": N_("Workers"),
    "women": N_("Women"),
    "from_elsewhere": N_("From elsewhere"),
    "with_contract": N_("With a contract"),
    "residence_declared": N_("Residence declared"),
}

# What was done, as the history, the undo and the audit name it.
ACT_NAMES: dict[str, str] = {
    "add": N_("Added an establishment"),
    "change": N_("Changed an establishment"),
    "suspend": N_("Suspended an establishment"),
    "close": N_("Closed an establishment"),
    "reopen": N_("Opened an establishment again"),
    "undo": N_("Undid the last act on an establishment"),
    "count": N_("Entered a head-count"),
    "remove_count": N_("Took a head-count out"),
    "merge": N_("Merged a duplicate establishment"),
    "unmerge": N_("Took the merge of an establishment back"),
    "propose": N_("Proposed something for the establishments"),
    "confirm": N_("Confirmed a proposal"),
    "decline": N_("Declined a proposal"),
    "import": N_("Imported a register of establishments"),
    "fill": N_("Filled in from an import"),
    "undo_import": N_("Took an import of establishments back"),
    "search": N_("Searched the establishments"),
    "export": N_("Exported establishments"),
}


def show_number(seq: int) -> str:
    """How a number of the register is written: CS001."""
    return f"CS{seq:03d}"


def tidy_number(typed: str) -> str:
    """A number as typed (cs1, CS 001, 1) in the form of the register; other words stay as they are."""
    bare = "".join(typed.split()).upper().removeprefix("CS")
    return show_number(int(bare)) if bare.isascii() and bare.isdigit() and len(bare) < 8 else typed.strip()
