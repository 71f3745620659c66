"""Where does the shell find the register of counselling?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.health.counselling.declared import COUNSELLING
from app.desktop.records.page import records_page


def counselling(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, COUNSELLING)
