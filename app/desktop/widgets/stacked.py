"""How is drawn how much of several kinds there was, month by month? Columns in parts, told apart by their patterns.

    chart = StackedChart()
    chart.show_columns([Stack("01", (2, 0, 1), "01/2026")], ["Tư vấn", "Việc làm", "Giấy tờ"])

Nothing is told by colour alone: each kind has its own pattern, printed in black and white as on the screen, each column
says its total, and a screen reader is told every column in words. The table beside it has the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_theme, theme
from app.desktop.widgets.charts import Style, style_on_screen

Pattern = Qt.BrushStyle
# Neighbours differ in their direction and in how dark they are.
PATTERNS = (
    *(Pattern.SolidPattern, Pattern.BDiagPattern, Pattern.Dense6Pattern, Pattern.NoBrush, Pattern.CrossPattern),
    *(Pattern.FDiagPattern, Pattern.Dense2Pattern, Pattern.HorPattern, Pattern.DiagCrossPattern, Pattern.VerPattern),
)
HEIGHT, FOOT, ROW, SWATCH = 200, 22, 22, 26


@dataclass(frozen=True)
class Stack:
    """One column: its words under it, how much of each kind, and its whole name for the screen reader."""

    label: str
    parts: tuple[int, ...]
    spoken: str = ""

    @property
    def total(self) -> int:
        return sum(self.parts)


def paint_stacks(painter: QPainter, area: QRectF, stacks: Sequence[Stack], kinds: Sequence[str], style: Style) -> None:
    """Draw the columns, and under them which pattern is which kind."""
    painter.setFont(style.font)
    metrics = QFontMetricsF(style.font, painter.device())
    unit = style.unit
    foot = FOOT * unit
    top = area.top() + metrics.height() + 4 * unit
    bottom = area.top() + HEIGHT * unit - foot
    most = max((stack.total for stack in stacks), default=0) or 1
    step = area.width() / max(1, len(stacks))
    wide = min(44 * unit, step * 0.66)
    painter.setPen(QPen(style.line, max(1.0, unit)))
    painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
    for at, stack in enumerate(stacks):
        middle = area.left() + step * (at + 0.5)
        y = bottom
        for number, part in enumerate(stack.parts):
            high = (bottom - top) * part / most
            if part:
                y -= high
                _paint_part(painter, QRectF(middle - wide / 2, y, wide, high), number, style)
        painter.setPen(style.text)
        if stack.total:
            words = str(stack.total)
            painter.drawText(QPointF(middle - metrics.horizontalAdvance(words) / 2, y - 4 * unit), words)
        painter.setPen(style.muted)
        under = metrics.horizontalAdvance(stack.label)
        painter.drawText(QPointF(middle - under / 2, bottom + metrics.ascent() + 3 * unit), stack.label)
    _paint_legend(painter, QRectF(area.left(), area.top() + HEIGHT * unit, area.width(), 0), kinds, style)


def _paint_part(painter: QPainter, box: QRectF, number: int, style: Style) -> None:
    painter.setPen(QPen(style.full, max(1.0, style.unit)))
    painter.setBrush(QBrush(style.full, PATTERNS[number % len(PATTERNS)]))
    painter.drawRect(box)


def _legend_columns(width: float, kinds: Sequence[str], style: Style, metrics: QFontMetricsF) -> int:
    longest = max((metrics.horizontalAdvance(kind) for kind in kinds), default=0.0) + (SWATCH + 24) * style.unit
    return max(1, min(len(kinds), int(width // longest))) if kinds else 1


def _paint_legend(painter: QPainter, area: QRectF, kinds: Sequence[str], style: Style) -> None:
    metrics = QFontMetricsF(style.font, painter.device())
    columns = _legend_columns(area.width(), kinds, style, metrics)
    wide, unit = area.width() / columns, style.unit
    for number, kind in enumerate(kinds):
        x = area.left() + wide * (number % columns)
        y = area.top() + ROW * unit * (number // columns)
        _paint_part(painter, QRectF(x, y + 4 * unit, SWATCH * unit * 0.7, ROW * unit * 0.6), number, style)
        painter.setPen(style.text)
        painter.drawText(QPointF(x + SWATCH * unit, y + ROW * unit / 2 + metrics.ascent() / 2 - unit), kind)


def height_of(width: float, kinds: Sequence[str], style: Style) -> float:
    """How high columns and legend are in that width."""
    columns = _legend_columns(width, kinds, style, QFontMetricsF(style.font))
    return (HEIGHT + ROW * -(-len(kinds) // columns) + FOOT / 2) * style.unit


class StackedChart(QWidget):
    """The columns on the screen."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._stacks: tuple[Stack, ...] = ()
        self._kinds: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        on_theme(self, self._changed)

    def show_columns(self, stacks: Sequence[Stack], kinds: Sequence[str]) -> None:
        """Draw these; kinds that never occur are left out, their patterns stay the same."""
        self._stacks, self._kinds = tuple(stacks), tuple(kinds)
        told = "; ".join(self._spoken(stack) for stack in stacks if stack.total)
        self.setAccessibleName(f"{tr(self._name)}: {told}" if self._name else told)
        self._changed()

    def _spoken(self, stack: Stack) -> str:
        parts = ", ".join(f"{kind} {part}" for kind, part in zip(self._kinds, stack.parts, strict=True) if part)
        return f"{stack.spoken or stack.label}: {stack.total} ({parts})"

    def stacks(self) -> tuple[Stack, ...]:
        """What is drawn."""
        return self._stacks

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(height_of(width, self._kinds, style_on_screen()))

    def sizeHint(self) -> QSize:
        wide = round(640 * style_on_screen().unit)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(320), self.heightForWidth(max(self.width(), theme().px(320))))

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_stacks(painter, QRectF(self.rect()), self._stacks, self._kinds, style_on_screen())
        painter.end()
