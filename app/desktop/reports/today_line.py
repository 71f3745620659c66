"""How does one piece of the day's work read? Number, what it is about, how long still, and the next step."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.reports.list_words import FLAG_ICONS, due_tone, due_words, flag_words, kind_words
from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets import StateChip, button, text_label
from app.police.reports.queries import ReportRow
from app.police.reports.terms import STATE_NAMES, Flag


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
        text = QVBoxLayout()
        text.setSpacing(px(2))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(text_label(title, "label", wrap=False))
        head.addLayout(self.icons)
        head.addStretch(1)
        text.addLayout(head)
        text.addWidget(OneLine(words))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(12), px(8))
        row.setSpacing(px(16))
        row.addLayout(text, 1)
        if chip is not None:
            row.addWidget(chip)
        if action is not None:
            row.addWidget(action)
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

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text.replace("\n", " "))
        self.setProperty("look", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour("muted"))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()


def report_line(row: ReportRow, today: date, step: Callable[[], object], *, notice: bool) -> WorkLine:
    """The line of a report; `notice` shows the side limit that is due instead of the main one."""
    due_on = row.side_due_on if notice else row.due_on
    words = due_words(due_on, today)
    chip = StateChip(words, due_tone(due_on, today) or Tone.NEUTRAL) if words else None
    next_step = row.next_step
    action = None
    if next_step is not None and next_step.allowed and not notice:
        action = button(next_step.label, clicked=step)
        action.setMinimumWidth(theme().px(160))  # one under the other, whatever the word
        action.setAccessibleName(tr("{step}: {number}", step=tr(next_step.label), number=row.number))
    about = tr(row.side_due_stage) if notice else tr(STATE_NAMES[row.state])
    title = tr("{number} · {kind} · {state}", number=row.number, kind=kind_words(row.kind, row.instance), state=about)
    line = WorkLine(title, row.content, chip, action)
    for flag in Flag:
        if flag in row.flags:
            picture = QLabel()
            picture.setPixmap(theme().icon(FLAG_ICONS[flag], "bad").pixmap(theme().icon_size(16)))
            picture.setToolTip(flag_words([flag]))
            line.icons.addWidget(picture)
    return line
