"""Are PHQ-9 and GAD-7 scored and banded as published, and does the question about self-harm raise its alert?"""

from collections.abc import Iterator
from itertools import product

import pytest

from app.health.instruments.catalogue import BAND_NAMES, GAD7, PHQ9, Instrument, instruments
from app.health.instruments.scoring import band_of, scored
from app.vault.errors import Invalid

# As the papers print them (Kroenke, Spitzer, Williams 2001, table 6; Spitzer, Kroenke, Williams, Löwe 2006), by hand
# and score by score, so that no boundary is reckoned by the code under test.
PUBLISHED = {
    PHQ9: ["minimal"] * 5 + ["mild"] * 5 + ["moderate"] * 5 + ["moderately_severe"] * 5 + ["severe"] * 8,
    GAD7: ["minimal"] * 5 + ["mild"] * 5 + ["moderate"] * 5 + ["severe"] * 7,
}
QUESTIONS = {PHQ9: 9, GAD7: 7}


def answers_for(total: int, questions: int) -> list[int]:
    """Answers of which the last ones are the greatest, with that sum."""
    found = []
    for left in range(questions - 1, -1, -1):
        found.append(max(0, total - 3 * left))
        total -= found[-1]
    return found


@pytest.mark.parametrize("code", [PHQ9, GAD7])
def test_every_score_has_its_published_band(code: str) -> None:
    form = instruments()[code]
    assert len(form.questions) == QUESTIONS[code]
    for score, band in enumerate(PUBLISHED[code]):
        assert band_of(form, score) == band
        result = scored(form, answers_for(score, len(form.questions)))
        assert (result.score, result.band) == (score, band)
    for impossible in (-1, len(PUBLISHED[code])):
        with pytest.raises(Invalid):
            band_of(form, impossible)


def test_the_boundaries_by_name() -> None:
    phq, gad = instruments()[PHQ9], instruments()[GAD7]
    assert [band_of(phq, n) for n in (4, 5, 9, 10, 14, 15, 19, 20, 27)] == [
        *("minimal", "mild", "mild", "moderate", "moderate"),
        *("moderately_severe", "moderately_severe", "severe", "severe"),
    ]
    assert [band_of(gad, n) for n in (4, 5, 9, 10, 14, 15, 21)] == [
        *("minimal", "mild", "mild", "moderate", "moderate", "severe", "severe")
    ]


def test_all_answers_to_gad_7_are_scored_as_their_sum() -> None:
    form = instruments()[GAD7]
    for answers in product(range(4), repeat=7):
        result = scored(form, answers)
        assert result.score == sum(answers)
        assert result.band == PUBLISHED[GAD7][sum(answers)]
        assert not result.alert and not result.alert_unasked


def some_of_phq_9() -> Iterator[tuple[int | None, ...]]:
    """Every way to answer or leave open each question with its least or its greatest answer."""
    yield from product((None, 0, 3), repeat=9)


def test_any_answer_but_0_to_the_ninth_question_alerts_whatever_else_was_answered() -> None:
    form = instruments()[PHQ9]
    assert form.self_harm == 9
    for answers in some_of_phq_9():
        result = scored(form, answers)
        assert result.alert == (answers[8] == 3)
        assert result.alert_unasked == (answers[8] is None)
    for least in (1, 2, 3):
        alone = scored(form, [0] * 8 + [least])
        assert alone.alert and alone.band == "minimal"
        assert scored(form, [None] * 8 + [least]).alert


def test_a_form_with_a_gap_has_no_score_and_no_band_but_the_sum_it_has_at_least() -> None:
    form = instruments()[PHQ9]
    for answers in some_of_phq_9():
        result, given = scored(form, answers), [each for each in answers if each is not None]
        assert (result.answered, result.questions, result.at_least) == (len(given), 9, sum(given))
        assert (result.score is None) == (result.band is None) == (None in answers)


@pytest.mark.parametrize("answers", [[0] * 8, [0] * 10, [0] * 8 + [4], [0] * 8 + [-1], []])
def test_answers_that_the_form_does_not_know_are_refused(answers: list[int]) -> None:
    with pytest.raises(Invalid):
        scored(instruments()[PHQ9], answers)


def whole(form: Instrument) -> list[str]:
    return [form.lead, form.difficulty, *form.questions, *form.answers, *form.difficulty_answers, form.source]


def test_the_forms_are_whole_and_say_where_they_come_from() -> None:
    for form in instruments().values():
        assert all(text.strip() for text in whole(form))
        assert len(form.answers) == len(form.difficulty_answers) == 4
        assert {band.code for band in form.bands} <= set(BAND_NAMES)
        # Nobody has compared the Vietnamese with the standardised one: the forms say so.
        assert not form.verified and form.wording
