"""How is a Word document shown and printed without ever becoming a file? Read in memory, laid out as pages to be drawn.

The Word template is the one layout: what is printed here is what "Save as Word" would hold, the office's own
version of the template included. Only what our templates use is understood: paragraphs, runs, tables, lines, dotted
leaders, sections upright or lying. `documents_pages` cuts it into pages, `documents_paint` draws them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from app.desktop.documents_pages import GRID, HEADING, KEEP, RULE, UNITS, Page, Part, grids_of, pages_of, units

# Documents name Times New Roman; where it is not installed, the face of the same widths, else the bundled one that has
# every letter. Never a mixture: letters borrowed from a second face stand off the line.
FACES, BUNDLED = ("Times New Roman", "Liberation Serif"), "Noto Serif"
_ALIGNMENTS = {
    "center": Qt.AlignmentFlag.AlignHCenter,
    "both": Qt.AlignmentFlag.AlignJustify,
    "right": Qt.AlignmentFlag.AlignRight,
    "end": Qt.AlignmentFlag.AlignRight,
}
_TABS = {"right": QTextOption.TabType.RightTab, "center": QTextOption.TabType.CenterTab}
# Word's own distance between the border and the text of a cell.
_CELL_SIDE = 5.4 * UNITS


@dataclass(frozen=True)
class Sheet:
    """One document ready to be drawn: its parts, each with pages of one size."""

    parts: tuple[Part, ...]

    def pages(self) -> list[tuple[Part, Page]]:
        """Every page with the part it belongs to, in order."""
        return [(part, page) for part in self.parts for page in part.pages]

    def words(self) -> list[str]:
        """What stands on each page."""
        return [part.words(page) for part, page in self.pages()]


def read(word: bytes) -> Sheet:
    """The pages of a Word document made from one of our templates."""
    document = Document(io.BytesIO(word))
    parts, texts = [], _by_section(document.element.body)
    for section, elements in zip(document.sections, texts, strict=True):
        left, top, right, bottom = (
            _mm(each) for each in (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
        )
        wide, high = _mm(section.page_width), _mm(section.page_height)
        text = QTextDocument()
        text.setUndoRedoEnabled(False)
        text.setDocumentMargin(0)
        text.setDefaultFont(QFont(family()))
        width = units(wide - left - right)
        _Writer(text, width).write(elements, document)
        text.setTextWidth(width)
        first = section.different_first_page_header_footer
        foot = _words(section.footer)
        parts.append(
            Part(
                text=text,
                size=(wide, high),
                margins=(left, top, right, bottom),
                foot=foot,
                first_foot=_words(section.first_page_footer) if first else foot,
                first_numbered=not first,
                pages=pages_of(text, units(high - top - bottom)),
                grids=grids_of(text),
            )
        )
    return Sheet(tuple(parts))


def _by_section(body: Any) -> list[list[Any]]:
    """The elements of the text; a paragraph that holds a section's properties ends it."""
    found: list[list[Any]] = [[]]
    for element in body.iterchildren():
        if element.tag == qn("w:p") and element.pPr is not None and element.pPr.find(qn("w:sectPr")) is not None:
            found.append([])  # python-docx puts them in a paragraph of their own: nothing to draw
        elif element.tag in (qn("w:p"), qn("w:tbl")):
            found[-1].append(element)
    return found


@cache
def family() -> str:
    """The face that documents are drawn in on this computer."""
    known = QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese)
    return next((face for face in FACES if face in known), BUNDLED)


@cache
def _leading() -> float:
    """Word's lines stand apart by the face's own leading, Qt's do not."""
    font = QFont(family())
    font.setPixelSize(100)
    metrics = QFontMetricsF(font)
    return float(metrics.lineSpacing() / metrics.height())


def _words(footer: Any) -> str:
    return " ".join(paragraph.text for paragraph in footer.paragraphs if paragraph.text.strip())


def _mm(length: Length | None) -> float:
    return float(length.mm) if length is not None else 20.0


