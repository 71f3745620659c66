"""The occupation, in a compartment that has cases already: nobody in them was asked."""

import shutil
from pathlib import Path

from app.vault import engine, keys, migrate, schema_check
from app.vault.compartments import Compartment
from tests.migrations.test_social_0004 import CASE

SOCIAL = Compartment.SOCIAL


def test_of_cases_that_are_there_no_occupation_is_known_nor_said_to_be_unknown(tmp_path: Path) -> None:
    key = keys.new_compartment_key()
    engine.create_file(tmp_path, SOCIAL, key)
    kept = schema_check.MIGRATIONS / SOCIAL.value / "versions"
    (mine,) = kept.glob("*_occupation.py")
    versions = tmp_path / "migrations" / SOCIAL.value / "versions"
    versions.mkdir(parents=True)
    for before in kept.glob("0*.py"):
        if before.name < mine.name:
            shutil.copy(before, versions)
    migrate.upgrade(tmp_path, {SOCIAL: key}, SOCIAL, migrations=tmp_path / "migrations")
    raw = engine.connect(tmp_path, {SOCIAL: key})
    raw.execute(CASE)
    raw.commit()
    raw.close()

    migrate.upgrade(tmp_path, {SOCIAL: key}, SOCIAL)

    raw = engine.connect(tmp_path, {SOCIAL: key})
    row = raw.execute("SELECT code, source, note, occupation FROM social.cases").fetchone()
    assert tuple(row) == ("HT26-001", "self", "Muốn học may", "")
    raw.close()
