"""How does a lead make a new recovery code, and what becomes of the old one?"""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.desk import desk
from app.desktop.signin.recovery_sheet import NAMES
from app.desktop.signin.sheets import PrintSheets, TypeBack, only_now
from app.desktop.theme import theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.problem import show_problem
from app.desktop.widgets.toast import say
from app.registry import accounts, queries
from app.vault.recovery import RecoveryForm, RecoverySheet
from app.vault.session import Session

FORMS = [
    Choice(RecoveryForm.WHOLE, N_("One code in one envelope")),
    Choice(RecoveryForm.TWO_OF_THREE, N_("Three envelopes, of which any two open")),
]


class RecoveryCodes(QDialog):
    """Choose whose records and which form, make, print, type back."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._sheets: list[RecoverySheet] = []
        self.setWindowTitle(tr("Recovery codes"))
        self.setModal(True)
        self.setMinimumWidth(theme().px(560))
        own = accounts.recoverable(session)
        self.part = ChoiceField([Choice(part, NAMES[part]) for part in own], upright=True)
        self.part.set_value(own[0])
        self.form = ChoiceField(FORMS, upright=True)
        self.form.set_value(RecoveryForm.WHOLE)
        self.go = button(N_("Make a new code"), "primary", "key", clicked=self._go)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(*(theme().px(24),) * 4)
        self._inside.setSpacing(theme().px(12))
        self._inside.addWidget(text_label(tr("Recovery codes"), "section"))
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(
            label(
                N_(
                    "A new code takes the place of the old one, whose paper is then worthless. Make one when the sheet"
                    " is missing, or when somebody saw it."
                ),
                "muted",
            )
        )
        column.addWidget(FieldBox(Field("part", N_("For which records"), self.part)))
        column.addWidget(FieldBox(Field("form", N_("In which form"), self.form)))
        self._inside.addWidget(self._content)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Close"), clicked=self.reject))
        row.addWidget(self.go)
        self._inside.addLayout(row)
        self._print: PrintSheets | None = None
        self._back: TypeBack | None = None

    def _go(self) -> None:
        if self._print is None:
            self._make()
        elif self._back is None:
            self._ask_back()
        elif self._back.proved():
            desk().sheet_proved(self._session)
            self.accept()
            say(desk().window, tr("The new recovery code is on paper and was checked."))

    def _make(self) -> None:
        part, form = self.part.value(), self.form.value()
        self.go.setEnabled(False)
        run(
            self,
            lambda progress: accounts.renew_recovery(self._session, part, form),  # type: ignore[arg-type]
            self._made,
            self._failed,
        )

    def _made(self, sheet: RecoverySheet) -> None:
        desk().preferences.note_sheet(self._session.vault.header.vault_id, proved=False)
        self._sheets = [sheet]
        with self._session.read() as db:
            office = queries.office(db, self._session.account.unit).name
        self._print = PrintSheets(self._sheets, office or tr("Nhịp Cầu"), self._session.today())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(only_now())
        column.addWidget(self._print)
        self._replace(page)
        self.go.setText(tr("I have it on paper"))
        self.go.setEnabled(True)

    def _ask_back(self) -> None:
        self._back = TypeBack(self._sheets)
        self._back.entered.connect(self._go)
        self._replace(self._back)
        self.go.setText(tr("Check"))
        self._back.setFocus()

    def _replace(self, page: QWidget) -> None:
        self._inside.replaceWidget(self._content, page)
        self._content.hide()
        if self._content is not self._print:
            self._content.deleteLater()
        self._content = page
        self.adjustSize()

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        show_problem(self, error)
