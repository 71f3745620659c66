"""Do the figures say what the rows say? Counted a second time here, row by row, the slow way."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.social.surveys import figures, queries, services
from app.social.surveys.figures import By, Cells, Where
from app.social.surveys.terms import Difficulty
from app.social.surveys.values import Answers, SurveyRow
from app.vault.session import Session
from tests.social.surveys.builders import answers, entered, villages

GROUPS = ("establishment_workers", "unemployed_youth", "sex_work_difficulty")
NEEDS = ("vocational_training", "job", "loan", "papers")


def people(rows: list[SurveyRow], where: Where) -> list[Answers]:
    return [
        row.answers
        for row in rows
        if where.year in (None, row.answers.year)
        and where.group in (None, row.answers.group)
        and (where.village_id is None or where.village_id == (row.answers.village_id or 0))
    ]


@pytest.fixture
def filled(lead: Session) -> tuple[Cells, list[SurveyRow], list[int]]:
    places = villages(lead)
    for at in range(60):
        entered(
            lead,
            group=GROUPS[at % 7 % 3],
            needs=frozenset({NEEDS[at % 4], NEEDS[at * 3 % 5 % 4]}),
            surveyed_on=None,
            year=2024 + at % 3 - (at % 11 == 0),
            village_id=(*places, None)[at % 3 if at % 2 else 2],
            difficulty=list(Difficulty)[at % 3],
        )
    services.remove(lead, queries.find_number(lead, "KS25-0002"))
    return figures.count(lead), list(queries.list_surveys(lead, limit=100).rows), places


def test_every_figure_is_that_of_an_independent_count(filled: Any) -> None:
    cells, rows, places = filled

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.builds(
            Where,
            st.sampled_from((None, 2023, 2024, 2025, 2026, 2020)),
            st.sampled_from((None, *GROUPS)),
            st.sampled_from((None, 0, *places)),
        ),
        st.sampled_from((None, *NEEDS)),
    )
    def holds(where: Where, need: str | None) -> None:
        own = people(rows, where)
        assert figures.asked_in(cells, where) == (
            len(own),
            sum(each.difficulty is Difficulty.YES for each in own),
        )
        before = people(rows, Where((where.year or 0) - 1, where.group, where.village_id)) if where.year else None
        for line in figures.by_need(cells, where):
            having = sum(line.code in each.needs for each in own)
            assert (line.people, line.asked) == (having, len(own))
            assert line.share == (Fraction(having, len(own)) if own else None)
            if before is None:
                assert line.trend is None
            elif own and before:
                had = Fraction(sum(line.code in each.needs for each in before), len(before))
                assert line.trend == Fraction(having, len(own)) - had
            else:
                assert line.trend is None
        keys: dict[By, Callable[[Answers], str]] = {
            By.GROUP: lambda each: each.group,
            By.VILLAGE: lambda each: str(each.village_id or 0),
            By.YEAR: lambda each: str(each.year),
        }
        for by, key in keys.items():
            lines = figures.by_place(cells, by, need, where)
            assert {line.code for line in lines} == {key(each) for each in own}
            for line in lines:
                here = [each for each in own if key(each) == line.code]
                expected = (sum(need in each.needs for each in here), len(here)) if need else (len(here), len(own))
                assert (line.people, line.asked) == expected

    holds()


def test_years_go_up_and_a_need_that_nobody_has_stands_there_with_nought(filled: Any) -> None:
    cells, _rows, _places = filled
    assert [line.code for line in figures.by_place(cells, By.YEAR, "loan")] == ["2023", "2024", "2025", "2026"]
    lines = {line.code: line for line in figures.by_need(cells, Where(2025))}
    assert lines["housing"].people == 0 and lines["housing"].share == 0
    assert answers().group in {line.code for line in figures.by_place(cells, By.GROUP, None)}
