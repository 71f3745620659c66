"""What is wrong in the form as a whole? A short list at its head; each line leads to its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

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
        if self.isVisible():
            self._break_lines()

    @staticmethod
    def _head(count: int) -> str:
        if count == 1:
            return tr("One thing to look at. Nothing you typed is lost.")
        return tr("{count} things to look at. Nothing you typed is lost.", count=count)

    def _line(self, name: str, text: str) -> QPushButton:
        line = QPushButton(text.replace("&", "&&"))
        line.setAccessibleName(text)
        line.setProperty("look", "link")
        line.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # it is broken to the width there is
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.clicked.connect(lambda: self.asked.emit(name))
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_lines()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._break_lines()

    def _break_lines(self) -> None:
        """A button does not break its words by itself."""
        room = self.contentsRect().width() - 2 * theme().px(12)
        for line in self.findChildren(QPushButton):
            broken = "\n".join(_lines(line.accessibleName(), line.fontMetrics(), room)).replace("&", "&&")
            if line.text() != broken:
                line.setText(broken)

    def _paint(self) -> None:
        text, soft = theme().tone(Tone.BAD)
        self.setStyleSheet(
            f"#errors {{ background: {soft.name()}; border-radius: {theme().px(6)}px; }}"
            f"#errors QPushButton {{ color: {text.name()}; }}"
        )


def _lines(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
