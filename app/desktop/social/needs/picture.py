"""How are needs before and now drawn? A line for each domain over the steps of the scale; read in black and white too.

A hollow circle is before, a filled one is now, an arrow leads from one to the other, and each line says it in words.
What is unknown is no point on the scale: it stands as words alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_language, on_theme
from app.desktop.widgets.charts import GAP, Style, style_on_screen
from app.social.needs.comparing import Line
from app.social.needs.terms import DIFFERENCE_NAMES, DOMAIN_NAMES, LEVELS, SHORT_LEVEL_NAMES, UNKNOWN, Difference

ROW, HEAD, DOT = 26, 42, 6
LABEL_SHARE = 0.3


@dataclass(frozen=True)
class Drawn:
    """A line of the picture, its words as they are to be shown. `before` None where it was asked once, or unknown."""

    label: str
    before: int | None
    now: int | None
    words: str


def drawn(line: Line, *, once: bool) -> Drawn:
    """A domain as the picture shows it; asked once, there is nothing to compare with."""
    label = named(line)
    if once:
        return Drawn(label, None, line.now, level_words(line.now))
    told = tr("{before} → {now}", before=_number(line.before), now=_number(line.now))
    what = tr(DIFFERENCE_NAMES[line.difference])
    if line.difference is Difference.UNKNOWN:
        return Drawn(label, line.before, line.now, told)
    return Drawn(label, line.before, line.now, tr("{steps} · {what}", steps=told, what=what))


def named(line: Line) -> str:
    """A domain with the rank that the client gave it."""
    name = tr(DOMAIN_NAMES[line.domain])
    return tr("{rank}. {name}", rank=line.priority, name=name) if line.priority else name


def level_words(level: int | None) -> str:
    """A step with its number and its short name."""
    if level is None:
        return tr(UNKNOWN)
    return tr("{number} · {name}", number=level, name=tr(SHORT_LEVEL_NAMES[level]))


def _number(level: int | None) -> str:
    return "?" if level is None else str(level)


def paint_needs(painter: QPainter, area: QRectF, lines: Sequence[Drawn], style: Style, keys: Sequence[str]) -> None:
    """Draw the lines into the area from its top. `keys` are the words for “before” and “now”, or for “now” alone."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font)
    metrics, unit = QFontMetricsF(style.font, painter.device()), style.unit
    labels = max((metrics.horizontalAdvance(line.label) for line in lines), default=0.0)
    label = min(labels, area.width() * LABEL_SHARE)
    words = max((metrics.horizontalAdvance(line.words) for line in lines), default=0.0)
    left = area.left() + label + (GAP + DOT) * unit
    right = max(left + 4 * 24 * unit, area.right() - words - (GAP + 2 * DOT) * unit)
    step = (right - left) / (len(LEVELS) - 1)
    top = area.top() + HEAD * unit
    _paint_keys(painter, QPointF(area.left(), area.top()), style, metrics, keys)
    _paint_scale(painter, left, step, top, top + len(lines) * ROW * unit, style, metrics)
    for number, line in enumerate(lines):
        middle = top + (number + 0.5) * ROW * unit
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.setPen(style.text)
        shown = metrics.elidedText(line.label, Qt.TextElideMode.ElideRight, label)
        painter.drawText(QPointF(area.left(), baseline), shown)
        painter.drawText(QPointF(right + (GAP + DOT) * unit, baseline), line.words)
        _paint_line(painter, left, step, middle, line, style)


def _paint_keys(painter: QPainter, at: QPointF, style: Style, metrics: QFontMetricsF, keys: Sequence[str]) -> None:
    """What the circles mean, above the scale."""
    x, middle = at.x() + DOT * style.unit, at.y() + metrics.height() / 2
    for number, words in enumerate(keys):
        _dot(painter, QPointF(x, middle), style, full=number == len(keys) - 1)
        painter.setPen(style.text)
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(x + 12 * style.unit, baseline), words)
        x += metrics.horizontalAdvance(words) + 40 * style.unit


