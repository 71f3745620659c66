"""Can somebody who once was a lead put a file of their own in a compartment's place?"""

from dataclasses import replace
from pathlib import Path

import pytest

from app.registry import accounts
from app.vault import access, engine, keys, migrate, recovery, rekeying
from app.vault.compartments import Compartment
from app.vault.errors import Forged, Refused
from app.vault.people import Level
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD, SignIn

POLICE = Compartment.POLICE


def plant(vault: Vault, attacker: keys.PrivateKeys, by: str, to: dict[str, str]) -> None:
    """Put an empty police.db under a known key in the vault, granted to `to` and signed by the attacker."""
    known = keys.new_compartment_key()
    (vault.folder / POLICE.file_name).unlink()
    engine.create_file(vault.folder, POLICE, known)
    migrate.upgrade(vault.folder, {POLICE: known}, POLICE)
    found = vault.header
    grants = tuple(
        rekeying.signed_grant(found.vault_id, POLICE, known, account, recipient, by, attacker)
        for account, recipient in to.items()
    )
    kept = tuple(grant for grant in found.grants if grant.compartment is not POLICE)
    vault.save(replace(found, keys={**found.keys, POLICE: (keys.key_id(known),)}, grants=(*kept, *grants)))


def recipients(session: Session) -> dict[str, str]:
    return {m.account.id: m.public.recipient for m in session.directory.holders(POLICE)}


def test_a_revoked_lead_cannot_put_a_file_under_a_key_of_their_own(vault: Vault, sign_in: SignIn) -> None:
    lead, other = sign_in("dao.ngoc.lan"), sign_in("ta.thu.ha")
    accounts.change_account(lead, other.account.id, other.account.full_name, Level.LEAD)
    other.close()
    second = sign_in("ta.thu.ha")
    kept, people, by = second.private, recipients(second), second.account.id
    second.close()
    accounts.revoke(lead, by)
    lead.close()
    plant(vault, kept, by, people)
    with pytest.raises(Forged):
        access.sign_in(vault, "vu.hai.nam", PASSWORD)


def test_a_recovery_code_does_not_open_a_planted_file(vault: Vault, police_lead: Session) -> None:
    sheet = accounts.renew_recovery(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
    authority = police_lead.directory.authority(POLICE)
    assert authority is not None
    plant(vault, police_lead.private, police_lead.account.id, {authority.id: authority.public.recipient})
    police_lead.close()
    with pytest.raises(Forged):
        recovery.restore(vault, sheet.codes, "dao.ngoc.lan", "mat khau phuc hoi moi")


def test_all_three_envelopes_restore_as_well_as_two(vault: Vault, police_lead: Session) -> None:
    sheet = accounts.renew_recovery(police_lead, POLICE, recovery.RecoveryForm.TWO_OF_THREE)
    police_lead.close()
    session = recovery.restore(vault, sheet.codes, "dao.ngoc.lan", "mat khau phuc hoi moi")
    assert POLICE in session.compartments
    session.close()


def test_a_withdrawal_cut_off_by_a_kill_is_finished_at_a_leads_next_sign_in(
    vault: Vault, police_lead: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    officer = next(a for a in police_lead.accounts() if a.user == "vu.hai.nam")
    before = vault.header.keys[POLICE]
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "drop", killed)
        with pytest.raises(KeyboardInterrupt):
            accounts.revoke(police_lead, officer.id)
    police_lead.close()
    access.sign_in(vault, "dao.ngoc.lan", PASSWORD).close()
    assert vault.header.slot(officer.id) is None
    assert vault.header.keys[POLICE] != before


@pytest.mark.parametrize("spared", [POLICE, Compartment.REGISTRY])
def test_a_withdrawal_cut_off_among_the_new_keys_ends_with_every_key_new(
    vault: Vault, police_lead: Session, monkeypatch: pytest.MonkeyPatch, spared: Compartment
) -> None:
    change_key = engine.change_key

    def killed_at(folder: Path, compartment: Compartment, old: bytes, new: bytes) -> None:
        if compartment is spared:
            raise KeyboardInterrupt
        change_key(folder, compartment, old, new)

    officer = next(a for a in police_lead.accounts() if a.user == "vu.hai.nam")
    before = dict(vault.header.keys)
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "change_key", killed_at)
        with pytest.raises(KeyboardInterrupt):
            accounts.revoke(police_lead, officer.id)
    police_lead.close()
    with pytest.raises(Refused):
        access.sign_in(vault, "vu.hai.nam", PASSWORD)
    access.sign_in(vault, "dao.ngoc.lan", PASSWORD).close()
    assert vault.header.slot(officer.id) is None
    assert not {*vault.header.keys[POLICE], *vault.header.keys[Compartment.REGISTRY]} & {
        *before[POLICE],
        *before[Compartment.REGISTRY],
    }


def test_a_key_that_somebody_was_to_lose_is_changed_at_a_leads_next_sign_in(
    vault: Vault, police_lead: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    before = vault.header.keys[POLICE]
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "change_key", killed)
        with pytest.raises(KeyboardInterrupt):
            rekeying.rekey(police_lead, POLICE)
    police_lead.close()
    access.sign_in(vault, "vu.hai.nam", PASSWORD).close()
    assert vault.header.keys[POLICE] == before
    access.sign_in(vault, "dao.ngoc.lan", PASSWORD).close()
    assert len(vault.header.keys[POLICE]) == 1 and vault.header.keys[POLICE] != before


def test_a_code_whose_grant_of_the_registry_was_taken_away_says_so(vault: Vault, police_lead: Session) -> None:
    sheet = accounts.renew_recovery(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
    authority = police_lead.directory.authority(POLICE)
    assert authority is not None
    police_lead.close()
    found = vault.header
    kept = tuple(
        grant for grant in found.grants if (grant.to, grant.compartment) != (authority.id, Compartment.REGISTRY)
    )
    vault.save(replace(found, grants=kept))
    with pytest.raises(Forged):
        recovery.restore(vault, sheet.codes, "dao.ngoc.lan", "mat khau phuc hoi moi")


def test_whoever_a_code_restores_opens_what_was_sealed_before(vault: Vault, police_lead: Session) -> None:
    sheet = accounts.renew_recovery(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
    sealed = police_lead.seal("bí mật".encode(), [police_lead.account.id], POLICE)
    police_lead.close()
    restored = recovery.restore(vault, sheet.codes, "dao.ngoc.lan", "mat khau phuc hoi moi")
    assert restored.unseal(sealed).decode() == "bí mật"
    restored.close()
    again = access.sign_in(vault, "dao.ngoc.lan", "mat khau phuc hoi moi")
    assert again.unseal(sealed).decode() == "bí mật"
    again.close()
