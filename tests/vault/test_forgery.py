"""Can somebody with a colleague's keys and a hex editor become more than they are?"""

import shutil
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.registry import accounts
from app.vault import access, founding, header, keys, membership, records, recovery, slots
from app.vault.compartments import Compartment
from app.vault.engine import create_file
from app.vault.errors import AppError, Damaged, Forged, Refused, WrongPassword
from app.vault.people import Account, Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import change_header, forge_record, key_of, sql

SignIn = Callable[[str], Session]


def content(session: Session, public: keys.PublicKeys | None = None, **changes: Any) -> dict[str, Any]:
    return {**records.account_payload(session.account, public or session.private.public), **changes}


def refused(vault: Vault, user: str = "dao.ngoc.lan") -> None:
    with pytest.raises(Forged):
        access.sign_in(vault, user, PASSWORD)


@pytest.mark.parametrize("level", ["officer", "lead"])
def test_a_viewer_cannot_promote_themselves(vault: Vault, police_viewer: Session, level: str) -> None:
    session = police_viewer
    forged = content(session, level=level)
    forge_record(vault.folder, key_of(session), session.directory, forged, session.account.id, session.private)
    refused(vault)


def test_an_officer_cannot_sign_as_the_lead(vault: Vault, police_officer: Session) -> None:
    session = police_officer
    lead = session.directory.leads(Unit.POLICE)[0]
    forged = content(session, level="lead")
    forge_record(vault.folder, key_of(session), session.directory, forged, lead.account.id, session.private)
    refused(vault)


def test_an_officer_cannot_rewrite_their_own_record_in_place(vault: Vault, police_officer: Session) -> None:
    session = police_officer
    sql(
        vault.folder,
        key_of(session),
        'UPDATE account_records SET payload = replace(payload, \'"level":"officer"\', \'"level":"lead"\')',
    )
    refused(vault)


def test_an_officer_cannot_invent_a_lead(vault: Vault, police_officer: Session) -> None:
    session, stranger = police_officer, keys.new_private_keys()
    account = Account("stranger", "ke.la", "Kẻ Lạ", Unit.POLICE, Level.LEAD, True, True)
    forged = records.account_payload(account, stranger.public)
    forge_record(vault.folder, key_of(session), session.directory, forged, session.account.id, session.private)
    refused(vault)


def test_an_old_record_cannot_be_replayed(vault: Vault, police_officer: Session) -> None:
    key, end = key_of(police_officer), police_officer.directory.length
    sql(
        vault.folder,
        key,
        "INSERT INTO account_records (seq, payload, signature, hash)"
        f" SELECT {end + 1}, payload, signature, hash FROM account_records WHERE seq = 2",
    )
    refused(vault)


def test_a_record_in_the_middle_cannot_be_dropped(vault: Vault, police_officer: Session) -> None:
    sql(vault.folder, key_of(police_officer), "DELETE FROM account_records WHERE seq = 3")
    refused(vault)


def test_the_founder_cannot_be_replaced(vault: Vault, police_officer: Session) -> None:
    session = police_officer
    key = key_of(session)
    sql(vault.folder, key, "DELETE FROM account_records")
    empty = records.Directory(session.directory.vault_id, {}, {}, "", 0)
    forge_record(vault.folder, key, empty, content(session, level="lead"), session.account.id, session.private)
    refused(vault)


@pytest.mark.parametrize("invited", [True, False])
def test_a_lead_cannot_promote_or_touch_somebody_of_another_unit(
    vault: Vault, police_lead: Session, invited: bool
) -> None:
    session = police_lead
    health = session.directory.leads(Unit.HEALTH)[0]
    mine = keys.new_private_keys()
    forged = {**records.account_payload(health.account, mine.public), "invited": invited}
    forge_record(vault.folder, key_of(session), session.directory, forged, session.account.id, session.private)
    refused(vault)


def test_a_lead_cannot_make_a_second_lead_in_another_unit(vault: Vault, police_lead: Session) -> None:
    session = police_lead
    spy = Account("spy", "tai.mat", "Tai Mắt", Unit.HEALTH, Level.LEAD, True, True)
    forged = records.account_payload(spy, keys.new_private_keys().public)
    forge_record(vault.folder, key_of(session), session.directory, forged, session.account.id, session.private)
    refused(vault)


