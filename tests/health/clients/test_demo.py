"""Has the demo clients in every state, referrals with and without news, somebody in a hurry?"""

from app.health.appointments import services as appointments
from app.health.care import queries as care
from app.health.clients import demo, erasure, queries
from app.vault.session import Session


def test_the_demo_has_clients_of_every_kind(lead: Session) -> None:
    codes = demo.fill(lead, 2026)
    rows = queries.list_clients(lead).rows
    assert len(set(codes)) == demo.CLIENTS + 1
    assert {row.state.value for row in rows} == {"active", "paused", "left"} and len(erasure.to_erase(lead)) == 1
    assert any(row.late for row in rows) and any(row.age_band is None for row in rows) is False
    assert care.urgent(lead) and care.without_news(lead) and care.checks_due(lead)
    assert appointments.expected(lead, lead.today()) and len({row.safe_way for row in rows}) > 3
