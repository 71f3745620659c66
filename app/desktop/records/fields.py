"""Which fields do the forms of every record type use? An hour, lines, “not known”, yes or no; and Enter going on."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.records.drafts import NOT_KNOWN
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets import TextArea, TextField, text_label
from app.vault.errors import AppError, Invalid


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


# 8, 14h, 14h30, 14:30, 14.30, 1430, 8 giờ, 8 giờ 15, 8 giờ 15 phút
_HOUR = re.compile(r"(\d{1,2})\s*(?:(?:[h:.]|giờ|g)?\s*(\d{2})?\s*(?:phút|p)?)")


class HourField(TextField):
    """An hour as people write it: 14h30, 14:30, 8 giờ, 1430. None when only the day is known."""

    def __init__(self) -> None:
        super().__init__(N_("14h30"))
        self.editingFinished.connect(self.tidy)

    def value(self) -> time | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        found = _HOUR.fullmatch(typed.casefold())
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise Invalid(N_("“{text}” is not an hour. Enter it such as 14h30."), text=typed)
        return time(int(found[1]), int(found[2] or 0))

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


class LinesField(TextArea):
    """Lines that grow as they are typed; Enter on an empty line goes on to the next field."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint, lines=1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        cursor = self.textCursor()
        if entered and cursor.atEnd() and not cursor.block().text().strip():
            cursor.deletePreviousChar()
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class OrUnknown(QWidget):
    """A field that can also be “not known”. Ticking it keeps what was typed, for the tick may be taken back."""

    value_changed = Signal()

    def __init__(self, editor: TextField) -> None:
        super().__init__()
        self.editor = editor
        self.unknown = QCheckBox()
        on_language(self.unknown, lambda: self.unknown.setText(tr("Not known")))
        self.unknown.toggled.connect(self._toggled)
        self._warning = text_label("", "small")
        self._warn: Callable[[str], AppError | None] | None = None
        editor.value_changed.connect(self.value_changed)
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
        self.editor.editingFinished.connect(self._look)
        on_theme(self, lambda: self._warning.setStyleSheet(f"color: {theme().tone(Tone.WARN)[0].name()};"))
        return self

    def value(self) -> object:
        return NOT_KNOWN if self.unknown.isChecked() else self.editor.value()

    def set_value(self, value: Any) -> None:
        self.unknown.setChecked(value is NOT_KNOWN)
        if value is not NOT_KNOWN:
            self.editor.set_value(value)
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


class WholeField(TextField):
    """A whole number, with or without points between the thousands; left empty it is not known, which is not 0."""

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        digits = re.sub(r"(?<=\d)[. \u00a0](?=\d{3}(?!\d))", "", typed)
        if not digits.isascii() or not digits.isdigit():
            raise Invalid(N_("“{text}” is not a whole number."), text=typed)
        return int(digits)

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))
