"""Does what SQLite says about the disk become the right sentence?"""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.vault import access, engine, schema_check
from app.vault.errors import AppError, Damaged, DiskFull, Environment, InUse, ReadOnlyFolder, VaultMissing
from app.vault.session import Vault
from tests.conftest import PASSWORD

SAID = (
    ("database is locked", InUse),
    ("locking protocol", InUse),
    ("unable to open database file", ReadOnlyFolder),
    ("attempt to write a readonly database", ReadOnlyFolder),
    ("disk I/O error", Environment),
)


def raised(folder: Path, said: str) -> type[AppError]:
    with pytest.raises(AppError) as told, engine.translated(folder):
        raise sqlcipher.OperationalError(said)
    return type(told.value)


@pytest.mark.parametrize(("said", "meant"), SAID)
def test_a_full_disk_is_said_whatever_it_kept_sqlite_from_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, meant: type[AppError]
) -> None:
    assert raised(tmp_path, said) is meant
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=engine.NO_ROOM - 1))
    assert raised(tmp_path, said) is DiskFull


def test_damage_stays_damage_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    assert raised(tmp_path, "file is not a database") is Damaged


def test_a_stick_that_was_pulled_out_is_said(tmp_path: Path) -> None:
    assert raised(tmp_path / "gone", "disk I/O error") is VaultMissing


def test_our_own_mistakes_pass_through(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError), engine.translated(tmp_path / "gone"):
        raise sqlcipher.OperationalError("no such column: x")


def test_what_stops_the_look_at_the_forms_is_a_sentence(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> str:
        raise sqlcipher.OperationalError("database is locked")

    monkeypatch.setattr(schema_check, "check", locked)
    with pytest.raises(InUse):
        access.sign_in(vault, "vu.hai.nam", PASSWORD)
