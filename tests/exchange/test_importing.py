"""From an Excel register to records: a plan that shows everything, one run that stores all or nothing."""

import io
import time
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from app.common.i18n import sentence
from app.common.imports import Choice, ErrorPolicy
from app.exchange.importing import (
    Choices,
    ColumnsMissing,
    RowsHaveErrors,
    plan_import,
    run_import,
    save_left_out,
    undo_import,
)
from app.vault.errors import Cancelled, Invalid, Refused
from app.vault.people import Level
from tests.exchange.registers import USUAL, InMemory, kind, officer, register, report, workbook

LEAVE_OUT = Choices(ErrorPolicy.LEAVE_OUT)


def test_a_plan_stores_nothing_and_says_what_would_be_stored() -> None:
    storage = InMemory()
    plan = plan_import(officer(), kind(storage), register(report(1), report(2)))
    assert [row.values["number"] for row in plan.ready] == ["001/TB", "002/TB"]
    assert plan.ready[0].values["track"] == "crime"
    assert plan.ready[0].values["village"] is None
    assert not plan.errors
    assert not storage.records


def test_importing_the_same_file_again_changes_nothing() -> None:
    storage, data = InMemory(), register(report(1), report(2))
    run_import(officer(), plan_import(officer(), kind(storage), data), Choices())
    before = dict(storage.records)
    again = plan_import(officer(), kind(storage), data)
    result = run_import(officer(), again, Choices())
    assert (len(again.duplicates), result.skipped, result.added, result.batch_id) == (2, 2, 0, "")
    assert storage.records == before


def test_a_row_that_says_again_what_an_earlier_row_said_is_a_duplicate_of_it() -> None:
    plan = plan_import(officer(), kind(InMemory()), register(report(1), report(2), report(1)))
    (duplicate,) = plan.duplicates
    assert duplicate.number == 4
    assert duplicate.duplicate_of is not None
    assert duplicate.duplicate_of.row == 2


def test_errors_stand_at_the_row_that_excel_shows_and_at_their_field() -> None:
    rows = [("SỔ TIN BÁO",), USUAL, report(1), report(2, received="31/02/2025"), report(3, content=None)]
    plan = plan_import(officer(), kind(InMemory()), workbook(rows))
    assert [(error.row, error.field) for error in plan.errors] == [(4, "received"), (5, "content")]
    assert [row.number for row in plan.ready] == [3]


def test_with_errors_nothing_is_stored_unless_leaving_the_rows_out_is_chosen() -> None:
    storage = InMemory()
    plan = plan_import(officer(), kind(storage), register(report(1), report(2, content=None)))
    with pytest.raises(RowsHaveErrors) as refusal:
        run_import(officer(), plan, Choices())
    assert "dòng 3" in sentence(refusal.value)
    assert not storage.records
    result = run_import(officer(), plan, LEAVE_OUT)
    assert (result.added, result.left_out, len(storage.records)) == (1, 1, 1)


def test_a_check_across_fields_is_an_error_of_its_field() -> None:
    rows = [(*USUAL, "Ngày thông báo"), (*report(5), date(2020, 1, 1))]
    plan = plan_import(officer(), kind(InMemory()), workbook(rows))
    assert [(error.row, error.field) for error in plan.errors] == [(2, "notified")]


def test_a_column_that_every_record_needs_is_asked_for_once() -> None:
    storage = InMemory()
    rows = [("STT", "Số tiếp nhận", "Nội dung"), *((n, f"{n}/TB", "x") for n in range(50))]
    plan = plan_import(officer(), kind(storage), workbook(rows))
    assert [(error.row, error.field) for error in plan.errors] == [(1, "received")]
    with pytest.raises(ColumnsMissing):
        run_import(officer(), plan, LEAVE_OUT)
    assert not storage.records


def test_a_run_is_undone_as_one_step() -> None:
    storage = InMemory()
    run_import(officer(), plan_import(officer(), kind(storage), register(report(1))), Choices())
    before = dict(storage.records)
    plan = plan_import(officer(), kind(storage), register(report(1), report(2), report(3)))
    result = run_import(officer(), plan, Choices())
    assert undo_import(officer(), kind(storage), result.batch_id) == 2
    assert storage.records == before


def test_a_duplicate_is_merged_only_when_chosen() -> None:
    storage, data = InMemory(), register(report(1))
    run_import(officer(), plan_import(officer(), kind(storage), data), Choices())
    plan = plan_import(officer(), kind(storage), data)
    result = run_import(officer(), plan, Choices(rows={2: Choice.MERGE}))
    assert (result.merged, result.skipped) == (1, 0)
    with pytest.raises(Invalid):
        run_import(officer(), plan, Choices(rows={2: Choice.STORE}))


def test_a_row_can_be_skipped_by_hand() -> None:
    storage = InMemory()
    plan = plan_import(officer(), kind(storage), register(report(1), report(2)))
    result = run_import(officer(), plan, Choices(rows={3: Choice.SKIP}))
    assert (result.added, result.skipped) == (1, 1)


def test_cancelling_leaves_everything_as_it_was() -> None:
    storage, heard = InMemory(), list[int]()
    plan = plan_import(officer(), kind(storage), register(*(report(number) for number in range(300))))
    with pytest.raises(Cancelled):
        run_import(officer(), plan, Choices(), lambda done, total: heard.append(done), lambda: len(heard) > 1)
    assert heard == [0, 100]
    assert not storage.records
    with pytest.raises(Cancelled):
        plan_import(officer(), kind(storage), register(report(1)), cancelled=lambda: True)


