"""Which fields does the intake form need that no other form has? The kind, explained; the flags."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import on_language, theme
from app.desktop.widgets import FlowLayout, label
from app.police.reports.terms import FLAG_NAMES, KIND_NAMES, Flag, ReportKind

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


class FlagsField(QWidget):
    """What puts a report before all others; several may hold."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        holder = QWidget()
        row = FlowLayout(holder, theme().px(24))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        inside.addWidget(holder)
        self._boxes: dict[Flag, QCheckBox] = {}
        for flag in Flag:
            made = QCheckBox()
            on_language(made, partial(_name_box, made, FLAG_NAMES[flag]))
            made.toggled.connect(lambda: self.value_changed.emit())
            self._boxes[flag] = made
            row.addWidget(made)
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
