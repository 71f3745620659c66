"""Who carries the backups to the chosen place, and says how it went? The Carrier: by itself, off the window's thread.

It looks for the place after each sign-in and each backup, and every twenty seconds; while none is chosen it does
nothing. It holds no key: a copy goes on behind the lock, and what it brought is told at the next sign-in.

    carrier().standing / seen / progress / error; carrier().changed; carrier().look(); carrier().finish(then)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.common.dates import show_datetime
from app.common.i18n import N_, sentence, tr
from app.desktop.background import Progress, Task, run, run_aside
from app.desktop.desk import Desk
from app.desktop.theme import Tone, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.problem import problem
from app.vault.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.registry.elsewhere import Copy, Errand, Standing
    from app.vault.media import Sight
    from app.vault.session import Session

EVERY_SECONDS = 20


class Carrier(QObject):
    """A child of the desk; one per process."""

    changed = Signal()  # the place, what is seen of it, how far a copy is, or the last copy

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.standing: Standing | None = None
        self.seen: Sight | None = None
        self.error: Exception | None = None  # of the last attempt; None once it went well
        self.progress: tuple[int, int] | None = None  # KiB, while a copy is under way
        self._errand: Errand | None = None
        self._task: Task | None = None
        self._again = False
        self._tried = ""  # the newest backup at the last attempt: not tried again by itself until something changed
        self._banner: Banner | None = None
        self._waiting: list[Callable[[], object]] = []
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_SECONDS * 1000)
        self._clock.timeout.connect(self.look)
        desk.entered.connect(self._entered)
        desk.backed_up.connect(lambda _made: self.look())
        theme().language_changed.connect(self._say)

    # --- what is known --------------------------------------------------------------------------------

    def learn(self) -> None:
        """Read anew which place is chosen and when the last copy was made, after telling what was copied."""
        session = self._desk.session
        if session is not None and not self._desk.leaving:
            run(self, lambda progress: _learn(session), self._learned)

    def _entered(self) -> None:
        self.standing = self._errand = self.seen = self.error = None
        self._tried = ""
        self.learn()

    def _learned(self, found: tuple[Standing, Errand | None]) -> None:
        self.standing, self._errand = found
        self._clock.start() if self._errand is not None else self._clock.stop()
        if self._errand is None:
            self.seen = self.error = None
        self._say()
        self._warn()
        self.look()

    # --- copying ---------------------------------------------------------------------------------------

    def look(self) -> None:
        """Is the place here, and is there a backup that it does not have? Then copy it."""
        if self._errand is None:
            return
        if self._task is not None:
            self._again = True
            return
        todo, tried = self._errand, self._tried
        self._task = run_aside(
            self, lambda progress: _look_and_carry(todo, tried, progress), self._looked, self._failed, self._step
        )

    def cancel(self) -> None:
        """Stop the copy under way; nothing half-made stays."""
        if self._task is not None:
            self._task.cancel()

    def busy(self) -> bool:
        return self._task is not None

    def finish(self, then: Callable[[], object]) -> None:
        """Call back once everything that can be copied now is."""
        if self._task is None:
            then()
        else:
            self._waiting.append(then)

    def _step(self, done: int, total: int, _note: str) -> None:
        self.progress = (done, total)
        self._say()

    def _looked(self, found: _Looked) -> None:
        before, self.seen = self.seen, found.seen
        came_back = before is not None and before.root is None and found.seen.root is not None
        if found.error is not None:
            self._tried, self.error = found.backup, found.error
            if not isinstance(found.error, Cancelled):
                self._notice(problem(found.error).text)
        elif found.copied is not None:
            self._tried, self.error = found.backup, None
            assert self._errand is not None
            self._errand = replace(self._errand, known=found.copied.backup)
            self.learn()
            self._desk.window.toast.say(
                tr("The backup was copied to “{place}” and read back from it.", place=found.copied.label)
            )
        elif came_back:
            self._tried, self._again = "", True  # what failed before it was taken away is worth another attempt
        doubtful = found.seen.state.value in ("other_stick", "no_mark")
        if doubtful and (before is None or before.state is not found.seen.state):
            self._notice(self.sentence())
        self._over()

    def _failed(self, error: Exception) -> None:
        self.error = error
        self._over()

    def sentence(self) -> str:
        """Why nothing can be copied now, or an empty text."""
        from app.registry.elsewhere import absent
        from app.vault.media import State

        place, seen = self.standing.place if self.standing else None, self.seen
        if place is None or seen is None or seen.state is State.HERE:
            return ""
        return sentence(absent(place, seen))

    def _notice(self, text: str) -> None:
        if self._desk.session is not None and text:
            self._desk.notice(text, Tone.WARN, N_("Open backups"), self._open)

    def _over(self) -> None:
        self._task = self.progress = None
        self._say()
        if self._again:
            self._again = False
            self.look()
        if self._task is None:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()

    # --- what the window says ---------------------------------------------------------------------------

    def _say(self) -> None:
        """In the status line: how far a copy is, or when the last one elsewhere was made."""
        text, tone = self._words()
        self._desk.window.status.set_elsewhere(text, tone)
        self.changed.emit()

    def _words(self) -> tuple[str, Tone]:
        standing = self.standing
        if standing is None or (self._desk.demo and standing.place is None):
            return "", Tone.NEUTRAL  # nobody loses anything with a trial vault
        if self.progress is not None and standing.place is not None:
            done, total = self.progress
            percent = 100 * done // max(total, 1)
            return tr("Copying to “{place}”: {percent} %", place=standing.place.label, percent=percent), Tone.INFO
        tone = Tone.WARN if standing.lateness(datetime.now(UTC)) else Tone.NEUTRAL
        if standing.last is None:
            return tr("No copy elsewhere yet"), tone
        when = show_datetime(standing.last.made_at)
        return tr("Copy elsewhere: {when}", when=when), tone

    def _warn(self) -> None:
        """A strip above the screens once nobody brought a copy elsewhere for two weeks."""
        from app.registry.elsewhere import Lateness

        if self._banner is not None and isValid(self._banner):
            self._banner.hide()
        self._banner = None
        standing, now = self.standing, datetime.now(UTC)
        if standing is None or self._desk.demo or standing.lateness(now) is not Lateness.VERY_LATE:
            return
        days = standing.days(now)
        if standing.place is None:
            text = tr(
                "The records of {days} days lie on this computer alone: if it breaks or is stolen, they are lost."
                " Choose a USB stick or a network folder for copies.",
                days=days,
            )
        else:
            text = tr(
                "The last copy outside this computer is {days} days old. Connect “{place}”: it is then made by itself.",
                days=days,
                place=standing.place.label,
            )
        self._banner = self._desk.notice(text, Tone.WARN, N_("Open backups"), self._open)

    def _open(self) -> None:
        self._desk.ask("settings", "open", "backups")


@dataclass(frozen=True)
class _Looked:
    """What came of looking: the place, the backup that was waiting for it, and how its copy went."""

    seen: Sight
    backup: str = ""
    copied: Copy | None = None
    error: AppError | None = None


def _learn(session: Session) -> tuple[Standing, Errand | None]:
    from app.registry import elsewhere

    elsewhere.tell(session)
    return elsewhere.standing(session), elsewhere.errand(session)


def _look_and_carry(todo: Errand, tried: str, progress: Progress) -> _Looked:
    from app.registry import elsewhere
    from app.vault.media import State

    seen = elsewhere.sight(todo)
    waiting = elsewhere.waiting(todo) if seen.state is State.HERE else None
    if waiting is None or waiting.folder.name == tried:
        return _Looked(seen)
    name = waiting.folder.name

    def step(done: int, total: int) -> None:
        progress.step(done // 1024, total // 1024)  # a signal carries no more than 2 GiB

    try:
        return _Looked(seen, name, elsewhere.carry(todo, seen, step))
    except AppError as error:
        return _Looked(seen, name, error=error)


def carrier() -> Carrier:
    """The carrier of this process."""
    app = QApplication.instance()
    found = app.findChild(Carrier) if app is not None else None
    if found is None:
        raise RuntimeError("make the carrier before the screens")
    return found
