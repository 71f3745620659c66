"""How is anything found from anywhere? One box (Ctrl+K): results as one types, grouped by kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.common.i18n import N_, tr
from app.desktop.background import Latest, Progress
from app.desktop.theme import theme
from app.desktop.widgets.cells import draw_text
from app.desktop.widgets.looks import text_label
from app.desktop.widgets.search_box import SearchBox

FOUND = Qt.ItemDataRole.UserRole + 10


@dataclass(frozen=True)
class Found:
    """A result, its words as they are shown. `target` is handed back when it is chosen."""

    group: str
    title: str
    snippet: str
    target: object
    icon: str = "reports"
    title_spans: tuple[tuple[int, int], ...] = ()
    snippet_spans: tuple[tuple[int, int], ...] = ()


Find = Callable[[str, Progress], Sequence[Found]]


class SearchPalette(QDialog):
    """`chosen` carries the target; `settled` the words, once a result is chosen (what the audit records)."""

    chosen = Signal(object)
    settled = Signal(str)

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setObjectName("palette")
        self.setWindowTitle(tr("Search"))
        self._find = find
        self._latest = Latest(self)
        self.box = SearchBox(N_("Names, numbers, phones, words; marks are not needed"))
        self.box.asked.connect(self._ask)
        self.box.left_down.connect(lambda: self._step(1))
        self._results = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._results)
        self.list.setItemDelegate(_FoundDelegate(self.list))
        self.list.setAccessibleName(tr("Results"))
        self.list.setUniformItemSizes(False)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._take)
        self.list.clicked.connect(self._take)
        self.said = text_label(tr("Type at least two letters."), "small")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(8))
        inside.addWidget(self.box)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.said)
        self.resize(theme().px(640), theme().px(440))

    def open_over(self, window: QWidget) -> None:
        """Show near the top of the window, the words of last time selected."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + theme().px(72))
        self.open()
        self.box.setFocus()
        self.box.selectAll()

    def _ask(self, words: str) -> None:
        if len(words) < 2:
            self._latest.forget()
            self._results.clear()
            self.said.setText(tr("Type at least two letters."))
            return
        self._latest.run(lambda progress: self._find(words, progress), lambda found: self._show(words, found))

    def _show(self, words: str, found: Sequence[Found]) -> None:
        self._results.clear()
        group = ""
        for each in found:
            if each.group != group:
                group = each.group
                head = QStandardItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self._results.appendRow(head)
            item = QStandardItem(f"{each.title}, {each.snippet}")
            item.setData(each, FOUND)
            self._results.appendRow(item)
        if found:
            self.list.setCurrentIndex(self._results.index(1, 0))
            self.said.setText(tr("Enter opens, the arrows move, Esc closes."))
        else:
            self.said.setText(tr("Nothing you may see matches “{words}”. Try fewer or other words.", words=words))

    def _step(self, by: int) -> None:
        at = self.list.currentIndex().row() + by
        while 0 <= at < self._results.rowCount():
            if self._results.index(at, 0).data(FOUND) is not None:
                self.list.setCurrentIndex(self._results.index(at, 0))
                return
            at += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up:
            self._step(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if isinstance(found, Found):
            self.settled.emit(self.box.text().strip())
            self.accept()
            self.chosen.emit(found.target)


class _FoundDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(0, theme().px(32 if index.data(FOUND) is None else 52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        given: Any = option
        px, colour = theme().px, theme().colour
        found = index.data(FOUND)
        area = given.rect.adjusted(px(8), 0, -px(8), 0)
        painter.save()
        left = Qt.AlignmentFlag.AlignLeft
        if not isinstance(found, Found):
            painter.setFont(theme().font("small"))
            draw_text(painter, area.adjusted(0, px(6), 0, 0), str(index.data()), colour("muted"), (), left)
        else:
            if given.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(given.rect, colour("selection"))
            elif given.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(given.rect, colour("hover"))
            theme().icon(found.icon).paint(painter, area.left(), area.center().y() - px(10), px(20), px(20))
            area.setLeft(area.left() + px(32))
            half = area.height() // 2
            painter.setFont(theme().font())
            upper = area.adjusted(0, px(4), 0, -half)
            draw_text(painter, upper, found.title, colour("text"), found.title_spans, left)
            painter.setFont(theme().font("small"))
            lower = area.adjusted(0, half, 0, -px(4))
            draw_text(painter, lower, found.snippet, colour("muted"), found.snippet_spans, left)
        painter.restore()
