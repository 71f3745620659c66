"""Does every service of the health station refuse what is in no list, though no screen stands before it?"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import app.health
from app.health.appointments import services as appointments
from app.health.care import queries as care_queries
from app.health.care import services as care
from app.health.care.terms import CareOutcome, Kept, PartnerChoice
from app.health.care.values import CareFacts, NewCare
from app.health.clients.terms import AgeBand, ConsentState, How, LeftReason, SafeWay, Source
from app.health.clients.values import ClientFacts, NewClient, NewConsent, StepFacts
from app.health.counselling import services as counselling
from app.health.counselling.values import NewSession, NewTaken
from app.health.figures.rules import year
from app.health.group_sessions import services as group_sessions
from app.health.group_sessions.declared import SessionEntry
from app.health.group_sessions.terms import Audience, Form, TestKind, Topic
from app.health.instruments.catalogue import GAD7
from app.health.screenings import services as screenings
from app.health.screenings.terms import How as TestHow
from app.health.screenings.terms import Result, ToldTo
from app.health.screenings.values import Asked, NewScreenings
from app.health.screenings.values import StepFacts as TestFacts
from app.health.supplies import queries as supply_queries
from app.health.supplies import services as supplies
from app.health.supplies.declared import ItemEntry
from app.health.supplies.terms import Loss, Purpose, SupplyType
from app.health.supplies.values import Count, HandOut, Receipt, WriteOff
from app.registry import queries as registry
from app.registry.services import add_item, change_item
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests import listed
from tests.health.builders import TODAY, opened
from tests.listed import NO_ID, NO_WORD, Call, Lists

RETIRED = "used_no_longer"
COUNSELLED = NewSession(TODAY, topics=("hiv_prevention",), taken=(NewTaken(GAD7, (0,) * 7),), agreed="Hẹn gặp lại")
FACTS = ClientFacts(Source.SELF, TODAY, "female", age_band=AgeBand.TO_24, key_group="msm", safe_way=SafeWay.MESSAGE)
ITEM = ItemEntry("Bao cao su loại mỏng", "chiếc", SupplyType.CONDOM)
OFFERED = NewScreenings(TODAY, (Asked("hiv", TestHow.ORAL),))
SAMPLE = TestFacts(sample_on=TODAY, place="Trạm Y tế")
RESULT = TestFacts(result=Result.NON_REACTIVE, result_on=TODAY)
TOLD = TestFacts(told_on=TODAY, told_to=ToldTo.CLIENT, counselled=True)


def _appointment(session: Session) -> int:
    client = opened(session).id
    appointments.make(session, client, appointments.NewAppointment(TODAY))
    return appointments.of_client(session, client)[0].id


def _care(session: Session) -> Any:
    client = opened(session).id
    care.refer(session, client, NewCare("arv", referred_on=TODAY))
    return care_queries.of_client(session, client).care[0]


def _check(session: Session) -> list[Any]:
    long_ago = date(2025, 2, 3)
    client = opened(session, first_on=long_ago).id
    care.refer(session, client, NewCare("arv", referred_on=long_ago))
    return [care_queries.of_client(session, client).care[0].checks[0].id, Kept.NO, TODAY]


def _counselling(session: Session) -> int:
    return counselling.record_session(session, opened(session).id, COUNSELLED).id


def _test(session: Session, *steps: tuple[str, TestFacts], way: str = "hiv") -> int:
    test = screenings.offer(session, opened(session).id, NewScreenings(TODAY, (Asked(way, TestHow.ORAL),)))[0].id
    for name, facts in steps:
        screenings.take_step(session, test, name, facts)
    return test


def _stocked(session: Session) -> tuple[int, int]:
    """An item and its batch."""
    item = supplies.add_item(session, ITEM).id
    supplies.receive(session, item, Receipt(date(2026, 3, 1), 500, "CDC"))
    return item, supply_queries.read_item(session, item).batches[0].id


def _handed_out(session: Session) -> list[Any]:
    item, batch = _stocked(session)
    return [item, HandOut(TODAY, 5, Purpose.STATION, batch)]


def _written_off(session: Session) -> list[Any]:
    item, batch = _stocked(session)
    return [item, WriteOff(TODAY, batch, 5, Loss.DAMAGED)]


def _counted(session: Session) -> list[Any]:
    item, batch = _stocked(session)
    return [item, Count(TODAY, batch, 400, "Kiểm kê")]


def _edited_item(session: Session) -> list[Any]:
    made = supplies.add_item(session, ITEM)
    return [made.id, made.version, replace(ITEM, low_level=5)]


def _group_session(session: Session) -> SessionEntry:
    return SessionEntry(
        date(2026, 3, 5),
        Form.TALK,
        Audience.COMMUNITY,
        "Hội trường xã",
        topics=frozenset({Topic.HIV}),
        reached={("female", "20_24"): 7},
        handed_out={_stocked(session)[0]: 5},
        tests={TestKind.HIV: 1},
    )


def _edited_group_session(session: Session) -> list[Any]:
    new = _group_session(session)
    made = group_sessions.add_session(session, new)
    return [made.id, made.version, replace(new, collaborators=1)]


CALLS: dict[str, Call] = {
    "appointments.services.end": lambda session: [_appointment(session), "came", TODAY],
    "care.services.refer": lambda session: [opened(session).id, NewCare("arv", referred_on=TODAY)],
    "care.services.take_step": lambda session: [_care(session).id, "end", CareFacts(TODAY, CareOutcome.COMPLETED)],
    "care.services.choose_partner": lambda session: [opened(session).id, PartnerChoice.SELF, TODAY],
    "clients.consents.record_consent": lambda session: [
        opened(session).id, NewConsent("contact", ConsentState.GIVEN, TODAY, How.ORAL),
    ],
    "clients.phrases.find": lambda session: [_phrase(session), None, "female"],
    "clients.services.open_record": lambda session: [NewClient(FACTS, How.ORAL)],
    "clients.services.edit_client": lambda session: [opened(session).id, FACTS],
    "clients.services.take_step": lambda session: [
        opened(session).id, "leave", StepFacts(LeftReason.MOVED, TODAY, "Lên thành phố"),
    ],
    "counselling.services.record_session": lambda session: [
        opened(session).id, replace(COUNSELLED, counsellor_id=session.account.id),
    ],
    "counselling.services.edit_session": lambda session: [_counselling(session), COUNSELLED],
    "counselling.services.correct_session": lambda session: [_counselling(session), COUNSELLED, "Nhầm"],
    "figures.services.unit_figures": lambda session: [year(2026), "hiv"],
    "screenings.services.offer": lambda session: [opened(session).id, OFFERED],
    "screenings.services.take_step": lambda session: [_test(session, ("sample", SAMPLE)), "result", RESULT],
    "screenings.services.tell_first": lambda session: [
        _test(session, ("sample", SAMPLE), ("result", replace(RESULT, result=Result.REACTIVE))), TOLD,
    ],
    "screenings.services.correct_result": lambda session: [
        _test(session, ("sample", SAMPLE), ("result", RESULT)), replace(RESULT, reason="Đọc nhầm"),
    ],
    "supplies.papers.month_report": lambda session: [2026, 2],
    "supplies.services.add_item": lambda session: [replace(ITEM, name="Bơm kim tiêm")],
    "supplies.services.edit_item": _edited_item,
    "supplies.services.hand_out": _handed_out,
    "supplies.services.destroy": _written_off,
    "supplies.services.count": _counted,
    "group_sessions.services.add_session": lambda session: [_group_session(session)],
    "group_sessions.services.edit_session": _edited_group_session,
}  # fmt: skip


def _phrase(session: Session) -> str:
    opened(session, phrase="con đò sang bến vắng")
    return "con đò sang bến vắng"


# Typed by a person, counted, or checked against what is there; to whom a consent goes, and what an export is for.
TYPED = """
    agreed basis_note birth_year code done document facility follow_up guardian lab lab_number lot name note
    other_contact phone phrase place reason recipient safe_when sha256 source staff at number unit
    figures.services.note_export.purpose
    answers collaborators counted difficulty expected_version low_level minutes people quantity
