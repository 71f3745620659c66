"""People of the health station whose clock stands at half past nine in the morning of a Wednesday in March 2026."""

from collections.abc import Iterator

import pytest

from app.vault.session import Session
from tests.clocked import MORNING
from tests.conftest import SignIn


@pytest.fixture
def lead(health_lead: Session) -> Iterator[Session]:
    with health_lead.at(MORNING):
        yield health_lead


@pytest.fixture
def officer(sign_in: SignIn) -> Iterator[Session]:
    session = sign_in("lo.thi.pan")
    with session.at(MORNING):
        yield session


@pytest.fixture
def viewer(sign_in: SignIn) -> Iterator[Session]:
    session = sign_in("giang.a.su")
    with session.at(MORNING):
        yield session
