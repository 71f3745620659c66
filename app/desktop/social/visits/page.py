"""Where does the shell find the visits? The list beside the opened one, or the week (Ctrl+M)."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.common.i18n import N_
from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.keys import add_key
from app.desktop.records.page import RecordsPage, on_desk
from app.desktop.social.visits.declared import VISITS
from app.desktop.social.visits.week import WeekView
from app.desktop.widgets import icon_button
from app.social.visits.declared import VisitFilter
from app.vault.people import Level
from app.vault.session import Session

BESIDE, WEEK = 0, 1


class VisitsPage(RecordsPage):
    """The page of every record type, and a week in its place. An officer begins with the visits of their own cases."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(session, changes, VISITS, parent)
        self.week = WeekView(session, lambda: self.list.where)
        self._front = QStackedWidget()
        self._stack.insertWidget(0, self._front)
        self._front.addWidget(self._panes)  # out of the page's stack: a form still covers both
        self._front.addWidget(self.week)
        self._stack.setCurrentIndex(0)
        self.week_icon = icon_button("calendar", N_("Week"), clicked=self.show_week)
        self.list.tools.addWidget(self.week_icon)
        QWidget.setTabOrder(self.list.export, self.week_icon)
        self.week.opened.connect(self.open)
        self.week.listed.connect(self.show_list)
        changes.told.connect(self._week_told)
        add_key(self, "Ctrl+M", N_("The week, or the list again"), self.toggle_week)
        if session.account.level is Level.OFFICER:
            self.list.narrow(VisitFilter(worker_id=session.account.id))

    def in_week(self) -> bool:
        """Whether the week is shown, and not the list."""
        return self._front.currentIndex() == WEEK

    def toggle_week(self) -> None:
        """Ctrl+M."""
        if self.in_week():
            self.show_list()
        else:
            self.show_week()

    def show_week(self) -> None:
        """The week where one was last, narrowed as the list is."""
        self._front.setCurrentIndex(WEEK)
        self.week.refresh()
        self.week.before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """The list beside the opened visit."""
        self._front.setCurrentIndex(BESIDE)
        self.list.table.setFocus()

    def open(self, record_id: int) -> None:
        self._front.setCurrentIndex(BESIDE)
        super().open(record_id)

    def show_filtered(self, where: Any) -> None:
        self._front.setCurrentIndex(BESIDE)
        super().show_filtered(where)

    def refresh(self) -> None:
        super().refresh()
        self._week_told(None)

    def _week_told(self, _changed: object) -> None:
        if self.in_week():
            self.week.refresh()


def visits(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = VisitsPage(desk.person, changes_of(desk))
    return on_desk(desk, page)
