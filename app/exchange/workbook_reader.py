"""What stands in the sheets of a workbook from outside? This runs in a process of its own, without any key.

Before a parser of spreadsheets sees the bytes: is it a workbook, has it a password or macros, how large is it unpacked,
and how large do its sheets say that they are? Then the rows are sent on as plain values.

Messages: ["refused", why] and nothing more, or for each visible sheet that holds anything
["sheet", name, first row, first column, rows, columns, merged areas], then its rows in ["rows", [[value, …], …]].
A value is a text, a number, true or false, null, or a pair: "D" and a date, "M" and a moment, "T" and a time, each ISO.
"""

import io
import itertools
import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from app.common.outside.frames import Message
from app.exchange import workbook_limits as limits
from app.exchange.workbook_parts import NotRead, check_archive

ROWS_AT_ONCE = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1f]")


def prepare() -> None:
    """Load what would otherwise be loaded while reading, when no file can be opened any more."""
    for codec in ("cp437", "utf-16-le", "utf-8"):  # names in archives, texts of old workbooks
        "".encode(codec)


def read(data: bytes, _arguments: list[str]) -> Iterator[Message]:
    """The sheets as messages; a workbook that is not read is refused with the reason's name."""
    try:
        _check(data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield from _sheets(book)
    except PasswordError:
        yield ["refused", "password"]
    except NotRead as why:
        yield ["refused", why.reason]
    except MemoryError:
        raise
    except Exception:  # whatever a parser says of bytes from outside: they are damaged
        yield ["refused", "damaged"]


def _sheets(book: CalamineWorkbook) -> Iterator[Message]:
    if len(book.sheets_metadata) > limits.SHEETS:
        raise NotRead("sheets")
    left = limits.CELLS
    for number, about in enumerate(book.sheets_metadata):
        if about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
            raise NotRead("macros")
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_index(number)
            if sheet.start is not None:
                left -= sheet.start[0] + sheet.height * sheet.width
                if sheet.start[1] + sheet.width > limits.COLUMNS:
                    raise NotRead("columns")
                if left < 0:
                    raise NotRead("large")
                yield from _sheet(sheet)


def _sheet(sheet: CalamineSheet) -> Iterator[Message]:
    top, left = sheet.start or (0, 0)
    merged = sheet.merged_cell_ranges or []
    if len(merged) > limits.MERGED:
        raise NotRead("large")
    areas = [[*first, *last] for first, last in merged]
    yield ["sheet", sheet.name, top, left, sheet.height, sheet.width, areas]
    lines = itertools.islice(sheet.iter_rows(), top, None)
    while rows := [[_plain(value) for value in line] for line in itertools.islice(lines, ROWS_AT_ONCE)]:
        yield ["rows", rows]


def _plain(value: object) -> object:
    if isinstance(value, str):
        if len(value) > limits.TEXT:
            raise NotRead("large")
        return value or None
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return ["M", value.isoformat()]
    if isinstance(value, date):
        return ["D", value.isoformat()]
    if isinstance(value, time):
        return ["T", value.isoformat()]
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return value


# --- before any parser of spreadsheets ----------------------------------------------------------------


def _check(data: bytes) -> None:
    if not data.strip(b"\0 \r\n\t"):
        raise NotRead("empty")
    if len(data) > limits.FILE:
        raise NotRead("large")
    if data.startswith(b"PK"):
        check_archive(data)
    elif data.startswith(_OLE):
        _check_compound_file(data)
    else:
        raise NotRead(_kind_of_text(data))


def _check_compound_file(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise NotRead("password")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise NotRead("macros")
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise NotRead("other")


def _kind_of_text(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return "web-page"
    is_text = start.startswith((b"\xff\xfe", b"\xfe\xff")) or not _BINARY.search(data[:4096])
    return "csv" if is_text and re.search(rb"[,;\t]", data[:4096]) else "other"
