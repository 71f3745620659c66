"""Inspections for the demo vault: the old paper register, and unannounced visits in every state of today.

`fill_register` comes before the demo of the year's plans, `fill` after it: what the plans choose rests on the old
visits. Days depend on the day on which the demo is made, all else on the seed alone.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.common.calendar import WorkCalendar
from app.common.dates import OFFICE_ZONE, show_date
from app.common.import_cells import digest
from app.common.imports import Batch, Row
from app.common.one_transaction import OneTransaction
from app.police.inspections import demo_texts as texts
from app.police.inspections import (
    services,
    services_counts,
    services_findings,
    services_review,
    services_sanctions,
    template,
)
from app.police.inspections.import_cells import FollowUp, Handling, Team
from app.police.inspections.import_storage import InspectionImports
from app.police.inspections.record import find
from app.police.inspections.terms import CheckResult, InspectionKind, MemberRole, PresentRole, ReviewResult
from app.police.inspections.values import (
    Check,
    Decision,
    HeadCount,
    Member,
    Minutes,
    NewFinding,
    NewPlan,
    NewSanction,
    Present,
    Review,
)
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.registry.establishments.import_cells import Workers
from app.registry.establishments.values import Brief
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session

EVENING = time(20, 0)
# So many days ago: visits whose findings each show something else.
SHOWN = frozenset({9, 16, 24, 33, 41, 47, 52, 60, 75, 96, 118, 139})
BINNED = 392


def fill_register(session: Session, seed: int) -> None:
    """What the paper register of the two years before last year says, brought in as an office does: by an import."""
    today = session.today()
    last = date(today.year - 2, 12, 20)
    chance = random.Random(f"old inspections {seed}")
    with session.read() as db:
        places = premises_register.active_on(db, last)
    rows = []
    for place in places:
        for _ in range(chance.choice((0, 1, 1, 1, 2))):
            day = last - timedelta(days=chance.randrange(0, 700))
            if place.opened_on is None or place.opened_on <= day:
                rows.append((day, place))
    rows.sort(key=lambda each: (each[0], each[1].number))
    with session.at(_at(date(today.year - 1, 1, 5), time(9))):
        InspectionImports().store(
            session,
            [_old_row(number, day, place, chance) for number, (day, place) in enumerate(rows, 1)],
            Batch(f"demo-inspections-{seed}", "inspections", digest("demo inspections", seed)),
            lambda done, total: None,
            lambda: False,
        )


def _old_row(number: int, day: date, place: Brief, chance: random.Random) -> Row:
    violation, handling, seen = chance.choice(texts.OLD_FOUND)
    found = chance.random() < 0.35
    later = day + timedelta(days=chance.randrange(12, 40))
    total = chance.randrange(1, 12)
    fine = 750_000 if "750.000" in handling else None
    content = chance.choice(texts.OLD_CONTENT)
    values: dict[str, Any] = {
        "number": place.number,
        "place": place.name,
        "type": place.type_name,
        "owner": place.owner or place.responsible or None,
        "address": place.address,
        "workers": Workers(total, chance.randint(0, total)),
        "inspected_on": day,
        "team": Team("Đội kiểm tra liên ngành 178 của xã", "", None),
        "content": content,
        "violations": (violation,) if found else (),
        "handling": Handling(handling, (), fine, "", None) if found else None,
        "fix_by": day + timedelta(days=30) if found else None,
        # The last of them were never looked at again.
        "follow_up": FollowUp(seen.format(day=show_date(later)), later, True) if found and seen else None,
        "note": None,
    }
    return Row(number, values, fingerprint=digest(place.number, place.address, day.isoformat(), content))


# --- what happened since -----------------------------------------------------------------------------------------


def fill(session: Session, seed: int) -> None:
    """Unannounced visits of last year and this year, in every state. The session is a lead's of the police."""
    story = _Story(session, seed)
    counted: list[tuple[int, date]] = []
    with session.work(Compartment.POLICE) as work:
        story.inside = OneTransaction(session, work.db)
        for days_ago in story.days():
            counted.append((story.told(days_ago), session.today() - timedelta(days=days_ago)))
        story.ahead()
    with session.read() as db:
        waiting = [each for each in counted if not find(db, each[0]).removed]
    for inspection_id, day in waiting:  # the register of establishments is another compartment
        with session.at(min(_at(day + timedelta(days=1), time(9)), session.clock())):
            services_counts.carry_head_count(session, inspection_id)
    for inspection_id, day in story.to_correct:
        with session.at(_at(day, time(10))):
            version = services.read_again(session, inspection_id).version
            changes = {"recommendations": texts.CORRECTION}
            services_review.correct(session, inspection_id, version, changes, texts.CORRECTED)


