"""Where nothing is removed, the lists of tests and counselling that are narrowed to what is say so."""

from app.desktop.records.filter_fields import narrowed
from app.health.counselling.declared import SessionFilter
from app.health.screenings.declared import ScreeningFilter
from app.health.screenings.terms import Shown


def test_only_what_is_removed_is_a_filter_that_can_be_closed() -> None:
    assert narrowed(ScreeningFilter(states=frozenset({Shown.REMOVED})), ScreeningFilter())
    assert narrowed(SessionFilter(removed=True), SessionFilter())
    assert not narrowed(SessionFilter(), SessionFilter())
