"""Where in the wizard is the person? A row of numbered steps; what is behind can be gone back to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_language, theme
from app.desktop.widgets.looks import button, text_label


class StepRow(QWidget):
    """Shows the steps of a wizard; `asked(number)` when one that is done is pressed."""

    asked = Signal(int)

    def __init__(self, sources: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources = list(sources)
        self._buttons: list[QPushButton] = []
        self._now = 0
        self._back = True
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(24), 0, theme().px(24), theme().px(12))
        row.setSpacing(theme().px(4))
        for number, source in enumerate(sources):
            made = button(source, "quiet", clicked=partial(self._pressed, number))
            made.setCheckable(True)
            self._buttons.append(made)
            if number:
                row.addWidget(text_label("›", "muted", wrap=False))
            row.addWidget(made)
        row.addStretch(1)
        on_language(self, self._reword)

    def show_step(self, now: int, *, back: bool = True) -> None:
        """This is the step now: those before can be pressed unless there is no way back, those after cannot."""
        self._now = now
        self._back = back
        self._reword()

    def _pressed(self, number: int) -> None:
        self._reword()  # pressing must not leave two steps marked
        self.asked.emit(number)

    def _reword(self) -> None:
        for number, (made, source) in enumerate(zip(self._buttons, self._sources, strict=True)):
            made.setText(f"{number + 1}. {tr(source)}")
            made.setEnabled(number == self._now or (self._back and number < self._now))
            made.setChecked(number == self._now)
            made.setAccessibleDescription(tr("Current step") if number == self._now else "")
