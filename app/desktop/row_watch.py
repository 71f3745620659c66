"""Does every record stand as its last audit entry knew it? Looked at once a day, without being asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.common.i18n import sentence, tr
from app.desktop.background import Progress, Task, run
from app.desktop.desk import Desk
from app.desktop.theme import Tone
from app.vault.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.vault.integrity import Findings
    from app.vault.session import Session

# After a sign-in people want their work first; a lock stops what is under way.
AFTER_SECONDS = 60


class RowWatch(QObject):
    """A child of the desk: a minute after the first sign-in of a day it compares all records that are open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._looked: tuple[str, date] | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(AFTER_SECONDS * 1000)
        self._clock.timeout.connect(self.look)
        self._task: Task | None = None
        desk.entered.connect(self._clock.start)
        desk.locked.connect(self.stop)

    def look(self) -> None:
        """Compare now, unless this account's records were compared today."""
        session = self._desk.signed_in
        if session is None or session.in_rescue or self._desk.leaving or self._looked == _visit(session):
            return
        self._task = run(self, lambda progress: _compare(session, progress), self._done, self._failed)

    def stop(self) -> None:
        """The keys go: what is under way is given up, and made another time."""
        self._clock.stop()
        if self._task is not None:
            self._task.cancel()

    def _done(self, found: Findings) -> None:
        self._task = None
        if self._desk.signed_in is None or self._desk.leaving:
            return
        self._looked = _visit(self._desk.session)
        if not found.ok:
            self._desk.notice(
                tr(
                    "{count} records were changed with another tool, past the app. Do not rely on them. Tell the lead:"
                    " verifying the audit names each of them.",
                    count=len(found.problems),
                ),
                Tone.BAD,
            )

    def _failed(self, error: Exception) -> None:
        self._task = None
        if isinstance(error, AppError) and not isinstance(error, Cancelled):
            self._desk.notice(sentence(error), Tone.WARN)


def _visit(session: Session) -> tuple[str, date]:
    return session.account.id, session.today()


def _compare(session: Session, progress: Progress) -> Findings:
    from app.registry import safekeeping

    return safekeeping.verify_records(session, lambda done, total: progress.step(done, total))
