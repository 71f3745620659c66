"""What does a viewer of the social unit get? Lists, counts and codes; all else refuses, whoever added it."""

import app.social
from app.vault.session import Session
from tests.levels import answering
from tests.social.builders import opened

OPEN = {
    "cases.queries": "count_cases find_cases list_cases search_cases",
    "cases.services": "find_code",
    "cases.services_desk": "note_search",
    "loans.queries": "count_loans due find_number list_loans of_case search_loans totals",
    "needs.services": "assessors",
    "support_services.figures": "figures",
    "support_services.queries": "count_services due find_number list_services search_services",
    "support_services.services_desk": "list_drafts",
    "surveys.figures": "count",
    "surveys.queries": "count_surveys find_number list_surveys search_surveys",
    "surveys.services": "choices",
    "visits.queries": "count_visits find_number list_visits search_visits",
}


def test_a_viewer_is_refused_by_every_function_but_those_that_list(lead: Session, viewer: Session) -> None:
    opened(lead)
    allowed = {f"app.social.{place}.{name}" for place, names in OPEN.items() for name in names.split()}
    assert answering(viewer, app.social) == allowed
