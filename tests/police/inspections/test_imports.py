"""Sổ kiểm tra cơ sở becomes inspections: premises of the register, findings, fines; twice changes nothing."""

from datetime import date

import pytest

from app.common.imports import Choice, ErrorPolicy
from app.exchange.importing import Choices, run_import, undo_import
from app.police.inspections import queries, services
from app.police.inspections.declared import Sort
from app.police.inspections.imports import INSPECTION_IMPORT
from app.police.inspections.terms import FindingState, InspectionKind, State
from app.police.inspections.values import InspectionDetail
from app.registry import services as shared
from app.registry.establishments import services as register
from app.vault.errors import Refused
from app.vault.session import Session
from tests.police.inspections.builders import premises
from tests.police.inspections.registers import register_plan, row

FOUND = "Không thông báo lưu trú; Giấy phép hết hạn"
FINE = "Phạt theo QĐ số 15/QĐ-XPHC ngày 12/03/2025, số tiền 3.000.000 đồng, cam kết khắc phục"


def imported(session: Session, *rows: tuple[object, ...]) -> str:
    return run_import(session, register_plan(session, *rows), Choices()).batch_id


def only(session: Session) -> InspectionDetail:
    (line,) = queries.list_inspections(session).rows
    return services.read_again(session, line.id)


def test_a_row_with_violations_and_a_fine_is_stored_as_it_stands(lead: Session) -> None:
    place = premises(lead)
    imported(lead, row(violations=FOUND, handling=FINE, fix_by="31/03/2025", note="đã nhắc", day="5.3.2025"))
    detail = only(lead)
    assert (detail.number, detail.kind, detail.state) == ("001/2025/KT", InspectionKind.PLANNED, State.FOLLOWING)
    assert (detail.premises.id, detail.inspected_on) == (place, date(2025, 3, 5))
    assert (detail.decision.number, detail.decision.on) == ("12/QĐ-CAX", date(2025, 3, 1))
    assert (detail.head_count.total, detail.head_count.women) == (5, 3)
    assert [each.description for each in detail.findings] == ["Không thông báo lưu trú", "Giấy phép hết hạn"]
    assert [each.state for each in detail.findings] == [FindingState.OPEN] * 2
    assert detail.findings[0].measures == ("commitment", "put_right", "sanction")
    (fine,) = detail.sanctions
    assert (fine.amount, fine.decision_number, fine.decision_on) == (3_000_000, "15/QĐ-XPHC", date(2025, 3, 12))
    assert fine.findings == (1, 2) and detail.overdue and detail.note == "đã nhắc"
    assert [each.action for each in detail.timeline] == ["import"]
    assert services.read_again(lead, detail.id).present[0].name == "Hoàng Văn Định"


def test_rows_without_a_violation_are_closed(lead: Session) -> None:
    premises(lead)
    said = ("Không", "Không phát hiện vi phạm", "-", "Chấp hành tốt", "")
    imported(lead, *(row(day=f"{day}/03/2025", violations=words) for day, words in enumerate(said, 1)))
    imported(lead, row(day="10/03/2025", content="Kiểm tra đột xuất"))
    lines = queries.list_inspections(lead, sort=Sort.OLDEST).rows
    assert {(line.state, line.findings) for line in lines} == {(State.CLOSED, 0)}
    assert [line.kind for line in lines] == [InspectionKind.PLANNED] * 5 + [InspectionKind.UNANNOUNCED]


def test_what_the_follow_up_says_decides_whether_it_was_put_right(lead: Session) -> None:
    premises(lead)
    imported(
        lead,
        row(violations="Giấy phép hết hạn", follow_up="Đã khắc phục 20/03/2025"),
        row(day="06/03/2025", violations="Giấy phép hết hạn", follow_up="Chưa khắc phục"),
    )
    second, first = queries.list_inspections(lead).rows
    assert (first.state, second.state) == (State.CLOSED, State.FOLLOWING)
    assert services.read_again(lead, first.id).findings[0].resolved_on == date(2025, 3, 20)


