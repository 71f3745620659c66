"""Which screens does the shell show, in which order, and to whom? One line each.

A screen's `make` is given the desk (session, preferences, go, keep_draft) when the place is first shown, so its
modules are imported only then. It may have `refresh()`, `undo()`, `draft()` and a property `help`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.vault.people import Unit

if TYPE_CHECKING:
    from app.common.kinds import Kind
    from app.desktop.desk import Desk
    from app.desktop.shell.search_palette import Find
    from app.vault.session import Session

EVERYBODY = frozenset(Unit)
POLICE = frozenset({Unit.POLICE})
SOCIAL = frozenset({Unit.SOCIAL})
HEALTH = frozenset({Unit.HEALTH})

REGISTERS, FIGURES, OFFICE = N_("Registers"), N_("Figures"), N_("Office")


@dataclass(frozen=True)
class Screen:
    """A place in the navigation: for these units, and for whoever may do `action` ("" for everybody).

    The key of a kind's list is the name that the kind has for the command line.
    """

    key: str
    label: str
    icon: str
    make: Callable[[Desk], QWidget]
    units: frozenset[Unit] = EVERYBODY
    action: str = ""
    group: str = ""
    foot: bool = False
    # Shown only where this says so, beside the units and the action.
    when: Callable[[Session], bool] = lambda session: True


@dataclass(frozen=True)
class Part:
    """What a record type gives to a screen that all types share: found in this module under this name.

    `place` is the key of the type's own screen; whoever is shown that screen has its part, too.
    """

    place: str
    module: str
    name: str


def at(module: str, name: str) -> Callable[[Desk], QWidget]:
    """A screen class that takes the session, imported when it is first shown."""

    def make(desk: Desk) -> QWidget:
        made: QWidget = getattr(import_module(f"app.desktop.{module}"), name)(desk.session)
        return made

    return make


def by(module: str, name: str) -> Callable[[Desk], QWidget]:
    """A function that makes the screen for the desk, imported when it is first shown."""

    def make(desk: Desk) -> QWidget:
        made: QWidget = getattr(import_module(f"app.desktop.{module}"), name)(desk)
        return made

    return make


# fmt: off
SCREENS: tuple[Screen, ...] = (
    Screen("today", N_("Today's work"), "today", by("today.page", "today_page"),
           when=lambda session: has(session, WORK)),
    Screen("reports", N_("Reports and petitions"), "reports", by("police.reports.page", "reports"), POLICE,
           group=REGISTERS),
    Screen("inspections", N_("Inspections"), "calendar", by("police.inspections.page", "inspections"), POLICE,
           group=REGISTERS),
    Screen("plans", N_("Inspection plan"), "flag", by("police.inspection_plans.page", "plan_page"), POLICE,
           action="plans.list", group=REGISTERS),
    Screen("cases", N_("Support cases"), "person", by("social.cases.page", "cases"), SOCIAL, group=REGISTERS),
    Screen("services", N_("Support services"), "flag", by("social.support_services.page", "services"), SOCIAL,
           action="services.list", group=REGISTERS),
    Screen("visits", N_("Follow-up visits"), "calendar", by("social.visits.page", "visits"), SOCIAL,
           action="visits.list", group=REGISTERS),
    Screen("loans", N_("Loans"), "money", by("social.loans.page", "loans"), SOCIAL, action="loans.list",
           group=REGISTERS),
    Screen("health-clients", N_("Clients"), "person", by("health.clients.page", "clients"), HEALTH,
           action="health-clients.list", group=REGISTERS),
    Screen("counselling", N_("Counselling"), "talk", by("health.counselling.page", "counselling"), HEALTH,
           group=REGISTERS),
    Screen("screenings", N_("Tests"), "test", by("health.screenings.page", "screenings"), HEALTH, group=REGISTERS),
    Screen("supplies", N_("Supplies"), "supplies", by("health.supplies.page", "supplies"), HEALTH, group=REGISTERS),
    Screen("health-sessions", N_("Group sessions"), "sessions", by("health.group_sessions.page", "sessions"), HEALTH,
           group=REGISTERS),
    Screen("establishments", N_("Service establishments"), "folder",
           by("registry.establishments.page", "establishments"), group=REGISTERS),
    Screen("needs-surveys", N_("Needs surveys"), "survey", by("social.surveys.page", "surveys"), SOCIAL,
           action="needs-surveys.list", group=REGISTERS),
    Screen("import", N_("Import from Excel"), "import", by("importing.page", "import_page"), group=REGISTERS,
           when=lambda session: bool(imports_of(session))),
    Screen("figures", N_("Inspection figures"), "figures", by("police.inspection_plans.figures_page", "figures"),
           POLICE, action="plans.list", group=FIGURES),
    Screen("caseload", N_("Caseload"), "figures", by("social.cases.caseload", "caseload_page"), SOCIAL,
           action="cases.transfer", group=FIGURES),
    Screen("needs-figures", N_("Needs in figures"), "figures", by("social.surveys.figures_page", "figures_page"),
           SOCIAL, action="needs-surveys.list", group=FIGURES),
    Screen("support-figures", N_("Figures of support"), "figures",
           by("social.support_services.figures_page", "figures_page"), SOCIAL, action="services.list", group=FIGURES),
    Screen("health-figures", N_("Figures of the station"), "figures", by("health.figures.page", "figures"), HEALTH,
           action="health-figures.list", group=FIGURES),
    Screen("keeping", N_("Keeping and erasing"), "lock", by("social.cases.keeping", "keeping_page"), SOCIAL,
           action="cases.erase", group=OFFICE),
    Screen("accounts", N_("Accounts"), "accounts", at("settings.accounts", "Accounts"), group=OFFICE),
    Screen("audit", N_("Audit"), "audit", at("settings.audit", "Audit"), action="audit.read", group=OFFICE),
    Screen("settings", N_("Settings"), "settings", at("settings.settings", "Settings"), foot=True),
)

# What stands in the day's work, and what Ctrl+K searches, in this order.
WORK: tuple[Part, ...] = (
    Part("reports", "police.reports.work", "REPORT_WORK"),
    Part("inspections", "police.inspections.work", "INSPECTION_WORK"),
    Part("visits", "social.visits.work", "VISIT_WORK"),
    Part("cases", "social.cases.work", "CASE_WORK"),
    Part("loans", "social.loans.work", "LOAN_WORK"),
    Part("health-clients", "health.clients.work", "CLIENT_WORK"),
    Part("counselling", "health.counselling.work", "COUNSELLING_WORK"),
    Part("screenings", "health.screenings.work", "SCREENING_WORK"),
    Part("supplies", "health.supplies.work", "SUPPLY_WORK"),
    Part("health-sessions", "health.group_sessions.declared", "SESSION_WORK"),
    Part("needs-surveys", "social.surveys.declared", "SURVEY_WORK"),
    Part("establishments", "registry.establishments.work", "ESTABLISHMENT_WORK"),
)
FINDERS: tuple[Part, ...] = (
    Part("reports", "police.reports.finder", "REPORT_FINDER"),
    Part("cases", "social.cases.finder", "CASE_FINDER"),
    Part("health-clients", "health.clients.declared", "CLIENT_FINDER"),
    Part("counselling", "health.counselling.declared", "COUNSELLING_FINDER"),
    Part("screenings", "health.screenings.declared", "SCREENING_FINDER"),
    Part("supplies", "health.supplies.declared", "SUPPLY_FINDER"),
    Part("health-sessions", "health.group_sessions.declared", "SESSION_FINDER"),
    Part("services", "social.support_services.declared", "SERVICE_FINDER"),
    Part("visits", "social.visits.declared", "VISIT_FINDER"),
    Part("establishments", "registry.establishments.finder", "ESTABLISHMENT_FINDER"),
    Part("inspections", "police.inspections.finder", "INSPECTION_FINDER"),
    Part("loans", "social.loans.declared", "LOAN_FINDER"),
    Part("needs-surveys", "social.surveys.declared", "SURVEY_FINDER"),
)
# fmt: on


def imports_of(session: Session) -> list[Kind]:
    """The kinds whose Excel registers this person may bring in: of their own compartments, with the permission."""
    from app.kinds import KINDS

    held = [each for each in KINDS.values() if each.compartment in session.compartments]
    return [each for each in held if each.importing is not None and may(session, f"{each.name}.import")]


def for_session(session: Session) -> list[Screen]:
    """What this person is shown."""
    return [screen for screen in SCREENS if _shown(session, screen)]


def _shown(session: Session, screen: Screen) -> bool:
    allowed = not screen.action or may(session, screen.action)
    return session.account.unit in screen.units and allowed and screen.when(session)


def _of(session: Session, offered: tuple[Part, ...]) -> list[Part]:
    places = {screen.key: screen for screen in SCREENS}
    return [part for part in offered if part.place in places and _shown(session, places[part.place])]


def has(session: Session, offered: tuple[Part, ...]) -> bool:
    """Whether any of these is this person's."""
    return bool(_of(session, offered))


def parts(session: Session, offered: tuple[Part, ...]) -> dict[str, Any]:
    """Those that are this person's, by the key of their place, imported now."""
    return {
        part.place: getattr(import_module(f"app.desktop.{part.module}"), part.name) for part in _of(session, offered)
    }


def search(session: Session) -> Find | None:
    """What Ctrl+K asks for this person; None where the unit has nothing to find yet."""
    from app.desktop.records.search import find_all

    return find_all(session, parts(session, FINDERS))


def search_answers(desk: Desk, session: Session) -> QObject:
    """Lets a result of the search lead somewhere, for as long as this person's screens stand."""
    from app.desktop.records.search import SearchAnswers

    return SearchAnswers(desk, parts(session, FINDERS), desk)
