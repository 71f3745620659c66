"""Do health.db and social.db stay shut to every key that the police can obtain?"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.registry import accounts
from app.vault import access, founding, keys, membership, recovery, slots
from app.vault.compartments import Compartment
from app.vault.engine import answers
from app.vault.errors import Invalid, NotForYou, Refused
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import key_of, sql

FOREIGN = (Compartment.HEALTH, Compartment.SOCIAL)


def obtainable(vault: Vault, session: Session) -> Iterator[bytes]:
    """Everything 32 bytes long, or made so, that this account's secrets open anywhere in the header."""
    yield from (key_of(session, part) for part in session.compartments)
    yield session.private.sign
    yield session.seen_key
    identities = [session.private]
    if session.account.level is Level.LEAD:
        for part in accounts.recoverable(session):
            sheet = recovery.issue(session, part, recovery.RecoveryForm.WHOLE)
            _, private, _ = recovery._opened(vault, [recovery.read_code(sheet.codes[0])])
            identities.append(private)
            yield keys.derive(recovery.read_code(sheet.codes[0]), "recovery of 1")
    for grant in vault.header.grants:
        for private in identities:
            for part in Compartment:
                key = slots.opened_grant(vault.header, replace(grant, compartment=part), private)
                if key is not None:
                    yield key


@pytest.mark.parametrize("user", ["dao.ngoc.lan", "vu.hai.nam"])
def test_no_key_of_a_police_account_opens_another_units_file(vault: Vault, sign_in: object, user: str) -> None:
    session = access.sign_in(vault, user, PASSWORD)
    found = set(obtainable(vault, session))
    assert len(found) >= 4
    opened = [part for part in FOREIGN for key in found if answers(vault.folder, part, key)]
    assert opened == []
    session.close()


def test_attaching_with_a_police_key_fails_too(vault: Vault, police_lead: Session) -> None:
    for part in FOREIGN:
        for key in {key_of(police_lead), key_of(police_lead, Compartment.POLICE)}:
            with pytest.raises(sqlcipher.DatabaseError):
                raw = sqlcipher.connect(str(vault.folder / "registry.db"))
                raw.execute(f"PRAGMA key = \"x'{key_of(police_lead).hex()}'\"")
                raw.execute(f"ATTACH DATABASE ? AS other KEY \"x'{key.hex()}'\"", (str(vault.folder / part.file_name),))
                raw.execute("SELECT count(*) FROM other.sqlite_master").fetchone()


def test_an_attached_unit_is_not_even_named_in_a_session(police_lead: Session) -> None:
    from sqlalchemy import text

    with police_lead.read() as db:
        names = {row.name for row in db.execute(text("PRAGMA database_list"))}
    assert names == {"main", "police"}


