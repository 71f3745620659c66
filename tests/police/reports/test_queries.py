"""Lists, counts, the day's work and search; and that none of them scans 20,000 reports."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, text

from app.common.paging import Page
from app.police.reports import queries, services, services_review
from app.police.reports.declared import ReportFilter, Sort
from app.police.reports.import_rows import new_line
from app.police.reports.lines import ReportRow
from app.police.reports.models import NEVER, Report
from app.police.reports.record import sort_of_number
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Flag, ReportKind, State, Urgency, show_number
from app.police.reports.values import Place, Reporter, Respondent
from app.registry import services as shared
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.police.reports.builders import TODAY, closed, received, verifying


def ids(page: Page[ReportRow]) -> list[int]:
    return [row.id for row in page.rows]


def test_each_filter_lets_through_what_it_says(officer: Session, lead: Session) -> None:
    village = shared.add_village(lead, "Thôn Đông")
    here = received(officer, place=Place(village_id=village)).report_id
    done = closed(officer, kind=ReportKind.FEEDBACK).report_id
    mine = verifying(officer, urgency=Urgency.URGENT).report_id
    old = received(officer, received_on=TODAY - timedelta(days=40), flags=frozenset({Flag.CHILD})).report_id
    expected = {
        ReportFilter(): {here, done, mine, old},
        ReportFilter(kinds=frozenset({ReportKind.FEEDBACK})): {done},
        ReportFilter(states=frozenset({State.VERIFYING})): {mine},
        ReportFilter(officer_id=officer.account.id): {done, mine},
        ReportFilter(officer_id=""): {here, old},
        ReportFilter(village_id=village): {here},
        ReportFilter(received_from=TODAY): {here, done, mine},
        ReportFilter(received_to=TODAY - timedelta(days=1)): {old},
        ReportFilter(overdue=True): {old},
        ReportFilter(flags=frozenset({Flag.CHILD, Flag.VIOLENCE})): {old},
        ReportFilter(urgencies=frozenset({Urgency.URGENT})): {mine},
        ReportFilter(unfinished=True): {here, mine, old},
        ReportFilter(in_bin=True): set(),
        ReportFilter(text="nguyen thi hoa"): {here, done, mine, old},
        ReportFilter(text="2/2026/tb"): {mine},
    }
    for where, found in expected.items():
        assert set(ids(queries.list_reports(lead, where))) == found, where
        assert queries.count_reports(lead, where) == len(found), where


def test_names_sort_by_given_name_in_the_vietnamese_alphabet(officer: Session) -> None:
    for name in ("Trần Văn Đạt", "Nguyễn Thị Ánh", "Lê Văn Dũng", "Phạm Thị An"):
        received(officer, reporter=Reporter(name=name))
    found = queries.list_reports(officer, sort=Sort.REPORTER)
    assert [row.reporter for row in found.rows] == ["Phạm Thị An", "Nguyễn Thị Ánh", "Lê Văn Dũng", "Trần Văn Đạt"]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_go_on_where_the_last_one_ended(officer: Session, sort: Sort) -> None:
    for day in range(7):
        received(officer, received_on=TODAY - timedelta(days=day % 3), flags=frozenset({Flag.CHILD} if day % 2 else ()))
    whole = ids(queries.list_reports(officer, sort=sort))
    found: list[int] = []
    after: tuple[Any, ...] | None = None
    while True:
        page = queries.list_reports(officer, sort=sort, after=after, limit=3)
        found += ids(page)
        after = page.next
        if after is None:
            break
    assert found == whole and len(set(found)) == 7


def test_the_days_work_is_what_is_due_and_whose_it_is(officer: Session, lead: Session, colleague: Session) -> None:
    late = received(officer, received_on=TODAY - timedelta(days=30)).report_id
    theirs = verifying(colleague).report_id
    mine = verifying(officer, received_on=TODAY - timedelta(days=20)).report_id
    work = queries.worklist(officer)
    assert [row.id for row in work.overdue] == [late]
    assert [row.id for row in work.today] == [mine]
    assert [row.id for row in work.waiting_for_me] == [mine]
    assert work.counts["overdue"] == 1
    everything = queries.worklist(lead)
    assert {row.id for row in everything.waiting_for_me} == {late}
    assert theirs not in {row.id for row in (*everything.overdue, *everything.today)}
    offered = work.overdue[0].next_step
    assert offered is not None and offered.name == "accept"


def test_words_with_marks_find_the_exact_ones_first(officer: Session) -> None:
    plain = received(officer, content="ở nhà nghỉ Hoa Hồng").report_id
    exact = received(officer, content="ở nhà nghỉ Hòa Bình", reporter=Reporter(name="Lê An")).report_id
    assert [found.id for found in queries.search_reports(officer, "Hòa Bình")] == [exact]
    assert {found.id for found in queries.search_reports(officer, "hoa")} == {plain, exact}
    assert queries.search_reports(officer, "hòa")[0].id in (plain, exact)


def test_a_filter_by_words_with_marks_puts_the_exact_ones_first_page_by_page(officer: Session) -> None:
    plain = [received(officer, content="ở nhà nghỉ Hoa Hồng", reporter=Reporter(name="Lê An")).report_id for _ in "ab"]
    exact = [received(officer, content="ở nhà nghỉ Hòa Bình", reporter=Reporter(name="Lê An")).report_id for _ in "ab"]
    where, after = ReportFilter(text="Hòa"), None
    found: list[int] = []
    for _ in range(4):
        page = queries.list_reports(officer, where, after=after, limit=1)
        found += ids(page)
        after = page.next
    assert found == [*exact, *plain] and after is None
    newest = ids(queries.list_reports(officer, where, Sort.NEWEST))
    assert newest == [*reversed(exact), *reversed(plain)]
    assert ids(queries.list_reports(officer, ReportFilter(text="hoa"))) == [*plain, *exact]


def test_a_number_typed_short_finds_its_report_first(officer: Session) -> None:
    first = received(officer, content="nhắc đến 001/2026/TB").report_id
    received(officer, content="cũng nhắc đến 001/2026/TB")
    assert queries.search_reports(officer, "1/2026/tb")[0].id == first


def test_the_respondent_is_in_no_index(officer: Session) -> None:
    received(officer, ReportKind.COMPLAINT, respondent=Respondent("Tạ Quang Khôi"))
    assert queries.search_reports(officer, "Khôi") == []


def test_a_saved_filter_reads_as_it_was_written() -> None:
    whole = ReportFilter(
        kinds=frozenset({ReportKind.COMPLAINT}),
        states=frozenset({State.ACCEPTED, State.VERIFYING}),
        officer_id="",
        village_id=3,
        received_from=date(2026, 1, 1),
        overdue=True,
        flags=frozenset({Flag.CHILD}),
        text="ồn",
    )
    assert ReportFilter.from_json(whole.to_json()) == whole
    assert ReportFilter().to_json() == {}


# --- nothing scans -------------------------------------------------------------------------------------

ROWS = 20_000


@pytest.fixture(scope="module")
def full_vault(ready_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Twenty thousand reports of ten years, a few of them unfinished."""
    state = tmp_path_factory.mktemp("full-state")
    place = tmp_path_factory.mktemp("full") / "vault"
    shutil.copytree(ready_vault, place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.vault.throttle.state_folder", lambda: state)
        with access.open_vault(place) as vault:
            session = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
            with session.work(Compartment.POLICE) as work:
                table: Any = Report.__table__
                work.db.execute(insert(table), [vars(line(number)) for number in range(ROWS)])
                work.db.execute(text("ANALYZE police"))
            yield session
            session.close()


def line(number: int) -> Any:
    kind = list(ReportKind)[number % 5]
    received_at = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(hours=4 * number)
    finished = number % 50 != 0
    due = NEVER if finished else received_at.date() + timedelta(days=20)
    return new_line(
        id=number + 1,
        kind=kind.value,
        number=show_number(number, received_at.year, kind),
        number_sort=sort_of_number(number, received_at.year, kind),
        state="closed" if finished else "verifying",
        received_at=received_at,
        received_on=received_at.date(),
        reporter_form="named",
        reporter_sort=f"{number % 997:04d}",
        content=f"Nội dung {number}",
        village_id=number % 12,
        officer_id=f"officer-{number % 4}",
        due_on=None if finished else due,
        due_sort=due,
        rank=9 if finished else 3,
        unknown=[],
        created_at=received_at,
        updated_at=received_at,
    )


FILTERS = {
    "all": ReportFilter(),
    "kind": ReportFilter(kinds=frozenset({ReportKind.FEEDBACK})),
    "state": ReportFilter(states=frozenset({State.VERIFYING})),
    "officer": ReportFilter(officer_id="officer-1"),
    "village": ReportFilter(village_id=3),
    "period": ReportFilter(received_from=date(2020, 1, 1), received_to=date(2020, 2, 1)),
    "overdue": ReportFilter(overdue=True),
    "bin": ReportFilter(in_bin=True),
    "text": ReportFilter(text="999/2016/TB"),
}


def plans(session: Session, where: ReportFilter, sort: Sort) -> list[str]:
    """How SQLite carries out the list and the count."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        queries.list_reports(session, where, sort)
        queries.count_reports(session, where)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with session.read() as db:
        return [
            row.detail
            for statement, parameters in asked
            if "police.reports" in statement
            for row in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("sort", list(Sort))
def test_no_filter_and_no_order_scans(full_vault: Session, name: str, sort: Sort) -> None:
    asked = plans(full_vault, FILTERS[name], sort)
    assert asked
    assert not [step for step in asked if step.startswith("SCAN police.") and " VIRTUAL TABLE INDEX " not in step], (
        asked
    )


@pytest.mark.parametrize("sort", list(Sort))
def test_the_whole_list_comes_in_order_out_of_an_index(full_vault: Session, sort: Sort) -> None:
    assert not [step for step in plans(full_vault, ReportFilter(), sort) if "TEMP B-TREE" in step]


def test_the_last_page_is_as_quick_as_the_first(full_vault: Session) -> None:
    steps = plans(full_vault, ReportFilter(), Sort.OLDEST)
    page = queries.list_reports(full_vault, sort=Sort.OLDEST, after=(datetime(2025, 2, 1, tzinfo=UTC), 0), limit=50)
    assert len(page.rows) == 50 and page.rows[0].received_on >= date(2025, 2, 1)
    assert any("INDEX ix_reports_received" in step for step in steps)


def test_opening_after_a_step_is_seen_by_the_list(lead: Session) -> None:
    report = verifying(lead).report_id
    services.take_step(lead, report, "transfer", StepFacts(authority="commune_committee"))
    row = queries.list_reports(lead).rows[0]
    assert (row.state, row.due_on) == (State.TRANSFERRED, None)
    services_review.remove(lead, report, "Nhập trùng")
    assert queries.list_reports(lead).rows == ()
