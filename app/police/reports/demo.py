"""A year of reports for the demo vault: every kind and state, made by the same services as in the window.

The stories of all reports run side by side in the order of time, so that numbers, limits and the audit are as a
year of work would have left them; all in one transaction, for speed. The same seed gives the same records.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE, office_day
from app.common.one_transaction import OneTransaction
from app.police.reports import demo_register, services, services_limits, services_review
from app.police.reports import demo_texts as texts
from app.police.reports.grounds import grounds_for
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, Flag, ReporterForm, ReportKind, Urgency
from app.police.reports.values import NewReport, Place, Reporter, Respondent
from app.registry import queries as registry
from app.registry.demo_people import person, phone
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session

Progress = Callable[[int, int], None]
# A story is told up to the next moment at which something happens.
Story = Iterator[datetime]

_KINDS = (
    *(ReportKind.CRIME_REPORT,) * 8,
    *(ReportKind.FEEDBACK,) * 6,
    *(ReportKind.PETITION,) * 3,
    *(ReportKind.COMPLAINT,) * 3,
    *(ReportKind.DENUNCIATION,) * 2,
)


_HALTS = ("accepted", "escalated", "verifying", "suspended")


# Reports told step by step; the others come out of the old register, as fast as an import.
MOST_TOLD = 300
# So many days ago the office of the demo began to use the app.
BEGAN = 220


def fill(session: Session, count: int, seed: int, progress: Progress = lambda done, total: None) -> None:
    """Make `count` reports of the year up to now. The session is a lead's of the police."""
    # The stories end with yesterday, so that the hour at which they are told makes no difference.
    now = datetime.combine(session.today(), time(), tzinfo=OFFICE_ZONE).astimezone(UTC)
    told = min(count * 5 // 8, MOST_TOLD)
    with session.work(Compartment.POLICE) as work:
        inside = OneTransaction(session, work.db)
        teller = _Teller(inside, seed, now)
        with session.at(now - timedelta(days=BEGAN)):
            teller.bring_in_the_register(count - told, lambda done, _: progress(done, count))
        queue: list[tuple[datetime, int, Story]] = []
        for index in range(told):
            story = teller.story(index)
            heapq.heappush(queue, (next(story), index, story))
        done = count - told
        while queue:
            moment, index, story = heapq.heappop(queue)
            with session.at(moment):
                following = next(story, None) if moment < now else None
            if following is not None:
                heapq.heappush(queue, (max(following, moment), index, story))
            else:
                done += 1
                progress(done, count)


class _Teller:
    def __init__(self, session: Session, seed: int, now: datetime) -> None:
        self.session, self.seed, self.now = session, seed, now
        with session.read() as db:
            self.villages = registry.villages(db)
            self.premises = registry.establishments(db, limit=1000)
        team = [a for a in session.accounts() if a.unit is Unit.POLICE and a.active and a.level is not Level.VIEWER]
        officers = [a.id for a in team if a.level is Level.OFFICER]
        # The lead works cases too, but most are the officers'.
        self.team = officers * 3 + [session.account.id]

    def bring_in_the_register(self, count: int, progress: Progress) -> None:
        """The older reports, as they stood in the office's Excel file."""
        chance = random.Random(f"register {self.seed}")
        moments = [
            self._office_hour(chance, self.now - timedelta(days=chance.uniform(BEGAN + 1, 364))) for _ in range(count)
        ]
        villages = {village.id: village for village in self.villages}
        officers = [a.full_name for a in self.session.accounts() if a.id in self.team]
        demo_register.bring_in(self.session, self.seed, moments, self._new, villages, officers, progress)

    def story(self, index: int) -> Story:
        """One report from its receipt to where it stands today."""
        chance = random.Random(f"report {self.seed} {index}")
        received = self._office_hour(chance, self.now - timedelta(days=self._age(chance, index)))
        yield received + timedelta(minutes=chance.randrange(5, 60))
        if received > self.session.clock():
            received = self.session.clock() - timedelta(minutes=1)
        new = self._new(chance, received)
        report = services.receive_report(self.session, new).report_id
        anonymous = new.kind is ReportKind.DENUNCIATION and new.reporter.form is ReporterForm.ANONYMOUS
        slow = chance.random() < 0.12
        told = new.reporter.form is not ReporterForm.ANONYMOUS
        officer = chance.choice(self.team)
        if anonymous or (new.kind is ReportKind.CRIME_REPORT and chance.random() < 0.06):
            yield self._later(chance, 1, 2)
            kind = ReportKind.FEEDBACK
            services_review.reclassify(self.session, report, kind, texts.RECLASSIFICATION)
        if chance.random() < 0.02:
            yield self._later(chance, 0, 1)
            services_review.remove(self.session, report, "Nhập trùng với đơn đã có trong sổ.")
            return
        yield self._later(chance, 12, 40) if slow else self._later(chance, 0, 4)
        fate = chance.random()
        if fate < 0.08:
            yield from self._declined(chance, report, told)
            return
        if fate < 0.18:
            yield from self._transferred(chance, report, told)
            return
        services.take_step(self.session, report, "accept", StepFacts(officer_id=officer))
        # Work goes on in an office: some of the latest stand where somebody is about to do the next thing.
        halt = _HALTS[index // 9 % len(_HALTS)] if index % 9 == 3 else ""
        if halt == "accepted":
            return
        yield self._later(chance, 0, 3)
        services.take_step(self.session, report, "begin_verification", StepFacts())
        if halt:
            self._halt(report, halt)
            return
        if Flag.CHILD in new.flags and chance.random() < 0.7:
            yield self._later(chance, 0, 2)
            services_limits.escalate(self.session, report, texts.ESCALATION)
        yield from self._verified(chance, report, slow, told)

    def _halt(self, report: int, halt: str) -> None:
        if halt == "escalated":
            services_limits.escalate(self.session, report, texts.ESCALATION)
        elif halt == "suspended":
            services_limits.suspend(self.session, report, texts.SUSPENSION)

    def _verified(self, chance: random.Random, report: int, slow: bool, told: bool) -> Story:
        if chance.random() < 0.08 and not slow:
            yield self._later(chance, 3, 7)
            services_limits.suspend(self.session, report, texts.SUSPENSION)
            yield self._later(chance, 10, 30)
            services_limits.resume(self.session, report)
        if chance.random() < 0.1:
            yield self._later(chance, 4, 9)
            if self._can_extend(report):
                services_limits.extend(self.session, report, texts.EXTENSION)
        yield self._later(chance, 20, 60) if slow else self._later(chance, 5, 15)
        found = chance.choices(list(Classification), weights=(1, 5, 3))[0]
        facts = StepFacts(verification_result=texts.RESULTS[found], classification=found)
        services.take_step(self.session, report, "conclude", facts)
        yield self._later(chance, 1, 6)
        services.take_step(self.session, report, "resolve", StepFacts(handling=texts.HANDLINGS[found]))
        yield self._later(chance, 1, 7)
        self._close(report, told)

    def _can_extend(self, report: int) -> bool:
        limits = services.read_again(self.session, report).deadlines
        return any(each.extensions_left and each.met_at is None and not each.replaced for each in limits)

    def _declined(self, chance: random.Random, report: int, told: bool) -> Story:
        ground = chance.choice(("already_settled", "not_competent", "out_of_time", "returned_with_guidance"))
        detail = services.read_again(self.session, report)
        with self.session.read() as db:
            known = {each.code for each in grounds_for(db, detail.kind, detail.instance)}
        facts = StepFacts(decline_ground=ground if ground in known else "already_settled")
        services.take_step(self.session, report, "decline", facts)
        yield self._later(chance, 1, 20)
        if chance.random() < 0.5:
            self._close(report, told)

    def _transferred(self, chance: random.Random, report: int, told: bool) -> Story:
        body = chance.choice(("investigation_agency", "commune_committee", "labour_body", "other_commune_police"))
        services.take_step(self.session, report, "transfer", StepFacts(authority=body))
        yield self._later(chance, 1, 20)
        if chance.random() < 0.5:
            self._close(report, told)

    def _close(self, report: int, told: bool) -> None:
        if told:
            facts = StepFacts(notice_on=office_day(self.session.clock()), notice_how="Văn bản trả lời")
        else:
            facts = StepFacts(no_notice_reason=texts.REASONS_NO_NOTICE)
        services.take_step(self.session, report, "close", facts)

    def _new(self, chance: random.Random, received: datetime) -> NewReport:
        kind = chance.choice(_KINDS)
        place = chance.choice(self.premises) if self.premises else None
        village = next((v for v in self.villages if place and v.id == place.village_id), None)
        content = chance.choice(texts.CONTENTS[kind]).format(
            e=place.name if place else "cơ sở dịch vụ", v=village.name if village else "thôn"
        )
        flags = {Flag.CHILD} if "tuổi" in content or "trẻ" in content.split() else set()
        flags |= {Flag.VIOLENCE} if "đánh" in content or "xô xát" in content else set()
        flags |= {Flag.TRAFFICKING} if "cưỡng ép" in content or "lừa gạt" in content else set()
        respondent = None
        if kind in (ReportKind.DENUNCIATION, ReportKind.COMPLAINT):
            respondent = Respondent(chance.choice(texts.RESPONDENTS), place.name if place else "")
        return NewReport(
            kind=kind,
            received_on=office_day(received),
            received_time=received.astimezone(OFFICE_ZONE).time().replace(second=0, microsecond=0),
            content=content,
            source=chance.choice(("in_person", "phone", "post", "online", "forwarded", "own_detection")),
            reporter=self._reporter(chance),
            respondent=respondent,
            place=Place(
                village_id=village.id if village else None,
                establishment_id=place.id if place else None,
                address=place.address if place else "",
            ),
            urgency=chance.choices(list(Urgency), weights=(8, 3, 1))[0],
            flags=frozenset(flags),
            instance=2 if kind is ReportKind.COMPLAINT and chance.random() < 0.2 else 1,
        )

    def _reporter(self, chance: random.Random) -> Reporter:
        draw = chance.random()
        if draw < 0.15:
            return Reporter(ReporterForm.ANONYMOUS)
        village = chance.choice(self.villages).name if self.villages else ""
        if draw < 0.25:
            return Reporter(ReporterForm.BY_RELAY, person(chance), relayed_by=f"Trưởng thôn {village}")
        return Reporter(ReporterForm.NAMED, person(chance), phone(chance), village)

    # --- moments -----------------------------------------------------------------------------------------

    def _age(self, chance: random.Random, index: int) -> float:
        # Every third report is of the last six weeks, so that each state has somebody in it.
        if index % 9 == 3:
            return chance.uniform(7, 16)
        return chance.uniform(0.2, 40) if index % 3 == 0 else chance.uniform(1, BEGAN - 1)

    def _office_hour(self, chance: random.Random, moment: datetime) -> datetime:
        hour = time(chance.randrange(7, 17), chance.randrange(60))
        here = datetime.combine(moment.astimezone(OFFICE_ZONE).date(), hour, tzinfo=OFFICE_ZONE)
        return min(here.astimezone(UTC), self.now - timedelta(hours=1))

    def _later(self, chance: random.Random, least: int, most: int) -> datetime:
        return self.session.clock() + timedelta(days=chance.randint(least, most), minutes=chance.randrange(30, 400))
