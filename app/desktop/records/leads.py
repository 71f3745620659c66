"""Where does a line of the day's work, a result of the search, or a name on a page lead?"""

from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

# Places as they were spelt before they were named like the kinds: a lead that somebody kept still arrives.
SPELT_BEFORE = {
    "plan": "plans",
    "health_sessions": "health-sessions",
    "health_figures": "health-figures",
    "support_figures": "support-figures",
}


@dataclass(frozen=True)
class Lead:
    """The key of a place in the navigation, and the verb of its screen with its values: ("reports", "open", (17,))."""

    place: str
    verb: str
    values: tuple[Any, ...] = ()


class Goes(Protocol):
    """What brings a place to the front: the desk."""

    def go(self, key: str) -> QWidget: ...


def follow(desk: Goes, lead: Lead) -> QWidget:
    """Go there."""
    screen = desk.go(SPELT_BEFORE.get(lead.place, lead.place))
    getattr(screen, lead.verb)(*lead.values)
    return screen
