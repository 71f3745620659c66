"""The verb import: a dry run, the run, again, with rows left out, with a merge; and what it says as JSON."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.attack import workbook_files as files
from tests.cli.conftest import OFFICER, RECORDS, Call
from tests.real_input.sheets import crime_register, line

PROMISED = {"rows", "ready", "duplicates", "errors"}
GOOD = [line(1), line(2), line(3)]
BAD = line(4, received="hôm mưa to")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "Sổ tin báo 2025 (bản cũ).xlsx"
    file.write_bytes(crime_register(GOOD))
    return file


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "sai.xlsx"
    file.write_bytes(crime_register([*GOOD, BAD]))
    return file


def count(ask: Call, kho: Path) -> int:
    return len(ask("list", kho, OFFICER, "reports", "--json").json)


def test_a_dry_run_says_what_would_happen_and_stores_nothing(ask: Call, kho: Path, register: Path) -> None:
    answer = ask("import", kho, OFFICER, "reports", register, "--dry-run", "--json")
    assert answer.code == 0
    document = answer.json
    assert {name: document[name] for name in PROMISED} == {"rows": 3, "ready": 3, "duplicates": 0, "errors": []}
    assert document["stored"] == 0
    assert count(ask, kho) == RECORDS


def test_a_run_stores_each_row_and_again_stores_nothing(ask: Call, kho: Path, register: Path) -> None:
    first = ask("import", kho, OFFICER, "reports", register, "--json")
    assert (first.code, first.json["rows"], first.json["ready"], first.json["stored"]) == (0, 3, 3, 3)
    again = ask("import", kho, OFFICER, "reports", register, "--json")
    assert again.code == 0
    assert (again.json["rows"], again.json["ready"], again.json["duplicates"], again.json["stored"]) == (3, 0, 3, 0)
    assert count(ask, kho) == RECORDS + 3


def test_what_was_imported_is_listed_and_found(ask: Call, kho: Path, register: Path) -> None:
    ask("import", kho, OFFICER, "reports", register)
    stored = {each["number"]: each for each in ask("list", kho, OFFICER, "reports", "--json").json}["001/2024/TB"]
    assert (stored["kind"], stored["received_on"]) == ("crime_report", date(2024, 2, 2).isoformat())
    assert stored["village"] == "Thôn Chợ"
    found = ask("search", kho, OFFICER, "001/2024/TB", "--json").json
    assert found[0]["number"] == "001/2024/TB"


def test_with_an_error_nothing_is_stored_and_the_row_is_named_as_excel_shows_it(
    ask: Call, kho: Path, faulty: Path
) -> None:
    answer = ask("import", kho, OFFICER, "reports", faulty, "--json")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    [error] = answer.json["errors"]
    sheet = load_workbook(faulty).worksheets[0]
    assert sheet.cell(error["row"], 3).value == "hôm mưa to"
    assert error["field"] == "received"
    assert set(error) == {"row", "field", "message"}
    assert str(error["row"]) in answer.err
    assert count(ask, kho) == RECORDS


def test_a_dry_run_of_a_faulty_file_is_an_answer_not_a_failure(ask: Call, kho: Path, faulty: Path) -> None:
    answer = ask("import", kho, OFFICER, "reports", faulty, "--dry-run", "--json")
    assert (answer.code, answer.json["ready"], len(answer.json["errors"])) == (0, 3, 1)


def test_rows_with_errors_are_left_out_by_choice_and_saved_with_the_reason(
    ask: Call, kho: Path, faulty: Path, tmp_path: Path
) -> None:
    aside = tmp_path / "bỏ ra.xlsx"
    answer = ask("import", kho, OFFICER, "reports", faulty, "--skip-errors", "--left-out", aside, "--json")
    assert (answer.code, answer.json["stored"], answer.json["left_out"]) == (0, 3, 1)
    cells = [cell.value for row in load_workbook(aside).worksheets[0].iter_rows() for cell in row]
    assert "hôm mưa to" in cells
    assert count(ask, kho) == RECORDS + 3


def test_a_merge_fills_what_is_empty_and_changes_nothing_else(
    ask: Call, kho: Path, register: Path, tmp_path: Path
) -> None:
    ask("import", kho, OFFICER, "reports", register)
    fuller = tmp_path / "day du.xlsx"
    fuller.write_bytes(crime_register([line(1, note="Có kèm ảnh", place="Nơi khác"), line(2), line(5)]))
    answer = ask("import", kho, OFFICER, "reports", fuller, "--merge", "--json")
    assert (answer.code, answer.json["merged"], answer.json["stored"]) == (0, 1, 1)
    shown = ask("show", kho, OFFICER, "reports", "001/2024/TB", "--json").json
    assert (shown["note"], shown["village"]) == ("Có kèm ảnh", "Thôn Chợ")
    again = ask("import", kho, OFFICER, "reports", fuller, "--merge", "--json")
    assert (again.json["merged"], again.json["stored"]) == (0, 0)


def test_another_sheet_is_chosen_by_its_name(ask: Call, kho: Path, tmp_path: Path, register: Path) -> None:
    book = load_workbook(register)
    other = book.copy_worksheet(book.worksheets[0])
    other.title = "Năm 2024"
    other.delete_rows(7, 2)
    file = tmp_path / "hai.xlsx"
    book.save(file)
    answer = ask("import", kho, OFFICER, "reports", file, "--sheet", "Năm 2024", "--dry-run", "--json")
    assert answer.json["rows"] == 1
    assert ask("import", kho, OFFICER, "reports", file, "--sheet", "Năm 1990", "--json").code == 1


def _workbook(rows: list[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


BAD_FILES = {
    "empty": b"",
    "text": b"a;b;c\n1;2;3\n",
    "cut off": crime_register(GOOD)[:2000],
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "a web page": b"<html><table><tr><td>1</td></tr></table></html>",
    "no headings": _workbook([["một", "hai"], [1, 2]]),
    "no rows": crime_register([]),
    "no content column": _workbook([["STT", "Số tiếp nhận", "Ngày giờ"], [1, "001/TB", date(2025, 1, 2)]]),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_register_is_told_with_code_1(ask: Call, shared: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "tệp.xlsx"
    file.write_bytes(BAD_FILES[name])
    answer = ask("import", shared, OFFICER, "reports", file, "--json")
    assert answer.code == 1, answer
    assert "Traceback" not in answer.err
    assert len(answer.err.strip()) > 20


def test_a_folder_is_no_file(ask: Call, shared: Path, tmp_path: Path) -> None:
    answer = ask("import", shared, OFFICER, "reports", tmp_path, "--json")
    assert (answer.code, answer.out) == (1, "")


def test_without_json_errors_go_to_stderr_by_row(ask: Call, kho: Path, faulty: Path) -> None:
    answer = ask("import", kho, OFFICER, "reports", faulty)
    assert answer.code == 1
    assert "Dòng 9:" in answer.err


def test_a_long_reading_tells_how_far_it_is_on_stderr(
    ask: Call, kho: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.import_verb.SILENT_SECONDS", 0.0)
    answer = ask("import", kho, OFFICER, "reports", register, "--json")
    assert answer.json["stored"] == 3
    assert "Đã đọc 0/3 dòng" in answer.err
    assert "Đã lưu 0/3 dòng" in answer.err


def test_a_workbook_made_to_harm_is_a_sentence_and_changes_nothing(ask: Call, kho: Path, tmp_path: Path) -> None:
    file = tmp_path / "so.xlsx"
    wrong = files.cell("A1", "x").replace('"A1"', "'ZZZZZZZ1'")
    file.write_bytes(files.archive(files.xlsx([files.sheet(files.rows_xml() + f'<row r="10">{wrong}</row>')])))
    answer = ask("import", kho, OFFICER, "reports", file, "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "bị hỏng" in answer.err
    assert count(ask, kho) == RECORDS
