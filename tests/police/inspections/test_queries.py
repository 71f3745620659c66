"""The register of inspections: filters, orders, pages, a month, the day's work, words; and nothing scans."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.audit_words.reading import detail_lines
from app.police.inspections import queries, queries_work, services
from app.police.inspections.declared import DESK, InspectionFilter, Sort
from app.police.inspections.kinds import INSPECTIONS_KIND
from app.police.inspections.models import NEVER, Inspection
from app.police.inspections.terms import InspectionKind, State, show_number, sort_of_number
from app.police.reports import queries as report_queries
from app.police.reports.services import receive_report
from app.registry import services as shared
from app.registry.establishments import services_merging
from app.vault.access import open_vault, sign_in
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.clocked import MORNING
from tests.conftest import PASSWORD
from tests.police.inspections.builders import finding, following, minutes, plan, premises, ready, recorded, team
from tests.police.reports.builders import new

ROWS = 3000


@pytest.fixture(scope="module")
def full_vault(ready_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Many inspections as an import leaves them; only read."""
    import shutil

    place = tmp_path_factory.mktemp("inspections") / "vault"
    shutil.copytree(ready_vault, place)
    with pytest.MonkeyPatch.context() as patch:
        state = tmp_path_factory.mktemp("inspections-state")
        patch.setattr("app.vault.throttle.state_folder", lambda: state)
        with open_vault(place) as vault:
            session = sign_in(vault, "dao.ngoc.lan", PASSWORD)
            with session.at(MORNING):
                _fill(session)
                yield session
            session.close()


def _fill(session: Session) -> None:
    first = date(2018, 1, 1)
    with session.work(Compartment.POLICE) as work:
        common = {"version": 1, "created_at": work.now, "updated_at": work.now, "created_by": "", "removed": False}
        columns = {column.name: column for column in Inspection.__table__.columns}
        empty = {
            name: default.arg
            for name, column in columns.items()
            if isinstance(default := column.default, ScalarElementColumnDefault)
        }
        rows = [
            {
                **{name: None for name in columns if name not in empty},
                **empty,
                **common,
                "id": number,
                "kind": list(InspectionKind)[number % 3].value,
                "state": list(State)[number % 6].value,
                "number": show_number(number, 2018 + number % 8),
                "number_sort": sort_of_number(number, 2018 + number % 8),
                "establishment_id": number % 60,
                "establishment_name": f"Nhà nghỉ {number % 60}",
                "establishment_sort": f"{number % 60:03d}",
                "day": first + timedelta(days=number % 2900),
                "fix_due": first + timedelta(days=number) if number % 7 == 0 else NEVER,
                "open_findings": int(number % 7 == 0),
                "village_id": number % 12,
            }
            for number in range(1, ROWS + 1)
        ]
        work.db.execute(insert(Inspection), rows)
        work.db.connection().exec_driver_sql("ANALYZE police")


