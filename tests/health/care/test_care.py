"""Is a client referred with consent only, heard of again, and asked after in exact months; and is no partner named?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.health.care import queries, rules, services
from app.health.care.models import PartnerChoiceMade
from app.health.care.terms import CareOutcome, CareState, Kept, PartnerChoice
from app.health.care.values import CareFacts, NewCare
from app.health.clients.consents import record_consent
from app.health.clients.services import read_again
from app.health.clients.terms import REFER_FACILITY, ConsentState, How
from app.health.clients.values import NewConsent
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.health.builders import TODAY, opened

CLINIC = "Phòng khám Nguyệt Quế"


def agreed(session: Session) -> int:
    client = opened(session)
    record_consent(session, client.id, NewConsent(REFER_FACILITY, ConsentState.GIVEN, TODAY, How.ORAL, CLINIC))
    return client.id


def test_a_referral_needs_consent_for_that_facility_and_is_linked_when_the_client_went(lead: Session) -> None:
    client_id = agreed(lead)
    with pytest.raises(Refused, match="no consent"):
        services.refer(lead, client_id, NewCare("arv", "Bệnh viện khác"))
    with pytest.raises(Invalid):
        services.refer(lead, client_id, NewCare("không có", CLINIC))
    with pytest.raises(Invalid) as early:
        services.refer(lead, client_id, NewCare("arv", CLINIC, referred_on=date(2026, 1, 5)))
    assert set(early.value.fields) == {"referred_on"}
    services.refer(lead, client_id, NewCare("arv", CLINIC, note="Mang theo phiếu"))
    care = queries.of_client(lead, client_id).care[0]
    assert (care.state, care.news_by, care.checks) == (CareState.REFERRED, TODAY + timedelta(days=7), ())
    with lead.at(lead.clock() + timedelta(days=9)):
        assert [each.client_id for each in queries.without_news(lead)] == [client_id]
        services.take_step(lead, care.id, "not_gone")
        assert queries.without_news(lead) == []
        services.take_step(lead, care.id, "refer_again")
        services.take_step(lead, care.id, "arrive", CareFacts(TODAY + timedelta(days=8)))
        linked = queries.of_client(lead, client_id).care[0]
    assert linked.state is CareState.IN_CARE and linked.arrived_on == date(2026, 3, 19)
    assert [(each.months, each.due_on) for each in linked.checks] == [(6, date(2026, 9, 19)), (12, date(2027, 3, 19))]
    with lead.read() as db:
        chain = str(audit.entries(db, Compartment.HEALTH, limit=100))
    assert "care.refer" in chain and "health-clients/" in chain
    assert not [word for word in ("arv", "Nguyệt", "phiếu") if word in chain]


def test_the_six_month_check_is_asked_when_it_is_due_and_not_before(lead: Session) -> None:
    client_id = agreed(lead)
    services.refer(lead, client_id, NewCare("prep"))
    first = queries.of_client(lead, client_id).care[0].checks[0]
    assert first.due_on == date(2026, 9, 11) and queries.checks_due(lead) == []
    with pytest.raises(Invalid):
        services.check(lead, first.id, Kept.YES)
    with lead.at(lead.clock() + timedelta(days=184)):
        assert [(each.client_id, each.months) for each in queries.checks_due(lead)] == [(client_id, 6)]
        services.check(lead, first.id, Kept.YES)
        assert queries.checks_due(lead) == []
    care = queries.of_client(lead, client_id).care[0]
    assert [each.kept for each in care.checks] == [Kept.YES, None]
    with pytest.raises(Invalid) as lacking:
        services.take_step(lead, care.id, "end")
    assert set(lacking.value.fields) == {"outcome"}
    services.take_step(lead, care.id, "end", CareFacts(outcome=CareOutcome.COMPLETED))
    with lead.at(lead.clock() + timedelta(days=400)):
        assert queries.checks_due(lead) == []


@pytest.mark.parametrize(
    ("arrived", "six"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 1), date(2026, 9, 1)),
    ],
)
def test_months_are_exact(arrived: date, six: date) -> None:
    assert rules.check_days(arrived, (6,))[6] == six


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(1, 36))
def test_a_check_falls_on_the_same_day_of_its_month_or_on_the_months_last(arrived: date, months: int) -> None:
    due = rules.check_days(arrived, (months,))[months]
    assert (due.year * 12 + due.month) - (arrived.year * 12 + arrived.month) == months
    assert due.day == arrived.day or (due.day < arrived.day and (due + timedelta(1)).day == 1)


def test_prophylaxis_after_an_exposure_is_urgent_for_seventy_two_hours(lead: Session) -> None:
    client_id = agreed(lead)
    with pytest.raises(Invalid) as lacking:
        services.refer(lead, client_id, NewCare("pep", CLINIC))
    assert set(lacking.value.fields) == {"exposed_at"}
    exposed = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)
    services.refer(lead, client_id, NewCare("pep", CLINIC, exposed_at=exposed))
    care = queries.of_client(lead, client_id).care[0]
    assert care.urgent and care.begin_by == exposed + timedelta(hours=72)
    assert [each.at for each in queries.urgent(lead)] == [exposed + timedelta(hours=72)]
    for hours, urgent, too_late in ((72, True, False), (73, False, True)):
        with lead.at(exposed + timedelta(hours=hours)):
            now = queries.of_client(lead, client_id).care[0]
            assert (now.urgent, now.too_late) == (urgent, too_late)
    services.take_step(lead, care.id, "arrive")
    assert queries.urgent(lead) == []


def test_telling_partners_is_the_clients_choice_and_has_no_room_for_a_name(lead: Session, viewer: Session) -> None:
    client_id = agreed(lead)
    services.choose_partner(lead, client_id, PartnerChoice.DECLINED)
    services.choose_partner(lead, client_id, PartnerChoice.HELP)
    help_, declined = queries.of_client(lead, client_id).partners
    services.partner_done(lead, help_.id)
    assert queries.of_client(lead, client_id).partners[0].done_on == TODAY
    for done in (help_.id, declined.id):
        with pytest.raises(Exception, match="nothing of this kind"):
            services.partner_done(lead, done)
    columns = set(PartnerChoiceMade.__table__.columns.keys())
    assert columns == {"id", "client_id", "choice", "chosen_on", "done_on"}
    with pytest.raises(Refused):
        services.choose_partner(viewer, client_id, PartnerChoice.SELF)
    with pytest.raises(Refused):
        queries.of_client(viewer, client_id)
    assert [each.action for each in read_again(lead, client_id).timeline][:2] == ["care.partner_done", "care.partner"]
