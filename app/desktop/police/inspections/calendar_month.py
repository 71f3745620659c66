"""How does a month of inspections stand on the screen? Weeks from Monday; each day says its visits and days off."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableWidget, QTableWidgetItem

from app.common.calendar import WorkCalendar
from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import fold
from app.desktop.police.inspections.list_columns import STATE_TONES
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.cells import draw_text
from app.police.inspections.lines import InspectionRow
from app.police.inspections.terms import STATE_NAMES, State

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
# A sign for each state: colours alone do not tell them apart.
STATE_ICONS: dict[State, str] = {
    State.PLANNED: "calendar",
    State.READY: "person",
    State.RECORDED: "edit",
    State.FOLLOWING: "flag",
    State.CLOSED: "check",
    State.CANCELLED: "close",
}
DAY = Qt.ItemDataRole.UserRole
HEAD, LINE = 26, 20


@dataclass(frozen=True)
class Month:
    """What a month shows: its visits by day, and the office's working days."""

    visits: Mapping[date, Sequence[InspectionRow]] = field(default_factory=dict)
    office: WorkCalendar = field(default_factory=WorkCalendar)


def tone_of(row: InspectionRow) -> Tone:
    """That of the state; red where a finding was not put right in time."""
    return Tone.BAD if row.overdue else STATE_TONES[row.state]


def short_name(row: InspectionRow) -> str:
    """The name without the words of its type at the front: “Thanh Bình” for the guest house of that name."""
    words, kind = row.establishment.split(), set(fold(row.type_name).split())
    begin = 0
    while begin < len(words) - 1 and fold(words[begin]) in kind:
        begin += 1
    return " ".join(words[begin:])


def state_words(row: InspectionRow) -> str:
    """The state, and that it is overdue."""
    words = tr(STATE_NAMES[row.state])
    return f"{words}, {tr('Overdue')}" if row.overdue else words


def day_title(day: date) -> str:
    """Thứ ba, 10/03/2026."""
    return f"{tr(WEEKDAYS[day.weekday()])}, {show_date(day)}"


def day_off_words(day: date, office: WorkCalendar) -> str:
    """The name of a day off, or of a day worked to make up for one."""
    said = office.label(day)
    if not said:
        return ""
    kind = tr("Worked") if office.is_working(day) else tr("Day off")
    return said if fold(said).startswith(fold(kind)) else f"{kind}: {said}"


def spoken_day(day: date, month: Month, today: date) -> str:
    """What a screen reader says of a day."""
    rows = month.visits.get(day, ())
    parts = [day_title(day)]
    if day == today:
        parts.append(tr("Today"))
    parts.append(day_off_words(day, month.office))
    count = N_("{count} inspection") if len(rows) == 1 else N_("{count} inspections")
    parts.append(tr(count, count=len(rows)) if rows else tr("no inspection"))
    parts += [f"{row.establishment}: {state_words(row)}" for row in rows]
    return "; ".join(part for part in parts if part)


