"""Where are words to look for typed? A line with a magnifier, that tells after a short rest."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_language, on_theme, theme

REST_MS = 150  # a list asks again when the fingers rest, not at each key


class SearchBox(QLineEdit):
    """`asked` comes after a short rest or at once on Enter; Esc empties; Down leaves towards the list."""

    asked = Signal(str)
    left_down = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._rest.start())
        self.returnPressed.connect(self._at_once)
        self.setClearButtonEnabled(True)
        glass = QAction(self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        on_theme(self, lambda: glass.setIcon(theme().icon("search")))

        def name() -> None:
            self.setPlaceholderText(tr(hint))
            self.setAccessibleName(tr(hint))

        on_language(self, name)

    def _at_once(self) -> None:
        self._rest.stop()
        self.asked.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
