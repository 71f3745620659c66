"""Where does the shell find the loans?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.loans.declared import LOANS
from app.desktop.records.page import records_page


def loans(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, LOANS)
