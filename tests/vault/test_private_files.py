"""Files and folders of the app are their owner's alone; an older vault is closed when it is opened, and it is said."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.vault import access, founding, private_files
from app.vault.people import Unit
from tests.conftest import PASSWORD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """As most systems start a program."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def too_open(folder: Path) -> dict[str, str]:
    return {
        path.name: stat.filemode(path.lstat().st_mode)
        for path in (folder, *folder.rglob("*"))
        if path.lstat().st_mode & 0o077
    }


def open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def shared(tmp_path: Path) -> None:
    """The folders of a test's own are closed by pytest: nobody else would get as far as the vault."""
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == os.geteuid() and place.stat().st_mode & 0o055 != 0o055:
            place.chmod(place.stat().st_mode | 0o055)


def test_a_new_vault_is_closed_to_others(tmp_path: Path) -> None:
    place = tmp_path / "hồ sơ" / "kho"
    session = founding.found_vault(place, founding.Founder("an", "Mai Văn Ân", Unit.POLICE), PASSWORD)
    assert too_open(place) == {}  # with its logs
    session.back_up("by_hand")
    session.sign_out()
    session.vault.close()
    assert too_open(place) == {}


def test_an_older_vault_is_closed_when_it_is_opened_and_that_is_said_once(vault_path: Path, tmp_path: Path) -> None:
    (vault_path / "backups" / "20260101T000000000000Z-by_hand").mkdir(parents=True)
    (vault_path / "backups" / "20260101T000000000000Z-by_hand" / "police.db").write_bytes(b"x")
    open_to_all(vault_path)
    others = vault_path / "không phải của kho.txt"
    others.write_text("x", encoding="utf-8")
    shared(tmp_path)
    with access.open_vault(vault_path) as vault:
        assert vault.others_could_open
    assert set(too_open(vault_path)) == {others.name}  # what is not the vault's stays as it was
    with access.open_vault(vault_path) as vault:
        assert not vault.others_could_open


def test_nothing_is_said_where_nobody_else_got_as_far(vault_path: Path, tmp_path: Path) -> None:
    open_to_all(vault_path)
    tmp_path.chmod(0o700)
    with access.open_vault(vault_path) as vault:
        assert not vault.others_could_open
    assert too_open(vault_path) == {}


def test_a_stick_without_permissions_is_opened_and_nothing_is_said(
    vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all(vault_path)
    shared(tmp_path)
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)  # as FAT answers: done, and nothing changed
    with access.open_vault(vault_path) as vault:
        assert not vault.others_could_open
    assert too_open(vault_path)


def test_what_cannot_be_closed_does_not_keep_the_vault_shut(
    vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: int) -> None:
        raise PermissionError

    open_to_all(vault_path)
    monkeypatch.setattr(Path, "chmod", refuse)
    with access.open_vault(vault_path) as vault:
        assert not vault.others_could_open


def test_a_link_in_the_vault_closes_nothing_elsewhere(vault_path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    elsewhere.write_bytes(b"x")
    elsewhere.chmod(0o644)
    (vault_path / "link.db").symlink_to(elsewhere)
    with access.open_vault(vault_path):
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644


def test_the_state_folder_is_closed_with_all_that_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = private_files.state_folder()
    (folder / "window.ini").write_text("x", encoding="utf-8")
    (folder / "window.ini").chmod(0o644)
    folder.chmod(0o755)
    assert private_files.state_folder() == folder
    assert too_open(folder) == {}
