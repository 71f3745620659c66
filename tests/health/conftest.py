"""People of the health station whose clock stands at half past nine in the morning of a Wednesday in March 2026."""

from collections.abc import Iterator

import pytest

from app.registry import accounts
from app.vault import membership
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.clocked import MORNING
from tests.conftest import PASSWORD


@pytest.fixture
def lead(health_lead: Session) -> Iterator[Session]:
    with health_lead.at(MORNING):
        yield health_lead


@pytest.fixture
def officer(health_lead: Session) -> Iterator[Session]:
    yield from invited(health_lead, "lo.thi.pan", "Lò Thị Pản", Level.OFFICER)


@pytest.fixture
def viewer(health_lead: Session) -> Iterator[Session]:
    yield from invited(health_lead, "giang.a.su", "Giàng A Sử", Level.VIEWER)


def invited(by: Session, user: str, full_name: str, level: Level) -> Iterator[Session]:
    """Somebody new of the station, as they are after their first sign-in."""
    invitation = accounts.invite(by, user, full_name, Unit.HEALTH, level)
    session = membership.claim(by.vault, user, invitation.password, PASSWORD)
    with by.read() as db:
        by.reload_directory(db)
    with session.at(MORNING):
        yield session
    session.close()
