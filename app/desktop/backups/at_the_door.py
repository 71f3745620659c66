"""How is a backup brought back when nobody can sign in: a damaged or lost vault, a new computer with only the stick?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import run_aside
from app.desktop.backups.listing import reason_name
from app.desktop.signin.first_run_steps import DEFAULT_FOLDER, FolderField
from app.desktop.signin.gate import WIDE, Gate
from app.desktop.theme import theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button, label
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.text_field import TextField

if TYPE_CHECKING:
    from app.vault.backup import Backup
    from app.vault.restoring import Restored

HERE, FRESH = "here", "fresh"
EVERY_SECONDS = 3


@dataclass(frozen=True, repr=False)
class Asked:
    """What to bring back, where to, and who signs in; `password_then` where that of today does not open the backup."""

    source: Path
    target: Path
    into_new: bool
    user: str
    password: str
    password_then: str | None


class RestoreAtTheDoor(Gate):
    """`asked(Asked)`; `left` goes back. `folder` is the vault that does not open, None on a new computer."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Restore from a backup"),
            N_("For leads. Connect the stick with the backups; they appear here by themselves."),
            width=WIDE,
            parent=parent,
        )
        self.folder = folder
        self._extra: Path | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups"))
        self.list.setMinimumHeight(theme().px(132))
        self.list.currentItemChanged.connect(lambda _now, _before: self._shape())
        self.browse = button(N_("Other folder…"), "quiet", "folder", clicked=self._choose)
        self.none = label(N_("No backup was found. Connect the stick, or choose the folder where one lies."), "muted")
        self.none.hide()
        self.user, self.password, self.password_then = TextField(), PasswordField(), PasswordField()
        self._then = FieldBox(Field("then", N_("Password on the day of the backup"), self.password_then))
        self._then.hide()
        self.where = ChoiceField(
            [
                Choice(HERE, tr("In the place of the vault in {folder}", folder=str(folder)), translated=False),
                Choice(FRESH, N_("As a vault of its own in a new folder")),
            ],
            upright=True,
        )
        self.where.set_value(HERE if folder is not None else FRESH)
        self.target = FolderField()
        self.target.set_value(str(_free(Path.home() / DEFAULT_FOLDER)))
        self._target = FieldBox(Field("target", N_("New folder"), self.target))
        self._where = FieldBox(Field("where", N_("Where to"), self.where))
        self.before = button(N_("Back"), clicked=self.left.emit)
        self.do = button(N_("Restore"), "primary", "undo", clicked=self.ask)
        advice = label(N_("In a new folder, or where the vault is damaged: the password of the backup’s day."), "small")
        for each in (self._backups(), self._where, self._target, self._people(), advice, self._then, self._foot()):
            self.body.addWidget(each)
        self._where.setVisible(folder is not None)
        self.where.value_changed.connect(self._shape)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.edit.returnPressed.connect(self.ask)
        self.password_then.edit.returnPressed.connect(self.ask)
        self._shape()
        self._found: list[tuple[str, Backup]] | None = None
        self._looking = False
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_SECONDS * 1000)
        self._clock.timeout.connect(self.look)
        self.seen.connect(self.look)
        self.seen.connect(self._clock.start)

    def _backups(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        head = QHBoxLayout()
        head.addWidget(label(N_("Backups"), "label"), 1)
        head.addWidget(self.browse)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.none)
        return whole

    def _people(self) -> QWidget:
        whole = QWidget()
        pair = QHBoxLayout(whole)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(theme().px(16))
        pair.addWidget(FieldBox(Field("user", N_("User name"), self.user)))
        pair.addWidget(FieldBox(Field("password", N_("Password"), self.password)))
        return whole

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.do)
        return foot

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.list.setFocus()

    # --- the list ---------------------------------------------------------------------------------------

    def look(self) -> None:
        """Look for backups beside the vault, on every stick, and in the folder that was chosen."""
        if self._looking or self.waiting():
            return
        self._looking = True
        folder, extra = self.folder, self._extra
        run_aside(self, lambda progress: _found(folder, extra), self._show, self._not_found)

    def _not_found(self, error: Exception) -> None:
        self._looking = False
        self.say_error(error)

    def _show(self, found: list[tuple[str, Backup]]) -> None:
        self._looking = False
        if found == self._found:
            return
        self._found = found
        before = self.chosen()
        self.list.clear()
        for where, each in found:
            text = tr(
                "{when} · {why} · {where}", when=show_datetime(each.made_at), why=reason_name(each.reason), where=where
            )
            item = QListWidgetItem(text)
            item.setData(256, str(each.folder))
            self.list.addItem(item)
            if each.folder == before:
                self.list.setCurrentItem(item)
        if found and self.chosen() is None:
            # What was kept before a restore is the newest, and hardly ever the one that is meant.
            meant = [at for at, (_where, each) in enumerate(found) if each.reason != "before_restore"]
            self.list.setCurrentRow(meant[0] if meant else 0)
        self.none.setVisible(not found)
        self._shape()

    def chosen(self) -> Path | None:
        """The folder of the backup under the cursor."""
        item = self.list.currentItem()
        return Path(item.data(256)) if item is not None else None

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Choose the backup’s folder"), str(Path.home()))
        if found:
            self.look_in(Path(found))

    def look_in(self, folder: Path) -> None:
        """Also in this folder."""
        self._extra = folder
        self.look()

    # --- restoring --------------------------------------------------------------------------------------

    def _shape(self) -> None:
        self._target.setVisible(self.where.value() == FRESH)
        self.do.setEnabled(self.chosen() is not None)
        self._fit()

    def ask(self) -> None:
        """Hand on what was chosen, if it is complete."""
        source, user, password = self.chosen(), self.user.value(), self.password.value()
        if self.waiting() or source is None:
            return
        if not user or not password:
            (self.password if user else self.user).setFocus()
            self.say(tr("Enter your user name and your password."))
            return
        fresh = self.where.value() == FRESH
        target = Path(str(self.target.value() or "")).expanduser() if fresh else self.folder
        if target is None or not target.is_absolute():
            self.say(tr("Give the whole path of the folder, or choose it."))
            return
        self.hush()
        self.wait(tr("The backup is copied, opened and verified. Please leave the computer on…"))
        self.asked.emit(Asked(source, target, fresh, user, password, self.password_then.value() or None))

    def refuse(self, error: Exception) -> None:
        """Nothing was changed: say why; where the backup is older than the password, ask for that of its day."""
        from app.vault.fetching import OtherPassword

        self.ready()
        self._shape()
        self.say_error(error)
        if isinstance(error, OtherPassword):
            self._then.show()
            self.password_then.setFocus()


