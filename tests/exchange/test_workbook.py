"""Files that are no workbook, or a dangerous one, are refused in a sentence before anything is parsed."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from random import Random

import pytest
from openpyxl import Workbook

from app.common.i18n import sentence
from app.common.outside.frames import Message
from app.exchange.excel_in import NoRegister, read_table
from app.exchange.workbook import (
    DamagedWorkbook,
    EmptyFile,
    NotAWorkbook,
    PasswordProtected,
    ReaderStopped,
    TooLarge,
    Unreadable,
    WithMacros,
    read_sheets,
)
from tests.attack import workbook_files as files
from tests.exchange.registers import FIELDS, register, report, saved, workbook

packed = files.archive
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(entries: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in entries.items():
            out.writestr(name, content)
    return data.getvalue()


def with_entry(name: str, content: bytes) -> bytes:
    data = io.BytesIO(register(report(1)))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, content)
    return data.getvalue()


def one_cell_in_the_last_corner() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = sheet["XFD1048576"] = "x"
    return saved(book)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: b"", EmptyFile),
        (lambda: b"\r\n \r\n", EmptyFile),
        (lambda: "STT,Nội dung\n1,Ồn\n".encode(), NotAWorkbook),
        (lambda: "STT\tNội dung\n1\tỒn\n".encode("utf-16"), NotAWorkbook),
        (lambda: b"<html><table><tr><td>1</td></tr></table></html>", NotAWorkbook),
        (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", NotAWorkbook),
        (lambda: archive({"word/document.xml": b"<w/>"}), NotAWorkbook),
        (lambda: OLE + "WordDocument".encode("utf-16-le"), NotAWorkbook),
        (lambda: register(report(1))[:3000], DamagedWorkbook),
        (lambda: archive({"xl/workbook.xml": b"<broken"}), DamagedWorkbook),
        (lambda: OLE + "Workbook".encode("utf-16-le"), DamagedWorkbook),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), PasswordProtected),
        (lambda: with_entry("xl/vbaProject.bin", b"x"), WithMacros),
        (lambda: OLE + "_VBA_PROJECT".encode("utf-16-le"), WithMacros),
        (lambda: with_entry("xl/media/zeros.bin", bytes(260 * 1024 * 1024)), TooLarge),
        (one_cell_in_the_last_corner, TooLarge),
        (lambda: packed(files.xlsx([files.sheet(files.rows_xml() + files.cell("IW20", 1))])), TooLarge),
        (lambda: packed(files.xlsx(parts=201)), TooLarge),
        (lambda: packed(files.xlsx([files.sheet('<row r="1"><c r="A0"><v>1</v></c></row>')])), DamagedWorkbook),
        (lambda: packed(files.xlsx([files.sheet(files.rows_xml(), head="<!DOCTYPE x>")])), DamagedWorkbook),
        (lambda: packed(files.xlsx(more={"XL/workbook.xml": "<x/>"})), DamagedWorkbook),
    ],
)
def test_what_cannot_be_imported_is_refused_in_a_sentence(make: Callable[[], bytes], error: type[Unreadable]) -> None:
    with pytest.raises(error) as refusal:
        read_sheets(make())
    assert refusal.value.exit_code == 1
    assert "Chưa có gì thay đổi" in sentence(refusal.value)


def test_a_byte_changed_within_a_sheet_is_damage() -> None:
    data = bytearray(register(*(report(number) for number in range(50))))
    place = data.find(b"xl/worksheets/sheet1.xml") + 200
    data[place] ^= 0xFF
    with pytest.raises(DamagedWorkbook):
        read_sheets(bytes(data))


def test_an_archive_that_lies_about_its_size_is_damage() -> None:
    data = archive({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(1_000_000)})
    # both places that give the unpacked size
    lying = data.replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(DamagedWorkbook):
        read_sheets(lying)


def test_formats_down_to_the_last_row_are_no_reason_to_refuse() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "STT"
    sheet["XFD1048576"].number_format = "dd/mm/yyyy"
    assert [cell.text for cell in read_sheets(saved(book))[0].rows[0]] == ["STT"]


def test_hidden_sheets_are_left_aside() -> None:
    book = Workbook()
    shown, hidden = book.active, book.create_sheet("Ẩn")
    assert shown is not None
    shown["A1"], hidden["A1"], hidden.sheet_state = "x", "y", "hidden"
    assert [sheet.name for sheet in read_sheets(saved(book))] == [shown.title]


def test_refusals_end_with_what_to_do() -> None:
    with pytest.raises(NotAWorkbook) as refusal:
        read_sheets(b"a,b\n1,2\n")
    assert re.search(r"\(CSV\).*\.xlsx", sentence(refusal.value))


@pytest.mark.parametrize("make", [lambda: packed(files.xlsx()), lambda: packed(files.ods()), files.xls])
def test_each_format_is_read_by_the_other_process(make: Callable[[], bytes]) -> None:
    [sheet] = read_sheets(make())
    said = [[cell.text for cell in row] for row in sheet.rows]
    assert said == [[str(value) for value in row] for row in files.TABLE]


def test_every_kind_of_value_comes_back_as_it_stood() -> None:
    values = ["Hà Nội", 7, 1.5, True, date(2025, 3, 5), datetime(2025, 3, 5, 14, 30), time(14, 30), None, "cuối"]
    [sheet] = read_sheets(workbook([values]))
    assert [cell.value for cell in sheet.rows[0]] == values


def test_cells_without_a_place_follow_the_one_before() -> None:
    cells = "".join(files.cell("", value) for value in ("a", "b"))
    body = f"<row>{cells}</row><row><c/>{files.cell('', 'c')}</row><row r='5'>{cells}</row>"
    [sheet] = read_sheets(packed(files.xlsx([files.sheet(body)])))
    said = [[cell.text for cell in row] for row in sheet.rows]
    assert said == [["a", "b"], ["", "c"], ["", ""], ["", ""], ["a", "b"]]


@pytest.mark.parametrize(
    "messages",
    [
        [["rows", [["x"]]]],
        [["refused", "something else"]],
        [["sheet", "S", 0, 0, 1, 1, []]],
        [["sheet", "S", 0, 0, 1, 1, []], ["rows", [["x"], ["y"]]]],
        [["sheet", "S", 0, 0, 1, 1, []], ["rows", [["x", "y"]]]],
        [["sheet", "S", 0, 0, 1, 1, []], ["rows", [[["D", "hôm qua"]]]]],
        [["sheet", "S", 0, 0, 1, 1, []], ["rows", [[{"a": 1}]]]],
        [["sheet", "S", 0, 0, 1, 1, [[0, 0, 0, 99_999]]], ["rows", [["x"]]]],
        [["sheet", "S", 0, 0, 1_000_000, 200, []]],
        [["sheet", "S", -1, 0, 1, 1, []]],
        [["sheet", "S", 0, 0, 1, 999, []]],
        [b"bytes"],
    ],
)
def test_what_the_reader_must_not_answer_is_not_believed(
    messages: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_: object, **__: object) -> Iterator[Message]:
        yield from messages

    monkeypatch.setattr("app.exchange.workbook.read_outside", answer)
    with pytest.raises(ReaderStopped):
        read_sheets(b"PK")


def test_texts_without_end_do_not_keep_the_search_for_headings_going() -> None:
    chance = Random(7)
    table = [["".join(chance.choices("ắbcdơ hk", k=40)) for _ in range(120)] for _ in range(60)]
    with pytest.raises(NoRegister):
        read_table(packed(files.xlsx([files.sheet(rows_without_places(table))] * 12)), FIELDS)


def rows_without_places(table: list[list[str]]) -> str:
    return "".join(f"<row>{''.join(files.cell('', value) for value in row)}</row>" for row in table)
