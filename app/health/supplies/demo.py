"""What supplies does a demo vault have? A year of deliveries, handings-out and counts; one low, one past its date."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from app.common.dates import OFFICE_ZONE
from app.health.supplies import queries, services
from app.health.supplies.terms import Loss, Purpose
from app.health.supplies.values import Count, HandOut, Receipt, WriteOff
from app.vault.session import Session

CDC = "Trung tâm Kiểm soát bệnh tật thành phố"
PROJECT = "Dự án phòng, chống HIV/AIDS"
# Item, low level, how many come at a time, and how many months such a thing keeps (0: it does not expire).
_KEPT = (
    (1, 1_500, 4_000, 36),
    (2, 0, 300, 30),
    (3, 400, 1_200, 24),
    (4, 800, 2_500, 48),
    (5, 400, 1_000, 48),
    (6, 0, 1_500, 24),
    (7, 20, 60, 0),
    (8, 300, 1_500, 0),
    (9, 300, 1_200, 0),
    (10, 200, 800, 0),
    (11, 25, 60, 12),
)  # fmt: skip
# So many days a delivery is handed out, at most.
LASTS = 110
_PURPOSES = (Purpose.STATION, Purpose.OUTREACH, Purpose.OUTREACH, Purpose.FACILITY)


# A day, and what was done on it.
Acts = list[tuple[date, Callable[[], object]]]


def acts(session: Session, seed: int) -> Acts:
    """What came in and went over the last year, to be done in the order of its days; the same seed gives the same."""
    chance, today = random.Random(f"supplies {seed}"), session.today()
    found: Acts = []
    for item, low, amount, months in _KEPT:
        found.append((today - timedelta(days=360), partial(_watch, session, item, low)))
        found += _year(session, chance, item, amount, months, today)
    came, counted = today - timedelta(days=200), today - timedelta(days=12)
    # Self-tests of a batch that ended last week, and of one that ends next month.
    ended = Receipt(came, 14, PROJECT, "ST-0917", today - timedelta(days=6), "PX 77")
    ending = Receipt(came, 30, PROJECT, "ST-1120", today + timedelta(days=34), "PX 78")
    return [
        *found,
        (came, partial(services.receive, session, 11, ended)),
        (today - timedelta(days=190), partial(services.receive, session, 11, ending)),
        (counted, partial(_counted, session, counted)),
        (counted, partial(_torn, session, counted)),
        (today - timedelta(days=1), partial(_running_low, session, today - timedelta(days=1))),
    ]


def do(session: Session, planned: Acts) -> None:
    """Do everything in the order of its days, each in the morning of its own."""
    for day, act in sorted(planned, key=lambda each: each[0]):
        with session.at(datetime.combine(day, time(9, 20), OFFICE_ZONE)):
            act()


def _watch(session: Session, item: int, low: int) -> None:
    if low:
        detail = queries.read_item(session, item)
        services.edit_item(session, item, detail.version, replace(detail.entry, low_level=low))


def _year(session: Session, chance: random.Random, item: int, amount: int, months: int, today: date) -> Acts:
    found: Acts = []
    for number in range(3):
        day = today - timedelta(days=350 - 120 * number + chance.randint(0, 9))
        end = date(day.year + months // 12, chance.randint(1, 12), 28) if months else None
        if end is not None and end < day + timedelta(days=LASTS):
            end = end.replace(year=end.year + 1)  # nobody delivers what ends before it can be handed out
        lot = f"{chance.choice('ABHKT')}{day.year % 100}{chance.randint(100, 999)}" if months else ""
        source, paper = (PROJECT if number == 1 else CDC), f"PX {chance.randint(11, 98)}/{day.year}"
        got = Receipt(day, amount, source, lot, end, paper)
        found.append((day, partial(services.receive, session, item, got)))
        for week in range(1, 5):
            given = day + timedelta(days=24 * week + chance.randint(0, 5))
            quantity = amount * chance.randint(5, 12) // 100
            purpose = chance.choice(_PURPOSES)
            people = max(1, quantity // chance.randint(20, 40)) if purpose is Purpose.OUTREACH else None
            if given < today:
                out = HandOut(given, quantity, purpose, people=people)
                found.append((given, partial(services.hand_out, session, item, out)))
    return found


def _counted(session: Session, day: date) -> None:
    batch = queries.read_item(session, 8).batches[0]
    services.count(session, 8, Count(day, batch.id, batch.left - 8, "Kiểm kê quý, thiếu 8 tờ bị ướt"))


def _torn(session: Session, day: date) -> None:
    batch = queries.read_item(session, 4).batches[0]
    torn = min(15, batch.left)
    services.destroy(session, 4, WriteOff(day, batch.id, torn, Loss.DAMAGED, "BB 02/HTS", "Rách bao bì"))


def _running_low(session: Session, day: date) -> None:
    """Lubricant was handed out faster than it came."""
    usable = sum(batch.usable for batch in queries.read_item(session, 3).batches)
    note = "Điều tiết cho trạm bạn"
    services.hand_out(session, 3, HandOut(day, usable - 260, Purpose.FACILITY, note=note))
