"""Is the monthly trial of a backup made, and does anybody hear of it? Only when something is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.common.dates import show_datetime
from app.common.i18n import N_, sentence, tr
from app.desktop.background import Progress, Task, run
from app.desktop.desk import Desk
from app.desktop.theme import Tone
from app.vault.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.vault.session import Session
    from app.vault.trying import Tried

# After a sign-in people want their work first; a lock stops a trial under way.
AFTER_SECONDS = 180


class Trials(QObject):
    """A child of the desk: looks some minutes after each sign-in whether a trial is due, and makes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(AFTER_SECONDS * 1000)
        self._clock.timeout.connect(self.look)
        self._task: Task | None = None
        desk.entered.connect(self._clock.start)
        desk.locked.connect(self.stop)

    def look(self) -> None:
        """Make the trial now if one is due."""
        session = self._desk.session
        if session is not None and not self._desk.leaving:
            self._task = run(self, lambda progress: _try_if_due(session, progress), self._done, self._failed)

    def stop(self) -> None:
        """The keys go: what is under way is given up, and made another time."""
        self._clock.stop()
        if self._task is not None:
            self._task.cancel()

    def _done(self, found: Tried | None) -> None:
        self._task = None
        if found is not None and not found.ok:
            self._say(words(found), Tone.BAD)

    def _failed(self, error: Exception) -> None:
        self._task = None
        if isinstance(error, Cancelled) or not isinstance(error, AppError):
            return
        self._say(tr("The monthly trial of the backup could not be made: {why}", why=sentence(error)), Tone.WARN)

    def _say(self, text: str, tone: Tone) -> None:
        if self._desk.session is not None and not self._desk.leaving:
            self._desk.notice(text, tone, N_("Open backups"), self._open)

    def _open(self) -> None:
        self._desk.ask("settings", "open", "backups")


def _try_if_due(session: Session, progress: Progress) -> Tried | None:
    from app.registry import safekeeping

    if not safekeeping.trial_due(session):
        return None
    return safekeeping.try_out(session, progress=lambda done, total: progress.step(done, total))


def last(session: Session) -> datetime | None:
    """When a backup was last restored for trial, with everything in it."""
    from app.vault import audit, trying
    from app.vault.compartments import Compartment

    with session.read() as db:
        for entry in audit.entries(db, Compartment.REGISTRY, action=trying.ACTION):
            if (entry.detail or {}).get("ok") is True:
                return entry.at
    return None


def words(found: Tried) -> str:
    """What came of a trial, in a sentence."""
    when = show_datetime(found.backup.made_at)
    if not found.ok:
        from app.audit_words.damage import damage_words  # brings all record kinds: not before they are needed

        first = found.problems[0]
        return tr(
            "The backup of {when} would not bring everything back: {problem} ({where}). The records in use are not"
            " touched. Make a new backup now and try it out.",
            when=when,
            problem=damage_words(first.what, first.values),
            where=first.where,
        )
    return tr(
        "The backup of {when} was restored for trial: {count} audit entries are whole, and every file is as it was.",
        when=when,
        count=sum(found.opened.values()),
    )
