"""Who hears that older records took the place of newer ones? Everybody, at the first sign-in afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.desk import Desk
from app.desktop.theme import Tone

if TYPE_CHECKING:
    from app.vault.people import Account
    from app.vault.session import Session


@dataclass(frozen=True)
class Went:
    """The vault went back: when, by whom, and to which backup."""

    at: datetime
    by: str
    backup: str


class Told(QObject):
    """A child of the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.entered.connect(self._entered)

    def _entered(self) -> None:
        session = self._desk.signed_in
        if session is not None:
            run(self, lambda progress: (went_back(session), _came_back(session)), self._tell)

    def _tell(self, found: tuple[Went | None, list[Account]]) -> None:
        went, people = found
        if went is not None:
            self._desk.notice(
                tr(
                    "On {at}, {who} brought back the backup of {made}: what was entered between is not in the records."
                    " The state before is kept under Settings, Backups.",
                    at=show_datetime(went.at),
                    who=went.by,
                    made=_moment_of(went.backup),
                ),
                Tone.WARN,
            )
        if people:
            names = ", ".join(f"{account.full_name} ({account.user})" for account in people)
            self._desk.notice(
                tr("Access that was withdrawn is there again since a backup was brought back: {names}.", names=names),
                Tone.BAD,
                N_("Open accounts"),
                lambda: self._desk.window.go("accounts"),
            )


def went_back(session: Session) -> Went | None:
    """The last restore, if this person was not here since."""
    from app.vault import audit, returning
    from app.vault.compartments import Compartment

    with session.read() as db:
        last = audit.entries(db, Compartment.REGISTRY, limit=1, action=returning.ACTION)
        mine = audit.entries(db, Compartment.REGISTRY, limit=2, actor=session.account.id, action="sign_in")
    if not last or (len(mine) > 1 and mine[1].seq > last[0].seq):
        return None
    who = next((each.full_name for each in session.accounts() if each.id == last[0].actor), last[0].actor)
    return Went(last[0].at, who, str((last[0].detail or {}).get("backup", "")))


def _came_back(session: Session) -> list[Account]:
    from app.registry import safekeeping

    return safekeeping.came_back(session)


def _moment_of(name: str) -> str:
    """When a backup was made, by the name of its folder."""
    try:
        return show_datetime(datetime.strptime(f"{name.partition('Z-')[0]}+0000", "%Y%m%dT%H%M%S%f%z"))
    except ValueError:
        return name