def _free(folder: Path) -> Path:
    """A folder of that name that does not hold anything yet."""
    number, found = 2, folder
    while found.exists():
        found, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return found


def _found(folder: Path | None, extra: Path | None) -> list[tuple[str, Backup]]:
    """Where each backup lies, in words, and the backup; the newest first."""
    from app.vault import carrying, volumes

    places = [(tr("This computer"), folder)] if folder is not None else []
    places += [(volume.label, volume.root) for volume in volumes.connected()]
    places += [(extra.name, extra)] if extra is not None else []
    found = {each.folder: (where, each) for where, place in places for each in carrying.found_in(place)}
    return sorted(found.values(), key=lambda pair: pair[1].made_at, reverse=True)


def bring_back(asked: Asked) -> Restored:
    """Restore as asked: past damaged files if the vault still lets its lead in, else by the backup's own accounts.

    Raises OtherPassword, WrongPassword, Refused, Damaged, DiskFull and the like: nothing was changed.
    """
    from app.registry import safekeeping
    from app.vault import past_damage
    from app.vault.errors import Damaged, VaultMissing

    then = asked.password_then
    if asked.into_new:
        return safekeeping.restore_into(asked.source, asked.target, asked.user, then or asked.password)
    try:
        with (
            past_damage.open_to_restore(asked.target) as opened,
            safekeeping.signed_in_to_restore(opened, asked.user, asked.password) as session,
        ):
            return safekeeping.restore(session, asked.source, None, then)
    except (Damaged, VaultMissing):
        # Whatever is left does not say who may come in; what does not is kept, and the backup's own accounts decide.
        return safekeeping.restore_damaged(asked.target, asked.source, asked.user, then or asked.password)
