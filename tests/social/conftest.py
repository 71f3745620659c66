"""People of the social unit whose clock stands at half past nine in the morning of a Wednesday in March 2026."""

from collections.abc import Iterator

import pytest

from app.registry import accounts
from app.vault import membership
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.clocked import MORNING
from tests.conftest import PASSWORD


@pytest.fixture
def lead(social_lead: Session) -> Iterator[Session]:
    with social_lead.at(MORNING):
        yield social_lead


@pytest.fixture
def officer(social_lead: Session) -> Iterator[Session]:
    yield from invited(social_lead, "ha.thi.mo", "Hà Thị Mơ", Level.OFFICER)


@pytest.fixture
def viewer(social_lead: Session) -> Iterator[Session]:
    yield from invited(social_lead, "bach.van.ky", "Bạch Văn Kỷ", Level.VIEWER)


def invited(by: Session, user: str, full_name: str, level: Level) -> Iterator[Session]:
    invitation = accounts.invite(by, user, full_name, Unit.SOCIAL, level)
    session = membership.claim(by.vault, user, invitation.password, PASSWORD)
    with by.read() as db:
        by.reload_directory(db)
    with session.at(MORNING):
        yield session
    session.close()
