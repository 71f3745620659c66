"""How is an account made or changed? Two small forms; errors stand under their fields."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.permissions import LEVEL_NAMES, UNIT_NAMES
from app.desktop.background import run
from app.desktop.theme import theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button, text_label
from app.desktop.widgets.problem import problem
from app.desktop.widgets.text_field import TextField
from app.registry import accounts
from app.vault.errors import Invalid
from app.vault.membership import Invitation
from app.vault.people import Account, Level, Unit
from app.vault.session import Session


def level_name(level: Level) -> str:
    """A level as it stands alone: with a capital."""
    name = tr(LEVEL_NAMES[level])
    return name[:1].upper() + name[1:]


def levels() -> list[Choice]:
    """Most are officers, so that comes first."""
    return [Choice(level, level_name(level), translated=False) for level in (Level.OFFICER, Level.LEAD, Level.VIEWER)]


class _Dialog(QDialog):
    """A form with one button that does it; what the service refuses stands under the fields."""

    def __init__(self, parent: QWidget, title: str, do: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme().px(480))
        self.form = Form()
        self.do = button(do, "primary", clicked=self.form.save)
        self._said = text_label("", "error")
        self._said.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(self.form)
        inside.addWidget(self._said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Cancel"), clicked=self.reject))
        row.addWidget(self.do)
        inside.addLayout(row)

    def _refuse(self, error: Exception) -> None:
        self.do.setEnabled(True)
        if isinstance(error, Invalid) and error.fields:
            self.form.show_errors(error.fields)
            return
        self._said.setText(problem(error).text)
        self._said.show()


class InviteSomebody(_Dialog):
    """`invited(Invitation)` once the account is made."""

    invited = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, tr("Invite somebody"), N_("Make the one-time password"))
        self._session = session
        own = session.account.unit
        units = [own, *(unit for unit in Unit if unit is not own and not session.directory.leads(unit))]
        self.unit = ChoiceField([Choice(unit, UNIT_NAMES[unit]) for unit in units])
        self.level = ChoiceField(levels())
        self.form.row(Field("full_name", N_("Full name"), TextField(), required=True))
        self.form.row(
            Field(
                "user",
                N_("User name"),
                TextField(),
                required=True,
                hint=N_("Short, without blanks or marks, for example “hanh.ca”."),
            )
        )
        self.form.row(Field("unit", N_("Unit"), self.unit, required=True))
        self.form.row(Field("level", N_("Level"), self.level, required=True))
        self.form.set_values({"unit": own, "level": Level.OFFICER})
        self.form.show_field("unit", len(units) > 1)
        self.form.go_to("full_name")
        self.unit.value_changed.connect(self._unit_chosen)
        self.form.saved.connect(self._invite)

    def _unit_chosen(self) -> None:
        own = self.unit.value() is self._session.account.unit
        self.form.show_field("level", own)  # of another unit only the first lead is invited

    def _invite(self, values: dict[str, object]) -> None:
        unit = values.get("unit") or self._session.account.unit
        level = values["level"] if unit is self._session.account.unit else Level.LEAD
        self.do.setEnabled(False)
        run(
            self,
            lambda progress: accounts.invite(
                self._session, str(values["user"]), str(values["full_name"]), Unit(str(unit)), Level(str(level))
            ),
            self._made,
            self._refuse,
        )

    def _made(self, invitation: Invitation) -> None:
        self.accept()
        self.invited.emit(invitation)


class ChangeAccount(_Dialog):
    """`changed(sentence)` once it is stored."""

    changed = Signal(str)

    def __init__(self, session: Session, account: Account, parent: QWidget) -> None:
        super().__init__(parent, tr("Change the account “{user}”", user=account.user), N_("Save"))
        self._session, self._account = session, account
        self.form.row(Field("full_name", N_("Full name"), TextField(), required=True))
        self.form.row(Field("level", N_("Level"), ChoiceField(levels()), required=True))
        self.form.set_values({"full_name": account.full_name, "level": account.level})
        self.form.saved.connect(self._change)

    def _change(self, values: dict[str, object]) -> None:
        self.do.setEnabled(False)
        run(
            self,
            lambda progress: accounts.change_account(
                self._session, self._account.id, str(values["full_name"]), Level(str(values["level"]))
            ),
            self._done,
            self._refuse,
        )

    def _done(self, account: Account) -> None:
        self.accept()
        self.changed.emit(tr("The account of {name} was changed.", name=account.full_name))
