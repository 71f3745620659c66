"""Which columns does the list of needs surveys have, and how does a period read that is no day?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.social.surveys.declared import FIELD_NAMES
from app.social.surveys.models import Sort
from app.social.surveys.terms import AGE_NAMES, DIFFICULTY_NAMES, SEX_NAMES, Difficulty
from app.social.surveys.values import Answers, SurveyRow
from app.vault.session import Session

GIVEN_UP = ("workplace", "age", "difficulty", "sex", "village", "group")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, None),
    "when": (Sort.OLDEST, Sort.NEWEST),
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[SurveyRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 104, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("when", N_("Surveyed"), lambda row: when_words(row.answers), 96, sortable=True),
        Column("needs", FIELD_NAMES["needs"], lambda row: ", ".join(row.needs), 200, stretch=True),
        Column("group", FIELD_NAMES["group"], lambda row: row.group_name, 200),
        Column("village", FIELD_NAMES["village_id"], lambda row: row.village, 120,
               spans=lambda row: highlight_spans(row.village, words())),
        Column("sex", FIELD_NAMES["sex"], sex_words, 64),
        Column("age", FIELD_NAMES["age_band"], age_words, 96),
        Column("difficulty", N_("In difficulty"), difficulty_words, 104,
               tone=lambda row: Tone.WARN if row.answers.difficulty is Difficulty.YES else None),
        Column("workplace", N_("Place of work"), lambda row: row.workplace_name, 120),
    ]  # fmt: skip


def when_words(answers: Answers) -> str:
    """The day; else the quarter or the year, which is all that is known."""
    if answers.surveyed_on is not None:
        return show_date(answers.surveyed_on)
    if answers.quarter is not None:
        return tr("Quarter {quarter}/{year}", quarter=answers.quarter, year=answers.year)
    return tr("Year {year}", year=answers.year)


def sex_words(row: SurveyRow) -> str:
    return tr(SEX_NAMES[row.answers.sex]) if row.answers.sex else ""


def age_words(row: SurveyRow) -> str:
    return tr(AGE_NAMES[row.answers.age_band]) if row.answers.age_band else ""


def difficulty_words(row: SurveyRow) -> str:
    return tr(DIFFICULTY_NAMES[row.answers.difficulty])
