"""Two years of plans for the demo vault: last year's carried out, this year's approved and half carried out.

Everything goes through the services of every day, at the moment at which it would have been done. Days depend on the
day on which the demo is made, all else on the seed alone; on the first days of a year little of its plan can be done.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy import func, select

from app.common.calendar import WorkCalendar
from app.common.dates import OFFICE_ZONE
from app.police.inspection_plans import queries, services, services_items
from app.police.inspection_plans.values import ItemRow, Wanted
from app.police.inspections import services as inspections
from app.police.inspections import services_findings
from app.police.inspections.models import Inspection
from app.police.inspections.terms import MemberRole, PresentRole
from app.police.inspections.values import Decision, HeadCount, Member, Minutes, NewFinding, Present
from app.registry import queries as registry
from app.registry.demo_people import person
from app.registry.establishments import queries as establishments
from app.registry.establishments.values import Brief
from app.vault.people import Level, Unit
from app.vault.session import Session

# Kinds of violation that were in force in all the years told.
_CODES = ("no_contract", "no_health_checks", "prices", "no_insurance")
_DESCRIPTIONS = {
    "no_contract": "Chưa ký hợp đồng lao động với một số nhân viên.",
    "no_health_checks": "Chưa tổ chức khám sức khỏe định kỳ cho nhân viên.",
    "prices": "Chưa niêm yết giá dịch vụ tại quầy.",
    "no_insurance": "Chưa đóng bảo hiểm bắt buộc cho nhân viên.",
}
_MEMBERS = (
    ("Đinh Thị Sáu", "Phòng Văn hóa - Xã hội"),
    ("Mạc Văn Tĩnh", "Trạm Y tế"),
    ("Lương Thị Nết", "Ủy ban Mặt trận Tổ quốc xã"),
)
_FINE = "Cơ sở chấp hành cơ bản tốt các quy định."
_NOT_FINE = "Yêu cầu cơ sở khắc phục các tồn tại đúng thời hạn."
_MOVED = "Cơ sở đang sửa chữa, chưa hoạt động trở lại."
_ASKED = "Theo đề nghị của thôn sau khi có phản ánh về tiếng ồn."

Act = Callable[[Session], object]


def fill(session: Session, seed: int) -> None:
    """Old visits, last year's plan and this year's. The session is a lead's of the police."""
    today = session.today()
    story = _Story(session, seed)
    story.paper_register(before=date(today.year - 1, 1, 1))
    story.year(today.year - 1, Wanted(today.year - 1, f"{today.year - 1}{seed % 1000:03d}", "0.25"))
    story.year(today.year, Wanted(today.year, f"{today.year}{(seed * 7 + 13) % 1000:03d}", "0.25"))


@dataclass(frozen=True)
class _Visit:
    """A visit of the story: to whom, on which day, at which hour, and how many findings it has."""

    item: ItemRow
    day: date
    hour: int
    findings: int


