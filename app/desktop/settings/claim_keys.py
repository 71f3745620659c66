"""How does a person claim keys that a recovery code or a one-time password made? Proof, and a password of their own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.signin.own_password import ADVICE
from app.desktop.theme import theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.problem import problem
from app.desktop.widgets.text_field import TextField
from app.vault import claims
from app.vault.errors import Invalid, WrongPassword
from app.vault.session import Session

FORMER, WITNESS = "former", "witness"


class ClaimKeys(QDialog):
    """`claimed` once the keys are the person's own."""

    claimed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("Claim the keys"))
        self.setModal(True)
        self.setMinimumSize(theme().px(520), theme().px(600))
        self.how = ChoiceField(
            [
                Choice(WITNESS, N_("The lead of another unit is here and confirms")),
                Choice(FORMER, N_("I know my former password")),
            ],
            upright=True,
        )
        self.witness, self.proof = TextField(), PasswordField()
        self.new, self.again = PasswordField(), PasswordField()
        self.new.rate(session.account.user, session.account.full_name)
        self.form = Form()
        self.form.row(Field("how", N_("What proves that it is you?"), self.how, required=True))
        self.form.row(Field("witness", N_("User name of that lead"), self.witness, required=True))
        self.form.row(Field("proof", N_("Password of that lead, or your former one"), self.proof, required=True))
        self.form.row(Field("new", N_("New password"), self.new, required=True, hint=ADVICE))
        self.form.row(Field("again", N_("The same once more"), self.again, required=True))
        self.form.set_values({"how": WITNESS})
        self.form.saved.connect(self._claim)
        self.how.value_changed.connect(self._shape)
        self.do = button(N_("Claim the keys"), "primary", clicked=self.form.save)
        self._said = text_label("", "error")
        self._said.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Claim the keys"), "section"))
        inside.addWidget(
            label(
                N_("New keys are made under a password that only you know. From then on you alone sign with them."),
                "muted",
            )
        )
        inside.addWidget(self.form)
        inside.addWidget(self._said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Cancel"), clicked=self.reject))
        row.addWidget(self.do)
        inside.addLayout(row)
        self._shape()

    def _shape(self) -> None:
        self.form.show_field("witness", self.how.value() == WITNESS)

    def _claim(self, _values: object) -> None:
        new, session, proof = self.new.value(), self._session, self.proof.value()
        if new != self.again.value():
            self.form.show_errors({"again": Invalid(N_("The two passwords differ. Type the same one twice."))})
            return
        self.do.setEnabled(False)
        self._said.hide()
        if self.how.value() == WITNESS:
            witness = self.witness.value() or ""
            run(self, lambda progress: claims.by_witness(session, witness, proof, new), self._done, self._failed)
        else:
            run(self, lambda progress: claims.by_former_password(session, proof, new), self._done, self._failed)

    def _done(self, _nothing: object) -> None:
        self.accept()
        self.claimed.emit()

    def _failed(self, error: Exception) -> None:
        self.do.setEnabled(True)
        if isinstance(error, WrongPassword):
            self.form.show_errors({"proof": error})
        elif isinstance(error, Invalid):
            self.form.show_errors({"new": error})
        else:
            self._said.setText(problem(error).text)
            self._said.show()
