"""Which fields does the intake form need that no other form has: the kind explained, an hour, “not known”, flags?"""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.common.dates import parse_datetime
from app.common.i18n import N_, sentence, tr
from app.common.text import fold
from app.desktop.reports.drafts import NOT_KNOWN
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets import MarklessCompleter, TextField, label, text_label
from app.police.reports.terms import FLAG_NAMES, KIND_NAMES, Flag, ReportKind
from app.registry.queries import EstablishmentInfo
from app.vault.errors import AppError

KIND_MEANINGS: dict[ReportKind, str] = {
    ReportKind.CRIME_REPORT: N_("Someone tells of what may be a crime."),
    ReportKind.DENUNCIATION: N_("A named person tells of a breach of the law by somebody and wants it settled."),
    ReportKind.COMPLAINT: N_("Someone wants an office's decision or act against them looked at again."),
    ReportKind.PETITION: N_("Someone asks or proposes that something be done."),
    ReportKind.FEEDBACK: N_("Someone tells what they see or think, without asking for a decision."),
}


class KindField(QWidget):
    """The kind, each with a line that tells it from the others. Nothing is chosen beforehand: it decides the law."""

    value_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme().px(4), 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(1, 1)
        for at, (kind, meaning) in enumerate(KIND_MEANINGS.items()):
            made = QRadioButton()
            on_language(made, partial(_name_radio, made, KIND_NAMES[kind], meaning))
            self._group.addButton(made, at)
            words = label(meaning, "muted")
            words.mousePressEvent = partial(_choose, made)  # type: ignore[method-assign]
            grid.addWidget(made, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at, 1)
        self._group.idToggled.connect(lambda _id, on: self.value_changed.emit() if on else None)
        self.setFocusProxy(self._group.button(0))

    def value(self) -> ReportKind | None:
        at = self._group.checkedId()
        return list(KIND_MEANINGS)[at] if at >= 0 else None

    def set_value(self, value: object) -> None:
        self._group.setExclusive(False)
        for at, kind in enumerate(KIND_MEANINGS):
            self._group.button(at).setChecked(kind == value)
        self._group.setExclusive(True)

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)


def _choose(made: QRadioButton, _event: object) -> None:
    made.setChecked(True)


def _name_radio(made: QRadioButton, name: str, meaning: str) -> None:
    made.setText(tr(name))
    made.setAccessibleDescription(tr(meaning))


class EnterMovesOn(QObject):
    """On a radio button or a check box, Enter chooses (a radio) and goes to the next field, as in every other field."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        for made in form.findChildren(QAbstractButton):
            if isinstance(made, QRadioButton | QCheckBox):
                made.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not isinstance(watched, QAbstractButton):
            return False
        if isinstance(watched, QRadioButton) and not watched.isChecked():
            group = watched.group()
            if group is None or group.checkedId() < 0:
                watched.setChecked(True)
        self._form.focusNextChild()
        return True


class HourField(TextField):
    """An hour as people write it: 14h30, 14:30, 8 giờ, 1430. None when only the day is known."""

    def __init__(self) -> None:
        super().__init__(N_("14h30"))
        self.editingFinished.connect(self.tidy)

    def value(self) -> time | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        run = re.fullmatch(r"(\d{1,2})(\d{2})?", typed)
        text = f"{run[1]}:{run[2] or '00'}" if run else typed
        return parse_datetime(text, date(2000, 1, 1)).timetz().replace(tzinfo=None)

    def set_value(self, value: object) -> None:
        self.setText(f"{value:%H:%M}" if isinstance(value, time) else "")

    def tidy(self) -> None:
        """Rewrite what was understood."""
        try:
            found = self.value()
        except AppError:
            return
        if found is not None and f"{found:%H:%M}" != self.text():
            self.setText(f"{found:%H:%M}")


class OrUnknown(QWidget):
    """A field that can also be “not known”. Ticking it keeps what was typed, for the tick may be taken back."""

    value_changed = Signal()

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self.editor = editor
        self.unknown = QCheckBox()
        on_language(self.unknown, lambda: self.unknown.setText(tr("Not known")))
        self.unknown.toggled.connect(self._toggled)
        self._warning = text_label("", "small")
        self._warn: Callable[[str], AppError | None] | None = None
        editor.value_changed.connect(self.value_changed)  # type: ignore[attr-defined]
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(12))
        row.addWidget(editor, 1)
        row.addWidget(self.unknown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(4))
        whole.addLayout(row)
        whole.addWidget(self._warning)
        self._warning.hide()
        self.setFocusProxy(editor)

    def warns(self, warn: Callable[[str], AppError | None]) -> "OrUnknown":
        """Say when what was typed looks odd; it is never refused."""
        self._warn = warn
        self.editor.editingFinished.connect(self._look)  # type: ignore[attr-defined]
        on_theme(self, lambda: self._warning.setStyleSheet(f"color: {theme().tone(Tone.WARN)[0].name()};"))
        return self

    def value(self) -> object:
        return NOT_KNOWN if self.unknown.isChecked() else self.editor.value()  # type: ignore[attr-defined]

    def set_value(self, value: object) -> None:
        self.unknown.setChecked(value is NOT_KNOWN)
        if value is not NOT_KNOWN:
            self.editor.set_value(value)  # type: ignore[attr-defined]
        self._look()

    def set_accessible(self, name: str) -> None:
        self.editor.setAccessibleName(name)
        self.unknown.setAccessibleName(tr("{label}: not known", label=name))

    def _toggled(self, unknown: bool) -> None:
        self.editor.setEnabled(not unknown)
        self._look()
        self.value_changed.emit()

    def _look(self) -> None:
        typed = self.value()
        error = self._warn(typed) if self._warn is not None and isinstance(typed, str) else None
        self._warning.setVisible(error is not None)
        self._warning.setText(sentence(error) if error is not None else "")


class FlagsField(QWidget):
    """What puts a report before all others; several may hold."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        row.setSpacing(theme().px(24))
        self._boxes: dict[Flag, QCheckBox] = {}
        for flag in Flag:
            made = QCheckBox()
            on_language(made, partial(_name_box, made, FLAG_NAMES[flag]))
            made.toggled.connect(lambda: self.value_changed.emit())
            self._boxes[flag] = made
            row.addWidget(made)
        row.addStretch(1)
        self.setFocusProxy(self._boxes[Flag.CHILD])

    def value(self) -> frozenset[Flag]:
        return frozenset(flag for flag, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: object) -> None:
        given = set(value) if isinstance(value, list | tuple | set | frozenset) else set()
        for flag, box in self._boxes.items():
            box.setChecked(flag in given)

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)


