"""How does the table of reports behave? Columns that fit, keys as in a spreadsheet, a menu on each row."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QClipboard,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from app.common.i18n import tr
from app.desktop.reports.list_columns import CONTENT_WIDTH, GIVEN_UP, columns, tip
from app.desktop.theme import on_language, theme
from app.desktop.widgets import RecordTable, ui_state
from app.police.reports.queries import ReportRow

CLIPBOARD_SECONDS = 60
FLAGS_WIDTH = 58


class ReportTable(RecordTable):
    """A list of reports. `chosen` follows the cursor; `opened` is Enter, a click or a double click."""

    menu_asked = Signal(object, QPoint)  # row, where on the screen

    def __init__(
        self, today: Callable[[], date], words: Callable[[], str], remember: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            columns(today, words), name=tr("Reports"), key=lambda row: row.id, remember=remember, parent=parent
        )
        on_language(self, lambda: self.setAccessibleName(tr("Reports")))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        state = ui_state()
        if state is None or state.bytes(f"columns/{remember}").isEmpty():
            self.setColumnWidth(0, theme().px(FLAGS_WIDTH))  # icons need less than their title with an arrow
        self._copied = ""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(CLIPBOARD_SECONDS * 1000)
        self._forget.timeout.connect(self.clear_copied)

    # --- columns that fit --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Hide what has no room, least needed first, so that the list never scrolls sideways."""
        keys = [column.key for column in self.rows.columns]
        for at in range(len(keys)):
            self.setColumnHidden(at, False)
        room = self.viewport().width() - theme().px(CONTENT_WIDTH)
        taken = sum(self.columnWidth(at) for at, key in enumerate(keys) if key != "content")
        for key in GIVEN_UP:
            if taken <= room:
                return
            at = keys.index(key)
            taken -= self.columnWidth(at)
            self.setColumnHidden(at, True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming to the list puts the cursor on no report: that would open one, and opening is audited."""
        QWidget.focusInEvent(self, event)
        self.viewport().update()

    # --- keys --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.rows.rowCount() - 1
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) or (
            control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            to_top = event.key() in (Qt.Key.Key_Home, Qt.Key.Key_Up)
            if last >= 0:
                self.setCurrentIndex(self.rows.index(0 if to_top else last, 0))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(self.rows.row(index.row()))

    def copy(self) -> None:
        """The row as it can be read on the screen, for a spreadsheet; taken off the clipboard after a minute."""
        at = self.currentIndex().row()
        if at < 0:
            return
        cells = [
            str(self.rows.index(at, column).data() or "")
            for column in range(self.rows.columnCount())
            if not self.isColumnHidden(column)
        ]
        self._copied = "\t".join(cells)
        _clipboard().setText(self._copied)
        self._forget.start()

    def clear_copied(self) -> None:
        """Empty the clipboard, unless somebody put something else there."""
        if self._copied and _clipboard().text() == self._copied:
            _clipboard().clear()
        self._copied = ""

    # --- tips and menu -----------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            if index.isValid():
                said = tip(self.rows.row(index.row()), self.rows.columns[index.column()].key)
                if said:
                    QToolTip.showText(event.globalPos(), said, self)
                    return True
        return super().viewportEvent(event)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():  # the menu key: at the row of the cursor
            index = self.currentIndex()
            at = self.visualRect(index).bottomLeft()
        if index.isValid():
            self.menu_asked.emit(self.rows.row(index.row()), self.viewport().mapToGlobal(at))


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def row_menu(
    parent: QWidget,
    row: ReportRow,
    do: Callable[[str, str], object],
    narrow: Callable[[str], object],
    *,
    may_open: bool,
) -> QMenu:
    """What can be done with a row: `do(verb, name)` on the report, `narrow(key)` the list to others like it."""
    menu = QMenu(parent)
    if may_open:
        _add_verbs(menu, row, do)
        menu.addSeparator()
    menu.addAction(tr("Copy the number"), lambda: do("copy", row.number))
    only = QMenu(tr("Show only"), menu)
    only.setIcon(theme().icon("filter"))
    menu.addMenu(only)
    for key, words in (
        ("kind", tr("Of this kind")),
        ("state", tr("In this state")),
        ("village", row.village),
        ("officer", row.officer),
    ):
        if words:
            only.addAction(words, partial(narrow, key))
    if may_open and not row.removed:
        menu.addSeparator()
        menu.addAction(theme().icon("trash"), tr("Move to the bin") + "…", lambda: do("act", "remove"))
    return menu


def _add_verbs(menu: QMenu, row: ReportRow, do: Callable[[str, str], object]) -> None:
    menu.addAction(theme().icon("reports"), tr("Open"), lambda: do("open", ""))
    step = row.next_step
    if step is not None:
        action = menu.addAction(theme().icon("check"), tr(step.label) + "…", lambda: do("step", step.name))
        action.setEnabled(step.allowed)
    if not row.removed:
        menu.addAction(theme().icon("edit"), tr("Edit"), lambda: do("edit", ""))
        menu.addAction(theme().icon("print"), tr("Print…"), lambda: do("act", "print"))