def plans(session: Session, ask: Callable[[], object]) -> list[str]:
    """How SQLite carries out what is asked of the inspections."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with session.read() as db:
        return [
            row.detail
            for statement, parameters in asked
            if "police.inspections" in statement
            for row in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


def scans(steps: list[str]) -> list[str]:
    """Steps that read a whole table. FTS5 says SCAN where it looks a word up."""
    return [step for step in steps if step.startswith("SCAN police.") and "VIRTUAL" not in step]


FILTERS = (
    InspectionFilter(),
    InspectionFilter(states=frozenset({State.FOLLOWING})),
    InspectionFilter(kinds=frozenset({InspectionKind.UNANNOUNCED}), year=2024),
    InspectionFilter(establishment_ids=frozenset({7, 8})),
    InspectionFilter(village_id=3, overdue=True),
    InspectionFilter(officer_id="p1"),
    InspectionFilter(since=date(2024, 1, 1), until=date(2024, 3, 1), open_findings=True),
    InspectionFilter(text="Thanh Bình"),
)


def test_no_filter_and_no_order_scans_and_the_whole_list_comes_out_of_an_index(full_vault: Session) -> None:
    for sort in Sort:
        for where in FILTERS:
            asked = plans(full_vault, partial(queries.list_inspections, full_vault, where, sort, limit=50))
            assert asked and not scans(asked), asked
        whole = plans(full_vault, partial(queries.list_inspections, full_vault, sort=sort, limit=50))
        assert not [step for step in whole if "TEMP B-TREE" in step], (sort, whole)


def test_neither_the_days_work_nor_a_month_scans(full_vault: Session) -> None:
    for ask in (
        lambda: queries_work.work_today(full_vault),
        lambda: queries_work.open_findings(full_vault),
        lambda: queries.calendar(full_vault, 2024, 5),
    ):
        asked = plans(full_vault, ask)
        assert asked and not scans(asked), asked


def test_pages_go_on_by_the_key_of_the_last_row(full_vault: Session) -> None:
    for sort in Sort:
        seen: list[int] = []
        after = None
        while True:
            page = queries.list_inspections(full_vault, sort=sort, after=after, limit=700)
            seen += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break
        assert len(seen) == len(set(seen)) == ROWS


@pytest.fixture
def some(lead: Session, officer: Session) -> dict[str, int]:
    """Three premises, and visits that stand everywhere."""
    village = shared.add_village(lead, "Thôn Đông")
    first, second = premises(lead, village_id=village), premises(lead, "Karaoke Trăng Non", type_code="karaoke")
    followed = following(lead, officer, first, finding(fix_by=date(2026, 3, 10))).id
    unannounced = services.add_unannounced(
        lead, second, minutes(team=team(lead), inspected_on=date(2025, 12, 20), content="Kiểm tra tiếng ồn")
    ).inspection_id
    planned = plan(officer, second, date(2026, 3, 13), planned_from=time(9)).inspection_id
    late = ready(lead, officer, second, date(2026, 3, 9))
    return {
        "first": first, "second": second, "village": village, "followed": followed, "unannounced": unannounced,
        "planned": planned, "late": late,
    }  # fmt: skip


def ids(session: Session, **where: Any) -> set[int]:
    return {row.id for row in queries.list_inspections(session, InspectionFilter(**where)).rows}


def test_each_filter_lets_through_what_it_says(some: dict[str, int], lead: Session, viewer: Session) -> None:
    everything = {some[name] for name in ("followed", "unannounced", "planned", "late")}
    assert ids(viewer) == everything
    assert ids(viewer, year=2025) == {some["unannounced"]}
    assert ids(viewer, states=frozenset({State.PLANNED, State.READY})) == {some["planned"], some["late"]}
    assert ids(viewer, kinds=frozenset({InspectionKind.UNANNOUNCED})) == {some["unannounced"]}
    assert ids(viewer, establishment_ids=frozenset({some["first"]})) == {some["followed"]}
    assert ids(viewer, village_id=some["village"]) == {some["followed"]}
    assert ids(viewer, types=frozenset({"karaoke"})) == everything - {some["followed"]}
    assert ids(viewer, officer_id=lead.account.id) == {some["unannounced"]}
    assert ids(viewer, open_findings=True) == ids(viewer, overdue=True) == {some["followed"]}
    assert ids(viewer, since=date(2026, 3, 10), until=date(2026, 3, 12)) == {some["followed"]}
    assert ids(viewer, text="tiếng ồn") == {some["unannounced"]}
    assert ids(viewer, text="1/2026/kt") == {some["followed"]}
    where = InspectionFilter(year=2026, states=frozenset({State.PLANNED}), since=date(2026, 1, 1))
    assert InspectionFilter.from_json(where.to_json()) == where
    assert queries.count_inspections(viewer, InspectionFilter(year=2026)) == 3

    row = next(row for row in queries.list_inspections(viewer).rows if row.id == some["followed"])
    assert (row.team_leader, row.findings, row.open_findings, row.overdue) == ("Vũ Hải Nam", 1, 1, True)
    assert row.next_step is not None and row.next_step.name == "begin_follow_up" and not row.next_step.allowed


def test_a_saved_filter_keeps_the_premises_as_texts_which_an_export_can_tell() -> None:
    where = InspectionFilter(establishment_ids=frozenset({3, 12}))
    assert InspectionFilter.from_json(where.to_json()) == where
    assert InspectionFilter.from_json({"establishment_ids": [3, 12]}) == where  # as it was kept until now
    assert where.to_json() == {"establishment_ids": ["12", "3"]}


def test_the_audit_says_what_became_of_a_finding_and_how_a_visit_came_about() -> None:
    changes = {"findings": [["1: Không niêm yết giá: open"], ["1: Không niêm yết giá: put_right"]]}
    assert detail_lines({"changes": changes, "kind": "planned"}, "inspections/001/2026/KT", {}) == [
        "Vi phạm phát hiện: 1: Không niêm yết giá: Chưa khắc phục xong → 1: Không niêm yết giá: Đã khắc phục",
        "Hình thức kiểm tra: Theo kế hoạch",
    ]


def test_the_days_work_is_each_ones_own(
    some: dict[str, int], lead: Session, officer: Session, colleague: Session
) -> None:
    mine = queries_work.work_today(officer)
    assert [row.id for row in mine.late] == [some["late"]]
    assert [row.id for row in mine.this_week] == [some["planned"]]
    assert [row.id for row in mine.fixes_overdue] == [some["followed"]]
    assert (mine.to_conclude, mine.without_team) == ((), ())
    theirs = queries_work.work_today(colleague)
    assert (theirs.counts["late"], theirs.counts["this_week"], theirs.counts["fixes_overdue"]) == (0, 1, 0)
    whole = queries_work.work_today(lead)
    assert [row.id for row in whole.without_team] == [some["planned"]]
    assert [row.id for row in whole.to_conclude] == [some["unannounced"]]
    (waits,) = queries_work.open_findings(lead)
    assert (waits.inspection_id, waits.age, waits.overdue) == (some["followed"], 1, True)


def test_a_month_shows_its_days_and_premises_their_merged_past(some: dict[str, int], lead: Session) -> None:
    month = queries.calendar(lead, 2026, 3)
    assert {day.day: [row.id for row in rows] for day, rows in month.items()} == {
        9: [some["late"]], 10: [some["followed"]], 13: [some["planned"]],
    }  # fmt: skip
    services_merging.merge_duplicate(lead, some["second"], some["first"], "trùng")
    shown = {row.id for row in queries.of_establishment(lead, some["first"])}
    assert shown == {some[name] for name in ("followed", "unannounced", "planned", "late")}


def test_reports_and_inspections_are_found_apart(some: dict[str, int], lead: Session) -> None:
    receive_report(lead, replace(new(), content="Tiếng ồn ở karaoke Trăng Non"))
    assert [each.kind for each in report_queries.search_reports(lead, "trang non")] == ["reports"]
    assert {each.kind for each in queries.search_inspections(lead, "trang non")} == {"inspections"}


def test_scripts_list_show_and_are_told_what_a_filter_does_not_know(
    some: dict[str, int], lead: Session, viewer: Session, health_lead: Session
) -> None:
    (line,) = INSPECTIONS_KIND.list(viewer, {"establishment": "cs1", "overdue": "yes"}, None)
    assert {
        "number": "001/2026/KT", "kind": "planned", "state": "following", "establishment": "Nhà nghỉ Thanh Bình",
        "establishment_number": "CS001", "inspected_on": "2026-03-10", "planned_on": "2026-03-10",
        "team_leader": "Vũ Hải Nam", "findings": 1, "open_findings": 1, "sanction_amount": None,
        "fix_by": "2026-03-10", "follow_up_of": None, "village": "Thôn Đông", "overdue": True,
    }.items() <= line.items()  # fmt: skip
    shown = INSPECTIONS_KIND.show(lead, "1/2026/kt")
    assert shown["head_count"]["total"] == 5 and shown["findings"][0]["state"] == "open"
    for wrong in ({"state": "no"}, {"year": "26"}, {"nothing": "1"}, {"type": "no"}):
        with pytest.raises(Invalid):
            INSPECTIONS_KIND.list(lead, wrong, None)
    assert INSPECTIONS_KIND.export is not None
    with pytest.raises(Refused):
        list(INSPECTIONS_KIND.export.rows(viewer, {}))
    assert len(list(INSPECTIONS_KIND.export.rows(lead, {"year": "2026"}))) == 3


def test_drafts_and_filters_of_inspections_are_not_those_of_reports(lead: Session) -> None:
    from app.police.reports.declared import DESK as reports_desk

    DESK.save_draft(lead, "minutes", "1", {"content": "đang gõ"})
    DESK.save_filter(lead, "Quá hạn", {"overdue": True})
    reports_desk.save_filter(lead, "Quá hạn", {})
    assert reports_desk.list_drafts(lead) == [] and len(DESK.list_drafts(lead)) == 1
    assert [each.filter for each in DESK.list_filters(lead)] == [{"overdue": True}]


def test_a_photo_is_kept_with_its_inspection(lead: Session, officer: Session, colleague: Session) -> None:
    from app.police.inspections import services_files

    inspection = recorded(lead, officer, premises(lead)).id
    services_files.attach(officer, inspection, "C:\\ảnh\\quầy.jpg", "image/jpeg", b"\xff\xd8 anh")
    (kept,) = services.read_again(officer, inspection).attachments
    assert (kept.name, services_files.open_attachment(colleague, inspection, kept.id).data) == (
        "quầy.jpg", b"\xff\xd8 anh",
    )  # fmt: skip
    with pytest.raises(Refused):
        services_files.detach(colleague, inspection, kept.id)
    services_files.detach(officer, inspection, kept.id)
    assert services.read_again(officer, inspection).attachments == ()
    renamed = services_files.attach(officer, inspection, "quầy\u202e.jpg", "image/jpeg", b"%PDF-1.7")
    assert renamed.warning_values == {"name": "quầy.jpg"}
    with pytest.raises(Invalid, match="program"):
        services_files.attach(officer, inspection, "quầy.jpg", "image/jpeg", b"MZ\x90\0" + bytes(60))
    (kept,) = services.read_again(officer, inspection).attachments
    assert (kept.name, kept.media_type) == ("quầy.jpg", "application/pdf")  # as it is, not as it says
