"""Which workbooks were made to do harm? By what is wrong with them; the short form has one or two of each sort."""

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.attack.workbook_files import HEADINGS, ROWS, archive, biff, cell, ods, ods_rows, rows_xml, sheet, xls, xlsx

# Places that no sheet has, or that a parser may count wrongly: row 0, columns beyond the last, no number at all.
REFERENCES = (
    "A0", "ZZZZZZZ1", "A99999999999", "XFE1", "A1048577", "A4294967296", "AAAAAAAAAAAAAA1", "1A", "", "A", "1", "A-1",
    "A1:B2", "$A$1", "A1 ", " A1", "Á1", "A１", "ZZZZZZ0", "FXSHRXX1", "A2147483648", "A1\n", "R1C1", "@1", "[1", "a0",
)  # fmt: skip


def bad_references() -> Iterator[tuple[str, bytes]]:
    """A register with one cell, row, merged area or extent whose place is wrong."""
    for reference in REFERENCES:
        wrong = cell("A1", "x").replace('r="A1"', f'r="{reference}"')
        yield f"cell {reference!r}", archive(xlsx([sheet(rows_xml() + f'<row r="10">{wrong}</row>')]))
        yield f"number {reference!r}", archive(xlsx([sheet(f'<row r="1"><c r="{reference}"><v>1</v></c></row>')]))
    for spelt in ("r='XFD1048576'", 'r="&#88;FD1048576"', 'r = "XFD1048576"', 'r="xfd1048576"', 'x="1" r="AAAAAA9"'):
        far = f"<c {spelt}><v>1</v></c>"
        yield f"spelt {spelt}", archive(xlsx([sheet(rows_xml() + f'<row r="10">{far}</row>')]))
        yield f"alone {spelt}", archive(xlsx([sheet(f'<row r="1"><c r="A1"><v>1</v></c>{far}</row>')]))
    for number in ("0", "-1", "4294967296", "99999999999999999999", "", "x", "1048577"):
        body = rows_xml() + f'<row r="{number}"><c><v>1</v></c></row>'
        yield f"row {number!r}", archive(xlsx([sheet(body)]))
    for area in ("A0:B2", "B2:A1", "A1:XFD1048576", "A1", "", "A1:B2:C3", "ZZZZ1:A1", "A1:A99999999999"):
        after = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
        yield f"merged {area!r}", archive(xlsx([sheet(rows_xml(), after=after)]))
        yield f"extent {area!r}", archive(xlsx([sheet(rows_xml(), before=f'<dimension ref="{area}"/>')]))


def too_much() -> Iterator[tuple[str, bytes]]:
    """More columns, sheets, cells or text than any register."""
    letters = [_letters(column) for column in range(16_384)]

    def line(row: int) -> str:
        cells = "".join(cell(f"{name}{row}", f"{row} Nội dung {name}") for name in letters)
        return f'<row r="{row}">{cells}</row>'

    yield "29 rows of 16,384 columns", archive(xlsx([sheet("".join(map(line, range(1, 30))))]))
    year = [[f"{n} {heading}" for heading in (*HEADINGS, *HEADINGS)] for n in range(60)]
    yield "10,000 sheets", archive(xlsx([sheet(rows_xml(year))], parts=10_000))
    yield (
        "one cell in the last corner",
        archive(xlsx([sheet(f'{rows_xml()}<row r="1048576">{cell("XFD1048576", 1)}</row>')])),
    )
    yield "three cells far apart", archive(xlsx([sheet(f'{rows_xml()}<row r="900000">{cell("CV900000", 1)}</row>')]))
    yield "a text of 40 MB", archive(xlsx([sheet(rows_xml() + f'<row r="20">{cell("A20", "x" * 40_000_000)}</row>')]))
    deep = "<g>" * 300_000 + "</g>" * 300_000
    yield "300,000 levels", archive(xlsx([sheet(rows_xml(), after=deep)]))
    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 300_000))
    yield "300,000 merged", archive(xlsx([sheet(rows_xml(), after=f"<mergeCells>{merged}</mergeCells>")]))
    over = "".join(f'<mergeCell ref="A{n}:A{n + 990}"/>' for n in range(1, 90_000))
    yield "merged on top of each other", archive(xlsx([sheet(rows_xml(), after=f"<mergeCells>{over}</mergeCells>")]))
    signed = f'<row r="20">{cell("A20", "ngày tháng " * 2_900)}{cell("B20", "x")}</row>'
    yield "a signature without end", archive(xlsx([sheet(rows_xml() + signed)]))
    low = [sheet(rows_xml(first=1_048_000 + n)) for n in range(3)]
    yield "190 sheets that begin at the end", archive(xlsx(low, parts=190))
    repeated = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    yield "ods: a thousand million cells", archive(ods(ods_rows() + repeated))
    short = repeated.replace('"1000000"', '"9999"').replace('"1000"', '"9999"')
    yield "ods: a hundred million cells in short numbers", archive(ods(ods_rows() + short))
    corner = struct.pack("<HHHHHd", 0x0203, 14, 65_535, 255, 0, 1.0)
    stream = biff()
    yield "xls: the last corner", xls(stream[:-4] + corner + stream[-4:])


