"""Police 0005, health 0009, social 0009: the lists get their indices, and no record is changed by that."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.vault import engine, keys, migrate, schema_check
from app.vault.compartments import Compartment

NOW = "2026-03-11T02:30:00.000000+00:00"
TABLES = {
    Compartment.POLICE: ("reports", "inspections"),
    Compartment.HEALTH: ("clients", "counselling", "group_sessions"),
    Compartment.SOCIAL: ("cases", "loans", "visits", "needs_surveys"),
}


@pytest.mark.parametrize("compartment", TABLES)
def test_the_records_stay_and_are_found_by_the_new_indices(tmp_path: Path, compartment: Compartment) -> None:
    key = keys.new_compartment_key()
    engine.create_file(tmp_path, compartment, key)
    before = _before(tmp_path, compartment)
    migrate.upgrade(tmp_path, {compartment: key}, compartment, migrations=before)
    raw = engine.connect(tmp_path, {compartment: key})
    raw.execute("PRAGMA foreign_keys = OFF")  # whose records they are does not matter here
    for table in TABLES[compartment]:
        for number in (1, 2, 3):
            _insert(raw, f"{compartment.value}.{table}", number)
    raw.commit()
    held = _everything(raw, compartment)
    indexed = _indices(raw, compartment)
    raw.close()

    shutil.copy(_mine(compartment), before / compartment.value / "versions")
    migrate.upgrade(tmp_path, {compartment: key}, compartment, migrations=before)

    raw = engine.connect(tmp_path, {compartment: key})
    assert _everything(raw, compartment) == held
    assert _indices(raw, compartment) > indexed
    assert raw.execute(f"PRAGMA {compartment.value}.integrity_check").fetchone()[0] == "ok"
    raw.close()


def _before(tmp_path: Path, compartment: Compartment) -> Path:
    """A folder of migrations that ends with the revision before."""
    mine = _mine(compartment)
    versions = tmp_path / "migrations" / compartment.value / "versions"
    versions.mkdir(parents=True)
    for each in mine.parent.glob("0*.py"):
        if each.name < mine.name:
            shutil.copy(each, versions)
    return tmp_path / "migrations"


def _mine(compartment: Compartment) -> Path:
    (mine,) = (schema_check.MIGRATIONS / compartment.value / "versions").glob("*_lists_by_index.py")
    return mine


def _everything(raw: Any, compartment: Compartment) -> list[list[tuple[Any, ...]]]:
    return [
        [tuple(row) for row in raw.execute(f"SELECT * FROM {compartment.value}.{table} ORDER BY id").fetchall()]
        for table in TABLES[compartment]
    ]


def _indices(raw: Any, compartment: Compartment) -> set[str]:
    return {row[0] for row in raw.execute(f"SELECT name FROM {compartment.value}.sqlite_master WHERE type = 'index'")}


def _insert(raw: Any, table: str, number: int) -> None:
    """A row in which every number, flag and text that may not be missing is given, so that it is in each index."""
    schema, _, name = table.partition(".")
    row: dict[str, Any] = {}
    for _at, column, kind, needed, _default, key in raw.execute(f"PRAGMA {schema}.table_info({name})").fetchall():
        if key or needed:
            figure = kind.upper().startswith(("INT", "BIGINT", "BOOL"))
            text = "2026-03-11" if kind == "DATE" else NOW if column.endswith("_at") else f"{column} {number}"
            row[column] = (1 if kind.upper().startswith("BOOL") else number) if figure else text
    names, marks = ", ".join(f'"{each}"' for each in row), ", ".join("?" for _ in row)
    raw.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
