"""A list leaves as an Excel file with real dates and filters; no formula in it, and no copy left on the disk."""

import hashlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

import openpyxl.worksheet._writer
import pytest
from openpyxl import Workbook, load_workbook

from app.exchange.excel_out import LONGEST_TEXT, SheetColumn, table_to_xlsx
from app.police.reports.terms import State
from app.vault.errors import Cancelled

COLUMNS = (SheetColumn("Số tiếp nhận"), SheetColumn("Ngày"), SheetColumn("Nội dung"))
DANGEROUS = ("=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0", "#N/A", "{=1}")


@pytest.fixture
def no_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError("a temporary file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp", "mktemp"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr(openpyxl.worksheet._writer, "NamedTemporaryFile", refused)


def cells(data: bytes) -> list[list[Any]]:
    return [list(row) for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()]


def test_dates_are_dates_and_the_header_stays_in_view() -> None:
    made = table_to_xlsx(COLUMNS, [("001/TB", date(2025, 3, 5), "x"), ("002/TB", None, None)], "Sổ tin báo")
    sheet = load_workbook(io.BytesIO(made.data)).worksheets[0]
    assert sheet["B4"].value == datetime(2025, 3, 5)
    assert sheet["B4"].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:C5"
    assert sheet.column_dimensions["A"].width > len("Số tiếp nhận")
    assert (sheet["A1"].value, sheet.title) == ("Sổ tin báo", "Sổ tin báo")


def test_a_moment_is_shown_in_the_offices_zone() -> None:
    made = table_to_xlsx(COLUMNS[:1], [(datetime(2025, 3, 5, 20, 0, tzinfo=UTC),)], "x")
    assert cells(made.data)[3][0].value == datetime(2025, 3, 6, 3, 0)


def test_the_hash_and_the_count_are_those_of_the_file() -> None:
    made = table_to_xlsx(COLUMNS, iter([("1", None, "x")] * 700), "x")
    assert (made.sha256, made.rows) == (hashlib.sha256(made.data).hexdigest(), 700)


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    made = table_to_xlsx([SheetColumn(text)], [(text,)], text, subtitle=text)
    for row in cells(made.data):
        for cell in row:
            assert cell.data_type in ("s", "inlineStr", "n")
            assert cell.data_type != "n" or cell.value is None
    assert b"<f>" not in made.data
    assert cells(made.data)[4][0].quotePrefix == (text[0] in "=+-@\t\r")


def test_text_that_excel_cannot_hold_is_tidied() -> None:
    made = table_to_xlsx(COLUMNS[:1], [("a\x00b\x0bc\ud800d\ufffee\r\nf",), ("x" * 40_000,)], "a/b:c*?[d]\\e")
    rows = cells(made.data)
    assert rows[3][0].value == "abcde\nf"
    assert len(rows[4][0].value) == LONGEST_TEXT


def test_every_cell_is_what_openpyxl_makes_of_its_value() -> None:
    values: list[Any] = [
        *("Đặng <Hòa> & 'x' \"y\" ]]> 😀", " blanks ", "two\nlines", "", None, True, False, 0, -5, 3.25, 1e20, 1e-7),
        *(12345678901234567, date(2025, 3, 5), date(1900, 3, 1), date(9999, 12, 31), time(8, 5, 7, 123456)),
        *(datetime(2025, 3, 5, 14, 30, 15, 999999), datetime(9999, 12, 31, 23, 59, 59), State.CLOSED),
    ]
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ([None], [None], [None], values):
        sheet.append(row)
    by_openpyxl = io.BytesIO()
    book.save(by_openpyxl)
    made = table_to_xlsx([SheetColumn("x")] * len(values), [values], "x").data
    wanted, found = cells(by_openpyxl.getvalue())[3], cells(made)[3]
    assert [(cell.value, cell.coordinate) for cell in found] == [(cell.value, cell.coordinate) for cell in wanted]
    by_value = [(value, cell.data_type) for value, cell in zip(values, found, strict=True)]
    assert by_value == [(value, cell.data_type) for value, cell in zip(values, wanted, strict=True)]


def test_a_value_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        table_to_xlsx(COLUMNS[:1], [(b"x",)], "x")  # type: ignore[list-item]


def test_dates_before_excels_calendar_are_text() -> None:
    assert cells(table_to_xlsx(COLUMNS[:1], [(date(1890, 3, 5),)], "x").data)[3][0].value == "05/03/1890"


@pytest.mark.usefixtures("no_temporary_files")
def test_no_plain_copy_is_written_to_a_temporary_file() -> None:
    rows = [(f"{number}", date(2025, 3, 5), "chim hoàng yến " * 50) for number in range(3000)]
    assert table_to_xlsx(COLUMNS, rows, "x").rows == 3000


def test_the_writer_opens_no_file_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    table_to_xlsx(COLUMNS, [("1", None, "x")], "x")  # whatever is loaded once is loaded now
    with monkeypatch.context() as patched:
        real = io.open

        def recorded(file: Any, *args: Any, **kwargs: Any) -> Any:
            opened.append(str(file))
            return real(file, *args, **kwargs)

        patched.setattr("builtins.open", recorded)
        patched.setattr(io, "open", recorded)
        table_to_xlsx(COLUMNS, [("1", None, "x")] * 1000, "x")
    assert opened == []


def test_an_export_can_be_stopped() -> None:
    def stop(done: int) -> None:
        raise Cancelled("stop")

    def rows() -> Iterator[tuple[str, None, str]]:
        for number in range(10_000):
            assert number <= 700, "went on after it was stopped"
            yield (str(number), None, "x")

    with pytest.raises(Cancelled):
        table_to_xlsx(COLUMNS, rows(), "x", progress=stop)


def test_libreoffice_sees_text_and_dates_too(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "list.xlsx"
    rows = [(text, date(2025, 3, 5), "x") for text in ("=1+1", "+1+1", "-1+1", "@x")]
    source.write_bytes(table_to_xlsx(COLUMNS, rows, "x").data)
    # CSV, UTF-8, cell contents as shown, formulas instead of results if there are any
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", as_csv]
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()[3:]
    assert lines == ["=1+1,05/03/2025,x", "+1+1,05/03/2025,x", "-1+1,05/03/2025,x", "@x,05/03/2025,x"]
