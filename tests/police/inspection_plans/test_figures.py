"""Do the figures of the year agree with a count by hand, and with the lists behind them?"""

from datetime import date, timedelta

from app.police.inspection_plans import figures, queries, services, services_items, services_review
from app.police.inspection_plans.figures import Age
from app.police.inspection_plans.terms import Progress
from app.police.inspection_plans.values import Wanted
from app.vault.session import Session
from tests.police.inspection_plans import commune
from tests.police.inspection_plans.conftest import MORNING


def test_coverage_counts_premises_not_visits_and_merged_ones_once(lead: Session) -> None:
    # In operation on some day of 2026: CS001 to CS012 (CS011 until 1 February, CS012 until 15 February).
    # Inspected: CS009, CS010 (recorded for its duplicate), CS012.
    found = figures.coverage(lead, 2026)
    assert (found.total.inspected, found.total.active, found.total.reached, found.total.missing) == (3, 12, True, 0)
    assert [(each.code, each.inspected, each.active, each.missing) for each in found.by_type] == [
        ("karaoke", 0, 4, 1),
        ("massage", 0, 4, 1),
        ("cafe", 3, 4, 0),
    ]
    assert [(each.name, each.inspected, each.active) for each in found.by_village] == [
        ("Thôn Đoài", 1, 5),
        ("Thôn Đông", 1, 6),
        ("", 1, 1),
    ]
    assert [each.number for each in found.premises if each.inspected] == ["CS009", "CS010", "CS012"]
    assert [each.number for each in found.of_type("cafe")] == ["CS009", "CS010", "CS011", "CS012"]
    assert [each.number for each in found.of_village("")] == ["CS012"]
    # A second visit changes no share; a visit of the year before is that year's.
    again = next(each for each in found.premises if each.number == "CS009")
    commune.inspected(lead, again.establishment_id, date(2026, 3, 10))
    now = figures.coverage(lead, 2026)
    assert now.total == found.total
    assert next(each.inspections for each in now.premises if each.number == "CS009") == 2
    before = figures.coverage(lead, 2025)
    assert [each.number for each in before.premises if each.inspected] == [
        "CS004", "CS005", "CS006", "CS007", "CS008", "CS011",
    ]  # fmt: skip


def test_never_inspected_and_expired_papers_are_of_premises_in_operation(lead: Session) -> None:
    assert [each.number for each in figures.never_inspected(lead)] == ["CS001", "CS002"]
    assert [
        (each.number, each.licence_expired_on, each.certificate_expired_on) for each in figures.expired_papers(lead)
    ] == [("CS002", commune.OVER, None), ("CS004", commune.OVER, None), ("CS007", None, commune.OVER)]
    with lead.at(MORNING - timedelta(days=100)):
        assert figures.expired_papers(lead) == ()
        assert len(figures.expired_papers(lead, within_days=60)) == 3


def test_open_findings_are_told_by_age(lead: Session) -> None:
    found = {each.number: each.establishment_id for each in figures.coverage(lead, 2026).premises}
    today = MORNING.date()
    for number, days in (("CS005", 30), ("CS006", 31), ("CS007", 90), ("CS008", 91)):
        commune.inspected(lead, found[number], today - timedelta(days=days), findings=1)
    told = figures.open_findings(lead)
    # Two of CS004 from June 2025, then the four above.
    assert told.by_age == {Age.FRESH: 1, Age.OLD: 2, Age.VERY_OLD: 3}
    assert [(each.days, each.age) for each in told.findings[2:]] == [
        (91, Age.VERY_OLD), (90, Age.OLD), (31, Age.OLD), (30, Age.FRESH),
    ]  # fmt: skip
    assert {each.establishment_id for each in told.of_age(Age.FRESH)} == {found["CS005"]}
    assert told.overdue == 0


def test_an_item_is_done_by_whichever_inspection_came_since_the_draw(lead: Session) -> None:
    plan = services.draft_plan(lead, Wanted(2026, "2026-417", "0.5"))
    services.approve(lead, plan.plan_id)
    first, second, third, fourth, fifth = queries.list_items(lead, plan.plan_id)
    with lead.at(MORNING + timedelta(days=40)):
        commune.inspected(lead, first.establishment_id, date(2026, 4, 15))  # nobody had scheduled it
        services_items.schedule(lead, second.id, date(2026, 4, 21))
        services_items.schedule(lead, third.id, date(2026, 6, 1))
        services_items.set_month(lead, [fourth.id], 5)
    # A look at old findings is no inspection under the plan; CS004 stands in it with two of them.
    old = next(row for row in queries.list_items(lead, plan.plan_id) if row.number == "CS004")
    with lead.at(MORNING + timedelta(days=41)):
        commune.followed_up(lead, old.establishment_id, date(2026, 4, 20))
    assert old.id in (third.id, fourth.id)
    with lead.at(MORNING + timedelta(days=60)):  # 10 May
        rows = queries.list_items(lead, plan.plan_id)
        assert [row.progress for row in rows] == [
            Progress.DONE,
            Progress.LATE,
            Progress.SCHEDULED,
            Progress.SCHEDULED,
            Progress.NOT_SCHEDULED,
        ]
        assert rows[0].inspected_on == date(2026, 4, 15)
        tally = services_review.open_plan(lead, plan.plan_id).tally
        assert (tally.total, tally.done, tally.scheduled, tally.not_scheduled, tally.late) == (5, 1, 2, 1, 1)
        assert [row.id for row in queries.list_items(lead, plan.plan_id, Progress.LATE)] == [second.id]
    with lead.at(MORNING + timedelta(days=90)):  # 9 June: the month of the fourth is over, too
        assert [row.progress for row in queries.list_items(lead, plan.plan_id)].count(Progress.LATE) == 3
    assert fifth.planned_month is None
