"""Invented surveys for the demo: three years, two groups that grow and one that is small; nobody in them is real."""

import random
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.registry import queries as registry
from app.social.surveys import services
from app.social.surveys.terms import NO_NEED, AgeBand, Difficulty, Sex
from app.social.surveys.values import Answers
from app.vault.compartments import Compartment
from app.vault.session import Session

SURVEYS = 140
_GROUPS = ("establishment_workers",) * 5 + ("unemployed_youth",) * 4 + ("sex_work_difficulty",)
_NEEDS = (
    *(("vocational_training",) * 5),
    *(("job",) * 6),
    *(("loan",) * 4),
    *("legal_aid", "health", "health", "psychological", "papers", "child_school", "housing", "other"),
)
_REMARKS = (
    *("", "", "", "Muốn học làm tóc, làm móng.", "Có hai con đang đi học.", "Chưa có hợp đồng lao động."),
    *("Muốn vay 30.000.000 đồng mở quán ăn sáng.", "Chưa có thẻ bảo hiểm y tế."),
)
_WORKPLACES = ("karaoke", "massage", "guest_house", "cafe", "hairdresser")
_SURVEYORS = ("Chi hội Phụ nữ thôn", "Cộng tác viên xã hội", "Đoàn Thanh niên xã")


def fill(session: Session, seed: int, count: int = SURVEYS) -> int:
    """Enter the surveys, those of the last year the most; how many. The same seed gives the same surveys."""
    with session.work(Compartment.SOCIAL) as work:
        return _filled(OneTransaction(session, work.db), seed, count)


def _filled(session: Session, seed: int, count: int) -> int:
    chance, today = random.Random(f"surveys {seed}"), session.today()
    with session.read() as db:
        villages = [village.id for village in registry.villages(db)]
    days = sorted(_day(chance, today) for _ in range(count))
    for day in days:
        with session.at(datetime.combine(day, time(15, 0), OFFICE_ZONE).astimezone(UTC)):
            services.enter(session, _answers(chance, day, villages))
    return count


def _day(chance: random.Random, today: date) -> date:
    year = today.year - chance.choice((0, 0, 0, 1, 1, 2))
    last = today if year == today.year else date(year, 12, 31)
    return date(year, 1, 1) + timedelta(days=chance.randint(0, (last - date(year, 1, 1)).days))


def _answers(chance: random.Random, day: date, villages: list[int]) -> Answers:
    group = chance.choice(_GROUPS)
    needs = (
        frozenset({NO_NEED}) if chance.random() < 0.06 else frozenset(chance.choices(_NEEDS, k=chance.randint(1, 3)))
    )
    youth = group == "unemployed_youth"
    ages = (AgeBand.FROM_18, AgeBand.FROM_25) if youth else (AgeBand.FROM_18, *[AgeBand.FROM_25] * 2, AgeBand.FROM_35)
    on_day = chance.random() < 0.8
    return Answers(
        group=group,
        needs=needs,
        surveyed_on=day if on_day else None,
        year=day.year,
        quarter=(day.month + 2) // 3,
        village_id=chance.choice((*villages, None)) if villages else None,
        sex=chance.choice((Sex.MALE, Sex.FEMALE)) if youth else chance.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE)),
        age_band=chance.choice((*ages, None)) if chance.random() < 0.2 else chance.choice(ages),
        difficulty=chance.choice((Difficulty.YES, Difficulty.YES, Difficulty.NO, Difficulty.UNKNOWN)),
        workplace="" if youth else chance.choice(_WORKPLACES),
        surveyor=chance.choice(_SURVEYORS),
        remark=chance.choice(_REMARKS),
    )
