"""Which page stands before the records, and what leads from one to the next?

Welcome → sign in → (first sign-in: own password → recovery sheets) → the records; or set up, recover, restore a backup.
The pages give signals with values; the slow work is in `work`, off the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.common.i18n import tr
from app.desktop.background import run
from app.desktop.desk import Desk, report
from app.desktop.signin import work
from app.desktop.signin.gate import Gate
from app.desktop.signin.sign_in import SignIn
from app.desktop.signin.welcome import Welcome
from app.desktop.widgets.progress import run_with_progress

if TYPE_CHECKING:
    from app.vault.recovery import RecoverySheet
    from app.vault.restoring import Restored
    from app.vault.session import Session, Vault


# Signing in, or opening read-only for rescue.
_How = Callable[[SignIn, "Vault", str, str], object]


@dataclass(frozen=True)
class _Waiting:
    """A page that asked for a vault which is being opened."""

    page: Gate
    folder: Path
    then: Callable[[Vault], object]
    failed: Callable[[Exception], object]


class Door(QObject):
    """Leads people in. A child of the desk."""

    def __init__(self, desk: Desk, state: Path) -> None:
        super().__init__(desk)
        self.desk = desk
        self.window = desk.window
        self._state = state
        self.page: Gate | None = None
        self._opening: Path | None = None
        self._waiting: list[_Waiting] = []
        desk.locked.connect(self._locked)
        desk.bringing_back.connect(self._bringing_back)
        desk.brought_back.connect(self._brought_back)
        desk.lost_session.connect(self._lost_session)

    def start(self, folder: Path | None) -> None:
        """The first page: sign in to the vault named or opened last, else the welcome."""
        folder = folder or self.desk.preferences.last_vault
        if folder is None:
            self.welcome()
        else:
            self.open(folder)

    def _show(self, page: Gate) -> None:
        self.page = page
        self.window.show_gate(page)

    # --- pages ---------------------------------------------------------------------------------------

    def welcome(self, error: Exception | None = None) -> None:
        page = Welcome()
        page.opened.connect(self.open)
        page.create_asked.connect(self.set_up)
        page.demo_asked.connect(self.demo)
        page.restore_asked.connect(lambda: self.restore(None))
        self._show(page)
        if error is not None:
            page.say_error(error)

    def open(self, folder: Path) -> None:
        """The sign-in page of a folder at once; the vault is opened behind it."""
        page = self._sign_in_page(folder)
        if self.desk.vault is None or self.desk.vault.folder != folder:
            self.desk.let_go()
            page.seen.connect(lambda: self._with_vault(page, folder, lambda vault: None, page.say_error))

    def _with_vault(
        self, page: Gate, folder: Path, then: Callable[[Vault], object], failed: Callable[[Exception], object]
    ) -> None:
        """Go on with the vault of a folder; it is opened once, however many ask meanwhile."""
        if self.desk.vault is not None and self.desk.vault.folder == folder:
            then(self.desk.vault)
            return
        self._waiting.append(_Waiting(page, folder, then, failed))
        if self._opening == folder:
            return
        self._opening = folder
        run(
            self,
            lambda progress: work.open_vault(folder),
            lambda vault: self._opened(folder, vault),
            lambda error: self._not_opened(folder, error),
        )

    def _opened(self, folder: Path, vault: Vault) -> None:
        if self._opening != folder:  # meanwhile the person chose another
            vault.close()
            return
        self.desk.hold(vault)
        for each in self._asked_for(folder):
            each.then(vault)

    def _not_opened(self, folder: Path, error: Exception) -> None:
        for each in self._asked_for(folder):
            each.failed(error)

    def _asked_for(self, folder: Path) -> list[_Waiting]:
        if self._opening == folder:
            self._opening = None
        found = [each for each in self._waiting if each.folder == folder]
        self._waiting = [each for each in self._waiting if each.folder != folder]
        return [each for each in found if isValid(each.page)]

    def _sign_in_page(self, folder: Path, user: str = "", *, locked: bool = False) -> SignIn:
        page = SignIn(folder, user, locked=locked)
        page.entered.connect(lambda who, password: self._enter(page, folder, who, password, self._try))
        page.rescue_asked.connect(lambda who, password: self._enter(page, folder, who, password, self._rescue))
        page.forgotten.connect(lambda: self.recover(folder))
        page.restore_asked.connect(lambda: self.restore(folder))
        page.other_asked.connect(self.welcome)
        page.seen.connect(
            lambda: run(page, lambda progress: work.demo_accounts(folder), lambda found: self._offer(page, found))
        )
        self._show(page)
        return page

    def _offer(self, page: SignIn, found: tuple[str, list[tuple[str, list[tuple[str, str]]]]] | None) -> None:
        if found is not None:
            password, units = found
            page.offer(password, [(tr(unit), people) for unit, people in units])
            self.window.set_demo(True)

    def _locked(self) -> None:
        session = self.desk.session
        assert session is not None
        self._sign_in_page(session.vault.folder, session.account.user, locked=True)

    # --- signing in ------------------------------------------------------------------------------------

    def _enter(self, page: SignIn, folder: Path, user: str, password: str, how: _How) -> None:
        self.desk.when_left(
            lambda: self._with_vault(page, folder, lambda vault: how(page, vault, user, password), page.refuse)
        )

    def _rescue(self, page: SignIn, vault: Vault, user: str, password: str) -> None:
        run(page, lambda progress: work.rescue(vault, user, password), self.let_in, page.refuse)

    def _try(self, page: SignIn, vault: Vault, user: str, password: str) -> None:
        def refused(error: Exception) -> None:
            from app.vault.access import FirstSignIn
            from app.vault.errors import SchemaChanged, SchemaUnreadable

            if isinstance(error, FirstSignIn):
                self.first_sign_in(vault, user, password)
            elif isinstance(error, SchemaChanged) and not isinstance(error, SchemaUnreadable):
                page.offer_rescue(error)
            else:
                page.refuse(error, work.seconds_to_wait(vault, user))

        run(
            page,
            lambda progress: work.sign_in(vault, user, password, report(progress)),
            self.let_in,
            refused,
            page.progress,
        )

    def let_in(self, session: Session) -> None:
        self.page = None
        self.desk.enter(session)

    def first_sign_in(self, vault: Vault, user: str, one_time: str) -> None:
        """The one-time password was right: a password of one's own, then the unit's recovery sheets."""
        from app.desktop.signin.own_password import OwnPassword

        page = OwnPassword(user)

        def chosen(password: str) -> None:
            run(page, lambda progress: work.claim(vault, user, one_time, password), done, page.refuse)

        def done(outcome: tuple[Session, list[RecoverySheet]]) -> None:
            session, sheets = outcome
            if sheets:
                self.hand_out(session, sheets)
            else:
                self.let_in(session)

        page.chosen.connect(chosen)
        page.left.connect(lambda: self.open(vault.folder))
        self._show(page)

    def hand_out(self, session: Session, sheets: list[RecoverySheet]) -> None:
        """Print the recovery sheets and type two groups back, before anything else."""
        from app.desktop.signin.sheet_page import SheetPage
        from app.registry.keys_in_words import replaced_code

        self.desk.preferences.note_sheet(session.vault.header.vault_id, proved=False)
        page = SheetPage(sheets, session.vault.folder, replaced_code(session))

        def proved() -> None:
            self._proved(session)
            self.let_in(session)

        page.proved.connect(proved)
        self._show(page)

    # --- other ways in -----------------------------------------------------------------------------------

    def recover(self, folder: Path) -> None:
        """Forgotten password: the whole code or two envelopes, and a new password."""
        from app.desktop.signin.recover import Recover

        page = Recover()

        def asked(codes: list[str], user: str, password: str) -> None:
            self.desk.when_left(
                lambda: self._with_vault(page, folder, lambda vault: restore(vault, codes, user, password), page.refuse)
            )

        def restore(vault: Vault, codes: list[str], user: str, password: str) -> None:
            run(page, lambda progress: work.recover(vault, codes, user, password), self.let_in, page.refuse)

        page.asked.connect(asked)
        page.left.connect(lambda: self.open(folder))
        self._show(page)

    def restore(self, folder: Path | None) -> None:
        """A backup brought back where nobody can sign in, or on a new computer."""
        from app.desktop.backups.at_the_door import Asked, RestoreAtTheDoor, bring_back

        page = RestoreAtTheDoor(folder)

        def asked(what: Asked) -> None:
            self.desk.when_left(lambda: go(what))

        def go(what: Asked) -> None:
            self.desk.let_go()  # the vault is taken anew, past its damage
            run(page, lambda progress: bring_back(what), self._brought_back, page.refuse)

        page.asked.connect(asked)
        page.left.connect(self.welcome if folder is None else lambda: self.open(folder))
        self._show(page)

    def _bringing_back(self) -> None:
        from app.desktop.backups.gates import BringingBack

        self._show(BringingBack())

    def _brought_back(self, done: Restored) -> None:
        from app.desktop.backups.gates import BroughtBack

        page = BroughtBack(done)
        page.left.connect(lambda: self.open(done.folder))
        self._show(page)

    def _lost_session(self, error: Exception) -> None:
        """Nothing was restored, but the keys are gone: sign in again, and read why."""
        vault = self.desk.vault
        assert vault is not None
        self._sign_in_page(vault.folder).say_error(error)

    def set_up(self) -> None:
        """The first run."""
        from app.desktop.signin.first_run import FirstRun

        page = FirstRun()
        page.left.connect(self.welcome)
        page.made.connect(self._made)
        page.proved.connect(self._proved)
        page.finished.connect(self.let_in)
        self._show(page)

    def _made(self, session: Session) -> None:
        self.desk.hold(session.vault)
        self.desk.preferences.note_sheet(session.vault.header.vault_id, proved=False)

    def _proved(self, session: Session) -> None:
        self.desk.sheet_proved(session)

    def demo(self) -> None:
        """Make the trial vault where there is none yet, and open it."""
        page = self.page
        assert page is not None
        run_with_progress(
            page,
            tr("Making an invented commune…"),
            lambda progress: work.ready_demo(self._state, progress),
            self.open,
            self._not_made(page),
        )

    @staticmethod
    def _not_made(page: Gate) -> Callable[[Exception], object]:
        from app.vault.errors import Cancelled

        return lambda error: None if isinstance(error, Cancelled) else page.say_error(error)
