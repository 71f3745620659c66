"""How does a list become an Excel file, without a plain copy on the disk and without a formula in it?"""

import hashlib
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.compat import safe_string
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from app.exchange.office_text import office_text

Value = str | int | float | bool | date | datetime | time | None

LONGEST_TEXT = 32_767  # Excel's own limit for one cell
_CUT = "…"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FIRST_EXCEL_DAY = (1900, 3, 1)  # before it Excel counts a 29 February that never was
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_WIDEST, _NARROWEST = 60, 8


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column to write; without a width it takes the one its first rows need."""

    heading: str
    width: float | None = None


@dataclass(frozen=True, slots=True)
class ExcelFile:
    """A finished file in memory, with what the audit keeps of it."""

    data: bytes
    sha256: str
    rows: int


def nothing_counted(done: int) -> None:
    """Progress nobody watches."""


def table_to_xlsx(
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Value]],
    title: str,
    *,
    subtitle: str = "",
    progress: Callable[[int], None] = nothing_counted,
) -> ExcelFile:
    """A sheet with a title, a frozen header and filters; dates are real dates, text is never a formula.

    `progress` hears the number of rows written and may raise to stop.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Nhịp Cầu"
    sheet: Any = book.create_sheet(_sheet_name(title))
    remaining = iter(rows)
    first = list(itertools.islice(remaining, 200))
    top = 4 if subtitle else 3  # title, subtitle, a blank line, header
    _set_up(sheet, columns, first, top)
    # openpyxl writes each sheet to a temporary file, whole or write-only: here it is given memory instead.
    sheet._writer = WorksheetWriter(sheet, out=io.BytesIO())
    sheet._writer.write_top()
    body = _Rows(sheet, top)
    try:
        for line in _head(sheet, columns, title, subtitle):
            sheet.append(line)
        for row in itertools.chain(first, remaining):
            body.add(row)
            if body.count % 500 == 0:
                progress(body.count)
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(max(len(columns), 1))}{top + body.count}"
    finally:
        sheet.close()
    data = _saved(book, body)
    return ExcelFile(data, hashlib.sha256(data).hexdigest(), body.count)


# --- the sheet ---------------------------------------------------------------------------------------


def _set_up(sheet: Any, columns: Sequence[SheetColumn], first: Sequence[Sequence[Value]], top: int) -> None:
    sheet.freeze_panes = f"A{top + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"
    for index, column in enumerate(columns):
        texts = [column.heading, *(_shown(row[index]) for row in first if index < len(row))]
        longest = max(len(line) for text in texts for line in (text.splitlines() or [""]))
        width = column.width or min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(index + 1)].width = width


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return "00/00/0000 00:00"
    return "00/00/0000" if isinstance(value, date) else str(value or "")


def _head(sheet: Any, columns: Sequence[SheetColumn], title: str, subtitle: str) -> Iterable[list[Any]]:
    heading = _text(sheet, title)
    heading.font = Font(name="Times New Roman", size=14, bold=True)
    yield [heading]
    if subtitle:
        line = _text(sheet, subtitle)
        line.font = Font(name="Times New Roman", size=11, italic=True)
        yield [line]
    yield []
    yield [_heading(sheet, column.heading) for column in columns]


def _heading(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font = _BOLD
    cell.fill = _SHADE
    cell.border = _BOX
    cell.alignment = _CENTRED
    return cell


_LINE = Side(style="thin", color="999999")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_PLAIN = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_SHADE = PatternFill("solid", fgColor="E7EEF5")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)


class _Looks:
    """The numbers of the looks that a row's cells have, each entered into the book where it is first needed."""

    def __init__(self, sheet: Any) -> None:
        self._plain = self._made(sheet, "General")
        self._day = self._made(sheet, "dd/mm/yyyy")
        self._moment = self._made(sheet, "dd/mm/yyyy hh:mm")
        self._clock = self._made(sheet, "hh:mm")
        self._quoted = self._made(sheet, "General")
        self._quoted._style.quotePrefix = 1

    @staticmethod
    def _made(sheet: Any, number_format: str) -> Any:
        cell: Any = WriteOnlyCell(sheet)
        cell.font, cell.border, cell.alignment = _PLAIN, _BOX, _TOP
        cell.number_format = number_format
        return cell

    @cached_property
    def plain(self) -> int:
        return int(self._plain.style_id)

    @cached_property
    def day(self) -> int:
        return int(self._day.style_id)

    @cached_property
    def moment(self) -> int:
        return int(self._moment.style_id)

    @cached_property
    def clock(self) -> int:
        return int(self._clock.style_id)

    @cached_property
    def quoted(self) -> int:
        return int(self._quoted.style_id)


