"""Does this version open the vaults of every released one, with every record in them?"""

import json
import zipfile
from pathlib import Path

import pytest

from app import demo
from app.police.reports import queries
from app.vault import audit, integrity, migrate
from app.vault.access import open_vault, sign_in
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.migrations.keep import FOLDER, RECORDS

KEPT = sorted(FOLDER.glob("*.zip"))


def unpacked(archive: Path, place: Path) -> Path:
    with zipfile.ZipFile(archive) as file:
        file.extractall(place)
    return place


def test_a_vault_is_kept_of_the_first_release_on() -> None:
    assert KEPT


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.stem)
def test_a_kept_vault_opens_with_all_its_records(archive: Path, tmp_path: Path) -> None:
    with open_vault(unpacked(archive, tmp_path)) as vault:
        session = sign_in(vault, "truong.ca", demo.PASSWORD)
        assert queries.count_reports(session) == RECORDS
        assert integrity.verify(session).problems == []
        session.close()


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.stem)
def test_a_kept_vault_that_is_older_is_backed_up_before_it_is_changed(archive: Path, tmp_path: Path) -> None:
    place = unpacked(archive, tmp_path)
    with open_vault(place) as vault:
        session = sign_in(vault, "truong.ca", demo.PASSWORD)
        with session.read() as db:
            raw = db.connection().connection.driver_connection
            newest = [migrate.current(raw, part) == migrate.newest(part) for part in sorted(session.compartments)]
        changed = [entry for entry in _actions(session) if entry == "migrated"]
        session.close()
    assert all(newest)
    assert bool(changed) == any((place / "backups").glob("*-migration/manifest.json"))


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.stem)
def test_a_kept_header_still_names_nobody(archive: Path, tmp_path: Path) -> None:
    text = json.dumps(json.loads((unpacked(archive, tmp_path) / "vault.json").read_bytes()))
    assert not any(name in text for user, full_name, _, _ in demo.PEOPLE for name in (user, full_name))


def _actions(session: Session) -> list[str]:
    with session.read() as db:
        parts = (Compartment.POLICE, Compartment.REGISTRY)
        return [entry.action for part in parts for entry in audit.entries(db, part)]
