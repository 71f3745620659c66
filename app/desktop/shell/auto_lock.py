"""When has nobody touched the app long enough to lock it?"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class AutoLock(QObject):
    """`locked` after so many minutes without a key or the mouse in any window of the app.

    Watches the windows, not the application: a filter written in Python on every event would be felt.
    """

    locked = Signal()
    lock_key = Signal()  # Ctrl+L, in a dialog too: the main window's own key does not reach there

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.locked)
        self._running = False
        self.set_minutes(minutes)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def set_minutes(self, minutes: float) -> None:
        """0 never locks by itself."""
        self._minutes = minutes
        self._timer.setInterval(round(minutes * 60_000))
        self.touch()

    def start(self) -> None:
        """Somebody has signed in: count from now."""
        self._running = True
        self.touch()

    def stop(self) -> None:
        """Nobody is signed in."""
        self._running = False
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is here: count again from the start."""
        if self._running and self._minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
            if event.type() == QEvent.Type.KeyPress and self._running and _is_lock_key(event):
                self.lock_key.emit()
                return True
        return False


def _is_lock_key(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_L:
        return False
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and QApplication.activeModalWidget() is not None
