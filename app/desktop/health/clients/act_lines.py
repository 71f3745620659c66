"""How do things that belong to a client stand on the page: what it is, its state, and what can be done?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import Tone, theme
from app.desktop.widgets import FlowLayout, StateChip, button, surface, text_label


@dataclass(frozen=True)
class ActLine:
    """`title`, `words` and `under` as shown; the chip's words and those of the buttons are sources."""

    title: str
    words: str = ""
    under: str = ""
    chip: tuple[str, Tone] | None = None
    acts: Sequence[tuple[str, Callable[[], object]]] = ()
    # What must be seen first: (as shown, tone).
    warning: tuple[str, Tone] | None = None


class ActLines(QWidget):
    """The lines, a rule between two of them, and a button for a new one under them."""

    def __init__(
        self,
        add: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        icon: str = "add",
    ) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(8))
        self.add = button(add or "+", "", icon, clicked=act)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        inside.addLayout(self._lines)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.hide()

    def show_lines(self, lines: Sequence[ActLine], *, may_add: bool = False, none: str = "") -> bool:
        """Show these; says whether there is anything to see. `none` (as shown) stands where there is no line."""
        # The button that was pressed goes with its line: the cursor stays here, not at the other end of the window.
        held = self.isAncestorOf(self.window().focusWidget())
        while (item := self._lines.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for at, line in enumerate(lines):
            if at:
                self._lines.addWidget(surface("rule"))
            self._lines.addWidget(_line(line))
        if not lines and none:
            self._lines.addWidget(text_label(none, "muted"))
        self.add.setVisible(may_add)
        if held:
            verbs = [each for each in self.findChildren(QPushButton) if not each.isHidden() and each is not self.add]
            living = [
                each for each in verbs if each.parentWidget() is not None and each.parentWidget().isVisibleTo(self)
            ]
            (living[0] if living else self.add).setFocus()
        return bool(lines) or may_add or bool(none)


def _line(line: ActLine) -> QWidget:
    made = QWidget()
    words = QVBoxLayout()
    words.setSpacing(theme().px(2))
    words.addWidget(text_label(line.title, "label"))
    for text, look in ((line.words, ""), (line.under, "small")):
        if text:
            words.addWidget(text_label(text, look))
    if line.acts:
        verbs = QWidget()
        flow = FlowLayout(verbs, theme().px(12))
        for source, act in line.acts:
            verb = button(source, "link", clicked=act)
            verb.setAccessibleName(tr("{verb}: {name}", verb=tr(source), name=line.title))
            flow.addWidget(verb)
        words.addWidget(verbs)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(12))
    row.addLayout(words, 1)
    if line.warning is not None or line.chip is not None:
        chips = QVBoxLayout()
        chips.setSpacing(theme().px(4))
        if line.warning is not None:
            chips.addWidget(StateChip(*line.warning), 0, Qt.AlignmentFlag.AlignRight)
        if line.chip is not None:
            chips.addWidget(StateChip(*line.chip), 0, Qt.AlignmentFlag.AlignRight)
        chips.addStretch(1)
        row.addLayout(chips)
    return made
