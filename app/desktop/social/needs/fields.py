"""Which fields has the form of an assessment? The scale, chosen by its digit; the client's own rank."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import on_language, theme
from app.desktop.widgets import FlowLayout, TextField, text_label
from app.social.needs.terms import LEVEL_NAMES, LEVELS, SHORT_LEVEL_NAMES, UNKNOWN
from app.vault.errors import Invalid

# What chooses “unknown”, beside the digits that choose the steps.
NO_STEP = frozenset({"?", "-", "k"})


class ScaleField(QWidget):
    """A step from 0 to 4, or None: unknown. A digit chooses; under it stands what the step looks like here."""

    value_changed = Signal()

    def __init__(self, steps: Sequence[str], last: int | None = None, last_day: str = "") -> None:
        super().__init__()
        self._steps, self._last, self._last_day = steps, last, last_day
        self._group = QButtonGroup(self)
        holder = QWidget()
        row = FlowLayout(holder, theme().px(12))
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(12))
        for level in (*LEVELS, None):
            made = QRadioButton()
            on_language(made, partial(_name_step, made, level))
            made.installEventFilter(self)
            self._group.addButton(made, len(LEVELS) if level is None else level)
            row.addWidget(made)
        self._words = text_label("", "small")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, 0)
        inside.setSpacing(theme().px(2))
        inside.addWidget(holder)
        inside.addWidget(self._words)
        self._group.button(len(LEVELS)).setChecked(True)
        self._group.idToggled.connect(self._toggled)
        on_language(self, self._tell)
        self.setFocusProxy(self._group.checkedButton())

    def value(self) -> int | None:
        chosen = self._group.checkedId()
        return chosen if 0 <= chosen < len(LEVELS) else None

    def set_value(self, value: object) -> None:
        at = value if isinstance(value, int) and value in LEVELS else len(LEVELS)
        self._group.button(at).setChecked(True)

    def set_accessible(self, name: str) -> None:
        for made in self._group.buttons():
            made.setAccessibleDescription(name)

    def _toggled(self, _id: int, on: bool) -> None:
        if on:
            self.setFocusProxy(self._group.checkedButton())
            self._tell()
            self.value_changed.emit()

    def _tell(self) -> None:
        level = self.value()
        said = (
            tr(UNKNOWN) if level is None else tr("{name}. {here}", name=tr(LEVEL_NAMES[level]), here=self._steps[level])
        )
        if self._last_day:
            last = tr(UNKNOWN) if self._last is None else str(self._last)
            said = tr("{now} (last time, {date}: {before})", now=said, date=self._last_day, before=last)
        self._words.setText(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        typed = event.text().casefold()
        if typed.isdigit() and int(typed) in LEVELS:
            at = int(typed)
        elif typed in NO_STEP:
            at = len(LEVELS)
        else:
            return False
        self._group.button(at).setChecked(True)
        self._group.button(at).setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _name_step(made: QRadioButton, level: int | None) -> None:
    short = tr(UNKNOWN) if level is None else tr(SHORT_LEVEL_NAMES[level])
    made.setText(short if level is None else tr("{number} · {name}", number=level, name=short))


class RankField(TextField):
    """The client's own rank: 1 is what matters most to them; empty is none."""

    def __init__(self, domain: str) -> None:
        super().__init__("")
        self._domain = domain
        self.setMaxLength(2)

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit()):
            raise Invalid(
                N_("“{text}” is not a rank. Enter 1 for what matters most to the client, then 2."), text=typed
            )
        return int(typed)

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(tr("{domain}: {field}", domain=tr(self._domain), field=name))
