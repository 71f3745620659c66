"""Has the demo needs in every stage, and surveys of three years, the same for the same seed?"""

from app.social.cases import demo as cases
from app.social.cases import queries as case_queries
from app.social.needs import demo, services
from app.social.needs.terms import Difference
from app.social.surveys import demo as surveys
from app.social.surveys import figures
from app.vault.session import Session


def test_the_demo_has_cases_asked_twice_once_and_never_and_some_that_are_better(lead: Session) -> None:
    cases.fill(lead, 2026, count=20)
    made = demo.fill(lead, 2026)
    found = [services.read_needs(lead, row.id) for row in case_queries.list_cases(lead).rows]
    assert sum(len(each.assessments) for each in found) == made
    assert {min(len(each.assessments), 2) for each in found} == {0, 1, 2}
    moved = {line.difference for each in found for line in each.lines}
    assert moved == set(Difference)


def test_the_demo_has_surveys_of_three_years_with_a_group_too_small_to_leave_the_unit(lead: Session) -> None:
    assert surveys.fill(lead, 2026, count=60) == 60
    first = figures.count(lead)
    assert len(first.years) == 3
    assert any(0 < each.people < 5 for each in first.asked)
