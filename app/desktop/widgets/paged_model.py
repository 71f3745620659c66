"""How does a list of any length reach the screen? Page by page, each asked off the window's thread.

The pages come by key (“the next 200 after this one”), never by offset, and in the order the database made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.common.i18n import tr
from app.desktop.background import Latest, Progress
from app.desktop.theme import Tone, theme
from app.desktop.widgets.cells import ICONS, LOOK, SPANS, TONE
from app.desktop.widgets.mask import MASK, privacy

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: how a row's cell reads. `text` gives what is shown; the others are optional dress."""

    key: str
    title: str
    text: Callable[[R], str]
    width: int = 120
    tone: Callable[[R], Tone | None] | None = None
    spans: Callable[[R], Sequence[tuple[int, int]]] | None = None
    icons: Callable[[R], Sequence[tuple[str, str]]] | None = None
    look: str = ""  # "muted", "strong"
    right: bool = False
    sortable: bool = False
    stretch: bool = False  # takes the room that is left
    personal: bool = False  # a name: masked while names are hidden
    tight: bool = False  # narrower than its title: icons


@dataclass(frozen=True)
class Page(Generic[R]):
    """Rows in order, the key to ask for the next page with (None: that was all), and how many there are."""

    rows: Sequence[R]
    next: object = None
    total: int | None = None


Fetch = Callable[[object, Progress], Page[Any]]  # (key of the page before or None, progress) → page


class PagedModel(QAbstractTableModel):
    """Rows that were fetched so far; asks for more when the view scrolls to their end."""

    loading = Signal(bool)
    loaded = Signal(object)  # the first page arrived: total or None
    failed = Signal(object)

    def __init__(self, columns: Sequence[Column[Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._rows: list[Any] = []
        self._next: object = None
        self._fetch: Fetch | None = None
        self._asking = False
        self._latest = Latest(self)
        theme().language_changed.connect(self._reword)
        privacy().changed.connect(self._reword)

    def load(self, fetch: Fetch) -> None:
        """Show what `fetch` gives; the rows of before stay until the first page is there."""
        self._fetch = fetch
        self._ask(None, self._first_page)

    def refresh(self) -> None:
        """Ask the same again."""
        if self._fetch is not None:
            self.load(self._fetch)

    def row(self, at: int) -> Any:
        return self._rows[at]

    def rows(self) -> list[Any]:
        """What was fetched so far."""
        return list(self._rows)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show a short list that is already here."""
        self._fetch = None
        self._latest.forget()
        self._first_page(Page(rows, None, len(rows)))

    def _ask(self, after: object, then: Callable[[Page[Any]], None]) -> None:
        fetch = self._fetch
        if fetch is None:
            return
        self._asking = True
        self.loading.emit(True)

        def arrived(page: Page[Any]) -> None:
            self._asking = False
            then(page)
            self.loading.emit(False)

        def failed(error: Exception) -> None:
            self._asking = False
            self._next = None
            self.loading.emit(False)
            self.failed.emit(error)

        self._latest.run(lambda progress: fetch(after, progress), arrived, failed)

    def _first_page(self, page: Page[Any]) -> None:
        self.beginResetModel()
        self._rows = list(page.rows)
        self._next = page.next
        self.endResetModel()
        self.loaded.emit(page.total)

    def _another_page(self, page: Page[Any]) -> None:
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page.rows) - 1)
        self._rows.extend(page.rows)
        self._next = page.next
        self.endInsertRows()

    # --- what the view asks ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and not self._asking

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._next, self._another_page)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = column.text(self._rows[index.row()])
            if column.personal and privacy().hidden and text:
                return MASK
            return text
        if role == TONE:
            return column.tone(self._rows[index.row()]) if column.tone else None
        if role == SPANS:
            hidden = column.personal and privacy().hidden
            return column.spans(self._rows[index.row()]) if column.spans and not hidden else None
        if role == ICONS:
            return column.icons(self._rows[index.row()]) if column.icons else None
        if role == LOOK:
            return column.look
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight
        return None

    def _reword(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
