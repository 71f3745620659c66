"""What is wrong in the form as a whole? A short list at its head; each line leads to its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets.looks import text_label


class ErrorSummary(QFrame):
    """`asked` carries the name of the field whose line was chosen."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errors")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(*(theme().px(12),) * 4)
        self._inside.setSpacing(theme().px(4))
        on_theme(self, self._paint)
        self.hide()

    def show_errors(self, wrong: dict[str, tuple[str, str]]) -> None:
        """Show these: field name → (label, sentence)."""
        while (item := self._inside.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if wrong:
            self._inside.addWidget(text_label(self._head(len(wrong)), "label"))
        for name, (label, sentence) in wrong.items():
            self._inside.addWidget(self._line(name, tr("{label}: {error}", label=label, error=sentence)))
        self.setVisible(bool(wrong))

    @staticmethod
    def _head(count: int) -> str:
        if count == 1:
            return tr("One thing to look at. Nothing you typed is lost.")
        return tr("{count} things to look at. Nothing you typed is lost.", count=count)

    def _line(self, name: str, text: str) -> QPushButton:
        line = QPushButton(text.replace("&", "&&"))
        line.setProperty("look", "link")
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.clicked.connect(lambda: self.asked.emit(name))
        return line

    def _paint(self) -> None:
        text, soft = theme().tone(Tone.BAD)
        self.setStyleSheet(
            f"#errors {{ background: {soft.name()}; border-radius: {theme().px(6)}px; }}"
            f"#errors QPushButton {{ color: {text.name()}; }}"
        )
