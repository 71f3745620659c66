"""Which fields has the form of a case beside the usual? Consents purpose by purpose, a birth, special protection."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import parse_birth, show_birth
from app.common.i18n import N_, tr
from app.common.text import nfc
from app.desktop.social.cases.words import HOW_NAMES
from app.desktop.theme import on_language, theme
from app.desktop.widgets import (
    Choice,
    ChoiceField,
    DateField,
    FlowLayout,
    TextField,
    label,
    surface,
    text_label,
)
from app.social.cases.consents import problems
from app.social.cases.terms import FLAG_NAMES, ConsentState, Flag, How, purposes
from app.social.cases.values import NewConsent
from app.vault.errors import AppError, Invalid
from app.vault.session import Session

NOT_ASKED = "not_asked"
ANSWERS = (
    Choice(ConsentState.GIVEN, N_("Agrees")),
    Choice(ConsentState.REFUSED, N_("Refuses")),
    Choice(NOT_ASKED, N_("Not asked")),
)


class BirthField(TextField):
    """A day of birth, or the year alone. The value is what was typed, understood when it is read."""

    def __init__(self, session: Session) -> None:
        super().__init__(N_("dd/mm/yyyy, or the year alone"))
        self._session = session
        self.editingFinished.connect(self.tidy)

    def value(self) -> date | int | None:  # type: ignore[override]
        typed = self.text().strip()
        return parse_birth(typed, self._session.today()) if typed else None

    def set_value(self, value: object) -> None:
        self.setText(show_birth(value) if isinstance(value, date | int) else nfc(str(value or "")))

    def tidy(self) -> None:
        """Rewrite what was understood."""
        try:
            found = self.value()
        except AppError:  # said under the field
            return
        if found is not None and show_birth(found) != self.text():
            self.setText(show_birth(found))


class FlagsField(QWidget):
    """What calls for special protection; nothing is ticked beforehand."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[Flag, QCheckBox] = {flag: QCheckBox() for flag in Flag}
        flow = FlowLayout(self, theme().px(16))
        for box in self.boxes.values():
            flow.addWidget(box)
            box.toggled.connect(lambda _on: self.value_changed.emit())
        on_language(self, self._speak)
        self.setFocusProxy(self.boxes[Flag.CHILD])

    def _speak(self) -> None:
        for flag, box in self.boxes.items():
            box.setText(tr(FLAG_NAMES[flag]))

    def value(self) -> frozenset[Flag]:
        return frozenset(flag for flag, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: object) -> None:
        given = {str(each) for each in value} if isinstance(value, list | tuple | set | frozenset) else set()
        for flag, box in self.boxes.items():
            box.setChecked(flag.value in given)


