"""The application object: which vault this process holds, who works in it, and what happens when they leave.

    desk().session                     the signed-in person's session; screens are given it when they are made
    desk().keep_draft(self)            `self.draft()` is called before the keys go (lock, close, auto-lock)
    desk().go("reports")               show another place
    desk().preferences, desk().window

Locking never asks and never waits: the gate is up at once, drafts are kept, then the session is signed out and
backed up off the window's thread. The same person's screens stay behind the gate and go on where they were.
"""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress, busy, run
from app.desktop.settings.preferences import Preferences
from app.desktop.shell import AutoLock, MainWindow, Place
from app.desktop.theme import Tone, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.mask import privacy
from app.desktop.widgets.problem import problem, show_problem

if TYPE_CHECKING:
    from app.desktop.screens import Screen
    from app.vault.backup import Backup
    from app.vault.session import Session, Vault

# Drafts are kept on the window's thread, because they read widgets: together they may take this long.
DRAFT_SECONDS = 3.0
# A lock waits for work under way to end before the keys go (the gate is up meanwhile), but not for ever.
WORK_SECONDS = 60.0


@runtime_checkable
class KeepsDraft(Protocol):
    """An open form. `draft` stores what was typed, encrypted, through its session; it must not ask anything."""

    def draft(self) -> object: ...


