"""How is a survey's row read and written: found, numbered, filled, indexed, shown with the names of the lists?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.text import nfc
from app.registry import queries as registry
from app.social.surveys import rules
from app.social.surveys.models import Survey, SurveyNeed, SurveyNumber
from app.social.surveys.terms import KIND, AgeBand, Difficulty, Sex, show_number
from app.social.surveys.values import Answers, Choices, SurveyRow
from app.vault.errors import NotFound
from app.vault.session import Work

SCHEMA = "social"


def choices(db: Orm) -> Choices:
    """What the office's lists offer now."""
    groups, needs, places = (
        registry.whole_catalogue(db, name)
        for name in (registry.SURVEY_GROUPS, registry.NEED_KINDS, registry.ESTABLISHMENT_TYPES)
    )
    return Choices(
        groups=_in_use(groups),
        needs=_in_use(needs),
        workplaces=_in_use(places),
        villages={village.id: village.name for village in registry.villages(db)},
        every_group=_every(groups),
        every_need=_every(needs),
        every_workplace=_every(places),
    )


def _in_use(items: list[registry.Item]) -> dict[str, str]:
    return {item.code: item.name for item in items if item.active}


def _every(items: list[registry.Item]) -> dict[str, str]:
    return {item.code: item.name for item in items}


def find(db: Orm, survey_id: int) -> Survey:
    """The survey, one in the bin too. Raises NotFound."""
    row = db.get(Survey, survey_id)
    if row is None:
        raise NotFound(N_("There is no such survey. The import that brought it may have been undone."))
    return row


def give_number(work: Work, row: Survey) -> None:
    """The next number of the survey's year."""
    year = row.year
    last = work.db.scalar(select(func.max(SurveyNumber.seq)).where(SurveyNumber.year == year)) or 0
    row.number_year, row.seq, row.number = year, last + 1, show_number(last + 1, year)
    work.db.add(SurveyNumber(year=year, seq=last + 1, given_at=work.now))


def tidy(new: Answers) -> dict[str, Any]:
    """The columns as they are stored, but the village's name."""
    year, quarter, sort_day = rules.period(new)
    return {
        "group": new.group,
        "village_id": new.village_id,
        "sex": new.sex.value if new.sex else "",
        "age_band": new.age_band.value if new.age_band else "",
        "surveyed_on": new.surveyed_on,
        "quarter": quarter,
        "year": year,
        "sort_day": sort_day,
        "difficulty": new.difficulty.value,
        "workplace": new.workplace,
        "surveyor": " ".join(nfc(new.surveyor).split()),
        "remark": " ".join(nfc(new.remark).split()),
    }


def write(db: Orm, row: Survey, new: Answers, village: str) -> None:
    """Put the answers into the row."""
    for name, value in tidy(new).items():
        setattr(row, name, value)
    row.village_name = village


def write_needs(db: Orm, survey_id: int, needs: frozenset[str]) -> None:
    """Put the needs in place of those that stand there."""
    db.execute(delete(SurveyNeed).where(SurveyNeed.survey_id == survey_id))
    db.add_all(SurveyNeed(survey_id=survey_id, need=need) for need in sorted(needs))
    db.flush()


def needs_of(db: Orm, ids: list[int]) -> Mapping[int, frozenset[str]]:
    """The needs of these surveys."""
    found: dict[int, set[str]] = {each: set() for each in ids}
    for line in db.execute(select(SurveyNeed.survey_id, SurveyNeed.need).where(SurveyNeed.survey_id.in_(ids))):
        found[line.survey_id].add(line.need)
    return {each: frozenset(needs) for each, needs in found.items()}


def answers_of(row: Survey, needs: frozenset[str]) -> Answers:
    """The survey as a person would enter it."""
    return Answers(
        group=row.group,
        needs=needs,
        surveyed_on=row.surveyed_on,
        year=row.year,
        quarter=row.quarter,
        village_id=row.village_id,
        sex=Sex(row.sex) if row.sex else None,
        age_band=AgeBand(row.age_band) if row.age_band else None,
        difficulty=Difficulty(row.difficulty),
        workplace=row.workplace,
        surveyor=row.surveyor,
        remark=row.remark,
    )


def row_of(row: Survey, needs: frozenset[str], lists: Choices, key: tuple[Any, ...] = ()) -> SurveyRow:
    """A line of the list."""
    return SurveyRow(
        id=row.id,
        version=row.version,
        number=row.number,
        answers=answers_of(row, needs),
        group_name=lists.every_group.get(row.group, row.group),
        village=row.village_name,
        needs=tuple(name for code, name in lists.every_need.items() if code in needs),
        workplace_name=lists.every_workplace.get(row.workplace, row.workplace),
        sort_day=row.sort_day,
        imported=row.batch_id is not None,
        removed=row.removed,
        key=key,
    )


def words(row: Survey) -> str:
    """What is found by words: where, who asked, the remark."""
    return " · ".join(part for part in (row.village_name, row.surveyor, row.remark) if part)


def index_words(db: Orm, row: Survey) -> None:
    """Keep the index as the survey is."""
    if row.removed:
        search.remove(db, SCHEMA, KIND, row.id)
    else:
        search.index(db, SCHEMA, KIND, row.id, row.number, words(row))
