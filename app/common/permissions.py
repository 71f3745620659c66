"""Who may do what, in two tables; enforced by the services, under window and command line alike.

`PERMISSIONS` is about levels. The unit is decided by the walls (a compartment's key), but for what all units share:
`UNITS` says which of them an action there belongs to. Steps of a record's life (accept, decline, …) have their own
column `by` in the unit's `rules.py`.
"""

from app.common.i18n import N_
from app.vault.errors import Refused
from app.vault.people import Account, Level, Unit
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
    "reports.reseal": LEADS,
    "reports.extend": LEADS,
    "reports.suspend": LEADS,
    "reports.reclassify": CASE_WORKERS,
    "reports.correct": LEADS,
    "reports.remove": LEADS,
    "reports.print": CASE_WORKERS,
    "reports.import": CASE_WORKERS,
    "reports.undo_import": CASE_WORKERS,
    "reports.export": CASE_WORKERS,
    # police: the year's inspection plan
    "plans.list": EVERYBODY,
    "plans.open": CASE_WORKERS,
    "plans.draft": CASE_WORKERS,
    "plans.schedule": CASE_WORKERS,
    "plans.print": CASE_WORKERS,
    "plans.approve": LEADS,
    "plans.change": LEADS,
    "plans.weights": LEADS,
    # police: inspections
    "inspections.list": EVERYBODY,
    "inspections.open": CASE_WORKERS,
    "inspections.plan": CASE_WORKERS,
    "inspections.assign": LEADS,
    "inspections.record": CASE_WORKERS,
    "inspections.close": LEADS,
    "inspections.correct": LEADS,
    "inspections.remove": LEADS,
    "inspections.print": CASE_WORKERS,
    "inspections.import": CASE_WORKERS,
    "inspections.undo_import": CASE_WORKERS,
    "inspections.export": CASE_WORKERS,
    # social: loans
    "loans.list": EVERYBODY,
    "loans.open": CASE_WORKERS,
    "loans.edit": CASE_WORKERS,
    "loans.correct": LEADS,
    "loans.print": CASE_WORKERS,
    "loans.export": CASE_WORKERS,
    # social: support services
    "services.list": EVERYBODY,
    "services.open": CASE_WORKERS,
    "services.edit": CASE_WORKERS,
    "services.correct": CASE_WORKERS,
    "services.export": CASE_WORKERS,
    # social: support cases; of an officer's own cases alone, which the rules know
    "cases.list": EVERYBODY,
    "cases.open": CASE_WORKERS,
    "cases.intake": CASE_WORKERS,
    "cases.edit": CASE_WORKERS,
    "cases.consent": CASE_WORKERS,
    "cases.reveal": CASE_WORKERS,
    "cases.transfer": LEADS,
    "cases.merge": LEADS,
    "cases.import": CASE_WORKERS,
    "cases.undo_import": CASE_WORKERS,
    "cases.export": CASE_WORKERS,
    "cases.export_names": LEADS,
    "cases.copy": CASE_WORKERS,
    "cases.print": CASE_WORKERS,
    "cases.keep": LEADS,
    "cases.erase": LEADS,
    # health: supplies
    "supplies.list": EVERYBODY,
    "supplies.receive": CASE_WORKERS,
    "supplies.hand_out": CASE_WORKERS,
    "supplies.destroy": LEADS,
    "supplies.count": LEADS,
    "supplies.items": LEADS,
    "supplies.print": CASE_WORKERS,
    "supplies.export": CASE_WORKERS,
    # health: group sessions
    "health-sessions.list": EVERYBODY,
    "health-sessions.enter": CASE_WORKERS,
    "health-sessions.remove": LEADS,
    "health-sessions.export": CASE_WORKERS,
    # social: the support plan and the visits of a case
    "support_plans.edit": CASE_WORKERS,
    "visits.list": EVERYBODY,
    "visits.open": CASE_WORKERS,
    "visits.edit": CASE_WORKERS,
    "visits.export": CASE_WORKERS,
    # health: clients of the station; every officer serves every client, and each opening is audited
    "health-clients.list": EVERYBODY,
    "health-clients.open": CASE_WORKERS,
    "health-clients.intake": CASE_WORKERS,
    "health-clients.edit": CASE_WORKERS,
    "health-clients.return": CASE_WORKERS,
    "health-clients.reveal": CASE_WORKERS,
    "health-clients.print": CASE_WORKERS,
    "health-clients.export": CASE_WORKERS,
    "health-clients.erase": LEADS,
    # social: assessments of what the person of a case needs
    "needs.open": CASE_WORKERS,
    "needs.assess": CASE_WORKERS,
    "needs.correct": CASE_WORKERS,
    # social: anonymous surveys of needs
    "needs-surveys.list": EVERYBODY,
    "needs-surveys.open": CASE_WORKERS,
    "needs-surveys.enter": CASE_WORKERS,
    "needs-surveys.edit": CASE_WORKERS,
    "needs-surveys.remove": CASE_WORKERS,
    "needs-surveys.import": CASE_WORKERS,
    "needs-surveys.undo_import": CASE_WORKERS,
    "needs-surveys.export": CASE_WORKERS,
    # health: counselling
    "counselling.list": EVERYBODY,
    "counselling.open": CASE_WORKERS,
    "counselling.record": CASE_WORKERS,
    "counselling.remove": LEADS,
    "counselling.export": CASE_WORKERS,
    "counselling.import": CASE_WORKERS,
    "counselling.undo_import": CASE_WORKERS,
    # health: tests; a result is seen only by whoever looks, and each look is audited
    "screenings.list": EVERYBODY,
    "screenings.open": CASE_WORKERS,
    "screenings.record": CASE_WORKERS,
    "screenings.look": CASE_WORKERS,
    "screenings.correct": LEADS,
    "screenings.remove": LEADS,
    "screenings.export": CASE_WORKERS,
    # health: figures; in full inside the unit, outside only what was published
    "health-figures.list": EVERYBODY,
    "health-figures.unit": CASE_WORKERS,
    "health-figures.publish": LEADS,
    "health-figures.export": CASE_WORKERS,
    # everybody's search and audit of their own unit
    "search": EVERYBODY,
    "audit.read": LEADS,
    "audit.verify": EVERYBODY,
    "audit.take_note": LEADS,
    # registry: establishments
    "establishments.list": EVERYBODY,
    "establishments.add": CASE_WORKERS,
    "establishments.edit": CASE_WORKERS,
    "establishments.count": CASE_WORKERS,
    "establishments.close": CASE_WORKERS,
    "establishments.merge": CASE_WORKERS,
    "establishments.propose": CASE_WORKERS,
    "establishments.decide": CASE_WORKERS,
    "establishments.import": CASE_WORKERS,
    "establishments.undo_import": CASE_WORKERS,
    "establishments.export": CASE_WORKERS,
    # registry
    "accounts.list": EVERYBODY,
    "accounts.manage": LEADS,
    "calendar.edit": LEADS,
    "deadline_rules.edit": LEADS,
    "catalogues.edit": LEADS,
    "office.edit": LEADS,
    "backup": CASE_WORKERS,
    # going back: the own unit's records by its lead; the whole vault by any lead, since the state before is kept and
    # everybody is told, and whoever can write to the folder could do it by hand without either
    "backups.restore": LEADS,
    "backups.try": CASE_WORKERS,
    "backups.place": LEADS,
    # after an erasure
    "backups.replace": LEADS,
}

