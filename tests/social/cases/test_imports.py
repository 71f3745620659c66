"""Registers of people who were helped: consent row by row or for the file, twice changes nothing, undone as one."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select, text

from app.common.i18n import sentence
from app.common.imports import Choice, ImportKind, ImportPlan
from app.exchange import importing
from app.exchange.importing import Choices, ImportResult, RowsHaveErrors, plan_import, undo_import
from app.social.cases import queries, services
from app.social.cases.import_storage import Bases
from app.social.cases.imports import CASE_IMPORT, case_import
from app.social.cases.models import Case, Consent, Identity
from app.social.cases.terms import Flag, Outcome, Source, State
from app.social.keeping import sweep
from app.social.masking import IdentityWords
from app.vault.errors import Refused
from app.vault.session import Session

HEADINGS = (
    "STT", "Ngày lập hồ sơ", "Họ và tên", "Năm sinh", "Giới tính", "Địa chỉ", "Thôn", "SĐT", "Nguồn", "Diện đặc biệt",
    "Đồng ý", "Nhu cầu", "Cán bộ phụ trách", "Kết quả", "Ngày kết thúc",
)  # fmt: skip


def book(headings: Sequence[str], *rows: Sequence[Any]) -> bytes:
    made = Workbook()
    sheet: Any = made.active
    for row in (("SỔ THEO DÕI HỖ TRỢ HÒA NHẬP CỘNG ĐỒNG",), headings, *rows):
        sheet.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def row(name: str, **more: Any) -> tuple[Any, ...]:
    cells = {
        "Ngày lập hồ sơ": datetime(2025, 11, 3), "Năm sinh": 1994, "Giới tính": "Nữ", "Địa chỉ": f"Nhà của {name}",
        "Nguồn": "Hội Phụ nữ", "Đồng ý": "x", "Nhu cầu": "Học may",
    } | more  # fmt: skip
    return tuple({"STT": 1, "Họ và tên": name}.get(heading, cells.get(heading)) for heading in HEADINGS)


def plan(session: Session, *rows: Sequence[Any], kind: ImportKind = CASE_IMPORT) -> ImportPlan:
    return plan_import(session, kind, book(HEADINGS, *rows))


def run_import(session: Session, made: ImportPlan, choices: Choices = Choices()) -> ImportResult:  # noqa: B008
    return importing.run_import(session, made, choices)


def case_of(session: Session, name: str) -> Case:
    with session.read() as db:
        query = select(Case).join(Identity, Identity.case_id == Case.id).where(Identity.real_name == name)
        case = db.scalars(query).one()
        db.expunge(case)
        return case


def test_a_row_becomes_a_case_as_its_register_tells_it(lead: Session, officer: Session) -> None:
    made = plan(
        lead,
        row("Lường Thị Bưởi", **{"Diện đặc biệt": "Nạn nhân bạo lực gia đình", "Cán bộ phụ trách": "Hà Thị Mơ"}),
        row("Chảo Mùi Phẩy", **{"Kết quả": "Đã ổn định", "Ngày kết thúc": "20/02/2026", "Đồng ý": "đã ký 05/11/2025"}),
    )
    assert [field for column in made.columns if (field := column.field)] == [
        "opened_on", "real_name", "birth", "sex", "address", "village", "phone", "source", "flags", "agreed", "note",
        "worker", "outcome", "closed_on",
    ]  # fmt: skip
    assert made.errors == ()
    assert run_import(lead, made).added == 2

    open_, ended = case_of(lead, "Lường Thị Bưởi"), case_of(lead, "Chảo Mùi Phẩy")
    assert (open_.opened_on, open_.state, open_.source) == (date(2025, 11, 3), State.INTAKE, Source.UNION)
    assert (open_.code, open_.violence, open_.worker_id) == ("HT25-001", True, officer.account.id)
    assert (ended.state, ended.outcome, ended.closed_on) == (State.CLOSED, Outcome.GOAL_MET, date(2026, 2, 20))
    # Six months after 20/02/2026 lie ahead: somebody asks then how it goes.
    assert ended.check_on == date(2026, 8, 20)
    with lead.read() as db:
        days = dict(db.execute(select(Consent.case_id, Consent.given_on)).all())
    assert days == {open_.id: date(2025, 11, 3), ended.id: date(2025, 11, 5)}
    detail = services.show_case(lead, open_.id)
    assert Flag.VIOLENCE in detail.flags
    assert "Bưởi" not in repr(detail)


def test_nobody_is_recorded_without_their_agreement(lead: Session) -> None:
    rows = (row("Lường Thị Bưởi", **{"Đồng ý": None}), row("Tẩn Sử Mẩy", **{"Đồng ý": "không"}))
    made = plan(lead, *rows)
    assert [(error.row, error.field) for error in made.errors] == [(3, "agreed"), (4, "agreed")]
    with pytest.raises(RowsHaveErrors):
        run_import(lead, made)
    assert queries.count_cases(lead) == 0

    # Of the whole file it can be said that everybody signed; a no in a row still counts.
    of_all = plan(lead, *rows, kind=case_import(Bases.SIGNED))
    assert [error.row for error in of_all.errors] == [4]

    # What the service would refuse is said of its row, beforehand.
    absurd = plan(lead, row("Lường Thị Bưởi", **{"Ngày lập hồ sơ": datetime(1901, 1, 1)}))
    assert [(error.row, error.field) for error in absurd.errors] == [(3, "opened_on")]


def test_the_same_file_again_changes_nothing_and_people_alike_are_pointed_out(lead: Session) -> None:
    first = row("Lường Thị Bưởi", SĐT="0912 000 111")
    run_import(lead, plan(lead, first))

    again = plan(lead, first, row("Lường Thị Bươi", **{"Ngày lập hồ sơ": datetime(2026, 1, 5)}))
    found = [each.duplicate_of for each in again.duplicates]
    assert [each.exact for each in found if each is not None] == [True, False]
    assert run_import(lead, again).added == 0

    # Merging fills what is not known, and keeps what is.
    address = {"Địa chỉ": "Nơi khác"}
    more = plan(lead, row("Lường Thị Bưởi", **address | {"Ngày lập hồ sơ": datetime(2026, 1, 5)}, SĐT="0912 999 999"))
    done = run_import(lead, more, Choices(rows={3: Choice.MERGE}))
    assert (done.added, done.merged) == (0, 0)  # nothing was missing
    person = services.reveal_identity(lead, case_of(lead, "Lường Thị Bưởi").id, "kiểm tra")
    assert (person.phone, person.address) == ("0912000111", "Nhà của Lường Thị Bưởi")


def test_an_import_taken_back_leaves_nobody_behind(lead: Session) -> None:
    done = run_import(lead, plan(lead, row("Lường Thị Bưởi"), row("Tẩn Sử Mẩy", **{"Kết quả": "Mất liên lạc"})))
    assert queries.search_cases(lead, "Tẩn Sử Mẩy")

    assert undo_import(lead, CASE_IMPORT, done.batch_id) == 2

    assert queries.count_cases(lead) == 0
    assert queries.search_cases(lead, "Tẩn Sử Mẩy") == []
    with lead.read() as db:
        for table in ("cases", "identities", "consents", "case_events"):
            assert db.scalar(text(f"SELECT count(*) FROM social.{table}")) == 0, table
        assert sweep.left(db, IdentityWords(("Tẩn Sử Mẩy", "Lường Thị Bưởi"))) == {}


def test_an_import_that_was_worked_on_stays(lead: Session) -> None:
    done = run_import(lead, plan(lead, row("Lường Thị Bưởi"), row("Tẩn Sử Mẩy")))
    services.note_contact(lead, case_of(lead, "Tẩn Sử Mẩy").id, lead.today())

    with pytest.raises(Refused) as refused:
        undo_import(lead, CASE_IMPORT, done.batch_id)
    assert "nhập" in sentence(refused.value)
    assert queries.count_cases(lead) == 2


def test_an_officer_imports_their_own_cases_and_a_viewer_none(officer: Session, viewer: Session) -> None:
    run_import(officer, plan(officer, row("Lường Thị Bưởi", **{"Cán bộ phụ trách": "Đỗ Thị Uyên"})))
    assert case_of(officer, "Lường Thị Bưởi").worker_id == officer.account.id
    with pytest.raises(Refused):
        plan(viewer, row("Tẩn Sử Mẩy"))


@pytest.mark.parametrize(
    ("column", "cell", "field"),
    [
        ("Ngày lập hồ sơ", "31/02/2025", "opened_on"),
        ("Ngày lập hồ sơ", datetime(2027, 1, 1), "opened_on"),
        ("Năm sinh", "chín tư", "birth"),
        ("Năm sinh", 1820, "birth"),
        ("Giới tính", "không rõ lắm", "sex"),
        ("Đồng ý", "để hỏi lại", "agreed"),
        ("Ngày kết thúc", "20/02/2026", "outcome"),
        ("Họ và tên", None, "real_name"),
    ],
)
def test_what_cannot_be_is_said_at_its_cell(lead: Session, column: str, cell: Any, field: str) -> None:
    made = plan(
        lead,
        row("Tẩn Sử Mẩy")
        if column == ""
        else tuple(
            cell if heading == column else value for heading, value in zip(HEADINGS, row("Tẩn Sử Mẩy"), strict=True)
        ),
    )
    assert {error.field for error in made.errors} == {field}
    assert all(error.message for error in made.errors)
