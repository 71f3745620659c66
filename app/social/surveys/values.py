"""What goes into the services of needs surveys and comes out of them? Frozen dataclasses, nothing stored here."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.common.steps import Possible, Undoable
from app.social.surveys.terms import AgeBand, Difficulty, Sex


@dataclass(frozen=True)
class Answers:
    """What one person answered. `group`, `needs` and `workplace` are codes of the office's lists.

    A day says its quarter and year; without one, `year` is needed. None and the empty text are "unknown".
    """

    group: str = ""
    needs: frozenset[str] = frozenset()
    surveyed_on: date | None = None
    year: int | None = None
    quarter: int | None = None
    village_id: int | None = None
    sex: Sex | None = None
    age_band: AgeBand | None = None
    difficulty: Difficulty = Difficulty.UNKNOWN
    workplace: str = ""
    surveyor: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Choices:
    """What the office's lists offer, code -> name; `every…` with what is used no longer, for what is stored."""

    groups: dict[str, str]
    needs: dict[str, str]
    workplaces: dict[str, str]
    villages: dict[int, str]
    every_group: dict[str, str]
    every_need: dict[str, str]
    every_workplace: dict[str, str]


@dataclass(frozen=True)
class SurveyChanged:
    """What a service tells of a survey after a change."""

    id: int
    number: str
    version: int
    action: str


@dataclass(frozen=True)
class SurveyRow:
    """A line of the list, with the names of what the lists hold; `needs` in the list's order."""

    id: int
    version: int
    number: str
    answers: Answers
    group_name: str
    village: str
    needs: tuple[str, ...]
    workplace_name: str
    sort_day: date
    imported: bool
    removed: bool = False
    key: tuple[Any, ...] = field(default=(), repr=False)

    @property
    def needs_names(self) -> str:
        return "; ".join(self.needs)


@dataclass(frozen=True)
class SurveyDetail:
    """A survey as it opens."""

    row: SurveyRow
    removed: bool
    created_at: datetime
    created_by: str
    acts: tuple[Possible, ...] = ()
    # A survey has no steps; a mistake is taken out of the bin again.
    steps: tuple[Possible, ...] = ()
    next_step: Possible | None = None
    undoable: Undoable | None = None
    timeline: tuple[Any, ...] = ()

    @property
    def entry(self) -> Answers:
        """As it was entered: of a day, year and quarter follow."""
        answers = self.row.answers
        return replace(answers, year=None, quarter=None) if answers.surveyed_on is not None else answers

    @property
    def entered_by(self) -> str:
        return self.created_by

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def version(self) -> int:
        return self.row.version

    @property
    def number(self) -> str:
        return self.row.number
