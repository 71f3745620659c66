"""Sessions whose clock stands at half past nine in the morning of a Wednesday in March 2026.

A folder of tests takes them in its conftest, by importing their names.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.vault.session import Session

MORNING = datetime(2026, 3, 11, 2, 30, tzinfo=UTC)


@pytest.fixture
def lead(police_lead: Session) -> Iterator[Session]:
    with police_lead.at(MORNING):
        yield police_lead


@pytest.fixture
def officer(police_officer: Session) -> Iterator[Session]:
    with police_officer.at(MORNING):
        yield police_officer


@pytest.fixture
def colleague(other_officer: Session) -> Iterator[Session]:
    with other_officer.at(MORNING):
        yield other_officer


@pytest.fixture
def viewer(police_viewer: Session) -> Iterator[Session]:
    with police_viewer.at(MORNING):
        yield police_viewer
