"""However a page is looked for, along the order or by the filter's index, it holds the same records in order."""

from typing import Any

import pytest
from sqlalchemy import select

from app.common import paging, search
from app.police.reports import queries
from app.police.reports.declared import ReportFilter, Sort
from app.police.reports.models import Report
from app.vault.session import Session
from tests.bench.lists import FILTERS
from tests.bench.many_reports import fill

# How many entries are tested along the order, and how many hits are few.
WAYS = {"as it is": (10_000, 2_000), "gathered": (0, -1), "walked a little": (20, -1), "walked": (10_000, -1)}


def pages(session: Session, where: ReportFilter, sort: Sort, limit: int) -> list[int]:
    """The ids of a whole list, page by page."""
    found: list[int] = []
    after: Any = None
    while True:
        page = queries.list_reports(session, where, sort, after, limit)
        found += [row.id for row in page.rows]
        after = page.next
        if after is None:
            return found


def test_every_way_gives_the_same_pages(police_lead: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(police_lead, 200)
    monkeypatch.setattr(search, "_DENSE", 100)
    for name, where in FILTERS.items():
        for sort in (Sort.RANK, Sort.NEWEST, Sort.REPORTER):
            given = {}
            for way, (steps, few) in WAYS.items():
                monkeypatch.setattr(paging, "STEPS", steps)
                monkeypatch.setattr(paging, "FEW", few)
                given[way] = pages(police_lead, where, sort, 70)
            whole = pages(police_lead, where, sort, 1000)
            assert all(found == whole for found in given.values()), (name, sort, given)
            assert len(whole) == len(set(whole)) == queries.count_reports(police_lead, where), (name, sort)


def test_a_period_is_that_of_the_office_days(police_lead: Session) -> None:
    fill(police_lead, 300)
    with police_lead.read() as db:
        days = sorted(db.scalars(select(Report.received_on).where(Report.removed.is_(False))))
    where = ReportFilter(received_from=days[50], received_to=days[90])
    rows = queries.list_reports(police_lead, where, Sort.OLDEST).rows
    assert [row.received_on for row in rows] == [day for day in days if days[50] <= day <= days[90]]


def test_a_list_is_counted_up_to_a_number(police_lead: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(police_lead, 300)
    monkeypatch.setattr(paging, "MOST_COUNTED", 100)
    assert queries.count_reports(police_lead) == 101
    assert queries.count_reports(police_lead, ReportFilter(text="karaoke")) == 101


def test_words_as_typed_come_first_over_the_end_of_a_page(police_lead: Session) -> None:
    fill(police_lead, 300)
    found = queries.list_reports(police_lead, ReportFilter(text="Hòa"), Sort.NEWEST).rows
    exact = ["Hòa" in row.reporter for row in found]
    assert exact == sorted(exact, reverse=True)
    assert 0 < sum(exact) < len(exact)
    first = queries.list_reports(police_lead, ReportFilter(text="Hòa"), Sort.NEWEST, None, sum(exact))
    then = queries.list_reports(police_lead, ReportFilter(text="Hòa"), Sort.NEWEST, first.next)
    assert [row.id for row in (*first.rows, *then.rows)] == [row.id for row in found]
