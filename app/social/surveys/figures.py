"""What do the surveys say together: how many need what, of which group, in which village and year, and how it moves?

Counted once, in the database, as cells; every table is added up from the very same cells. Inside the unit figures are
whole; what leaves it goes through `app.social.surveys.outside`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import case, func, select

from app.common.permissions import require
from app.social.surveys import record
from app.social.surveys.models import Survey, SurveyNeed
from app.social.surveys.terms import Difficulty
from app.social.surveys.values import Choices
from app.vault.session import Session


class By(StrEnum):
    """What a table's lines are."""

    NEED = "need"
    GROUP = "group"
    VILLAGE = "village"
    YEAR = "year"


@dataclass(frozen=True)
class Asked:
    """How many people of a group, village and year were asked, and of them are in difficulty. Village None: unknown."""

    year: int
    group: str
    village_id: int | None
    people: int
    in_difficulty: int


@dataclass(frozen=True)
class Needed:
    """How many of them need one thing. Somebody may need several."""

    year: int
    group: str
    village_id: int | None
    need: str
    people: int


@dataclass(frozen=True)
class Cells:
    """All that was counted, with the names of the lists."""

    asked: tuple[Asked, ...]
    needed: tuple[Needed, ...]
    lists: Choices
    villages: Mapping[int, str]

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which somebody was asked, the latest first."""
        return tuple(sorted({each.year for each in self.asked}, reverse=True))


@dataclass(frozen=True)
class Where:
    """Which cells are looked at; None means all. Village 0 is "unknown"."""

    year: int | None = None
    group: str | None = None
    village_id: int | None = None


EVERYWHERE = Where()


@dataclass(frozen=True)
class Figure:
    """One line: how many people, of how many asked, in the year before too. `code`: a need, group, village or year."""

    code: str
    name: str
    people: int
    asked: int
    people_before: int | None = None
    asked_before: int | None = None

    @property
    def share(self) -> Fraction | None:
        """The part of those asked; None where nobody was."""
        return Fraction(self.people, self.asked) if self.asked else None

    @property
    def share_before(self) -> Fraction | None:
        """The same a year before; None where nobody was asked then."""
        if not self.asked_before or self.people_before is None:
            return None
        return Fraction(self.people_before, self.asked_before)

    @property
    def trend(self) -> Fraction | None:
        """By how much the share moved since the year before, in parts of one; None where that cannot be said."""
        share, before = self.share, self.share_before
        return None if share is None or before is None else share - before


def count(session: Session) -> Cells:
    """Count all surveys that are not in the bin."""
    require(session, "needs-surveys.list")
    place = (Survey.year, Survey.group, Survey.village_id)
    difficult = func.sum(case((Survey.difficulty == Difficulty.YES.value, 1), else_=0))
    asked = select(*place, func.count(), difficult).where(Survey.removed.is_(False)).group_by(*place)
    needed = (
        select(*place, SurveyNeed.need, func.count())
        .join(SurveyNeed, SurveyNeed.survey_id == Survey.id)
        .where(Survey.removed.is_(False))
        .group_by(*place, SurveyNeed.need)
    )
    names = select(Survey.village_id, func.max(Survey.village_name)).group_by(Survey.village_id)
    with session.read() as db:
        return Cells(
            tuple(Asked(*line) for line in db.execute(asked)),
            tuple(Needed(*line) for line in db.execute(needed)),
            record.choices(db),
            {line[0]: line[1] for line in db.execute(names) if line[0] is not None},
        )


def asked_in(cells: Cells, where: Where = EVERYWHERE) -> tuple[int, int]:
    """How many were asked, and how many of them are in financial difficulty."""
    found = [each for each in cells.asked if within(each, where)]
    return sum(each.people for each in found), sum(each.in_difficulty for each in found)


def by_need(cells: Cells, where: Where = EVERYWHERE) -> tuple[Figure, ...]:
    """Each need in the list's order, as a part of those asked; with a year also how it was the year before."""
    names = cells.lists.every_need
    asked, _ = asked_in(cells, where)
    people = _sums(cells, where)
    before = _year_before(where)
    asked_before = asked_in(cells, before)[0] if before else None
    people_before = _sums(cells, before) if before else Counter[str]()
    codes = [*names, *sorted(set(people) - set(names))]
    offered = set(cells.lists.needs)
    return tuple(
        Figure(code, names.get(code, code), people[code], asked, people_before[code] if before else None, asked_before)
        for code in codes
        if code in offered or people[code] or people_before[code]
    )


def by_place(cells: Cells, by: By, need: str | None, where: Where = EVERYWHERE) -> tuple[Figure, ...]:
    """Who needs one thing, by group, village or year; without a need, who was asked. Only where somebody was asked."""
    key, names = _KEYS[by], _names(cells, by)
    asked: Counter[str] = Counter()
    for each in cells.asked:
        if within(each, where):
            asked[key(each)] += each.people
    people: Counter[str] = Counter()
    for line in cells.needed:
        if within(line, where) and line.need == need:
            people[key(line)] += line.people
    total = sum(asked.values())
    order = [code for code in names if asked[code]]
    return tuple(
        Figure(code, names[code], people[code] if need else asked[code], asked[code] if need else total)
        for code in order
    )


def _sums(cells: Cells, where: Where) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in cells.needed:
        if within(each, where):
            found[each.need] += each.people
    return found


def within(cell: Asked | Needed, where: Where) -> bool:
    """Whether a cell is among those looked at."""
    return (
        (where.year is None or cell.year == where.year)
        and (where.group is None or cell.group == where.group)
        and (where.village_id is None or (cell.village_id or 0) == where.village_id)
    )


def _year_before(where: Where) -> Where | None:
    return None if where.year is None else Where(where.year - 1, where.group, where.village_id)


_KEYS: dict[By, Callable[[Asked | Needed], str]] = {
    By.GROUP: lambda cell: cell.group,
    By.VILLAGE: lambda cell: str(cell.village_id or 0),
    By.YEAR: lambda cell: str(cell.year),
}


def _names(cells: Cells, by: By) -> dict[str, str]:
    """Code -> name in the order in which lines stand; what no list names comes last."""
    if by is By.YEAR:
        return {str(year): str(year) for year in reversed(cells.years)}
    if by is By.GROUP:
        return _with_rest(cells.lists.every_group, (each.group for each in cells.asked))
    known = {str(code): name for code, name in cells.lists.villages.items()}
    gone = {str(code): name for code, name in cells.villages.items() if str(code) not in known}
    return {**known, **gone, "0": ""}


def _with_rest(names: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    return {**names, **{code: code for code in sorted(set(codes)) if code not in names}}
