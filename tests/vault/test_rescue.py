"""A vault that another tool changed can be read for rescue, and nothing at all is written meanwhile."""

import pytest
from sqlalchemy import text

from app.police.reports import queries
from app.registry import accounts
from app.vault import access, integrity, rescue
from app.vault.compartments import Compartment
from app.vault.errors import Refused, RescueOnly, SchemaChanged, WrongPassword
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.attack import tool
from tests.conftest import PASSWORD
from tests.police.reports.builders import received
from tests.vault.attack import fingerprint

POLICE, REGISTRY = Compartment.POLICE, Compartment.REGISTRY
LEAD = "dao.ngoc.lan"
SWALLOW = "CREATE TRIGGER swallow BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(IGNORE); END"


def changed(session: Session, *statements: str) -> Vault:
    """The vault after a colleague changed police.db, with everybody signed out."""
    folder, key = session.vault.folder, session.compartment_key(POLICE)
    session.close()
    tool.sql(folder, POLICE, key, *statements)
    return session.vault


def records_of(vault: Vault) -> dict[str, str]:
    """The vault's files; SQLite's index of a log, which is no record, is left out."""
    found = fingerprint(vault.folder)
    return {name: digest for name, digest in found.items() if not name.endswith("-shm")}


def test_lists_are_read_and_nothing_is_written(police_lead: Session) -> None:
    received(police_lead)
    vault = changed(police_lead, SWALLOW)
    before = records_of(vault)

    session = rescue.sign_in(vault, LEAD, PASSWORD)
    assert queries.count_reports(session) == 1
    assert session.heads()[REGISTRY].seq > 0
    with pytest.raises(RescueOnly, match="trigger swallow"), session.work(REGISTRY) as work:
        work.audit("sign_in")
    for writing in (
        lambda: session.back_up("by_hand"),
        session.remember_heads,
        lambda: accounts.invite(session, "moi.den", "Mới Đến", Unit.POLICE, Level.OFFICER),
        lambda: access.change_password(session, LEAD, PASSWORD, "năm từ chẳng liên quan gì"),
    ):
        with pytest.raises(RescueOnly):
            writing()
    with session.read() as db, pytest.raises(Exception, match=r"not authorized|readonly"):
        db.execute(text("DELETE FROM police.reports"))
    session.sign_out()

    after = records_of(vault)
    assert {name: after[name] for name in before} == before
    assert all(name.endswith("-wal") and not (vault.folder / name).stat().st_size for name in after.keys() - before)


def test_a_vault_that_nobody_changed_is_not_read_without_a_trace(vault: Vault) -> None:
    with pytest.raises(Refused, match="Sign in as usual"):
        rescue.sign_in(vault, LEAD, PASSWORD)


def test_a_rescue_asks_for_the_password_too(police_lead: Session) -> None:
    vault = changed(police_lead, SWALLOW)
    with pytest.raises(WrongPassword):
        rescue.sign_in(vault, LEAD, "không phải mật khẩu")


def test_what_is_no_stored_table_or_column_is_not_read(police_lead: Session) -> None:
    vault = changed(
        police_lead,
        "PRAGMA legacy_alter_table = ON",
        "ALTER TABLE reports RENAME TO moved",
        "CREATE VIEW reports AS SELECT * FROM moved",
        "DROP TABLE drafts",
        "CREATE VIRTUAL TABLE drafts USING fts5(x)",
        "ALTER TABLE audit_entries DROP COLUMN detail",
        "ALTER TABLE audit_entries ADD COLUMN detail TEXT GENERATED ALWAYS AS ('nothing happened')",
    )
    session = rescue.sign_in(vault, LEAD, PASSWORD)
    for statement in (
        "SELECT count(*) FROM police.reports",
        "SELECT x FROM police.drafts",
        "SELECT detail FROM police.audit_entries",
    ):
        with pytest.raises(SchemaChanged):
            session_reads(session, statement)
    assert session_reads(session, "SELECT count(actor) FROM police.audit_entries") == 0
    assert {each.where for each in integrity.verify(session).problems} == {"police.db", "police"}
    session.sign_out()


def session_reads(session: Session, statement: str) -> int:
    with session.read() as db:
        return int(db.execute(text(statement)).scalar_one())
