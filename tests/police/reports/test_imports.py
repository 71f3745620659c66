"""The paper registers become reports: kinds, states, numbers, limits; twice changes nothing; undone as one."""

from datetime import date

import pytest

from app.common.imports import Choice
from app.exchange.importing import Choices, plan_import, run_import, undo_import
from app.police.reports import queries, services, services_review
from app.police.reports.imports import REPORT_IMPORT, report_import
from app.police.reports.terms import Classification, ReporterForm, ReportKind, State
from app.police.reports.values import ReportDetail
from app.registry import services as shared
from app.vault.errors import Cancelled, Refused
from app.vault.session import Session
from tests.police.reports.builders import received
from tests.police.reports.registers import LETTER_HEADINGS, VISIT_HEADINGS, reports_plan, row, workbook


def imported(session: Session, *rows: tuple[object, ...]) -> str:
    return run_import(session, reports_plan(session, *rows), Choices()).batch_id


def by_number(session: Session, number: str) -> ReportDetail:
    return services.read_again(session, services.find_number(session, number))


def test_a_row_of_the_report_register_is_stored_as_it_stands(lead: Session) -> None:
    shared.add_village(lead, "Thôn Đông")
    imported(lead, row("007", note="gọi lại sau 17 giờ"))
    detail = by_number(lead, "7/2025/TB")
    assert (detail.kind, detail.state, detail.received_on) == (
        ReportKind.CRIME_REPORT, State.CLOSED, date(2025, 3, 5),
    )  # fmt: skip
    assert (detail.source, detail.village, detail.officer) == ("phone", "Thôn Đông", "Vũ Hải Nam")
    assert detail.reporter is not None and detail.reporter.name == "Nguyễn Thị Hòa"
    assert (detail.note, detail.due_on, detail.received_time) == ("gọi lại sau 17 giờ", None, None)
    assert [each.action for each in detail.timeline] == ["import"]


@pytest.mark.parametrize(
    ("wording", "kind", "instance"),
    [
        ("Tố giác tội phạm", ReportKind.CRIME_REPORT, 1),
        ("Đơn tố cáo", ReportKind.DENUNCIATION, 1),
        ("Khiếu nại lần 2", ReportKind.COMPLAINT, 2),
        ("KN/1 người", ReportKind.COMPLAINT, 1),
        ("Kiến nghị/5 người", ReportKind.PETITION, 1),
        ("phan anh", ReportKind.FEEDBACK, 1),
        ("Kiến nghị khởi tố", ReportKind.CRIME_REPORT, 1),
    ],
)
def test_the_kind_is_known_by_its_words(lead: Session, wording: str, kind: ReportKind, instance: int) -> None:
    imported(lead, row(sorting=wording))
    found = queries.list_reports(lead).rows[0]
    assert (found.kind, found.instance) == (kind, instance)


@pytest.mark.parametrize(
    ("wording", "state"),
    [
        ("Đã giải quyết xong", State.CLOSED),
        ("Xử phạt hành chính", State.CLOSED),
        ("Đang xác minh", State.VERIFYING),
        ("Không thụ lý, trả lại đơn", State.DECLINED),
        ("Chuyển cơ quan CSĐT", State.TRANSFERRED),
        ("Đã thụ lý", State.ACCEPTED),
        ("", State.RECEIVED),
    ],
)
def test_the_state_is_known_where_the_result_is_clear(lead: Session, wording: str, state: State) -> None:
    imported(lead, row(outcome=wording))
    assert queries.list_reports(lead).rows[0].state is state


def test_a_number_of_the_paper_is_kept_when_free_and_the_others_go_on_after_it(lead: Session) -> None:
    imported(lead, row("", content="một"), row("012/2025/TB", content="hai"), row("12", content="ba"))
    numbers = {each.content: each.number for each in queries.list_reports(lead).rows}
    assert numbers == {"một": "013/2025/TB", "hai": "012/2025/TB", "ba": "014/2025/TB"}


