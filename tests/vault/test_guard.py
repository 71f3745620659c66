"""The second line: what a statement may do on the app's connections, even in a file that nobody compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.vault import connection, engine
from app.vault.compartments import Compartment
from app.vault.guard import Use
from app.vault.session import Session
from tests.attack import tool

POLICE = Compartment.POLICE


@pytest.fixture
def held(police_viewer: Session) -> tuple[Path, dict[Compartment, bytes]]:
    keys = tool.keys_of(police_viewer)
    police_viewer.close()
    return police_viewer.vault.folder, keys


@pytest.fixture
def raw(held: tuple[Path, dict[Compartment, bytes]]) -> Iterator[connection.Opened]:
    opened = engine.connect(*held)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA writable_schema = ON",
        "PRAGMA police.writable_schema = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA cell_size_check = OFF",
        "PRAGMA police.schema_version = 1",
        "PRAGMA police.journal_mode = OFF",
        "PRAGMA temp_store = FILE",
        "PRAGMA rekey = 'x'",
        "UPDATE police.sqlite_master SET sql = ''",
        "ATTACH DATABASE ':memory:' AS another",
        "DETACH DATABASE police",
        "SELECT load_extension('x')",
        "CREATE TABLE police.more (x)",
        "CREATE TRIGGER police.more BEFORE INSERT ON audit_entries BEGIN SELECT 1; END",
        "CREATE VIEW police.more AS SELECT 1",
        "CREATE INDEX police.more ON audit_entries (at)",
        "CREATE TEMP VIEW more AS SELECT 1",
        "CREATE TEMP TRIGGER more BEFORE INSERT ON police.audit_entries BEGIN SELECT 1; END",
        "DROP TABLE police.audit_entries",
        "ALTER TABLE police.audit_entries ADD COLUMN more TEXT",
        "VACUUM",
    ],
)
def test_what_changes_the_structure_is_refused_on_a_connection_for_records(
    raw: connection.Opened, statement: str
) -> None:
    with pytest.raises(sqlcipher.DatabaseError):
        raw.execute(statement).fetchall()


def test_triggers_and_views_of_the_files_never_run(held: tuple[Path, dict[Compartment, bytes]]) -> None:
    folder, keys = held
    tool.sql(
        folder,
        POLICE,
        keys[POLICE],
        "CREATE TRIGGER touched_0123456789abcdef_x AFTER INSERT ON drafts BEGIN SELECT 1; END",
        "CREATE VIEW seen AS SELECT 1 AS one",
    )
    for use in (Use.RECORDS, Use.STRUCTURE):
        raw = engine.connect(folder, keys, use)
        for statement in ("INSERT INTO police.drafts DEFAULT VALUES", "SELECT * FROM police.seen"):
            with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|prohibited"):
                raw.execute(statement)
        raw.close()


def test_the_apps_own_temporary_triggers_run(raw: connection.Opened) -> None:
    prefix = raw.guard.prefix
    raw.execute("CREATE TEMP TABLE touched (number)")
    raw.execute(
        f"CREATE TEMP TRIGGER {prefix}villages AFTER INSERT ON main.office_facts"
        " BEGIN INSERT INTO touched VALUES (NEW.name); END"
    )
    raw.execute("INSERT INTO main.office_facts (unit, name, value) VALUES ('police', 'thử', '')")
    assert raw.execute("SELECT number FROM touched").fetchall() == [("thử",)]


def test_each_connection_has_a_prefix_of_its_own(held: tuple[Path, dict[Compartment, bytes]]) -> None:
    first, second = engine.connect(*held), engine.connect(*held)
    assert first.guard.prefix != second.guard.prefix
    for each in (first, second):
        each.close()


def test_the_settings_of_a_connection(raw: connection.Opened) -> None:
    wanted = {"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