class _Rows:
    """The rows under the header, as the XML that openpyxl would make of their cells.

    Spelt here, since a register of 20,000 rows has 260,000 cells: as openpyxl's objects they took four times as long.
    """

    def __init__(self, sheet: Any, top: int) -> None:
        self.count = 0
        self._looks = _Looks(sheet)
        self._top = top
        self._letters: list[str] = []
        self._parts: list[bytes] = []

    def add(self, row: Sequence[Value]) -> None:
        self.count += 1
        number = self._top + self.count
        while len(self._letters) < len(row):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        cells = [
            self._text(f"{letter}{number}", value) if type(value) is str else self._other(f"{letter}{number}", value)
            for letter, value in zip(self._letters, row, strict=False)
        ]
        self._parts.append(f'<row r="{number}">{"".join(cells)}</row>'.encode("ascii", "xmlcharrefreplace"))

    def put_into(self, sheet: bytes) -> bytes:
        """The sheet with these rows behind those that it has."""
        before, end, after = sheet.partition(b"</sheetData>")
        return b"".join((before, *self._parts, end, after))

    def _text(self, place: str, text: str) -> str:
        """Marked as text, whatever it begins with; where that is like a formula, Excel shows an apostrophe before it.

        So it stays text when it is edited.
        """
        look = self._looks.quoted if text.startswith(_FORMULA_STARTS) else self._looks.plain
        if not text.isprintable():
            text = office_text(text)
        if not text:
            return f'<c r="{place}" s="{look}" t="inlineStr"></c>'
        text = _cut(text)
        blanks = ' xml:space="preserve"' if text != text.strip() else ""
        return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{blanks}>{_escaped(text)}</t></is></c>'

    def _other(self, place: str, value: Value) -> str:
        if value is None:
            return f'<c r="{place}" s="{self._looks.plain}" t="n"></c>'
        if isinstance(value, str):
            return self._text(place, str.__str__(value))
        if isinstance(value, date):
            return self._date(place, value)
        if isinstance(value, time):
            return f'<c r="{place}" s="{self._looks.clock}" t="n"><v>{_serial(value)}</v></c>'
        if not isinstance(value, int | float):
            raise ValueError(f"{type(value).__name__} is no value of a cell")
        kind = "b" if isinstance(value, bool) else "n"
        return f'<c r="{place}" s="{self._looks.plain}" t="{kind}"><v>{safe_string(value)}</v></c>'

    def _date(self, place: str, value: date) -> str:
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(_ZONE).replace(tzinfo=None)
        if (value.year, value.month, value.day) < _FIRST_EXCEL_DAY:
            return self._text(place, f"{value.day:02d}/{value.month:02d}/{value.year:04d}")
        look = self._looks.moment if isinstance(value, datetime) else self._looks.day
        return f'<c r="{place}" s="{look}" t="n"><v>{_serial(value)}</v></c>'


def _serial(value: date | time) -> str:
    serial: Any = to_excel
    return str(safe_string(serial(value)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + _CUT


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(sheet: Any, text: str) -> Any:
    """A cell of the head, marked as text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, _cut(office_text(text)))
    cell.data_type = "s"
    return cell


def _sheet_name(title: str) -> str:
    # Excel's rules: 31 characters, none of []:*?/\, no apostrophe at the ends.
    return re.sub(r"[\[\]:*?/\\]", " ", office_text(title).replace("\n", " "))[:31].strip("' ") or "1"


# --- the file, in memory only ------------------------------------------------------------------------


class _InMemory(ExcelWriter):
    """Takes the sheet from memory where openpyxl takes it from its temporary file, and the rows under its head."""

    _archive: zipfile.ZipFile

    def __init__(self, book: Workbook, archive: zipfile.ZipFile, body: _Rows) -> None:
        super().__init__(book, archive)
        self._body = body

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = None
        ws._rels = ws._writer._rels
        self._archive.writestr(ws.path[1:], self._body.put_into(ws._writer.out.getvalue()))
        self.manifest.append(ws)


def _saved(book: Workbook, body: _Rows) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive, body).save()
    return data.getvalue()
