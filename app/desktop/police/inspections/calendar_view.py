"""How does one find a visit by its day? The month, beside it the visits of the day that the cursor is on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Latest, Progress
from app.desktop.police.inspections.calendar_month import (
    STATE_ICONS,
    Month,
    MonthGrid,
    day_off_words,
    day_title,
    moved,
    state_words,
    tone_of,
)
from app.desktop.police.inspections.list_columns import STATE_TONES
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets import CountLabel, FilterChips, FlowLayout, button, icon_button, label, text_label
from app.police.inspections.lines import InspectionRow
from app.police.inspections.queries import calendar
from app.police.inspections.terms import STATE_NAMES
from app.registry import queries as registry
from app.vault.session import Session


class CalendarView(QFrame):
    """`opened(id)`: an inspection is to be shown; `listed`: back to the list. The list's filter holds here, too."""

    opened = Signal(int)
    listed = Signal()

    def __init__(self, session: Session, where: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._where = session, where
        self._latest = Latest(self)
        self._month: tuple[int, int] = (0, 0)
        self.setProperty("look", "surface")
        self.title = text_label("", "section", wrap=False)
        self.count = CountLabel(N_("{count} inspection"), N_("{count} inspections"))
        self.before = icon_button("chevron-left", N_("Previous month"), clicked=lambda: self._turn(-1))
        self.after = icon_button("chevron-right", N_("Next month"), clicked=lambda: self._turn(1))
        self.today = button(N_("Today"), clicked=lambda: self.go(session.today()))
        self.list = button(N_("Show as a list"), "", "reports", clicked=self.listed.emit)
        self.chips = FilterChips()
        self.grid = MonthGrid(session.today())
        self.day_title = text_label("", "section")
        self.day_off = text_label("", "small")
        self.visits = DayVisits()
        self.none = label(N_("No inspection on this day."), "muted")
        self._lay_out()
        self.grid.day_changed.connect(self._day_changed)
        self.grid.asked.connect(self._asked)
        self.visits.asked.connect(self.opened)
        self.visits.left.connect(self.grid.setFocus)
        on_language(self, self._reword)

    # --- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = theme().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for widget in (self.before, self.after, self.title, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.today)
        head.addWidget(self.list)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        for widget in (self.day_title, self.day_off, self.none):
            side.addWidget(widget)
        side.addWidget(self.visits, 1)
        side.addStretch(0)
        self._beside = beside = QWidget()
        beside.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(px(16))
        middle.addWidget(self.grid, 1)
        middle.addWidget(beside)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(16), px(12), px(16), px(12))
        inside.setSpacing(px(8))
        inside.addLayout(head)
        inside.addWidget(self.chips)
        inside.addLayout(middle, 1)
        inside.addWidget(self._legend())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With big letters the month needs the room more than the day beside it, whose words wrap."""
        super().resizeEvent(event)
        self._beside.setFixedWidth(min(theme().px(272), self.width() * 26 // 100))

    def _legend(self) -> QWidget:
        """Which sign is which state."""
        legend = QWidget()
        flow = FlowLayout(legend, theme().px(16))
        for state, icon in STATE_ICONS.items():
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().px(4))
            sign = QLabel()

            def draw(sign: QLabel = sign, icon: str = icon, tone: str = STATE_TONES[state].value) -> None:
                sign.setPixmap(theme().icon(icon, tone).pixmap(theme().icon_size(14)))

            on_theme(sign, draw)
            row.addWidget(sign)
            row.addWidget(label(STATE_NAMES[state], "small", wrap=False))
            flow.addWidget(pair)
        return legend

    def _reword(self) -> None:
        self._show_title()
        self._show_day()

    # --- what is shown ---------------------------------------------------------------------------------

    def go(self, day: date) -> None:
        """Put the cursor on a day."""
        self.grid.show_day(day)
        self.grid.setFocus()

    def _turn(self, months: int) -> None:
        self.grid.show_day(moved(self.grid.day, months))

    def refresh(self) -> None:
        """Read the month again, off the window's thread."""
        session, day = self._session, self.grid.day
        # Which days are shown is the month's business; what is in the bin takes no day.
        where = replace(self._where(), since=None, until=None, year=None, in_bin=False)
        self._month = (day.year, day.month)
        self.grid.today = session.today()

        def read(progress: Progress) -> Month:
            found = calendar(session, day.year, day.month, where)
            progress.check()
            with session.read() as db:
                return Month(found, registry.work_calendar(db))

        self._latest.run(read, self._loaded)

    def _loaded(self, month: Month) -> None:
        self.grid.show_month(month)
        self.count.set_count(sum(len(rows) for rows in month.visits.values()))
        self._show_day()

    def _day_changed(self, day: date) -> None:
        self._show_title()
        self._show_day()
        if (day.year, day.month) != self._month:
            self.count.set_count(None)
            self.refresh()

    def _show_title(self) -> None:
        day = self.grid.day
        self.title.setText(tr("Month {month}/{year}", month=day.month, year=day.year))

    def _show_day(self) -> None:
        day, month = self.grid.day, self.grid.month
        rows = month.visits.get(day, ())
        self.day_title.setText(day_title(day))
        off = day_off_words(day, month.office)
        self.day_off.setText(off)
        self.day_off.setVisible(bool(off))
        self.none.setVisible(not rows)
        self.visits.setVisible(bool(rows))
        self.visits.setAccessibleName(tr("Inspections of {day}", day=day_title(day)))
        self.visits.show_rows(rows)

    def _asked(self, day: date) -> None:
        """The one inspection of the day, or into the day's list."""
        rows = self.grid.month.visits.get(day, ())
        if len(rows) == 1:
            self.opened.emit(rows[0].id)
        elif rows:
            self.visits.setFocus()


class DayVisits(QListWidget):
    """The visits of a day. `asked(id)`: Enter or a click; `left`: Esc goes back to the month."""

    asked = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSpacing(theme().px(2))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._ask)

    def show_rows(self, rows: Any) -> None:
        self.clear()
        for row in rows:
            item = QListWidgetItem(theme().icon(STATE_ICONS[row.state], tone_of(row).value), visit_words(row))
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.addItem(item)
        self.setCurrentRow(0)

    def _ask(self, item: QListWidgetItem) -> None:
        self.asked.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._ask(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def visit_words(row: InspectionRow) -> str:
    """Premises, state and hour, where and who."""
    hour = f"{row.planned_from:%H:%M}" if row.planned_from is not None else ""
    lines = (row.establishment, (state_words(row), hour), (row.number, row.village), (row.team_leader,))
    joined = (line if isinstance(line, str) else " · ".join(part for part in line if part) for line in lines)
    return "\n".join(line for line in joined if line)