def test_the_symbol_of_a_number_tells_the_kind_where_nothing_else_does(lead: Session) -> None:
    imported(lead, row("05/2025/PA", sorting=""))
    assert queries.list_reports(lead).rows[0].number == "005/2025/PA"


def test_a_register_of_letters_tells_its_kinds_or_asks(lead: Session) -> None:
    line = (
        1,
        "21",
        "06/02/2025",
        "Trần Văn Bình",
        "Qua bưu chính",
        "Đề nghị trả lại giấy tờ",
        None,
        None,
        None,
        None,
        "",
    )
    data = workbook(LETTER_HEADINGS, line)
    plan = plan_import(lead, REPORT_IMPORT, data)
    assert [(error.row, error.field) for error in plan.errors] == [(5, "sorting")]
    chosen = plan_import(lead, report_import(ReportKind.PETITION), data)
    run_import(lead, chosen, Choices())
    assert queries.list_reports(lead).rows[0].number == "021/2025/KNG"


def test_a_register_of_visits_is_read_too(lead: Session) -> None:
    line = (
        1,
        "06/02/2025",
        "Trần Văn Bình",
        "Phản ánh tiếng ồn",
        "Phản ánh/1",
        "",
        "Hướng dẫn, đã giải quyết",
        "1",
        "Lân",
    )
    run_import(lead, plan_import(lead, REPORT_IMPORT, workbook(VISIT_HEADINGS, line)), Choices())
    found = queries.list_reports(lead).rows[0]
    assert (found.kind, found.state, found.reporter) == (ReportKind.FEEDBACK, State.CLOSED, "Trần Văn Bình")


def test_what_still_runs_is_due_by_the_law_or_by_the_papers_own_limit(lead: Session) -> None:
    lines = [list(row(content=content, outcome="Đang xác minh", day="02/03/2026")) for content in ("một", "hai")]
    lines[1][8] = "20/03/2026"
    run_import(lead, reports_plan(lead, *lines), Choices())
    due = {each.content: each.due_on for each in queries.list_reports(lead).rows}
    assert due == {"một": date(2026, 3, 23), "hai": date(2026, 3, 20)}


def test_a_denouncer_out_of_an_old_register_is_sealed(lead: Session) -> None:
    imported(lead, row(sorting="Tố cáo", reporter="Bùi Thị Quyên"))
    found = queries.list_reports(lead).rows[0]
    assert found.reporter_sealed and queries.search_reports(lead, "Quyên") == []
    assert services.reveal_reporter(lead, found.id, "Đối chiếu sổ").name == "Bùi Thị Quyên"


def test_the_words_for_nobody_are_nobody(lead: Session) -> None:
    imported(lead, row(reporter="Nặc danh"))
    assert services.read_again(lead, queries.list_reports(lead).rows[0].id).reporter_form is ReporterForm.ANONYMOUS


def test_what_verification_showed_is_no_kind(lead: Session) -> None:
    imported(lead, row("3", sorting="Vi phạm hành chính"))
    assert by_number(lead, "3/2025/TB").classification is Classification.ADMINISTRATIVE


def test_the_same_file_again_changes_nothing(lead: Session) -> None:
    lines = (row("1"), row("2", content="khác"))
    imported(lead, *lines)
    again = reports_plan(lead, *lines)
    assert (len(again.ready), len(again.duplicates)) == (0, 2)
    assert run_import(lead, again, Choices()).added == 0
    assert queries.count_reports(lead) == 2


def test_the_same_file_is_known_again_after_its_reports_were_worked_on(lead: Session) -> None:
    imported(lead, row("1", outcome=""))
    report = queries.list_reports(lead).rows[0]
    services.edit_report(lead, report.id, report.version, {"content": "viết lại cho rõ"})
    assert reports_plan(lead, row("1", outcome="")).ready == ()


