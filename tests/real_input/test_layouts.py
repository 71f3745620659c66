"""Registers laid out for printing: what is data is found, what is not is passed over and named."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook

from app.exchange.importing import Choices
from tests.real_input.conftest import Opened, Plan, Run
from tests.real_input.sheets import CRIME, LETTERS, VISITS, crime_register, letter, line, register, saved, sheet_of


def test_titles_column_numbers_totals_and_signatures_are_no_rows(plan: Plan) -> None:
    foot = [
        [None, "Tổng cộng: 3 tin"],
        [],
        [None, None, None, None, None, None, None, None, "Vĩnh Am, ngày 31 tháng 12 năm 2024"],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, None, None, None, "TRƯỞNG CÔNG AN XÃ"],
        [None, "(Ký, ghi rõ họ tên)", None, None, None, None, None, None, "(Ký, đóng dấu)"],
        [None, "Lê Thị Mận", None, None, None, None, None, None, "Đại uý Phạm Quốc Toản"],
    ]
    made = plan(crime_register([line(1), line(2), line(3)], foot))
    assert [row.number for row in made.rows] == [6, 7, 8]
    assert made.passed_over == (9, 11, 12, 13, 14)
    assert made.errors == ()


def test_blank_rows_inside_and_rows_numbered_in_advance_are_passed(plan: Plan) -> None:
    rows = [line(1), [], line(2), [3], [4], line(5), [6], [7]]
    made = plan(crime_register(rows))
    assert [row.number for row in made.rows] == [6, 8, 11]


def test_two_rows_of_headings_are_read_as_one(plan: Plan) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["STT", "Số tiếp nhận", "Ngày giờ", "Người báo", None, None, "Nội dung", "Kết quả"])
    sheet.append([None, None, None, "Họ tên người báo", "Địa chỉ", "Điện thoại", None, None])
    for area in ("D1:F1", "A1:A2", "B1:B2", "C1:C2", "G1:G2", "H1:H2"):
        sheet.merge_cells(area)
    sheet.append([1, "01/TB", "05/03/2024", "Vũ Thị Hạnh", "Thôn Đông", "0912 345 678", "Mất trộm gà", ""])
    made = plan(saved(book))
    [row] = made.rows
    assert row.number == 3
    assert row.values["informant"].name == "Vũ Thị Hạnh"
    assert (row.values["reporter_address"], row.values["phone"]) == ("Thôn Đông", "0912345678")


def test_the_right_sheet_is_found_and_hidden_ones_stay_unread(plan: Plan) -> None:
    book = Workbook()
    cover = sheet_of(book)
    cover.title = "Bìa"
    cover.append(["SỔ TIN BÁO NĂM 2024"])
    hidden = book.create_sheet("cũ")
    hidden.sheet_state = "hidden"
    real = book.create_sheet("Sổ tin báo")
    for sheet in (hidden, real):
        sheet.append(list(CRIME))
    hidden.append(line(1, content="Bản nháp không dùng"))
    real.append(line(2, content="Bản chính"))
    made = plan(saved(book))
    assert (made.sheet, made.sheets) == ("Sổ tin báo", ("Bìa", "Sổ tin báo"))
    assert [row.values["content"] for row in made.rows] == ["Bản chính"]


def test_hidden_rows_are_rows_all_the_same(plan: Plan) -> None:
    """A filter left on hides rows: leaving them out in silence would lose reports."""
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(list(CRIME))
    for number in (1, 2, 3):
        sheet.append(line(number))
    sheet.row_dimensions[3].hidden = True
    assert [row.number for row in plan(saved(book)).rows] == [2, 3, 4]


def test_a_cell_merged_over_rows_belongs_to_each(plan: Plan) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(list(CRIME))
    sheet.append(line(1, received=date(2024, 3, 5)))
    sheet.append(line(2, received=None))
    sheet.merge_cells("C2:C3")
    made = plan(saved(book))
    assert [row.values["received"] for row in made.rows] == [date(2024, 3, 5), date(2024, 3, 5)]


def test_a_header_repeated_on_each_page_is_no_row(plan: Plan) -> None:
    numbers = [f"({index})" for index in range(1, len(CRIME) + 1)]
    made = plan(crime_register([line(1), list(CRIME), numbers, line(2)]))
    assert [row.number for row in made.rows] == [6, 9]


def test_the_register_of_letters_and_of_visits_are_known_too(plan: Plan) -> None:
    letters = plan(register(LETTERS, [letter(1)]))
    assert {column.field for column in letters.columns} >= {"code", "petitioner", "content", "sorting", "outcome"}
    assert letters.ignored == ()
    visit = [1, "05/03/2024", "Trần Văn Bảy", "Hỏi về đất", "Khiếu nại/2 người", "UBND huyện", "Hướng dẫn", "2", "Hiếu"]
    visits = plan(register(VISITS, [visit]))
    assert {column.field for column in visits.columns} >= {"petitioner", "sorting", "authority", "outcome", "visit"}
    assert visits.errors == ()


def test_the_same_file_twice_and_a_row_repeated_within_it_store_once(run: Run, opened: Opened) -> None:
    data = crime_register([line(1), line(2), line(1)])
    first, again = run(data), run(data)
    assert (first.added, first.skipped) == (2, 1)
    assert (again.added, again.skipped) == (0, 3)
    assert len(opened()) == 2


def test_the_same_register_saved_anew_is_still_the_same(run: Run) -> None:
    """Other bytes, other order of columns, blanks and case: the records are the ones there are."""
    run(crime_register([line(1), line(2)]))
    order = [0, 2, 1, *range(3, len(CRIME))]
    rows = [[row[index] for index in order] for row in (line(1, informant="VŨ THỊ  HẠNH"), line(2))]
    again = run(register([CRIME[index] for index in order], rows), Choices())
    assert (again.added, again.skipped) == (0, 2)


def test_an_xlsx_without_any_style_or_dimension_is_read(plan: Plan) -> None:
    """Web systems export the barest files: no styles, no shared strings, no <dimension>."""
    cells = [("STT", "Ngày giờ", "Người báo", "Nội dung"), ("1", "05/03/2024", "Vũ Thị Hạnh", "Mất trộm")]
    rows = "".join(
        f'<row r="{index}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for index, row in enumerate(cells, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    assert [row.values["content"] for row in plan(out.getvalue()).rows] == ["Mất trộm"]
