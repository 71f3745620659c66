"""Which clients does a demo vault have? Some in every state, most of them known by a code only; nobody is real."""

import random
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.health.appointments import services as appointments
from app.health.appointments.services import NewAppointment
from app.health.care import queries as care_queries
from app.health.care import services as care
from app.health.care.terms import CareOutcome, Kept, PartnerChoice
from app.health.care.values import CareFacts, NewCare
from app.health.clients import erasure, services
from app.health.clients.consents import record_consent
from app.health.clients.terms import REFER_FACILITY, AgeBand, ConsentState, How, LeftReason, SafeWay, Source
from app.health.clients.values import ClientFacts, NewClient, NewConsent, Person, StepFacts
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.session import Session

CLIENTS = 26
# 0900 is no mobile prefix: the number is nobody's.
_PEOPLE = (Person("Ngân Thị Sim", "0900111222"), Person("", "0900333444"), Person("Chị Mơ", "", "Nhắn qua Zalo Hoa Mơ"))
_PHRASES = ("cây gạo đầu làng cũ", "mèo tam thể ngủ trưa")
_NOTES = ("", "", "Lần sau muốn gặp cán bộ nữ.", "Đến một mình, cần phòng kín.", "Hỏi về cách bảo vệ bản thân.")
_FACILITIES = ("Phòng khám ngoại trú Hoa Gạo", "Trung tâm Sao Mai")
_GROUPS = ("", "", "sells_sex", "venue_worker", "msm", "pregnant", "partner")


def fill(session: Session, seed: int, count: int = CLIENTS) -> list[str]:
    """Open the records and lead each through some of its life; their codes, which are drawn anew each time."""
    with session.work(Compartment.HEALTH) as work:
        return _filled(OneTransaction(session, work.db), seed, count)


def _filled(session: Session, seed: int, count: int) -> list[str]:
    chance, today = random.Random(f"clients {seed}"), session.today()
    with session.read() as db:
        villages = [village.id for village in registry.villages(db)]
    days = sorted((today - timedelta(days=chance.randint(3, 400)), number) for number in range(count))
    codes = [_one(session, chance, began, number, villages) for began, number in days]
    return [*codes, _in_a_hurry(session)]


def _in_a_hurry(session: Session) -> str:
    """Somebody for whom the hours run."""
    now, facility = session.clock(), _FACILITIES[0]
    facts = ClientFacts(Source.SELF, sex="female", age_band=AgeBand.TO_24, safe_way=SafeWay.CALL, safe_when="Cả ngày")
    client = services.open_record(session, NewClient(facts, How.ORAL))
    agreed = NewConsent(REFER_FACILITY, ConsentState.GIVEN, session.today(), How.ORAL, facility)
    record_consent(session, client.id, agreed)
    care.refer(session, client.id, NewCare("pep", facility, exposed_at=now - timedelta(hours=20)))
    return client.code


def _one(session: Session, chance: random.Random, began: date, number: int, villages: list[int]) -> str:
    with session.at(_morning(began)):
        new = NewClient(
            _facts(chance, number, villages),
            How.FORM if number % 6 == 1 else How.ORAL,
            person=_PEOPLE[number // 8 % len(_PEOPLE)] if number % 8 == 1 else Person(),
            phrase=_PHRASES[number // 13 % len(_PHRASES)] if number % 13 == 4 else "",
        )
        client = services.open_record(session, new)
    _cared_for(session, chance, client.id, began, number)
    _expected(session, chance, client.id, number)
    _ended(session, client.id, began, number)
    return client.code


def _facts(chance: random.Random, number: int, villages: list[int]) -> ClientFacts:
    known = number % 3 != 0
    way = chance.choice((SafeWay.MESSAGE, SafeWay.CALL, SafeWay.HERE, SafeWay.NONE, None))
    return ClientFacts(
        source=chance.choice((Source.SELF, Source.SELF, Source.SOCIAL, Source.MOBILE, Source.OTHER)),
        sex=chance.choice(("female", "female", "female", "male", "other_sex")),
        birth_year=chance.randint(1972, 2007) if known else None,
        age_band=None if known else chance.choice(list(AgeBand)[1:]),
        key_group=chance.choice(_GROUPS),
        village_id=chance.choice(villages) if villages and number % 4 == 0 else None,
        safe_way=way,
        safe_when=chance.choice(("Sáng thứ bảy", "Sau 17 giờ", "")) if way in (SafeWay.MESSAGE, SafeWay.CALL) else "",
        note=chance.choice(_NOTES),
    )


def _cared_for(session: Session, chance: random.Random, client_id: int, began: date, number: int) -> None:
    """Referred with consent; some arrived and are asked after six months, of some nobody has heard."""
    if number % 3 == 2:
        return
    today, facility = session.today(), chance.choice(_FACILITIES)
    service = ("arv", "sti", "prep", "contraception", "antenatal")[number % 5]
    with session.at(_morning(began)):
        if service in ("contraception", "antenatal"):
            care.refer(session, client_id, NewCare(service))
            return
        agreed = NewConsent(REFER_FACILITY, ConsentState.GIVEN, began, How.ORAL, facility)
        record_consent(session, client_id, agreed)
        care.refer(session, client_id, NewCare(service, facility))
    made = care_queries.of_client(session, client_id).care[0]
    if number % 4 == 3:
        return
    arrived = min(began + timedelta(days=chance.randint(1, 6)), today)
    with session.at(_morning(arrived)):
        care.take_step(session, made.id, "arrive", CareFacts(arrived))
        if service == "arv":
            care.choose_partner(session, client_id, chance.choice(list(PartnerChoice)))
    for line in care_queries.of_client(session, client_id).care[0].checks:
        if line.due and number % 2:
            care.check(session, line.id, chance.choice((Kept.YES, Kept.YES, Kept.NO)))
    if service == "sti" and number % 2:
        care.take_step(session, made.id, "end", CareFacts(outcome=CareOutcome.COMPLETED))


def _expected(session: Session, chance: random.Random, client_id: int, number: int) -> None:
    """Some are expected: today, late, soon; some came when they were expected before."""
    today = session.today()
    reached = services.read_again(session, client_id).facts.safe_way in (SafeWay.MESSAGE, SafeWay.CALL)
    on = today + timedelta(days=(-4, 0, 1, 6, 20)[number % 5])
    if number % 7 == 6 or services.read_again(session, client_id).last_visit_on > on:
        return
    with session.at(_morning(min(on, today) - timedelta(days=2))):
        new = NewAppointment(on, chance.choice(("8:30", "Buổi sáng", "14:00")), remind=reached and number % 2 == 0)
        appointments.make(session, client_id, new)
    if number % 10 == 5:
        first = appointments.of_client(session, client_id)[0]
        appointments.end(session, first.id, "missed")


def _ended(session: Session, client_id: int, began: date, number: int) -> None:
    if number == 3:
        services.take_step(session, client_id, "pause", StepFacts(note="Đi làm xa ba tháng."))
    elif number in (7, 12, 18):
        reason = {7: LeftReason.MOVED, 12: LeftReason.WISH, 18: LeftReason.TRANSFERRED}[number]
        services.take_step(session, client_id, "leave", StepFacts(reason))
    elif number == 20:
        erasure.withdraw(session, client_id, max(began, session.today() - timedelta(days=6)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), OFFICE_ZONE).astimezone(UTC)
