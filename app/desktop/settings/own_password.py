"""How does a person change the password that opens their unit's records?"""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.settings.claim_keys import ClaimKeys
from app.desktop.settings.page import SettingsPage
from app.desktop.signin.own_password import ADVICE
from app.desktop.theme import Tone
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button, text_label
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.problem import problem
from app.desktop.widgets.toast import say
from app.registry.keys_in_words import own_loan
from app.vault import access
from app.vault.errors import Invalid, WrongPassword
from app.vault.session import Session


class ChangePassword(SettingsPage):
    """The present password, the new one twice."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(N_("My password"), N_("Nobody else can see or change it, not even your lead."), parent)
        self._session = session
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.new.rate(session.account.user, session.account.full_name)
        self.form = Form()
        self.form.row(Field("old", N_("Present password"), self.old, required=True))
        self.form.row(Field("new", N_("New password"), self.new, required=True, hint=ADVICE))
        self.form.row(Field("again", N_("The same once more"), self.again, required=True))
        self.form.saved.connect(self._change)
        self._wait = text_label("", "muted")
        self.keep = button(N_("Change the password"), "primary", clicked=self.form.save)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self._wait, 1)
        self._claim: Banner | None = None
        if mine := own_loan(session):
            self._claim = Banner(mine, Tone.WARN, N_("Claim the keys…"), self.ask_claim)
            self.column.addWidget(self._claim)
        self.form.setMaximumWidth(440)
        self.column.addWidget(self.form)
        self.column.addLayout(row)

    def ask_claim(self) -> None:
        """Keys that a recovery code or a one-time password made: ask for the proof and a new password."""
        dialog = ClaimKeys(self._session, self)
        dialog.claimed.connect(self._claimed)
        dialog.open()

    def _claimed(self) -> None:
        if self._claim is not None:
            self._claim.hide()
        say(self, tr("The keys are your own now. Use the new password from now on."))

    def _change(self, values: object) -> None:
        old, new = self.old.value(), self.new.value()
        if new != self.again.value():
            self.form.show_errors({"again": Invalid(N_("The two passwords differ. Type the same one twice."))})
            return
        session = self._session
        self.keep.setEnabled(False)
        self._wait.setText(tr("Making your keys…"))
        run(
            self,
            lambda progress: access.change_password(session, session.account.user, old, new),
            self._done,
            self._failed,
        )

    def _done(self, _nothing: object) -> None:
        self._ready()
        for field in (self.old, self.new, self.again):
            field.clear()
        say(self, tr("Your password was changed."))

    def _failed(self, error: Exception) -> None:
        self._ready()
        if isinstance(error, WrongPassword):
            self.form.show_errors({"old": error})
        elif isinstance(error, Invalid):
            self.form.show_errors({"new": error})
        else:
            self._wait.setText(problem(error).text)

    def _ready(self) -> None:
        self.keep.setEnabled(True)
        self._wait.setText("")
