"""What happens in the life of a client's record: consent first, nobody named, looked at by code, left, back again?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.health.clients import queries, services
from app.health.clients.consents import consent_for, record_consent, withdraw_consent
from app.health.clients.declared import ClientFilter, Sort
from app.health.clients.detail import MASK
from app.health.clients.kinds import HEALTH_CLIENTS
from app.health.clients.terms import (
    KEEP_RECORD,
    REFER_FACILITY,
    AgeBand,
    Basis,
    ConsentState,
    How,
    LeftReason,
    Source,
    State,
)
from app.health.clients.values import NewClient, NewConsent, Person, StepFacts
from app.kinds import KINDS
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.health.builders import FACTS, LAM, PHRASE, TODAY, opened


def told(session: Session) -> str:
    with session.read() as db:
        return str(audit.entries(db, Compartment.HEALTH, limit=500))


def test_nothing_is_recorded_without_consent_or_another_basis(lead: Session) -> None:
    for new in (NewClient(FACTS), NewClient(FACTS, basis=Basis.LAW)):
        with pytest.raises(Refused):
            services.open_record(lead, new)
    assert queries.count_clients(lead) == 0
    services.open_record(lead, NewClient(FACTS, basis=Basis.EMERGENCY, basis_note="Cấp cứu, chưa hỏi được"))
    assert queries.count_clients(lead) == 1


def test_an_anonymous_client_is_a_code_and_found_by_it(lead: Session) -> None:
    client = opened(lead)
    assert services.find_code(lead, client.code.lower().replace("-", " ")) == client.id
    with pytest.raises(Invalid, match="mistyped"):
        services.find_code(lead, client.code[:-1] + ("2" if client.code[-1] != "2" else "3"))
    detail = services.show_client(lead, client.id)
    assert (detail.person, detail.band, detail.facts.first_on) == (Person(), AgeBand.TO_49, TODAY)
    assert [each.purpose for each in detail.consents] == [KEEP_RECORD]
    assert [hit["number"] for hit in HEALTH_CLIENTS.search(lead, client.code)] == [client.code]
    with pytest.raises(Invalid) as wrong:
        opened(lead, birth_year=1200, key_group="gì đó", first_on=TODAY + timedelta(1))
    assert set(wrong.value.fields) == {"birth_year", "key_group", "first_on"}


def test_name_and_contact_are_shown_for_a_reason_only_and_found_by_no_search(lead: Session, viewer: Session) -> None:
    client = opened(lead, LAM)
    shown = services.show_client(lead, client.id).person
    assert (shown.name, shown.phone, shown.other_contact) == (MASK, MASK, MASK)
    assert HEALTH_CLIENTS.search(lead, "thanh lam") == [] == HEALTH_CLIENTS.search(lead, "0987111222")
    with pytest.raises(Invalid):
        services.reveal(lead, client.id, "  ")
    with pytest.raises(Refused):
        services.reveal(viewer, client.id, "Muốn biết")
    assert services.reveal(lead, client.id, "Nhắc hẹn").person == Person(LAM.name, "0987111222", LAM.other_contact)
    services.edit_person(lead, client.id, Person())
    assert services.reveal(lead, client.id, "Nhắc hẹn").person == Person()


def test_the_audit_hears_codes_and_actions_and_nothing_else(lead: Session) -> None:
    client = opened(lead, LAM, PHRASE, note="Có hai con nhỏ", key_group="sells_sex")
    services.edit_client(lead, client.id, replace(FACTS, note="Đang mang thai", key_group="pregnant"))
    services.reveal(lead, client.id, "Gọi nhắc hẹn")
    HEALTH_CLIENTS.search(lead, "thanh lam")
    services.take_step(lead, client.id, "leave", StepFacts(LeftReason.MOVED, note="Về quê"))
    chain = told(lead)
    assert client.code in chain and "health-clients.reveal" in chain
    for word in ("Lam", "lam", "0987", "con nhỏ", "thai", "pregnant", "sells_sex", "nhắc", "moved", "quê", "bến"):
        assert word not in chain
    last = [each.action for each in services.read_again(lead, client.id).timeline]
    assert last == ["leave", "reveal", "edit", "intake"]


def test_the_purpose_of_an_export_names_no_client(lead: Session) -> None:
    opened(lead, LAM)
    for kind in KINDS.values():
        if kind.compartment is Compartment.HEALTH and kind.export is not None:
            for purpose in (f"Gửi cho chị {LAM.name.upper()}", "Gọi 0987.111.222"):
                with pytest.raises(Invalid) as found:
                    kind.export.noted(lead, {}, 0, "", purpose)
                assert set(found.value.fields) == {"purpose"}
            kind.export.noted(lead, {}, 0, "", "Báo cáo quý cho bà Lam")
    assert LAM.name not in told(lead)


def test_who_saved_meanwhile_is_not_overwritten_and_steps_follow_the_table(lead: Session, officer: Session) -> None:
    client = opened(officer)
    services.edit_client(lead, client.id, replace(FACTS, note="mới"), client.version)
    with pytest.raises(Conflict):
        services.edit_client(officer, client.id, FACTS, client.version)
    with pytest.raises(Refused, match="does not allow"):
        services.take_step(officer, client.id, "come_back")
    with pytest.raises(Invalid) as lacking:
        services.take_step(officer, client.id, "leave")
    assert set(lacking.value.fields) == {"left_reason"}
    for step, state in (("pause", State.PAUSED), ("resume", State.ACTIVE)):
        assert services.take_step(officer, client.id, step).state is state
    services.take_step(officer, client.id, "leave", StepFacts(LeftReason.WISH, TODAY))
    assert services.take_step(officer, client.id, "come_back").state is State.ACTIVE
    assert services.read_again(officer, client.id).left_on is None


def test_the_latest_answer_counts_for_what_goes_elsewhere(lead: Session) -> None:
    client = opened(lead)

    def asked(to: str, day: date = TODAY) -> int:
        with lead.read() as db:
            return consent_for(db, client.id, REFER_FACILITY, to, day).id

    with pytest.raises(Refused, match="no consent"):
        asked("Bệnh viện huyện")
    given = NewConsent(REFER_FACILITY, ConsentState.GIVEN, TODAY, How.ORAL, "Bệnh viện huyện", until=TODAY)
    record_consent(lead, client.id, given)
    first = asked("bệnh viện huyện")
    with pytest.raises(Refused, match="no consent"):
        asked("Nơi khác")
    with pytest.raises(Refused, match="run out"):
        asked("Bệnh viện huyện", TODAY + timedelta(1))
    withdraw_consent(lead, first, TODAY)
    with pytest.raises(Refused, match="withdrawn"):
        asked("Bệnh viện huyện")
    record_consent(lead, client.id, replace(given, state=ConsentState.REFUSED, how=None))
    with pytest.raises(Refused, match="refused"):
        asked("Bệnh viện huyện")


def test_who_refuses_the_record_withdraws_it_and_nobody_at_all_means_those_named_too(lead: Session) -> None:
    client = opened(lead)
    with pytest.raises(Refused, match="withdraws the whole record"):
        record_consent(lead, client.id, NewConsent(KEEP_RECORD, ConsentState.REFUSED, TODAY, How.ORAL))
    for state, to in ((ConsentState.GIVEN, "Bệnh viện"), (ConsentState.REFUSED, "")):
        record_consent(lead, client.id, NewConsent(REFER_FACILITY, state, TODAY, How.ORAL, to))
    with lead.read() as db, pytest.raises(Refused, match="refused"):
        consent_for(db, client.id, REFER_FACILITY, "Bệnh viện", TODAY)


def test_the_list_is_by_code_with_filters_orders_and_pages(lead: Session, viewer: Session) -> None:
    made = [opened(lead, source=source) for source in (Source.SELF, Source.MOBILE, Source.SOCIAL)]
    for sort in Sort:
        first = queries.list_clients(viewer, sort=sort, limit=2)
        second = queries.list_clients(viewer, sort=sort, after=first.next, limit=2)
        assert {row.code for row in (*first.rows, *second.rows)} == {each.code for each in made}
    where = ClientFilter(sources=frozenset({Source.MOBILE}))
    assert [row.code for row in queries.list_clients(viewer, where).rows] == [made[1].code]
    assert queries.count_clients(viewer, ClientFilter(text=made[2].code.lower())) == 1
    with pytest.raises(Refused):
        services.show_client(viewer, made[0].id)
    with pytest.raises(Refused):
        opened(viewer)
    with pytest.raises(NotFound):
        services.show_client(lead, 999)
