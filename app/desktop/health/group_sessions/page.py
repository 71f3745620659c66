"""Where does the shell find the group sessions? The list beside the opened one, and the figures by month (Ctrl+M)."""

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.desktop.desk import Desk
from app.desktop.health.group_sessions.declared import HEALTH_SESSIONS
from app.desktop.health.group_sessions.figures import SessionFigures
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.keys import add_key
from app.desktop.records.page import RecordsPage, on_desk
from app.desktop.widgets import icon_button
from app.vault.session import Session


class SessionsPage(RecordsPage):
    """The page of every record type, and a year's figures in the place of list and opened session."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(session, changes, HEALTH_SESSIONS, parent)
        self.months = icon_button("figures", N_("Figures by month (Ctrl+M)"), clicked=self.show_figures)
        self.list.tools.addWidget(self.months)  # beside the search: a second button above would cut the first
        QWidget.setTabOrder(self.list.export, self.months)
        add_key(self, "Ctrl+M", N_("Figures by month"), self.show_figures)

    def show_figures(self) -> None:
        """Cover the list with the year's figures; a form on top stays where it is."""
        if self.form() is None:
            self.cover(SessionFigures(self._session))


def sessions(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = SessionsPage(desk.person, changes_of(desk))
    return on_desk(desk, page)
