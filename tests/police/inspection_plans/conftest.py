"""A commune with twelve premises, made once; the clock stands in the morning of 11 March 2026."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.vault import access
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.police.inspection_plans import commune

MORNING = datetime(2026, 3, 11, 2, 30, tzinfo=UTC)
USERS = {
    "lead": "dao.ngoc.lan",
    "officer": "vu.hai.nam",
    "viewer": "mai.van.an",
    "health": "ly.thi.thom",
}

Enter = Callable[[str], Session]


@pytest.fixture(scope="session")
def commune_vault(ready_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commune's vault; copied, never opened by a test."""
    place = tmp_path_factory.mktemp("commune") / "vault"
    shutil.copytree(ready_vault, place)
    with pytest.MonkeyPatch.context() as patch:
        state = tmp_path_factory.mktemp("commune-state")
        patch.setattr("app.vault.throttle.state_folder", lambda: state)
        with access.open_vault(place) as vault:
            lead = access.sign_in(vault, USERS["lead"], PASSWORD)
            with lead.at(MORNING):
                commune.fill(lead)
            lead.close()
    return place


@pytest.fixture
def enter(commune_vault: Path, tmp_path: Path) -> Iterator[Enter]:
    """Signs people in on the test's own copy, that morning."""
    place = tmp_path / "commune"
    shutil.copytree(commune_vault, place)
    with ExitStack() as stack:
        vault = stack.enter_context(access.open_vault(place))

        def sign_in(who: str) -> Session:
            session = access.sign_in(vault, USERS[who], PASSWORD)
            stack.callback(session.close)
            stack.enter_context(session.at(MORNING))
            return session

        yield sign_in


@pytest.fixture
def lead(enter: Enter) -> Session:
    return enter("lead")