_POLICE = frozenset({Unit.POLICE})

# Actions on shared records that not every unit may do. What is not here is every unit's, by level.
UNITS: dict[str, frozenset[Unit]] = {
    "establishments.add": _POLICE,
    "establishments.edit": _POLICE,
    "establishments.count": _POLICE,
    "establishments.close": _POLICE,
    "establishments.merge": _POLICE,
    "establishments.propose": frozenset(Unit) - _POLICE,
    "establishments.decide": _POLICE,
    "establishments.import": _POLICE,
    "establishments.undo_import": _POLICE,
}

LEVEL_NAMES: dict[Level, str] = {Level.VIEWER: N_("viewer"), Level.OFFICER: N_("officer"), Level.LEAD: N_("lead")}
UNIT_NAMES: dict[Unit, str] = {
    Unit.POLICE: N_("Commune police"),
    Unit.HEALTH: N_("Health station"),
    Unit.SOCIAL: N_("Women's Union and social affairs"),
    Unit.COORDINATION: N_("Coordination"),
}


def may(session: Session, action: str) -> bool:
    """Whether this person's level and unit allow the action; one not in the table is allowed to nobody."""
    return session.account.level in PERMISSIONS.get(action, frozenset()) and is_the_units(session, action)


def is_the_units(session: Session, action: str) -> bool:
    """Whether the action belongs to this person's unit."""
    return session.account.unit in UNITS.get(action, frozenset(Unit))


def require(session: Session, action: str) -> None:
    """Refuse unless the person's level and unit allow the action.

    Raises Refused, saying which unit or which level would be needed.
    """
    if not is_the_units(session, action):
        if session.account.unit is Unit.POLICE:
            raise Refused(N_("The police do this themselves and need not propose it."))
        raise Refused(
            N_("The register is kept by {unit}. An officer or a lead of your unit can propose a change to them."),
            unit=UNIT_NAMES[Unit.POLICE],
        )
    if (refused := refused_level(session.account, action)) is not None:
        raise refused


def refused_level(who: Account, action: str) -> Refused | None:
    """Which level a person of another level would need for the action; None where theirs is enough."""
    levels = PERMISSIONS.get(action, frozenset())
    if who.level in levels:
        return None
    lowest = next((level for level in Level if level in levels), Level.LEAD)
    return Refused(
        N_("Your account may not do this: it needs the level “{needed}”. Ask the lead of your unit."),
        needed=LEVEL_NAMES[lowest],
    )
