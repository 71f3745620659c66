"""What happens between closing the window and the end of the process? The same as at a lock, then the end."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QMessageBox

from app.desktop.desk import Desk, leave


class Closing(QObject):
    """The window goes at once; the process ends when the keys are gone and the backup is made."""

    def __init__(self, app: QApplication, desk: Desk) -> None:
        super().__init__(desk)
        self._app, self._desk = app, desk
        app.setQuitOnLastWindowClosed(False)
        app.commitDataRequest.connect(self._system_ends)
        desk.window.closing.connect(self._close)

    def _close(self) -> None:
        self._desk.lock()
        self._desk.when_left(self._end)

    def _end(self) -> None:
        self._desk.let_go()
        told = [box for box in self._app.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
        if told:  # a backup that failed: the person reads that before everything is gone
            told[0].finished.connect(self._app.quit)
        else:
            self._app.quit()

    def _system_ends(self, _manager: QSessionManager) -> None:
        """The computer shuts down or the person logs off: there is no time for another thread."""
        session = self._desk.session
        if session is not None and not self._desk.leaving:
            self._desk.keep_drafts()
            leave(session)
