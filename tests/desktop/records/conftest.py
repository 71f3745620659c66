"""Things in memory, and a person who works on them; no test's work goes on into the next one."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.desktop.background import busy
from app.desktop.records.changes import Changes
from tests.desktop.records.things import Store, session_of


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def session(store: Store) -> Any:
    return session_of(store)


@pytest.fixture
def changes(qapp) -> Changes:
    return Changes()


@pytest.fixture(autouse=True)
def quiet(qtbot) -> Iterator[None]:
    yield
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
