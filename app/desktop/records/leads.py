"""Where does a line of the day's work, a result of the search, or a name on a page lead?"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk


@dataclass(frozen=True)
class Lead:
    """The key of a place in the navigation, and the verb of its screen with its values: ("reports", "open", (17,))."""

    place: str
    verb: str
    values: tuple[Any, ...] = ()


def follow(desk: Desk, lead: Lead) -> QWidget:
    """Go there."""
    screen = desk.go(lead.place)
    getattr(screen, lead.verb)(*lead.values)
    return screen