def test_the_same_number_with_other_words_is_shown_as_alike(lead: Session) -> None:
    imported(lead, row("1"))
    (alike,) = reports_plan(lead, row("1", content="Mở nhạc rất lớn")).duplicates
    assert alike.duplicate_of is not None
    assert (alike.duplicate_of.exact, alike.duplicate_of.number) == (False, "001/2025/TB")


def test_merging_fills_what_is_missing_and_overwrites_nothing(lead: Session) -> None:
    imported(lead, row("1", note=""))
    plan = reports_plan(lead, row("1", note="bổ sung"))
    result = run_import(lead, plan, Choices(rows={plan.rows[0].number: Choice.MERGE}))
    assert result.merged == 1
    detail = by_number(lead, "1/2025/TB")
    assert (detail.note, detail.handling) == ("bổ sung", "Đã giải quyết")
    undo_import(lead, REPORT_IMPORT, result.batch_id)
    assert by_number(lead, "1/2025/TB").note == ""


def test_a_run_is_undone_as_one_and_leaves_nothing(lead: Session) -> None:
    kept = received(lead)
    batch = imported(lead, row("1"), row("2", content="khác"))
    assert undo_import(lead, REPORT_IMPORT, batch) == 2
    assert [each.id for each in queries.list_reports(lead).rows] == [kept.report_id]
    assert queries.search_reports(lead, "khac") == []
    imported(lead, row("1"))
    assert by_number(lead, "1/2025/TB").state is State.CLOSED


def test_a_run_is_not_undone_once_somebody_worked_on_it(lead: Session) -> None:
    batch = imported(lead, row("1"), row("2", content="khác"))
    services_review.remove(lead, services.find_number(lead, "1/2025/TB"), "Nhập trùng")
    with pytest.raises(Refused):
        undo_import(lead, REPORT_IMPORT, batch)
    assert by_number(lead, "2/2025/TB").content == "khác"


def test_a_cancelled_run_stores_nothing(lead: Session) -> None:
    plan = reports_plan(lead, row("1"))
    with pytest.raises(Cancelled):
        run_import(lead, plan, Choices(), cancelled=lambda: True)
    assert queries.count_reports(lead) == 0


def test_a_viewer_imports_nothing(viewer: Session) -> None:
    with pytest.raises(Refused):
        reports_plan(viewer, row("1"))


def test_an_undo_that_is_cancelled_leaves_the_import_as_it_was(lead: Session) -> None:
    batch = imported(lead, row("1"), row("2", content="khác"))
    with pytest.raises(Cancelled):
        undo_import(lead, REPORT_IMPORT, batch, cancelled=lambda: True)
    assert queries.count_reports(lead) == 2
    assert len(queries.search_reports(lead, "khac")) == 1


@pytest.mark.parametrize("person", ["", "Nặc danh", "Lê Thị Kín"])
def test_a_denouncers_phone_and_address_are_sealed_even_without_a_name(lead: Session, person: str) -> None:
    headings = ("Ngày tiếp nhận", "Người đứng đơn", "SĐT", "Địa chỉ", "Tóm tắt nội dung", "Phân loại")
    data = workbook(headings, ("05/03/2025", person or None, "0912345678", "Ngõ Kín 7", "Nhận tiền bỏ qua", "Tố cáo"))
    run_import(lead, plan_import(lead, REPORT_IMPORT, data), Choices())
    row = queries.list_reports(lead).rows[0]
    assert row.kind is ReportKind.DENUNCIATION and row.reporter_sealed
    assert queries.search_reports(lead, "0912345678") == []
    with lead.read() as db:
        stored = db.connection().exec_driver_sql("SELECT * FROM police.reports").all()
    assert "0912345678" not in str(stored) and "Ngõ Kín" not in str(stored)
    known = services.reveal_reporter(lead, row.id, "xác minh")
    assert (known.name, known.phone) == ("Lê Thị Kín" if "Kín" in person else "", "0912345678")
