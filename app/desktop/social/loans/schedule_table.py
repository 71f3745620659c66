"""How does a schedule read? A line for each instalment with what was paid of it, late ones by word and tone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import CellDelegate
from app.desktop.widgets.cells import LOOK, TONE
from app.social.loans.owing import Share
from app.social.loans.schedule import Line

ROW, MOST_ROWS = 28, 24
NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
COLUMNS: tuple[tuple[str, str], ...] = (
    ("period", N_("Period")),
    ("due", N_("Due on")),
    ("principal", N_("Principal")),
    ("interest", N_("Interest")),
    ("total", N_("Total")),
    ("balance", N_("Balance left")),
    ("paid", N_("Paid")),
    ("status", N_("Settled")),
)
# What a narrow table gives up, in this order: it follows from the others.
GIVEN_UP = ("paid", "balance")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, as shown."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True)
class Row:
    """A line of the table; `strong` is that of the sums."""

    cells: tuple[Cell, ...]
    strong: bool = False


def rows_of(lines: Sequence[Line], shares: Sequence[Share], today: date, *, owed: bool) -> list[Row]:
    """The instalments with their sums. Without `shares` it is a schedule to come: nothing is said of payments."""
    made: list[Row] = []
    number, coming = 0, True
    for at, line in enumerate(lines):
        share = shares[at] if shares else None
        number += not line.early
        open_ = share is not None and share.settled_on is None
        status = _status(line, share, today, owed=owed, next_=open_ and coming and line.due_on >= today)
        coming = coming and not (open_ and line.due_on >= today)
        paid = show_dong(share.principal + share.interest) if share and share.principal + share.interest else ""
        period = "–" if line.early else str(number)
        amounts = (line.principal, line.interest, line.total, line.balance)
        cells = (Cell(period), Cell(show_date(line.due_on)), *(Cell(show_dong(each)) for each in amounts))
        made.append(Row((*cells, Cell(paid), status)))
    principal, interest = sum(line.principal for line in lines), sum(line.interest for line in lines)
    paid_all = sum(share.principal + share.interest for share in shares)
    sums = ("", tr("Sum"), show_dong(principal), show_dong(interest), show_dong(principal + interest), "")
    made.append(Row(tuple(map(Cell, (*sums, show_dong(paid_all) if shares else "", ""))), strong=True))
    return made


def _status(line: Line, share: Share | None, today: date, *, owed: bool, next_: bool) -> Cell:
    if share is None:
        return Cell("")
    if share.settled_on is not None:
        day = show_date(share.settled_on)
        if line.early:
            return Cell(tr("Repaid early {date}", date=day), Tone.INFO)
        late = (share.settled_on - line.due_on).days
        if late > 0:
            return Cell(tr("{date}, {days} days late", date=day, days=late), Tone.NEUTRAL)
        return Cell(day, Tone.GOOD)
    if not owed:
        return Cell(tr("Not paid"), Tone.NEUTRAL)
    if line.due_on < today:
        days = (today - line.due_on).days
        return Cell(tr("Late: 1 day") if days == 1 else tr("Late: {days} days", days=days), Tone.BAD)
    if not next_:
        return Cell("")
    days = (line.due_on - today).days
    if days == 0:
        return Cell(tr("Due today"), Tone.WARN)
    return Cell(tr("Due in {days} days", days=days), Tone.WARN if days <= 7 else Tone.NEUTRAL)


class ScheduleTable(QTableWidget):
    """As high as its lines, up to a screen's worth: the page scrolls, not the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._rows: list[Row] = []
        self._plain = False
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(theme().px(36))
        on_language(self, self._name)

    def _name(self) -> None:
        for at, (key, title) in enumerate(COLUMNS):
            item = QTableWidgetItem(tr(title))
            item.setTextAlignment(WORDS if key in ("due", "status") else NUMBERS)
            self.setHorizontalHeaderItem(at, item)
        self.setAccessibleName(tr("Repayment schedule"))

    def show_rows(self, rows: Sequence[Row], *, plain: bool = False) -> None:
        """Show these; `plain` is a schedule to come, without what was paid."""
        self._rows, self._plain = list(rows), plain
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row.cells):
                item = QTableWidgetItem(cell.text)
                key = COLUMNS[column][0]
                item.setTextAlignment(WORDS if key in ("due", "status") else NUMBERS)
                if cell.tone is not None:
                    item.setData(TONE, cell.tone)
                if row.strong:
                    item.setData(LOOK, "strong")
                self.setItem(at, column, item)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_rows"):
            self._fit()

    def _fit(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        shown = min(len(self._rows), MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * px(ROW) + px(4))
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if len(self._rows) > MOST_ROWS else off)
        self._fit_columns()

    def _fit_columns(self) -> None:
        widths = {key: self._width(at) for at, (key, _title) in enumerate(COLUMNS)}
        hidden = {"paid", "status"} if self._plain else set()
        room = self.viewport().width()
        for key in GIVEN_UP:
            if sum(width for each, width in widths.items() if each not in hidden) <= room:
                break
            hidden.add(key)
        self.horizontalHeader().setStretchLastSection(not self._plain)
        shown = [key for key in widths if key not in hidden]
        # Without the words at the end, what is left of the width goes to every column alike.
        spare = max(room - sum(widths[key] for key in shown), 0) // len(shown) if self._plain else 0
        for at, (key, _title) in enumerate(COLUMNS):
            self.setColumnHidden(at, key in hidden)
            self.setColumnWidth(at, widths[key] + spare)

    def _width(self, column: int) -> int:
        """What its widest cell asks for."""
        px, strong = theme().px, QFontMetrics(theme().font())
        small, texts = QFontMetrics(theme().font("small")), [tr(COLUMNS[column][1])]
        widest = strong.horizontalAdvance(texts[0])
        for row in self._rows:
            cell = row.cells[column]
            chip = px(16) if cell.tone is not None else 0
            face = small if cell.tone is not None else strong
            widest = max(widest, round(face.horizontalAdvance(cell.text) * (1.06 if row.strong or chip else 1)) + chip)
        return widest + px(18)
