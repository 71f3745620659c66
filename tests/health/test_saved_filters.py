"""A filter that was saved before stays what it was: the names and values in it are those that the lists know today."""

from typing import Any

import pytest

from app.health.clients.declared import ClientFilter
from app.health.counselling.declared import SessionFilter
from app.health.screenings.declared import ScreeningFilter
from app.health.supplies.declared import SupplyFilter

SAVED: list[tuple[Any, dict[str, Any]]] = [
    (SupplyFilter, {"types": ["condom", "leaflet"], "level": "low", "unused": True, "text": "bao"}),
    (
        ScreeningFilter,
        {"states": ["ready", "removed"], "client_id": 3, "test": "hiv", "asked_from": "2026-01-02",
         "asked_to": "2026-03-04", "open_only": True, "late": True, "text": "XN26-1"},
    ),
    (
        SessionFilter,
        {"client_id": 3, "counsellor_id": "a-1", "held_from": "2026-01-02", "held_to": "2026-03-04",
         "with_instrument": True, "alert_open": True, "removed": True, "text": "TV26-1"},
    ),
    (
        ClientFilter,
        {"states": ["active", "left"], "sources": ["self"], "sex": "female", "village_id": 2,
         "first_from": "2026-01-02", "first_to": "2026-03-04", "served": True, "urgent": True, "late": True,
         "text": "K7"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "saved"), SAVED, ids=["supplies", "screenings", "counselling", "clients"])
def test_a_saved_filter_is_read_and_saved_again_as_it_was(kind: Any, saved: dict[str, Any]) -> None:
    assert kind.from_json(saved).to_json() == saved


def test_a_code_or_a_part_that_was_given_up_is_passed_over() -> None:
    given_up = {"states": ["active", "lost"], "colour": "red"}
    assert ClientFilter.from_json(given_up).to_json() == {"states": ["active"]}