def wrong_xml() -> Iterator[tuple[str, bytes]]:
    """Entities without end, entities from elsewhere, strings that are not there, values that are no numbers."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha ha ha">{laughs}]>'
    body = rows_xml() + '<row r="20"><c r="A20" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    yield "billion laughs", archive(xlsx([sheet(body, head=bomb)]))
    yield "billion laughs (ods)", archive(ods(ods_rows([*ROWS, ("&l9;",)]), head=bomb))
    outside = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
    yield "an entity from the disk", archive(xlsx([sheet(body, head=outside)]))
    for index in ("-1", "99999999", "1.5", "x", "", "4294967296", "18446744073709551616"):
        wrong = f'<row r="20"><c r="A20" t="s"><v>{index}</v></c></row>'
        shared = "<sst><si><t>a</t></si></sst>"
        yield f"string number {index!r}", archive(xlsx([sheet(rows_xml() + wrong)], shared=shared))
    for value in ("NaN", "inf", "-1e999", "1e308", "0x10", "１", "", "1,5"):
        for kind in ("n", "b", "d", "e"):
            wrong = f'<row r="20"><c r="C20" t="{kind}"><v>{value}</v></c></row>'
            yield f"value {value!r} as {kind}", archive(xlsx([sheet(rows_xml() + wrong)]))


def wrong_archives() -> Iterator[tuple[str, bytes]]:
    """Bombs, parts that share their bytes, parts of one name, sizes that lie, files cut off."""
    zeros = bytes(240 * 1024 * 1024)
    yield "240 MB of nothing", archive(xlsx(more={"xl/media/zeros.bin": zeros}))
    yield "240 MB of spaces in a sheet", archive(xlsx([sheet(rows_xml(), before=" " * len(zeros))]))
    inner = archive({"zeros": zeros})
    yield "bombs in a bomb", archive(xlsx(more={f"xl/media/{n}.zip": inner for n in range(200)}))
    whole = archive(xlsx())
    yield "parts that overlap", _overlapping(whole)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in xlsx().items():
            out.writestr(name, content)
        out.writestr("xl/worksheets/sheet1.XML", sheet(rows_xml(ROWS[:1])))
    yield "two parts of one name", data.getvalue()
    for cut in range(1, len(whole), max(1, len(whole) // 24)):
        yield "cut off", whole[:cut]


def _overlapping(whole: bytes) -> bytes:
    """The directory names the last part's bytes a hundred times, each time under another name."""
    directory, end = whole.rindex(b"PK\1\2"), whole.rindex(b"PK\5\6")
    last = whole[directory:end]
    name_at, length = 46, struct.unpack("<H", last[28:30])[0]
    more = b"".join(last[:name_at] + f"{n:0{length}d}".encode()[:length] + last[name_at + length :] for n in range(100))
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    count = struct.unpack("<H", whole[end + 10 : end + 12])[0] + 100
    tail = whole[end : end + 8] + struct.pack("<HHII", count, count, end + len(more) - start, start) + whole[end + 20 :]
    return whole[:end] + more + tail


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
