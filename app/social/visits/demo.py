"""What visits do the cases of a demo vault have? Made, missed, cancelled, late, today and to come; nobody is real."""

import random
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.social.cases.queries import CaseRow, Sort, list_cases
from app.social.cases.rules import OPEN
from app.social.support_plans.reading import in_force_of
from app.social.visits import services
from app.social.visits.terms import Going, Way
from app.social.visits.values import NewVisit, Standing, Written
from app.vault.compartments import Compartment
from app.vault.session import Session

SUNDAY = 6
_PLACES: dict[Way, tuple[str, ...]] = {
    Way.OFFICE: ("Phòng tiếp, trụ sở Hội", "Bộ phận một cửa xã"),
    Way.SAFE_PLACE: ("Nhà văn hóa thôn", "Quán nước cạnh trạm y tế", "Nhà chi hội trưởng"),
    Way.PHONE: ("",),
    Way.HOME: ("",),
}
_TALKED = (
    "Kể về tuần qua, đã đi học đủ buổi. Cần hỏi thêm về lịch thi.",
    "Đã nộp giấy tờ, còn chờ kết quả. Bàn cách giữ liên lạc an toàn.",
    "Con ốm nên nghỉ một tuần. Thống nhất dời việc nộp đơn.",
    "Đã thử bán hàng ba buổi, tính lại vốn cần vay.",
    "Lo về khoản nợ cũ. Hẹn gặp người trợ giúp pháp lý.",
)
_AIMS = ("Hỏi việc học", "Xem lại việc đã hẹn trong kế hoạch", "Đưa giấy hẹn và bàn việc vay vốn", "")
_CAME = ("Một mình", "Cùng con nhỏ", "Cùng mẹ", "")
_NOTES = ("Đã nộp đơn", "Còn vướng giấy tờ", "", "")
# Days from today of the next visit, in turn: late, today, soon, and none.
_NEXT = (-4, 0, 1, 3, 6, 12, 20, None)


def fill(session: Session, seed: int) -> None:
    """Give the open cases their visits: one a month or so before today, and the next."""
    with session.work(Compartment.SOCIAL) as work:
        _filled(OneTransaction(session, work.db), random.Random(f"visits {seed}"))


def _filled(session: Session, chance: random.Random) -> None:
    rows = [row for row in list_cases(session, sort=Sort.CODE).rows if row.state in OPEN]
    for number, row in enumerate(rows):
        _one(session, chance, row, number)


def _one(session: Session, chance: random.Random, row: CaseRow, number: int) -> None:
    today, first = session.today(), row.opened_on + timedelta(days=6)
    last = today - timedelta(days=chance.choice((3, 8, 15, 34)))
    days = [day for day in (last - timedelta(days=30 * back) for back in (2, 1, 0)) if day >= first]
    for at, day in enumerate(map(_open_day, days)):
        _past(session, chance, row.id, day, missed=number % 5 == 3 and at == len(days) - 1)
    ahead = _NEXT[number % len(_NEXT)]
    if ahead is not None:
        _planned(
            session, chance, row.id, _open_day(today + timedelta(days=ahead)), max(first, today - timedelta(days=5))
        )


def _past(session: Session, chance: random.Random, case_id: int, day: date, *, missed: bool) -> None:
    """Planned some days before, then met or not."""
    new = _new(session, chance, case_id, day)
    with session.at(_at(day - timedelta(days=5))):
        visit = services.plan_visit(session, case_id, new)
    with session.at(_at(day)):
        if missed:
            services.miss_visit(
                session, visit.id, day, "Không đến, không nhắn lại", "Nhắn tin theo cách an toàn đã hẹn"
            )
            return
        with session.read() as db:
            plan = in_force_of(session, db, case_id, revealed=False)
        goals = plan.goals if plan is not None else ()
        standing = tuple(Standing(goal.id, chance.choice(list(Going)), chance.choice(_NOTES)) for goal in goals)
        written = Written(day, new.way, chance.choice(_TALKED), chance.choice(_CAME), new.place, standing)
        services.write_up(session, visit.id, written)


def _planned(session: Session, chance: random.Random, case_id: int, day: date, when: date) -> None:
    """The next one; now and then one that was cancelled, or moved once."""
    new = _new(session, chance, case_id, day)
    with session.at(_at(min(when, day, session.today()))):
        if chance.random() < 0.2:
            gone = services.plan_visit(session, case_id, new)
            services.cancel_visit(session, gone.id, "Người được hỗ trợ xin hẹn lại")
        visit = services.plan_visit(session, case_id, new)
        if chance.random() < 0.2:
            services.move_visit(session, visit.id, new, "Đổi giờ theo lịch làm")


def _new(session: Session, chance: random.Random, case_id: int, day: date) -> NewVisit:
    way = chance.choice(list(Way))
    if services.why_not_way(session, case_id, way, day) is not None:
        way = chance.choice((Way.OFFICE, Way.SAFE_PLACE))
    hour = time(chance.choice((8, 9, 14, 15)), chance.choice((0, 30)))
    return NewVisit(day, way, hour, chance.choice(_PLACES[way]), chance.choice(_AIMS))


def _open_day(day: date) -> date:
    """Nobody is visited on a Sunday."""
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), OFFICE_ZONE).astimezone(UTC)
