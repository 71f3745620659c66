"""How is long work shown? How far it is, what it is doing, and a cancel that leaves everything as it was."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress, Task, run
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, text_label

T = TypeVar("T")


class ProgressDialog(QDialog):
    """Shown over the window while one piece of work runs. Closing it is cancelling."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme().px(440))
        self._note = text_label(tr("Getting ready…"), "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.cancel = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(self._bar)
        inside.addWidget(self._note)
        row = QHBoxLayout()
        row.addWidget(text_label(tr("Cancelling leaves everything as it was."), "small"), 1)
        row.addWidget(self.cancel)
        inside.addLayout(row)

    def watch(self, task: Task) -> None:
        """Show a task's progress until it ends."""
        self._task = task
        task.progressed.connect(self._step)
        task.finished.connect(self._over)

    def text(self) -> str:
        return self._note.text()

    def _step(self, done: int, total: int, note: str) -> None:
        if self._task is None or self._task.progress.cancelled:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        count = tr("{done} of {total}", done=self.locale().toString(done), total=self.locale().toString(total))
        self._note.setText(note or (count if total else tr("{done} so far", done=done)))

    def _over(self) -> None:
        self._task = None
        self.accept()
        self.deleteLater()

    def reject(self) -> None:
        """Ask the work to stop; the dialog leaves when it has."""
        if self._task is None:
            super().reject()
            return
        self._task.cancel()
        self.cancel.setEnabled(False)
        self._bar.setRange(0, 0)
        self._note.setText(tr("Cancelling…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._task is not None:
            event.ignore()
            self.reject()


def run_with_progress(
    owner: QWidget,
    title: str,
    work: Callable[[Progress], T],
    on_done: Callable[[T], object],
    on_error: Callable[[Exception], object] | None = None,
) -> ProgressDialog:
    """`run`, with the dialog over the owner's window (title in the person's language)."""
    dialog = ProgressDialog(owner.window(), title)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.watch(run(owner, work, on_done, on_error))
    dialog.show()
    return dialog
