"""Has the demo a case of every kind, the same for the same seed?"""

from app.social.cases import demo, queries
from app.vault.session import Session


def test_the_demo_has_cases_in_every_state_and_some_known_by_an_alias_only(lead: Session) -> None:
    codes = demo.fill(lead, 2026, count=20)
    assert len(set(codes)) == 20
    rows = queries.list_cases(lead).rows
    assert {row.state.value for row in rows} >= {"intake", "assessing", "supported", "following", "closed"}
    assert {"transferred_out"} <= {row.state.value for row in rows}
    assert any(row.flags for row in rows) and any(row.quiet for row in rows)
    assert len(rows) == 20  # twenty, without the one withdrawn; of the one taken in twice, one is listed
