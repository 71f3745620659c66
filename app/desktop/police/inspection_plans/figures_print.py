"""How do the figures of the inspections reach paper? Drawn on A4: office, title, day, each chart with its table."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPagedPaintDevice, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import tr
from app.desktop.documents_paint import set_up
from app.desktop.documents_print import family
from app.desktop.police.inspection_plans.figures_lines import (
    ALL,
    Read,
    Section,
    head_line,
    mark_words,
    sections,
    verdict,
)
from app.desktop.theme import theme
from app.desktop.widgets.charts import Bar, height_of, paint_bars, style_on_paper
from app.desktop.widgets.print_preview import PrintPreview

# Millimetres: the margins of the administration's documents (Nghị định 30/2020/NĐ-CP), and a line of a table.
LEFT, TOP, RIGHT, BOTTOM = 25, 20, 20, 20
LINE, PAD, GAP = 6.5, 1.5, 5
WIDE, HIGH = 210, 297
# What one pixel of a chart's design measures on paper, in millimetres.
CHART_UNIT = 0.2
# A title with its note.
TITLE = 14
_SIDES = Qt.AlignmentFlag


def preview(parent: QWidget, read: Read) -> QPrintPreviewDialog:
    """Show the pages; the dialog's printer button prints them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer)
    printer.setDocName(tr("Document"))
    dialog = PrintPreview(printer, parent)
    dialog.setWindowTitle(tr("Print: {document}", document=tr("Inspection figures")))
    dialog.resize(theme().px(900), theme().px(680))
    dialog.paintRequested.connect(lambda device: paint(device, read))
    dialog.open()
    return dialog


