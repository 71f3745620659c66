"""Surveys to test on."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.registry import queries
from app.registry.services import add_village
from app.social.surveys import services
from app.social.surveys.terms import AgeBand, Difficulty, Sex
from app.social.surveys.values import Answers, SurveyChanged
from app.vault.session import Session

ANSWERS = Answers(
    group="establishment_workers",
    needs=frozenset({"vocational_training", "loan"}),
    surveyed_on=date(2026, 3, 2),
    sex=Sex.FEMALE,
    age_band=AgeBand.FROM_25,
    difficulty=Difficulty.YES,
    workplace="karaoke",
    surveyor="Bùi Thị Nhài",
    remark="Muốn học làm tóc.",
)


def entered(session: Session, **other: Any) -> SurveyChanged:
    return services.enter(session, answers(**other))


def answers(**other: Any) -> Answers:
    return replace(ANSWERS, **other)


def villages(session: Session) -> list[int]:
    """Two villages of the commune."""
    for name in ("Thôn Bến Đò", "Thôn Cây Gạo"):
        with session.read() as db:
            known = {village.name for village in queries.every_village(db)}
        if name not in known:
            add_village(session, name)
    with session.read() as db:
        return [village.id for village in queries.villages(db)]
