"""Where does the shell find the register of tests?"""

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.health.screenings.declared import SCREENINGS
from app.desktop.health.screenings.sections import cover
from app.desktop.records.page import records_page


def screenings(desk: Desk) -> QWidget:
    """The screen as the shell makes it. A result that was looked at does not outlast a lock."""
    page = records_page(desk, SCREENINGS)
    desk.locked.connect(lambda: cover(page.detail))
    return page
