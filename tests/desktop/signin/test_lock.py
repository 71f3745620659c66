"""Locking never asks and loses nothing; closing does the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.signin.sign_in import SignIn
from app.vault import access, backup
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from tests.desktop.running import Running, running


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> Iterator[Running]:
    with running(qtbot, tmp_path / "state", vault_path) as app:
        app.type_sign_in("dao.ngoc.lan")
        yield app


class Draft(QLineEdit):
    """An open form: notes whether the keys were still there when it was asked to keep itself."""

    def __init__(self, here: Running) -> None:
        super().__init__()
        self._session = here.desk.session
        self.kept: list[str] = []

    def draft(self) -> None:
        assert self._session is not None
        with self._session.read():
            self.kept.append(self.text())


def test_ctrl_l_covers_at_once_and_the_keys_go(here: Running) -> None:
    session = here.desk.session
    assert session is not None

    here.qtbot.keyClick(here.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert here.window.gated()
    page = here.sign_in_page()
    assert page.user.text() == "dao.ngoc.lan"
    with pytest.raises(Refused), session.read():
        pass


def test_what_was_typed_is_kept_before_the_keys_go(here: Running) -> None:
    form = Draft(here)
    form.setText("đang gõ dở")
    here.desk.keep_draft(form)

    here.desk.lock()
    here.settle()

    assert form.kept == ["đang gõ dở"]


def test_a_draft_that_fails_does_not_stop_the_lock_or_the_other_drafts(here: Running) -> None:
    good, bad = Draft(here), Draft(here)
    bad.draft = lambda: 1 / 0  # type: ignore[method-assign,assignment]
    here.desk.keep_draft(bad)
    here.desk.keep_draft(good)

    here.desk.lock()
    here.settle()

    assert here.window.gated()
    assert good.kept == [""]


def test_the_same_person_goes_on_where_they_were(here: Running) -> None:
    screen = here.window.go("audit")
    here.settle()
    here.desk.lock()
    here.type_sign_in("dao.ngoc.lan")

    assert not here.window.gated()
    assert here.window.current() is screen
    assert here.desk.session is not None
    screen.refresh()  # type: ignore[attr-defined]
    here.settle()
    with here.desk.session.read():
        pass


def test_another_person_finds_nothing_of_the_first(here: Running) -> None:
    screen = here.window.go("audit")
    here.desk.lock()
    here.type_sign_in("ly.thi.thom")

    assert here.desk.session is not None
    assert here.desk.session.account.user == "ly.thi.thom"
    assert here.window.current() is not screen


def test_a_lock_after_a_change_makes_a_backup_and_the_status_line_tells(here: Running) -> None:
    session = here.desk.session
    assert session is not None
    folder = session.vault.folder
    assert backup.listed(folder) == []
    with session.work(Compartment.REGISTRY) as work:
        work.audit("village.added", "villages/1")

    here.desk.lock()
    here.settle()

    made = backup.listed(folder)
    assert [each.reason for each in made] == ["sign_out"]
    assert "Sao lưu gần nhất" in here.window.status._backup.text()


def test_a_lock_without_a_change_makes_none(here: Running) -> None:
    assert here.desk.session is not None
    folder = here.desk.session.vault.folder

    here.desk.lock()
    here.settle()

    assert backup.listed(folder) == []


def test_nobody_near_for_long_enough_locks(here: Running) -> None:
    here.desk.auto_lock.locked.emit()
    here.settle()

    assert isinstance(here.door.page, SignIn)
    assert here.desk.session is None


def test_the_minutes_are_the_persons_choice(here: Running) -> None:
    here.desk.preferences.choose("lock_minutes", 12)

    assert here.desk.auto_lock._timer.interval() == 12 * 60_000


def test_closing_the_window_signs_out_and_lets_the_vault_go(here: Running) -> None:
    assert here.desk.session is not None
    session, folder = here.desk.session, here.desk.session.vault.folder

    here.window.close()
    here.settle()

    assert not session.compartments
    access.open_vault(folder).close()


def test_cut_off_audit_entries_are_told_at_sign_in(here: Running) -> None:
    session = here.desk.session
    assert session is not None
    session.tampered = [Compartment.POLICE]

    here.desk._warn(session)

    assert any("nhật ký" in banner.text() for banner in here.desk._notices)
