"""What became of the rows: kind, state, number, limit, the sealed denouncer, and the whole run taken back."""

from datetime import date

import pytest
from sqlalchemy import text

from app.common.imports import Choice, ErrorPolicy
from app.common.text import fold, nfc
from app.exchange.importing import Choices, plan_import, run_import, undo_import
from app.kinds import importable
from app.police.reports import queries, services
from app.police.reports.terms import ReportKind, State
from app.vault.errors import Refused
from app.vault.session import Session
from tests.real_input.conftest import Opened, Plan, Run
from tests.real_input.sheets import LETTERS, crime_register, letter, line, register

KINDS = {
    "Tố cáo": ReportKind.DENUNCIATION,
    "Đơn tố cáo/1 người": ReportKind.DENUNCIATION,
    "to cao": ReportKind.DENUNCIATION,
    "Khiếu nại": ReportKind.COMPLAINT,
    "Khiếu nại lần 2/3 người": ReportKind.COMPLAINT,
    "KN": ReportKind.COMPLAINT,
    "Kiến nghị": ReportKind.PETITION,
    "Phản ánh, kiến nghị": ReportKind.PETITION,
    "Phản ánh": ReportKind.FEEDBACK,
    "Tố giác tội phạm": ReportKind.CRIME_REPORT,
    "Tin báo": ReportKind.CRIME_REPORT,
    "Kiến nghị khởi tố": ReportKind.CRIME_REPORT,
}


@pytest.mark.parametrize("said", KINDS)
def test_the_kind_is_told_by_the_column(run: Run, opened: Opened, said: str) -> None:
    run(register(LETTERS, [letter(1, sorting=said)]))
    assert [each.kind for each in opened()] == [KINDS[said]]


def test_a_row_that_tells_no_kind_is_an_error_not_a_guess(plan: Plan) -> None:
    [error] = plan(register(LETTERS, [letter(1, sorting="Khác")])).errors
    assert (error.row, error.field) == (6, "sorting")


STATES = {
    "Đã giải quyết xong": State.CLOSED,
    "Xử phạt hành chính 2 triệu": State.CLOSED,
    "Chuyển Công an tỉnh": State.TRANSFERRED,
    "Trả lại đơn, không đủ điều kiện": State.DECLINED,
    "Không thụ lý": State.DECLINED,
    "Đang xác minh": State.VERIFYING,
    "Đang giải quyết": State.VERIFYING,
    "Chưa giải quyết": State.RECEIVED,
    "": State.RECEIVED,
    "Đã thụ lý": State.ACCEPTED,
}


@pytest.mark.parametrize("said", STATES)
def test_the_outcome_tells_where_a_report_stands(run: Run, opened: Opened, said: str) -> None:
    run(crime_register([line(1, outcome=said)]))
    assert [each.state for each in opened()] == [STATES[said]]


def test_what_was_finished_years_ago_is_not_overdue(run: Run, officer: Session) -> None:
    done = ["Đã giải quyết", "Chuyển Công an tỉnh", "Không thụ lý"]
    run(crime_register([line(number, outcome=said) for number, said in enumerate(done, 1)]))
    rows = queries.list_reports(officer).rows
    assert [(row.overdue, row.due_on) for row in rows] == [(False, None)] * 3


def test_what_is_still_open_after_its_limit_is_overdue(run: Run, officer: Session) -> None:
    run(crime_register([line(1), line(2, due="31/03/2024")]))
    rows = {row.number: row for row in queries.list_reports(officer).rows}
    assert all(row.overdue for row in rows.values())
    assert rows["002/2024/TB"].due_on == date(2024, 3, 31)


# --- numbers ---------------------------------------------------------------------------------------------


def numbers(opened: Opened) -> list[str]:
    return sorted(each.number for each in opened())


def test_the_numbers_of_the_paper_are_kept(run: Run, opened: Opened) -> None:
    run(crime_register([line(1, number="07"), line(2, number="9/TB"), line(3, number="TB-12/2024")]))
    assert numbers(opened) == ["007/2024/TB", "009/2024/TB", "012/2024/TB"]


def test_a_number_that_is_taken_is_not_given_twice(run: Run, opened: Opened) -> None:
    run(crime_register([line(1, number="01"), line(2, number="01"), line(3, number=""), line(4, number="02")]))
    assert numbers(opened) == ["001/2024/TB", "002/2024/TB", "003/2024/TB", "004/2024/TB"]


def test_each_register_counts_for_itself(run: Run, opened: Opened) -> None:
    run(register(LETTERS, [letter(1, sorting="Tố cáo"), letter(1, sorting="Khiếu nại"), letter(1)]))
    assert len({number.rsplit("/", 1)[1] for number in numbers(opened)}) == 3
    assert {number[:3] for number in numbers(opened)} == {"001"}


# --- the denouncer ---------------------------------------------------------------------------------------

NAME = "Kwetzal Thị Zulê"
PHONE = "0987101234"


