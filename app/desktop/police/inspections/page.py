"""Where does the shell find the inspections? The list beside the opened one, or the month (Ctrl+M)."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.common.i18n import N_
from app.desktop.desk import Desk
from app.desktop.police.inspections.calendar_view import CalendarView
from app.desktop.police.inspections.declared import INSPECTION_PAGES
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.filter_fields import without
from app.desktop.records.keys import add_key
from app.desktop.records.page import RecordsPage, on_desk
from app.desktop.theme import on_language, theme
from app.desktop.widgets import button, icon_button
from app.vault.session import Session

BESIDE, MONTH = 0, 1


class InspectionsPage(RecordsPage):
    """The page of every record type, and a month in the place of list and opened inspection."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(session, changes, INSPECTION_PAGES, parent)
        self.calendar = CalendarView(session, lambda: self.list.where)
        self._front = QStackedWidget()
        self._stack.insertWidget(0, self._front)
        self._front.addWidget(self._panes)  # out of the page's stack: a form still covers both
        self._front.addWidget(self.calendar)
        self._stack.setCurrentIndex(0)
        self.month = button(N_("Month calendar"), "", "calendar", clicked=self.show_calendar)
        self.list.head.addWidget(self.month, 0, Qt.AlignmentFlag.AlignTop)
        self.month_icon = icon_button("calendar", N_("Month calendar"), clicked=self.show_calendar)
        self.list.tools.addWidget(self.month_icon)
        QWidget.setTabOrder(self.list.new, self.month)
        QWidget.setTabOrder(self.list.export, self.month_icon)
        self.list.installEventFilter(self)
        on_language(self.month, self._fit_button)
        self.calendar.opened.connect(self.open)
        self.calendar.listed.connect(self.show_list)
        self.calendar.chips.closed.connect(self._close_chip)
        self.calendar.chips.all_closed.connect(self._close_all)
        changes.told.connect(self._month_told)
        add_key(self, "Ctrl+M", N_("Month calendar, or the list again"), self.toggle_calendar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and event.type() == QEvent.Type.Resize:
            self._fit_button()
        return super().eventFilter(watched, event)

    def _fit_button(self) -> None:
        """Where the list is narrow or its letters are big, a picture beside the search stands for the button."""
        px = theme().px
        new = self.list.new.sizeHint().width() if self.list.new_label else 0
        room = self.list.width() - new - px(32 + 24 + 112)
        wide = self.month.sizeHint().width() <= room
        self.month.setVisible(wide)
        self.month_icon.setVisible(not wide)

    def in_calendar(self) -> bool:
        """Whether the month is shown, and not the list."""
        return self._front.currentIndex() == MONTH

    def toggle_calendar(self) -> None:
        """Ctrl+M; a form on top stays where it is."""
        if self.form() is not None:
            return
        if self.in_calendar():
            self.show_list()
        else:
            self.show_calendar()

    def show_calendar(self) -> None:
        """The month of the day where one was last, narrowed as the list is."""
        self._front.setCurrentIndex(MONTH)
        self._read_month()
        self.calendar.grid.setFocus()

    def show_list(self) -> None:
        """The list beside the opened inspection."""
        self._front.setCurrentIndex(BESIDE)
        self.list.table.setFocus()

    # --- what the page does -----------------------------------------------------------------------------

    def open(self, record_id: int) -> None:
        self._front.setCurrentIndex(BESIDE)
        super().open(record_id)

    def show_filtered(self, where: Any) -> None:
        self._front.setCurrentIndex(BESIDE)
        super().show_filtered(where)

    def refresh(self) -> None:
        super().refresh()
        self._month_told(None)

    def _drop_form(self) -> None:
        super()._drop_form()
        if self.in_calendar():
            self.calendar.grid.setFocus()

    def _month_told(self, _changed: object) -> None:
        if self.in_calendar():
            self._read_month()

    # --- the list's filter, shown over the month, too ---------------------------------------------------

    def _read_month(self) -> None:
        self.calendar.chips.show_filters(self.list.filter_words())
        self.calendar.refresh()

    def _close_chip(self, key: str) -> None:
        self.list.narrow(without(self.list.where, key, INSPECTION_PAGES.list.everything))
        self._read_month()

    def _close_all(self) -> None:
        self.list.clear_filters()
        self._read_month()


def inspections(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = InspectionsPage(desk.person, changes_of(desk))
    return on_desk(desk, page)


def inspections_page(session: Session, changes: Changes, parent: QWidget | None = None) -> InspectionsPage:
    """The page by itself, without a desk."""
    return InspectionsPage(session, changes, parent)
