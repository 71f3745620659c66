"""How do batches and movements read? Tables with numbers at the right, a rule above each line, words under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, label, surface, text_label

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Head:
    """A column: its heading (source), whether it holds numbers, its share of the width."""

    title: str
    number: bool = False
    share: int = 1


@dataclass(frozen=True)
class Row:
    """A line, as shown; what stands small under it in the whole width; a chip at the first cell."""

    cells: Sequence[str]
    under: str = ""
    chip: tuple[str, Tone] | None = None
    muted: bool = False


class NumbersTable(QWidget):
    """Lines that are read from left to right; a screen reader is told each of them whole."""

    def __init__(self, heads: Sequence[Head], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(6))
        for at, head in enumerate(self._heads):
            self._grid.setColumnStretch(at, head.share)
        self.rows: tuple[Row, ...] = ()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def show_rows(self, rows: Sequence[Row]) -> bool:
        """Show these; says whether there are any."""
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.rows = tuple(rows)
        if not rows:
            return False
        for at, head in enumerate(self._heads):
            made = label(head.title, "small", wrap=not head.number)
            made.setAlignment((RIGHT if head.number else LEFT) & ~Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(made, 0, at, Qt.AlignmentFlag.AlignBottom)
        for number, row in enumerate(rows):
            self._put(3 * number + 1, row)
        return True

    def _put(self, at: int, row: Row) -> None:
        width = len(self._heads)
        self._grid.addWidget(surface("rule"), at, 0, 1, width)
        for column, (head, words) in enumerate(zip(self._heads, row.cells, strict=True)):
            cell = text_label(words, "muted" if row.muted else "", wrap=not head.number)
            if head.number:
                cell.setAlignment(RIGHT)
            self._grid.addWidget(cell, at + 1, column, RIGHT if head.number else Qt.AlignmentFlag.AlignTop)
        self._grid.itemAtPosition(at + 1, 0).widget().setAccessibleName("; ".join(row.cells))  # type: ignore[union-attr]
        if row.chip is not None:
            chip = StateChip(row.chip[0], row.chip[1])
            self._grid.addWidget(chip, at + 2, 0, 1, width, Qt.AlignmentFlag.AlignLeft)
        elif row.under:
            self._grid.addWidget(text_label(row.under, "small"), at + 2, 0, 1, width)
