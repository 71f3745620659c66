"""What do the lists show of needs surveys: filters, orders, what a search finds? Nothing scans, nobody is named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.text import fold
from app.social.surveys import record
from app.social.surveys.models import Survey, SurveyNeed
from app.social.surveys.record import SCHEMA
from app.social.surveys.terms import KIND, AgeBand, Difficulty, Sex, tidy_number
from app.social.surveys.values import SurveyRow
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NEWEST: ((Survey.sort_day, Survey.id), True),
    Sort.OLDEST: ((Survey.sort_day, Survey.id), False),
    Sort.NUMBER: ((Survey.number_year, Survey.seq), False),
}


@dataclass(frozen=True)
class SurveyFilter:
    """What the list is narrowed to; empty means all. A survey with one of the `needs` is let through."""

    groups: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    village_id: int | None = None
    sexes: frozenset[Sex] = frozenset()
    ages: frozenset[AgeBand] = frozenset()
    difficulty: Difficulty | None = None
    workplaces: frozenset[str] = frozenset()
    year: int | None = None
    quarter: int | None = None
    surveyed_from: date | None = None
    surveyed_to: date | None = None
    text: str = ""
    in_bin: bool = False

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(str(each) for each in value)
            if value not in (None, [], False, ""):
                plain[name] = value.isoformat() if isinstance(value, date) else value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "SurveyFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        values = {name: value for name, value in plain.items() if name in cls.__dataclass_fields__}
        for name, kind in (("groups", str), ("needs", str), ("workplaces", str), ("sexes", Sex), ("ages", AgeBand)):
            values[name] = frozenset(kind(each) for each in values.get(name, ()))
        for name in ("surveyed_from", "surveyed_to"):
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        if values.get("difficulty"):
            values["difficulty"] = Difficulty(values["difficulty"])
        return cls(**values)


ALL = SurveyFilter()


@dataclass(frozen=True)
class Hit:
    """A survey that a search found."""

    number: str
    id: int
    snippet: str


def list_surveys(
    session: Session,
    where: SurveyFilter = ALL,
    sort: Sort = Sort.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[SurveyRow]:
    """A page of the list."""
    require(session, "needs-surveys.list")
    with session.read() as db:
        found, more = read_page(db, Survey, _ORDERS[sort], lambda query: narrowed(db, query, where), after, limit)
        lists = record.choices(db)
        needs = record.needs_of(db, [row.id for row, _ in found])
        rows = tuple(record.row_of(row, needs[row.id], lists, key) for row, key in found)
    return Page(rows, rows[-1].key if more else None)


def count_surveys(session: Session, where: SurveyFilter = ALL) -> int:
    """How many the filter lets through."""
    require(session, "needs-surveys.list")
    with session.read() as db:
        return read_count(db, Survey, lambda query: narrowed(db, query, where))


def narrowed(db: Orm, query: Select[Any], where: SurveyFilter) -> Select[Any]:
    """The query with the filter's conditions."""
    terms: list[Any] = [Survey.removed.is_(where.in_bin)]
    for column, chosen in (
        (Survey.group, where.groups),
        (Survey.sex, where.sexes),
        (Survey.age_band, where.ages),
        (Survey.workplace, where.workplaces),
    ):
        if chosen:
            terms.append(column.in_(sorted(chosen)))
    for exact, value in (
        (Survey.village_id, where.village_id),
        (Survey.year, where.year),
        (Survey.quarter, where.quarter),
        (Survey.difficulty, where.difficulty),
    ):
        if value is not None:
            terms.append(exact == value)
    if where.surveyed_from is not None:
        terms.append(Survey.sort_day >= where.surveyed_from)
    if where.surveyed_to is not None:
        terms.append(Survey.sort_day <= where.surveyed_to)
    if where.needs:
        terms.append(Survey.id.in_(select(SurveyNeed.survey_id).where(SurveyNeed.need.in_(sorted(where.needs)))))
    if fold(where.text):
        words = search.matching(db, SCHEMA, KIND, where.text).all
        terms.append(
            or_(Survey.number == tidy_number(where.text), words.gathered(Survey.id) if words is not None else false())
        )
    return query.where(*terms)


def search_surveys(session: Session, typed: str, limit: int = 50) -> list[Hit]:
    """Surveys by number, village, surveyor, or words of the remark."""
    require(session, "search")
    with session.read() as db:
        return find_words(db, typed, limit)


def find_words(db: Orm, typed: str, limit: int) -> list[Hit]:
    """The same, inside a view that the caller has open."""
    found = search.find(db, SCHEMA, typed, limit, KIND)
    return [Hit(hit.number, int(hit.record_id), hit.snippet) for hit in found]
