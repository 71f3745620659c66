"""Police 0003: plans come beside what is there, and change none of it."""

import shutil
from pathlib import Path

from app.vault import engine, keys, migrate, schema_made
from app.vault.compartments import Compartment

POLICE = Compartment.POLICE


def test_inspections_stay_as_they_were_and_plans_begin_empty(tmp_path: Path) -> None:
    key = keys.new_compartment_key()
    engine.create_file(tmp_path, POLICE, key)
    versions = tmp_path / "migrations" / POLICE.value / "versions"
    versions.mkdir(parents=True)
    for before in ("0001_begin.py", "0002_inspections.py"):
        shutil.copy(schema_made.MIGRATIONS / POLICE.value / "versions" / before, versions)
    migrate.upgrade(tmp_path, {POLICE: key}, POLICE, migrations=tmp_path / "migrations")
    raw = engine.connect(tmp_path, {POLICE: key})
    raw.execute("INSERT INTO police.inspection_numbers VALUES (2026, 1, '2026-03-11T02:30:00.000000+00:00')")
    raw.commit()
    raw.close()

    migrate.upgrade(tmp_path, {POLICE: key}, POLICE)

    raw = engine.connect(tmp_path, {POLICE: key})
    assert [tuple(row)[:2] for row in raw.execute("SELECT * FROM police.inspection_numbers").fetchall()] == [(2026, 1)]
    for table in ("inspection_plans", "plan_candidates", "plan_items", "plan_events", "plan_weights"):
        assert raw.execute(f"SELECT count(*) FROM police.{table}").fetchone()[0] == 0
    raw.close()
