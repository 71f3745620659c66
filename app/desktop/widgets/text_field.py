"""How is text typed, on one line or several?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.common.i18n import tr
from app.common.text import nfc
from app.desktop.theme import on_language, theme


class TextField(QLineEdit):
    """One line of text, stored NFC. Empty is None."""

    value_changed = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(lambda: self.value_changed.emit())
        if hint:
            on_language(self, lambda: self.setPlaceholderText(tr(hint)))

    def value(self) -> str | None:
        return nfc(self.text()).strip() or None

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)


class TextArea(QPlainTextEdit):
    """Several lines, growing with the text between `lines` and `most` lines. Tab leaves the field."""

    value_changed = Signal()

    def __init__(self, hint: str = "", *, lines: int = 3, most: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self.value_changed)
        if hint:
            on_language(self, lambda: self.setPlaceholderText(tr(hint)))
        theme().changed.connect(self._grow)
        self._grow()

    def value(self) -> str | None:
        return nfc(self.toPlainText()).strip() or None

    def set_value(self, value: object) -> None:
        self.setPlainText("" if value is None else str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Ctrl+Enter belongs to the form: it saves.
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _grow(self) -> None:
        shown = min(max(int(self.document().size().height()), self._lines), self._most)
        margin = round(2 * self.document().documentMargin()) + theme().px(12)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + margin)
