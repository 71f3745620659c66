"""How is one question of an instrument answered? By a digit from 0 to 3, or by a click; Backspace takes it back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_theme, theme
from app.desktop.widgets import text_label

_DIGITS = {Qt.Key.Key_0: 0, Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3}
_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class QuestionRow(QWidget):
    """A question with its four answers. The row has the focus, not its buttons: one Tab for each question."""

    answered = Signal()
    go_on = Signal()  # an answer was typed: the next question takes the focus
    up = Signal()
    down = Signal()

    def __init__(self, number: str, question: str, answers: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question, self._answers = question, answers
        self._value: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = text_label("", "small")
        words = QVBoxLayout()
        words.setSpacing(theme().px(2))
        words.addWidget(text_label(f"{number} {question}".strip()))
        words.addWidget(self._said)
        words.addStretch(1)
        self._buttons = [self._answer(value) for value in range(len(answers))]
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(each) for each in (8, 6, 8, 6)))
        row.setSpacing(theme().px(4))
        row.addLayout(words, 1)
        row.addSpacing(theme().px(8))
        for made in self._buttons:
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        on_theme(self, self._paint_answers)

    def _answer(self, value: int) -> QPushButton:
        made = QPushButton(str(value))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setToolTip(self._answers[value])
        made.setAccessibleName(f"{value}: {self._answers[value]}")
        made.clicked.connect(lambda: self._clicked(value))
        return made

    def value(self) -> int | None:
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show an answer without telling that it was given."""
        self._value = value
        self._paint_answers()

    def _clicked(self, value: int) -> None:
        self.setFocus()
        self._give(value)

    def _give(self, value: int | None) -> None:
        self.set_value(value)
        self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._give(_DIGITS[key])
            self.go_on.emit()
        elif key in _BACK:
            self._give(None)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            (self.up if key is Qt.Key.Key_Up else self.down).emit()
        else:
            super().keyPressEvent(event)

    def _paint_answers(self) -> None:
        for value, made in enumerate(self._buttons):
            made.setProperty("look", "primary" if value == self._value else "")
            made.style().unpolish(made)
            made.style().polish(made)
            made.setFixedSize(QSize(theme().px(40), theme().px(32)))
        said = self._answers[self._value] if self._value is not None else tr("Not answered")
        self._said.setText(said)
        self.setAccessibleName(f"{self._question}: {said}")
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where the next digit goes is framed."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), theme().px(2)))
            edge = theme().px(1)
            painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), theme().px(6), theme().px(6))
            painter.end()
