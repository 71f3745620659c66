"""What do the lists show of tests: how far each is, by code? No result, and nothing that would tell one."""

from dataclasses import dataclass
from typing import Any

from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.health.screenings.declared import SCREENING_TESTS, ScreeningFilter, ScreeningRow, Sort
from app.health.screenings.terms import Shown
from app.vault.session import Session

ALL = ScreeningFilter()


def list_screenings(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NEWEST, after: Key | None = None, limit: int = 200
) -> Page[Any]:
    """A page of the tests. `after` is the `next` of the page before."""
    return listing.list_page(SCREENING_TESTS, session, where, sort, after, limit)


def count_screenings(session: Session, where: Filter = ALL) -> int:
    """How many tests the filter lets through."""
    return listing.count(SCREENING_TESTS, session, where)


def find_screenings(session: Session, typed: str, limit: int = 50) -> list[ScreeningRow]:
    """The tests with that number, or of the client with that code, the latest first; whoever asks notes it."""
    return listing.search(SCREENING_TESTS, session, typed, limit)


def of_client(session: Session, client_id: int) -> list[ScreeningRow]:
    """The tests of a client, the latest first."""
    return list(list_screenings(session, ScreeningFilter(client_id=client_id)).rows)


@dataclass(frozen=True)
class WorkToday:
    """What tests ask for today, the earliest first: results to be told, and results to be asked after."""

    to_tell: tuple[ScreeningRow, ...]
    awaited: tuple[ScreeningRow, ...]
    unsampled: tuple[ScreeningRow, ...]


def work_today(session: Session) -> WorkToday:
    """Results to be told; results that were to come by today, first ones and confirmations alike; samples not taken."""
    require(session, "screenings.open")
    today = session.today()

    def those(shown: Shown) -> tuple[ScreeningRow, ...]:
        return list_screenings(session, ScreeningFilter(states=frozenset({shown})), Sort.DUE).rows

    awaited = tuple(row for row in those(Shown.WAITING) if row.due_on is not None and row.due_on <= today)
    return WorkToday(those(Shown.READY), awaited, those(Shown.CONSENTED))
