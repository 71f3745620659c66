"""The people of these tests and their clock, and no work that goes on after a test."""

from collections.abc import Iterator

import pytest

from app.desktop.background import busy
from app.desktop.records.changes import Changes
from tests.clocked import MORNING, colleague, lead, officer, viewer  # noqa: F401


@pytest.fixture
def changes(qapp) -> Changes:
    return Changes()


@pytest.fixture(autouse=True)
def quiet(qtbot) -> Iterator[None]:
    """No work of a test goes on into the next one's vault."""
    yield
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
