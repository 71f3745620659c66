"""What is the score of a filled-in form, in which band does it fall, and must somebody act at once?

A score is the sum of all answers, and its band the published one (Kroenke, Spitzer, Williams 2001; Spitzer, Kroenke,
Williams, Löwe 2006). Neither paper says what to do when an answer is missing; the ways of estimating it came later and
do not agree with one another. So a form with a gap has no score and no band, only the sum that it has at least.

Any answer but 0 to the question about death and self-harm raises an alert, whatever the score and whatever else is
missing. Where that very question has no answer, that is said, too: nobody may take it for a 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.common.i18n import N_
from app.health.instruments.catalogue import HIGHEST_ANSWER, Instrument
from app.vault.errors import Invalid

# One answer for each question; None is one that was not answered.
Answers = Sequence[int | None]


@dataclass(frozen=True)
class Scored:
    """What a form says. `score` and `band` are None as long as an answer is missing."""

    answered: int
    questions: int
    score: int | None
    band: str | None
    at_least: int
    alert: bool
    # The question about self-harm has no answer.
    alert_unasked: bool


def scored(instrument: Instrument, answers: Answers) -> Scored:
    """The score of these answers. Raises Invalid for an answer that the form does not know."""
    if len(answers) != len(instrument.questions) or not all(
        each is None or 0 <= each <= HIGHEST_ANSWER for each in answers
    ):
        raise Invalid(N_("Each question is answered with 0, 1, 2 or 3, or left open."))
    given = [each for each in answers if each is not None]
    score = sum(given) if len(given) == len(answers) else None
    harm = answers[instrument.self_harm - 1] if instrument.self_harm is not None else 0
    return Scored(
        answered=len(given),
        questions=len(answers),
        score=score,
        band=None if score is None else band_of(instrument, score),
        at_least=sum(given),
        alert=harm is not None and harm > 0,
        alert_unasked=harm is None,
    )


def band_of(instrument: Instrument, score: int) -> str:
    """The published band of a score. Raises Invalid for one that the form cannot have."""
    for band in instrument.bands:
        if band.lowest <= score <= band.highest:
            return band.code
    raise Invalid(N_("The form cannot have this score."))