def _name_box(made: QCheckBox, source: str) -> None:
    made.setText(tr(source))


class TickField(QCheckBox):
    """Yes or no, never ticked beforehand."""

    value_changed = Signal()

    def __init__(self, source: str) -> None:
        super().__init__()
        on_language(self, lambda: self.setText(tr(source)))
        self.toggled.connect(lambda: self.value_changed.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))


class EstablishmentField(QWidget):
    """Premises of the register, or a name as it was told. The value is (id or None, name), or None."""

    value_changed = Signal()
    chosen = Signal(object)  # EstablishmentInfo

    def __init__(self, known: Sequence[EstablishmentInfo], villages: dict[int, str]) -> None:
        super().__init__()
        self._labels = {_place_label(each, villages): each for each in known}
        self.edit = TextField(N_("Name; marks are not needed"))
        self._completer = MarklessCompleter(self._labels, self.edit)
        self.edit.setCompleter(self._completer)
        self._completer.activated.connect(lambda _text: self._settle())
        self.edit.editingFinished.connect(self._settle)
        self.edit.textChanged.connect(lambda _text: self._changed())
        self._under = text_label("", "small")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(4))
        whole.addWidget(self.edit)
        whole.addWidget(self._under)
        self._under.hide()
        self.setFocusProxy(self.edit)

    def found(self) -> EstablishmentInfo | None:
        """The premises that the text means, if it is one of the register's and no other is called alike."""
        typed = fold(self.edit.text())
        if not typed:
            return None
        exact = [each for text, each in self._labels.items() if fold(text) == typed]
        named = exact or [each for each in self._labels.values() if fold(each.name) == typed]
        return named[0] if len(named) == 1 else None

    def value(self) -> tuple[int | None, str] | None:
        typed = self.edit.value()
        if typed is None:
            return None
        known = self.found()
        return (known.id, known.name) if known is not None else (None, typed)

    def set_value(self, value: object) -> None:
        if not isinstance(value, list | tuple):
            self.edit.set_value(None)
            return
        number, name = value
        shown = next((text for text, each in self._labels.items() if each.id == number), None)
        self.edit.set_value(shown if number is not None and shown is not None else name)

    def set_accessible(self, name: str) -> None:
        self.edit.setAccessibleName(name)

    def _changed(self) -> None:
        known, typed = self.found(), self.edit.value()
        if known is not None:
            self._under.setText(tr("In the register"))
        elif typed:
            self._under.setText(tr("Not in the register: kept as it is written"))
        self._under.setVisible(bool(typed))
        self.value_changed.emit()

    def _settle(self) -> None:
        known = self.found()
        if known is not None:
            shown = next(text for text, each in self._labels.items() if each is known)
            if shown != self.edit.text():
                self.edit.setText(shown)
            self.chosen.emit(known)


def _place_label(each: EstablishmentInfo, villages: dict[int, str]) -> str:
    village = villages.get(each.village_id or 0, "")
    return f"{each.name} ({village})" if village else each.name
