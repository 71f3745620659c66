"""How is one of several things chosen? Up to 3: radio buttons; up to 10: a box; else a search list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.common.i18n import N_, tr
from app.common.text import fold
from app.desktop.theme import on_language, theme
from app.desktop.widgets.completer import MarklessCompleter
from app.desktop.widgets.flow import FlowLayout
from app.vault.errors import Invalid

RADIOS, COMBO = 3, 10


@dataclass(frozen=True)
class Choice:
    """A value and its name. A `source` name is translated; a name from the records has `translated=False`."""

    value: object
    name: str
    translated: bool = True

    def shown(self) -> str:
        return tr(self.name) if self.translated else self.name


UNKNOWN = Choice("unknown", N_("Not known"))  # a value, distinct from “no” and from an empty field


class ChoiceField(QWidget):
    """One of `choices`, or None while nothing is chosen."""

    value_changed = Signal()

    def __init__(self, choices: Sequence[Choice], *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = upright
        self._face: _Radios | _Box | _SearchList | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on; what was chosen stays chosen if it is among them."""
        before = self._face.value() if self._face is not None and not isinstance(self._face, _SearchList) else None
        if self._face is not None:
            self._face.setParent(None)
            self._face.deleteLater()
        if len(choices) <= RADIOS:
            self._face = _Radios(choices, self._upright)
        elif len(choices) <= COMBO:
            self._face = _Box(choices)
        else:
            self._face = _SearchList(choices)
        self._face.changed.connect(self.value_changed)
        self._inside.addWidget(self._face)
        self.setFocusProxy(self._face.entry())
        self.set_accessible(self.accessibleName())
        if before is not None:
            self.set_value(before)

    def value(self) -> object:
        assert self._face is not None
        return self._face.value()

    def set_value(self, value: object) -> None:
        assert self._face is not None
        self._face.set_value(value)

    def set_accessible(self, name: str) -> None:
        """The name a screen reader says; the form gives the label's text."""
        self.setAccessibleName(name)
        assert self._face is not None
        self._face.set_accessible(name)


def _show_name(made: QRadioButton, choice: Choice) -> None:
    made.setText(choice.shown())


class _Radios(QWidget):
    changed = Signal()

    def __init__(self, choices: Sequence[Choice], upright: bool) -> None:
        super().__init__()
        holder = QWidget()
        row: QLayout = QVBoxLayout(holder) if upright else FlowLayout(holder, theme().px(24))
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4 if upright else 24))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        inside.addWidget(holder)
        self._group = QButtonGroup(self)
        self._choices = list(choices)
        for number, choice in enumerate(choices):
            made = QRadioButton()
            on_language(made, partial(_show_name, made, choice))
            self._group.addButton(made, number)
            row.addWidget(made)
        self._group.idToggled.connect(lambda _id, on: self.changed.emit() if on else None)

    def entry(self) -> QWidget:
        return self._group.checkedButton() or self._group.button(0)

    def value(self) -> object:
        chosen = self._group.checkedId()
        return self._choices[chosen].value if chosen >= 0 else None

    def set_value(self, value: object) -> None:
        self._group.setExclusive(False)
        for number, choice in enumerate(self._choices):
            self._group.button(number).setChecked(choice.value == value)
        self._group.setExclusive(True)

    def set_accessible(self, name: str) -> None:
        for made in self._group.buttons():
            made.setAccessibleDescription(name)


class _Box(QComboBox):
    changed = Signal()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = list(choices)
        for choice in choices:
            self.addItem("", choice.value)
        on_language(self, self._name)
        self.setCurrentIndex(-1)
        self.currentIndexChanged.connect(lambda: self.changed.emit())

    def _name(self) -> None:
        for number, choice in enumerate(self._choices):
            self.setItemText(number, choice.shown())
        self.setPlaceholderText(tr("Choose…"))

    def entry(self) -> QWidget:
        return self

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change an answer

    def value(self) -> object:
        at = self.currentIndex()
        return self._choices[at].value if at >= 0 else None

    def set_value(self, value: object) -> None:
        found = [number for number, choice in enumerate(self._choices) if choice.value == value]
        self.setCurrentIndex(found[0] if found else -1)

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)


class _SearchList(QLineEdit):
    changed = Signal()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = list(choices)
        self._completer = MarklessCompleter(parent=self)
        self.setCompleter(self._completer)
        on_language(self, self._name)
        self.textChanged.connect(lambda: self.changed.emit())
        self.editingFinished.connect(self._settle)

    def _name(self) -> None:
        self._completer.set_texts(choice.shown() for choice in self._choices)
        self.setPlaceholderText(tr("Type to search"))

    def _found(self) -> Choice | None:
        typed = self.text().strip()
        exact = [choice for choice in self._choices if choice.shown() == typed]
        alike = exact or [choice for choice in self._choices if fold(choice.shown()) == fold(typed)]
        return alike[0] if alike else None

    def _settle(self) -> None:
        found = self._found()
        if found is not None and found.shown() != self.text():
            self.setText(found.shown())

    def entry(self) -> QWidget:
        return self

    def value(self) -> object:
        found = self._found()
        if found is None and self.text().strip():
            raise Invalid(N_("“{text}” is not in the list. Choose one of the list."), text=self.text().strip())
        return found.value if found else None

    def set_value(self, value: object) -> None:
        self.setText(next((choice.shown() for choice in self._choices if choice.value == value), ""))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.text() and event.button() == Qt.MouseButton.LeftButton:
            self._completer.setCompletionPrefix("")
            self._completer.complete()

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)
