"""Where does the shell find the supplies? The list beside the opened item, and the stock report (Ctrl+P)."""

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.desktop.desk import Desk
from app.desktop.health.papers import offers
from app.desktop.health.supplies.declared import SUPPLIES
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.keys import add_key
from app.desktop.records.page import RecordsPage, on_desk
from app.desktop.widgets import icon_button
from app.vault.session import Session


class SuppliesPage(RecordsPage):
    """The page of every record type, and the report of a month for whoever may print it."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(session, changes, SUPPLIES, parent)
        if may(session, "supplies.print"):
            report = icon_button("print", N_("Stock report of a month (Ctrl+P)"), clicked=self.print_report)
            self.list.tools.addWidget(report)
            QWidget.setTabOrder(self.list.export, report)
            add_key(self, "Ctrl+P", N_("Stock report of a month"), self.print_report)

    def print_report(self) -> None:
        """Ask which month; a form on top stays where it is."""
        if self.form() is None:
            offers.stock_report(self, self._session)


def supplies(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = SuppliesPage(desk.person, changes_of(desk))
    return on_desk(desk, page)
