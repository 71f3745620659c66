"""Cells as people typed them over twenty years: old fonts, decomposed letters, dates and phones of every shape."""

import gc
import unicodedata
import weakref
from datetime import date, datetime
from typing import Any

import pytest

from app.common.imports import ImportPlan
from app.police.reports import queries
from app.vault.session import Session
from tests.real_input.conftest import Opened, Plan, Run
from tests.real_input.sheets import crime_register, each_text, in_tcvn3, in_vni, line

TEXTS = [
    "nghi có hoạt động mại dâm tại quán cà phê đèn mờ",
    "người dân phản ánh tiếng ồn của quán hát sau hai mươi hai giờ đêm",
    "mất trộm xe đạp điện trước cổng trường tiểu học",
    "đánh nhau gây thương tích ở chợ, đã mời hai bên lên làm việc",
    "đề nghị kiểm tra nhà nghỉ có người dưới mười tám tuổi",
]


def only(plan: ImportPlan, name: str) -> list[Any]:
    assert plan.errors == (), [(error.row, error.message) for error in plan.errors]
    return [row.values[name] for row in plan.rows]


@pytest.mark.parametrize(("turn", "named"), [(in_tcvn3, "TCVN3 (ABC)"), (in_vni, "VNI")])
def test_text_of_an_old_font_is_stored_as_unicode(run: Run, plan: Plan, opened: Opened, turn: Any, named: str) -> None:
    rows = []
    for number, text in enumerate(TEXTS, 1):
        row = line(number, content=text, informant="trần thị bưởi", received=f"{number}.3.24")
        rows.append([*row[:4], *each_text(row[4:5], turn), row[5], *each_text(row[6:7], turn), *row[7:]])
    data = crime_register(rows)
    columns = {column.field: column.encoding for column in plan(data).columns}
    assert (columns["content"], columns["place"]) == (named, None)
    run(data)
    assert [each.content for each in opened()] == TEXTS


def test_a_mixed_column_of_proper_unicode_is_left_alone(plan: Plan) -> None:
    texts = ["Quán “Café René” của ông Müller", "Mất trộm ở chợ", "NGUYỄN VĂN À đánh bạc", "Karaoke Ñandú"]
    assert only(plan(crime_register([line(n, content=t) for n, t in enumerate(texts, 1)])), "content") == texts


def test_decomposed_letters_are_composed_in_headings_and_rows(run: Run, opened: Opened, officer: Session) -> None:
    data = crime_register([each_text(line(1, content="Báo mất trộm ở Xóm Giữa"), to_nfd)])
    run(data)
    [report] = opened()
    assert report.content == unicodedata.normalize("NFC", "Báo mất trộm ở Xóm Giữa")
    assert [row.number for row in queries.list_reports(officer).rows] == [report.number]


def to_nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


DAYS: list[tuple[Any, date]] = [
    (date(2024, 3, 5), date(2024, 3, 5)),
    (datetime(2024, 3, 5), date(2024, 3, 5)),
    ("05/03/2024", date(2024, 3, 5)),
    ("5/3/24", date(2024, 3, 5)),
    ("5.3.24", date(2024, 3, 5)),
    ("05-03-2024", date(2024, 3, 5)),
    ("2024-03-05", date(2024, 3, 5)),
    (" 05 / 03 / 2024 ", date(2024, 3, 5)),
    ("ngày 5 tháng 3 năm 2024", date(2024, 3, 5)),
    (45356, date(2024, 3, 5)),
    (45356.0, date(2024, 3, 5)),
    ("29/02/2024", date(2024, 2, 29)),
]


@pytest.mark.parametrize(("said", "meant"), DAYS, ids=[str(said) for said, _ in DAYS])
def test_a_day_is_read_as_it_was_meant(plan: Plan, said: Any, meant: date) -> None:
    assert only(plan(crime_register([line(1, received=said)])), "received") == [meant]


@pytest.mark.parametrize(
    "said", ["14h30 ngày 05/03/2024", "05/03/2024 14:30", datetime(2024, 3, 5, 14, 30), 45356.6041667]
)
def test_an_hour_is_kept_where_it_is_written(plan: Plan, said: Any) -> None:
    assert only(plan(crime_register([line(1, received=said)])), "received") == [datetime(2024, 3, 5, 14, 30)]


@pytest.mark.parametrize(
    "said", ["30/02/2024", "29/02/2023", "31.4.24", "32/01/2024", "hôm mưa", "hôm qua", "8h05 hôm qua", 12, "0/0/0000"]
)
def test_a_day_that_does_not_exist_is_an_error_of_that_row(plan: Plan, said: Any) -> None:
    [error] = plan(crime_register([line(1, received=said)])).errors
    assert (error.row, error.field) == (6, "received")


def test_a_day_that_has_not_come_is_an_error(plan: Plan) -> None:
    [error] = plan(crime_register([line(1, received="05/03/2099")])).errors
    assert error.field == "received"


PHONES: list[tuple[Any, str]] = [
    ("0912345678", "0912345678"),
    (912345678, "0912345678"),
    (912345678.0, "0912345678"),
    ("0912.345.678", "0912345678"),
    ("0912 345 678", "0912345678"),
    ("+84 912 345 678", "0912345678"),
    ("84912345678", "0912345678"),
]


@pytest.mark.parametrize(("said", "meant"), PHONES, ids=[str(said) for said, _ in PHONES])
def test_a_phone_gets_its_zero_back(plan: Plan, said: Any, meant: str) -> None:
    assert only(plan(crime_register([line(1, phone=said)])), "phone") == [meant]


@pytest.mark.parametrize("said", ["không có", "113", "0912345678 (con gái)", "1234", "chưa rõ"])
def test_an_odd_phone_is_never_refused(plan: Plan, said: str) -> None:
    made = plan(crime_register([line(1, phone=said)]))
    assert made.errors == ()
    assert made.rows[0].values["phone"]


def test_cells_that_hold_an_error_of_excel_do_not_break_the_reading(plan: Plan) -> None:
    made = plan(crime_register([line(1, note="#REF!"), line(2, note="=1/0")]))
    assert made.errors == ()
    assert len(made.rows) == 2


def test_a_text_of_many_lines_stays_whole(run: Run, opened: Opened) -> None:
    long = "Dòng một\nDòng hai\r\n" + "rất dài " * 600
    run(crime_register([line(1, content=long)]))
    [report] = opened()
    assert "Dòng hai" in report.content
    assert report.content.count("rất dài") == 600


def test_a_number_stays_text_with_its_zeros(run: Run, opened: Opened) -> None:
    run(crime_register([line(1, number="007/2024/TB", received=date(2024, 1, 2))]))
    [report] = opened()
    assert report.number == "007/2024/TB"


def test_a_plan_that_is_let_go_leaves_nothing_of_its_rows_in_memory(plan: Plan) -> None:
    """The collector is held off while a register is read: what a plan holds must go without it."""
    made = plan(crime_register([line(1, received="hôm mưa"), line(2)]))
    assert gc.isenabled()
    gc.disable()
    try:
        error = weakref.ref(made.errors[0].why)
        del made
        assert error() is None
    finally:
        gc.enable()
