"""What does each step of the first run ask? One form a step; the checks that need no vault stand here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES
from app.desktop.signin.own_password import ADVICE
from app.desktop.theme import theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.text_field import TextField
from app.registry.first_run import OtherLead
from app.vault.errors import AppError, Invalid
from app.vault.people import Unit
from app.vault.recovery import RecoveryForm

DEFAULT_FOLDER = "NhipCau"
DIFFERENT = N_("The two passwords differ. Type the same one twice.")


def check_user(value: object) -> None:
    """A user name that can be typed again on any keyboard. Raises Invalid."""
    text = str(value)
    if len(text) > 60 or any(ch.isspace() for ch in text):
        raise Invalid(N_("A user name has 1 to 60 letters or digits, without blanks."))


class OfficeStep(Form):
    """Which office, and what it is called on paper."""

    def __init__(self) -> None:
        super().__init__()
        self.row(
            Field(
                "unit",
                N_("Your unit"),
                ChoiceField([Choice(unit, UNIT_NAMES[unit]) for unit in Unit]),
                required=True,
                hint=N_("Each unit’s records are locked away from the others, with a key of their own."),
            )
        )
        self.row(
            Field("name", N_("Name of the office"), TextField(N_("for example: Công an xã Vĩnh Am")), required=True)
        )
        self.set_values({"unit": Unit.POLICE})

    def unit(self) -> Unit:
        return Unit(str(self.values()["unit"]))


class FolderField(QWidget):
    """A folder as text, with a button to choose it."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = TextField()
        self.value_changed = self.edit.value_changed
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.edit, 1)
        row.addWidget(button(N_("Choose…"), "", "folder", clicked=self._choose))
        self.setFocusProxy(self.edit)

    def value(self) -> str | None:
        return self.edit.value()

    def set_value(self, value: object) -> None:
        self.edit.set_value(value)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Choose an empty folder"), str(Path.home()))
        if found:
            self.edit.set_value(found)


class FolderStep(Form):
    """Where the vault will lie."""

    def __init__(self) -> None:
        super().__init__()
        self.row(
            Field(
                "folder",
                N_("Folder for the vault"),
                FolderField(),
                required=True,
                hint=N_("A new or empty folder on this computer’s own disk, not on a network share."),
            )
        )
        self.set_values({"folder": str(Path.home() / DEFAULT_FOLDER)})

    def folder(self) -> Path:
        return Path(str(self.values().get("folder") or "")).expanduser()


class LeadStep(Form):
    """Who founds the vault."""

    def __init__(self) -> None:
        super().__init__()
        self.password, self.again = PasswordField(), PasswordField()
        self.row(Field("full_name", N_("Your full name"), TextField(), required=True))
        self.row(
            Field(
                "user",
                N_("User name"),
                TextField(),
                required=True,
                check=check_user,
                hint=N_("Short, without blanks or marks, for example “hanh.ca”."),
            )
        )
        self.row(
            Field("password", N_("Password"), self.password, required=True),
            Field("again", N_("The same once more"), self.again, required=True),
        )
        self.add(_small(ADVICE))
        self.changed.connect(self._rate)

    def _rate(self) -> None:
        typed = self.draft()
        about = (str(typed["user"] or ""), str(typed["full_name"] or ""))
        if about != getattr(self, "_about", None):
            self._about = about
            self.password.rate(*about)

    def same(self) -> bool:
        """Whether both passwords are alike; what is wrong is marked."""
        if self.password.value() == self.again.value():
            return True
        self.show_errors({"again": Invalid(DIFFERENT)})
        return False


class OthersStep(Form):
    """The leads of the other units: a name and a user name each, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        for unit in Unit:
            self.row(
                Field(f"{unit}.name", UNIT_NAMES[unit], TextField(N_("Full name of the lead"))),
                Field(f"{unit}.user", N_("User name"), TextField(), check=check_user),
            )

    def for_unit(self, own: Unit) -> None:
        """Ask for every unit but one's own."""
        for unit in Unit:
            for part in ("name", "user"):
                self.show_field(f"{unit}.{part}", unit is not own)

    def others(self, own: Unit) -> list[OtherLead]:
        values = self.values()
        return [
            OtherLead(str(values[f"{unit}.user"]), str(values[f"{unit}.name"]), unit)
            for unit in Unit
            if unit is not own and values.get(f"{unit}.name") and values.get(f"{unit}.user")
        ]

    def right(self, own: Unit, founder: str) -> bool:
        """Whether each lead has both names and a user name of their own; what is wrong is marked."""
        wrong: dict[str, AppError] = {}
        values = self.values()
        taken = {founder.casefold()}
        for unit in Unit:
            name, user = values.get(f"{unit}.name"), values.get(f"{unit}.user")
            if unit is own or (not name and not user):
                continue
            if not name:
                wrong[f"{unit}.name"] = Invalid(N_("Enter the full name."))
            elif not user:
                wrong[f"{unit}.user"] = Invalid(N_("A user name has 1 to 60 letters or digits, without blanks."))
            elif str(user).casefold() in taken:
                wrong[f"{unit}.user"] = Invalid(N_("That user name is taken. Choose another."))
            taken.add(str(user or "").casefold())
        self.show_errors(wrong)
        return not wrong


class RecoveryStep(Form):
    """One code or three envelopes."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = ChoiceField(
            [
                Choice(RecoveryForm.WHOLE, N_("One code in one envelope, in the office’s safe")),
                Choice(RecoveryForm.TWO_OF_THREE, N_("Three envelopes with three people, of which any two open")),
            ],
            upright=True,
        )
        self.row(Field("form", N_("How will the recovery code be kept?"), self.choice, required=True))
        self.set_values({"form": RecoveryForm.WHOLE})

    def chosen(self) -> RecoveryForm:
        return RecoveryForm(str(self.choice.value()))


def _small(source: str) -> QWidget:
    from app.desktop.widgets.looks import label

    return label(source, "small")
