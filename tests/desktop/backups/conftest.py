"""A running app on a vault with a stick connected; what the backups' tests do again and again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.backups.carrier import carrier
from app.desktop.theme import theme
from app.desktop.widgets.banner import Banner
from app.registry import elsewhere
from app.vault.backup import Backup
from app.vault.session import Session
from tests.desktop.running import Running, running
from tests.sticks import Stick


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    return Stick(tmp_path / "usb", monkeypatch)


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, vault_path: Path, stick: Stick) -> Iterator[Running]:
    with running(qtbot, tmp_path / "state", vault_path) as app:
        app.type_sign_in("dao.ngoc.lan")
        theme().speak("en")
        quiet(app)
        yield app


def quiet(here: Running) -> None:
    """Until nothing is under way and nothing is carried any more."""
    here.settle()
    here.qtbot.waitUntil(lambda: not carrier().busy(), timeout=10_000)
    here.settle()


def session_of(here: Running) -> Session:
    assert here.desk.signed_in is not None
    return here.desk.session


def strips(here: Running) -> list[str]:
    """What stands above every screen."""
    layout = here.window.notices
    found = [layout.itemAt(at).widget() for at in range(layout.count())]
    return [each.text() for each in found if isinstance(each, Banner) and each.isVisible()]


@pytest.fixture
def back_up(here: Running) -> Callable[[], Backup]:
    """A backup made by hand and copied, if a place is chosen."""

    def make() -> Backup:
        made = session_of(here).back_up("by_hand")
        here.desk.backed_up.emit(made)
        quiet(here)
        return made

    return make


@pytest.fixture
def with_place(here: Running, stick: Stick) -> Running:
    """The stick is the place for copies."""
    elsewhere.choose(session_of(here), stick.root)
    carrier().learn()
    quiet(here)
    return here
