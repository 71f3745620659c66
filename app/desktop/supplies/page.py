"""Where does the shell find the supplies?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.page import records_page
from app.desktop.supplies.declared import SUPPLIES


def supplies(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, SUPPLIES)