class _Story:
    def __init__(self, session: Session, seed: int) -> None:
        self.outside = self.inside = session
        self.today = session.today()
        self.chance = random.Random(f"inspections {seed}")
        team = [a for a in session.accounts() if a.unit is Unit.POLICE and a.active and a.level is Level.OFFICER]
        self.leader = (team or [session.account])[0].id
        self.number = 0
        self.to_correct: list[tuple[int, date]] = []
        with session.read() as db:
            self.calendar: WorkCalendar = registry.work_calendar(db)
            places = premises_register.active_on(db, self.today)
            self.kinds = registry.whole_catalogue(db, registry.VIOLATION_KINDS)
        # Premises that everybody knew to be open all the time.
        long_open = [each for each in places if each.opened_on is None or each.opened_on.year < self.today.year - 1]
        first = self.today - timedelta(days=max(self.days()))
        drawn = self.chance.sample(long_open, len(long_open))
        # In the first weeks of a year some of them opened after the first visit.
        self.places = [each for each in drawn if each.opened_on is None or each.opened_on <= first]

    def days(self) -> list[int]:
        """So many days ago: the newest are still being worked on."""
        fixed = [1, 2, 9, 16, 24, 33, 41, 47, 52, 60, 75, 96, 118, 139, 171, 204]
        last_year = [300, BINNED, 420, 470]
        return sorted((*fixed, *last_year), reverse=True)

    def told(self, days_ago: int) -> int:
        """One visit in the evening, and what followed up to yesterday."""
        day = self.today - timedelta(days=days_ago)
        place = self.places[self.number % len(self.places)]
        self.number += 1
        count = (
            0
            if days_ago == BINNED or (days_ago not in SHOWN and self.number % 3 == 0)
            else self.chance.choice((1, 1, 2))
        )
        minutes = self.minutes(place, day, count)
        with self.outside.at(_at(day + timedelta(days=1), time(8, 30))), self.inside.work(Compartment.POLICE) as work:
            inspection_id = services.add_unannounced_in(work, place.id, minutes).inspection_id
        if days_ago == 1:
            return inspection_id
        self._on(day + timedelta(days=2))
        with self.outside.at(self._moment):
            services.conclude(self.inside, inspection_id)
        if count:
            self._followed(inspection_id, day, days_ago)
        elif days_ago == BINNED:
            self._step(day + timedelta(days=20), services_review.remove, inspection_id, texts.BINNED)
        return inspection_id

    def minutes(self, place: Brief, day: date, count: int) -> Minutes:
        chance = self.chance
        total = place.workers.total if place.workers else chance.randrange(2, 9)
        fix_by = self.today if day == self.today - timedelta(days=16) else day + timedelta(days=30)
        known = [item for item in self.kinds if item.in_force(day) and item.active]
        kinds = chance.sample(known, min(count, len(known)))
        found = tuple(
            NewFinding(item.code, chance.choice(texts.DESCRIPTIONS), ("reminder", "put_right"), fix_by)
            for item in kinds
        )
        with self.inside.read() as db:
            checks = template.checklist(db, place.type_code, day)
        return Minutes(
            day,
            EVENING,
            time(21, 5 * chance.randrange(2, 10)),
            team=self.team(),
            decision=Decision(f"{20 + self.number}/QĐ-CAX", day),
            present=(
                Present(PresentRole.MANAGER, place.responsible or place.owner),
                Present(PresentRole.WORKERS, count=min(total, 3)),
            ),
            content=chance.choice(texts.CONTENT),
            checks=tuple(self._checked(check, bool(found)) for check in checks),
            head_count=HeadCount(total, chance.randint(0, total), chance.randint(0, total), None, total),
            findings=found,
            owner_opinion=texts.OPINION,
            conclusion=texts.CONCLUSION if found else texts.CONCLUSION_FINE,
            recommendations=texts.RECOMMENDATION if found else "",
        )

    def _checked(self, check: Check, found: bool) -> Check:
        result = self.chance.choices(
            (CheckResult.MET, CheckResult.NOT_MET, CheckResult.NOT_APPLICABLE), (8, 1 if found else 0, 1)
        )[0]
        return Check(check.text, result, check.item_code, check.basis, "")

    def team(self) -> tuple[Member, ...]:
        name, office = texts.MEMBERS[self.number % len(texts.MEMBERS)]
        leader = Member(role=MemberRole.LEADER, account_id=self.leader, office="Công an xã")
        return leader, Member(name, MemberRole.SECRETARY, office)

    # --- what followed --------------------------------------------------------------------------------------------

    def _followed(self, inspection_id: int, day: date, days_ago: int) -> None:
        detail = services.read_again(self.inside, inspection_id)
        first = detail.findings[0].id
        if days_ago in (16, 9, 47, 139) or (days_ago > 300 and self.number % 2):
            self._sanction(inspection_id, first, day, days_ago)
        if days_ago in (16, 41):  # nobody has looked again: due this week, overdue
            return
        if days_ago == 33:  # somebody will
            tomorrow = self.calendar.next_working(self.today + timedelta(days=1))
            services_findings.begin_follow_up(self.inside, inspection_id, tomorrow, time(17), time(18))
            return
        if days_ago == 52:
            self._step(day + timedelta(days=12), services_findings.hand_over, inspection_id, first, texts.HANDED_OVER)
        elif days_ago == 60:
            self._step(day + timedelta(days=9), services_findings.dismiss, inspection_id, first, texts.DISMISSED)
        elif days_ago in (24, 75, 96) or days_ago > 150:
            self._follow_up(inspection_id, day, partly=days_ago == 24 or days_ago == 75)
        else:
            for each in detail.findings:
                on = min(day + timedelta(days=21), self.today - timedelta(days=1))
                self._step(on, services_findings.put_right, inspection_id, each.id, on, "Đã xuất trình giấy tờ.")
        left = services.read_again(self.inside, inspection_id)
        if not any(each.state.value == "open" for each in left.findings) and days_ago != 9:
            self._step(min(day + timedelta(days=45), self.today - timedelta(days=1)), services.close, inspection_id)
        if days_ago == 118:
            self.to_correct.append((inspection_id, day + timedelta(days=60)))

    def _follow_up(self, inspection_id: int, day: date, partly: bool) -> None:
        on = min(self.calendar.next_working(day + timedelta(days=20)), self.today - timedelta(days=2))
        self._on(on - timedelta(days=3) if on - timedelta(days=3) > day else on)
        with self.outside.at(self._moment):
            again = services_findings.begin_follow_up(self.inside, inspection_id, on, time(17), time(18)).inspection_id
        detail = services.read_again(self.inside, again)
        reviews = tuple(
            Review(each.id, ReviewResult.PARTLY, texts.PARTLY, on + timedelta(days=15))
            if partly and place == 0
            else Review(each.id, ReviewResult.PUT_RIGHT)
            for place, each in enumerate(detail.to_review)
        )
        minutes = Minutes(
            on,
            time(17),
            time(17, 40),
            content=texts.FOLLOW_UP_CONTENT,
            reviews=reviews,
            conclusion=texts.FOLLOW_UP_CONCLUSION,
        )
        self._on(on + timedelta(days=1))
        with self.outside.at(self._moment), self.inside.work(Compartment.POLICE) as work:
            services.record_in(work, again, minutes)
            services.conclude(self.inside, again)

    def _sanction(self, inspection_id: int, finding_id: int, day: date, days_ago: int) -> None:
        decided = day + timedelta(days=min(7, days_ago - 1))
        due = decided + timedelta(days=10)
        paid = decided + timedelta(days=6) if days_ago > 47 else None
        new = NewSanction(
            f"{self.number + 10}/QĐ-XPHC", decided, self.chance.choice((750_000, 1_500_000, 3_000_000)), (finding_id,),
            "Hộ kinh doanh của cơ sở", due_on=due, paid_on=paid,
        )  # fmt: skip
        self._step(decided if paid is None else paid, services_sanctions.add_sanction, inspection_id, new)

    def ahead(self) -> None:
        """Visits to come that are in no plan: with a team, without one, called off."""
        places = self.places[-3:]
        days = [self.calendar.next_working(self.today + timedelta(days=step)) for step in (1, 3, 6)]
        for place, day, kind in zip(places, days, ("ready", "planned", "cancelled"), strict=False):
            new = NewPlan(place.id, day, EVENING, time(21, 30), InspectionKind.UNANNOUNCED, texts.CONTENT[3])
            self._on(self.today - timedelta(days=2))
            with self.outside.at(self._moment), self.inside.work(Compartment.POLICE) as work:
                inspection_id = services.plan_in(work, new).inspection_id
                if kind == "ready":
                    decision = Decision(f"{90 + self.number}/QĐ-CAX", self.today - timedelta(days=2))
                    services.assign_team(self.inside, inspection_id, self.team(), decision)
                elif kind == "cancelled":
                    services.cancel(self.inside, inspection_id, texts.CANCELLED)

    def _on(self, day: date) -> None:
        self._moment = _at(min(day, self.today - timedelta(days=1)), time(10))

    def _step(self, day: date, act: Any, *what: Any) -> None:
        self._on(day)
        with self.outside.at(self._moment):
            act(self.inside, *what)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, OFFICE_ZONE).astimezone(UTC)
