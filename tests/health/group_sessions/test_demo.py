"""Has the demo sessions and supplies of a whole year, with something that asks for attention?"""

from app.health.group_sessions import demo, figures, queries
from app.health.group_sessions.declared import SessionFilter
from app.health.supplies import queries as supplies
from app.registry import services as registry
from app.vault.session import Session


def test_the_demo_has_a_year_of_sessions_and_supplies_in_every_state(lead: Session) -> None:
    registry.add_village(lead, "Thôn Đông Trạch")
    demo.fill(lead, 2026)
    assert queries.count_sessions(lead) > 15
    assert queries.count_sessions(lead, SessionFilter(in_bin=True)) == 1
    work = supplies.work_today(lead)
    assert "ST-0917" in {each.lot for each in work.expired}
    assert "ST-1120" in {each.lot for each in work.expiring}
    assert "VT03" in {row.number for row in work.low}
    assert sum(each.sessions for each in figures.by_month(lead, 2025)) > 10
    moves = [each for row in supplies.list_supplies(lead).rows for each in supplies.read_item(lead, row.id).moves]
    assert {each.action for each in moves} == {"receive", "hand_out", "session", "destroy", "count"}
    assert min(each.after for each in moves) >= 0
    assert max(each.people or 0 for each in moves) > 1
