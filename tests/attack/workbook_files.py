"""Small workbooks written byte by byte, so that each part can be made wrong: .xlsx, .ods and .xls.

Each holds the register of `ROWS`, under headings that `tests.exchange.registers.FIELDS` know.
"""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

HEADINGS = ("STT", "Số tiếp nhận", "Người báo", "Nội dung", "Ghi chú")
ROWS = tuple((n, f"{n:03d}/TB", "Nguyễn Thị Hòa", f"Phản ánh tiếng ồn lần {n}", "x") for n in range(1, 9))
TABLE: tuple[tuple[object, ...], ...] = (HEADINGS, *ROWS)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def archive(entries: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as out:
        for name, content in entries.items():
            out.writestr(name, content)
    return data.getvalue()


# --- .xlsx -------------------------------------------------------------------------------------------------


def cell(reference: str, value: object) -> str:
    """A cell; a text stands in it, a number as a value."""
    at = f' r="{reference}"' if reference else ""
    if isinstance(value, str):
        return f'<c{at} t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c{at}><v>{value}</v></c>"


def rows_xml(table: Sequence[Sequence[object]] = TABLE, first: int = 1) -> str:
    """The rows of a sheet, each cell with its place."""
    return "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + column)}{number}", value) for column, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(table, start=first)
    )


def sheet(body: str, before: str = "", after: str = "", head: str = "") -> str:
    """A sheet's XML: `head` stands before the root, `before` and `after` around the rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{body}</sheetData>{after}</worksheet>"
    )


def xlsx(
    sheets: Sequence[str] = (), shared: str = "", more: Mapping[str, str | bytes] = {}, parts: int | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook; with `parts`, that many sheets share the parts there are."""
    found = list(sheets) or [sheet(rows_xml())]
    count = parts or len(found)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count + 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{min(n, len(found))}.xml"/>'
        for n in range(1, count + 1)
    )
    if shared:
        related += f'<Relationship Id="rIdS" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
    }
    made |= {f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(found, start=1)}
    if shared:
        made["xl/sharedStrings.xml"] = shared
    return made | dict(more)


# --- .ods --------------------------------------------------------------------------------------------------

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods_rows(table: Sequence[Sequence[object]] = TABLE) -> str:
    """The rows of a table."""
    return "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in row
        )
        + "</table:table-row>"
        for row in table
    )


def ods(body: str = "", head: str = "") -> dict[str, str | bytes]:
    """The parts of a spreadsheet of LibreOffice."""
    spaces = "".join(f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    return {
        "mimetype": _ODS,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="S1">{body or ods_rows()}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>',
    }


# --- .xls (BIFF8 in a compound file) -------------------------------------------------------------------------

_SECTOR = 512


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff(table: Sequence[Sequence[object]] = TABLE) -> bytes:
    """The stream of a workbook of Excel 97."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    head_of_sheet = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    name = b"S1"
    begin = _record(0x0809, bof) + _record(0x0042, struct.pack("<H", 1200))
    bound = 4 + 4 + 2 + 2 + len(name)
    position = len(begin) + bound + 4
    begin += _record(0x0085, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    cells = b""
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                cells += _record(0x0204, place + text)
            else:
                cells += _record(0x0203, place + struct.pack("<d", value))
    extent = _record(0x0200, struct.pack("<IIHHH", 0, len(table), 0, max(map(len, table)), 0))
    return begin + _record(0x0809, head_of_sheet) + extent + cells + _record(0x000A, b"")


def xls(stream: bytes | None = None) -> bytes:
    """A compound file with this stream as its workbook."""
    data = (stream if stream is not None else biff()).ljust(4096, b"\0")  # shorter ones lie elsewhere
    sectors = -(-len(data) // _SECTOR)
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    # Sector 0: the allocation table; 1: the folder; the workbook from 2 on.
    chain = [table, end, *(n + 3 for n in range(sectors - 1)), end]
    allocation = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        written = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        sizes = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, free, free, child)
        return written + sizes + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(data))
    return head + allocation + folder.ljust(_SECTOR, b"\0") + data.ljust(sectors * _SECTOR, b"\0")
