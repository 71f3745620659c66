"""Where does a page end? A text laid out in one piece is cut into pages as Word would cut it.

No row of a table is divided, the heading of a table stands on each of its pages, what belongs together (a heading and
its text, the last words and the signature) stays together, and no line of a paragraph is left alone. Qt's own paging
knows none of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextTable

# Laid out in twentieths of a point, as Word counts: coarser units would put the letters of a line unevenly.
UNITS = 20
UNITS_PER_INCH, MM_PER_INCH = 72 * UNITS, 25.4
LINE = 10  # half a point, as Word draws the borders of a table
RULE = 20  # one point under the motto: a thinner one vanishes from the preview
# What a paragraph and a table carry that Qt has no word for.
KEEP = QTextFormat.Property.UserProperty
HEADING, GRID = KEEP.value + 1, KEEP.value + 2


def units(mm: float) -> float:
    """Millimetres in the units of the layout."""
    return mm / MM_PER_INCH * UNITS_PER_INCH


@dataclass(frozen=True)
class Slice:
    """A strip of the text, and how far under the top margin it stands on the page."""

    top: float
    bottom: float
    at: float


Page = tuple[Slice, ...]


@dataclass(frozen=True)
class Grid:
    """The lines of a table with borders: where they stand across and down. Qt draws its own unevenly."""

    across: tuple[float, ...]
    down: tuple[float, ...]


@dataclass(frozen=True)
class Part:
    """Pages of one size, in millimetres: the text in one piece and how it is cut, the lines at the foot."""

    text: QTextDocument
    size: tuple[float, float]
    # left, top, right, bottom
    margins: tuple[float, float, float, float]
    foot: str
    first_foot: str
    first_numbered: bool
    pages: tuple[Page, ...]
    grids: tuple[Grid, ...] = ()

    def words(self, page: Page) -> str:
        """What stands on a page, line by line."""
        return "\n".join(
            text
            for piece in page
            for block in _blocks(self.text)
            for top, bottom, text in lines(block)
            if top >= piece.top - 1 and bottom <= piece.bottom + 1
        )


@dataclass(frozen=True)
class _Atom:
    """What is never divided: a line, a row. `keep` holds it on the page of the next; `head` repeats above it."""

    top: float
    bottom: float
    keep: bool = False
    fresh: bool = False
    head: tuple[float, float] | None = None


def origin(block: QTextBlock) -> QPointF:
    """Where a block's own coordinates begin in the text."""
    area: QRectF = block.document().documentLayout().blockBoundingRect(block)
    return area.topLeft()


def lines(block: QTextBlock) -> Iterator[tuple[float, float, str]]:
    """Each line of a block: top, bottom, and what it says."""
    layout, start = block.layout(), origin(block).y()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        text = block.text()[line.textStart() : line.textStart() + line.textLength()]
        yield start + line.y(), start + line.y() + line.height(), text


def pages_of(text: QTextDocument, height: float) -> tuple[Page, ...]:
    """The pages of a text, each as high as this."""
    atoms = list(_atoms(text, height))
    found, at = [], 0
    while at < len(atoms):
        end = _end(atoms, at, height)
        head = atoms[at].head
        above = head[1] - head[0] if head is not None else 0.0
        page = [Slice(head[0], head[1], 0.0)] if head is not None else []
        page.append(Slice(atoms[at].top, atoms[end - 1].bottom, above))
        found.append(tuple(page))
        at = end
    return tuple(found) or ((Slice(0, 0, 0),),)


def _end(atoms: Sequence[_Atom], at: int, height: float) -> int:
    """How far the page goes that begins with this atom."""
    head = atoms[at].head
    room = height - (head[1] - head[0] if head is not None else 0.0)
    end = at
    while end < len(atoms) and atoms[end].bottom - atoms[at].top <= room and not (end > at and atoms[end].fresh):
        end += 1
    end = max(end, at + 1)
    cut = end
    while cut < len(atoms) and cut > at and atoms[cut - 1].keep and not atoms[cut].fresh:
        cut -= 1
    return cut if cut > at else end


