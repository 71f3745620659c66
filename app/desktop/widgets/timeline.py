"""What happened to a record, in order? One line for each event: when, who, what, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets.looks import text_label


@dataclass(frozen=True)
class Happening:
    """An event, its words already in the person's language."""

    when: str
    what: str
    who: str = ""
    details: tuple[str, ...] = ()
    tone: Tone = Tone.NEUTRAL
    icon: str = ""


class Timeline(QWidget):
    """Newest last, as a paper file is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)

    def show_events(self, events: Sequence[Happening]) -> None:
        """Show these instead of what was shown."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for number, event in enumerate(events):
            self._inside.addWidget(_Line(event, first=number == 0, last=number == len(events) - 1))


class _Line(QWidget):
    def __init__(self, event: Happening, *, first: bool, last: bool) -> None:
        super().__init__()
        self._event, self._first, self._last = event, first, last
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, theme().px(0 if last else 16))
        words.setSpacing(theme().px(2))
        what = text_label(event.what)
        what.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(what)
        for detail in event.details:
            words.addWidget(text_label(detail, "muted"))
        words.addWidget(text_label(f"{event.when} · {event.who}" if event.who else event.when, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(32), 0, 0, 0)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{event.when}: {event.what}")
        on_theme(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        text, soft = theme().tone(self._event.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = px(11), self.fontMetrics().height() // 2
        painter.setPen(QColor(theme().colour("line_strong")))
        if not self._first:
            painter.drawLine(x, 0, x, y)
        if not self._last:
            painter.drawLine(x, y, x, self.height())
        if self._event.icon:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawEllipse(x - px(11), y - px(11), px(22), px(22))
            name = self._event.tone.value
            icon = theme().icon(self._event.icon, name)
            icon.paint(painter, x - px(7), y - px(7), px(14), px(14))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("surface"))
            painter.drawEllipse(x - px(6), y - px(6), px(12), px(12))
            painter.setBrush(text)
            painter.drawEllipse(x - px(4), y - px(4), px(8), px(8))
        painter.end()