def test_a_lead_cannot_put_keys_they_know_in_an_officers_place(vault: Vault, police_lead: Session) -> None:
    session = police_lead
    officer = session.directory.named("vu.hai.nam")
    assert officer
    forged = records.account_payload(officer.account, keys.new_private_keys().public)
    forge_record(vault.folder, key_of(session), session.directory, forged, session.account.id, session.private)
    refused(vault)


def test_a_demoted_lead_is_a_lead_no_longer(vault: Vault, sign_in: SignIn) -> None:
    founder = sign_in("dao.ngoc.lan")
    officer = founder.directory.named("vu.hai.nam")
    assert officer
    accounts.change_account(founder, officer.account.id, "Vũ Hải Nam", Level.LEAD)
    second = sign_in("vu.hai.nam")
    accounts.change_account(second, founder.account.id, "Đào Ngọc Lân", Level.OFFICER)
    with pytest.raises(Refused):
        accounts.change_account(sign_in("dao.ngoc.lan"), founder.account.id, "Đào Ngọc Lân", Level.LEAD)
    forged = content(founder, level="lead")
    forge_record(vault.folder, key_of(second), second.directory, forged, founder.account.id, founder.private)
    refused(vault, "vu.hai.nam")


def test_a_recovery_code_cannot_raise_a_level(vault: Vault, police_lead: Session) -> None:
    sheet = recovery.issue(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    slot, private, _ = recovery._opened(vault, [recovery.read_code(sheet.codes[0])])
    viewer = police_lead.directory.named("mai.van.an")
    assert viewer
    forged = {**records.account_payload(viewer.account, keys.new_private_keys().public), "level": "lead"}
    forge_record(vault.folder, key_of(police_lead), police_lead.directory, forged, slot.id, private)
    refused(vault)


def test_an_officer_cannot_make_a_recovery_code_of_their_own(vault: Vault, police_officer: Session) -> None:
    session = police_officer
    fake = records.Authority("recovery:mine", Compartment.POLICE, keys.new_private_keys().public)
    forged = records.authority_payload(fake)
    forge_record(vault.folder, key_of(session), session.directory, forged, session.account.id, session.private)
    refused(vault)


def test_the_last_record_dropped_is_noticed_by_who_had_seen_it(vault: Vault, sign_in: SignIn) -> None:
    lead = sign_in("dao.ngoc.lan")
    viewer = lead.directory.named("mai.van.an")
    assert viewer
    accounts.change_account(lead, viewer.account.id, "Mai Văn Ân", Level.OFFICER)
    officer = sign_in("vu.hai.nam")
    sql(vault.folder, key_of(officer), "DELETE FROM account_records WHERE seq = (SELECT max(seq) FROM account_records)")

    again = sign_in("vu.hai.nam")

    assert again.tampered == [Compartment.REGISTRY]
    assert not access.verify_chain(again, Compartment.REGISTRY).ok


# --- the header ---------------------------------------------------------------------------------------------


def other_vault(place: Path) -> Path:
    session = founding.found_vault(place, founding.Founder("dao.ngoc.lan", "Đào Ngọc Lân", Unit.POLICE), PASSWORD)
    session.sign_out()
    session.vault.close()
    return place


@pytest.mark.parametrize("name", ["registry.db", "police.db", "vault.json"])
def test_a_file_from_another_vault_is_not_taken(vault_path: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(other_vault(tmp_path / "other") / name, vault_path / name)
    with access.open_vault(vault_path) as vault, pytest.raises(AppError) as caught:
        access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
    assert isinstance(caught.value, Damaged)


def fake_key(vault: Vault, compartment: Compartment, to: records.Member, by: str, signer: keys.PrivateKeys) -> None:
    """Put an empty file of the attacker's in a compartment's place, with a grant of its key to a colleague."""
    (vault.folder / compartment.file_name).unlink()
    fake = membership.new_compartment(vault, compartment)
    grant = membership.signed_grant(
        vault.header.vault_id, compartment, fake, to.account.id, to.public.recipient, by, signer
    )
    kept = [g for g in vault.header.grants if (g.to, g.compartment) != (to.account.id, compartment)]
    vault.save(
        header.Header(
            vault.header.vault_id,
            vault.header.salt,
            {**vault.header.keys, compartment: (keys.key_id(fake),)},
            vault.header.slots,
            (*kept, grant),
            vault.header.recovery,
        )
    )


def test_a_colleague_cannot_slip_in_a_compartment_they_know_the_key_of(vault: Vault, police_officer: Session) -> None:
    lead = police_officer.directory.leads(Unit.POLICE)[0]
    fake_key(vault, Compartment.POLICE, lead, police_officer.account.id, police_officer.private)
    refused(vault)


def test_who_invited_a_units_lead_cannot_replace_its_compartment_later(vault: Vault, police_lead: Session) -> None:
    health = police_lead.directory.leads(Unit.HEALTH)[0]
    fake_key(vault, Compartment.HEALTH, health, police_lead.account.id, police_lead.private)
    refused(vault, "ly.thi.thom")


def test_the_keys_of_an_invitation_sign_no_grant_after_the_claim(vault: Vault, police_lead: Session) -> None:
    invitation = accounts.invite(police_lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    lent = slots.open_slot(vault.header, "moi.den", invitation.password)
    assert lent
    claimed = access.claim(vault, "moi.den", invitation.password, PASSWORD)
    member = claimed.directory.members[claimed.account.id]
    fake_key(vault, Compartment.POLICE, member, claimed.account.id, lent.private)
    refused(vault, "moi.den")


def test_a_grant_of_another_units_key_is_refused(vault: Vault, police_lead: Session, health_lead: Session) -> None:
    lead = police_lead.directory.members[police_lead.account.id]
    grant = membership.make_grant(
        health_lead, Compartment.HEALTH, key_of(health_lead, Compartment.HEALTH), lead.account.id, lead.public.recipient
    )
    vault.save(replace(vault.header, grants=(*vault.header.grants, grant)))
    refused(vault)


def test_a_swapped_sealed_key_opens_nothing(vault_path: Path) -> None:
    def swap(data: dict[str, Any]) -> None:
        first, second = data["grants"][0], data["grants"][1]
        first["sealed"], second["sealed"] = second["sealed"], first["sealed"]

    change_header(vault_path, swap)
    with access.open_vault(vault_path) as vault, pytest.raises(AppError):
        access.sign_in(vault, "dao.ngoc.lan", PASSWORD)


def test_a_slot_of_ones_own_making_for_a_colleague_is_refused(vault: Vault, police_officer: Session) -> None:
    lead = police_officer.directory.leads(Unit.POLICE)[0]
    mine = slots.new_secrets(lead.account.id, police_officer.anchor)
    slot = slots.make_slot(vault.header, "dao.ngoc.lan", "mật khẩu của kẻ gian", mine)
    grants = tuple(
        membership.make_grant(
            police_officer, part, key_of(police_officer, part), lead.account.id, mine.private.public.recipient
        )
        for part in police_officer.compartments
    )
    vault.save(replace(vault.header.without_slot(lead.account.id).with_slot(slot), grants=grants))
    with pytest.raises(Forged):
        access.sign_in(vault, "dao.ngoc.lan", "mật khẩu của kẻ gian")


def weakened(data: dict[str, Any]) -> None:
    data["slots"][0]["kdf"]["memory_kib"] = 8


def absurd(data: dict[str, Any]) -> None:
    data["slots"][0]["kdf"]["memory_kib"] = 1 << 40


def many_kinds(data: dict[str, Any]) -> None:
    for number, slot in enumerate(data["slots"]):
        slot["kdf"]["iterations"] = 3 + number


def twice_the_slots(data: dict[str, Any]) -> None:
    data["slots"] += data["slots"]


def infinite(data: dict[str, Any]) -> None:
    data["slots"][0]["kdf"]["memory_kib"] = float("inf")


def salt_of_words(data: dict[str, Any]) -> None:
    data["salt"] = "không phải số"


@pytest.mark.parametrize("change", [weakened, absurd, many_kinds, twice_the_slots, infinite, salt_of_words])
def test_a_header_that_asks_for_the_unreasonable_is_damaged(
    vault_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    change_header(vault_path, change)
    with pytest.raises(Damaged):
        access.open_vault(vault_path)


def test_another_of_the_allowed_kdf_params_only_shuts_the_slot(vault_path: Path) -> None:
    def heavier(data: dict[str, Any]) -> None:
        data["slots"][0]["kdf"]["iterations"] = 4

    change_header(vault_path, heavier)
    with access.open_vault(vault_path) as vault, pytest.raises(WrongPassword):
        access.sign_in(vault, "dao.ngoc.lan", PASSWORD)


def test_a_revoked_account_with_an_old_header_opens_nothing_of_the_new_files(
    vault: Vault, police_lead: Session, police_officer: Session, tmp_path: Path
) -> None:
    shutil.copy(vault.folder / "vault.json", tmp_path / "old.json")
    old_keys = {part: key_of(police_officer, part) for part in police_officer.compartments}
    accounts.revoke(police_lead, police_officer.account.id)
    police_lead.close()
    from app.vault.engine import answers

    assert not any(answers(vault.folder, part, key) for part, key in old_keys.items())
    shutil.copy(tmp_path / "old.json", vault.folder / "vault.json")
    vault.header = header.read(vault.folder)
    with pytest.raises(AppError):
        access.sign_in(vault, "vu.hai.nam", PASSWORD)


def test_an_unfinished_change_of_key_is_settled_only_after_the_header_was_verified(
    vault: Vault, police_officer: Session
) -> None:
    from tests.vault.attack import fingerprint

    lead = police_officer.directory.leads(Unit.POLICE)[0]
    bad = membership.make_grant(police_officer, Compartment.POLICE, b"k" * 32, lead.account.id, lead.public.recipient)
    ids = (vault.header.keys[Compartment.POLICE][0], keys.key_id(b"k" * 32))
    vault.save(
        replace(vault.header, keys={**vault.header.keys, Compartment.POLICE: ids}, grants=(*vault.header.grants, bad))
    )
    police_officer.close()
    before = fingerprint(vault.folder)
    refused(vault)
    assert fingerprint(vault.folder) == before


def test_a_compartment_cut_to_nothing_is_damaged_not_empty(vault_path: Path) -> None:
    (vault_path / "police.db").write_bytes(b"")
    with access.open_vault(vault_path) as vault, pytest.raises(Damaged):
        access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
    assert (vault_path / "police.db").read_bytes() == b""


def test_a_new_file_is_never_made_over_one_that_exists(vault: Vault) -> None:
    with pytest.raises(AppError):
        create_file(vault.folder, Compartment.HEALTH, b"k" * 32)


def test_two_spellings_of_a_name_are_one_account(police_lead: Session) -> None:
    import unicodedata

    accounts.invite(police_lead, "ngọc", "Trần Ngọc", Unit.POLICE, Level.OFFICER)
    assert police_lead.directory.named(unicodedata.normalize("NFD", "NGỌC"))


def test_a_slots_payload_decides_nothing_but_keys(vault: Vault, police_officer: Session) -> None:
    """The account of a slot is the one its box is bound to, whatever its payload claims."""
    lead = police_officer.directory.leads(Unit.POLICE)[0]
    own = slots.SlotSecrets(
        police_officer.account.id, police_officer.private, police_officer.anchor, police_officer.seen_key
    )
    payload = keys.canonical(
        {
            "account": lead.account.id,
            "sign": b64encode(own.private.sign).decode(),
            "identity": own.private.identity,
            "anchor": own.anchor,
            "seen_key": b64encode(own.seen_key).decode(),
        }
    )
    kdf = keys.Stretching()
    key = keys.stretch(PASSWORD, "vu.hai.nam", bytes.fromhex(vault.header.salt), kdf)
    box = keys.wrap(key, payload, f"slot {vault.header.vault_id} {own.account}")
    vault.save(vault.header.with_slot(header.Slot(own.account, kdf, box)))
    assert access.sign_in(vault, "vu.hai.nam", PASSWORD).account.level is Level.OFFICER
