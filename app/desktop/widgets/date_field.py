"""How is a date typed? As people write it: 5/3, 05032026, hôm nay; or picked from a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.common.dates import NoYear, parse_date, show_date
from app.common.i18n import N_, tr
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets.looks import icon_button
from app.vault.errors import AppError


class DateField(QWidget):
    """A date or None. What is typed is read when the field is left, and rewritten as dd/MM/yyyy.

    A day and month alone are the last one, or `without_year=NoYear.COMING` the next: 5/3 of something planned.
    """

    value_changed = Signal()

    def __init__(
        self,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
        *,
        without_year: NoYear = NoYear.PAST,
    ) -> None:
        super().__init__(parent)
        self._today, self._without_year = today, without_year
        self.edit = _DateEdit(self)
        self.edit.textChanged.connect(lambda: self.value_changed.emit())
        self.edit.left.connect(self.tidy)
        self.edit.opened.connect(self.open_calendar)
        self._open = icon_button("calendar", N_("Choose from the calendar"), clicked=self.open_calendar)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Down in the field opens it
        on_language(self, lambda: self.edit.setPlaceholderText(tr("dd/mm/yyyy, 5/3 or today")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        row.addWidget(self.edit, 1)
        row.addWidget(self._open)
        self.setFocusProxy(self.edit)

    def value(self) -> date | None:
        """The date typed, or None if the field is empty. Raises NotADate if it is not one."""
        typed = self.edit.text().strip()
        return parse_date(typed, self._today(), self._without_year) if typed else None

    def set_value(self, value: object) -> None:
        self.edit.setText(show_date(value) if isinstance(value, date) else "")

    def setReadOnly(self, fixed: bool) -> None:
        self.edit.setReadOnly(fixed)
        self._open.setVisible(not fixed)

    def tidy(self) -> None:
        """Rewrite what was understood, so that the person sees how it was read; leave the rest alone."""
        try:
            found = self.value()
        except AppError:
            return
        if found is not None and show_date(found) != self.edit.text():
            self.edit.setText(show_date(found))

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self.edit.isReadOnly():
            return
        try:
            shown = self.value() or self._today()
        except AppError:
            shown = self._today()
        popup = CalendarPopup(shown, self._today(), self)
        popup.picked.connect(self._picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + theme().px(4))))
        popup.show()
        popup.calendar.setFocus()

    def _picked(self, day: date) -> None:
        self.set_value(day)
        self.edit.setFocus()


class _DateEdit(QLineEdit):
    left = Signal()
    opened = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.opened.emit()
            return
        super().keyPressEvent(event)


class CalendarPopup(QFrame):
    """A month, Monday first. Enter or a click picks, Esc closes."""

    picked = Signal(object)

    def __init__(self, shown: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._today = today
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("calendar")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale())
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.setAccessibleName(tr("Calendar"))
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        self.calendar.setFixedSize(theme().px(312), theme().px(264))
        on_theme(self, self._colour)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(8),) * 4)
        inside.addWidget(self.calendar)

    def _colour(self) -> None:
        rest = QTextCharFormat()
        rest.setForeground(theme().colour("muted"))
        for day in Qt.DayOfWeek:
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            self.calendar.setWeekdayTextFormat(day, rest if weekend else QTextCharFormat())
        now = QTextCharFormat()
        now.setForeground(theme().colour("accent"))
        now.setFontWeight(QFont.Weight.Bold)
        self.calendar.setDateTextFormat(QDate(self._today.year, self._today.month, self._today.day), now)
        head = QTextCharFormat()
        head.setForeground(theme().colour("muted"))
        head.setBackground(theme().colour("raised"))
        self.calendar.setHeaderTextFormat(head)
        for name, icon in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            child = self.calendar.findChild(QToolButton, name)
            if child is not None:
                child.setIcon(theme().icon(icon))

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return super().event(event)
