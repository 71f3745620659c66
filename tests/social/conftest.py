"""People of the social unit whose clock stands at half past nine in the morning of a Wednesday in March 2026."""

from collections.abc import Iterator

import pytest

from app.vault.session import Session
from tests.clocked import MORNING
from tests.conftest import SignIn


@pytest.fixture
def lead(social_lead: Session) -> Iterator[Session]:
    with social_lead.at(MORNING):
        yield social_lead


@pytest.fixture
def officer(sign_in: SignIn) -> Iterator[Session]:
    session = sign_in("ha.thi.mo")
    with session.at(MORNING):
        yield session


@pytest.fixture
def viewer(sign_in: SignIn) -> Iterator[Session]:
    session = sign_in("bach.van.ky")
    with session.at(MORNING):
        yield session
