"""What support does a demo vault have? Some of each kind in many states, two jobs kept for half a year and a year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from app.common.deadlines import add_months
from app.common.one_transaction import OneTransaction
from app.social.cases.consents import record_consent
from app.social.cases.queries import CaseFilter, CaseRow, list_cases
from app.social.cases.queries import Sort as CaseSort
from app.social.cases.terms import ConsentState, How
from app.social.cases.values import NewConsent
from app.social.support_services import rules, services, services_jobs
from app.social.support_services.lives import LIVES
from app.social.support_services.terms import CASH, IN_KIND, Answer, Outcome, ServiceKind
from app.social.support_services.values import Facts, NewAnswer, NewService, StepFacts
from app.vault.compartments import Compartment
from app.vault.session import OFFICE_ZONE, Session

K = ServiceKind
DAY = timedelta(days=1)
CENTRE = "Trung tâm GDNN - GDTX khu vực"
COURSES = ("May công nghiệp", "Nấu ăn", "Làm tóc", "Chăm sóc người cao tuổi", "Tin học văn phòng")
PLACES = (
    ("Công nhân may", "Xưởng may Hòa Phát Lộc", 6_500_000),
    ("Phụ bếp", "Nhà hàng Bến Lúa", 6_000_000),
    ("Nhân viên bán hàng", "Cửa hàng tạp hóa Thu Cúc", 5_500_000),
    ("Thợ phụ làm tóc", "Tiệm tóc Hương Sen", None),
)


@dataclass(frozen=True)
class _At:
    """The demo at its work: on a day of the past, for a case."""

    session: Session

    def case(self, case: int, day: date, kind: ServiceKind, facts: Facts) -> int:
        with self.session.at(_morning(day)):
            return services.propose(self.session, NewService(case, kind, facts)).id

    def agree(self, case: int, day: date, kind: ServiceKind) -> None:
        """The person is asked first, as an office does it."""
        with self.session.at(_morning(day)):
            given = NewConsent(LIVES[kind].purpose, ConsentState.GIVEN, day, How.FORM)
            record_consent(self.session, case, given)

    def step(self, service: int, name: str, day: date, **facts: Any) -> bool:
        """Take a step if its day has come; says whether it has."""
        if day > self.session.today():
            return False
        with self.session.at(_morning(day)):
            services.take_step(self.session, service, name, StepFacts(on=day, **facts))
        return True


def fill(session: Session) -> int:
    """Support for cases that are there; how much there is. The same cases give the same support."""
    with session.work(Compartment.SOCIAL) as work:
        return _filled(OneTransaction(session, work.db))


def _filled(session: Session) -> int:
    at, today = _At(session), session.today()
    found = list_cases(session, CaseFilter(open_only=True), CaseSort.NEWEST, None, 500).rows
    oldest = sorted(found, key=lambda row: (row.opened_on, row.id))
    made = 0
    for at_work, row in zip((_kept_a_year, _kept_half_a_year, _lost, _asked_late, _sought), oldest, strict=False):
        made += at_work(at, row, today)
    around = cycle(oldest)
    for supported in _OTHERS:
        supported(at, next(around), today)
    return made + len(_OTHERS)


# --- work and trades ---------------------------------------------------------------------------------------------


def _course(at: _At, row: CaseRow, number: int, begun: date, months: int = 3) -> int:
    """A course up to where it stands today."""
    until = add_months(begun, months)
    facts = Facts(subject=COURSES[number % len(COURSES)], provider=CENTRE, starts_on=begun, ends_on=until, planned=36)
    proposed = max(row.opened_on, begun - 12 * DAY)
    at.agree(row.id, proposed, K.TRAINING)
    course = at.case(row.id, proposed, K.TRAINING, facts)
    at.step(course, "enrol", max(proposed, begun - 7 * DAY))
    at.step(course, "start", begun)
    return course


def _job(at: _At, row: CaseRow, number: int, start: date) -> int:
    subject, employer, wage = PLACES[number % len(PLACES)]
    sought = max(row.opened_on, start - 20 * DAY)
    at.agree(row.id, sought, K.JOB)
    job = at.case(row.id, sought, K.JOB, Facts(subject=subject, provider=employer))
    at.step(job, "offer", max(sought, start - 6 * DAY))
    at.step(job, "place", start, amount=wage)
    return job


def _asked(at: _At, job: int, start: date, *answers: Answer) -> None:
    """What was heard at the checks that are over, in their order."""
    for (months, due), answer in zip(rules.check_days(start).items(), answers, strict=False):
        day = due + 2 * DAY
        if day > at.session.today():
            return
        with at.session.at(_morning(day)):
            services_jobs.answer_check(at.session, job, NewAnswer(months, answer, day))


def _kept_a_year(at: _At, row: CaseRow, today: date) -> int:
    """The oldest case: a job that is kept, as long as there was time for it."""
    start = max(row.opened_on + 8 * DAY, add_months(today, -12) - 6 * DAY)
    job = _job(at, row, 0, start)
    _asked(at, job, start, *(Answer.YES,) * 4)
    return 1


def _kept_half_a_year(at: _At, row: CaseRow, today: date) -> int:
    """A course first, then a job for half a year."""
    start = max(row.opened_on + 100 * DAY, add_months(today, -6) - 9 * DAY)
    course = _course(at, row, 0, start - 95 * DAY if start - 95 * DAY > row.opened_on else row.opened_on, 2)
    done = start - 12 * DAY
    at.step(course, "complete", done, attended=34, certificate="CN-2117", certified_on=done)
    job = _job(at, row, 1, start)
    _asked(at, job, start, Answer.YES, Answer.UNKNOWN, Answer.YES)
    return 2


def _lost(at: _At, row: CaseRow, today: date) -> int:
    start = max(row.opened_on + 10 * DAY, add_months(today, -5))
    job = _job(at, row, 2, start)
    _asked(at, job, start, Answer.YES)
    at.step(job, "lose", min(start + 74 * DAY, today), reason="Cửa hàng thu hẹp, cho nghỉ bớt người.")
    return 1


def _asked_late(at: _At, row: CaseRow, today: date) -> int:
    """Placed five weeks ago: the first check is late."""
    _job(at, row, 3, max(row.opened_on, add_months(today, -1) - 5 * DAY))
    return 1


def _sought(at: _At, row: CaseRow, today: date) -> int:
    sought = max(row.opened_on, today - 9 * DAY)
    at.case(row.id, sought, K.JOB, Facts(subject="Tạp vụ, ca ngày", note="Muốn làm gần nhà, đón con lúc 16 giờ."))
    return 1


def _attending(at: _At, row: CaseRow, today: date) -> None:
    """It ends in five days."""
    begun = max(row.opened_on, add_months(today, -3) + 5 * DAY)
    course = _course(at, row, 1, begun, 3)
    with at.session.at(_morning(today - DAY)):
        services.note_attendance(at.session, course, max(begun, today - DAY), 29)


def _enrolled(at: _At, row: CaseRow, today: date) -> None:
    _course(at, row, 2, today + 6 * DAY)


def _dropped_out(at: _At, row: CaseRow, today: date) -> None:
    begun = max(row.opened_on, today - 80 * DAY)
    course = _course(at, row, 3, begun)
    at.step(course, "stop", min(begun + 30 * DAY, today), reason="Con ốm dài ngày, xin dừng để học lớp sau.")


# --- referrals -----------------------------------------------------------------------------------------------------


def _referral(at: _At, row: CaseRow, kind: ServiceKind, sent: date, subject: str, provider: str) -> int:
    at.agree(row.id, sent, kind)
    referral = at.case(row.id, sent, kind, Facts(subject=subject, provider=provider))
    at.step(referral, "send", sent)
    return referral


def _legal_late(at: _At, row: CaseRow, today: date) -> None:
    sent = max(row.opened_on, today - 19 * DAY)
    _referral(at, row, K.LEGAL_AID, sent, "Bị đòi nợ lãi cao, không có giấy vay", "Trung tâm trợ giúp pháp lý")


def _legal_answered(at: _At, row: CaseRow, today: date) -> None:
    sent = max(row.opened_on, today - 120 * DAY)
    referral = _referral(at, row, K.LEGAL_AID, sent, "Thủ tục nhận nuôi con", "Trung tâm trợ giúp pháp lý")
    if at.step(referral, "accept", sent + 6 * DAY):
        at.step(referral, "take_outcome", sent + 40 * DAY, outcome=Outcome.HELPED)


def _health(at: _At, row: CaseRow, today: date) -> None:
    sent = max(row.opened_on, today - 12 * DAY)
    referral = _referral(at, row, K.HEALTH, sent, "Khám sức khỏe tổng quát", "Trạm Y tế")
    at.step(referral, "accept", sent + 3 * DAY)


def _health_declined(at: _At, row: CaseRow, today: date) -> None:
    sent = max(row.opened_on, today - 60 * DAY)
    referral = _referral(at, row, K.HEALTH, sent, "Tư vấn dinh dưỡng", "Phòng khám đa khoa khu vực")
    at.step(referral, "decline", sent + 9 * DAY, reason="Không còn suất khám trong quý.")


# --- help, shelter, papers, school, counselling --------------------------------------------------------------------


def _cash_given(at: _At, row: CaseRow, today: date) -> None:
    asked = max(row.opened_on, today - 50 * DAY)
    aid = at.case(row.id, asked, K.HELP, Facts(variety=CASH, amount=1_500_000))
    at.step(aid, "approve", asked)
    at.step(aid, "give", asked + DAY, received_by="Người được hỗ trợ ký nhận", receipt=True)


def _goods_approved(at: _At, row: CaseRow, today: date) -> None:
    asked = max(row.opened_on, today - 6 * DAY)
    facts = Facts(variety=IN_KIND, amount=820_000, subject="Gạo, dầu ăn, sữa bột", quantity="20 kg gạo, 2 lít, 2 hộp")
    aid = at.case(row.id, asked, K.HELP, facts)
    at.step(aid, "approve", asked + DAY)


def _cash_proposed(at: _At, row: CaseRow, today: date) -> None:
    at.case(row.id, today, K.HELP, Facts(variety=CASH, amount=800_000, note="Tiền thuê trọ tháng này."))


def _staying(at: _At, row: CaseRow, today: date) -> None:
    begun = max(row.opened_on, today - 26 * DAY)
    at.agree(row.id, begun, K.SHELTER)
    stay = at.case(row.id, begun, K.SHELTER, Facts(variety="home", provider="Nhà tạm lánh của tỉnh"))
    at.step(stay, "admit", begun, expected_on=max(today + 4 * DAY, begun))


def _stayed(at: _At, row: CaseRow, today: date) -> None:
    begun = max(row.opened_on, today - 90 * DAY)
    at.agree(row.id, begun, K.SHELTER)
    stay = at.case(row.id, begun, K.SHELTER, Facts(variety="family", provider="Gia đình người chị họ"))
    at.step(stay, "admit", begun)
    at.step(stay, "leave", begun + 17 * DAY)


def _paper_late(at: _At, row: CaseRow, today: date) -> None:
    applied = max(row.opened_on, today - 22 * DAY)
    at.agree(row.id, applied, K.PAPERS)
    paper = at.case(row.id, applied, K.PAPERS, Facts(variety="identity", provider="Công an xã"))
    at.step(paper, "apply", applied)


def _paper_came(at: _At, row: CaseRow, today: date) -> None:
    applied = max(row.opened_on, today - 70 * DAY)
    at.agree(row.id, applied, K.PAPERS)
    paper = at.case(row.id, applied, K.PAPERS, Facts(variety="birth", provider="UBND xã", subject="Khai sinh cho con"))
    at.step(paper, "apply", applied)
    at.step(paper, "receive", applied + 11 * DAY)


def _school(at: _At, row: CaseRow, today: date) -> None:
    begun = max(row.opened_on, today - 75 * DAY)
    year = begun.year if begun.month >= 7 else begun.year - 1
    at.agree(row.id, begun, K.SCHOOL)
    facts = Facts(
        variety="primary",
        children=2,
        provider="Trường Tiểu học xã",
        school_year=f"{year}-{year + 1}",
        ends_on=date(year + 1, 5, 31),
        subject="Học bổng, sách vở, thẻ bảo hiểm y tế",
        amount=1_200_000,
    )
    school = at.case(row.id, begun, K.SCHOOL, facts)
    at.step(school, "arrange", begun)


def _counselled(at: _At, row: CaseRow, today: date) -> None:
    begun = max(row.opened_on, today - 55 * DAY)
    talk = at.case(row.id, begun, K.COUNSELLING, Facts(variety="psychological", planned=6))
    at.step(talk, "begin", begun)
    at.step(talk, "finish", begun + 45 * DAY, attended=5)


def _counselling(at: _At, row: CaseRow, today: date) -> None:
    begun = max(row.opened_on, today - 34 * DAY)
    talk = at.case(row.id, begun, K.COUNSELLING, Facts(variety="work", planned=4, subject="Chọn nghề phù hợp"))
    at.step(talk, "begin", begun)


_OTHERS: tuple[Callable[[_At, CaseRow, date], None], ...] = (
    *(_counselled, _attending, _legal_late, _cash_given, _school, _paper_late, _staying, _health),
    *(_enrolled, _goods_approved, _counselling, _dropped_out, _legal_answered, _paper_came, _stayed),
    *(_health_declined, _cash_proposed),
)


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE_ZONE)
