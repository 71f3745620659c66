"""Who may do what, in one table; enforced by the services, under window and command line alike.

The unit is decided by the walls (a compartment's key); this table is about levels. Steps of a record's
life (accept, decline, …) have their own column `by` in the unit's `rules.py`.
"""

from app.common.i18n import N_
from app.vault.errors import Refused
from app.vault.people import Level, Unit
from app.vault.session import Session

V, O, L = Level.VIEWER, Level.OFFICER, Level.LEAD

PERMISSIONS: dict[str, frozenset[Level]] = {
    # police: reports
    "reports.list": frozenset({V, O, L}),
    "reports.open": frozenset({O, L}),
    "reports.receive": frozenset({O, L}),
    "reports.edit": frozenset({O, L}),
    "reports.assign": frozenset({L}),
    "reports.reveal": frozenset({O, L}),
    "reports.extend": frozenset({L}),
    "reports.suspend": frozenset({L}),
    "reports.reclassify": frozenset({O, L}),
    "reports.correct": frozenset({L}),
    "reports.remove": frozenset({L}),
    "reports.print": frozenset({O, L}),
    "reports.import": frozenset({O, L}),
    "reports.undo_import": frozenset({O, L}),
    "reports.export": frozenset({O, L}),
    # everybody's search and audit of their own unit
    "search": frozenset({V, O, L}),
    "audit.read": frozenset({L}),
    "audit.verify": frozenset({V, O, L}),
    # registry
    "accounts.list": frozenset({V, O, L}),
    "accounts.manage": frozenset({L}),
    "calendar.edit": frozenset({L}),
    "deadline_rules.edit": frozenset({L}),
    "catalogues.edit": frozenset({L}),
    "office.edit": frozenset({L}),
    "backup": frozenset({O, L}),
}

LEVEL_NAMES: dict[Level, str] = {V: N_("viewer"), O: N_("officer"), L: N_("lead")}
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
        lowest = next((level for level in (V, O, L) if level in levels), L)
        raise Refused(
            N_("Your account may not do this: it needs the level “{needed}”. Ask the lead of your unit."),
            needed=LEVEL_NAMES[lowest],
        )