def _atoms(text: QTextDocument, height: float) -> Iterator[_Atom]:
    tables: set[int] = set()
    for block in _blocks(text):
        table = QTextCursor(block).currentTable()
        if table is None:
            yield from _lines(block)
        elif table.firstPosition() not in tables:
            tables.add(table.firstPosition())
            yield from _rows(table, height)


def _blocks(text: QTextDocument) -> Iterator[QTextBlock]:
    block = text.begin()
    while block.isValid():
        yield block
        block = block.next()


def _lines(block: QTextBlock) -> Iterator[_Atom]:
    found = list(lines(block))
    shape = block.blockFormat()
    kept = bool(shape.property(KEEP))
    fresh = bool(shape.pageBreakPolicy() & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    for number, (top, bottom, _) in enumerate(found):
        last = number == len(found) - 1
        # At least two lines of a paragraph stand together.
        beside = not last and (number == 0 or number == len(found) - 2)
        yield _Atom(top, bottom, kept if last else beside, fresh and number == 0)


def _rows(table: QTextTable, height: float) -> Iterator[_Atom]:
    edges = _edges(table)
    tops = edges[:-1]
    head: tuple[float, float] | None = None
    for row, top in enumerate(tops):
        bottom = edges[row + 1]
        if row == 0 and table.format().property(HEADING) and len(tops) > 1:
            head = (top, bottom)
            yield _Atom(top, bottom, keep=True)
            continue
        first = table.cellAt(row, 0).firstCursorPosition().block()
        keep = bool(first.blockFormat().property(KEEP))
        if bottom - top <= height - (head[1] - head[0] if head is not None else 0.0):
            yield _Atom(top, bottom, keep, head=head)
        else:
            yield from _divided(table, row, top, bottom, head)


def grids_of(text: QTextDocument) -> tuple[Grid, ...]:
    """The lines of all tables that have borders."""
    found, seen = [], set()
    for block in _blocks(text):
        table = QTextCursor(block).currentTable()
        if table is None or table.firstPosition() in seen or not table.format().property(GRID):
            continue
        seen.add(table.firstPosition())
        cells = [table.cellAt(0, column) for column in range(table.columns())]
        across = [
            origin(cell.firstCursorPosition().block()).x() - cell.format().toTableCellFormat().leftPadding()
            for cell in cells
        ]
        found.append(Grid((*across, across[0] + table.format().width().rawValue()), tuple(_edges(table))))
    return tuple(found)


def _edges(table: QTextTable) -> list[float]:
    """Where the rows begin, and where the last one ends."""
    last = table.rows() - 1
    return [*(_top(table, row) for row in range(table.rows())), _bottom(table, last)]


def _top(table: QTextTable, row: int) -> float:
    found = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        block = cell.firstCursorPosition().block()
        first = next(iter(lines(block)), None)
        if first is not None:
            found.append(first[0] - cell.format().toTableCellFormat().topPadding())
    return min(found)


def _bottom(table: QTextTable, row: int) -> float:
    found = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        last = list(lines(cell.lastCursorPosition().block()))
        if last:
            found.append(last[-1][1] + cell.format().toTableCellFormat().bottomPadding())
    return max(found)


def _divided(
    table: QTextTable, row: int, top: float, bottom: float, head: tuple[float, float] | None
) -> Iterator[_Atom]:
    """A row higher than a page is cut where no line of any of its cells is cut."""
    spans: list[tuple[float, float]] = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        while block.isValid() and block.position() <= last.position():
            spans.extend((each[0], each[1]) for each in lines(block))
            block = block.next()
    cuts = sorted({low for _, low in spans if not any(a + 1 < low < b - 1 for a, b in spans)} - {bottom})
    start = top
    for cut in [*(each for each in cuts[:-1] if top < each < bottom), bottom]:
        yield _Atom(start, cut, head=head)
        start = cut
