"""What does a viewer get of what all units share? Lists and the register of establishments; all else refuses."""

import app.registry
from app.vault.session import Session
from tests.levels import answering

OPEN = {
    "establishments.figures": "duplicate_pairs figures likely_duplicates",
    "establishments.queries": "count_establishments history list_establishments open_proposals own_decided"
    " search_establishments",
    "establishments.services": "find_number open_establishment",
}


def test_a_viewer_is_refused_by_every_function_but_those_that_list(police_viewer: Session) -> None:
    allowed = {f"app.registry.{place}.{name}" for place, names in OPEN.items() for name in names.split()}
    assert answering(police_viewer, app.registry) == allowed
