"""How do chips go on to the next line when a line is full?"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places its widgets like words in a paragraph."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def empty(self) -> None:
        """Take everything out."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, moving=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def one_line(self) -> int:
        """How wide it would be with everything that is shown on one line."""
        sizes = [item.sizeHint().width() for item in self._items if not _gone(item)]
        return sum(sizes) + self.spacing() * max(len(sizes) - 1, 0)

    def _place(self, area: QRect, *, moving: bool) -> int:
        lines: list[list[tuple[QLayoutItem, QSize, int]]] = [[]]
        x = area.x()
        for item in self._items:
            if _gone(item):
                continue
            size = item.sizeHint()
            if lines[-1] and x + size.width() > area.right() + 1:
                lines.append([])
                x = area.x()
            lines[-1].append((item, size, x))
            x += size.width() + self.spacing()
        y = area.y()
        for line in lines:
            height = max((size.height() for _item, size, _x in line), default=0)
            for item, size, at in line:
                if moving:  # centred on the line: a link beside chips stands at their middle
                    item.setGeometry(QRect(QPoint(at, y + (height - size.height()) // 2), size))
            y += height + self.spacing()
        return max(y - self.spacing() - area.y(), 0)


def _gone(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is not None and widget.isHidden()
