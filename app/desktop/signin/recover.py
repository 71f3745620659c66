"""How does somebody come in again whose password is lost? The whole code, or the codes of two envelopes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin.gate import Gate
from app.desktop.signin.own_password import ADVICE
from app.desktop.theme import theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button, label
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.text_field import TextField

WHOLE, ENVELOPES = "whole", "envelopes"
EXAMPLE = N_("seven groups of four, as printed")


class Recover(Gate):
    """`asked(codes, user, new password)`; `left` goes back to the sign-in."""

    asked = Signal(list, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Forgotten password"),
            N_("An officer asks the lead for a new one-time password. A lead takes the recovery sheet of the unit."),
            width=600,
            parent=parent,
        )
        self.form = ChoiceField([Choice(WHOLE, N_("One code")), Choice(ENVELOPES, N_("Two of three envelopes"))])
        self.form.set_value(WHOLE)
        self.first, self.second = TextField(EXAMPLE), TextField(EXAMPLE)
        self.user = TextField()
        self.password, self.again = PasswordField(), PasswordField()
        self.user.textChanged.connect(lambda text: self.password.rate(text))
        self._second = FieldBox(Field("second", N_("Code of another envelope"), self.second))
        self.body.addWidget(FieldBox(Field("form", N_("What is on the paper?"), self.form)))
        self.body.addWidget(FieldBox(Field("first", N_("Recovery code"), self.first)))
        self.body.addWidget(self._second)
        self.body.addWidget(FieldBox(Field("user", N_("User name"), self.user)))
        passwords = QWidget()
        pair = QHBoxLayout(passwords)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(theme().px(16))
        pair.addWidget(FieldBox(Field("password", N_("New password"), self.password)))
        pair.addWidget(FieldBox(Field("again", N_("The same once more"), self.again)))
        self.body.addWidget(passwords)
        self.body.addWidget(label(ADVICE, "small"))
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button(N_("Back"), clicked=self.left.emit))
        row.addStretch(1)
        self.enter = button(N_("Sign in with the code"), "primary", clicked=self._ask)
        row.addWidget(self.enter)
        self.body.addWidget(foot)
        self.form.value_changed.connect(self._shape)
        for here, after in ((self.second, self.user), (self.user, self.password), (self.password.edit, self.again)):
            here.returnPressed.connect(after.setFocus)
        self.first.returnPressed.connect(
            lambda: (self.second if self._second.isVisibleTo(self) else self.user).setFocus()
        )
        self.again.edit.returnPressed.connect(self._ask)
        self._shape()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.first.setFocus()

    def _shape(self) -> None:
        self._second.setVisible(self.form.value() == ENVELOPES)
        self._fit()

    def _ask(self) -> None:
        if self.waiting():
            return
        typed = [self.first.value(), self.second.value() if self.form.value() == ENVELOPES else ""]
        needed = typed if self.form.value() == ENVELOPES else typed[:1]
        user = self.user.value()
        if not all(needed) or not user:
            self.say(tr("Fill in the code and the user name."))
            return
        if self.password.value() != self.again.value():
            self.say(tr("The two passwords differ. Type the same one twice."))
            self.again.clear()
            self.again.setFocus()
            return
        self.hush()
        self.wait(tr("Opening with the recovery code…"))
        self.asked.emit([code for code in needed if code], user, self.password.value())

    def refuse(self, error: Exception) -> None:
        """It did not open: say why."""
        self.ready()
        self.say_error(error)
