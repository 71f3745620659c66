"""How is a Word document shown and printed without ever becoming a file? Read in memory, drawn on the printer's pages.

The Word template is the one layout: what is printed here is what "Save as Word" would hold, the office's own
version of the template included. Only what our templates use is understood: paragraphs, runs, tables, lines.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout as Layout
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtPrintSupport import QPrinter

# Documents name Times New Roman; where it is not installed, the bundled face that has every letter. Never a mixture:
# letters borrowed from a second face stand off the line.
TIMES, BUNDLED = "Times New Roman", "Noto Serif"
# Laid out in twentieths of a point, as Word counts: coarser units would put the letters of a line unevenly.
UNITS = 20
UNITS_PER_INCH, MM_PER_INCH = 72 * UNITS, 25.4
LINE = 20  # 1 pt: a thinner one vanishes from the preview
_ALIGNMENTS = {
    "center": Qt.AlignmentFlag.AlignHCenter,
    "both": Qt.AlignmentFlag.AlignJustify,
    "right": Qt.AlignmentFlag.AlignRight,
    "end": Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True)
class Sheet:
    """One document ready to be drawn: its text, its margins in millimetres, the line at the foot."""

    text: QTextDocument
    left: float
    top: float
    right: float
    bottom: float
    foot: str


def read(word: bytes) -> Sheet:
    """The pages of a Word document made from one of our templates."""
    document = Document(io.BytesIO(word))
    section = document.sections[0]
    left, top, right, bottom = (
        _mm(each) for each in (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
    )
    text = QTextDocument()
    text.setDocumentMargin(0)
    text.setDefaultFont(QFont(family()))
    text.setPageSize(QSizeF(_units(210 - left - right), _units(297 - top - bottom)))
    writer = _Writer(text, _units(210 - left - right))
    writer.write(document.element.body, document)
    writer.keep_the_end_together()
    foot = " ".join(paragraph.text for paragraph in section.first_page_footer.paragraphs if paragraph.text.strip())
    return Sheet(text, left, top, right, bottom, foot or _foot(section))


@cache
def family() -> str:
    """The face that documents are drawn in on this computer."""
    return TIMES if TIMES in QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese) else BUNDLED


def _foot(section: Any) -> str:
    return " ".join(paragraph.text for paragraph in section.footer.paragraphs if paragraph.text.strip())


def _mm(length: Length | None) -> float:
    return float(length.mm) if length is not None else 20.0


def _units(mm: float) -> float:
    return mm / MM_PER_INCH * UNITS_PER_INCH


class _Writer:
    """Copies paragraphs and tables into a text document."""

    def __init__(self, text: QTextDocument, width: float) -> None:
        self._cursor = QTextCursor(text)
        self._width = width
        self._fresh = True
        self._after: QTextTable | None = None
        self._last: QTextTable | None = None
        # Where the paragraphs begin that must stay on the page of what follows them.
        self._kept: int | None = None

    def write(self, body: Any, parent: Any) -> None:
        for element in body.iterchildren():
            if element.tag == qn("w:p"):
                self.paragraph(Paragraph(element, parent))
            elif element.tag == qn("w:tbl"):
                self.table(Table(element, parent))

    def paragraphs(self, cell: _Cell, width: float) -> None:
        outer, self._width, self._fresh = self._width, width, True
        for paragraph in cell.paragraphs:
            self.paragraph(paragraph)
        self._width = outer

    def paragraph(self, paragraph: Paragraph) -> None:
        block = _block(paragraph)
        size = _size(paragraph.runs)
        plain = QTextCharFormat()
        plain.setProperty(QTextFormat.Property.FontPixelSize, size)
        if block.background().style() is not Qt.BrushStyle.NoBrush:
            plain.setProperty(QTextFormat.Property.FontPixelSize, 1)
        if self._after is not None:  # Qt drops the space above a paragraph that follows a table
            shape = self._after.format()
            shape.setBottomMargin(block.topMargin())
            self._after.setFormat(shape)
            self._after = None
        if self._fresh:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(plain)
            self._fresh = False
        else:
            self._cursor.insertBlock(block, plain)
        if self._cursor.currentTable() is None:
            if not paragraph.paragraph_format.keep_with_next:
                self._kept = None
            elif self._kept is None:
                self._kept = self._cursor.position()
        for run in paragraph.runs:
            self._cursor.insertText(run.text, _char(run, size))

    def table(self, table: Table) -> None:
        widths = [float(each.width.pt) * UNITS if each.width is not None else 0.0 for each in table.columns]
        whole = sum(widths) or 1.0
        style = table.style.name if table.style is not None else ""
        made = QTextTableFormat()
        bordered = "Grid" in (style or "")
        made.setBorder(LINE if bordered else 0)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(QColor("black"))
        made.setBorderCollapse(True)
        made.setCellPadding(3 * UNITS if bordered else 0)
        made.setCellSpacing(0)
        made.setMargin(0)
        made.setWidth(QTextLength(QTextLength.Type.FixedLength, min(whole, self._width)))
        made.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 * each / whole) for each in widths]
        )
        if bordered:
            made.setHeaderRowCount(1)
        grid = self._cursor.insertTable(len(table.rows), len(widths), made)
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                self._cursor = grid.cellAt(at, column).firstCursorPosition()
                self.paragraphs(cell, widths[column])
        self._cursor = grid.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._fresh = True
        self._after = self._last = grid

    def keep_the_end_together(self) -> None:
        """A signature is never alone on a page: what belongs to it goes to the next page with it."""
        if self._last is None or self._kept is None:
            return
        text = self._cursor.document()
        area, page = text.documentLayout().frameBoundingRect(self._last), text.pageSize().height()
        if int(area.top() // page) == int((area.bottom() - 1) // page):
            return
        start = QTextCursor(text)
        start.setPosition(self._kept)
        block = start.blockFormat()
        block.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        start.setBlockFormat(block)


def _block(paragraph: Paragraph) -> QTextBlockFormat:
    made, given = QTextBlockFormat(), paragraph.paragraph_format
    properties = paragraph._p.pPr
    kind = properties.find(qn("w:jc")) if properties is not None else None
    side = kind.get(qn("w:val")) if kind is not None else "left"
    made.setAlignment(_ALIGNMENTS.get(side or "", Qt.AlignmentFlag.AlignLeft))
    made.setTopMargin(_twips(given.space_before))
    made.setBottomMargin(_twips(given.space_after))
    made.setTextIndent(_twips(given.first_line_indent))
    made.setLeftMargin(_twips(given.left_indent))
    made.setRightMargin(_twips(given.right_indent))
    lined = properties is not None and properties.find(qn("w:pBdr")) is not None
    if lined:  # the line under the name of the body and under the motto
        made.setBackground(QColor("black"))
        made.setTopMargin(2 * UNITS)
        made.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return made
    spacing = given.line_spacing
    if isinstance(spacing, float):
        made.setLineHeight(spacing * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _twips(length: Length | None) -> float:
    return float(length.pt) * UNITS if length is not None else 0.0


def _size(runs: Sequence[Any]) -> int:
    found = [run.font.size.pt for run in runs if run.font.size is not None]
    return round((found[0] if found else 13) * UNITS)


def _char(run: Any, size: int) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies([family()])
    own = round(run.font.size.pt * UNITS) if run.font.size is not None else size
    made.setProperty(QTextFormat.Property.FontPixelSize, own)
    made.setFontWeight(QFont.Weight.Bold if run.bold else QFont.Weight.Normal)
    made.setFontItalic(bool(run.italic))
    made.setFontUnderline(bool(run.underline))
    made.setFontHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setForeground(QColor("black"))
    return made


# --- drawing -------------------------------------------------------------------------------------------


def set_up(printer: QPrinter) -> None:
    """A4, upright; the margins are the document's own."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)


