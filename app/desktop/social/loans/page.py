"""Where does the shell find the loans?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.page import records_page
from app.desktop.social.loans.declared import LOANS


def loans(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, LOANS)
