"""Where does the shell find the clients? The list with a button to find who came back; a lock covers who was shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.desktop.desk import Desk
from app.desktop.health.clients.declared import HEALTH_CLIENTS
from app.desktop.health.clients.finding import FindClient
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.keys import add_key
from app.desktop.records.leads import follow
from app.desktop.records.page import RecordsPage
from app.desktop.widgets import button
from app.health.clients.rules import ACTS
from app.vault.session import Session

FIND = N_("Find by card or phrase")


class ClientsPage(RecordsPage):
    """The page of every record type, and Ctrl+R: somebody came back."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(session, changes, HEALTH_CLIENTS, parent)
        self._whose = session
        if may(session, "health-clients.return"):
            find = button(FIND, "", "search", clicked=self.find_client)
            self.list.head.insertWidget(1, find, 0, Qt.AlignmentFlag.AlignTop)
            add_key(self, "Ctrl+R", FIND, self.find_client)
        add_key(self, "Ctrl+Shift+R", ACTS["reveal"].label, lambda: self.detail.act("reveal"))

    def find_client(self) -> None:
        """Ask for the code or the phrase, then open the record."""
        dialog = FindClient(self.window(), self._whose)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.found.connect(self.open)
        dialog.open()


def clients(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = ClientsPage(desk.person, changes_of(desk))
    desk.window.undo_asked.connect(page.undo_if_shown)
    desk.locked.connect(page.detail.cover_at_once)
    page.led.connect(lambda lead: follow(desk, lead))
    return page
