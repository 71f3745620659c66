"""How do the pages of a document reach the printer or a PDF file? Drawn, as vectors and real letters."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout as Layout
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextLine,
)
from PySide6.QtPrintSupport import QPrinter

from app.desktop.documents_pages import LINE, UNITS, UNITS_PER_INCH, Grid, Page, Part, Slice, origin, units
from app.desktop.documents_print import Sheet, family

_NONE = QMarginsF(0, 0, 0, 0)


def set_up(printer: QPrinter) -> None:
    """A4, upright; the margins are the document's own."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setPageMargins(_NONE, QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)


def paint(printer: QPrinter, sheets: Iterable[Sheet]) -> None:
    """Draw the documents one after the other, each from a new page; a lying page is turned on the upright paper."""
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # thin lines stay visible in a small preview
    scale = printer.logicalDpiX() / UNITS_PER_INCH
    first = True
    for sheet in sheets:
        for number, (part, page) in enumerate(sheet.pages(), start=1):
            if not first:
                printer.newPage()
            first = False
            painter.save()
            painter.scale(scale, scale)
            wide, high = part.size
            if wide > high:
                painter.translate(0, units(wide))
                painter.rotate(-90)
            _page(painter, part, page, number)
            painter.restore()
    painter.end()


def pdf(sheets: Iterable[Sheet]) -> bytes:
    """The documents as one PDF file, in memory: A4, the letters in it as text."""
    data = QByteArray()
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setResolution(UNITS_PER_INCH)
    writer.setCreator("Nhịp Cầu")
    painter: QPainter | None = None
    for sheet in sheets:
        for number, (part, page) in enumerate(sheet.pages(), start=1):
            size = QPageSize(QSizeF(*part.size), QPageSize.Unit.Millimeter)
            writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, _NONE))
            if painter is None:
                painter = QPainter(writer)
            else:
                writer.newPage()
            _page(painter, part, page, number)
    if painter is not None:
        painter.end()
    device.close()
    return bytes(data.data())


def _page(painter: QPainter, part: Part, page: Page, number: int) -> None:
    wide, high = (units(each) for each in part.size)
    left, top, right, _ = (units(each) for each in part.margins)
    width = wide - left - right
    for piece in page:
        _strip(painter, part, piece, QRectF(left, top, width, 0))
    first = page is part.pages[0]
    font = QFont(family())
    painter.setPen(QColor("black"))
    # Page numbers stand in the top margin, none on the first page (NĐ 30/2020).
    if number > 1 and (part.first_numbered or not first):
        font.setPixelSize(13 * UNITS)
        _words(painter, font, QRectF(left, units(9), width, units(8)), Qt.AlignmentFlag.AlignHCenter, str(number))
    font.setPixelSize(9 * UNITS)
    area = QRectF(left, high - units(14), width, units(6))
    _words(painter, font, area, Qt.AlignmentFlag.AlignRight, part.first_foot if first else part.foot)


def _strip(painter: QPainter, part: Part, piece: Slice, place: QRectF) -> None:
    painter.save()
    painter.translate(place.left(), place.top() + piece.at - piece.top)
    # The borders of a table stand half outside; the text of a neighbouring strip must not be drawn, not even hidden.
    painter.setClipRect(QRectF(-LINE, piece.top - LINE, place.width() + 2 * LINE, piece.bottom - piece.top + 2 * LINE))
    context = Layout.PaintContext()
    context.clip = QRectF(0, piece.top + 1, place.width(), piece.bottom - piece.top - 2)  # type: ignore[attr-defined]
    context.palette.setColor(QPalette.ColorRole.Text, QColor("black"))  # type: ignore[attr-defined]
    part.text.documentLayout().draw(painter, context)
    _leaders(painter, part, piece)
    for grid in part.grids:
        _borders(painter, grid, piece)
    painter.restore()


def _borders(painter: QPainter, grid: Grid, piece: Slice) -> None:
    """The lines of a table as far as its rows stand in the strip."""
    rows = [each for each in grid.down if piece.top - 1 <= each <= piece.bottom + 1]
    low, high = max(grid.down[0], piece.top), min(grid.down[-1], piece.bottom)
    if low >= high:
        return
    painter.setPen(QPen(QColor("black"), LINE))
    for across in grid.across:
        painter.drawLine(QLineF(across, low, across, high))
    for down in rows:
        painter.drawLine(QLineF(grid.across[0], down, grid.across[-1], down))


def _leaders(painter: QPainter, part: Part, piece: Slice) -> None:
    """The dots of a form's lines: where a paragraph has a tab, up to where the tab ends."""
    pen = QPen(QColor("black"), 0.9 * UNITS)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, 3.4])
    painter.setPen(pen)
    block = part.text.begin()
    while block.isValid():
        if "\t" in block.text():
            for dots in _dots(block):
                if piece.top <= dots.y1() <= piece.bottom:
                    painter.drawLine(dots)
        block = block.next()


def _dots(block: QTextBlock) -> list[QLineF]:
    layout, start, text = block.layout(), origin(block), block.text()
    found = []
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        low = start.y() + line.y() + line.ascent()
        for position in range(line.textStart(), line.textStart() + line.textLength()):
            if text[position] == "\t":
                begin, end = _x(line, position), _x(line, position + 1)
                found.append(QLineF(start.x() + begin + 2 * UNITS, low, start.x() + end - UNITS, low))
    return found


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _words(painter: QPainter, font: QFont, area: QRectF, side: Qt.AlignmentFlag, text: str) -> None:
    if text:
        painter.setFont(font)
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)
