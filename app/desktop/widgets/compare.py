"""What did the other person save meanwhile? Both versions side by side; the person decides field by field."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets.differing import marked
from app.desktop.widgets.looks import label, surface, text_label


@dataclass(frozen=True)
class Difference:
    """A field that both changed: its label (source), and the two values as they are shown."""

    name: str
    label: str
    mine: str
    theirs: str


class Compare(QWidget):
    """`choices()` says for each field whether `mine` or `theirs` is kept; nothing is chosen beforehand."""

    decided = Signal(bool)  # whether every field is decided

    def __init__(
        self, differences: Sequence[Difference], saved_by: str, saved_at: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._groups: dict[str, QButtonGroup] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, theme().px(128))
        grid.addWidget(label(N_("What you typed"), "label"), 0, 1)
        saved = tr("Saved by {who} at {when}", who=saved_by, when=saved_at)
        grid.addWidget(text_label(saved, "label"), 0, 2)
        for number, difference in enumerate(differences):
            at = 2 * number + 1
            grid.addWidget(surface("rule"), at, 0, 1, 3)
            name = label(difference.label, "muted")
            name.setMargin(theme().px(2))
            grid.addWidget(name, at + 1, 0, Qt.AlignmentFlag.AlignTop)
            group = QButtonGroup(self)
            for side, (key, text) in enumerate((("mine", difference.mine), ("theirs", difference.theirs))):
                grid.addWidget(self._side(group, difference, key, text, side), at + 1, side + 1)
            group.idToggled.connect(lambda: self.decided.emit(self.complete()))
            self._groups[difference.name] = group

    def _side(self, group: QButtonGroup, difference: Difference, key: str, text: str, side: int) -> QWidget:
        from PySide6.QtWidgets import QHBoxLayout

        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        choose = QRadioButton()
        choose.setAccessibleName(
            tr("Keep mine: {label}", label=tr(difference.label))
            if key == "mine"
            else tr("Keep the saved one: {label}", label=tr(difference.label))
        )
        group.addButton(choose, side)
        words = text_label(text or tr("Not stated"), "" if text else "muted")
        other = difference.theirs if key == "mine" else difference.mine
        if text and other:
            words.setTextFormat(Qt.TextFormat.RichText)
            words.setText(marked(text, other))
        words.setMargin(theme().px(2))
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.mousePressEvent = lambda _event: choose.setChecked(True)  # type: ignore[method-assign]
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return whole

    def complete(self) -> bool:
        return all(group.checkedId() >= 0 for group in self._groups.values())

    def choices(self) -> dict[str, str]:
        """Field name → `mine` or `theirs`, for the fields decided so far."""
        sides = ("mine", "theirs")
        return {name: sides[group.checkedId()] for name, group in self._groups.items() if group.checkedId() >= 0}
