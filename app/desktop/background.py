"""How does work leave the window's thread and come back? One runnable, one way back, for answer and error.

    run(self, lambda progress: list_reports(session, query), on_done=self.show_page)

The answer is delivered on the window's thread, and only while its owner lives. `Latest` keeps the newest
question of a type-ahead list and drops the answers to older ones.
"""

import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.common.i18n import N_
from app.vault.errors import AppError, Cancelled

T = TypeVar("T")
STEP_SECONDS = 0.05  # the window hears of progress at most twenty times a second
# Each call into Qt gives the interpreter away, and busy work gives it back after this long: with Python's own 5 ms the
# window waits that long at every call, 40 ms to show a dialog.
TURN_SECONDS = 0.0005


class Progress:
    """What the work says on its way, and where it learns that it should stop."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._told = 0.0

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()

    def check(self) -> None:
        """Raise Cancelled once the person has cancelled; inside a transaction this rolls back."""
        if self._stop.is_set():
            raise Cancelled(N_("Cancelled. Everything is as it was before."))

    def step(self, done: int, total: int = 0, note: str = "") -> None:
        """Tell how far the work is (`total` 0: not known) and stop here if it was cancelled."""
        self.check()
        now = time.monotonic()
        if done == total or now - self._told >= STEP_SECONDS:
            self._told = now
            self._tell(done, total, note)


class Task(QObject):
    """One piece of work under way. Lives on the window's thread."""

    progressed = Signal(int, int, str)
    finished = Signal()  # after the answer or the error was delivered, or dropped
    _arrived = Signal(object)

    def __init__(
        self,
        owner: QObject,
        on_done: Callable[[Any], object],
        on_error: Callable[[Exception], object] | None,
        on_progress: Callable[[int, int, str], object] | None,
    ) -> None:
        super().__init__()
        self._owner = owner
        self._on_done = on_done
        self._on_error = on_error
        self._on_progress = on_progress
        self.progress = Progress(self.progressed.emit)
        self.progressed.connect(self._tell)
        self._arrived.connect(self._deliver)

    def cancel(self) -> None:
        """Ask the work to stop; it answers with Cancelled when it has."""
        self.progress.cancel()

    @Slot(int, int, str)
    def _tell(self, done: int, total: int, note: str) -> None:
        if self._on_progress is not None and isValid(self._owner):
            self._on_progress(done, total, note)

    @Slot(object)
    def _deliver(self, outcome: object) -> None:
        _under_way.discard(self)
        _aside.discard(self)
        try:
            if not isValid(self._owner):
                return
            if not isinstance(outcome, _Failed):
                self._on_done(outcome)
            elif self._on_error is not None:
                self._on_error(outcome.error)
            elif not isinstance(outcome.error, Cancelled):
                _show(self._owner, outcome.error)
        finally:
            self.finished.emit()


class _Failed:
    def __init__(self, error: Exception) -> None:
        self.error = error


class _Work(QRunnable, Generic[T]):
    def __init__(self, task: Task, work: Callable[[Progress], T]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        _do(self._task, self._work)


def _do(task: Task, work: Callable[[Progress], object]) -> None:
    outcome: object
    try:
        outcome = work(task.progress)
    except AppError as error:
        # Its frames hold all that the work had in its hands: they go here, not on the window's thread.
        outcome = _Failed(error.with_traceback(None))
    except Exception as error:
        outcome = _Failed(error)
    task._arrived.emit(outcome)  # queued: the task lives on the window's thread


_under_way: set[Task] = set()  # keeps a task alive until its answer is delivered
_aside: set[Task] = set()  # the same, of work that a lock does not wait for


def run(
    owner: QObject,
    work: Callable[[Progress], T],
    on_done: Callable[[T], object],
    on_error: Callable[[Exception], object] | None = None,
    on_progress: Callable[[int, int, str], object] | None = None,
) -> Task:
    """Do `work` off the window's thread and deliver its result or its error to the owner.

    Without `on_error` the error is shown the one way errors are shown; a cancellation is not an error.
    """
    if sys.getswitchinterval() > TURN_SECONDS:
        sys.setswitchinterval(TURN_SECONDS)
    task = Task(owner, on_done, on_error, on_progress)
    _under_way.add(task)
    QThreadPool.globalInstance().start(_Work(task, work))
    return task


def run_aside(
    owner: QObject,
    work: Callable[[Progress], T],
    on_done: Callable[[T], object],
    on_error: Callable[[Exception], object],
    on_progress: Callable[[int, int, str], object] | None = None,
) -> Task:
    """`run` for work that holds no key and may take long (a slow stick, a network that does not answer).

    A lock does not wait for it, and neither does the end of the process.
    """
    task = Task(owner, on_done, on_error, on_progress)
    _aside.add(task)
    threading.Thread(target=_do, args=(task, work), daemon=True).start()
    return task


def busy() -> bool:
    """Whether any work is under way."""
    return bool(_under_way)


def _show(owner: QObject, error: Exception) -> None:
    from app.desktop.widgets.problem import show_problem

    show_problem(owner if isinstance(owner, QWidget) else None, error)


class Latest:
    """Asks again and again; only the answer to the newest question is delivered."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._number = 0
        self._task: Task | None = None

    def run(
        self,
        work: Callable[[Progress], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        """Ask; an older question still under way is cancelled and its answer dropped."""
        self.forget()
        number = self._number

        def done(answer: T) -> None:
            if number == self._number:
                on_done(answer)

        def failed(error: Exception) -> None:
            if number != self._number or isinstance(error, Cancelled):
                return
            if on_error is not None:
                on_error(error)
            else:
                _show(self._owner, error)

        self._task = run(self._owner, work, done, failed)

    def forget(self) -> None:
        """Drop whatever is still under way."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
