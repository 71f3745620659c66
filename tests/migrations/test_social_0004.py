"""Social 0004: plans and visits come beside the cases, which keep their days and wait for no action yet."""

import shutil
from pathlib import Path

from app.vault import engine, keys, migrate, schema_made
from app.vault.compartments import Compartment

SOCIAL = Compartment.SOCIAL
CASE = """
    INSERT INTO social.cases (id, version, code, seq, state, listed, opened_on, source, basis, basis_note, sex,
        village_name, child, trafficking, violence, disability, urgent, note, next_visit_on, last_contact_on, due_sort,
        rank, outcome, kept_reason, state_before, created_at, updated_at)
    VALUES (1, 3, 'HT26-001', 2600001, 'supported', 1, '2026-01-02', 'self', 'consent', '', '', 'Thôn Đông', 0, 0, 0, 0,
        0, 'Muốn học may', '2026-03-20', '2026-03-01', '2026-03-20', 3, '', '', '', '2026-01-02T02:00:00.000000+00:00',
        '2026-03-01T02:00:00.000000+00:00')
"""


def test_cases_stay_as_they_were_and_plans_and_visits_begin_empty(tmp_path: Path) -> None:
    key = keys.new_compartment_key()
    engine.create_file(tmp_path, SOCIAL, key)
    versions = tmp_path / "migrations" / SOCIAL.value / "versions"
    versions.mkdir(parents=True)
    for before in ("0001_begin.py", "0002_cases.py", "0003_loans.py"):
        shutil.copy(schema_made.MIGRATIONS / SOCIAL.value / "versions" / before, versions)
    migrate.upgrade(tmp_path, {SOCIAL: key}, SOCIAL, migrations=tmp_path / "migrations")
    raw = engine.connect(tmp_path, {SOCIAL: key})
    raw.execute(CASE)
    raw.commit()
    raw.close()

    migrate.upgrade(tmp_path, {SOCIAL: key}, SOCIAL)

    raw = engine.connect(tmp_path, {SOCIAL: key})
    row = raw.execute("SELECT code, note, next_visit_on, due_sort, next_action_on FROM social.cases").fetchone()
    assert tuple(row) == ("HT26-001", "Muốn học may", "2026-03-20", "2026-03-20", None)
    tables = ("support_plans", "plan_goals", "plan_actions", "plan_reviews", "plan_results", "visits", "visit_goals")
    for table in tables:
        assert raw.execute(f"SELECT count(*) FROM social.{table}").fetchone()[0] == 0
    raw.close()