class PurposeRow(QWidget):
    """One purpose: agrees, refuses, not asked; of a consent also how, the witness, to whom, until when."""

    changed = Signal()
    agreed = Signal(object)  # itself

    def __init__(self, session: Session, code: str, name: str) -> None:
        super().__init__()
        self.code, self.name = code, name
        self.answer = ChoiceField(ANSWERS)
        self.answer.set_value(NOT_ASKED)
        self.answer.set_accessible(name)
        # The answers stand side by side: a flow of words would be as narrow as its longest.
        self.answer.setFixedWidth(theme().px(296))
        self.how = ChoiceField([Choice(how, words) for how, words in HOW_NAMES.items()])
        self.witness = TextField(N_("Witness to the consent"))
        self.recipient = TextField(N_("To whom, if to one alone"))
        self.until = DateField(session.today)
        self.until.edit.setPlaceholderText("")
        self._more = QWidget()
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(theme().px(12))
        first.addWidget(label(N_("How it was given"), "small", wrap=False))
        first.addWidget(self.how, 1)
        second.addWidget(self.witness, 2)
        second.addWidget(self.recipient, 3)
        second.addWidget(label(N_("Until"), "small", wrap=False))
        second.addWidget(self.until, 2)
        more = QVBoxLayout(self._more)
        more.setContentsMargins(theme().px(16), 0, 0, 0)
        more.setSpacing(theme().px(6))
        more.addLayout(first)
        more.addLayout(second)
        head = QHBoxLayout()
        head.setSpacing(theme().px(12))
        head.addWidget(text_label(name), 1)
        head.addWidget(self.answer)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(6))
        inside.addLayout(head)
        inside.addWidget(self._more)
        self._more.hide()
        on_language(self, self._speak)
        self.answer.value_changed.connect(self._answered)
        for part in (self.how, self.witness, self.recipient, self.until):
            part.value_changed.connect(self._changed)

    def _speak(self) -> None:
        for part, words in ((self.how, N_("How it was given")), (self.until, N_("Until"))):
            named = tr("{verb}: {name}", verb=tr(words), name=self.name)
            getattr(part, "set_accessible", part.setAccessibleName)(named)
        self.until.edit.setAccessibleName(tr("{verb}: {name}", verb=tr("Until"), name=self.name))
        self.witness.setAccessibleName(tr("{verb}: {name}", verb=tr("Witness to the consent"), name=self.name))
        self.recipient.setAccessibleName(tr("{verb}: {name}", verb=tr("To whom it may go"), name=self.name))

    def _changed(self) -> None:
        self.witness.setVisible(self.how.value() == How.ORAL)
        self.changed.emit()

    def _answered(self) -> None:
        given = self.answer.value() == ConsentState.GIVEN
        self._more.setVisible(given)
        if given:
            self.agreed.emit(self)
        self._changed()

    def plain(self) -> list[Any]:
        """As kept in a draft: code, answer, how, witness, to whom, until."""
        try:
            until: object = self.until.value()
        except AppError:  # what was typed is no date: kept as it stands
            until = self.until.edit.text()
        how = self.how.value()
        return [self.code, str(self.answer.value() or NOT_ASKED), str(how) if how else "",
                self.witness.value() or "", self.recipient.value() or "", until]  # fmt: skip

    def fill(self, plain: Sequence[Any]) -> None:
        _code, answer, how, witness, recipient, until = plain
        self.answer.set_value(answer if answer == NOT_ASKED else ConsentState(answer))
        self.how.set_value(How(how) if how else None)
        self.witness.set_value(witness or None)
        self.recipient.set_value(recipient or None)
        if isinstance(until, date):
            self.until.set_value(until)
        elif until:
            self.until.edit.setText(str(until))

    def check(self, today: date) -> None:
        """Raises Invalid, with the purpose, where the unit's rule finds something wrong with the answer."""
        if self.answer.value() == ConsentState.GIVEN:
            self.until.value()
        for new in consents_of((self.plain(),), today):
            for why in problems(new, today).values():
                raise Invalid(N_("“{purpose}”: {why}"), purpose=self.name, why=why)


class ConsentsField(QWidget):
    """Every purpose, none answered beforehand. The value is a tuple of plain lines, one for each purpose."""

    value_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows = [PurposeRow(session, code, name) for code, name in purposes().items()]
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        for at, row in enumerate(self.rows):
            if at:
                inside.addWidget(surface("rule"))
            inside.addWidget(row)
            row.changed.connect(self.value_changed)
            row.agreed.connect(self._same_as_before)

    def setFocus(self, *reason: Any) -> None:
        """Into the first purpose. (No focus proxy: a draft asks the field itself for its text.)"""
        self.rows[0].answer.setFocus(*reason)

    def _same_as_before(self, row: PurposeRow) -> None:
        """How the first consent was given is offered for the next ones: it is one talk and one form."""
        first = next((each for each in self.rows if each is not row and each.how.value() is not None), None)
        if first is not None and row.how.value() is None:
            row.how.set_value(first.how.value())
            row.witness.set_value(first.witness.value())

    def answered(self, code: str) -> object:
        """What was answered to a purpose."""
        return next(row.answer.value() for row in self.rows if row.code == code)

    def value(self) -> tuple[Any, ...]:
        for row in self.rows:
            row.check(self._session.today())
        return tuple(row.plain() for row in self.rows)

    def text(self) -> list[Any]:
        """For a draft: as it stands, understood or not."""
        return [row.plain() for row in self.rows]

    def set_value(self, value: object) -> None:
        lines = {line[0]: line for line in value} if isinstance(value, list | tuple) else {}
        for row in self.rows:
            if row.code in lines:
                row.fill(lines[row.code])

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)


def consents_of(lines: Sequence[Any], day: date) -> tuple[NewConsent, ...]:
    """What was answered, without what was not asked."""
    return tuple(
        NewConsent(
            purpose=code,
            state=ConsentState(answer),
            given_on=day,
            how=How(how) if how and answer == ConsentState.GIVEN else None,
            recipient=recipient if answer == ConsentState.GIVEN else "",
            until=until if answer == ConsentState.GIVEN else None,
            witness=witness if answer == ConsentState.GIVEN and how == How.ORAL else "",
        )
        for code, answer, how, witness, recipient, until in lines
        if answer != NOT_ASKED
    )
