"""How is a client found who came back? By the code on the card; by the phrase they chose, if the card was lost."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.background import run
from app.desktop.health.clients.year_field import YearField
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Choice, ChoiceField, Field, Form, TextField, button, label, show_problem
from app.health.clients import phrases, services
from app.health.clients.phrases import Returned
from app.health.clients.terms import SEX_NAMES
from app.vault.errors import AppError, Invalid
from app.vault.session import Session


class FindClient(QDialog):
    """`found(id)` once it is clear who it is. Of several, each is a button: nothing but the code stands on it."""

    found = Signal(int)

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent)
        self._session, self._busy = session, False
        self.setWindowTitle(tr("Find a client"))
        self.setMinimumWidth(theme().px(560))
        self.form = Form()
        self.form.enter_moves = False  # Enter looks: a card is typed or scanned, and that is all
        self.form.row(Field("code", N_("Code on the card"), TextField(N_("K7MP-3T9R"))))
        self.form.section(N_("If the card was lost"))
        self.form.row(Field("phrase", N_("The phrase that the client chose"), TextField(),
                            hint=N_("Marks and capitals do not matter. Let the client type it.")))  # fmt: skip
        self.form.row(
            Field("birth_year", N_("Year of birth"), YearField()),
            Field("sex", N_("Sex"), ChoiceField([Choice(code, name) for code, name in SEX_NAMES.items()])),
        )
        self.said = Banner("", Tone.WARN)
        self.said.hide()
        self.several = QHBoxLayout()
        self.several.setSpacing(theme().px(8))
        self.do = button(N_("Find"), "primary", "search", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addWidget(label(N_("Attempts by phrase are counted and stand in the audit."), "small"), 1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(label(N_("Find a client"), "title"))
        inside.addWidget(self.form)
        inside.addWidget(self.said)
        inside.addLayout(self.several)
        inside.addLayout(buttons)
        code = self.form.field("code").editor
        assert isinstance(code, TextField)
        code.returnPressed.connect(self.form.save)
        phrase = self.form.field("phrase").editor
        assert isinstance(phrase, TextField)
        phrase.returnPressed.connect(self.form.save)
        self.form.saved.connect(self._find)
        code.setFocus()

    def _find(self, values: Any) -> None:
        code, phrase = values.get("code"), values.get("phrase")
        if self._busy:
            return
        if not code and not phrase:
            self.form.show_errors({"code": Invalid(N_("Enter the code, or the phrase below."))})
            return
        session = self._session

        def look(_progress: object) -> list[Returned]:
            if code:
                return [Returned(services.find_code(session, str(code)), str(code))]
            return phrases.find(session, str(phrase), values.get("birth_year"), str(values.get("sex") or ""))

        self._set_busy(True)
        run(self, look, self._show, lambda error: self._failed(error, "code" if code else "phrase"))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.do.setEnabled(not busy)

    def _failed(self, error: Exception, name: str) -> None:
        self._set_busy(False)
        if not isinstance(error, AppError):
            show_problem(self, error)
        elif isinstance(error, Invalid):
            self.form.show_errors({name: error})
        else:
            self._say(sentence(error))

    def _say(self, words: str) -> None:
        self.said.set_text(words)
        self.said.show()

    def _show(self, hits: list[Returned]) -> None:
        self._set_busy(False)
        if len(hits) == 1:
            self._choose(hits[0].client_id)
            return
        self._say(tr("Several clients have this phrase. Which code does the person know a part of?"))
        for hit in hits:
            made = button(N_("Open"), "", clicked=self._chooser(hit.client_id))
            made.setText(hit.code)
            self.several.addWidget(made)

    def _chooser(self, client_id: int) -> Callable[[], None]:
        return lambda: self._choose(client_id)

    def _choose(self, client_id: int) -> None:
        self.accept()
        self.found.emit(client_id)
