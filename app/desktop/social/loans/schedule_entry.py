"""How is the lender's own schedule entered? Typed, or pasted from Excel; what does not add up is said while one types.

The value is (due on, principal, interest) of each line. Everything that was typed stays, understood or not.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.common.dates import parse_date, show_date
from app.common.i18n import N_, sentence, tr
from app.common.money import parse_dong, show_dong
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import button, label, text_label
from app.social.loans.schedule import Terms, lenders
from app.vault.errors import AppError, Invalid

TITLES = (N_("Due on"), N_("Principal"), N_("Interest"), N_("What is wrong"))
DAY, PRINCIPAL, INTEREST, WRONG = range(4)
FEWEST_LINES, MOST_SHOWN, ROW = 6, 12, 30
Entered = tuple[tuple[date, int, int], ...]


class ScheduleEntry(QWidget):
    """A table of three columns. Ctrl+V takes lines of Excel, with or without their headings and numbers of periods."""

    value_changed = Signal()

    def __init__(self, terms: Terms, lines: Sequence[tuple[date, int, int]] = (), today: date | None = None) -> None:
        super().__init__()
        self._terms, self._today = terms, today or terms.start
        self._filling = False
        self.table = QTableWidget(0, len(TITLES))
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in ((DAY, 104), (PRINCIPAL, 112), (INTEREST, 104)):
            self.table.setColumnWidth(at, theme().px(width))
        self.table.itemChanged.connect(self._edited)
        self.table.installEventFilter(self)
        self.sum = text_label("", "label")
        self.paste = button(N_("Paste from Excel (Ctrl+V)"), clicked=self.paste_lines)
        self.clear = button(N_("Empty the table"), "quiet", clicked=lambda: self.set_value(()))
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(8))
        foot.addWidget(self.paste)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(6))
        inside.addWidget(
            label(N_("Copy the columns day, principal and interest in Excel and press Ctrl+V here."), "small")
        )
        inside.addWidget(self.table)
        inside.addWidget(self.sum)
        inside.addLayout(foot)
        self.setFocusProxy(self.table)
        on_language(self, self._name)
        self.set_value(tuple(lines))

    def _name(self) -> None:
        self.table.setHorizontalHeaderLabels([tr(title) for title in TITLES])
        self._look()

    def set_accessible(self, name: str) -> None:
        self.table.setAccessibleName(name)

    # --- the value --------------------------------------------------------------------------------------

    def value(self) -> Entered:
        """The lines. Raises Invalid while one of them cannot be understood."""
        made: list[tuple[date, int, int]] = []
        for at, cells in enumerate(self._typed(), 1):
            try:
                made.append(self._line(cells))
            except AppError as error:
                raise Invalid(N_("Line {number}: {why}"), number=at, why=error) from error
        return tuple(made)

    def set_value(self, value: object) -> None:
        """Lines as `value` gives them, as a draft keeps them, or as text (cells apart by tabs)."""
        if isinstance(value, str):
            rows = [line.split("\t") for line in value.splitlines()]
        elif isinstance(value, list | tuple):
            rows = [
                [show_date(day) if isinstance(day, date) else str(day), _shown(principal), _shown(interest)]
                for day, principal, interest in value
            ]
        else:
            rows = []
        self._fill(rows)

    def text(self) -> str:
        """Everything as it was typed, for a draft of what is not understood yet."""
        return "\n".join("\t".join(cells) for cells in self._typed())

    def _typed(self) -> list[list[str]]:
        rows = [
            [item.text().strip() if (item := self.table.item(at, column)) else "" for column in (0, 1, 2)]
            for at in range(self.table.rowCount())
        ]
        while rows and not any(rows[-1]):
            rows.pop()
        return rows

    def _line(self, cells: Sequence[str]) -> tuple[date, int, int]:
        day, principal, interest = cells
        if not day:
            raise Invalid(N_("The day is missing."))
        return parse_date(day, self._today), parse_dong(principal or "0"), parse_dong(interest or "0")

    # --- typing and pasting -----------------------------------------------------------------------------

    def paste_lines(self) -> None:
        """Put the lines of the clipboard in from the line of the cursor on; headings are left out."""
        found = pasted(QApplication.clipboard().text())
        if not found:
            return
        begin = max(self.table.currentRow(), 0)
        kept = self._typed()[:begin]
        while len(kept) < begin:
            kept.append(["", "", ""])
        self._fill([*kept, *found])
        self.value_changed.emit()

    def _fill(self, rows: Sequence[Sequence[str]]) -> None:
        self._filling = True
        count = max(FEWEST_LINES, len(rows) + 1)
        self.table.setRowCount(count)
        for at in range(count):
            cells = [*(rows[at] if at < len(rows) else ()), "", "", ""][:3]
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column != DAY:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, column, item)
            note = QTableWidgetItem("")
            note.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(at, WRONG, note)
        shown = min(count, MOST_SHOWN)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + shown * theme().px(ROW) + 4)
        self._filling = False
        self._look()

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() == WRONG:
            return
        self._filling = True
        item.setText(self._tidied(item.column(), item.text().strip()))
        self._filling = False
        if item.row() == self.table.rowCount() - 1 and item.text():
            self._fill(self._typed())
            self.table.setCurrentCell(item.row(), item.column())
        self._look()
        self.value_changed.emit()

    def _tidied(self, column: int, typed: str) -> str:
        try:
            if not typed:
                return ""
            return show_date(parse_date(typed, self._today)) if column == DAY else show_dong(parse_dong(typed))
        except AppError:
            return typed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next cell and over to the next line; Ctrl+V pastes; Delete empties a cell."""
        if watched is not self.table or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_lines()
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on()
            return True
        if plain and event.key() == Qt.Key.Key_Delete:
            item = self.table.currentItem()
            if item is not None and item.column() != WRONG:
                item.setText("")
            return True
        return super().eventFilter(watched, event)

    def _on(self) -> None:
        row, column = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        if column < INTEREST:
            self.table.setCurrentCell(row, column + 1)
        elif row + 1 < self.table.rowCount():
            self.table.setCurrentCell(row + 1, DAY)

    # --- what does not add up ---------------------------------------------------------------------------

    def _look(self) -> None:
        """Say at each line what is wrong, and under the table what the principal lacks."""
        made: list[tuple[date, int, int]] = []
        wrong: dict[int, AppError] = {}
        for at, cells in enumerate(self._typed()):
            try:
                made.append(self._line(cells))
            except AppError as error:
                wrong[at] = error
        if not wrong and made:
            wrong = self._against_the_loan(made)
        self._filling = True
        for at in range(self.table.rowCount()):
            item = self.table.item(at, WRONG)
            if item is not None:
                why = wrong.get(at)
                item.setText(sentence(why) if why is not None else "")
                item.setToolTip(item.text())
                item.setForeground(theme().tone(Tone.BAD)[0])
        self._filling = False
        self._say_sum(sum(principal for _day, principal, _interest in made))

    def _against_the_loan(self, made: Sequence[tuple[date, int, int]]) -> dict[int, AppError]:
        try:
            lenders(self._terms, made)
        except Invalid as error:
            found: dict[int, AppError] = {}
            for name, each in error.fields.items():
                number = re.fullmatch(r"rows\.(\d+)", name)
                if number is not None:
                    found[int(number[1]) - 1] = each
            return found
        return {}

    def _say_sum(self, principal: int) -> None:
        told: dict[str, Any] = {"sum": show_dong(principal), "loan": show_dong(self._terms.principal)}
        rest = self._terms.principal - principal
        if rest == 0:
            words, tone = tr("The principal adds up to the loan: {sum} đ.", **told), Tone.GOOD
        elif rest > 0:
            words = tr("Principal {sum} đ of {loan} đ: {rest} đ short.", **told, rest=show_dong(rest))
            tone = Tone.WARN
        else:
            words = tr("Principal {sum} đ of {loan} đ: {rest} đ too much.", **told, rest=show_dong(-rest))
            tone = Tone.BAD
        self.sum.setText(words)
        self.sum.setStyleSheet(f"color: {theme().tone(tone)[0].name()};")


def _shown(amount: object) -> str:
    return show_dong(amount) if isinstance(amount, int) else str(amount)


def pasted(text: str) -> list[list[str]]:
    """The lines of a sheet as three cells each: day, principal, interest. A number of the period before is left out."""
    rows: list[list[str]] = []
    for line in text.replace("\r", "").split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > 3 and re.fullmatch(r"\d{1,3}\.?", cells[0]):
            cells = cells[1:]
        cells = [*cells, "", "", ""][:3]
        if not any(cells) or (not rows and not any(ch.isdigit() for ch in "".join(cells))):
            continue
        rows.append([cells[0], *(re.sub(r"[,.]00?$", "", each) for each in cells[1:])])
    return rows
