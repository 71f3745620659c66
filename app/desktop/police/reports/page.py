"""Where does the shell find the reports register?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.police.reports.declared import REPORT_PAGES
from app.desktop.records.changes import Changes
from app.desktop.records.page import RecordsPage, records_page
from app.vault.session import Session


def reports(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, REPORT_PAGES)


def reports_page(session: Session, changes: Changes, parent: QWidget | None = None) -> RecordsPage:
    """The page by itself, without a desk."""
    return RecordsPage(session, changes, REPORT_PAGES, parent)
