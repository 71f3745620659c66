"""What is an act called that belongs to a case: a visit, a loan, a plan? The words that each keeps for the audit."""

from collections.abc import Mapping

from app.common.i18n import N_
from app.social.cases import audited as cases
from app.social.loans.kinds import LOANS
from app.social.needs import audited as needs
from app.social.support_plans import audited as plans
from app.social.support_services.kinds import SERVICES
from app.social.visits.kinds import VISITS

_TABLES: tuple[Mapping[str, str], ...] = (
    *(each.ACTIONS for each in (cases, needs, plans)),
    LOANS.actions,
    SERVICES.actions,
    VISITS.actions,
)
OTHER = N_("Something that belongs to the case was changed")


def what_happened(action: str) -> str:
    """The words for an act as the case's timeline has it (source text)."""
    return next((table[action] for table in _TABLES if action in table), OTHER)
