"""A register is found and read as it was printed: titles, groups of headings, totals and signatures around it."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.exchange.excel_in import NoRegister, NoRows, Table, read_table
from app.exchange.workbook import NoSuchSheet
from tests.exchange.registers import FIELDS, USUAL, register, report, saved, workbook


def found(table: Table) -> dict[str, str]:
    """Field -> column letter."""
    return {column.field: column.letter for column in table.columns if column.field}


def printed_register() -> bytes:
    rows = [
        ("CÔNG AN XÃ VĨNH AM",),
        ("SỔ TIN BÁO NĂM 2025",),
        ("(số liệu tính từ ngày 01/01/2025 đến ngày 31/12/2025)",),
        (),
        ("STT", "Số tiếp nhận", "Ngày giờ", "Người báo", None, None, "Nội dung", "Phân loại"),
        (None, None, None, "Họ tên", "SĐT", "Đ/c", None, None),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        ("Tháng 3",),
        (1, "001/TB", "05/03/2025", "Nguyễn Văn An", "0912345678", "Thôn 3", "Tiếng ồn", "Tin báo"),
        (),
        (2, "002/TB", "06/03/2025", "Lê Thị Bình", "0912345679", "Thôn 4", "Cộng đồng phản ánh", "Tin báo"),
        (3,),
        ("Tổng cộng", None, None, 2, None, None, None, None),
        (),
        (None, None, None, None, None, None, "Vĩnh Am, ngày 31 tháng 12 năm 2025"),
        (None, "Người lập biểu", None, None, None, None, "TRƯỞNG CÔNG AN XÃ"),
        (),
        (None, "Trần Văn Cường", None, None, None, None, "Phạm Văn Dũng"),
    ]
    merge = ["A2:H2", "A3:H3", "D5:F5", "A5:A6", "B5:B6", "C5:C6", "G5:G6", "H5:H6", "A8:H8"]
    return workbook(rows, merge)


def test_a_printed_register_is_read_between_its_title_and_its_signatures() -> None:
    table = read_table(printed_register(), FIELDS)
    assert [row.number for row in table.rows] == [9, 11]
    assert table.header_row == 6
    assert table.passed_over == (8, 13, 15, 16, 18)
    assert found(table) == {
        "number": "B",
        "received": "C",
        "reporter": "D",
        "phone": "E",
        "address": "F",
        "content": "G",
        "track": "H",
    }


def test_a_plain_register_needs_no_help() -> None:
    table = read_table(register(report(1), report(2)), FIELDS)
    assert [row.cells[1].text for row in table.rows] == ["001/TB", "002/TB"]
    assert all(column.confidence == 1 for column in table.columns if column.field)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("SĐT", "phone"),
        ("Số ĐT", "phone"),
        ("Đ/c", "address"),
        ("Ng. báo", "reporter"),
        ("NGUOI BAO", "reporter"),
        ("Nội dung\n(tóm tắt)", "content"),
        ("Nội dung tin báo", "content"),
        ("Ngày  tiếp nhận:", "received"),
        ("Ngày tiêp nhân", "received"),
        ("Ng\u0323ười báo".replace("\u0323", ""), "reporter"),
        ("Nguo\u031b\u0300i ba\u0301o", "reporter"),  # decomposed
        ("G.chú", "note"),
        ("Phân loai đơn/ số người", "track"),
    ],
)
def test_a_heading_is_known_by_its_usual_spellings(heading: str, field: str) -> None:
    headings = ("STT", "Số tiếp nhận", heading)
    table = read_table(workbook([headings, (1, "001/TB", "x")]), FIELDS)
    assert found(table)[field] == "C"


def test_a_heading_that_only_shares_a_word_is_not_taken() -> None:
    table = read_table(workbook([(*USUAL, "Ngày sinh"), (*report(1), "x")]), FIELDS)
    assert [column.heading for column in table.columns if column.field is None] == ["STT", "Ngày sinh"]


def test_columns_can_be_chosen_by_hand() -> None:
    rows = [("STT", "Số tiếp nhận", "Ngày giờ", "Nội dung", "Diễn giải"), (1, "001/TB", "5/3/2025", "x", "y")]
    table = read_table(workbook(rows), FIELDS, mapping={"content": 4, "number": None})
    assert found(table) == {"received": "C", "content": "E"}


def test_sheet_and_header_can_be_given_by_hand() -> None:
    data = workbook([("Mã", "Khi nào", "Chuyện gì"), ("1", "5/3/2025", "x")], title="Khác")
    table = read_table(data, FIELDS, sheet="Khác", header_row=1, mapping={"received": 1, "content": 2})
    assert found(table) == {"received": "B", "content": "C"}
    with pytest.raises(NoSuchSheet):
        read_table(data, FIELDS, sheet="Không có")


def test_the_sheet_with_the_register_is_found_among_others() -> None:
    book = load_workbook(io.BytesIO(register(report(1))))
    cover = book.create_sheet("Bìa", 0)
    cover["A1"], cover["B2"] = "Sổ tin báo", "Năm 2025"
    assert read_table(saved(book), FIELDS).sheet == "Sổ"


def test_a_row_of_data_is_not_taken_for_a_second_row_of_headings() -> None:
    table = read_table(workbook([USUAL, tuple(str(part) for part in report(1)), report(2)]), FIELDS)
    assert table.header_row == 1
    assert [row.number for row in table.rows] == [2, 3]


def test_headings_repeated_on_each_printed_page_are_not_data() -> None:
    table = read_table(workbook([USUAL, report(1), USUAL, report(2)]), FIELDS)
    assert [row.number for row in table.rows] == [2, 4]


def test_a_register_that_starts_away_from_the_corner_keeps_excels_numbers() -> None:
    rows = [(), (), (None, None, *USUAL), (None, None, *report(1))]
    table = read_table(workbook(rows), FIELDS)
    assert (table.header_row, table.rows[0].number, found(table)["number"]) == (3, 4, "D")


def test_what_is_merged_over_several_rows_is_said_of_each() -> None:
    rows = [USUAL, report(1), report(2, received=None), report(3, received=None)]
    table = read_table(workbook(rows, ["C2:C3"]), FIELDS)
    assert [row.cells[2].text for row in table.rows] == ["02/03/2025", "02/03/2025", ""]


def test_a_last_row_that_lacks_almost_everything_is_still_data() -> None:
    table = read_table(register(*(report(n) for n in range(1, 5)), (5, None, None, None, "Chỉ có nội dung")), FIELDS)
    assert table.rows[-1].number == 6


def test_no_register_and_no_rows_are_different_sentences() -> None:
    with pytest.raises(NoRegister):
        read_table(workbook([("Tên", "Tuổi"), ("x", 3)]), FIELDS)
    with pytest.raises(NoRows):
        read_table(register(), FIELDS)


def test_typed_cells_keep_their_type() -> None:
    table = read_table(register(report(1, received=date(2025, 3, 5))), FIELDS)
    assert table.rows[0].cells[2].value == date(2025, 3, 5)


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_other_formats_read_the_same(tmp_path: Path, suffix: str) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "so.xlsx"
    source.write_bytes(printed_register())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    table = read_table((tmp_path / f"so.{suffix}").read_bytes(), FIELDS)
    assert [row.number for row in table.rows] == [9, 11]
    assert found(table)["phone"] == "E"
