"""Where does the shell find the register of establishments?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.page import records_page
from app.desktop.registry.establishments.declared import ESTABLISHMENT_PAGES


def establishments(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, ESTABLISHMENT_PAGES)
