"""Lists of premises in Excel: what their columns mean, what twice changes, what is filled in, undone as one."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from app.common.imports import Choice, ErrorPolicy, ImportPlan
from app.exchange.importing import Choices, plan_import, run_import, undo_import
from app.registry.establishments import queries, services
from app.registry.establishments.imports import ESTABLISHMENT_IMPORT
from app.registry.establishments.lines import EstablishmentRow
from app.registry.establishments.terms import State
from app.registry.establishments.values import Counts, Entry
from app.vault.errors import NotFound, Refused
from app.vault.session import Session
from tests.registry.establishments.conftest import TODAY, Office

LIST = (
    "STT", "Tên cơ sở", "Loại hình", "Chủ cơ sở", "Địa chỉ", "Thôn", "SĐT", "Số lao động / Nữ", "GPKD",
    "Ngày hết hạn", "Giấy ANTT", "Hạn giấy ANTT", "Ngày hoạt động", "Ghi chú",
)  # fmt: skip
INSPECTED = (
    "STT", "Cơ sở", "Loại hình", "Chủ cơ sở", "Địa chỉ", "Số lao động", "Ngày kiểm tra", "Đoàn/Quyết định",
    "Nội dung", "Vi phạm", "Xử lý", "Hạn khắc phục", "Phúc tra", "Ghi chú",
)  # fmt: skip


def plan(session: Session, headings: Sequence[str], *rows: Sequence[Any]) -> ImportPlan:
    book = Workbook()
    sheet: Any = book.active
    for row in (("SỔ CƠ SỞ KINH DOANH",), headings, *rows):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return plan_import(session, ESTABLISHMENT_IMPORT, held.getvalue())


def row(name: str, **more: Any) -> tuple[Any, ...]:
    """A line of the list; each of another name has another address and phone."""
    door = sum(map(ord, name)) % 900 + 1
    cells = {
        "Loại hình": "Karaoke", "Chủ cơ sở": "Đỗ Văn Hùng", "Địa chỉ": f"Số {door}", "Thôn": "Đông",
        "SĐT": f"0912 345 {door:03d}",
        "Số lao động / Nữ": "8/6", "GPKD": "0201-1/HKD", "Ngày hết hạn": "31/12/2026", "Giấy ANTT": "12/GCN",
        "Hạn giấy ANTT": datetime(2026, 2, 1), "Ngày hoạt động": "05/03/2020", "Ghi chú": None,
    } | more  # fmt: skip
    return (1, name, *(cells[heading] for heading in LIST[2:]))


def found(session: Session, name: str) -> EstablishmentRow:
    (only,) = [row for row in queries.list_establishments(session, limit=500).rows if row.name == name]
    return only


def counted(row: EstablishmentRow) -> Counts | None:
    """The last head-count of a line."""
    return Counts(row.counted_on, *heads(row)) if row.counted_on is not None else None


def heads(row: EstablishmentRow) -> tuple[Any, ...]:
    return (
        row.workers_total,
        row.workers_women,
        row.workers_from_elsewhere,
        row.workers_with_contracts,
        row.workers_declared,
    )


def test_a_row_of_the_list_is_stored_as_it_stands(office: Office) -> None:
    made = plan(office.officer, LIST, row("Karaoke Sao Mai"))
    assert (len(made.ready), made.errors, made.ignored) == (1, (), ())
    run_import(office.officer, made, Choices())
    seen = found(office.health, "Karaoke Sao Mai")
    assert (seen.type, seen.village, seen.owner) == ("karaoke", "Thôn Đông", "Đỗ Văn Hùng")
    assert (seen.address, seen.phone) == ("Số 437", "0912345437")
    assert (seen.licence_number, seen.licence_expires_on) == ("0201-1/HKD", date(2026, 12, 31))
    assert (seen.certificate_number, seen.certificate_expired) == ("12/GCN", True)
    assert (seen.opened_on, counted(seen)) == (date(2020, 3, 5), Counts(TODAY, 8, 6))
    assert [hit.id for hit in queries.search_establishments(office.health, "do van hung")] == [seen.id]


def test_the_register_of_inspections_tells_premises_too(office: Office) -> None:
    line = (
        1,
        "Xoa bóp Phù Sa",
        "Massage",
        "Tạ Thị Lý",
        "Số 7, thôn Đoài",
        5,
        "10/01/2026",
        "QĐ 12",
        "x",
        "",
        "",
        "",
        "",
        "",
    )
    made = plan(office.officer, INSPECTED, line, (2, *line[1:6], "11/02/2026", *line[7:]))
    assert [len(made.ready), len(made.duplicates)] == [1, 1]
    assert {column.heading for column in made.ignored} == {
        "Đoàn/Quyết định", "Nội dung", "Vi phạm", "Xử lý", "Hạn khắc phục", "Phúc tra",
    }  # fmt: skip
    run_import(office.officer, made, Choices())
    seen = found(office.officer, "Xoa bóp Phù Sa")
    assert (seen.type, seen.village, counted(seen)) == ("massage", "Thôn Đoài", Counts(date(2026, 1, 10), 5))


def test_what_cannot_be_is_said_at_its_column(office: Office) -> None:
    made = plan(
        office.officer,
        LIST,
        row("Karaoke Một", **{"Số lao động / Nữ": "3/5"}),
        row("Karaoke Hai", **{"Số lao động / Nữ": "đông"}),
        row("", **{"Ghi chú": "không tên"}),
        row("Karaoke Ba", **{"Loại hình": "Sân khấu", "Địa chỉ": "Số 5", "Thôn": "Thôn Xa", "SĐT": "999"}),
    )
    assert [(error.row, error.field) for error in made.errors] == [(3, "women"), (4, "total"), (5, "name")]
    assert {(warning.row, warning.field) for warning in made.warnings} == {
        (6, "type_code"), (6, "village_id"), (6, "phone"),
    }  # fmt: skip
    done = run_import(office.officer, made, Choices(ErrorPolicy.LEAVE_OUT))
    assert (done.added, done.left_out) == (1, 3)
    seen = found(office.officer, "Karaoke Ba")
    assert (seen.type, seen.village, seen.address) == ("other", "", "Số 5, Thôn Xa")


def test_a_closed_one_was_open_until_then(office: Office) -> None:
    headings = ("Tên cơ sở", "Ngày hoạt động", "Ngày đóng cửa")
    made = plan(
        office.officer, headings, ("Bar Cũ", "01/02/2024", "01/02/2025"), ("Bar Sai", "01/02/2024", "01/02/2023")
    )
    assert [(error.row, error.field) for error in made.errors] == [(4, "closed_on")]
    run_import(office.officer, made, Choices(ErrorPolicy.LEAVE_OUT))
    seen = found(office.officer, "Bar Cũ")
    assert (seen.state, seen.closed_on, seen.type) == (State.CLOSED, date(2025, 2, 1), "bar")
    with office.officer.read() as db:
        years = [seen.id in {each.id for each in queries.active_in_year(db, year)} for year in (2023, 2024, 2025, 2026)]
    assert years == [False, True, True, False]


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    lines = (row("Karaoke Hai Lần"), row("Karaoke Khác Hẳn", **{"Địa chỉ": "Số 99"}))
    run_import(office.officer, plan(office.officer, LIST, *lines), Choices())
    count = queries.count_establishments(office.officer)
    again = plan(office.officer, LIST, *lines)
    assert [each.duplicate_of is not None and each.duplicate_of.exact for each in again.rows] == [True, True]
    assert run_import(office.officer, again, Choices()).added == 0
    assert queries.count_establishments(office.officer) == count


def test_what_looks_alike_is_shown_and_fills_what_is_missing_and_that_can_be_undone(office: Office) -> None:
    kept = services.add_establishment(office.officer, Entry("Karaoke Dừa Xanh", "karaoke", office.east, owner="Có Rồi"))
    made = plan(office.officer, LIST, row("KARAOKE DUA XANH", **{"Địa chỉ": "Số 40"}), row("Karaoke Mới Toanh"))
    duplicate = made.rows[0].duplicate_of
    assert duplicate is not None and not duplicate.exact and duplicate.number == kept.number
    assert set(duplicate.differs) == {"owner", "address", "phone"}
    done = run_import(office.officer, made, Choices(rows={made.rows[0].number: Choice.MERGE}))
    assert (done.added, done.merged) == (1, 1)
    seen = found(office.officer, "Karaoke Dừa Xanh")
    assert (seen.owner, seen.address, counted(seen)) == ("Có Rồi", "Số 40", Counts(TODAY, 8, 6))
    assert undo_import(office.officer, ESTABLISHMENT_IMPORT, done.batch_id) == 2
    seen = found(office.officer, "Karaoke Dừa Xanh")
    assert (seen.address, seen.phone, counted(seen)) == ("", "", None)
    assert queries.search_establishments(office.officer, "Mới Toanh") == []
    with pytest.raises(NotFound):
        undo_import(office.officer, ESTABLISHMENT_IMPORT, done.batch_id)


def test_numbers_of_an_import_that_was_undone_are_not_given_again(office: Office) -> None:
    done = run_import(office.officer, plan(office.officer, LIST, row("Karaoke Bỏ Đi")), Choices())
    gone = found(office.officer, "Karaoke Bỏ Đi").number
    undo_import(office.officer, ESTABLISHMENT_IMPORT, done.batch_id)
    later = services.add_establishment(office.officer, Entry("Karaoke Về Sau", "karaoke"))
    assert int(later.number[2:]) == int(gone[2:]) + 1


def test_what_was_worked_on_since_is_not_taken_away(office: Office) -> None:
    done = run_import(office.officer, plan(office.officer, LIST, row("Karaoke Đang Dùng")), Choices())
    seen = found(office.officer, "Karaoke Đang Dùng")
    services.set_count(office.officer, seen.id, Counts(TODAY, 3))
    with pytest.raises(Refused):
        undo_import(office.officer, ESTABLISHMENT_IMPORT, done.batch_id)
    assert found(office.officer, "Karaoke Đang Dùng").id == seen.id


def test_only_the_police_import(office: Office) -> None:
    for session in (office.health, office.viewer):
        with pytest.raises(Refused):
            plan(session, LIST, row("Karaoke Không"))
