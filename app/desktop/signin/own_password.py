"""How does a person choose the password that only they know?"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin.gate import Gate
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button
from app.desktop.widgets.password import PasswordField

ADVICE = N_("Four words that do not belong together are easy to keep in mind and hard to guess.")


class OwnPassword(Gate):
    """`chosen(password)`, typed twice alike; `left` goes back."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, user: str, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Choose a password of your own"),
            N_("The one-time password has done its work. From now on only you know your password: write it nowhere."),
            parent=parent,
        )
        self.password, self.again = PasswordField(), PasswordField()
        self.password.rate(user)
        self.keep = button(N_("Keep this password"), "primary", clicked=self._keep)
        self.body.addWidget(FieldBox(Field("password", N_("New password"), self.password, hint=ADVICE)))
        self.body.addWidget(FieldBox(Field("again", N_("The same once more"), self.again)))
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button(N_("Back"), clicked=self.left.emit))
        row.addStretch(1)
        row.addWidget(self.keep)
        self.body.addWidget(foot)
        self.password.edit.returnPressed.connect(self.again.setFocus)
        self.again.edit.returnPressed.connect(self._keep)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.password.setFocus()

    def _keep(self) -> None:
        if self.waiting():
            return
        if self.password.value() != self.again.value():
            self.say(tr("The two passwords differ. Type the same one twice."))
            self.again.clear()
            self.again.setFocus()
            return
        self.hush()
        self.wait(tr("Making your keys…"))
        self.chosen.emit(self.password.value())

    def refuse(self, error: Exception) -> None:
        """It could not be kept: say why."""
        self.ready()
        self.say_error(error)
        self.password.setFocus()
