"""What group sessions does a demo vault have? Two a month with leaflets and condoms, a mobile clinic now and then."""

import random
from datetime import date, timedelta
from functools import partial

from app.health.group_sessions import services
from app.health.group_sessions.declared import SessionEntry
from app.health.group_sessions.terms import NOT_TOLD, Audience, Form, TestKind, Topic
from app.health.supplies import demo as supplies
from app.registry import queries as registry
from app.vault.session import Session

CONDOMS, LUBRICANT, LEAFLETS, OF_STI = 1, 3, 8, 9
_PLACES = {
    Audience.COMMUNITY: "Nhà văn hóa thôn",
    Audience.ESTABLISHMENTS: "Hội trường Ủy ban nhân dân xã",
    Audience.ENTERPRISES: "Phòng họp Công ty may Vĩnh Am",
    Audience.PUPILS: "Trường Trung học cơ sở Vĩnh Am",
    Audience.YOUTH: "Sân nhà văn hóa thôn",
}
_STAFF = ("Vũ Thị Thanh Mai", "Đinh Thị Lụa", "Vũ Thị Thanh Mai, Đinh Thị Lụa")
_BANDS = ("15_19", "20_24", "25_49", "50_up")


def fill(session: Session, seed: int) -> None:
    """The supplies and the sessions of the last year, in the order of their days; the same seed gives the same."""
    chance, today = random.Random(f"sessions {seed}"), session.today()
    with session.read() as db:
        villages = [village.id for village in registry.villages(db)]
    planned = supplies.acts(session, seed)
    day, number = today - timedelta(days=330), 0
    while day < today:
        entry = _entry(chance, day, tuple(_PLACES)[number % len(_PLACES)], number, villages)
        planned.append((day, partial(services.add_session, session, entry)))
        number += 1
        day += timedelta(days=chance.randint(9, 22))
    twice = _entry(chance, today - timedelta(days=3), Audience.COMMUNITY, 1, villages)
    planned.append((today, partial(_removed, session, twice)))
    supplies.do(session, planned)


def _removed(session: Session, entry: SessionEntry) -> None:
    services.remove_session(session, services.add_session(session, entry).id, "Nhập trùng với buổi đã có")


def _entry(chance: random.Random, day: date, audience: Audience, number: int, villages: list[int]) -> SessionEntry:
    clinic = number % 6 == 5
    reached = _people(chance, audience)
    whole = sum(reached.values())
    adults = audience is not Audience.PUPILS
    return SessionEntry(
        on=day,
        form=Form.MOBILE_CLINIC if clinic else (Form.TALK, Form.DISCUSSION, Form.TALK, Form.LEAFLETS)[number % 4],
        audience=audience,
        place=_PLACES[audience],
        village_id=villages[number % len(villages)] if audience in (Audience.COMMUNITY, Audience.YOUTH) else None,
        topics=frozenset(chance.sample(sorted(Topic), 3)) if adults else frozenset({Topic.REPRODUCTIVE, Topic.HIV}),
        reached=reached,
        handed_out={LEAFLETS: whole // 2, OF_STI: whole // 3} | ({CONDOMS: 3 * whole} if adults else {}),
        tests={TestKind.HIV: whole // 3, TestKind.SYPHILIS: whole // 4} if clinic else {},
        staff=chance.choice(_STAFF),
        collaborators=chance.randint(0, 3),
    )


def _people(chance: random.Random, audience: Audience) -> dict[tuple[str, str], int]:
    if audience is Audience.PUPILS:
        return {("female", "under_15"): chance.randint(30, 45), ("male", "under_15"): chance.randint(28, 44)}
    found = {(sex, band): chance.randint(1, 9) for sex in ("female", "male") for band in _BANDS}
    return found | {(NOT_TOLD, NOT_TOLD): chance.randint(0, 3)}