def moved(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class MonthGrid(QTableWidget):
    """`day_changed` follows the cursor, into other months too; `asked` is Enter or a double click on a day."""

    day_changed = Signal(object)
    asked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(0, 7)
        self.today, self.day, self.month = today, today, Month()
        self._filling = False
        self.setItemDelegate(DayDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme().px(HEAD + LINE))
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.currentItemChanged.connect(self._moved_to)
        on_language(self, self._reword)
        self.show_day(today)

    def _reword(self) -> None:
        self._name_weekdays()
        self.setAccessibleName(tr("Month calendar of inspections"))
        self.setAccessibleDescription(
            tr("Arrows: day. Page up and down: month. Home: today. Enter: open the day's inspections.")
        )
        self.show_month(self.month)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_weekdays()

    def _name_weekdays(self) -> None:
        names, room = [tr(each) for each in WEEKDAYS], self.width() // 7 - theme().px(16)
        metrics = self.horizontalHeader().fontMetrics()
        if max(metrics.horizontalAdvance(name) for name in names) > room:
            names = [tr(each) for each in SHORT_WEEKDAYS]
        self.setHorizontalHeaderLabels(names)

    # --- what is shown -----------------------------------------------------------------------------------

    def days(self) -> list[date]:
        """The days of the weeks shown."""
        first = self.day.replace(day=1)
        first -= timedelta(days=first.weekday())
        last = self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
        return [first + timedelta(days=step) for step in range((last - first).days + 7 - last.weekday())]

    def show_month(self, month: Month) -> None:
        """Fill the days of the month that the cursor is in."""
        self.month = month
        days = self.days()
        self._filling = True
        self.setRowCount(len(days) // 7)
        for at, day in enumerate(days):
            item = QTableWidgetItem()
            item.setData(DAY, day)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken_day(day, month, self.today))
            item.setToolTip("\n".join([day_title(day), *self._tip(day)]))
            self.setItem(at // 7, at % 7, item)
            if day == self.day:
                self.setCurrentItem(item)
        self._filling = False
        self.viewport().update()

    def _tip(self, day: date) -> list[str]:
        lines = [f"{row.establishment}: {state_words(row)}" for row in self.month.visits.get(day, ())]
        off = day_off_words(day, self.month.office)
        return [off, *lines] if off else lines

    def show_day(self, day: date) -> None:
        """Put the cursor on a day; another month is shown empty until its visits are read."""
        if not date.min + timedelta(days=62) < day < date.max - timedelta(days=62):
            return
        same = (day.year, day.month) == (self.day.year, self.day.month) and self.rowCount() > 0
        self.day = day
        self.show_month(self.month if same else Month(office=self.month.office))
        self.day_changed.emit(day)

    def _moved_to(self, item: QTableWidgetItem | None, _before: object) -> None:
        if item is not None and not self._filling and item.data(DAY) != self.day:
            day = item.data(DAY)
            same = (day.year, day.month) == (self.day.year, self.day.month)
            self.day = day
            if not same:
                self.show_month(Month(office=self.month.office))
            self.day_changed.emit(day)

    # --- keys and mouse ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.show_day(self.day + timedelta(days=steps[key]))
        elif key in months:
            self.show_day(moved(self.day, months[key]))
        elif key == Qt.Key.Key_Home:
            self.show_day(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and item.data(DAY) == self.day:
            self.asked.emit(self.day)


class DayDelegate(QStyledItemDelegate):
    """Draws a day: its number, what day off it is, its visits with the sign of their state."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        day, grid, px, colour = index.data(DAY), self._grid, theme().px, theme().colour
        if day is None:
            return
        painter.save()
        area: QRect = option.rect
        off = not grid.month.office.is_working(day)
        painter.fillRect(area, colour("nav" if off else "surface"))
        painter.setPen(QPen(colour("line")))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        inside = area.adjusted(px(6), px(3), -px(6), -px(3))
        self._head(painter, inside, day)
        under = inside.adjusted(0, px(HEAD - 3), 0, 0)
        if named := grid.month.office.label(day):
            line = QRect(under.left(), under.top(), under.width(), px(LINE))
            painter.setFont(theme().font("small"))
            draw_text(painter, line, named, colour("muted"), (), Qt.AlignmentFlag.AlignLeft)
            under.setTop(under.top() + px(LINE))
        self._visits(painter, under, grid.month.visits.get(day, ()))
        if day == grid.day:
            wide = px(2) if grid.hasFocus() else 1
            painter.setPen(QPen(colour("accent"), wide))
            painter.drawRect(area.adjusted(wide // 2, wide // 2, -wide, -wide))
        painter.restore()

    def _head(self, painter: QPainter, area: QRect, day: date) -> None:
        px, colour, grid = theme().px, theme().colour, self._grid
        number = QRect(area.left() - px(2), area.top(), px(24), px(20))
        ink = "text" if day.month == grid.day.month else "muted"
        if day == grid.today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(number, px(4), px(4))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ink = "on_accent"
        weight = QFont.Weight.DemiBold if day.month == grid.day.month else QFont.Weight.Normal
        painter.setFont(theme().font("small", weight))
        painter.setPen(colour(ink))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == grid.today:
            beside = area.adjusted(px(28), 0, 0, 0)
            beside.setHeight(px(20))
            painter.setFont(theme().font("small", QFont.Weight.DemiBold))
            if painter.fontMetrics().horizontalAdvance(tr("Today")) <= beside.width():
                draw_text(painter, beside, tr("Today"), colour("accent"), (), Qt.AlignmentFlag.AlignLeft)

    def _visits(self, painter: QPainter, area: QRect, rows: Sequence[InspectionRow]) -> None:
        px, colour = theme().px, theme().colour
        room = max(area.height() // px(LINE), 1)
        shown = rows if len(rows) <= room else rows[: room - 1]
        line = QRect(area.left(), area.top(), area.width(), px(LINE))
        painter.setFont(theme().font("small"))
        for row in shown:
            side = px(14)
            icon = theme().icon(STATE_ICONS[row.state], tone_of(row).value)
            icon.paint(painter, QRect(line.left(), line.center().y() - side // 2 + 1, side, side))
            words = line.adjusted(side + px(4), 0, 0, 0)
            ink = QColor(colour("muted" if row.state is State.CANCELLED else "text"))
            draw_text(painter, words, short_name(row), ink, (), Qt.AlignmentFlag.AlignLeft)
            line.translate(0, px(LINE))
        if len(shown) < len(rows):
            said = N_("+{count} more") if shown else N_("{count} visits")
            more = tr(said, count=len(rows) - len(shown))
            draw_text(painter, line, more, colour("accent"), (), Qt.AlignmentFlag.AlignLeft)
