"""Which fields are special to the form of a survey? The needs, ticked by mouse, blank or their number."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.desktop.theme import theme
from app.desktop.widgets import FlowLayout, TextField
from app.social.surveys.terms import NO_NEED
from app.vault.errors import Invalid


class NeedsField(QWidget):
    """Several entries of the list. Each has a number that ticks it; “none” and the others exclude each other."""

    value_changed = Signal()

    def __init__(self, needs: Mapping[str, str]) -> None:
        super().__init__()
        holder = QWidget()
        row = FlowLayout(holder, theme().px(20))
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(20))
        self._boxes: dict[str, QCheckBox] = {}
        for number, (code, name) in enumerate(needs.items(), 1):
            # Digits reach the first nine and 0 the tenth; what comes after is reached by Tab alone.
            key = f"{number % 10}  " if number <= 10 else ""
            made = QCheckBox(key + name)
            made.toggled.connect(lambda on, code=code: self._toggled(code, on))
            made.installEventFilter(self)
            self._boxes[code] = made
            row.addWidget(made)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        inside.addWidget(holder)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> frozenset[str] | None:
        return frozenset(code for code, made in self._boxes.items() if made.isChecked()) or None

    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, frozenset | set | list | tuple) else set()
        for code, made in self._boxes.items():
            made.setChecked(code in chosen)

    def set_accessible(self, name: str) -> None:
        for made in self._boxes.values():
            made.setAccessibleDescription(name)

    def _toggled(self, code: str, on: bool) -> None:
        if on:
            for other, made in self._boxes.items():
                if (code == NO_NEED) != (other == NO_NEED) and made.isChecked():
                    made.setChecked(False)
        self.value_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not event.text().isdigit():
            return False
        at = (int(event.text()) - 1) % 10
        boxes = list(self._boxes.values())
        if at < len(boxes):
            boxes[at].toggle()
            boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class YearField(TextField):
    """A year in four digits, where no day is known."""

    def __init__(self) -> None:
        super().__init__("")
        self.setMaxLength(4)

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit()):
            raise Invalid(N_("“{text}” is not a year."), text=typed)
        return int(typed)

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))
