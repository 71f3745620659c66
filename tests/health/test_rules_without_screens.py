"""Does each rule of the health station's screens hold without the screen, and for choices that come as plain text?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.health.care import services as care
from app.health.clients import services as clients
from app.health.clients.consents import record_consent
from app.health.clients.terms import KEEP_RECORD, ConsentState, How, Source, State
from app.health.clients.values import ClientFacts, NewConsent
from app.health.counselling import services as counselling
from app.health.counselling.values import NewSession
from app.health.figures import services as figures
from app.health.figures.rules import Period
from app.health.screenings import services as screenings
from app.health.screenings.terms import How as TestHow
from app.health.screenings.terms import Result
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.health.supplies import services as supplies
from app.health.supplies.declared import ItemEntry
from app.health.supplies.terms import Purpose
from app.health.supplies.values import HandOut, Receipt
from app.registry import queries as registry
from app.registry.services import change_item
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.health.builders import TODAY, opened

SAMPLE = StepFacts(sample_on=TODAY, place="Trạm Y tế")
Text: Any = str  # what a verb or an import may give in place of a choice


def fields_of(wrong: Callable[[], object]) -> set[str]:
    with pytest.raises(Invalid) as refused:
        wrong()
    return set(refused.value.fields)


def _tested(session: Session, test: str, *steps: tuple[str, StepFacts]) -> int:
    made = screenings.offer(session, opened(session).id, NewScreenings(TODAY, (Asked(test, TestHow.ORAL),)))[0].id
    for name, facts in steps:
        screenings.take_step(session, made, name, facts)
    return made


def test_a_consent_says_how_it_was_given_whatever_form_the_answer_comes_in(lead: Session) -> None:
    client = opened(lead).id
    new = NewConsent("contact", ConsentState.GIVEN, TODAY)
    assert fields_of(lambda: record_consent(lead, client, new)) == {"how"}
    assert fields_of(lambda: record_consent(lead, client, replace(new, state=Text("given")))) == {"how"}
    withdrawn = replace(new, state=Text("withdrawn"), how=How.ORAL)
    assert fields_of(lambda: record_consent(lead, client, withdrawn)) == {"state"}


def test_whether_a_record_is_kept_is_asked_when_it_is_opened(lead: Session) -> None:
    given = NewConsent(KEEP_RECORD, ConsentState.GIVEN, TODAY, How.ORAL)
    assert fields_of(lambda: record_consent(lead, opened(lead).id, given)) == {"purpose"}


def test_a_withdrawal_is_no_plain_step(lead: Session) -> None:
    client = opened(lead)
    with pytest.raises(Refused):
        clients.take_step(lead, client.id, "withdraw")
    assert clients.read_again(lead, client.id).state is State.ACTIVE


def test_a_village_that_there_is_not_is_told_at_its_field(lead: Session) -> None:
    client, facts = opened(lead), ClientFacts(Source.SELF, village_id=999_999)
    assert fields_of(lambda: clients.edit_client(lead, client.id, facts)) == {"village_id"}


def test_an_offer_answers_for_one_test_at_least(lead: Session) -> None:
    assert fields_of(lambda: screenings.offer(lead, opened(lead).id, NewScreenings(TODAY, ()))) == {"tests"}


def test_a_screening_for_hiv_is_not_positive_in_plain_text_either(lead: Session) -> None:
    test = _tested(lead, "hiv", ("sample", SAMPLE))
    facts = StepFacts(result=Text("positive"), result_on=TODAY)
    assert fields_of(lambda: screenings.take_step(lead, test, "result", facts)) == {"result"}


def test_a_result_goes_to_no_guardian_of_an_adult_in_plain_text_either(lead: Session) -> None:
    result = StepFacts(result=Result.NON_REACTIVE, result_on=TODAY)
    test = _tested(lead, "hiv", ("sample", SAMPLE), ("result", result))
    told = StepFacts(told_on=TODAY, told_to=Text("guardian"), guardian="Lữ Văn Tới", counselled=True)
    assert fields_of(lambda: screenings.take_step(lead, test, "tell", told)) == {"told_to"}


def test_what_a_group_session_hands_out_is_entered_with_the_session(lead: Session) -> None:
    item = supplies.add_item(lead, ItemEntry("Bao cao su loại mỏng", "chiếc")).id
    supplies.receive(lead, item, Receipt(TODAY, 100, "CDC"))
    for purpose in (Purpose.SESSION, Text("session")):
        given = HandOut(TODAY, 5, purpose)
        assert fields_of(lambda given=given: supplies.hand_out(lead, item, given)) == {"purpose"}  # type: ignore[misc]


def test_a_topic_that_is_used_no_longer_may_stay_but_is_not_chosen(lead: Session) -> None:
    new = NewSession(TODAY, topics=("hiv_prevention",))
    held = counselling.record_session(lead, opened(lead).id, new).id
    with lead.read() as db:
        topics = registry.catalogue(db, registry.COUNSELLING_TOPICS)
    topic = next(each for each in topics if each.code == "hiv_prevention")
    change_item(lead, registry.COUNSELLING_TOPICS, topic.code, replace(topic, active=False))
    assert fields_of(lambda: counselling.record_session(lead, opened(lead).id, new)) == {"topics"}
    counselling.edit_session(lead, held, replace(new, agreed="Hẹn gặp lại"))


def test_figures_of_a_few_days_are_not_published(lead: Session) -> None:
    for period in (Period(date(2025, 3, 4), date(2025, 3, 5)), Period(date(2025, 1, 1), date(2025, 11, 30))):
        with pytest.raises(Invalid):
            figures.publish_period(lead, period)
    assert figures.published(lead) == []
    figures.publish_period(lead, Period(date(2025, 4, 1), date(2025, 6, 30)))


def test_a_choice_of_no_list_stands_at_its_field(lead: Session) -> None:
    client = opened(lead).id
    refused: dict[str, Callable[[], object]] = {
        "choice": lambda: care.choose_partner(lead, client, Text("somebody")),
        "type": lambda: supplies.add_item(lead, ItemEntry("Gạc", "gói", Text("weapon"))),
        "test": lambda: figures.unit_figures(lead, Period(date(2026, 1, 1), date(2026, 12, 31)), "blood"),
        "source": lambda: clients.edit_client(lead, client, ClientFacts(Text("rumour"))),
    }
    assert {name: fields_of(wrong) for name, wrong in refused.items()} == {name: {name} for name in refused}
