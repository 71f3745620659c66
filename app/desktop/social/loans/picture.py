"""How is drawn what is repaid of a loan and what is left? Over time, readable in black and white; the table is beside.

Solid is what is still owed, hatched what was repaid, the dashed line what the schedule foresees, and each says so in
words: paint_balance(painter, rect, balance, style_on_screen()); on paper with style_on_paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.theme import on_language, on_theme
from app.desktop.widgets.charts import Style, style_on_screen

HEIGHT = 190
OWED, REPAID, FORESEEN = N_("Principal still owed"), N_("Principal repaid"), N_("As the schedule foresees")


@dataclass(frozen=True)
class Balance:
    """The principal over time: as foreseen, and as it was left by each day on which money came in, up to `today`."""

    principal: int
    start: date
    foreseen: Sequence[tuple[date, int]]
    left: Sequence[tuple[date, int]]
    today: date

    @property
    def end(self) -> date:
        """The last day of the picture."""
        return max([day for day, _ in (*self.foreseen, *self.left)], default=self.start)

    @property
    def now(self) -> int:
        """What is owed now."""
        return self.left[-1][1] if self.left else self.principal


def words_of(balance: Balance) -> str:
    """The same in words, for whoever cannot see it."""
    repaid = balance.principal - balance.now
    percent = repaid * 100 // balance.principal if balance.principal else 0
    return tr(
        "Repaid {repaid} đ of {all} đ of the principal ({percent} %); still owed {left} đ",
        repaid=show_dong(repaid),
        all=show_dong(balance.principal),
        percent=percent,
        left=show_dong(balance.now),
    )


def paint_balance(painter: QPainter, area: QRectF, balance: Balance, style: Style) -> None:
    """Draw it into the area."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font)
    metrics, unit = QFontMetricsF(style.font, painter.device()), style.unit
    marks = [balance.principal, balance.principal // 2, 0]
    label = max(metrics.horizontalAdvance(show_dong(each)) for each in marks) + 10 * unit
    legend, days = metrics.height() + 10 * unit, metrics.height() + 6 * unit
    plot = QRectF(area.left() + label, area.top() + metrics.height() / 2 + 2 * unit, 0, 0)
    plot.setRight(area.right() - 6 * unit)
    plot.setBottom(area.bottom() - legend - days)
    span = max((balance.end - balance.start).days, 1)

    def at(day: date, amount: int) -> QPointF:
        x = plot.left() + plot.width() * min(max((day - balance.start).days / span, 0.0), 1.0)
        return QPointF(x, plot.bottom() - plot.height() * amount / max(balance.principal, 1))

    for mark in marks:
        y = at(balance.start, mark).y()
        painter.setPen(QPen(style.line, max(1.0, unit)))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(style.muted)
        words = show_dong(mark)
        painter.drawText(
            QPointF(plot.left() - 8 * unit - metrics.horizontalAdvance(words), y + metrics.ascent() / 2.6), words
        )
    until = min(balance.today, balance.end)
    actual = _steps([(balance.start, balance.principal), *balance.left], until)
    owed = QPolygonF([at(day, amount) for day, amount in actual])
    owed.append(at(until, 0))
    owed.append(at(balance.start, 0))
    repaid = QPolygonF([at(day, amount) for day, amount in actual])
    repaid.append(at(until, balance.principal))
    repaid.append(at(balance.start, balance.principal))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(style.muted, Qt.BrushStyle.BDiagPattern))
    painter.drawPolygon(repaid)
    painter.setBrush(style.full)
    painter.drawPolygon(owed)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.text, max(1.0, 1.6 * unit), Qt.PenStyle.DashLine))
    painter.drawPolyline(
        [at(*each) for each in _steps([(balance.start, balance.principal), *balance.foreseen], balance.end)]
    )
    _days(painter, plot, balance, at(until, 0).x(), style, metrics)
    _legend(
        painter, QRectF(area.left(), area.bottom() - metrics.height(), area.width(), metrics.height()), style, metrics
    )


def _steps(points: Sequence[tuple[date, int]], until: date) -> list[tuple[date, int]]:
    """A stair: what is owed stays until the next day on which it changes."""
    made: list[tuple[date, int]] = []
    for day, amount in points:
        if made:
            made.append((day, made[-1][1]))
        made.append((day, amount))
    if made and made[-1][0] < until:
        made.append((until, made[-1][1]))
    return made


def _days(
    painter: QPainter, plot: QRectF, balance: Balance, today: float, style: Style, metrics: QFontMetricsF
) -> None:
    """The first and the last day under the picture, and today with a line where there is room for its words."""
    unit, baseline = style.unit, plot.bottom() + metrics.ascent() + 4 * style.unit
    first, last = show_date(balance.start), show_date(balance.end)
    painter.setPen(style.muted)
    painter.drawText(QPointF(plot.left(), baseline), first)
    right = plot.right() - metrics.horizontalAdvance(last)
    painter.drawText(QPointF(right, baseline), last)
    if not balance.start < balance.today < balance.end:
        return
    painter.setPen(QPen(style.text, max(1.0, unit), Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(today, plot.top()), QPointF(today, plot.bottom()))
    words = tr("Today")
    begin = today - metrics.horizontalAdvance(words) / 2
    free = begin > plot.left() + metrics.horizontalAdvance(first) + 8 * unit
    if free and begin + metrics.horizontalAdvance(words) < right - 8 * unit:
        painter.setPen(style.text)
        painter.drawText(QPointF(begin, baseline), words)


def _legend(painter: QPainter, line: QRectF, style: Style, metrics: QFontMetricsF) -> None:
    unit, x = style.unit, line.left()
    side = metrics.ascent() * 0.8
    for kind in (OWED, REPAID, FORESEEN):
        box = QRectF(x, line.center().y() - side / 2, side * 1.6, side)
        if kind == FORESEEN:
            painter.setPen(QPen(style.text, max(1.0, 1.6 * unit), Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        else:
            painter.setPen(QPen(style.rest, max(1.0, unit)))
            painter.setBrush(style.full if kind == OWED else QBrush(style.muted, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
        painter.setPen(style.text)
        words = tr(kind)
        baseline = line.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(box.right() + 6 * unit, baseline), words)
        x = box.right() + 6 * unit + metrics.horizontalAdvance(words) + 18 * unit


class LoanPicture(QWidget):
    """The picture on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._balance: Balance | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_theme(self, self.updateGeometry)
        on_language(self, self._name)

    def show_balance(self, balance: Balance | None) -> None:
        """Draw this one."""
        self._balance = balance
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(words_of(self._balance) if self._balance is not None else "")

    def sizeHint(self) -> QSize:
        unit = style_on_screen().unit
        return QSize(round(480 * unit), round(HEIGHT * unit))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(240 * style_on_screen().unit), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._balance is not None:
            painter = QPainter(self)
            paint_balance(painter, QRectF(self.rect()), self._balance, style_on_screen())
            painter.end()
