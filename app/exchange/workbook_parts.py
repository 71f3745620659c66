"""May the archive of an .xlsx or .ods be given to a parser? Its parts, their sizes, and what their XML refers to.

Each part is unpacked here once, piece by piece, so that its size and checksum are known to be true. Sheets are read by
an XML parser that only counts: how far do their cells reach? A parser of spreadsheets sets up that whole rectangle.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import pairwise
from xml.parsers import expat

from app.exchange import workbook_limits as limits

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_PICTURES = ("xl/media/", "Pictures/")
_PIECE = 256 * 1024
_LOCAL_HEADER = 30  # bytes before an entry's name


class NotRead(Exception):
    """The workbook is not read; `reason` names a sentence of `workbook.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_archive(data: bytes) -> None:
    """Refuse an archive that is damaged, a bomb, protected, with macros, or with sheets larger than a register."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive, len(data))
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                for name in names:
                    _check_part(archive, name, {"worksheet": WorksheetExtent})
            elif "mimetype" in names and archive.read("mimetype").strip() == _ODS and "content.xml" in names:
                if b"manifest:encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise NotRead("password")
                for name in names:
                    _check_part(archive, name, {"document-content": TableExtent, "document": TableExtent})
            else:
                raise NotRead("other")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, ValueError) as error:
        raise NotRead("damaged") from error


def _check_entries(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if len(entries) > limits.ENTRIES or sum(entry.file_size for entry in entries) > limits.UNPACKED:
        raise NotRead("large")
    if any(
        entry.file_size > limits.RATIO_FROM and entry.file_size > limits.RATIO * entry.compress_size
        for entry in entries
    ):
        raise NotRead("large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotRead("password")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise NotRead("damaged")  # two of one name: which is read is up to the reader
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [*(entry.header_offset for entry in ordered), size]
    for entry, (start, after) in zip(ordered, pairwise(starts), strict=True):
        if start + _LOCAL_HEADER + len(entry.filename) + entry.compress_size > after:
            raise NotRead("damaged")  # they share bytes, as in a bomb of overlapping parts
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise NotRead("macros")


class _OtherRoot(Exception):
    """The part is XML, but none that is counted."""


def _check_part(archive: zipfile.ZipFile, name: str, counted: "Mapping[str, Callable[[], Extent]]") -> None:
    """Unpack a part whole; count it where its root element, not its name, says that it is a sheet."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    if not name.startswith(_PICTURES):  # else none has a document type, with which come entities without end
        parser.StartDoctypeDeclHandler = _refuse_document_type

    def root(tag: str, attributes: dict[str, str]) -> None:
        count = counted.get(local(tag))
        if count is None:
            raise _OtherRoot
        extent = count()
        extent.start(tag, attributes)
        parser.StartElementHandler = extent.start
        parser.EndElementHandler = extent.end if extent.needs_ends else None

    parser.StartElementHandler = root
    looked_at = True
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            if looked_at:
                try:
                    parser.Parse(piece, False)
                except _OtherRoot:
                    looked_at = False
                except expat.ExpatError as error:
                    if parser.StartElementHandler is not root:
                        raise NotRead("damaged") from error
                    looked_at = False  # a picture or the like: no XML at all


def _refuse_document_type(*_: object) -> None:
    raise NotRead("damaged")


def local(tag: str) -> str:
    """A tag without its prefix."""
    return tag[tag.find(":") + 1 :]


# --- how far do the cells reach? ------------------------------------------------------------------------


class Extent:
    """Counts the rectangle around the cells that hold something, and refuses one larger than a register."""

    needs_ends = False

    def __init__(self) -> None:
        self._first = self._last = 0
        self._right = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        raise NotImplementedError

    def _filled(self, first: int, last: int, column: int) -> None:
        self._first = min(self._first or first, first)
        self._last, self._right = max(self._last, last), max(self._right, column)
        if self._right > limits.COLUMNS:
            raise NotRead("columns")
        if (self._last - self._first + 1) * self._right > limits.CELLS:
            raise NotRead("large")


class WorksheetExtent(Extent):
    """A sheet of an .xlsx: `row` and `c` say where they stand, or follow the one before.

    A register of 30,000 rows has half a million cells: what is asked of each was measured.
    """

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = 0
        self._digits = ""  # of the row that was read last: most cells say it again
        self._columns: dict[str, int] = {}
        self._merged = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = local(tag)
        if tag == "c":
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                self._place(reference)
        elif tag == "v" or tag == "is":  # a cell that is only formatted takes no room
            if self._row > self._last or self._row < self._first or self._column > self._right:
                self._filled(self._row, self._row, self._column)
        elif tag == "row":
            number = attributes.get("r")
            self._digits = ""
            self._row = self._row + 1 if number is None else self._new_row(number)
            self._column = 0
        elif tag == "mergeCell":
            self._merged += 1
            for reference in attributes.get("ref", "").split(":"):
                self._place(reference)
            if self._merged > limits.MERGED:
                raise NotRead("large")

    def _place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        digits = reference[len(letters) :]
        if digits != self._digits:
            self._row = self._new_row(digits)
        self._column = self._columns.get(letters) or self._new_column(letters)

    def _new_row(self, digits: str) -> int:
        if not digits.isascii() or not digits.isdigit() or not 1 <= int(digits[:8]) <= limits.LAST_ROW:
            raise NotRead("damaged")
        self._digits = digits
        return int(digits)

    def _new_column(self, letters: str) -> int:
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            raise NotRead("damaged")
        self._columns[letters] = found = _column_number(letters)
        return found


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if number > limits.LAST_COLUMN:
        raise NotRead("damaged")
    return number


class TableExtent(Extent):
    """The tables of an .ods: rows and cells say how often they are repeated, empty ones often up to the last."""

    needs_ends = True

    def __init__(self) -> None:
        super().__init__()
        self._rows = self._times = self._columns = 0
        self._inside = 0  # how deep inside a cell: a text of a note is no cell

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag in ("table-cell", "covered-table-cell"):
            self._columns += _times(attributes, "number-columns-repeated")
            self._inside += 1
            if any(local(name) in ("value-type", "formula") for name in attributes):
                self._fill()
        elif tag == "p" and self._inside:
            self._fill()
        elif tag == "table-row":
            self._times = _times(attributes, "number-rows-repeated")
            self._columns = 0
        elif tag == "table":
            self._rows = self._first = self._last = self._right = 0

    def end(self, tag: str) -> None:
        tag = local(tag)
        if tag in ("table-cell", "covered-table-cell"):
            self._inside -= 1
        elif tag == "table-row":
            self._rows += self._times

    def _fill(self) -> None:
        self._filled(self._rows + 1, self._rows + self._times, self._columns)


def _times(attributes: dict[str, str], name: str) -> int:
    for key, value in attributes.items():
        if local(key) == name:
            if not value.isascii() or not value.isdigit() or len(value) > 8:
                raise NotRead("damaged")
            return int(value)
    return 1
