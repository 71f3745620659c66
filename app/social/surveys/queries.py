"""What is asked of needs surveys beside what their fields give? What a search finds. Nothing scans, nobody is named."""

from dataclasses import dataclass

from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter
from app.social.surveys.declared import SURVEYS, SurveyFilter
from app.social.surveys.models import Sort
from app.social.surveys.record import SCHEMA
from app.social.surveys.terms import KIND
from app.social.surveys.values import SurveyRow
from app.vault.session import Session

ALL = SurveyFilter()


@dataclass(frozen=True)
class Hit:
    """A survey that a search found."""

    number: str
    id: int
    snippet: str


def list_surveys(
    session: Session, where: Filter = ALL, sort: Sort = Sort.NEWEST, after: Key | None = None, limit: int = 200
) -> Page[SurveyRow]:
    """A page of the list."""
    return listing.list_page(SURVEYS, session, where, sort, after, limit)


def count_surveys(session: Session, where: Filter = ALL) -> int:
    """How many the filter lets through."""
    return listing.count(SURVEYS, session, where)


def find_number(session: Session, number: str) -> int:
    """The id behind a number as typed (ks26-1 will do). Raises NotFound."""
    return listing.find_number(SURVEYS, session, number)


def search_surveys(session: Session, typed: str, limit: int = 50) -> list[Hit]:
    """Surveys by number, village, surveyor, or words of the remark."""
    require(session, "search")
    with session.read() as db:
        return find_words(db, typed, limit)


def find_words(db: Orm, typed: str, limit: int) -> list[Hit]:
    """The same, inside a view that the caller has open."""
    found = search.find(db, SCHEMA, typed, limit, KIND)
    return [Hit(hit.number, int(hit.record_id), hit.snippet) for hit in found]
