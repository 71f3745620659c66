"""Where does the shell find the visits? The list beside the opened one."""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.page import records_page
from app.desktop.visits.declared import VISITS


def visits(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, VISITS)