class _Writer:
    """Copies paragraphs and tables into a text document."""

    def __init__(self, text: QTextDocument, width: float) -> None:
        self._cursor = QTextCursor(text)
        self._width = width
        self._fresh = True
        self._after: QTextTable | None = None
        self._above = 0.0
        self._in_table = False

    def write(self, elements: Sequence[Any], parent: Any) -> None:
        for element in elements:
            if element.tag == qn("w:p"):
                self.paragraph(Paragraph(element, parent))
            else:
                self.table(Table(element, parent))

    def paragraph(self, paragraph: Paragraph) -> None:
        self.block(paragraph, _block(paragraph))

    def block(self, paragraph: Paragraph, block: QTextBlockFormat) -> None:
        size = _size(paragraph.runs)
        plain = QTextCharFormat()
        plain.setFontFamilies([family()])
        plain.setProperty(QTextFormat.Property.FontPixelSize, size)
        if block.background().style() is not Qt.BrushStyle.NoBrush:
            plain.setProperty(QTextFormat.Property.FontPixelSize, 1)
        if not self._in_table:
            # An empty paragraph above a table has no height in Qt, nor has the space under a paragraph there.
            gap = 0.0 if any(run.text for run in paragraph.runs) else size * 1.15
            self._above = block.bottomMargin() + (self._above + gap if gap else 0.0)
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
        for run in paragraph.runs:
            # A line ended by hand stays in its paragraph.
            self._cursor.insertText(run.text.replace("\n", "\u2028"), _char(run, size))

    def cell(self, cell: _Cell, width: float) -> None:
        """The paragraphs of a cell; the space above the first and below the last is the cell's own."""
        outer, self._width, self._fresh = self._width, width, True
        paragraphs = cell.paragraphs
        for at, paragraph in enumerate(paragraphs):
            block = _block(paragraph)
            if at == 0:
                block.setTopMargin(0)
            if at == len(paragraphs) - 1:
                block.setBottomMargin(0)
            self.block(paragraph, block)
        self._width = outer

    def table(self, table: Table) -> None:
        widths = [float(each.width.pt) * UNITS if each.width is not None else 0.0 for each in table.columns]
        whole = sum(widths) or 1.0
        style = table.style.name if table.style is not None else ""
        bordered = "Grid" in (style or "")
        made = QTextTableFormat()
        made.setBorder(0)
        if bordered:
            made.setProperty(GRID, True)
        made.setCellPadding(0)
        made.setCellSpacing(0)
        made.setMargin(0)
        made.setTopMargin(self._above)
        made.setWidth(QTextLength(QTextLength.Type.FixedLength, min(whole, self._width)))
        made.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 * each / whole) for each in widths]
        )
        if any(_marked(row, "w:tblHeader") for row in table.rows):
            made.setProperty(HEADING, True)
        grid = self._cursor.insertTable(len(table.rows), len(widths), made)
        self._in_table, self._above = True, 0.0
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                place = grid.cellAt(at, column)
                self._cursor = place.firstCursorPosition()
                self.cell(cell, widths[column])
                place.setFormat(_cell(cell, bordered))  # after the text: the format of its first block is the cell's
        self._in_table = False
        self._cursor = grid.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._fresh = True
        self._after = grid


def _marked(row: Any, name: str) -> bool:
    properties = row._tr.trPr
    return properties is not None and properties.find(qn(name)) is not None


def _cell(cell: _Cell, bordered: bool) -> QTextCharFormat:
    made = QTextTableCellFormat()
    made.setProperty(QTextFormat.Property.FontPixelSize, _size(cell.paragraphs[0].runs))
    made.setFontFamilies([family()])
    first, last = cell.paragraphs[0].paragraph_format, cell.paragraphs[-1].paragraph_format
    made.setTopPadding(_twips(first.space_before))
    made.setBottomPadding(_twips(last.space_after))
    if bordered:
        made.setLeftPadding(_CELL_SIDE)
        made.setRightPadding(_CELL_SIDE)
    if cell.vertical_alignment is WD_CELL_VERTICAL_ALIGNMENT.CENTER:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return made


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
    if given.keep_with_next:
        made.setProperty(KEEP, True)
    if given.page_break_before:
        made.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    made.setTabPositions(
        [
            QTextOption.Tab(_twips(stop.position), _TABS.get(_word(stop.alignment), QTextOption.TabType.LeftTab))
            for stop in given.tab_stops
        ]
    )
    lined = properties is not None and properties.find(qn("w:pBdr")) is not None
    if lined:  # the line under the name of the body and under the motto
        made.setBackground(QColor("black"))
        made.setTopMargin(2 * UNITS)
        made.setLineHeight(RULE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return made
    spacing = given.line_spacing if isinstance(given.line_spacing, float) else 1.0
    made.setLineHeight(100 * spacing * _leading(), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _word(kind: Any) -> str:
    return str(getattr(kind, "name", "")).lower()


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
