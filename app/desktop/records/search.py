"""What does Ctrl+K find among all that a person may see, and where does a result lead?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from app.desktop.background import Progress, run
from app.desktop.desk import Desk
from app.desktop.records.leads import Lead, follow
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.vault.session import Session


@dataclass(frozen=True)
class Finder:
    """`find(session)` gives what the palette asks, off the window's thread; a result's target is a `Lead`.

    `note` writes the words that led somewhere into the audit of the compartment that was searched.
    """

    find: Callable[[Session], Find]
    note: Callable[[Session, str], object] | None = None


def find_all(session: Session, finders: Mapping[str, Finder]) -> Find | None:
    """One search over all of them, grouped by kind in their order; None where there is nothing to search."""
    finds = [finder.find(session) for finder in finders.values()]
    if not finds:
        return None

    def find(words: str, progress: Progress) -> Sequence[Found]:
        found: list[Found] = []
        for each in finds:
            found += each(words, progress)
            progress.check()
        return found

    return find


class SearchAnswers(QObject):
    """Lets a result open its record, and the words that led there stand in the audit; lives as long as its owner."""

    def __init__(self, desk: Desk, finders: Mapping[str, Finder], owner: QObject) -> None:
        super().__init__(owner)
        self._desk, self._finders = desk, dict(finders)
        desk.window.search_chosen.connect(self.open)
        desk.window.search_settled.connect(self.note)

    @Slot(object)
    def open(self, target: object) -> None:
        if isinstance(target, Lead):
            follow(self._desk, target)

    @Slot(str)
    def note(self, words: str) -> None:
        session, finders = self._desk.signed_in, self._finders
        if session is None or not words:
            return

        def work(_progress: Progress) -> None:
            for finder in finders.values():
                if finder.note is not None:
                    finder.note(session, words)

        run(self, work, lambda _none: None)
