"""The first day on which something is owed, in a compartment that has loans already."""

import shutil
from pathlib import Path

from app.vault import engine, keys, migrate, schema_made
from app.vault.compartments import Compartment

SOCIAL = Compartment.SOCIAL
NOW = "2026-03-11T02:30:00.000000+00:00"


def test_each_loan_gets_the_first_day_on_which_something_is_owed(tmp_path: Path) -> None:
    key = keys.new_compartment_key()
    engine.create_file(tmp_path, SOCIAL, key)
    kept = schema_made.MIGRATIONS / SOCIAL.value / "versions"
    (mine,) = kept.glob("*_loans_due.py")
    versions = tmp_path / "migrations" / SOCIAL.value / "versions"
    versions.mkdir(parents=True)
    for before in kept.glob("0*.py"):
        if before.name < mine.name:
            shutil.copy(before, versions)
    migrate.upgrade(tmp_path, {SOCIAL: key}, SOCIAL, migrations=tmp_path / "migrations")
    raw = engine.connect(tmp_path, {SOCIAL: key})
    _insert(raw, "cases", {"id": 1, "code": "HT26-001", "state": "supported", "source": "self", "basis": "consent"})
    for loan, state in ((1, "repaying"), (2, "settled"), (3, "draft")):
        _insert(raw, "loans", {"id": loan, "case_id": 1, "number": f"VV26-00{loan}", "state": state, "seq": loan})
        if state != "draft":
            for position, day, paid in ((1, "2026-02-10", 1), (2, "2026-03-10", state == "settled")):
                line = {"case_id": 1, "loan_id": loan, "position": position, "due_on": day, "paid": int(paid)}
                _insert(raw, "loan_instalments", line)
    raw.commit()
    raw.close()

    migrate.upgrade(tmp_path, {SOCIAL: key}, SOCIAL)

    raw = engine.connect(tmp_path, {SOCIAL: key})
    found = dict(raw.execute("SELECT number, due_sort FROM social.loans").fetchall())
    assert found == {"VV26-001": "2026-03-10", "VV26-002": "9999-12-31", "VV26-003": "9999-12-31"}
    assert raw.execute("SELECT count(*) FROM social.loan_instalments").fetchone()[0] == 4
    raw.close()


def _insert(raw, table: str, values: dict) -> None:  # type: ignore[no-untyped-def,type-arg]
    """A row with what is given; what else may not be missing is zero, empty, or a day."""
    row = dict(values)
    for _at, name, kind, needed, default, key in raw.execute(f"PRAGMA social.table_info({table})").fetchall():
        if needed and not key and default is None and name not in row:
            number = kind.upper().startswith(("INT", "BIGINT", "BOOL"))
            row[name] = 0 if number else "2026-03-11" if kind == "DATE" else NOW if name.endswith("_at") else ""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    raw.execute(f"INSERT INTO social.{table} ({names}) VALUES ({marks})", tuple(row.values()))