def _paint_scale(
    painter: QPainter, left: float, step: float, top: float, bottom: float, style: Style, metrics: QFontMetricsF
) -> None:
    """The five steps as thin lines, each with its number; with its name where all have room beside one another."""
    room_for_all = all(
        metrics.horizontalAdvance(level_words(level)) < step - 4 * style.unit for level in LEVELS if level
    )
    for level in LEVELS:
        x = left + level * step
        painter.setPen(QPen(style.line, max(1.0, style.unit)))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        # Of the first step the name is long and its number says it.
        text = level_words(level) if level and room_for_all else str(level)
        painter.setPen(style.muted)
        room = metrics.horizontalAdvance(text)
        painter.drawText(QPointF(x - room / 2, top - metrics.descent() - 2 * style.unit), text)


def _paint_line(painter: QPainter, left: float, step: float, y: float, line: Drawn, style: Style) -> None:
    unit = style.unit
    now = QPointF(left + line.now * step, y) if line.now is not None else None
    before = QPointF(left + line.before * step, y) if line.before is not None else None
    if before is not None and now is not None and before != now:
        _arrow(painter, before, now, style)
    if before is not None:
        # Where nothing moved the hollow circle stands around the full one.
        _dot(painter, before, style, full=False, size=DOT + 4 if before == now else DOT)
    if now is not None:
        _dot(painter, now, style, full=True)
    if now is None and before is not None:
        painter.setPen(QPen(style.muted, max(1.0, unit), Qt.PenStyle.DotLine))


def _arrow(painter: QPainter, start: QPointF, end: QPointF, style: Style) -> None:
    unit, way = style.unit, 1 if end.x() > start.x() else -1
    tip = QPointF(end.x() - way * (DOT + 1) * unit, end.y())
    painter.setPen(QPen(style.full, max(1.2, 2 * unit)))
    painter.drawLine(QPointF(start.x() + way * DOT * unit, start.y()), tip)
    back = tip.x() - way * 7 * unit
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.full)
    painter.drawPolygon(QPolygonF([tip, QPointF(back, tip.y() - 4 * unit), QPointF(back, tip.y() + 4 * unit)]))


def _dot(painter: QPainter, at: QPointF, style: Style, *, full: bool, size: float = DOT) -> None:
    painter.setPen(QPen(style.full, max(1.2, 1.8 * style.unit)))
    painter.setBrush(style.full if full else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, size * style.unit, size * style.unit)


class NeedsPicture(QWidget):
    """The picture on the screen. A screen reader is told every line in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._once = False
        self._days: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_theme(self, self._changed)
        on_language(self, self._changed)

    def show_lines(self, lines: Sequence[Line], days: Sequence[str]) -> None:
        """Draw these; `days` are the first and the latest day, or the only one."""
        self._lines, self._days, self._once = tuple(lines), tuple(days), len(days) < 2
        self._changed()

    def drawn(self) -> list[Drawn]:
        """What is drawn."""
        return [drawn(line, once=self._once) for line in self._lines]

    def keys(self) -> list[str]:
        """What the circles mean."""
        names = (tr("now, {date}"),) if self._once else (tr("before, {date}"), tr("now, {date}"))
        return [name.format(date=day) for name, day in zip(names, self._days, strict=True)]

    def sizeHint(self) -> QSize:
        unit = style_on_screen().unit
        return QSize(round(480 * unit), round((HEAD + len(self._lines) * ROW + 4) * unit))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(300 * style_on_screen().unit), self.sizeHint().height())

    def _changed(self) -> None:
        self.setAccessibleName("; ".join(f"{each.label}: {each.words}" for each in self.drawn()))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_needs(painter, QRectF(self.rect()), self.drawn(), style_on_screen(), self.keys())
        painter.end()
