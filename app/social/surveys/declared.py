"""What is a needs survey? Its fields, each said once. Nobody is named; what was typed stands in no audit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.conditions import year
from app.common.i18n import N_
from app.common.paging import Key
from app.common.records import fields as f
from app.common.records.declared import May, Records, Searched
from app.common.records.filters import filter_of
from app.registry import queries as registry
from app.registry.conditions import names_in, village, village_names
from app.registry.references import VILLAGE, item
from app.social.surveys import record
from app.social.surveys.models import Sort, Survey, SurveyNeed
from app.social.surveys.terms import AGE_NAMES, DIFFICULTY_NAMES, KIND, SEX_NAMES, Difficulty, tidy_number
from app.social.surveys.values import Answers, SurveyRow
from app.vault.compartments import Compartment
from app.vault.errors import Invalid
from app.vault.session import Session


@dataclass(frozen=True)
class Year(f.Whole):
    """A year or its quarter, unknown where it is not entered."""

    empty: Any = None

    def words(self, value: int | None, lists: f.Lists) -> str:
        return "" if value is None else str(value)


def _year(_session: Session, text: str) -> int | None:
    return year({"year": text}, "year")


def _quarter(_session: Session, text: str) -> int:
    if text.strip() not in ("1", "2", "3", "4"):
        raise Invalid(N_("A year has the quarters 1 to 4."))
    return int(text)


def _needing(needs: Collection[str]) -> ColumnElement[bool]:
    return Survey.id.in_(select(SurveyNeed.survey_id).where(SurveyNeed.need.in_(sorted(needs))))


SURVEYED = f.Between(
    ("surveyed_from", N_("Surveyed from"), N_("Surveyed from {date}")),
    ("surveyed_to", N_("until"), N_("Surveyed until {date}")),
    (("from", N_("surveyed on this day or later")), ("to", N_("surveyed on this day or earlier"))),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number of the survey"), audit=f.CLEAR, entered=False, export=14, documents=f.LIST),
    f.Day("surveyed_on", N_("Day of the survey"), audit=f.CLEAR, export=14, documents=f.LIST),
    Year("quarter", N_("Quarter"), audit=f.CLEAR, export=8, documents=f.LIST,
            filter=f.Exactly(typed=_quarter, takes=N_("1 to 4"))),
    Year("year", N_("Year"), audit=f.CLEAR, export=8, documents=f.LIST,
            filter=f.Exactly(typed=_year, takes=N_("a year"))),
    f.Ref("group", N_("Group surveyed"), "groups", audit=f.CLEAR, required=True, empty="", documents=f.LIST,
          filter=f.AnyOf("groups", takes=N_("codes of the list of groups"))),
    f.Text("group_name", N_("Group surveyed"), audit=f.SILENT, entered=False, export=40, documents=f.LIST),
    f.Ref("village_id", N_("Village"), "villages", audit=f.CLEAR, key="village", export=18, documents=f.LIST,
          filter=f.Exactly(typed=village, takes=N_("the name of a village"))),
    f.Text("village_name", N_("Village"), audit=f.CLEAR, entered=False),
    f.Coded("sex", N_("Sex"), SEX_NAMES, audit=f.CLEAR, export=10, documents=f.LIST,
            filter=f.AnyOf("sexes", takes=N_("female, male, other"))),
    f.Coded("age_band", N_("Age"), AGE_NAMES, audit=f.CLEAR, key="age", export=14, documents=f.LIST,
            filter=f.AnyOf("ages", takes=N_("under_18, 18_24, 25_34, 35_44, 45_59, 60_up"))),
    f.Refs("needs", N_("Needs"), "needs", audit=f.CLEAR, required=True, documents=f.LIST,
           hint=N_("Digits tick them, too."),
           filter=f.AnyOf("needs", "need", chip=N_("Needs: {name}"), takes=N_("codes of the list of needs"),
                          term=_needing)),
    f.Text("needs_names", N_("Needs"), audit=f.SILENT, entered=False, export=40),
    f.Coded("difficulty", N_("In financial difficulty"), DIFFICULTY_NAMES, audit=f.CLEAR, empty=Difficulty.UNKNOWN,
            export=16, documents=f.LIST,
            filter=f.Exactly(chip=N_("In financial difficulty: {name}"), takes=N_("yes, no, unknown"))),
    f.Ref("workplace", N_("Type of the place of work"), "workplaces", audit=f.CLEAR, empty="", documents=f.LIST,
          filter=f.AnyOf("workplaces", takes=N_("codes of the types of establishments"))),
    f.Text("workplace_name", N_("Type of the place of work"), audit=f.SILENT, entered=False, export=20),
    f.Text("surveyor", N_("Surveyor"), audit=f.LOCKED, export=24, documents=f.SHOW),
    f.Text("remark", N_("Short remark"), audit=f.LOCKED, export=40, documents=f.SHOW),
    f.YesNo("imported", N_("Brought in from Excel"), audit=f.SILENT, entered=False, documents=f.LIST),
    f.Text("entered_by", N_("Entered by"), audit=f.SILENT, entered=False, documents=f.SHOW),
    f.Day("sort_day", N_("Surveyed"), audit=f.SILENT, entered=False, filter=SURVEYED),
    f.YesNo("removed", N_("In the bin"), audit=f.CLEAR, entered=False, documents=f.SHOW),
)
# fmt: on


def _lines(_session: Session, db: Orm, found: Sequence[tuple[Survey, Key]]) -> list[SurveyRow]:
    lists, needs = record.choices(db), record.needs_of(db, [row.id for row, _ in found])
    return [record.row_of(row, needs[row.id], lists, key) for row, key in found]


def _with_words(_session: Session, db: Orm, text: str) -> Searched:
    words = search.matching(db, record.SCHEMA, KIND, text).all
    found = words.gathered(Survey.id) if words is not None else false()
    return Searched((or_(Survey.number == tidy_number(text), found),))


SURVEYS: Records[Survey, Answers] = Records(
    KIND,
    Compartment.SOCIAL,
    Survey,
    Answers,
    FIELDS,
    orders={
        Sort.NEWEST: ((Survey.sort_day, Survey.id), True),
        Sort.OLDEST: ((Survey.sort_day, Survey.id), False),
        Sort.NUMBER: ((Survey.number_year, Survey.seq), False),
    },
    usual=Sort.NEWEST,
    may=May(f"{KIND}.list", enter=f"{KIND}.enter", remove=f"{KIND}.remove", export=f"{KIND}.export"),
    one=N_("Needs survey"),
    many=N_("Needs surveys"),
    none_such=N_("There is no such survey. The import that brought it may have been undone."),
    no_number=N_("There is no survey with the number {number}."),
    lists={
        "groups": names_in(registry.SURVEY_GROUPS),
        "needs": names_in(registry.NEED_KINDS),
        "workplaces": names_in(registry.ESTABLISHMENT_TYPES),
        "villages": village_names,
    },
    references={
        "groups": item(registry.SURVEY_GROUPS),
        "needs": item(registry.NEED_KINDS),
        "workplaces": item(registry.ESTABLISHMENT_TYPES),
        "villages": VILLAGE,
    },
    lines=_lines,
    entry_in="answers",
    searched=_with_words,
    tidy=tidy_number,
)
SurveyFilter = filter_of(SURVEYS)
FIELD_NAMES = SURVEYS.labels
