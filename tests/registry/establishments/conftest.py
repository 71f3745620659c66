"""One vault for a file of tests, with everybody signed in on a Wednesday morning in March 2026."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.registry import services as shared
from app.vault import access
from app.vault.people import Level
from app.vault.session import Session
from tests.conftest import PASSWORD

MORNING = datetime(2026, 3, 11, 2, 30, tzinfo=UTC)
TODAY = date(2026, 3, 11)


@dataclass(frozen=True)
class Office:
    """Everybody of the commune, and two villages of it."""

    lead: Session
    officer: Session
    viewer: Session
    health: Session
    east: int
    west: int


@pytest.fixture(scope="module")
def office(ready_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place = tmp_path_factory.mktemp("office") / "vault"
    shutil.copytree(ready_vault, place)
    state = tmp_path_factory.mktemp("office-state")
    users = ("dao.ngoc.lan", "vu.hai.nam", "mai.van.an", "ly.thi.thom")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.vault.throttle.state_folder", lambda: state)
        with access.open_vault(place) as vault:
            sessions = [access.sign_in(vault, user, PASSWORD) for user in users]
            for session in sessions:
                session._clock = MORNING
            sessions[3].account = replace(sessions[3].account, level=Level.OFFICER)
            east, west = (shared.add_village(sessions[0], name) for name in ("Thôn Đông", "Thôn Đoài"))
            lead, officer, viewer, health = sessions
            yield Office(lead, officer, viewer, health, east, west)
            for session in sessions:
                session.close()