class Desk(QObject):
    """One per process, a child of the QApplication; `desk()` finds it."""

    entered = Signal()  # somebody signed in, or came back after a lock
    locked = Signal()  # the gate must be shown; `session` is on its way out
    left = Signal()  # signed out and backed up
    backed_up = Signal(object)  # Backup
    bringing_back = Signal()  # a backup takes the place of the records: the gate must be shown
    brought_back = Signal(object)  # Restored: nobody is signed in, and the screens are gone
    lost_session = Signal(object)  # the same, but nothing was restored: the error

    def __init__(self, preferences: Preferences, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.window = window
        self.vault: Vault | None = None
        self.session: Session | None = None
        self.demo = False
        self.leaving = False
        self._away: Session | None = None  # signed out, but the screens are still theirs
        self._drafts: weakref.WeakSet[KeepsDraft] = weakref.WeakSet()
        self._answers: QObject | None = None  # of the search
        self._notices: list[Banner] = []
        self._sheet_notice: Banner | None = None
        self._name_person: Callable[[], object] = lambda: None
        self._last_backup: Backup | None = None
        self._after_leaving: list[Callable[[], object]] = []
        self._lock_began = 0.0
        self.auto_lock = AutoLock(preferences.lock_minutes, self)
        self.auto_lock.locked.connect(self.lock)
        self.auto_lock.lock_key.connect(self.lock)
        window.lock_asked.connect(self.lock)
        preferences.changed.connect(self._preferences_changed)
        self._preferences_changed()
        theme().language_changed.connect(self._speak)

    # --- the vault ---------------------------------------------------------------------------------

    def hold(self, vault: Vault) -> None:
        """This process holds the vault from now on; it is let go when another is opened or the app ends."""
        if self.vault is not None and self.vault is not vault:
            self.let_go()
        from app.demo import is_demo

        self.vault = vault
        self.demo = is_demo(vault.folder)
        self.window.set_demo(self.demo)
        self.preferences.remember_vault(vault.folder)

    def let_go(self) -> None:
        """Give the vault's folder back to other programs, and forget the screens made from it."""
        self._forget_screens()
        if self.vault is not None:
            self.vault.close()
            self.vault = None
        self.demo = False
        self.window.set_demo(False)

    # --- coming and going ----------------------------------------------------------------------------

    def enter(self, session: Session) -> None:
        """Somebody signed in. The person who locked the window goes on where they were."""
        self.hold(session.vault)
        if self._away is not None and self._away.account.id == session.account.id:
            # The screens hold the session they were made with: it takes up the new one's keys.
            self._away.resume(session)
            session = self._away
            self.session, self._away = session, None
            self._clear_notices()
            self.window.leave_gate()
            self.window.refresh()
        else:
            self._forget_screens()
            self.session = session
            self._furnish(session)
            self.window.leave_gate()
        self._warn(session)
        self.auto_lock.start()
        self.entered.emit()

    def _furnish(self, session: Session) -> None:
        from app.common.permissions import UNIT_NAMES
        from app.desktop import screens
        from app.registry import queries

        with session.read() as db:
            office = queries.office(db, session.account.unit).name
        unit = UNIT_NAMES[session.account.unit]
        self._name_person = lambda: self.window.set_person(
            office or tr("Nhịp Cầu"), session.account.full_name, tr(unit)
        )
        self._name_person()
        places = screens.for_session(session)
        for screen in places:
            self.window.add_place(
                Place(screen.key, screen.label, screen.icon, self._maker(screen), screen.group, screen.foot)
            )
        self.window.set_search(screens.search(session))
        self._answers = screens.search_answers(self, session)
        self.window.go(places[0].key)
        privacy().hide_names(self.preferences.hide_names)

    def _maker(self, screen: Screen) -> Callable[[], QWidget]:
        def make() -> QWidget:
            made = screen.make(self)
            if isinstance(made, KeepsDraft):
                self.keep_draft(made)
            return made

        return make

    @property
    def person(self) -> Session:
        """The session of whoever is signed in: screens are made for nobody else."""
        if self.session is None:
            raise RuntimeError("nobody is signed in")
        return self.session

    def go(self, key: str) -> QWidget:
        return self.window.go(key)

    def ask(self, key: str, verb: str, *values: Any) -> Any:
        """Show another place and call this verb of its screen, which is not imported before."""
        return getattr(self.go(key), verb)(*values)

    def keep_draft(self, form: KeepsDraft) -> None:
        """Call `form.draft()` before the keys go, for as long as the form lives."""
        self._drafts.add(form)

    # --- leaving -------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Cover everything at once, keep what was typed, then sign out and back up behind the cover."""
        if self.session is None or self.leaving:
            return
        self.leaving = True
        self.auto_lock.stop()
        self.locked.emit()  # the gate goes up before anything that takes time
        self.keep_drafts()
        session = self.session
        self._lock_began = time.monotonic()
        self._when_quiet(lambda: run(self, lambda progress: leave(session), self._gone, self._gone_badly))

    def when_left(self, then: Callable[[], object]) -> None:
        """Now, or as soon as the keys of whoever leaves are gone."""
        if self.leaving:
            self._after_leaving.append(then)
        else:
            then()

    def keep_drafts(self) -> None:
        """Let every open form store what was typed; in a rescue there is nothing to store."""
        from shiboken6 import isValid

        if self.session is not None and self.session.in_rescue:
            return
        began = time.monotonic()
        for form in list(self._drafts):
            if time.monotonic() - began > DRAFT_SECONDS:
                return  # the rest stays on its screen behind the gate
            if not isValid(form):
                continue
            try:
                form.draft()
            except Exception as error:
                show_problem(self.window, error)  # one draft that fails must not keep the others from being kept

    def _when_quiet(self, then: Callable[[], object]) -> None:
        """Work under way (an import, an export) ends first: its keys are not pulled from under it."""
        if busy() and time.monotonic() - self._lock_began < WORK_SECONDS:
            QTimer.singleShot(50, lambda: self._when_quiet(then))
        else:
            then()

    def bring_back(self, work: Callable[[], object], failed: Callable[[Exception], object]) -> None:
        """Let `work` replace the vault's files behind the gate; it ends the session.

        `failed` is called when nothing was changed and the person is still signed in.
        """
        session = self.session
        if session is None or self.leaving:
            return
        self.leaving = True
        self.auto_lock.stop()
        self.bringing_back.emit()
        self._lock_began = time.monotonic()

        def done(restored: object) -> None:
            self._forget_session()
            self.brought_back.emit(restored)

        def not_done(error: Exception) -> None:
            if not session.compartments:
                self._forget_session()
                self.lost_session.emit(error)
                return
            self.leaving = False
            self.window.leave_gate()
            self.auto_lock.start()
            failed(error)

        self._when_quiet(lambda: run(self, lambda progress: work(), done, not_done))

    def _forget_session(self) -> None:
        """The records behind the screens are others now."""
        self.session = None
        self._forget_screens()
        self._left()

    def _gone(self, backup: Backup | None) -> None:
        if backup is not None:
            self.backed_up.emit(backup)
            self.tell_backup(backup)
        self._away, self.session = self.session, None
        self._left()

    def _left(self) -> None:
        self.leaving = False
        self.left.emit()
        waiting, self._after_leaving = self._after_leaving, []
        for then in waiting:
            then()

    def _gone_badly(self, error: Exception) -> None:
        show_problem(self.window, error)
        self._gone(None)

    def _forget_screens(self) -> None:
        self._away = None
        self._drafts.clear()
        self._clear_notices()
        self.window.set_search(None)
        if self._answers is not None:
            self._answers.deleteLater()
            self._answers = None
        self.window.clear_places()
        self._name_person = lambda: None
        self.window.set_person("", "", "")

    # --- what the window says --------------------------------------------------------------------------

    def _warn(self, session: Session) -> None:
        if session.in_rescue:
            self._notices.append(self.window.add_notice(Banner(problem(session.damage()).text, Tone.BAD)))
        from app.desktop import identity_notices, vault_notices
        from app.vault.people import Level
        from app.vault.private_files import OTHERS_COULD_OPEN

        if session.vault.others_could_open:
            self.notice(tr(OTHERS_COULD_OPEN), Tone.WARN)
        vault_notices.show(self, session)
        identity_notices.tell(self, session)

        lead = session.account.level is Level.LEAD
        if lead and self.preferences.sheet_is_open(session.vault.header.vault_id):
            self._sheet_notice = self.notice(
                tr("The recovery sheet was not typed back. Print it and check it: without it a lost password is lost."),
                Tone.WARN,
                N_("New recovery sheet"),
                self.new_sheet,
            )
        from app.vault import backup

        made = backup.listed(session.vault.folder)
        self._last_backup = made[0] if made else None
        if made:
            self.tell_backup(made[0])
        else:
            self._show_backup()

    def new_sheet(self) -> None:
        """To where a lead makes a new recovery code."""
        self.ask("accounts", "open_codes")

    def sheet_proved(self, session: Session) -> None:
        """The recovery sheet is on paper and was typed back: nobody needs to be reminded any more."""
        self.preferences.note_sheet(session.vault.header.vault_id, proved=True)
        if self._sheet_notice is not None and self._sheet_notice in self._notices:
            self._sheet_notice.hide()
        self._sheet_notice = None

    def notice(self, text: str, tone: Tone, action: str = "", act: Callable[[], object] | None = None) -> Banner:
        """A strip above every screen, put away when this person leaves."""
        banner = self.window.add_notice(Banner(text, tone, action, act).closable())
        self._notices.append(banner)
        return banner

    def _clear_notices(self) -> None:
        for banner in self._notices:
            banner.hide()
            banner.deleteLater()
        self._notices.clear()

    def tell_backup(self, made: Backup) -> None:
        """Say in the status line how old the last backup is."""
        self._last_backup = made
        self._show_backup()
        days = (datetime.now(UTC) - made.made_at).days
        if days >= 14:
            self.notice(
                tr("The last backup is {days} days old.", days=days),
                Tone.WARN,
                N_("Back up now"),
                lambda: self.ask("settings", "open", "backups"),
            )

    def _show_backup(self) -> None:
        from app.common.dates import show_datetime

        made = self._last_backup
        if made is None:
            self.window.status.set_backup(tr("No backup yet"), Tone.WARN)
            return
        tone = Tone.NEUTRAL if (datetime.now(UTC) - made.made_at).days < 7 else Tone.WARN
        self.window.status.set_backup(tr("Last backup: {when}", when=show_datetime(made.made_at)), tone)

    def _speak(self) -> None:
        """Another language: what the desk itself had said is said again."""
        if self.session is not None:
            self._name_person()
            self._show_backup()

    def _preferences_changed(self) -> None:
        self.auto_lock.set_minutes(self.preferences.lock_minutes)
        app = QApplication.instance()
        if app is not None:
            app.setProperty("enter_moves", self.preferences.enter_moves)


def leave(session: Session) -> Backup | None:
    """Back up what changed, thin out old backups, sign out; the keys are forgotten whatever happens."""
    from app.registry import safekeeping

    made = None
    try:
        made = safekeeping.back_up_at_leaving(session)
        session.sign_out()
    finally:
        session.close()
        # Also what an import set aside from the collector: nothing of a person's work waits in memory for a later turn.
        gc.unfreeze()
        gc.collect()
    return made


def desk() -> Desk:
    """The application object of this process."""
    app = QApplication.instance()
    found = app.findChild(Desk) if app is not None else None
    if found is None:
        raise RuntimeError("make the desk before the screens")
    return found


def report(progress: Progress) -> Callable[[str, int, int], None]:
    """A migration's progress as the window shows it."""
    return lambda name, done, total: progress.step(
        done, total, tr("Bringing the records to this version’s form. Please leave the computer on.")
    )


__all__ = ["Desk", "KeepsDraft", "Path", "desk", "leave", "report"]
