"""What cases does a demo vault have? Some in every state, a few known by an alias only; nobody in them is real."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.registry import queries as registry
from app.social.cases import services
from app.social.cases.consents import record_consent
from app.social.cases.declared import CODED
from app.social.cases.intake import workers
from app.social.cases.services_merging import merge_cases
from app.social.cases.terms import KEEP_RECORD, ConsentState, Flag, How, Outcome, Source
from app.social.cases.values import CaseFacts, NewCase, NewConsent, Person, StepFacts
from app.social.keeping import services as keeping
from app.vault.compartments import Compartment
from app.vault.session import Session

CASES = 40
_FAMILY = ("Ma", "Lục", "Khổng", "Giang", "Tòng", "Quách", "Âu", "Sầm")
_MIDDLE = ("Thị", "Ngân", "Kiều", "Hoài", "Thu")
_GIVEN = ("Lựu", "Mận", "Xoan", "Tầm", "Cúc", "Gấm", "Nhài", "Sen", "Thoa", "Ngát")
_ALIASES = ("Mây", "Bồ Công Anh", "Hạt Dẻ", "Sóng", "Chim Ri")
_WISHES = (
    "Muốn học nghề may và có chỗ làm gần nhà.",
    "Cần vay vốn mở quầy bán hàng ăn sáng.",
    "Cần làm lại giấy tờ và xin cho con đi học.",
    "Muốn được tư vấn pháp lý về nợ.",
    "Cần chỗ ở an toàn trong thời gian tới.",
)
# How far each of ten cases gets; the others stay where they are.
_STEPS = ((), ("assess",), ("assess", "support"), ("assess", "support"), ("assess", "support", "follow"))
_AGREED = ("share_training", "share_lender", "share_employer", "contact_by_phone", "share_legal_aid")


def fill(session: Session, seed: int, count: int = CASES) -> list[str]:
    """Open the cases and lead each through its life; their codes. The same seed gives the same cases."""
    with session.work(Compartment.SOCIAL) as work:
        return _filled(OneTransaction(session, work.db), seed, count)


def _filled(session: Session, seed: int, count: int) -> list[str]:
    chance, today = random.Random(f"cases {seed}"), session.today()
    with session.read() as db:
        villages = [village.id for village in registry.villages(db)]
    who = list(workers(session))
    days = sorted((today - timedelta(days=chance.randint(5, 420)), number) for number in range(count))
    codes = [_one(session, chance, began, number, villages, who) for began, number in days]
    _same_person(session, today)
    return codes


def _one(session: Session, chance: random.Random, began: date, number: int, villages: list[int], who: list[str]) -> str:
    today, moment = session.today(), _morning(began)
    with session.at(moment):
        until = today + timedelta(days=chance.choice((12, 25, 90, 300, 500)))
        new = NewCase(_person(chance, number), _facts(chance, number, villages, today), _consents(chance, began, until))
        case = services.open_case(session, replace(new, worker_id=chance.choice(who)))
    steps, moved = _STEPS[number % len(_STEPS)], began
    for step in steps:
        moved = min(moved + timedelta(days=chance.randint(3, 25)), today)
        with session.at(_morning(moved)):
            services.take_step(session, case.id, step)
    heard = max(moved, today - timedelta(days=chance.choice((2, 9, 20, 45))))
    with session.at(_morning(heard)):
        services.note_contact(session, case.id, heard, "Đã liên lạc theo cách an toàn đã hẹn.")
    _end(session, chance, case.id, number, heard)
    return case.code


def _end(session: Session, chance: random.Random, case_id: int, number: int, day: date) -> None:
    with session.at(_morning(day)):
        if number % 5 == 4 and number % 2 == 0:
            outcome = chance.choice((Outcome.GOAL_MET, Outcome.GOAL_MET, Outcome.MOVED, Outcome.LOST_CONTACT))
            services.take_step(session, case_id, "close", StepFacts(outcome=outcome, note="Hai bên cùng thống nhất."))
        elif number == 11:
            services.take_step(session, case_id, "transfer_out", StepFacts(reason="Chuyển về sống cùng gia đình."))
        elif number == 17:
            keeping.withdraw_case(session, case_id, day, "Có đơn viết tay.")
        elif number % 9 == 3:
            refused = NewConsent("photo", ConsentState.REFUSED, day)
            record_consent(session, case_id, refused)


def _same_person(session: Session, today: date) -> None:
    """One person who was taken in twice."""
    agreed = NewConsent(KEEP_RECORD, ConsentState.GIVEN, today, How.FORM)
    new = NewCase(Person("Sầm Kiều Ngát", birth=1996, phone="0987000111"), CaseFacts(Source.SELF), (agreed,))
    first = services.open_case(session, new)
    second = services.open_case(session, replace(new, person=Person("Sầm Kiều Ngát", birth=1996)))
    merge_cases(session, first.id, second.id, "Cùng họ tên, năm sinh; người được hỗ trợ xác nhận.")


def _person(chance: random.Random, number: int) -> Person:
    birth: date | int = chance.randint(1975, 2004)
    if number % 8 == 5:
        return Person(alias=_ALIASES[number // 8 % len(_ALIASES)], birth=birth, safe_way="Gặp tại trụ sở Hội")
    name = f"{chance.choice(_FAMILY)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"
    return Person(
        real_name=name,
        birth=birth,
        # 0900 is no mobile prefix: the number is nobody's.
        phone=f"0900{chance.randint(0, 999_999):06d}",
        safe_way=chance.choice(("Nhắn tin trước, không gọi", "Gọi và nói là bạn học cũ", "Gặp tại trụ sở Hội")),
        safe_time=chance.choice(("8 giờ đến 10 giờ sáng", "Sau 14 giờ", "Cuối tuần")),
        dependants=chance.choice(("", "Một con nhỏ", "Hai con, mẹ già")),
    )


def _facts(chance: random.Random, number: int, villages: list[int], today: date) -> CaseFacts:
    flags = frozenset({list(Flag)[number % 4]}) if number % 7 == 2 else frozenset()
    return CaseFacts(
        source=chance.choice(list(Source)),
        sex=chance.choice(("female", "female", "female", "male")),
        village_id=chance.choice(villages) if villages else None,
        flags=flags,
        urgent=number % 11 == 6,
        note=chance.choice(_WISHES),
        next_visit_on=today + timedelta(days=chance.randint(-6, 25)),
        review_on=today + timedelta(days=chance.randint(5, 90)),
        **_coded(number),
    )


def _coded(number: int) -> dict[str, Any]:
    """What else is coded: some of each, and some not asked. By the number alone, so that the rest stays as it is."""
    asked = [each for each in CODED if not each.required]
    return {each.name: (None, *each.names)[number % (len(each.names) + 1)] for each in asked}


def _consents(chance: random.Random, day: date, until: date) -> tuple[NewConsent, ...]:
    kept = NewConsent(KEEP_RECORD, ConsentState.GIVEN, day, How.FORM)
    oral = NewConsent(
        chance.choice(_AGREED), ConsentState.GIVEN, day, How.ORAL, until=until, witness="Chi hội trưởng phụ nữ thôn"
    )
    return (kept, oral)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), OFFICE_ZONE).astimezone(UTC)
