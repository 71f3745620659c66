"""Does a paper register of counselling come in by code, with consent, and never a name, a phone or a result?"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from app.common.imports import Choice, ErrorPolicy, ImportPlan
from app.exchange.importing import Choices, RowsHaveErrors, plan_import, run_import, undo_import
from app.health.appointments import services as appointments
from app.health.clients import services as clients
from app.health.clients.erasure import erase_client
from app.health.clients.queries import count_clients, list_clients
from app.health.clients.services import read_again
from app.health.counselling import queries, services
from app.health.counselling.import_models import ImportedSession
from app.health.counselling.imports import COUNSELLING_IMPORT, counselling_import
from app.health.counselling.values import NewSession
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session
from tests.health.builders import TODAY, opened

HEAD = ("STT", "Ngày tư vấn", "Mã", "Đồng ý lập hồ sơ", "Giới tính", "Năm sinh", "Nội dung tư vấn", "Hẹn lần sau")
TOPIC = "Phòng, chống HIV/AIDS"


def sheet(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for line in (head, *rows):
        page.append(list(line))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def planned(
    session: Session, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, agreed: str = ""
) -> ImportPlan:
    return plan_import(session, counselling_import(agreed) if agreed else COUNSELLING_IMPORT, sheet(rows, head))


def register(code: str) -> list[list[Any]]:
    """Somebody known, two visits of somebody new, and somebody else who is new."""
    return [
        [1, datetime(2026, 3, 11), code, "", "", "", TOPIC, "25/03/2026"],
        [2, datetime(2026, 2, 2), "mới 1", "có", "nữ", 1999, f"{TOPIC}; Viêm gan B, C", ""],
        [3, datetime(2026, 2, 20), "Mới 1", "", "", "", TOPIC, datetime(2026, 4, 1)],
        [4, "03/03/2026", "mới", "bằng phiếu", "nam", "", TOPIC, ""],
    ]


def everything(session: Session) -> tuple[int, int]:
    return count_clients(session), queries.count_sessions(session)


def test_a_register_comes_in_by_code_and_goes_back_as_one_step(lead: Session) -> None:
    known = opened(lead)
    before = read_again(lead, known.id)
    plan = planned(lead, register(known.code.lower().replace("-", "")))
    assert (len(plan.ready), plan.errors) == (4, ())
    assert everything(lead) == (1, 0)  # a plan stores nothing
    result = run_import(lead, plan, Choices())
    assert (result.added, everything(lead)) == (4, (3, 4))
    twice = [row for row in queries.list_sessions(lead).rows if row.held_on in (date(2026, 2, 2), date(2026, 2, 20))]
    assert len({row.client for row in twice}) == 1  # “mới 1” is one person
    new = read_again(lead, clients.find_code(lead, twice[0].client))
    assert (new.facts.sex, new.facts.birth_year, new.facts.first_on) == ("female", 1999, date(2026, 2, 2))
    assert new.next_visit_on == date(2026, 4, 1) and not new.person
    assert [each.state.value for each in new.consents] == ["given"]
    assert read_again(lead, known.id).next_visit_on == date(2026, 3, 25)

    again = plan_import(lead, COUNSELLING_IMPORT, sheet(register(known.code)))
    assert (len(again.ready), len(again.duplicates)) == (0, 4)
    assert run_import(lead, again, Choices()).added == 0

    assert undo_import(lead, COUNSELLING_IMPORT, result.batch_id) == 4
    assert everything(lead) == (1, 0)
    after = read_again(lead, known.id)
    assert (after.last_visit_on, after.next_visit_on) == (before.last_visit_on, None)
    assert appointments.of_client(lead, known.id) == ()
    assert run_import(lead, planned(lead, register(known.code)), Choices()).added == 4


@pytest.mark.parametrize(
    ("heading", "samples"),
    [
        ("Họ và tên", ["x"]),
        ("Điện thoại", [""]),
        ("Địa chỉ", ["thôn 3"]),
        ("Số CCCD", [""]),
        ("Người đến", ["Nguyễn Thị Lan", "Trần Văn Bình"]),
        ("Ghi chú", ["0912345678", "0987 654 321"]),
        ("", ["031198001234", "031198001235"]),
    ],
)
def test_a_column_that_names_somebody_is_refused_before_anything_is_stored(
    heading: str, samples: list[str], lead: Session
) -> None:
    rows = [[*line, samples[at % len(samples)]] for at, line in enumerate(register(opened(lead).code))]
    with pytest.raises(Refused, match="by code alone") as refused:
        planned(lead, rows, (*HEAD, heading))
    assert refused.value.values["letter"] == "I"
    assert not [each for each in samples if len(each) > 6 and each in str(refused.value)]
    assert everything(lead) == (1, 0)


@pytest.mark.parametrize("heading", ["Kết quả xét nghiệm", "HIV dương tính", "Chẩn đoán"])
def test_a_column_of_results_is_refused(heading: str, lead: Session) -> None:
    rows = [[*line, ""] for line in register(opened(lead).code)]
    with pytest.raises(Refused, match="where the client's consent stands"):
        planned(lead, rows, (*HEAD, heading))


def test_the_name_of_whoever_counselled_is_no_clients_name(lead: Session, officer: Session) -> None:
    rows = [
        [*line, name]
        for line, name in zip(register(opened(lead).code), ("Lò Thị Pản", "Lò Thị Pản", "Ai Đó", ""), strict=True)
    ]
    plan = planned(lead, rows, (*HEAD, "Cán bộ tư vấn"))
    assert len(plan.ready) == 4
    assert [each.row for each in plan.warnings] == [4]  # nobody of that name; it is the importer's
    run_import(lead, plan, Choices())
    assert {row.counsellor for row in queries.list_sessions(lead).rows} == {"Lò Thị Pản", lead.account.full_name}


def test_without_consent_a_wrong_code_or_an_unknown_topic_no_row_is_kept(lead: Session) -> None:
    known = opened(lead)
    rows = [
        [1, datetime(2026, 3, 11), known.code[:-1] + ("2" if known.code[-1] != "2" else "3"), "", "", "", TOPIC, ""],
        [2, datetime(2026, 2, 2), "mới", "", "nữ", 1999, TOPIC, ""],
        [3, datetime(2026, 2, 2), "mới", "không", "nữ", 1999, TOPIC, ""],
        [4, datetime(2026, 3, 11), known.code, "", "", "", "gặp chị Lan ở chợ", ""],
        [5, datetime(2026, 3, 12), "mới", "có", "", "", TOPIC, ""],
        [6, datetime(2026, 3, 10), known.code, "", "", "", TOPIC, ""],
        [7, datetime(2026, 3, 11), "mới", "có", "", "", TOPIC, "1/1/2026"],
        [8, datetime(2026, 3, 11), known.code, "", "", "", TOPIC, ""],
    ]
    plan = planned(lead, rows)
    assert [(each.row, each.field) for each in plan.errors] == [
        *((2, "who"), (3, "agreed"), (4, "agreed"), (5, "topics"), (6, "held_on"), (7, "held_on"), (8, "next_visit_on"))
    ]
    with pytest.raises(RowsHaveErrors):
        run_import(lead, plan, Choices())
    assert everything(lead) == (1, 0)
    assert run_import(lead, plan, Choices(ErrorPolicy.LEAVE_OUT)).added == 1
    # said for the whole file, the consent of the new ones holds; a “không” in the row stays a no
    plan = planned(lead, rows[1:3], agreed="oral")
    assert [(each.row, each.field) for each in plan.errors] == [(3, "agreed")]


def test_an_import_that_was_worked_on_is_not_undone_as_a_whole(lead: Session) -> None:
    known = opened(lead)
    result = run_import(lead, planned(lead, register(known.code)), Choices())
    new = next(row for row in list_clients(lead).rows if row.code != known.code)
    services.record_session(lead, new.id, NewSession(TODAY, topics=("sti",)))
    with pytest.raises(Refused, match="worked on"):
        undo_import(lead, COUNSELLING_IMPORT, result.batch_id)
    assert everything(lead) == (3, 5)


def test_a_session_of_that_day_is_pointed_out_and_stored_only_by_choice(lead: Session) -> None:
    known = opened(lead)
    services.record_session(lead, known.id, NewSession(TODAY, topics=("sti",)))
    plan = planned(lead, register(known.code)[:1])
    (row,) = plan.duplicates
    assert row.duplicate_of is not None and not row.duplicate_of.exact
    assert run_import(lead, plan, Choices()).added == 0
    assert run_import(lead, plan, Choices(rows={row.number: Choice.STORE})).added == 1


def test_erasing_a_client_leaves_nothing_by_which_the_register_could_be_compared(lead: Session) -> None:
    run_import(lead, planned(lead, register(opened(lead).code)[1:2]), Choices())
    (row,) = queries.list_sessions(lead).rows
    erase_client(lead, clients.find_code(lead, row.client), row.client)
    with lead.read() as db:
        assert db.scalars(select(ImportedSession)).all() == []


def test_who_may_and_what_the_audit_hears(
    lead: Session, officer: Session, viewer: Session, police_lead: Session
) -> None:
    known = opened(lead)
    run_import(officer, planned(officer, register(known.code)), Choices())
    with pytest.raises(Refused, match="level"):
        planned(viewer, register(known.code))
    with pytest.raises(Exception, match=r"another unit|no such table"):
        planned(police_lead, register(known.code))
    with lead.read() as db:
        told = [(each.action, str(each.detail)) for each in audit.entries(db, Compartment.HEALTH, limit=100)]
    assert "counselling.import" in {action for action, _ in told}
    assert not [detail for _, detail in told if "hiv" in detail or "1999" in detail]
