"""What does a viewer of the health station get? Lists, counts and codes; all else refuses, whoever added it."""

import app.health
from app.vault.session import Session
from tests.health.builders import opened
from tests.levels import answering

OPEN = {
    "clients.queries": "count_clients find_clients list_clients",
    "clients.services": "find_code",
    "counselling.queries": "count_sessions find_sessions list_sessions of_client",
    "counselling.services": "counsellors find_number",
    "figures.services": "published published_of",
    "screenings.queries": "count_screenings find_screenings list_screenings of_client",
    "screenings.services": "find_number tests",
    "group_sessions.figures": "by_month",
    "group_sessions.queries": "count_sessions find_number list_sessions read_session search_sessions show_document",
    "supplies.queries": "count_supplies find_number list_supplies over_period proposal read_item search_supplies"
    " stock_on work_today",
}


def test_a_viewer_is_refused_by_every_function_but_those_that_list(lead: Session, viewer: Session) -> None:
    opened(lead)
    allowed = {f"app.health.{place}.{name}" for place, names in OPEN.items() for name in names.split()}
    assert answering(viewer, app.health) == allowed