def paint(printer: QPrinter, sheets: Iterable[Sheet]) -> None:
    """Draw the documents one after the other, each from a new page."""
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # thin lines stay visible in a small preview
    scale = printer.logicalDpiX() / UNITS_PER_INCH
    first = True
    for sheet in sheets:
        for page in range(sheet.text.pageCount()):
            if not first:
                printer.newPage()
            first = False
            painter.save()
            painter.scale(scale, scale)
            _page(painter, sheet, page)
            painter.restore()
    painter.end()


def _page(painter: QPainter, sheet: Sheet, page: int) -> None:
    size = sheet.text.pageSize()
    painter.save()
    painter.translate(_units(sheet.left), _units(sheet.top) - page * size.height())
    area = QRectF(0, page * size.height(), size.width(), size.height())
    painter.setClipRect(area)
    context = Layout.PaintContext()
    context.clip = area  # type: ignore[attr-defined]
    context.palette.setColor(QPalette.ColorRole.Text, QColor("black"))  # type: ignore[attr-defined]
    sheet.text.documentLayout().draw(painter, context)
    painter.restore()
    font = QFont(family())
    painter.setPen(QColor("black"))
    if page > 0:  # page numbers stand in the top margin, none on the first page (NĐ 30/2020)
        font.setPixelSize(13 * UNITS)
        _words(painter, font, QRectF(_units(sheet.left), _units(8), size.width(), _units(8)), str(page + 1))
    font.setPixelSize(9 * UNITS)
    _words(painter, font, QRectF(_units(sheet.left), _units(297 - 14), size.width(), _units(6)), sheet.foot)


def _words(painter: QPainter, font: QFont, area: QRectF, text: str) -> None:
    painter.setFont(font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
