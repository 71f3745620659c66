"""How are many whole numbers entered at once? A number for each line, or for each cell of a table; 0 is left empty."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.common.i18n import tr
from app.common.money import show_dong
from app.desktop.records.fields import WholeField
from app.desktop.theme import theme
from app.desktop.widgets import label, text_label
from app.vault.errors import AppError

WIDTH = 96


class _Number(WholeField):
    """A number of a table; what was typed is told of as a whole."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setAccessibleName(spoken)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme().px(56))
        self.setMaximumWidth(theme().px(WIDTH))

    def typed(self) -> int:
        """The number, 0 while it cannot be understood."""
        try:
            return self.value() or 0
        except AppError:
            return 0


class _Numbers(QWidget):
    """The value is a tuple of (key, number) pairs, those above 0. Raises the sentence of the first that is wrong."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[str, _Number] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme().px(12))
        self.grid.setVerticalSpacing(theme().px(6))

    def put(self, key: str, spoken: str, row: int, column: int) -> None:
        """A number at a place of the grid."""
        made = self.numbers[key] = _Number(spoken)
        made.value_changed.connect(self._changed)
        self.grid.addWidget(made, row, column)
        if len(self.numbers) == 1:
            self.setFocusProxy(made)

    def _changed(self) -> None:
        self.value_changed.emit()

    def value(self) -> tuple[tuple[str, int], ...]:
        return tuple((key, number) for key, each in self.numbers.items() if (number := each.value()))

    def set_value(self, value: object) -> None:
        pairs = {str(key): number for key, number in value} if isinstance(value, list | tuple) else {}
        for key, each in self.numbers.items():
            each.set_value(pairs.get(key) or None)

    def set_accessible(self, name: str) -> None:
        for each in self.numbers.values():
            each.setAccessibleDescription(name)


class NumberLines(_Numbers):
    """A number for each thing: (key, words as shown, what stands small behind it). In two columns."""

    def __init__(self, lines: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        half = (len(lines) + 1) // 2
        for at, (key, words, behind) in enumerate(lines):
            row, side = at % half, 3 * (at // half)
            self.put(key, words, row, side)
            said = text_label(words)
            self.grid.addWidget(said, row, side + 1)
            self.grid.addWidget(text_label(behind, "small", wrap=False), row, side + 2)
            self.grid.setColumnStretch(side + 1, 1)


class NumberTable(_Numbers):
    """A number for each cell of a table; the sums of its columns and of all stand under it."""

    def __init__(self, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], total: str) -> None:
        super().__init__()
        self._columns = [code for code, _ in columns]
        for at, (_, words) in enumerate(columns, 1):
            self.grid.addWidget(label(words, "small"), 0, at)
        for at, (row, row_words) in enumerate(rows, 1):
            self.grid.addWidget(label(row_words, wrap=False), at, 0)
            for across, (column, column_words) in enumerate(columns, 1):
                self.put(f"{column}/{row}", f"{tr(column_words)}, {tr(row_words)}", at, across)
        last = len(rows) + 1
        self.grid.addWidget(label(total, "label", wrap=False), last, 0)
        self.sums = {code: text_label("0", "label", wrap=False) for code in self._columns}
        for at, code in enumerate(self._columns, 1):
            self.grid.addWidget(self.sums[code], last, at)
        self.whole = text_label("", "label", wrap=False)
        self.grid.addWidget(self.whole, last, len(columns) + 1)
        self.grid.setColumnStretch(len(columns) + 2, 1)
        self._changed()

    def _changed(self) -> None:
        for code, shown in self.sums.items():
            shown.setText(
                show_dong(sum(each.typed() for key, each in self.numbers.items() if key.startswith(f"{code}/")))
            )
        self.whole.setText(tr("in all {count}", count=show_dong(sum(each.typed() for each in self.numbers.values()))))
        super()._changed()


class TicksField(QWidget):
    """Any of some things, two side by side; the value is a tuple of their codes."""

    value_changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme().px(4), 0, 0)
        grid.setVerticalSpacing(theme().px(4))
        for at, (code, source) in enumerate(choices):
            box = self.boxes[code] = QCheckBox(tr(source))
            box.toggled.connect(lambda _on: self.value_changed.emit())
            grid.addWidget(box, at // 2, at % 2)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: object) -> None:
        chosen = {str(each) for each in value} if isinstance(value, list | tuple | set | frozenset) else set()
        for code, box in self.boxes.items():
            box.setChecked(code in chosen)

    def set_accessible(self, name: str) -> None:
        for box in self.boxes.values():
            box.setAccessibleDescription(name)