def paint(device: QPagedPaintDevice, read: Read) -> int:
    """Draw the pages on a printer or a PDF; how many they are."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paper = _Paper(painter, device)
    paper.head(read)
    rest = list(sections(read))
    while rest:
        # What still fits whole on this page goes before what does not: fewer pages, and nothing torn apart.
        following = next((each for each in rest if paper.fits(each)), rest[0])
        rest.remove(following)
        paper.section(following)
    painter.end()
    return paper.number


class _Paper:
    """The place on the page that is next; everything in the device's dots."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice) -> None:
        self._painter, self._device = painter, device
        self._dots = device.logicalDpiX() / 25.4
        self._left, self._right = LEFT * self._dots, (WIDE - RIGHT) * self._dots
        self._bottom = (HIGH - BOTTOM) * self._dots
        self.at = TOP * self._dots
        self.number = 1

    def head(self, read: Read) -> None:
        """The office, the title, the day, and the figure of the year."""
        found = read.coverage
        self._words(read.office, 12, bold=True)
        self.at += GAP * self._dots
        title = tr("Inspection figures of {year}", year=found.year)
        self._words(title.upper(), 14, bold=True, side=_SIDES.AlignHCenter)
        self._words(tr("As of {day}", day=show_date(read.today)), 12, italic=True, side=_SIDES.AlignHCenter)
        self.at += GAP * self._dots
        chip, _tone = verdict(found, read.today)
        self._words(f"{head_line(found)} {tr(chip)} ({mark_words()}).", 13)

    def fits(self, section: Section) -> bool:
        """Whether all of it stands on this page."""
        high = self._chart_height(section) + (GAP + TITLE + (len(section.lines) + 1) * LINE) * self._dots
        return self.at + high <= self._bottom

    def _least(self, section: Section) -> float:
        """A section that is longer than a page may begin with so much of it."""
        page = (HIGH - TOP - BOTTOM) * self._dots
        whole = self._chart_height(section) + (TITLE + (len(section.lines) + 1) * LINE) * self._dots
        return whole if whole <= page else page / 3

    def _chart_height(self, section: Section) -> float:
        bars, style = section.bars(), style_on_paper(self._font(10), CHART_UNIT * self._dots)
        return height_of(bars, style, marked=section.mark is not None) + 2 * self._dots if bars else 0.0

    def section(self, section: Section) -> None:
        """Title, note, chart and table; begun on a new page where too little of it would stand on this one."""
        self.at += GAP * self._dots
        if self.at + self._least(section) > self._bottom:
            self._turn()
        self._words(tr(section.title), 13, bold=True)
        self._words(section.note, 11, italic=True)
        self.at += self._dots
        self._chart(section.bars(), section.mark)
        if section.lines:
            self._table(section)

    def _chart(self, bars: Sequence[Bar], mark: float | None) -> None:
        style = style_on_paper(self._font(10), CHART_UNIT * self._dots)
        rest = list(bars)
        while rest:
            row = height_of(rest[:1], style, marked=False)
            band = height_of([], style, marked=mark is not None)
            room = int((self._bottom - self.at - band) / row)
            if room < min(3, len(rest)):
                self._turn()
                continue
            piece, rest = rest[:room], rest[room:]
            high = height_of(piece, style, marked=mark is not None)
            area = QRectF(self._left, self.at, self._right - self._left, high)
            paint_bars(self._painter, area, piece, style, mark, mark_words() if mark is not None else "")
            self.at += high + 2 * self._dots

    def _table(self, section: Section) -> None:
        heads = [tr(head) for head in section.heads]
        if self.at + 2 * LINE * self._dots > self._bottom:
            self._turn()
        widths = self._widths([heads, *([line.name, *line.cells] for line in section.lines)])
        self._row(heads, widths, bold=True)
        for line in section.lines:
            if self.at + LINE * self._dots > self._bottom:
                self._turn()
                self._row(heads, widths, bold=True)
            self._row([line.name, *line.cells], widths, bold=line.key == ALL)

    def _widths(self, rows: Sequence[Sequence[str]]) -> list[float]:
        """Each column of numbers as wide as its longest words; the names take the rest."""
        metrics = QFontMetricsF(self._font(11, bold=True), self._device)
        widest = (
            max(metrics.horizontalAdvance(text) for text in column) for column in list(zip(*rows, strict=True))[1:]
        )
        numbers = [wide + (2 * PAD + 1) * self._dots for wide in widest]
        return [self._right - self._left - sum(numbers), *numbers]

    def _row(self, cells: Sequence[str], widths: Sequence[float], *, bold: bool) -> None:
        painter, high = self._painter, LINE * self._dots
        font = self._font(11, bold=bold)
        painter.setFont(font)
        metrics = QFontMetricsF(font, self._device)
        left = self._left
        for at, (text, wide) in enumerate(zip(cells, widths, strict=True)):
            place = QRectF(left, self.at, wide, high)
            painter.setPen(QPen(QColor("black"), 0.2 * self._dots))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
            inner = place.adjusted(PAD * self._dots, 0, -PAD * self._dots, 0)
            side = _SIDES.AlignLeft if at == 0 else _SIDES.AlignRight
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, side | _SIDES.AlignVCenter, shown)
            left += wide
        self.at += high

    def _words(
        self,
        text: str,
        points: float,
        *,
        bold: bool = False,
        italic: bool = False,
        side: Qt.AlignmentFlag = _SIDES.AlignLeft,
    ) -> None:
        if not text:
            return
        font = self._font(points, bold=bold)
        font.setItalic(italic)
        self._painter.setFont(font)
        self._painter.setPen(QColor("black"))
        flags = side | Qt.TextFlag.TextWordWrap
        room = QRectF(self._left, self.at, self._right - self._left, self._bottom - self.at)
        drawn = self._painter.boundingRect(room, flags, text)
        self._painter.drawText(drawn, flags, text)
        self.at += drawn.height() + 0.5 * self._dots

    def _turn(self) -> None:
        """A new page; its number stands in the top margin."""
        self._device.newPage()
        self.number += 1
        self._painter.setFont(self._font(13))
        self._painter.setPen(QColor("black"))
        place = QRectF(self._left, 9 * self._dots, self._right - self._left, 8 * self._dots)
        self._painter.drawText(place, _SIDES.AlignHCenter | _SIDES.AlignVCenter, str(self.number))
        self.at = TOP * self._dots

    def _font(self, points: float, *, bold: bool = False) -> QFont:
        font = QFont(family())
        font.setPixelSize(max(1, round(points / 72 * 25.4 * self._dots)))
        font.setBold(bold)
        return font
