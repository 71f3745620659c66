"""How are records listed? A table with fixed rows, remembered columns, and pages loaded as one scrolls."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_theme, theme
from app.desktop.widgets.cells import CellDelegate
from app.desktop.widgets.paged_model import Column, Fetch, PagedModel
from app.desktop.widgets.panes import remember_columns


class RecordTable(QTableView):
    """`load(fetch)` shows a list; `chosen` follows the cursor, `opened` is Enter or a double click.

    `sort_asked(column key, descending)` asks the caller, who loads again: the database sorts.
    """

    chosen = Signal(object)  # row or None
    opened = Signal(object)
    sort_asked = Signal(str, bool)
    all_asked = Signal()  # Ctrl+A: “all results of this filter” is a question for the query, not a selection

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        *,
        name: str,
        key: Callable[[Any], object] = id,
        remember: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = PagedModel(columns, self)
        self._key = key
        self._kept: object = None
        self._descending = False
        self.setModel(self.rows)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        wide = self._wide = [at for at, column in enumerate(columns) if column.stretch]
        header.setStretchLastSection(not wide)
        header.setMinimumSectionSize(theme().px(48))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionClicked.connect(self._header_clicked)
        for at, column in enumerate(columns):
            letters = 0 if column.tight else header.fontMetrics().horizontalAdvance(tr(column.title))
            title = letters + theme().px(36)
            self.setColumnWidth(at, max(theme().px(column.width), title))
        if remember:
            remember_columns(header, remember)
        self.rows.modelAboutToBeReset.connect(self._keep_place)
        self.rows.modelReset.connect(self._find_place)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row(index.row())))
        on_theme(self, lambda: self.verticalHeader().setDefaultSectionSize(theme().px(32)))

    def load(self, fetch: Fetch) -> None:
        """Show what `fetch(after, progress)` gives, page by page."""
        self.rows.load(fetch)

    def current(self) -> Any:
        """The row under the cursor, or None."""
        at = self.currentIndex().row()
        return self.rows.row(at) if at >= 0 else None

    def choose(self, key: object) -> bool:
        """Put the cursor on the row with this key, if it was fetched."""
        for at, row in enumerate(self.rows.rows()):
            if self._key(row) == key:
                self.setCurrentIndex(self.rows.index(at, 0))
                return True
        return False

    def show_sorted(self, key: str, *, descending: bool) -> None:
        """Show by which column the list is sorted."""
        self._descending = descending
        at = [column.key for column in self.rows.columns].index(key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(at, order)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Give what is left to the wide column; never less than its own width: then the list scrolls."""
        if not self._wide:
            return
        at = self._wide[0]
        others = self.horizontalHeader().length() - self.columnWidth(at)
        self.setColumnWidth(at, max(theme().px(self.rows.columns[at].width), self.viewport().width() - others))

    def selectAll(self) -> None:
        # Selecting 100,000 rows one by one takes Qt seconds; nobody needs it.
        self.all_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if (row := self.current()) is not None:
                self.opened.emit(row)
            return
        super().keyPressEvent(event)

    def _header_clicked(self, at: int) -> None:
        column = self.rows.columns[at]
        header = self.horizontalHeader()
        if not column.sortable:
            return
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == at
        # Qt has already turned its own indicator; ours tells what was shown before.
        descending = again and not self._descending
        self.show_sorted(column.key, descending=descending)
        self.sort_asked.emit(column.key, descending)

    def _keep_place(self) -> None:
        row = self.current()
        self._kept = self._key(row) if row is not None else None

    def _find_place(self) -> None:
        if self._kept is not None and not self.choose(self._kept):
            self.selectionModel().clear()
            self.chosen.emit(None)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.selectionModel().select(
            now, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.chosen.emit(self.rows.row(now.row()) if now.isValid() else None)
