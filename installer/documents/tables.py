"""How is a table of a Word template made: its columns, a heading on every page, a row for each entry?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from installer.documents.page import CENTRE, mark, put, set_widths


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width, and what stands in it for an `item`."""

    heading: str
    width: int
    value: str
    align: WD_ALIGN_PARAGRAPH = CENTRE


def listing(
    doc: Doc,
    columns: Sequence[Column],
    items: str,
    *,
    size: int = 12,
    air: int = 1,
    blank: int = 0,
    tall: int = 1,
    together: bool = False,
) -> Any:
    """A table with a row for each of `items`; on a blank form so many empty rows more, `tall` lines each.

    `together`: a short one is not divided between pages.
    """
    table = _grid(doc, 4, [column.width for column in columns])
    for at, column in enumerate(columns):
        cell = table.rows[0].cells[at]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        put(cell.paragraphs[0], column.heading, size=size, bold=True, align=CENTRE, before=Pt(air), after=Pt(air))
        cell = table.rows[2].cells[at]
        put(cell.paragraphs[0], column.value, size=size, align=column.align, before=Pt(air), after=Pt(air))
        table.rows[0].cells[at].paragraphs[0].paragraph_format.keep_with_next = True
        cell.paragraphs[0].paragraph_format.keep_with_next = together
    _steer(table, 1, f"{{%tr for item in {items} %}}")
    _steer(table, 3, "{%tr endfor %}")
    mark(table.rows[0], "w:tblHeader")
    mark(table.rows[0], "w:cantSplit")
    mark(table.rows[2], "w:cantSplit")
    if blank:
        start = len(table.rows)
        for _ in range(3):
            table.add_row()
        set_widths(table, [column.width for column in columns])
        _steer(table, start, f"{{%tr for _ in range({blank} if facts.blank else 0) %}}")
        for cell in table.rows[start + 1].cells:
            for line in range(tall):
                put(cell.paragraphs[0] if line == 0 else cell.add_paragraph(), "", size=size, before=Pt(5), after=Pt(5))
        mark(table.rows[start + 1], "w:cantSplit")
        _steer(table, start + 2, "{%tr endfor %}")
    return table


def framed(doc: Doc, width: int) -> Any:
    """The one cell of a frame, to be cut out."""
    table = _grid(doc, 1, [width])
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    mark(table.rows[0], "w:cantSplit")
    return table.rows[0].cells[0]


def _grid(doc: Doc, rows: int, widths: Sequence[int]) -> Any:
    table = doc.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_widths(table, widths)
    return table


def _steer(table: Any, row: int, tag: str) -> None:
    """A row that only steers the filling in; it is gone from the document."""
    paragraph = table.rows[row].cells[0].paragraphs[0]
    for run in paragraph.runs:
        run.text = ""
    paragraph.add_run(tag)
