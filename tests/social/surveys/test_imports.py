"""Does a sheet in Excel become surveys, without anything that would name somebody; twice nothing, and back again?"""

from datetime import date

import pytest

from app.common.imports import Choice, ErrorPolicy, ImportPlan
from app.exchange.importing import Choices, plan_import, run_import, undo_import
from app.social.surveys import queries, services
from app.social.surveys.imports import SURVEY_IMPORT, survey_import
from app.social.surveys.models import Sort
from app.social.surveys.terms import AgeBand, Difficulty, Sex
from app.social.surveys.values import Answers
from app.vault.errors import NotFound, Refused
from app.vault.session import Session
from tests.social.surveys.builders import answers, villages
from tests.social.surveys.sheets import row, workbook


def planned(session: Session, *rows: tuple[object, ...]) -> ImportPlan:
    return plan_import(session, SURVEY_IMPORT, workbook(*rows))


def stored(session: Session) -> list[Answers]:
    return [each.answers for each in queries.list_surveys(session, sort=Sort.NUMBER).rows]


def test_a_row_is_stored_as_it_stands_but_for_what_would_name_somebody(lead: Session) -> None:
    [near, _far] = villages(lead)
    plan = planned(lead, row(note="Gọi 0987 612 345 sau 17 giờ"))
    assert {column.heading for column in plan.ignored} == {"Họ và tên", "Số điện thoại"}
    assert [each.field for each in plan.warnings] == ["remark"]

    run_import(lead, plan, Choices())

    assert stored(lead) == [
        Answers(
            group="establishment_workers",
            needs=frozenset({"job", "health", "vocational_training"}),
            surveyed_on=date(2026, 3, 5),
            year=2026,
            quarter=1,
            village_id=near,
            sex=Sex.FEMALE,
            age_band=AgeBand.FROM_25,
            difficulty=Difficulty.YES,
            workplace="karaoke",
            surveyor="Chi hội thôn",
            remark="Gọi … sau 17 giờ",
        )
    ]
    for words in ("Bịa", "0987612345", "Sao Đêm", "1998"):
        assert queries.search_surveys(lead, words) == []


def test_people_who_answer_alike_are_different_people_and_the_same_file_again_changes_nothing(lead: Session) -> None:
    same = [row(number, name=f"Người {number}") for number in range(1, 4)]
    done = run_import(lead, planned(lead, *same), Choices())
    assert (done.added, done.skipped) == (3, 0)

    again = planned(lead, *same)
    assert (len(again.ready), len(again.duplicates)) == (0, 3)
    assert run_import(lead, again, Choices()).added == 0
    # Another file where a fourth person answers alike: known as like, stored where somebody says so.
    more = planned(lead, *same, row(4))
    assert [each.number for each in more.ready] == [7]
    other = {more.duplicates[0].number: Choice.STORE}
    assert run_import(lead, more, Choices(rows=other)).added == 2
    # With the number of a form there is no doubt: such a row is never stored twice.
    headings = ("Số phiếu", "Đối tượng", "Năm", "Nhu cầu")
    numbered = workbook(("P1", "Thanh niên", 2025, "Vay vốn"), headings=headings)
    assert run_import(lead, plan_import(lead, SURVEY_IMPORT, numbered), Choices()).added == 1
    [known] = plan_import(lead, SURVEY_IMPORT, numbered).duplicates
    assert known.duplicate_of is not None and known.duplicate_of.exact


def test_an_import_is_taken_back_as_a_whole_unless_somebody_worked_on_it(lead: Session, viewer: Session) -> None:
    before = services.enter(lead, answers())
    first = run_import(lead, planned(lead, row(1), row(2, note="khác")), Choices())
    assert undo_import(lead, SURVEY_IMPORT, first.batch_id) == 2
    assert [each.number for each in queries.list_surveys(lead).rows] == [before.number]
    assert queries.search_surveys(lead, "khác") == []
    with pytest.raises(NotFound):
        undo_import(lead, SURVEY_IMPORT, first.batch_id)

    second = run_import(lead, planned(lead, row(1)), Choices())
    survey = next(each for each in queries.list_surveys(lead).rows if each.imported)
    assert survey.number == "KS26-0004"  # numbers stay given
    services.edit(lead, survey.id, answers())
    with pytest.raises(Refused):
        undo_import(lead, SURVEY_IMPORT, second.batch_id)
    assert [each.added for each in SURVEY_IMPORT.earlier(lead)] == [1]
    with pytest.raises(Refused):
        planned(viewer, row(1))


def test_what_a_row_lacks_or_says_wrongly_is_said_at_its_column(lead: Session) -> None:
    plan = planned(
        lead,
        row(1, group=""),
        row(2, group="Khách du lịch"),
        row(3, day=""),
        row(4, day="05/03/2027"),
        row(5, needs="", training=""),
        row(6, training="ba"),
        row(7, birth="lâu rồi"),
        row(8, difficulty="chắc vậy"),
    )
    found = {error.row - 3: error.field for error in plan.errors}
    assert found == {
        1: "group", 2: "group", 3: "surveyed_on", 4: "surveyed_on", 5: "needs", 6: "need_vocational_training",
        7: "age", 8: "difficulty",
    }  # fmt: skip
    assert run_import(lead, plan, Choices(ErrorPolicy.LEAVE_OUT)).left_out == 8
    # A group for the whole file helps the row that says none.
    helped = plan_import(lead, survey_import("unemployed_youth"), workbook(row(1, group="")))
    run_import(lead, helped, Choices())
    assert [each.group for each in stored(lead)] == ["unemployed_youth"]


def test_what_is_not_quite_clear_is_stored_with_a_remark(lead: Session) -> None:
    villages(lead)
    headings = ("Nhóm", "Thôn", "Tuổi", "Quý", "Năm", "Nhu cầu", "Hoàn cảnh", "Nơi làm việc")
    sheet = workbook(
        ("Thanh niên thất nghiệp", "Xã khác", "16-20", "II", 2025, "Xuất khẩu lao động", "Khó khăn", "Chợ đêm"),
        ("Người bán dâm khó khăn về tài chính", "Thôn Cây Gạo", "dưới 18", "Quý 3/2024", "", "không", "không rõ", ""),
        headings=headings,
    )
    plan = plan_import(lead, SURVEY_IMPORT, sheet)
    assert plan.errors == ()
    assert sorted(each.field for each in plan.warnings) == ["age", "needs", "village", "workplace"]
    run_import(lead, plan, Choices())
    youth, woman = sorted(stored(lead), key=lambda each: -(each.year or 0))
    assert (youth.village_id, youth.age_band, youth.year, youth.quarter) == (None, AgeBand.FROM_18, 2025, 2)
    assert (youth.needs, youth.workplace, youth.difficulty) == (frozenset({"other"}), "other", Difficulty.YES)
    assert (woman.age_band, woman.year, woman.quarter) == (AgeBand.UNDER_18, 2024, 3)
    assert (woman.needs, woman.difficulty) == (frozenset({"none"}), Difficulty.UNKNOWN)