def test_a_viewer_may_not_import() -> None:
    with pytest.raises(Refused):
        plan_import(officer(Level.VIEWER), kind(InMemory()), register(report(1)))


def test_rows_left_out_are_saved_with_the_reason_and_can_be_imported_once_corrected() -> None:
    storage = InMemory()
    plan = plan_import(officer(), kind(storage), register(report(1), report(2, content=None, note="=1+1")))
    book = load_workbook(io.BytesIO(save_left_out(plan).data))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[2] == [*USUAL, "Dòng trong tệp gốc", "Lý do chưa nhập"]
    assert rows[3][1] == "002/TB"
    assert rows[3][-2] == 3
    assert "Nội dung" in str(rows[3][-1])
    corrected = plan_import(officer(), kind(storage), workbook([*rows[:3], [*rows[3][:4], "Tiếng ồn", *rows[3][5:]]]))
    assert [row.values["received"] for row in corrected.ready] == [date(2025, 3, 3)]


def test_every_way_of_writing_a_date_comes_to_the_same_day() -> None:
    written = [date(2025, 3, 5), datetime(2025, 3, 5), "05/03/2025", "5.3.25", "5-3-2025", "2025-03-05", 45721]
    rows = [report(number, received=value) for number, value in enumerate(written)]
    plan = plan_import(officer(), kind(InMemory()), register(*rows))
    assert not plan.errors
    assert {row.values["received"] for row in plan.rows} == {date(2025, 3, 5)}


def test_the_hour_is_kept_where_the_register_gives_it() -> None:
    written = [
        "14h30 05/03/2025",
        "14:30 ngày 5/3/2025",
        "05/03/2025 14:30:00",
        datetime(2025, 3, 5, 14, 30),
        45721.604167,
    ]
    rows = [report(number, received=value) for number, value in enumerate(written)]
    plan = plan_import(officer(), kind(InMemory()), register(*rows))
    assert not plan.errors
    assert {row.values["received"] for row in plan.rows} == {datetime(2025, 3, 5, 14, 30)}


def test_a_day_that_does_not_exist_is_said_to_be_wrong_not_to_lack_its_hour() -> None:
    plan = plan_import(officer(), kind(InMemory()), register(report(1, received="31/02/2025")))
    assert "Lịch không có ngày" in plan.errors[0].message


def test_a_date_without_its_year_is_stored_with_a_warning_and_an_hour_alone_is_no_date() -> None:
    plan = plan_import(officer(), kind(InMemory()), register(report(1, received="5/3"), report(2, received="14:30")))
    assert [(warning.row, warning.field) for warning in plan.warnings] == [(2, "received")]
    assert [(error.row, error.field) for error in plan.errors] == [(3, "received")]


def test_a_phone_that_excel_took_for_a_number_gets_its_zero_back_with_a_warning() -> None:
    rows = [(*USUAL, "SĐT"), (*report(1), 912345678), (*report(2), "0912 345 678"), (*report(3), "+84912345678")]
    plan = plan_import(officer(), kind(InMemory()), workbook(rows))
    assert [row.values["phone"] for row in plan.rows] == ["0912345678"] * 3
    assert [warning.row for warning in plan.warnings] == [2]
    assert "0912345678" in plan.warnings[0].message


def test_decomposed_text_is_composed() -> None:
    plan = plan_import(
        officer(), kind(InMemory()), register(report(1, reporter="Nguye\u0302\u0303n Thi\u0323 Ho\u0300a"))
    )
    assert plan.rows[0].values["reporter"] == "Nguyễn Thị Hòa"


def test_a_register_in_the_old_abc_encoding_is_converted_heading_and_all() -> None:
    rows = [
        ("STT", "Sè tiÕp nhËn", "Ngµy giê", "Ng­êi b¸o", "Néi dung"),
        (1, "001/TB", "5/3/2025", "NguyÔn ThÞ Hßa", "TiÕng ån vÒ ®ªm ë qu¸n karaoke"),
        (2, "002/TB", "6/3/2025", "TrÇn V¨n C­êng", "Cã ng­êi l¹ ra vµo nhµ nghØ"),
    ]
    plan = plan_import(officer(), kind(InMemory()), workbook(rows))
    assert not plan.errors
    assert [row.values["reporter"] for row in plan.rows] == ["Nguyễn Thị Hòa", "Trần Văn Cường"]
    assert plan.rows[0].values["content"] == "Tiếng ồn về đêm ở quán karaoke"


def test_twenty_thousand_rows_are_planned_and_stored_with_progress() -> None:
    storage, heard = InMemory(), list[tuple[int, int]]()
    data = register(*(report(number) for number in range(20_000)))
    started = time.perf_counter()
    plan = plan_import(officer(), kind(storage), data, progress=lambda done, total: heard.append((done, total)))
    result = run_import(officer(), plan, Choices())
    assert result.added == 20_000
    assert heard[-1] == (20_000, 20_000)
    assert len(heard) > 100
    assert time.perf_counter() - started < 60  # about 3 s on the slow machine this was written on
