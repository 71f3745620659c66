"""Invented counselling sessions for the demo: the same for each seed, one alert that is still open among them."""

import random
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.health.clients.declared import ClientFilter, ClientRow
from app.health.clients.queries import list_clients
from app.health.counselling import services
from app.health.counselling.terms import TOPICS
from app.health.counselling.values import NewSession, NewTaken
from app.registry import queries as registry
from app.vault.session import Session

_AGREED = (
    "Hẹn xét nghiệm cùng tuần; mang theo thẻ mã.",
    "Dùng bao cao su mỗi lần; nhận mười chiếc.",
    "Thử ngủ trước 23 giờ, bớt cà phê buổi chiều; hẹn nói chuyện lại.",
    "Nhắn tin trước khi đến; gặp ở phòng trong.",
    "Đồng ý để Trạm gọi nhắc lịch sau 17 giờ.",
)
_FOLLOW = ("", "Hỏi lại giấc ngủ.", "Nhắc tiêm mũi viêm gan B thứ hai.", "")


def fill(session: Session, seed: int) -> None:
    """A session or two for most clients who come; the caller has the transaction open."""
    chance = random.Random(f"counselling {seed}")
    with session.read() as db:
        topics = [item.code for item in registry.catalogue(db, TOPICS)]
    rows = sorted(list_clients(session, ClientFilter(served=True)).rows, key=lambda row: (row.first_on, row.id))
    for number, row in enumerate(rows):
        for again in range(number % 3):
            _one(session, chance, row, min(row.first_on + timedelta(days=30 * again), session.today()), topics)
    if rows:
        _danger(session, rows)


def _one(session: Session, chance: random.Random, row: ClientRow, day: date, topics: list[str]) -> None:
    taken = []
    if chance.random() < 0.4:
        taken.append(NewTaken("phq9", (*(chance.choice((0, 0, 1, 1, 2)) for _ in range(8)), 0), chance.choice((0, 1))))
    if chance.random() < 0.3:
        taken.append(
            NewTaken("gad7", tuple(chance.choice((0, 1, 1, 2, 3)) for _ in range(7)), chance.choice((0, 1, 2)))
        )
    new = NewSession(
        held_on=day,
        minutes=chance.choice((20, 30, 40, 45, 60)),
        topics=tuple(chance.sample(topics, chance.randint(1, 3))),
        taken=tuple(taken),
        agreed=chance.choice(_AGREED),
        follow_up=chance.choice(_FOLLOW),
    )
    with session.at(_morning(day)):
        services.record_session(session, row.id, new)


def _danger(session: Session, rows: list[ClientRow]) -> None:
    """One alert that somebody has dealt with, and one of this morning that nobody has noted yet."""
    today = session.today()
    form = NewTaken("phq9", (2, 2, 2, 1, 1, 2, 1, 0, 1), 2)
    before = max(today - timedelta(days=40), rows[0].first_on)
    with session.at(_morning(before)):
        done = services.record_session(
            session, rows[0].id, NewSession(before, 60, topics=("mental_health",), taken=(form,))
        )
        services.note_alert(
            session, done.alerts[0], "Ở cùng đến khi chị gái tới; đã đưa đi khám chuyên khoa, hẹn gặp lại sau ba ngày."
        )
    waits = rows[-1]
    gap = NewTaken("phq9", (1, 1, 0, 1, 0, 1, 0, 0, 2), 1)
    services.record_session(
        session, waits.id, NewSession(today, 50, topics=("mental_health", "violence"), taken=(gap,))
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), OFFICE_ZONE).astimezone(UTC)
