"""Which record kinds are there? What the units register, collected for the command line and the exports."""

from contextlib import suppress

from app.common.i18n import N_
from app.common.imports import ImportKind
from app.common.kinds import Kind
from app.health.clients.kinds import HEALTH_CLIENTS
from app.health.counselling.kinds import COUNSELLING
from app.health.figures import models as _health_figures  # noqa: F401 - no kind, but tables
from app.health.group_sessions.kinds import HEALTH_SESSIONS
from app.health.screenings.kinds import SCREENINGS
from app.health.supplies.kinds import SUPPLIES
from app.police.inspection_plans.kinds import PLANS
from app.police.inspections.kinds import INSPECTIONS_KIND
from app.police.reports.kinds import REPORTS_KIND
from app.registry.establishments.kinds import ESTABLISHMENTS_KIND
from app.social.cases.kinds import CASES
from app.social.loans.kinds import LOANS
from app.social.needs import models as _needs  # noqa: F401  tables that belong to a kind without being one
from app.social.support_services.kinds import SERVICES
from app.social.surveys.kinds import SURVEYS
from app.social.visits.kinds import VISITS
from app.vault.errors import AppError, Invalid
from app.vault.people import Level
from app.vault.session import Session

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *(REPORTS_KIND, INSPECTIONS_KIND, PLANS, ESTABLISHMENTS_KIND),
        *(CASES, SERVICES, LOANS, VISITS, SURVEYS),
        *(HEALTH_CLIENTS, COUNSELLING, SCREENINGS, SUPPLIES, HEALTH_SESSIONS),
    )
}


def kind(name: str) -> Kind:
    """The kind of that name, a plural noun. Raises Invalid."""
    if name not in KINDS:
        raise Invalid(N_("There is no kind “{name}”. There are: {names}."), name=name, names=", ".join(KINDS))
    return KINDS[name]


def finish_work(session: Session) -> None:
    """What a power cut left half done (an erasure) is finished at the next sign-in of a lead who may do it.

    It must not keep the lead out: what fails again stays open, is said where it is listed, and is tried next time.
    """
    for each in KINDS.values():
        if each.finish is None or each.compartment not in session.compartments:
            continue
        if session.account.level is Level.LEAD:
            with suppress(AppError):
                each.finish(session)


def importable(name: str) -> ImportKind:
    """How records of that kind are imported. Raises Invalid."""
    found = kind(name).importing
    if found is None:
        raise Invalid(N_("Records of the kind “{name}” cannot be imported."), name=name)
    return found
