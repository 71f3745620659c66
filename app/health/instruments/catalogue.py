"""Which instruments are there, what do they ask, and in which bands do their scores fall?

They stand in `resources/reference/instruments.json`, with where scores, bands and wording come from. `edition` is kept
with every form that was filled in: a later wording must not change what somebody answered to.
"""

import json
from dataclasses import dataclass
from functools import cache

from app.common.i18n import N_
from app.common.text import nfc
from app.registry.reference import REFERENCE

PHQ9, GAD7 = "phq9", "gad7"
HIGHEST_ANSWER = 3

BAND_NAMES: dict[str, str] = {
    "minimal": N_("Minimal"),
    "mild": N_("Mild"),
    "moderate": N_("Moderate"),
    "moderately_severe": N_("Moderately severe"),
    "severe": N_("Severe"),
}


@dataclass(frozen=True)
class Band:
    """A range of scores, both ends included."""

    code: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Instrument:
    """A form of questions with answers from 0 to 3. `self_harm` is the number of the question that raises an alert."""

    code: str
    edition: str
    name: str
    about: str
    source: str
    wording: str
    verified: bool
    lead: str
    answers: tuple[str, ...]
    questions: tuple[str, ...]
    bands: tuple[Band, ...]
    self_harm: int | None
    # How hard it all makes life; it is asked beside, and no part of the score.
    difficulty: str
    difficulty_answers: tuple[str, ...]


@cache
def instruments() -> dict[str, Instrument]:
    """The instruments by their codes, in the order in which they are offered."""
    stored = json.loads((REFERENCE / "instruments.json").read_text(encoding="utf-8"))
    return {
        item["code"]: Instrument(
            code=item["code"],
            edition=item["edition"],
            name=nfc(item["name"]),
            about=nfc(item["about"]),
            source=nfc(item["source"]),
            wording=nfc(item["wording"]),
            verified=item["verified"],
            lead=nfc(item["lead"]),
            answers=tuple(nfc(text) for text in item["answers"]),
            questions=tuple(nfc(text) for text in item["questions"]),
            bands=tuple(Band(band["code"], band["from"], band["to"]) for band in item["bands"]),
            self_harm=item["self_harm"],
            difficulty=nfc(item["difficulty"]["question"]),
            difficulty_answers=tuple(nfc(text) for text in item["difficulty"]["answers"]),
        )
        for item in stored["items"]
    }
