"""Where does the shell find the support cases? An officer begins with their own; a lock covers whoever was shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.keys import add_key
from app.desktop.records.leads import follow
from app.desktop.records.page import RecordsPage
from app.desktop.social.cases.declared import CASES
from app.social.cases.queries import CaseFilter
from app.social.cases.rules import ACTS
from app.vault.people import Level
from app.vault.session import Session


class CasesPage(RecordsPage):
    """The page of every record type. An officer works on their own cases: the list begins with those, as a chip."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(session, changes, CASES, parent)
        if session.account.level is Level.OFFICER:
            self.list.narrow(CaseFilter(worker_id=session.account.id))
        add_key(self, "Ctrl+Shift+R", ACTS["reveal"].label, lambda: self.detail.act("reveal"))
        self._then: Callable[[], object] | None = None

    def after_saved(self, then: Callable[[], object]) -> None:
        """Once what is being saved stands on the page: ask what the form was told to ask next."""
        self._then = then

    def _saved(self, changed: Any) -> None:
        super()._saved(changed)
        then, self._then = self._then, None
        if then is not None:
            then()


def cases(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = CasesPage(desk.person, changes_of(desk))
    desk.window.undo_asked.connect(page.undo_if_shown)
    desk.locked.connect(page.detail.cover_at_once)
    page.led.connect(lambda lead: follow(desk, lead))
    return page
