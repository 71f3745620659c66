"""Where does the shell find the needs surveys?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.page import records_page
from app.desktop.social.surveys.declared import SURVEYS


def surveys(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, SURVEYS)
