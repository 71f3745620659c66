"""A file whose schema another tool changed is believed by nobody: not at any door, not in the middle of a visit."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from app import demo
from app.common.compacting import compact
from app.health.clients.values import Person
from app.registry import accounts
from app.vault import access, backup, integrity, recovery, schema_check, slots
from app.vault.compartments import Compartment
from app.vault.errors import NewerFormat, SchemaChanged, SchemaUnreadable
from app.vault.people import Level, Unit
from app.vault.recovery import RecoveryForm
from app.vault.session import Session, Vault
from tests.attack import tool
from tests.conftest import PASSWORD, SignIn
from tests.health.builders import opened
from tests.migrations.keep import FOLDER
from tests.vault.attack import fingerprint

POLICE, REGISTRY = Compartment.POLICE, Compartment.REGISTRY
SWALLOW = "CREATE TRIGGER swallow BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(IGNORE); END"


def tamper(session: Session, compartment: Compartment, *statements: str) -> None:
    tool.sql(session.vault.folder, compartment, session.compartment_key(compartment), *statements)


def test_a_sign_in_names_what_was_changed_and_changes_nothing(
    vault: Vault, police_viewer: Session, sign_in: SignIn
) -> None:
    tamper(police_viewer, POLICE, SWALLOW, "CREATE TABLE kept (x)")
    police_viewer.close()
    before = fingerprint(vault.folder)

    with pytest.raises(SchemaChanged) as told:
        sign_in("dao.ngoc.lan")

    assert "police.db" in str(told.value)
    assert "trigger swallow" in str(told.value) and "table kept" in str(told.value)
    assert fingerprint(vault.folder) == before


def test_a_foreign_name_is_shown_without_what_could_mislead(police_viewer: Session, sign_in: SignIn) -> None:
    tamper(police_viewer, POLICE, 'CREATE TABLE "x\u202e\n; Nothing is wrong" (y)')
    police_viewer.close()

    with pytest.raises(SchemaChanged) as told:
        sign_in("dao.ngoc.lan")

    assert "(table x????Nothing?is?wrong)" in str(told.value)


def test_a_claim_is_refused_before_anything_is_written(vault: Vault, police_lead: Session) -> None:
    invited = accounts.invite(police_lead, "moi.den", "Mới Đến", Unit.POLICE, Level.OFFICER)
    tamper(police_lead, REGISTRY, SWALLOW)
    police_lead.close()
    before = fingerprint(vault.folder)

    with pytest.raises(SchemaChanged):
        access.claim(vault, "moi.den", invited.password, PASSWORD)

    assert fingerprint(vault.folder) == before


def test_a_recovery_code_restores_nobody_in_a_changed_vault(vault: Vault, police_lead: Session) -> None:
    sheet = recovery.issue(police_lead, POLICE, RecoveryForm.WHOLE)
    tamper(police_lead, POLICE, SWALLOW)
    police_lead.close()
    before = fingerprint(vault.folder)

    with pytest.raises(SchemaChanged):
        recovery.restore(vault, sheet.codes, "vu.hai.nam", PASSWORD)

    assert fingerprint(vault.folder) == before


def test_an_older_vault_is_compared_before_it_is_migrated(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    with zipfile.ZipFile(min(FOLDER.glob("*.zip"))) as file:
        file.extractall(place)
    with access.open_vault(place) as vault:
        what = slots.open_slot(vault.header, "truong.ca", demo.PASSWORD)
        assert what is not None
        session = access.session_for(vault, what)  # not migrated by this
        tamper(session, POLICE, SWALLOW)
        session.close()
        before = fingerprint(place)

        with pytest.raises(SchemaChanged, match="trigger swallow"):
            access.sign_in(vault, "truong.ca", demo.PASSWORD)

    assert fingerprint(place) == before
    assert backup.listed(place) == []


def test_a_revision_set_back_is_no_reason_to_migrate(police_viewer: Session, sign_in: SignIn) -> None:
    tamper(police_viewer, POLICE, "UPDATE alembic_version SET version_num = '0002'")
    police_viewer.close()
    with pytest.raises(SchemaChanged):
        sign_in("dao.ngoc.lan")


def test_a_revision_nobody_knows_is_newer_or_damaged(police_viewer: Session, sign_in: SignIn) -> None:
    key, folder = police_viewer.compartment_key(POLICE), police_viewer.vault.folder
    police_viewer.close()
    tool.sql(folder, POLICE, key, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerFormat):
        sign_in("dao.ngoc.lan")
    tool.sql(folder, POLICE, key, "UPDATE alembic_version SET version_num = 'x'")
    with pytest.raises(SchemaChanged, match="revision x"):
        sign_in("dao.ngoc.lan")


def test_a_definition_that_cannot_be_read_is_said(vault: Vault, police_viewer: Session, sign_in: SignIn) -> None:
    tamper(
        police_viewer,
        POLICE,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'no sql' WHERE name = 'reports'",
    )
    police_viewer.close()
    with pytest.raises(SchemaUnreadable, match="reports"):
        sign_in("dao.ngoc.lan")


def test_in_the_middle_of_a_visit_nothing_more_is_written(police_lead: Session, sign_in: SignIn) -> None:
    head = police_lead.heads()[POLICE]
    tamper(police_lead, POLICE, SWALLOW)

    with pytest.raises(SchemaChanged), police_lead.work(POLICE) as work:
        work.audit("report.opened", "reports/1")
    with pytest.raises(SchemaChanged), police_lead.work(REGISTRY) as work:
        work.audit("report.opened", "reports/1")

    tamper(police_lead, POLICE, "DROP TRIGGER swallow")
    assert police_lead.heads()[POLICE] == head
    with police_lead.work(POLICE) as work:
        work.audit("report.opened", "reports/1")
    assert police_lead.heads()[POLICE].seq == head.seq + 1


def test_a_verification_in_the_middle_of_a_visit_says_what_was_changed(police_lead: Session) -> None:
    tamper(police_lead, REGISTRY, "CREATE VIEW people AS SELECT * FROM account_records")
    found = integrity.verify(police_lead)
    assert [(each.where, each.values) for each in found.problems] == [("registry.db", {"what": "view people"})]


def test_a_file_written_anew_by_the_app_is_no_change(police_lead: Session) -> None:
    with police_lead.read() as db:
        before = db.execute(text("PRAGMA police.schema_version")).scalar_one()
    compact(police_lead, POLICE)
    with police_lead.work(POLICE) as work:
        work.audit("report.opened", "reports/1")
        assert work.db.execute(text("PRAGMA police.schema_version")).scalar_one() > before
    assert integrity.verify(police_lead).ok


def test_statistics_of_sqlite_are_no_change_and_go_with_what_is_erased(health_lead: Session, sign_in: SignIn) -> None:
    health = Compartment.HEALTH
    opened(health_lead, Person("Lữ Thị Thanh Lam"))
    tamper(health_lead, health, "ANALYZE")
    again = sign_in("ly.thi.thom")
    assert integrity.verify(again).ok
    assert tool.sql(again.vault.folder, health, again.compartment_key(health), "SELECT * FROM sqlite_stat4")

    compact(again, health)

    names = "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"
    assert tool.sql(again.vault.folder, health, again.compartment_key(health), names) == []
    assert integrity.verify(again).ok


def test_a_name_out_of_a_file_is_no_part_of_a_statement_unless_it_is_plain() -> None:
    assert schema_check.identifier("audit_entries") == "audit_entries"
    for name in ('x"; DROP TABLE audit_entries; --', "a b", "", "1st", "tên", "x\n"):
        with pytest.raises(SchemaChanged):
            schema_check.identifier(name)
