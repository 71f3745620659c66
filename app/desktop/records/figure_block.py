"""Of what is a screen of figures made? Blocks: a chart beside its table, line by line; what is chosen is told."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import theme
from app.desktop.widgets import text_label
from app.desktop.widgets.charts import ROW, Bar, BarChart
from app.desktop.widgets.figures_table import FiguresTable

# With less room than this beside the table, the chart stands above it.
CHART_LEAST = 300
TABLE_ALONE = 560


class FigureLine(Protocol):
    """A line of a table: its name, and a cell for each of the other columns, as shown."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def cells(self) -> tuple[str, ...]: ...


class FigureSection(Protocol):
    """What a block shows. `title` is a source text, `note` as shown; `mark` is a part of each whole."""

    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def lines(self) -> Sequence[FigureLine]: ...
    @property
    def mark(self) -> float | None: ...
    def bars(self) -> list[Bar]: ...


class Block(QWidget):
    """A section: its title, its chart and its table. `chosen` follows the cursor, `entered` is Enter on a line."""

    chosen = Signal(object, object)  # Section, Line
    entered = Signal()

    def __init__(
        self, heads: Sequence[str], key: str, *, chart: bool = True, width: int = 64, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.section: FigureSection | None = None
        self.title, self.note = text_label("", "section"), text_label("", "muted")
        self.chart = BarChart() if chart else None
        self.table = FiguresTable(heads, key, width)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _line: self.entered.emit())
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme().px(24))
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(0, 0, 0, 0)
        if self.chart is not None:
            self._holder.addWidget(self.chart)
            self._holder.addStretch(1)
            self._row.addLayout(self._holder, 5)
        self._row.addWidget(self.table, 6, Qt.AlignmentFlag.AlignTop)
        if self.chart is None:
            self._row.addStretch(1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, theme().px(16))
        inside.setSpacing(theme().px(4))
        inside.addWidget(self.title)
        inside.addWidget(self.note)
        inside.addLayout(self._row)
        if self.chart is None:
            self.table.setMaximumWidth(theme().px(TABLE_ALONE))

    def show_section(self, section: FigureSection, mark_words: str = "") -> None:
        """Show this instead; the cursor stays on its line."""
        self.section = section
        self.title.setText(tr(section.title))
        self.note.setText(section.note)
        self.table.setAccessibleName(tr(section.title))
        if self.chart is not None:
            self.chart.show_bars(section.bars(), section.mark, mark_words)
        self.table.rows.set_rows(section.lines)
        self.table.fit()
        self._line_up()

    def forget_cursor(self) -> None:
        """Another table has the cursor now."""
        self.table.selectionModel().clear()

    def stacked(self) -> bool:
        """Whether the table stands under the chart."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def _chosen(self, line: FigureLine | None) -> None:
        if line is not None and self.section is not None:
            self.chosen.emit(self.section, line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.width() - self.table.needed() < theme().px(CHART_LEAST)
        self.table.setMinimumWidth(0 if tight else self.table.needed())
        side = QBoxLayout.Direction
        self._row.setDirection(side.TopToBottom if tight else side.LeftToRight)
        self._row.setSpacing(theme().px(8 if tight else 24))
        self._line_up()

    def _line_up(self) -> None:
        """Each bar at the height of its line in the table beside it."""
        if self.chart is None or self.section is None:
            return
        band = theme().px(ROW * 0.75) if self.section.mark is not None else 0
        head = self.table.horizontalHeader().sizeHint().height()
        self._holder.setContentsMargins(0, 0 if self.stacked() else max(0, head - band), 0, 0)
