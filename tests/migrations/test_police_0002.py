"""Police 0002: what people kept before is the reports', and a number once given stays given."""

import shutil
from pathlib import Path

from app.vault import engine, keys, migrate, schema_made
from app.vault.compartments import Compartment

POLICE = Compartment.POLICE


def only_the_first(tmp_path: Path) -> Path:
    """A folder of migrations that ends with the revision before."""
    versions = tmp_path / "migrations" / POLICE.value / "versions"
    versions.mkdir(parents=True)
    shutil.copy(schema_made.MIGRATIONS / POLICE.value / "versions" / "0001_begin.py", versions)
    return tmp_path / "migrations"


def test_what_was_kept_before_belongs_to_the_reports(tmp_path: Path) -> None:
    key = keys.new_compartment_key()
    engine.create_file(tmp_path, POLICE, key)
    migrate.upgrade(tmp_path, {POLICE: key}, POLICE, migrations=only_the_first(tmp_path))
    raw = engine.connect(tmp_path, {POLICE: key})
    raw.execute("PRAGMA foreign_keys = OFF")  # the report itself does not matter here
    for statement in BEFORE:
        raw.execute(statement)
    raw.commit()
    raw.close()

    migrate.upgrade(tmp_path, {POLICE: key}, POLICE)

    raw = engine.connect(tmp_path, {POLICE: key})

    def rows(query: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in raw.execute(query).fetchall()]

    assert rows("SELECT kind, owner, form, record_id, sealed FROM police.drafts") == [
        ("reports", "p1", "report", "7", b"x")
    ]
    assert rows("SELECT kind, owner, name, filter FROM police.saved_filters") == [("reports", "p1", "Quá hạn", "{}")]
    assert rows("SELECT kind, id, merges FROM police.import_batches") == [("reports", "b1", '{"7": {}}')]
    assert rows("SELECT record_kind, record_id, kind, seq, copy FROM police.document_numbers ORDER BY id") == [
        ("reports", 7, "receipt", 1, 1),
        ("reports", 7, "receipt", 1, 2),
    ]
    raw.close()


_AT = "'2026-03-11T02:30:00.000000+00:00'"
BEFORE = (
    f"INSERT INTO police.drafts VALUES (1, 'p1', 'report', '7', x'78', {_AT})",
    "INSERT INTO police.saved_filters VALUES (1, 'p1', 'Quá hạn', '{}')",
    f"""INSERT INTO police.import_batches VALUES ('b1', 'aa', {_AT}, 'p1', 3, 1, '{{"7": {{}}}}', NULL)""",
    *(
        "INSERT INTO police.document_numbers (id, unit, year, kind, seq, copy, report_id, given_at, given_by)"
        f" VALUES ({copy}, 'police', 2026, 'receipt', 1, {copy}, 7, {_AT}, 'p1')"
        for copy in (1, 2)
    ),
)
