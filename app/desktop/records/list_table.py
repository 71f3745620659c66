"""How does the table of a list behave? Columns that fit, or two lines; keys as in a spreadsheet; a menu on each row."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QClipboard,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from app.common.i18n import tr
from app.desktop.records.record_type import RecordList, Verb
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets import CellDelegate, Column, RecordTable
from app.desktop.widgets.cells import draw_text
from app.desktop.widgets.mask import MASK, privacy
from app.vault.session import Session

CLIPBOARD_SECONDS = 60
# The main column keeps room for so many letters, or it goes to a second line of its own.
LETTERS = 24
ONE_LINE, TWO_LINES = 32, 54


class ListTable(RecordTable):
    """The table of a declared list. `chosen` follows the cursor; `opened` is Enter, a click or a double click."""

    menu_asked = Signal(object, QPoint)  # row, where on the screen
    two_lines = False  # Qt asks while the table is still being made

    def __init__(
        self,
        session: Session,
        record: RecordList[Any, Any, Any],
        words: Callable[[], str],
        remember: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._record = record
        self._columns = record.columns(session, words)
        super().__init__(self._columns, name=tr(record.name), key=lambda row: row.id, remember=remember, parent=parent)
        self.selectionModel().currentRowChanged.connect(self.viewport().update)
        self.rows.dataChanged.connect(self.viewport().update)
        on_language(self, lambda: self.setAccessibleName(tr(record.name)))
        on_theme(self, self._fit)  # other colours and sizes make every row of a table one line high
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
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
        """Hide what has no room, least needed first; the list never scrolls sideways.

        Where even so the main column would be too narrow to read, it becomes the second line of each row.
        """
        keys = [column.key for column in self._columns]
        main, room = keys.index(self._record.main), self.viewport().width()
        letters = max(self.fontMetrics().averageCharWidth() * LETTERS, theme().px(self._columns[main].width))
        for at in range(len(keys)):
            self.setColumnHidden(at, False)
        widths = {key: self.columnWidth(at) for at, key in enumerate(keys) if at != main}
        hidden = _given_up(widths, self._record.given_up[:-1], room - letters)
        two = sum(width for key, width in widths.items() if key not in hidden) > room - letters
        if two:
            said = {*self._record.second_says, self._record.main}
            left = {key: width for key, width in widths.items() if key not in said}
            hidden = {*_given_up(left, self._record.given_up, room), *said}
        for key in hidden:
            self.setColumnHidden(keys.index(key), True)
        self._set_lines(two)

    def _set_lines(self, two: bool) -> None:
        height = theme().px(TWO_LINES if two else ONE_LINE)
        delegate = self.itemDelegate()
        if isinstance(delegate, CellDelegate):
            delegate.first_line = theme().px(ONE_LINE) if two else 0
        self.two_lines = two
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)

    def _main(self) -> Column[Any]:
        return next(column for column in self._columns if column.key == self._record.main)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The second lines are drawn over the whole width, under and beside what the columns draw."""
        if self.two_lines:
            painter = QPainter(self.viewport())
            end, selected = self.horizontalHeader().length(), self.currentIndex().row()
            if 0 <= selected < self.rows.rowCount() and end < self.viewport().width():
                beside = QRect(end, self.rowViewportPosition(selected), self.viewport().width() - end, 0)
                beside.setHeight(self.rowHeight(selected))
                painter.fillRect(beside, QColor(theme().colours.selection))
            painter.end()
        super().paintEvent(event)
        if self.two_lines:
            self._paint_second_lines()

    def _paint_second_lines(self) -> None:
        painter, colours, px = QPainter(self.viewport()), theme().colours, theme().px
        column, width = self._main(), self.viewport().width()
        first = max(self.rowAt(0), 0)
        for at in range(first, self.rows.rowCount()):
            top, height = self.rowViewportPosition(at), self.rowHeight(at)
            if top > self.viewport().height():
                break
            row = self.rows.row(at)
            second = self._record.second or column.text
            text, spans = second(row), column.spans(row) if column.spans else ()
            if column.personal and privacy().hidden and text:
                text, spans = MASK, ()
            name = "selection_text" if at == self.currentIndex().row() else "text"
            area = QRect(px(8), top + px(ONE_LINE) - px(6), width - px(16), height - px(ONE_LINE))
            painter.setFont(self.font())
            draw_text(painter, area, text, QColor(getattr(colours, name)), spans, Qt.AlignmentFlag.AlignLeft)
            painter.setPen(QColor(colours.line))
            painter.drawLine(0, top + height - 1, width, top + height - 1)
        painter.end()

    def indexAt(self, at: QPoint) -> QModelIndex:
        """Beside the last column it is still that row: its second line goes on there."""
        found = super().indexAt(at)
        if not found.isValid() and self.two_lines:
            found = super().indexAt(QPoint(self.horizontalHeader().length() - 2, at.y()))
        return found

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming to the list puts the cursor on no record: that would open one, and opening is audited."""
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
            if not self.isColumnHidden(column) or (self.two_lines and self._columns[column].key == self._record.main)
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
                said = self._record.tip(self.rows.row(index.row()), self.rows.columns[index.column()].key)
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


def _given_up(widths: dict[str, int], order: tuple[str, ...], room: int) -> set[str]:
    """Which columns are hidden so that the others fit; one that fits after all comes back."""
    hidden: list[str] = []
    taken = sum(widths.values())
    for key in order:
        if taken <= room:
            break
        if key in widths:
            hidden.append(key)
            taken -= widths[key]
    for key in reversed(hidden[:]):
        if taken + widths[key] <= room:
            hidden.remove(key)
            taken += widths[key]
    return set(hidden)


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def row_menu(
    parent: QWidget,
    record: RecordList[Any, Any, Any],
    session: Session,
    row: Any,
    do: Callable[[Verb], object],
    narrow: Callable[[int], object],
) -> QMenu:
    """What can be done with a row: `do(verb)` on the record, `narrow(at)` the list to others alike."""
    menu = QMenu(parent)
    verbs = record.verbs(session, row) if record.verbs is not None else ()
    for verb in verbs:
        if verb is None:
            menu.addSeparator()
        elif verb.does == "alike":
            _add_alike(menu, record, row, narrow)
        else:
            action = menu.addAction(verb.words, partial(do, verb))
            if verb.icon:
                action.setIcon(theme().icon(verb.icon))
            action.setEnabled(verb.allowed)
    return menu


def _add_alike(menu: QMenu, record: RecordList[Any, Any, Any], row: Any, narrow: Callable[[int], object]) -> None:
    only = QMenu(tr("Show only"), menu)
    only.setIcon(theme().icon("filter"))
    menu.addMenu(only)
    for at, alike in enumerate(record.alike):
        words = alike.words(row)
        if words:
            only.addAction(words, partial(narrow, at))


def usual_verbs(
    row: Any, *, may_open: bool, prints: bool = True, icon: str = "reports", without: Collection[str] = ()
) -> list[Verb | None]:
    """The menu that most record types have: open, the next step, edit, print; copy, show only; to the bin.

    `without` names what a type does not have: "edit", "remove".
    """
    copy: list[Verb | None] = [Verb(tr("Copy the number"), "copy", row.number), Verb("", "alike")]
    if not may_open:
        return copy
    removed, step = getattr(row, "removed", False), getattr(row, "next_step", None)
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon=icon)]
    if step is not None:
        found.append(Verb(tr(step.label) + "…", "step", step.name, "check", step.allowed))
    if not removed and "edit" not in without:
        found.append(Verb(tr("Edit"), "edit", icon="edit"))
    if not removed and prints:
        found.append(Verb(tr("Print…"), "act", "print", "print"))
    found += [None, *copy]
    if not removed and "remove" not in without:
        found += [None, Verb(tr("Move to the bin") + "…", "act", "remove", "trash")]
    return found
