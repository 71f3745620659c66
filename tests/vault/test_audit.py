"""Does the audit show every hand that touched it afterwards?"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session as Orm

from app.registry import accounts
from app.vault import access, audit, integrity, keys, slots
from app.vault.compartments import Compartment
from app.vault.engine import make_engine
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import key_of, sql

SignIn = Callable[[str], Session]
POLICE = Compartment.POLICE


def write(session: Session, *subjects: str) -> None:
    for subject in subjects:
        with session.work(POLICE) as work:
            work.audit("report.opened", subject, purpose="kiểm tra")


def problems(session: Session, compartment: Compartment = POLICE) -> list[str]:
    return [what for _, what in access.verify_chain(session, compartment).problems]


@pytest.fixture
def officer(police_officer: Session) -> Session:
    write(police_officer, "reports/1", "reports/2", "reports/3")
    return police_officer


def tamper(session: Session, *statements: str, values: tuple[object, ...] = ()) -> None:
    sql(session.vault.folder, key_of(session, POLICE), *statements, compartment=POLICE, values=values)


def test_an_untouched_chain_holds(officer: Session) -> None:
    assert problems(officer) == []
    assert access.verify_chain(officer, POLICE).checked >= 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE police.audit_entries SET detail = '{\"purpose\":\"khác\"}' WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET detail = NULL WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET subject = 'reports/9' WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET at = '2020-01-01T00:00:00.000000+00:00' WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET at = 'hôm qua' WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET actor = 'ai đó' WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET action = 'report.closed' WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET signature = '' WHERE subject = 'reports/2'",
        "DELETE FROM police.audit_entries WHERE subject = 'reports/2'",
        "DELETE FROM police.audit_entries WHERE subject = 'reports/1'",
    ],
)
def test_an_altered_entry_shows(officer: Session, statement: str) -> None:
    tamper(officer, statement)
    assert problems(officer)


def test_two_entries_swapped_show(officer: Session) -> None:
    tamper(
        officer,
        "UPDATE police.audit_entries SET seq = 1000 WHERE subject = 'reports/1'",
        "UPDATE police.audit_entries SET seq = seq - 1 WHERE subject = 'reports/2'",
        "UPDATE police.audit_entries SET seq = (SELECT seq + 1 FROM police.audit_entries WHERE subject = 'reports/2')"
        " WHERE seq = 1000",
    )
    assert problems(officer)


def forge(session: Session, actor: str, signer: keys.PrivateKeys, vault_id: str | None = None) -> None:
    engine = make_engine(session.vault.folder, {part: key_of(session, part) for part in session.compartments})
    with Orm(engine.execution_options(begin="BEGIN IMMEDIATE")) as db, db.begin():
        audit.append(
            db, vault_id or session.directory.vault_id, POLICE, actor, signer, datetime.now(UTC), "reveal", "x/1", {}
        )
    engine.dispose()


def test_an_entry_signed_with_ones_own_key_for_a_colleague_shows(officer: Session) -> None:
    lead = officer.directory.leads(Unit.POLICE)[0].account.id
    forge(officer, lead, officer.private)
    assert problems(officer) == ["The entry is signed with a key that is not the acting account's."]


def test_an_entry_copied_from_another_vault_shows(officer: Session) -> None:
    forge(officer, officer.account.id, officer.private, vault_id="00" * 16)
    assert problems(officer)


def test_an_entry_copied_from_another_compartment_shows(officer: Session) -> None:
    raw = "seq, at, actor, action, subject, detail, salt, detail_hash, previous, hash, key, signature"
    folder, end = officer.vault.folder, officer.heads()[POLICE].seq
    row = sql(
        folder, key_of(officer), f"SELECT {raw} FROM audit_entries WHERE actor = ?", values=(officer.account.id,)
    )[0]
    marks = ", ".join("?" * 12)
    tamper(officer, f"INSERT INTO police.audit_entries ({raw}) VALUES ({marks})", values=(end + 1, *row[1:]))
    assert problems(officer)


def test_the_keys_of_an_invitation_write_no_audit(vault: Vault, police_lead: Session) -> None:
    invitation = accounts.invite(police_lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    lent = slots.open_slot(vault.header, "moi.den", invitation.password)
    assert lent
    claimed = access.claim(vault, "moi.den", invitation.password, PASSWORD)
    assert problems(claimed, Compartment.REGISTRY) == []

    forge(claimed, claimed.account.id, lent.private)

    assert problems(claimed) == ["The entry is signed with a key that is not the acting account's."]
    claimed.close()


def test_a_lead_keeps_no_key_of_those_they_invited_anew(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    officer = police_lead.directory.named("vu.hai.nam")
    assert officer
    invitation = accounts.invite_again(police_lead, officer.account.id)
    lent = slots.open_slot(vault.header, "vu.hai.nam", invitation.password)
    assert lent
    forge(police_lead, officer.account.id, lent.private)
    assert problems(police_lead) == ["The entry is signed with a key that is not the acting account's."]


def test_the_end_cut_off_is_seen_at_the_next_sign_in_and_by_verify(
    vault: Vault, officer: Session, sign_in: SignIn
) -> None:
    colleague = sign_in("ta.thu.ha")  # has seen the three entries
    tamper(officer, "DELETE FROM police.audit_entries WHERE subject IN ('reports/2', 'reports/3')")
    colleague.close()

    again = sign_in("ta.thu.ha")

    assert again.tampered == [POLICE]
    assert problems(again) == ["The end of the chain that you saw earlier is gone: entries were cut off or replaced."]
    trail = accounts.read_audit(sign_in("dao.ngoc.lan"), Compartment.REGISTRY, action="tampering_seen")
    told = trail[0].detail or {}
    assert (told["compartments"], told["missing"], told["known_from"]) == (
        ["police"],
        {"police": "2–3"},
        {"police": "slot"},
    )


def test_wiping_what_a_colleague_had_seen_is_itself_seen(vault: Vault, officer: Session, sign_in: SignIn) -> None:
    colleague = sign_in("ta.thu.ha")
    slot = vault.header.slot(colleague.account.id)
    assert slot
    colleague.close()
    for wiped in ("", "AAAA"):
        vault.save(vault.header.with_slot(replace(slot, seen=wiped)))
        again = sign_in("ta.thu.ha")
        assert again.tampered == [POLICE, Compartment.REGISTRY]
        again.close()


def test_a_quiet_vault_raises_no_alarm(vault: Vault, officer: Session, sign_in: SignIn) -> None:
    officer.sign_out()
    write(sign_in("ta.thu.ha"), "reports/4")
    again = sign_in("vu.hai.nam")
    assert again.tampered == []
    assert integrity.verify(again).ok


def test_garbage_in_a_detail_is_a_problem_of_that_entry_not_a_crash(officer: Session, police_lead: Session) -> None:
    tamper(officer, "UPDATE police.audit_entries SET detail = '{' WHERE subject = 'reports/2'")
    assert problems(officer) == ["The text of the entry was changed after it was written."]
    assert len(accounts.read_audit(police_lead, POLICE, subject="reports/2")) == 1


def test_garbage_in_a_moment_does_not_stop_the_reading(officer: Session, police_lead: Session) -> None:
    tamper(officer, "UPDATE police.audit_entries SET at = 'hôm qua' WHERE subject = 'reports/2'")
    assert len(accounts.read_audit(police_lead, POLICE, subject="reports/2")) == 1


def test_verification_reports_progress_and_can_be_stopped(officer: Session) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        access.verify_chain(officer, POLICE, stop)
    assert problems(officer) == []


def test_a_viewer_may_not_read_the_audit(police_viewer: Session) -> None:
    from app.vault.errors import Refused

    with pytest.raises(Refused):
        accounts.read_audit(police_viewer, POLICE)


def test_a_page_of_the_audit_is_the_newest_first_and_filtered(officer: Session, police_lead: Session) -> None:
    page = accounts.read_audit(police_lead, POLICE, actor=officer.account.id, limit=2)
    assert [entry.subject for entry in page] == ["reports/3", "reports/2"]
    older = accounts.read_audit(police_lead, POLICE, actor=officer.account.id, before=page[-1].seq)
    assert [entry.subject for entry in older] == ["reports/1"]
    assert json.dumps(older[0].detail, ensure_ascii=False) == '{"purpose": "kiểm tra"}'


def test_after_a_lock_the_ends_seen_are_those_of_before_the_lock(vault: Vault, police_lead: Session) -> None:
    write(police_lead, "reports/9")
    police_lead.sign_out()
    police_lead.resume(access.sign_in(vault, "dao.ngoc.lan", PASSWORD))
    with police_lead.read() as db:
        entry = next(e for e in audit.entries(db, POLICE) if e.subject == "reports/9")
    assert police_lead.seen[POLICE].seq >= entry.seq
