"""How does one piece of the day's work read? Number, what it is about, how long still, and the next step."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_theme, theme
from app.desktop.today.source import Line
from app.desktop.widgets import Breaking, StateChip, button


class WorkLine(QFrame):
    """A line that Enter or a click opens; Up and Down go to the lines beside it."""

    opened = Signal()
    moved = Signal(int)

    def __init__(self, title: str, words: str, chip: StateChip | None, action: QWidget | None) -> None:
        super().__init__()
        px = theme().px
        self.setObjectName("line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (title, words, chip.text() if chip else "") if part))
        self.icons = QHBoxLayout()
        self.icons.setSpacing(px(4))
        words_of = QWidget()
        text = QVBoxLayout(words_of)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(px(2))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        named = OneLine(title, "label")
        named.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addWidget(named)
        head.addLayout(self.icons)
        head.addStretch(1)
        text.addLayout(head)
        text.addWidget(OneLine(words))
        parts = [part for part in (chip, action) if part is not None]
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(12), px(8))
        row.addWidget(Breaking(words_of, *parts, least=280, gap=16, align=Qt.AlignmentFlag.AlignVCenter))
        on_theme(self, self._paint)

    def _paint(self) -> None:
        colour, px = theme().colours, theme().px
        self.setStyleSheet(
            f"#line {{ border: 1px solid transparent; border-radius: {px(6)}px; }}"
            f"#line:hover {{ background: {colour.hover}; }}"
            f"#line:focus {{ border-color: {colour.accent}; background: {colour.hover}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()


class OneLine(QLabel):
    """A text cut to one line with an ellipsis; it never widens the page."""

    def __init__(self, text: str, look: str = "muted") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text.replace("\n", " "))
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour("muted" if self.property("look") == "muted" else "text"))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()


def work_line(line: Line, step: Callable[[], object], words: str = "") -> WorkLine:
    """The line as declared; `words` names its button for a screen reader where the line has no number."""
    chip = StateChip(*line.chip) if line.chip is not None else None
    action = None
    if line.next is not None:
        action = button(line.next.label, clicked=step)
        action.setMinimumWidth(theme().px(160))  # one under the other, whatever the word
        spoken = tr("{step}: {number}", step=tr(line.next.label), number=line.number or line.title)
        action.setAccessibleName(words or spoken)
    made = WorkLine(line.title, line.words, chip, action)
    for icon, colour, tip in line.icons:
        picture = QLabel()
        picture.setPixmap(theme().icon(icon, colour).pixmap(theme().icon_size(16)))
        picture.setToolTip(tip)
        made.icons.addWidget(picture)
    return made