def test_the_invite_time_key_opens_nothing_after_the_claim(tmp_path: Path) -> None:
    place = tmp_path / "new"
    lead = founding.found_vault(place, founding.Founder("lan", "Đào Ngọc Lân", Unit.POLICE), PASSWORD)
    invitation = accounts.invite(lead, "thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    lent = slots.open_slot(lead.vault.header, "thom", invitation.password)
    assert lent
    known = [slots.opened_grant(lead.vault.header, g, lent.private) for g in lead.vault.header.granted(lent.account)]
    before = [key for key in known if key and answers(place, Compartment.HEALTH, key)]
    assert len(before) == 1  # until the claim the inviter's computer knows it: the file is empty

    health = access.claim(lead.vault, "thom", invitation.password, PASSWORD)

    assert not answers(place, Compartment.HEALTH, before[0])
    again = [slots.opened_grant(lead.vault.header, g, lent.private) for g in lead.vault.header.grants]
    assert not any(key and answers(place, Compartment.HEALTH, key) for key in again)
    health.close()
    lead.close()
    lead.vault.close()


def test_a_police_session_cannot_work_on_health(police_lead: Session) -> None:
    with pytest.raises(Refused), police_lead.work(Compartment.HEALTH):
        pass


def test_a_police_lead_manages_nobody_of_the_health_station(police_lead: Session) -> None:
    health = police_lead.directory.leads(Unit.HEALTH)[0]
    for verb in (accounts.revoke, accounts.invite_again):
        with pytest.raises(Refused):
            verb(police_lead, health.account.id)


def test_what_is_sealed_to_others_stays_shut(police_lead: Session, police_officer: Session) -> None:
    sealed = police_lead.seal("người tố cáo".encode(), [police_lead.account.id])
    assert police_lead.unseal(sealed).decode() == "người tố cáo"
    with pytest.raises(NotForYou):
        police_officer.unseal(sealed)


# --- recovery -------------------------------------------------------------------------------------------------


def test_a_whole_code_restores_an_account(vault: Vault, police_lead: Session) -> None:
    sheet = recovery.issue(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    police_lead.close()
    restored = recovery.restore(vault, [sheet.codes[0].lower()], "vu.hai.nam", "mật khẩu mới đây")
    assert (restored.account.level, restored.tampered) == (Level.OFFICER, [])
    assert restored.compartments == {Compartment.REGISTRY, Compartment.POLICE}
    restored.close()


def test_two_of_three_envelopes_restore_in_any_order_and_one_does_not(vault: Vault, police_lead: Session) -> None:
    sheet = recovery.issue(police_lead, Compartment.POLICE, recovery.RecoveryForm.TWO_OF_THREE)
    codes = [recovery.read_code(code) for code in sheet.codes]
    opened = {recovery._opened(vault, [a, b])[0].id for a in codes for b in codes if a != b}
    assert len(opened) == 1
    for one in codes:
        with pytest.raises(Invalid):
            recovery._opened(vault, [one])
        with pytest.raises(Invalid):
            recovery._opened(vault, [one, one])
    restored = recovery.restore(vault, [sheet.codes[2], sheet.codes[0]], "vu.hai.nam", "mật khẩu mới đây")
    assert restored.account.user == "vu.hai.nam"
    restored.close()


def test_a_renewed_code_ends_the_one_before(vault: Vault, police_lead: Session) -> None:
    old = recovery.issue(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    accounts.renew_recovery(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    with pytest.raises(Invalid):
        recovery.restore(vault, old.codes, "vu.hai.nam", "mật khẩu mới đây")


def test_a_police_code_restores_nobody_of_the_health_station(vault: Vault, police_lead: Session) -> None:
    sheet = recovery.issue(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    with pytest.raises(Refused):
        recovery.restore(vault, sheet.codes, "ly.thi.thom", "mật khẩu mới đây")


def test_the_code_follows_a_change_of_key(vault: Vault, police_lead: Session) -> None:
    sheet = recovery.issue(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    membership.rekey(police_lead, Compartment.POLICE)
    police_lead.close()
    restored = recovery.restore(vault, sheet.codes, "dao.ngoc.lan", "mật khẩu mới đây")
    assert Compartment.POLICE in restored.compartments
    restored.close()


def test_the_check_characters_catch_typing_mistakes() -> None:
    """Two check characters of a hash let about one mistake in 1024 through; the GCM tag stops the rest."""
    tried = caught = 0
    for _ in range(3):
        code = recovery.spell(os.urandom(16)).replace("-", "")
        wrong = [
            code[:at] + char + code[at + 1 :] for at in range(len(code)) for char in keys.CROCKFORD if char != code[at]
        ]
        wrong += [
            code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            for at in range(len(code) - 1)
            if code[at] != code[at + 1]
        ]
        for typed in wrong:
            tried += 1
            try:
                recovery.read_code(typed)
            except Invalid:
                caught += 1
    print(f"caught {caught} of {tried}")
    assert caught / tried > 0.99


def test_letters_misread_on_paper_are_forgiven() -> None:
    code = recovery.spell(bytes(16))
    assert recovery.read_code(code.lower().replace("0", "o").replace("-", " ")) == bytes(16)


def test_the_registry_shows_no_key(vault: Vault, police_officer: Session) -> None:
    rows = sql(vault.folder, key_of(police_officer), "SELECT payload FROM account_records")
    assert not any("AGE-SECRET" in row[0].upper() for row in rows)
