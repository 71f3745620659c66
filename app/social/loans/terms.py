"""Which words do loans know: states, ways to repay, and what each is called?"""

from enum import StrEnum

from app.common.i18n import N_
from app.social.loans.owing import Order
from app.social.loans.schedule import DayCount, Every, Grace, Method, Then

KIND = "loans"
# The purpose that a client agrees to before a lender hears of them (resources/reference/consent_purposes.json).
SHARE_LENDER = "share_lender"


class LoanState(StrEnum):
    """Where a loan stands. `disbursed` is paid out with nothing repaid yet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    DISBURSED = "disbursed"
    REPAYING = "repaying"
    SETTLED = "settled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    WRITTEN_OFF = "written_off"


STATE_NAMES: dict[LoanState, str] = {
    LoanState.DRAFT: N_("Application in preparation"),
    LoanState.SUBMITTED: N_("Application submitted"),
    LoanState.APPRAISED: N_("Appraised by the lender"),
    LoanState.DISBURSED: N_("Paid out"),
    LoanState.REPAYING: N_("Being repaid"),
    LoanState.SETTLED: N_("Repaid in full"),
    LoanState.REFUSED: N_("Refused by the lender"),
    LoanState.WITHDRAWN: N_("Application withdrawn"),
    LoanState.WRITTEN_OFF: N_("Written off by the lender"),
}

METHOD_NAMES: dict[Method, str] = {
    Method.EQUAL_PRINCIPAL: N_("Equal principal, falling interest"),
    Method.ANNUITY: N_("Equal payments of principal and interest"),
}
EVERY_NAMES: dict[Every, str] = {Every.MONTH: N_("Every month"), Every.QUARTER: N_("Every quarter")}
DAY_COUNT_NAMES: dict[DayCount, str] = {
    DayCount.MONTHS: N_("By months, twelve a year"),
    DayCount.ACTUAL_365: N_("By the days that passed, over 365"),
}
GRACE_NAMES: dict[Grace, str] = {
    Grace.INTEREST_ONLY: N_("Only interest is paid"),
    Grace.DEFERRED: N_("Interest is paid later"),
}
THEN_NAMES: dict[Then, str] = {
    Then.SHORTER: N_("The same instalments, for a shorter time"),
    Then.SMALLER: N_("The same time, with smaller instalments"),
}
ORDER_NAMES: dict[Order, str] = {
    Order.INTEREST_FIRST: N_("Interest before principal"),
    Order.PRINCIPAL_FIRST: N_("Principal before interest"),
}

# What cannot be said by a step's or an act's own label: how the timeline and the toast call them.
OTHER_ACTIONS: dict[str, str] = {
    "apply": N_("Loan application begun"),
    "undo": N_("Undone"),
}


def show_number(seq: int, year: int) -> str:
    """How a loan's number is written: VV26-001."""
    return f"VV{year % 100:02d}-{seq:03d}"
