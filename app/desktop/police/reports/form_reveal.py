"""Why does somebody want to see a sealed reporter while changing a report? Asked before anything is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.desktop.widgets import AskReason


def ask_reveal(parent: QWidget, given: Callable[[str], object]) -> None:
    """Ask the reason; it is written to the audit with the opening."""
    asked = AskReason(
        parent,
        tr("Show the reporter's identity"),
        tr("The identity is sealed. Showing it is written to the audit with your reason."),
        do=N_("Show the identity"),
    )
    asked.given.connect(given)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.open()
