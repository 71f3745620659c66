"""Who may do what, in one table; enforced by the services, under window and command line alike.

The unit is decided by the walls (a compartment's key); this table is about levels. Steps of a record's
life (accept, decline, …) have their own column `by` in the unit's `rules.py`.
"""

from app.common.i18n import N_
from app.vault.errors import Refused
from app.vault.people import Level, Unit
from app.vault.session import Session

EVERYBODY = frozenset(Level)
CASE_WORKERS = frozenset({Level.OFFICER, Level.LEAD})
LEADS = frozenset({Level.LEAD})

PERMISSIONS: dict[str, frozenset[Level]] = {
    # police: reports
    "reports.list": EVERYBODY,
    "reports.open": CASE_WORKERS,
    "reports.receive": CASE_WORKERS,
    "reports.edit": CASE_WORKERS,
    "reports.assign": LEADS,
    "reports.reveal": CASE_WORKERS,
    "reports.extend": LEADS,
    "reports.suspend": LEADS,
    "reports.reclassify": CASE_WORKERS,
    "reports.correct": LEADS,
    "reports.remove": LEADS,
    "reports.print": CASE_WORKERS,
    "reports.import": CASE_WORKERS,
    "reports.undo_import": CASE_WORKERS,
    "reports.export": CASE_WORKERS,
    # everybody's search and audit of their own unit
    "search": EVERYBODY,
    "audit.read": LEADS,
    "audit.verify": EVERYBODY,
    # registry
    "accounts.list": EVERYBODY,
    "accounts.manage": LEADS,
    "calendar.edit": LEADS,
    "deadline_rules.edit": LEADS,
    "catalogues.edit": LEADS,
    "office.edit": LEADS,
    "backup": CASE_WORKERS,
}

LEVEL_NAMES: dict[Level, str] = {Level.VIEWER: N_("viewer"), Level.OFFICER: N_("officer"), Level.LEAD: N_("lead")}
UNIT_NAMES: dict[Unit, str] = {
    Unit.POLICE: N_("Commune police"),
    Unit.HEALTH: N_("Health station"),
    Unit.SOCIAL: N_("Women's Union and social affairs"),
    Unit.COORDINATION: N_("Coordination"),
}


def may(session: Session, action: str) -> bool:
    """Whether this person's level allows the action; an action not in the table is allowed to nobody."""
    return session.account.level in PERMISSIONS.get(action, frozenset())


def require(session: Session, action: str) -> None:
    """Refuse unless the person's level allows the action.

    Raises Refused, saying which level would be needed.
    """
    if not may(session, action):
        levels = PERMISSIONS.get(action, frozenset())
        lowest = next((level for level in Level if level in levels), Level.LEAD)
        raise Refused(
            N_("Your account may not do this: it needs the level “{needed}”. Ask the lead of your unit."),
            needed=LEVEL_NAMES[lowest],
        )