def test_premises_are_found_by_name_address_former_name_and_number(lead: Session) -> None:
    shared.add_village(lead, "Thôn Đông")
    near = premises(lead, address="Số 5, đường 10")
    far = premises(lead, address="Số 9, Thôn Tây")
    renamed = premises(lead, "Karaoke Sao Đêm")
    register.change_establishment(lead, renamed, 1, {"name": "Karaoke Trăng Non"})
    plan = register_plan(
        lead,
        row(address="số 5, đường 10"),
        row(address="SỐ 9, THÔN TÂY", day="06/03/2025"),
        row("karaoke sao đêm", "07/03/2025"),
        row("Sao Mai", "08/03/2025"),
        row(day="09/03/2025"),
    )
    why = {error.row: str(error.why) for error in plan.errors}
    assert [row.number for row in plan.ready] == [5, 6, 7]
    assert "Sao Mai" in why[8] and "Add it there first" in why[8]
    assert "CS001" in why[9] and "CS002" in why[9]
    run_import(lead, plan, Choices(errors=ErrorPolicy.LEAVE_OUT))
    assert [line.establishment_id for line in queries.list_inspections(lead, sort=Sort.OLDEST).rows] == [
        near, far, renamed,
    ]  # fmt: skip


def test_what_cannot_be_is_said_at_its_column(lead: Session) -> None:
    premises(lead, opened_on=date(2024, 1, 1))
    plan = register_plan(
        lead,
        row(day="01/04/2026"),
        row(day="31/12/2023"),
        row(fix_by="04/03/2025"),
        row(handling="Phạt 2 triệu đồng"),
        row(workers="3/5"),
        row(follow_up="Đã khắc phục 01/03/2025"),
    )
    assert [error.field for error in plan.errors] == [
        "inspected_on", "inspected_on", "fix_by", "handling", "workers", "follow_up",
    ]  # fmt: skip


def test_the_same_file_again_changes_nothing_and_an_import_is_undone_as_one(lead: Session) -> None:
    premises(lead)
    batch = imported(lead, row(), row(day="06/03/2025", violations=FOUND))
    again = register_plan(lead, row(), row(day="06/03/2025", violations=FOUND))
    assert len(again.duplicates) == 2 and all(
        each.duplicate_of and each.duplicate_of.exact for each in again.duplicates
    )
    assert queries.count_inspections(lead) == 2

    assert undo_import(lead, INSPECTION_IMPORT, batch) == 2
    assert queries.count_inspections(lead) == 0
    assert queries.search_inspections(lead, "thanh binh") == []
    imported(lead, row())
    assert [line.number for line in queries.list_inspections(lead).rows] == ["003/2025/KT"]  # never given again


def test_an_inspection_of_the_same_day_may_be_completed_and_given_back(lead: Session) -> None:
    premises(lead)
    imported(lead, row(team="", content=""))
    plan = register_plan(lead, row(content="Kiểm tra phòng cháy"))
    (found,) = plan.duplicates
    assert found.duplicate_of is not None and not found.duplicate_of.exact
    batch = run_import(lead, plan, Choices(rows={found.number: Choice.MERGE})).batch_id
    assert (only(lead).content, only(lead).decision.number) == ("Kiểm tra phòng cháy", "12/QĐ-CAX")
    undo_import(lead, INSPECTION_IMPORT, batch)
    assert (only(lead).content, only(lead).decision.number) == ("", "")


def test_an_import_that_was_worked_on_is_not_undone(lead: Session) -> None:
    premises(lead)
    batch = imported(lead, row(violations=FOUND))
    services.reopen(lead, only(lead).id, "xem lại")
    with pytest.raises(Refused):
        undo_import(lead, INSPECTION_IMPORT, batch)
