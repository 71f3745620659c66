"""What does a record type give to the day's work? Groups of lines, each with its next step, and drafts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.common.i18n import N_
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.vault.session import Session

# The groups that several types may have, in the order of need: (key, title). A type may have others, after these.
OVERDUE, TODAY, BROUGHT, WEEK = "overdue", "today", "escalated", "this_week"
TITLES: dict[str, str] = {
    OVERDUE: N_("Overdue"),
    TODAY: N_("Due today"),
    BROUGHT: N_("Brought to you"),
    WEEK: N_("Due this week"),
}


@dataclass(frozen=True)
class Next:
    """The button of a line: its label (source), where it leads, and what it is about, for the screen reader."""

    label: str
    lead: Lead


@dataclass(frozen=True)
class Line:
    """A piece of work, as shown: what it is, what it is about, how long still, where a click leads, its next step."""

    title: str
    words: str
    lead: Lead
    chip: tuple[str, Tone] | None = None
    next: Next | None = None
    number: str = ""  # what the button's name says beside its step
    icons: Sequence[tuple[str, str, str]] = ()  # (icon, colour, tool tip as shown)


@dataclass(frozen=True)
class Group:
    """Lines that wait for the same reason. `count` is how many there are in all, `all` the list that shows them."""

    key: str
    title: str
    tone: Tone
    lines: Sequence[Line]
    count: int
    all: Lead | None = None
    # (label source, icon, act): a button at the right of the head; act is given the page.
    button: tuple[str, str, Callable[[Any], object]] | None = None


@dataclass(frozen=True)
class Work:
    """What one type has to do today. `late` and `due` (today) are counted beside the place in the navigation."""

    groups: Sequence[Group] = ()
    drafts: Sequence[Line] = ()
    late: int = 0
    due: int = 0


@dataclass(frozen=True)
class Source:
    """`read` asks off the window's thread; `show` puts it into words on it, again when the language changes.

    `new` gives the label of a button above the page and where it leads, or None.
    """

    read: Callable[[Session], Any]
    show: Callable[[Session, Any], Work]
    new: Callable[[Session], tuple[str, Lead] | None] = lambda session: None


def draft_line(words: tuple[str, str], lead: Lead) -> Line:
    """A half-written form, by its title and what it says of itself, and where it goes on."""
    return Line(*words, lead, next=Next(N_("Go on"), lead))
