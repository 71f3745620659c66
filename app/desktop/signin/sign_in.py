"""Who is at the door? User name and password; in a trial vault the accounts can be clicked."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin.gate import NARROW, Gate
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.text_field import TextField
from app.vault.errors import TooManyAttempts


class SignIn(Gate):
    """`entered(user, password)`; the page itself opens nothing."""

    entered = Signal(str, str)
    rescue_asked = Signal(str, str)  # read-only, after another tool changed a file
    forgotten = Signal()
    restore_asked = Signal()
    other_asked = Signal()

    def __init__(self, folder: Path, user: str = "", *, locked: bool = False, parent: QWidget | None = None) -> None:
        title = N_("The window is locked") if locked else N_("Sign in")
        explain = N_("What you were working on is kept. Sign in to go on where you were.") if locked else ""
        super().__init__(title, explain, width=NARROW, parent=parent)
        self.user = TextField()
        self.password = PasswordField()
        self.enter = button(N_("Sign in"), "primary", clicked=self._enter)
        self.user.setText(user)
        self.body.addWidget(FieldBox(Field("user", N_("User name"), self.user)))
        self.body.addWidget(FieldBox(Field("password", N_("Password"), self.password)))
        self.body.addWidget(self.enter)
        self.rescue = button(N_("Open read-only for rescue"), clicked=lambda: self._ask(self.rescue_asked))
        self.rescue.hide()
        self.body.addWidget(self.rescue)
        links = QWidget()
        row = QHBoxLayout(links)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button(N_("Forgotten password"), "link", clicked=self.forgotten.emit))
        row.addStretch(1)
        row.addWidget(button(N_("Another vault…"), "link", clicked=self.other_asked.emit))
        self.body.addWidget(links)
        if not locked:
            self.restore = button(N_("Restore from a backup…"), "link", clicked=self.restore_asked.emit)
            below = QWidget()
            alone = QHBoxLayout(below)
            alone.setContentsMargins(0, 0, 0, 0)
            alone.addWidget(self.restore)
            alone.addStretch(1)
            self.body.addWidget(below)
        self._demo: QWidget | None = None
        self._where = text_label("", "small")
        self._where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.under.addWidget(self._where)
        on_language(self._where, lambda: self._where.setText(tr("Vault: {folder}", folder=str(folder))))
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.edit.returnPressed.connect(self._enter)
        self._seconds = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)

    def focusInEvent(self, event: QFocusEvent) -> None:
        (self.password if self.user.value() else self.user).setFocus()

    def _enter(self) -> None:
        self._ask(self.entered)

    def _ask(self, how: SignalInstance) -> None:
        user, password = self.user.value(), self.password.value()
        if self.waiting() or self._seconds > 0:
            return
        if not user or not password:
            (self.password if user else self.user).setFocus()
            self.say(tr("Enter your user name and your password."), Tone.INFO)
            return
        self.hush()
        self.wait(tr("Opening your unit’s records…"))
        how.emit(user, password)

    def offer_rescue(self, error: Exception) -> None:
        """A file was changed with another tool: say so; the name and password typed open it read-only."""
        self.ready()
        self.rescue.show()
        self.say_error(error)

    def refuse(self, error: Exception, wait: float = 0.0) -> None:
        """It did not open: say why; after several wrong passwords count the seconds down."""
        self.ready()
        self.password.clear()
        self.password.setFocus()
        if isinstance(error, TooManyAttempts):
            wait = float(str(error.values.get("seconds", 0)))
        self.say_error(error)
        self.hold(int(wait + 0.999))

    def hold(self, seconds: int) -> None:
        """Nothing is tried for so many seconds; the button counts them."""
        self._seconds = seconds
        self.enter.setEnabled(seconds <= 0)
        if seconds > 0:
            self._clock.start()
        self._name()

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._clock.stop()
            self.enter.setEnabled(True)
            self.hush()
        self._name()

    def _name(self) -> None:
        waiting = self._seconds > 0
        self.enter.setText(tr("Wait {seconds} s", seconds=self._seconds) if waiting else tr("Sign in"))

    # --- a trial vault --------------------------------------------------------------------------------

    def offer(self, password: str, units: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """A trial vault's accounts by unit, (level name, user) each; one password opens them all."""
        if self._demo is not None:
            return
        self._demo = QWidget()
        inside = QVBoxLayout(self._demo)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        inside.addWidget(label(N_("Trial vault: choose whose work to look at"), "label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(4))
        grid.setVerticalSpacing(theme().px(4))
        grid.setColumnStretch(0, 1)
        for line, (unit, people) in enumerate(units):
            grid.addWidget(text_label(unit), line, 0)
            for at, (level, user) in enumerate(people, start=1):
                made = button(level, "quiet", clicked=partial(self._as, user, password))
                made.setToolTip(user)
                grid.addWidget(made, line, at)
        inside.addLayout(grid)
        inside.addWidget(text_label(tr("One password opens them all: {password}", password=password), "small"))
        self.card.setFixedWidth(theme().px(560))
        self._width = 560
        self.body.addWidget(self._demo)
        self._fit()

    def _as(self, user: str, password: str) -> None:
        self.user.set_value(user)
        self.password.set_value(password)
        self._enter()
