"""Where does the shell find the screen of support services?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.page import records_page
from app.desktop.social.support_services.declared import SERVICES


def services(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return records_page(desk, SERVICES)