def plain_cells(session: Session) -> list[tuple[str, str]]:
    """Everything that the officer's keys decrypt, as text: every table of every file, search index included."""
    found = []
    with session.read() as db:
        for schema in ("main", "police"):
            tables = db.execute(text(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")).scalars().all()
            for table in tables:
                for row in db.execute(text(f'SELECT * FROM {schema}."{table}"')):
                    for cell in row:
                        raw = cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
                        found.append((f"{schema}.{table}", fold(nfc(raw))))
    return found


def leaks(session: Session) -> set[str]:
    return {
        place
        for place, said in plain_cells(session)
        if "kwetzal" in said or "zule" in said or PHONE in said or PHONE[1:] in said
    }


def test_an_imported_denouncer_stands_nowhere_in_plain(run: Run, opened: Opened, officer: Session) -> None:
    headings = [*LETTERS, "Điện thoại"]
    row = [*letter(1, petitioner=NAME, sorting="Tố cáo"), PHONE]
    run(register(headings, [row]))
    [report] = opened()
    assert report.sealed
    assert leaks(officer) == set()


def test_the_same_name_in_a_complaint_is_readable(run: Run, officer: Session) -> None:
    """The search for leaks finds what is there: without this the test above could not fail."""
    run(register(LETTERS, [letter(1, petitioner=NAME, sorting="Khiếu nại")]))
    assert leaks(officer)


def test_a_merge_and_a_second_run_unseal_nothing(run: Run, plan: Plan, officer: Session) -> None:
    headings = [*LETTERS, "Điện thoại"]
    run(register(headings, [[*letter(1, petitioner=NAME, sorting="Tố cáo"), ""]]))
    again = register(headings, [[*letter(1, petitioner=NAME, sorting="Tố cáo", authority="UBND xã"), PHONE]])
    duplicates = {row.number: Choice.MERGE for row in plan(again).duplicates}
    assert run(again, Choices(rows=duplicates)).merged == 1
    assert leaks(officer) == set()


def test_undoing_leaves_no_trace_of_the_denouncer(run: Run, officer: Session) -> None:
    done = run(register(LETTERS, [letter(1, petitioner=NAME, sorting="Tố cáo")]))
    undo_import(officer, importable("reports"), done.batch_id)
    assert leaks(officer) == set()


def test_a_viewer_sees_a_mask(run: Run, officer: Session, police_viewer: Session) -> None:
    run(register(LETTERS, [letter(1, petitioner=NAME, sorting="Tố cáo")]))
    [row] = queries.list_reports(police_viewer).rows
    assert row.mask
    assert "Kwetzal" not in row.reporter_shown


# --- one step --------------------------------------------------------------------------------------------


def test_a_run_is_undone_as_one_step_and_may_be_made_again(run: Run, opened: Opened, officer: Session) -> None:
    data = crime_register([line(number) for number in range(1, 30)])
    done = run(data)
    assert undo_import(officer, importable("reports"), done.batch_id) == 29
    assert opened() == []
    assert queries.search_reports(officer, "mại dâm") == []
    assert run(data).added == 29
    assert numbers(opened)[0] == "001/2024/TB"


def test_undo_gives_a_merged_record_back_what_it_had(run: Run, plan: Plan, opened: Opened, officer: Session) -> None:
    run(crime_register([line(1)]))
    fuller = crime_register([line(1, note="Có ảnh"), line(2)])
    done = run(fuller, Choices(rows={row.number: Choice.MERGE for row in plan(fuller).duplicates}))
    assert [each.note for each in opened()] == ["Có ảnh", ""]
    undo_import(officer, importable("reports"), done.batch_id)
    assert [each.note for each in opened()] == [""]


def test_undo_is_refused_once_somebody_worked_on_a_record(run: Run, opened: Opened, officer: Session) -> None:
    done = run(crime_register([line(1), line(2)]))
    report = opened()[0]
    services.edit_report(officer, report.id, report.version, {"note": "Đã gọi lại cho người báo"})
    with pytest.raises(Refused):
        undo_import(officer, importable("reports"), done.batch_id)
    assert len(opened()) == 2


def test_with_an_error_nothing_is_stored_unless_it_is_left_out(plan: Plan, officer: Session, opened: Opened) -> None:
    made = plan(crime_register([line(1), line(2, received="?"), line(3)]))
    done = run_import(officer, made, Choices(ErrorPolicy.LEAVE_OUT))
    assert (done.added, done.left_out, len(opened())) == (2, 1, 2)


def test_two_people_with_the_same_file_store_it_once(officer: Session, other_officer: Session) -> None:
    data = crime_register([line(number) for number in range(1, 6)])
    mine = plan_import(officer, importable("reports"), data)
    theirs = plan_import(other_officer, importable("reports"), data)
    run_import(officer, mine, Choices())
    done = run_import(other_officer, theirs, Choices())
    assert (done.added, done.skipped) == (0, 5)
    assert queries.count_reports(officer) == 5
