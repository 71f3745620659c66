"""Which screens does the shell show, in which order, and to whom? One line each.

A screen's `make` is given the desk (session, preferences, go, keep_draft) when the place is first shown, so its
modules are imported only then. It may have `refresh()`, `undo()`, `draft()` and a property `help`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.vault.people import Unit

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.desktop.shell.search_palette import Find
    from app.vault.session import Session

EVERYBODY = frozenset(Unit)
POLICE = frozenset({Unit.POLICE})

REGISTERS, OFFICE = N_("Registers"), N_("Office")


@dataclass(frozen=True)
class Screen:
    """A place in the navigation: for these units, and for whoever may do `action` ("" for everybody)."""

    key: str
    label: str
    icon: str
    make: Callable[[Desk], QWidget]
    units: frozenset[Unit] = EVERYBODY
    action: str = ""
    group: str = ""
    foot: bool = False


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
    Screen("today", N_("Today's work"), "today", by("reports.today_page", "today_page"), POLICE),
    Screen("reports", N_("Reports and petitions"), "reports", by("reports.page", "reports"), POLICE, group=REGISTERS),
    Screen("import", N_("Import from Excel"), "import", by("importing.page", "reports_import"), POLICE,
           action="reports.import", group=REGISTERS),
    Screen("accounts", N_("Accounts"), "accounts", at("settings.accounts", "Accounts"), group=OFFICE),
    Screen("audit", N_("Audit"), "audit", at("settings.audit", "Audit"), action="audit.read", group=OFFICE),
    Screen("settings", N_("Settings"), "settings", at("settings.settings", "Settings"), foot=True),
)
# fmt: on


def for_session(session: Session) -> list[Screen]:
    """What this person is shown."""
    return [
        screen
        for screen in SCREENS
        if session.account.unit in screen.units and (not screen.action or may(session, screen.action))
    ]


def search(session: Session) -> Find | None:
    """What Ctrl+K asks for this person; None where the unit has nothing to find yet."""
    if session.account.unit is not Unit.POLICE:
        return None
    from app.desktop.reports.search_reports import find_reports

    return find_reports(session)
