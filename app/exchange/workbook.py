"""Is this file a workbook that can be read, and what stands in its sheets?

The bytes come from outside and are checked before a parser sees them: kind, password, macros, unpacked size.
Nothing is written to disk; whatever is wrong is a sentence, and nothing has been changed.
"""

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from app.common.i18n import N_
from app.common.import_cells import Cell
from app.vault.errors import AppError

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 250 * 1024 * 1024  # 20,000 rows of 14 columns unpack to about 15 MB
MAX_CELLS = 5_000_000  # the parser sets up the whole rectangle: one cell in the last corner would take 400 GB

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1f]")
# A cell that holds something; the parser does not set up those that are only formatted.
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<(?!/)')
# LibreOffice repeats empty cells and rows up to the edge of the sheet; nobody repeats filled ones that often.
_REPEATED_ROW = re.compile(
    rb'<table:table-row[^>]*?number-rows-repeated="\d{5,}"[^>]*?[^/]>(.*?)</table:table-row>', re.DOTALL
)
_REPEATED_CELL = re.compile(rb'<table:table-cell[^>]*?number-columns-repeated="\d{5,}"[^>]*?[^/]>')


class Unreadable(AppError):
    """The file cannot be imported; nothing was changed."""


class EmptyFile(Unreadable):
    """The file has no bytes."""


class NotAWorkbook(Unreadable):
    """Another kind of file, whatever its name says."""


class DamagedWorkbook(Unreadable):
    """A workbook that was cut off or altered."""


class PasswordProtected(Unreadable):
    """A workbook that asks for a password."""


class WithMacros(Unreadable):
    """A workbook that carries program code."""


class TooLarge(Unreadable):
    """More than a register can be: a mistake or an attack."""


class NoSuchSheet(Unreadable):
    """A sheet of that name is not in the workbook."""


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells, all ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as rows of cells; row 0 is Excel's row 1 and column 0 its column A."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...]


def read_sheets(data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything; hidden ones are left aside.

    Raises Unreadable when the bytes are no workbook that can be imported.
    """
    _refuse_what_is_no_workbook(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return list(_sheets(book))
    except PasswordError as error:
        raise _password() from error
    except (CalamineError, ZipError, XmlError, ParseError, OSError, ValueError) as error:
        raise _damaged() from error


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    for about in book.sheets_metadata:
        if about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
            raise _macros()
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.start is not None:
                yield _as_cells(sheet)


def _as_cells(sheet: CalamineSheet) -> Sheet:
    top, left = sheet.start or (0, 0)
    lead = (_EMPTY,) * left
    # Row by row: converting the whole sheet in one call would hold every other thread up.
    lines = itertools.islice(sheet.iter_rows(), top, None)
    rows = [()] * top + [lead + tuple(_cell(value) for value in row) for row in lines]
    merged = tuple(Area(a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, tuple(rows), merged)


_EMPTY = Cell(None)


def _cell(value: int | float | str | bool | time | date | datetime | timedelta) -> Cell:
    if value == "":
        return _EMPTY
    if isinstance(value, timedelta):
        return Cell(value.total_seconds() / 86_400)
    return Cell(value)


# --- before any parser -------------------------------------------------------------------------------


def _refuse_what_is_no_workbook(data: bytes) -> None:
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile(N_("The file is empty. Nothing was changed. Choose another file."))
    if len(data) > MAX_FILE:
        raise _too_large()
    if data.startswith(b"PK"):
        _refuse_odd_archive(data)
    elif data.startswith(_OLE):
        _refuse_odd_compound_file(data)
    else:
        raise _text_or_other(data)


def _refuse_odd_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            # The archive claims these sizes; unpacking more is an error, below and in the parser.
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED or len(names) > 5000:
                raise _too_large()
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise _password()
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise _macros()
            if "xl/workbook.xml" in names:
                for name in names:
                    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                        _refuse_wide_sheet(archive.read(name))
            elif "mimetype" in names and archive.read("mimetype").strip() == _ODS and "content.xml" in names:
                if b"manifest:encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise _password()
                _refuse_repeated_cells(archive.read("content.xml"))
            else:
                raise _other_kind()
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise _damaged() from error


def _refuse_wide_sheet(xml: bytes) -> None:
    columns: set[bytes] = set()
    last = first = 0
    for found in _FILLED_CELL.finditer(xml):
        columns.add(found[1])
        last = max(last, int(found[2]))
        first = first or int(found[2])
    if columns and (last - first + 1) * max(map(_column_number, columns)) > MAX_CELLS:
        raise _too_large()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_repeated_cells(xml: bytes) -> None:
    if _REPEATED_CELL.search(xml) or any(b"<text:p" in row[1] for row in _REPEATED_ROW.finditer(xml)):
        raise _too_large()


def _refuse_odd_compound_file(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _password()
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise _macros()
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise _other_kind()


def _text_or_other(data: bytes) -> Unreadable:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return NotAWorkbook(
            N_(
                "This is a web page or an XML file with the name of a workbook. Open it in Excel, "
                "choose Save As, “Excel Workbook (.xlsx)”, and import that file. Nothing was changed."
            )
        )
    is_text = start.startswith((b"\xff\xfe", b"\xfe\xff")) or not _BINARY.search(data[:4096])
    if is_text and re.search(rb"[,;\t]", data[:4096]):
        return NotAWorkbook(
            N_(
                "This is a text file (CSV), not an Excel workbook. Open it in Excel, choose Save As, "
                "“Excel Workbook (.xlsx)”, and import that file. Nothing was changed."
            )
        )
    return _other_kind()


def _other_kind() -> Unreadable:
    return NotAWorkbook(
        N_("This file is not an Excel workbook (.xlsx, .xls) or .ods. Nothing was changed. Choose another file.")
    )


def _damaged() -> Unreadable:
    return DamagedWorkbook(
        N_(
            "The file is damaged and cannot be read. Nothing was changed. Open it in Excel to repair it, "
            "or copy it again from where it came."
        )
    )


def _password() -> Unreadable:
    return PasswordProtected(
        N_(
            "The file is protected by a password. Nothing was changed. Open it in Excel, "
            "remove the password, save it and import it again."
        )
    )


def _macros() -> Unreadable:
    return WithMacros(
        N_(
            "The file contains macros, which may be harmful. Nothing was changed. Open it in Excel, "
            "save it as “Excel Workbook (.xlsx)” without macros and import that file."
        )
    )


def _too_large() -> Unreadable:
    return TooLarge(
        N_(
            "The file is too large to be a register. Nothing was changed. Delete sheets and columns that "
            "are not needed, or split it into several files."
        )
    )