"""
READING = frozenset(
    {"appointments.services.of_client", "counselling.services.open_alerts", "papers.services.printable"}
)
OF_RECORDS = """
    alert_id appointment_id batch_id care_id check_id choice_id client_id consent_id event_id item_id published_id
    screening_id session_id
"""


def _lists(session: Session, colleagues: dict[str, str]) -> Lists:
    retired = (NO_WORD, RETIRED)
    for catalogue in (registry.COUNSELLING_TOPICS, registry.SCREENING_TESTS):
        add_item(session, catalogue, RETIRED, f"Không dùng nữa: {catalogue}")
        with session.read() as db:
            item = next(each for each in registry.catalogue(db, catalogue) if each.code == RETIRED)
        change_item(session, catalogue, RETIRED, replace(item, active=False))
    return Lists(
        listed=dict.fromkeys(OF_RECORDS.split(), (NO_ID,))
        | {
            "step": (NO_WORD, "withdraw"),
            "screenings.services.take_step.step": (NO_WORD,),
            "sex": (NO_WORD,),
            "key_group": (NO_WORD,),
            "NewConsent.purpose": (NO_WORD, "keep_record"),
            "village_id": (NO_ID,),
            "service": (NO_WORD,),
            "test": (NO_WORD,),
            "Asked.test": retired,
            "topics": retired,
            "instrument": (NO_WORD,),
            "counsellor_id": ("nobody", colleagues["viewer"], colleagues["other unit"]),
            "month": (0, 13),
            "year": (0,),
            "reached": (NO_WORD,),
            "handed_out": (NO_ID,),
        },
        free=frozenset(TYPED.split()),
        calls=CALLS | {"care.services.check": _check},
        reading=READING,
    )


@pytest.fixture
def lists(lead: Session, police_officer: Session) -> Lists:
    viewer = next(each.id for each in lead.accounts() if each.user == "giang.a.su")
    return _lists(lead, {"viewer": viewer, "other unit": police_officer.account.id})


def test_every_service_refuses_each_value_of_no_list_and_changes_nothing(lead: Session, lists: Lists) -> None:
    found = listed.faults(lead, Compartment.HEALTH, listed.services(app.health), lists)
    assert not found, "\n".join(found)
