"""Where does the shell find the inspections?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.inspections.declared import INSPECTIONS
from app.desktop.records.changes import Changes
from app.desktop.records.page import RecordsPage, records_page
from app.vault.session import Session


def inspections(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, INSPECTIONS)


def inspections_page(session: Session, changes: Changes, parent: QWidget | None = None) -> RecordsPage:
    """The page by itself, without a desk."""
    return RecordsPage(session, changes, INSPECTIONS, parent)