class _Story:
    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.seed = session, seed
        # Told up to yesterday, so that the hour at which it is told makes no difference.
        self.yesterday = session.today() - timedelta(days=1)
        self.acts: list[tuple[datetime, Act]] = []
        with session.read() as db:
            self.calendar: WorkCalendar = registry.work_calendar(db)
        team = [a for a in session.accounts() if a.unit is Unit.POLICE and a.active and a.level is Level.OFFICER]
        self.leader = (team or [session.account])[0].id

    # --- the years before the app --------------------------------------------------------------------------

    def paper_register(self, before: date) -> None:
        """Three in four of the premises have been visited in the years before: typed in from the paper register."""
        session, chance = self.session, random.Random(f"old inspections {self.seed}")
        with session.read() as db:
            known = db.scalar(select(func.count()).where(Inspection.inspected_on < before)) or 0
            premises = [each for each in establishments.active_on(db, before) if each.state in ("active", "suspended")]
        if known:  # the inspections' own demo has brought them in
            return
        with session.at(_at(before - timedelta(days=20), 8)):
            for each in premises:
                days, number = chance.randrange(40, 900), chance.randrange(100)
                if number < 75:
                    day = self._working(before - timedelta(days=days), each)
                    inspections.add_unannounced(session, each.id, self._old_minutes(each, day))

    def _working(self, day: date, each: Brief) -> date:
        if each.opened_on is not None and day < each.opened_on:
            day = each.opened_on
        return self.calendar.next_working(day)

    def _old_minutes(self, each: Brief, day: date) -> Minutes:
        team = (Member(_MEMBERS[0][0], MemberRole.LEADER, _MEMBERS[0][1]), Member(*_member(1)))
        return Minutes(
            day,
            team=team,
            present=(Present(PresentRole.OWNER, each.responsible),),
            content="Nhập lại từ sổ kiểm tra giấy.",
            conclusion=_FINE,
        )

    # --- a year -----------------------------------------------------------------------------------------------

    def year(self, year: int, wanted: Wanted) -> None:
        """Drawn in the December before, approved a week later, carried out in the order of the lots."""
        session, last = self.session, year < self.session.today().year
        with session.at(_at(date(year - 1, 12, 15), 9)):
            plan = services.draft_plan(session, wanted).plan_id
        with session.at(_at(date(year - 1, 12, 22), 9)):
            services.approve(session, plan)
        items = queries.list_items(session, plan)
        chance = random.Random(f"plan {year} {self.seed}")
        days = self._days(date(year, 1, 8), min(date(year, 11, 25), self.yesterday - timedelta(days=1)))
        wanted_visits = len(items) if last else len(items) // 2
        visits, waiting = self._visits(chance, chance.sample(list(items), len(items)), wanted_visits, days)
        self.acts = []
        for visit in visits:
            self._carried_out(chance, visit, last)
        if not last:
            self._ahead(plan, waiting)
        else:
            for item in waiting:
                self.acts.append((_at(date(year, 11, 26), 9), partial(_put_off, item.id)))
        for moment, act in sorted(self.acts, key=lambda each: each[0]):
            with session.at(moment):
                act(session)

    def _days(self, first: date, last: date) -> list[date]:
        every = (first + timedelta(days=step) for step in range((last - first).days + 1))
        return [day for day in every if self.calendar.is_working(day)]

    def _visits(
        self, chance: random.Random, items: Sequence[ItemRow], wanted: int, days: Sequence[date]
    ) -> tuple[list[_Visit], list[ItemRow]]:
        """Evenly over the days that there were, at most four a day one after the other; and who was left out.

        Premises are visited on a day on which they are open.
        """
        waiting, visits = list(items), list[_Visit]()
        for place in range(min(wanted, len(days) * 4)):
            day = days[place * len(days) // wanted]
            with self.session.read() as db:
                open_then = {each.id for each in establishments.active_on(db, day)}
            item = next((each for each in waiting if each.establishment_id in open_then), None)
            if item is not None:
                waiting.remove(item)
                hour = 8 + 2 * sum(each.day == day for each in visits)
                visits.append(_Visit(item, day, hour, (0, 1, 0, 2, 0, 1, 0)[chance.randrange(7)]))
        return visits, waiting

    def _carried_out(self, chance: random.Random, visit: _Visit, settled: bool) -> None:
        item, day, hour = visit.item, visit.day, visit.hour
        approved = _at(date(day.year, 1, 2), 9)
        made: list[int] = []

        def plan(session: Session) -> None:
            services_items.schedule(session, item.id, day, time(hour), time(hour + 1, 30))

        def assign(session: Session) -> None:
            decision = Decision(f"{day.timetuple().tm_yday:02d}/QĐ-CAX", session.today())
            services_items.assign_team(session, [item.id], self._team(), decision)

        minutes = self._minutes(chance, visit)

        def record(session: Session) -> None:
            made.append(self._inspection_of(session, item))
            inspections.record(session, made[0], minutes)
            inspections.conclude(session, made[0])

        self.acts.append((max(approved, _at(day - timedelta(days=25), 8)), plan))
        self.acts.append((max(approved + timedelta(hours=1), _at(day - timedelta(days=4), 9)), assign))
        self.acts.append((_at(day + timedelta(days=1), 9), record))
        if visit.findings:
            self._put_right(chance, visit, made, settled)

    def _put_right(self, chance: random.Random, visit: _Visit, made: list[int], settled: bool) -> None:
        """All of last year's findings are settled; of this year's the older ones are, mostly."""
        on = visit.day + timedelta(days=chance.randrange(10, 45))
        if on > self.yesterday or (not settled and chance.random() < 0.4):
            return

        def act(session: Session) -> None:
            for each in inspections.read_again(session, made[0]).findings:
                services_findings.put_right(session, made[0], each.id, session.today(), "Chủ cơ sở đã xuất trình.")
            inspections.close(session, made[0])

        self.acts.append((_at(on, 15), act))

    def _minutes(self, chance: random.Random, visit: _Visit) -> Minutes:
        total = chance.randrange(2, 11)
        codes = chance.sample(_CODES, visit.findings)
        found = tuple(NewFinding(code, _DESCRIPTIONS[code], fix_by=visit.day + timedelta(days=30)) for code in codes)
        return Minutes(
            visit.day,
            time(visit.hour),
            time(visit.hour + 1, chance.randrange(10, 30)),
            present=(Present(PresentRole.MANAGER, person(chance)), Present(PresentRole.WORKERS, count=min(total, 3))),
            content="Kiểm tra theo kế hoạch năm.",
            head_count=HeadCount(
                total,
                chance.randint(total // 3, total),
                chance.randint(0, total // 2),
                chance.randint(0, total),
                chance.randint(total // 2, total),
            ),
            findings=found,
            conclusion=_NOT_FINE if found else _FINE,
        )

    def _team(self) -> tuple[Member, ...]:
        leader = Member(role=MemberRole.LEADER, account_id=self.leader, office="Công an xã")
        return leader, Member(*_member(1)), Member(*_member(2))

    def _inspection_of(self, session: Session, item: ItemRow) -> int:
        with session.read() as db:
            found = db.scalars(select(Inspection.id).where(Inspection.plan_item_id == item.id)).first()
        assert found is not None
        return found

    # --- what is still to do ----------------------------------------------------------------------------------

    def _ahead(self, plan: int, items: Sequence[ItemRow]) -> None:
        """The next days are set, one has passed unused; one is put off, one added; the rest have a month or nothing."""
        today = self.session.today()
        recent = _at(max(today - timedelta(days=15), date(today.year, 1, 1)), 10)
        waiting = list(items)
        days = self._days(today + timedelta(days=2), date(today.year, 12, 31))[::3]
        missed = self._days(max(today - timedelta(days=9), date(today.year, 1, 5)), today - timedelta(days=3))
        with self.session.read() as db:
            chosen = {each.establishment_id for each in queries.list_items(self.session, plan)}
            free = [each for each in establishments.active_on(db, today) if each.id not in chosen]
            planned = {each.id: establishments.brief(db, each.establishment_id) for each in waiting}
        # Those that closed meanwhile are put off; where none has, the last of the list.
        gone = [item for item in waiting if (brief := planned[item.id]) is None or brief.state != "active"]
        waiting = [item for item in waiting if item not in gone]
        gone = gone or waiting[-1:]
        waiting = [item for item in waiting if item not in gone]
        for item in gone:
            self.acts.append((recent, partial(_put_off, item.id)))
        if free:
            self.acts.append((recent, partial(_add, plan, free[0].id)))
        for item, day in zip(waiting, (*missed[-1:], *days[:3]), strict=False):
            self.acts.append((recent, partial(_schedule, item.id, day)))
        waiting = waiting[len(missed[-1:]) + len(days[:3]) :]
        if waiting:
            month = min(12, today.month + 1)
            later = [item.id for item in waiting[: len(waiting) // 2 + 1]]
            self.acts.append((recent, partial(_set_month, later, month)))


def _put_off(item_id: int, session: Session) -> None:
    services_items.put_off(session, item_id, _MOVED)


def _add(plan_id: int, establishment_id: int, session: Session) -> None:
    services_items.add_item(session, plan_id, establishment_id, _ASKED)


def _schedule(item_id: int, day: date, session: Session) -> None:
    services_items.schedule(session, item_id, day)


def _set_month(item_ids: Sequence[int], month: int, session: Session) -> None:
    services_items.set_month(session, item_ids, month)


def _member(place: int) -> tuple[str, MemberRole, str]:
    name, office = _MEMBERS[place]
    return name, MemberRole.SECRETARY if place == 1 else MemberRole.MEMBER, office


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), OFFICE_ZONE).astimezone(UTC)
