"""What happens between closing the window and the end of the process? The same as at a lock, then the end.

A copy to another place that is under way is finished first, and a small window says so: the stick must stay connected.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent, QSessionManager
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMessageBox, QProgressBar, QVBoxLayout

from app.common.i18n import N_, tr
from app.desktop.backups.carrier import Carrier
from app.desktop.desk import Desk, leave
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, text_label

# A copy that is quickly done shows no window; one that does not stop when asked is left to itself.
SHOWN_AFTER, LET_GO_AFTER = 700, 3000


class Closing(QObject):
    """The window goes at once; the process ends when the keys are gone and the backup is made."""

    def __init__(self, app: QApplication, desk: Desk, carrier: Carrier) -> None:
        super().__init__(desk)
        self._app, self._desk, self._carrier = app, desk, carrier
        self._copying: StillCopying | None = None
        app.setQuitOnLastWindowClosed(False)
        app.commitDataRequest.connect(self._system_ends)
        desk.window.closing.connect(self._close)

    def _close(self) -> None:
        self._desk.lock()
        self._desk.when_left(self._end)

    def _end(self) -> None:
        self._desk.let_go()
        self._carrier.finish(self._quit)
        QTimer.singleShot(SHOWN_AFTER, self._show_copying)

    def _show_copying(self) -> None:
        if self._carrier.busy():
            self._copying = StillCopying(self._carrier, self._app.quit)
            self._copying.show()

    def _quit(self) -> None:
        if self._copying is not None:
            self._copying.over()
        told = [box for box in self._app.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
        if told:  # a backup that failed: the person reads that before everything is gone
            told[0].finished.connect(self._app.quit)
        else:
            self._app.quit()

    def _system_ends(self, _manager: QSessionManager) -> None:
        """The computer shuts down or the person logs off: there is no time for another thread."""
        session = self._desk.signed_in
        if session is not None and not self._desk.leaving:
            self._desk.keep_drafts()
            leave(session)


class StillCopying(QDialog):
    """What is left to do after the window was closed; it closes by itself."""

    def __init__(self, carrier: Carrier, quit_anyway: Callable[[], object]) -> None:
        super().__init__()
        self._carrier, self._quit_anyway, self._over = carrier, quit_anyway, False
        place = carrier.standing.place if carrier.standing else None
        title = tr("Copying the backup to “{place}”…", place=place.label if place else "")
        self.setWindowTitle(tr("Nhịp Cầu"))
        self.setMinimumWidth(theme().px(440))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self.stop = button(N_("Stop copying"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(text_label(tr("The records are closed. Leave it connected; this window closes by itself.")))
        inside.addWidget(self._bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        inside.addLayout(row)
        carrier.changed.connect(self._step)
        self._step()

    def over(self) -> None:
        """Nothing is left to do."""
        self._over = True
        self.close()

    def _step(self) -> None:
        done, total = self._carrier.progress or (0, 0)
        self._bar.setRange(0, 1000 if total else 0)  # 0 to 0: how much is to be copied is not known yet
        self._bar.setValue(1000 * done // max(total, 1))

    def reject(self) -> None:
        """Stop the copy; nothing half-made stays, and the backup beside the vault is whole."""
        self.stop.setEnabled(False)
        self._carrier.cancel()
        QTimer.singleShot(LET_GO_AFTER, self._quit_anyway)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._over:
            event.ignore()
            self.reject()
