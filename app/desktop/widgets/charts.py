"""How are figures drawn? Bars that read in black and white too, each with its number; the table stands beside them.

    chart = BarChart()
    chart.show_bars([Bar("Karaoke", 3, 12, "3 / 12 (25 %)")], mark=0.2, mark_words=tr("20 % a year"))
    chart.show_bars([Bar("An toàn", 2, 5, "2 → 4", before=4)])                    two values: hollow and full
    paint_bars(painter, rect, bars, style_on_paper(), …)                          the same on paper

Nothing is told by colour alone: the full part is solid, the rest hatched, the mark a dashed line with its words, and
each bar says its figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme import Tone, on_theme, theme

ROW, BAR, GAP = 32, 14, 12
LABEL_SHARE, LABEL_MOST, LABEL_LEAST = 0.34, 220, 80


@dataclass(frozen=True)
class Bar:
    """A line of the chart, its words as they are to be shown. `of` is the whole; None: the longest bar of all."""

    label: str
    value: float
    of: float | None
    words: str
    # The value at an earlier time, drawn as a hollow bar above.
    before: float | None = None
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True)
class Style:
    """With what a chart is drawn, on the screen or on paper. Sizes in the device's units."""

    font: QFont
    text: QColor
    muted: QColor
    full: QColor
    rest: QColor
    line: QColor
    unit: float  # what one pixel of the design measures here


def style_on_screen() -> Style:
    """The colours and sizes of the theme."""
    colour = theme().colour
    return Style(
        theme().font(), colour("text"), colour("muted"), colour("accent"), colour("line_strong"), colour("line"),
        theme().px(100) / 100,
    )  # fmt: skip


def style_on_paper(font: QFont, unit: float) -> Style:
    """Black on white; the theme of the screen has no say."""
    return Style(
        font, QColor("black"), QColor("#333333"), QColor("#222222"), QColor("#777777"), QColor("#999999"), unit
    )


def height_of(bars: Sequence[Bar], style: Style, *, marked: bool) -> float:
    """How high the chart is."""
    return (len(bars) * ROW + (ROW * 0.75 if marked else 0)) * style.unit


def paint_bars(
    painter: QPainter, area: QRectF, bars: Sequence[Bar], style: Style, mark: float | None = None, mark_words: str = ""
) -> None:
    """Draw the bars into the area, from its top; `mark` is a part of each whole (0.2: a fifth)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font)
    metrics = QFontMetricsF(style.font, painter.device())
    unit = style.unit
    words = max((metrics.horizontalAdvance(bar.words) for bar in bars), default=0.0)
    longest_label = max((metrics.horizontalAdvance(bar.label) for bar in bars), default=0.0)
    label = min(max(LABEL_LEAST * unit, min(longest_label, area.width() * LABEL_SHARE)), LABEL_MOST * unit)
    left = area.left() + label + GAP * unit
    width = max(1.0, area.right() - words - GAP * unit - left)
    longest = max((max(bar.value, bar.before or 0) for bar in bars), default=1.0) or 1.0
    top = area.top() + (ROW * 0.75 * unit if mark is not None else 0)
    for number, bar in enumerate(bars):
        row = QRectF(area.left(), top + number * ROW * unit, area.width(), ROW * unit)
        _paint_bar(painter, row, left, width, bar, longest, style, metrics, label)
    if mark is not None:
        x = left + width * mark
        painter.setPen(QPen(style.text, max(1.0, 1.5 * unit), Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, top), QPointF(x, top + len(bars) * ROW * unit))
        painter.setPen(style.muted)
        room = metrics.horizontalAdvance(mark_words)
        at = min(max(left, x - room / 2), max(left, area.right() - room))
        painter.drawText(QPointF(at, area.top() + metrics.ascent()), mark_words)


def _paint_bar(
    painter: QPainter,
    row: QRectF,
    left: float,
    width: float,
    bar: Bar,
    longest: float,
    style: Style,
    metrics: QFontMetricsF,
    label: float,
) -> None:
    unit = style.unit
    baseline = row.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.setPen(style.text)
    shown = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, label)
    painter.drawText(QPointF(row.left(), baseline), shown)
    whole = bar.of if bar.of is not None else longest
    thick = BAR * unit * (0.5 if bar.before is not None else 1)
    y = row.center().y() - thick * (0 if bar.before is not None else 0.5)
    track = QRectF(left, y, width * (min(1.0, whole / longest) if bar.of is None else 1.0), thick)
    part = min(1.0, bar.value / whole) if whole else 0.0
    painter.setPen(QPen(style.rest, max(1.0, unit)))
    if bar.of is not None:
        painter.setBrush(QBrush(style.line, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(track)
    full = QRectF(track.left(), track.top(), track.width() * part, thick)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.full)
    painter.drawRect(full)
    if bar.before is not None:
        earlier = min(1.0, bar.before / whole) if whole else 0.0
        painter.setPen(QPen(style.full, max(1.0, 1.2 * unit)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, y - thick - unit, track.width() * earlier, thick))
    painter.setPen(style.text)
    painter.drawText(QPointF(left + width + GAP * unit, baseline), bar.words)


class BarChart(QWidget):
    """The bars on the screen. A screen reader is told every bar in words."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self._mark: float | None = None
        self._mark_words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_theme(self, self._changed)

    def show_bars(self, bars: Sequence[Bar], mark: float | None = None, mark_words: str = "") -> None:
        """Draw these instead of what was drawn."""
        self._bars, self._mark, self._mark_words = tuple(bars), mark, mark_words
        told = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
        self.setAccessibleName(f"{self._name}: {told}" if self._name else told)
        self._changed()

    def bars(self) -> tuple[Bar, ...]:
        """What is drawn."""
        return self._bars

    def sizeHint(self) -> QSize:
        style = style_on_screen()
        return QSize(round(360 * style.unit), round(height_of(self._bars, style, marked=self._mark is not None)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(240 * style_on_screen().unit), self.sizeHint().height())

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bars(painter, QRectF(self.rect()), self._bars, style_on_screen(), self._mark, self._mark_words)
        painter.end()
