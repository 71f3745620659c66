"""How do a text and its buttons share a line, and what when there is no room for both? The buttons go under it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.desktop.theme import theme
from app.desktop.widgets.flow import FlowLayout


class Breaking(QWidget):
    """`words` at the left, `parts` at the right; under the words (in lines of their own) when those would be narrow."""

    def __init__(
        self,
        words: QWidget,
        *parts: QWidget,
        least: int = 160,
        gap: int = 8,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._align = least, align
        self._parts = QWidget()
        self._flow = FlowLayout(self._parts, theme().px(gap))
        for part in parts:
            self._flow.addWidget(part)
        side = QBoxLayout.Direction
        self._row = QBoxLayout(side.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(gap))
        self._row.addWidget(words, 1)
        self._row.addWidget(self._parts, 0, align)

    def broken(self) -> bool:
        """Whether the parts stand under the words."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        wanted = self._flow.one_line()
        tight = self.width() - wanted < theme().px(self._least)
        side = QBoxLayout.Direction
        self._parts.setMinimumWidth(0 if tight else wanted)
        self._row.setDirection(side.TopToBottom if tight else side.LeftToRight)
        self._row.setAlignment(self._parts, Qt.AlignmentFlag(0) if tight else self._align)
