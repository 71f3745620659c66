"""Whose are keys that somebody else could have made, what may they sign, and how does their owner claim them?"""

import pytest

from app.registry import accounts
from app.vault import access, claims, integrity, membership, records, recovery, slots
from app.vault.compartments import Compartment
from app.vault.errors import Forged, Refused, WrongPassword
from app.vault.news import NewsKind
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import forge_record, key_of

POLICE = Compartment.POLICE
GIVEN, OWN = "mật khẩu được trao", "mật khẩu của riêng mình"
HEALTH_LEAD, COORDINATOR = "ly.thi.thom", "cao.minh.quan"


def restored(vault: Vault, lead: Session, user: str) -> Session:
    """Somebody of the police, after a recovery code made them new keys."""
    sheet = accounts.renew_recovery(lead, POLICE, recovery.RecoveryForm.WHOLE)
    lead.close()
    return recovery.restore(vault, sheet.codes, user, GIVEN)


@pytest.fixture
def officer(vault: Vault, police_lead: Session) -> Session:
    return restored(vault, police_lead, "vu.hai.nam")


@pytest.fixture
def lead(vault: Vault, police_lead: Session) -> Session:
    return restored(vault, police_lead, "dao.ngoc.lan")


def write(session: Session, subject: str) -> None:
    with session.work(POLICE) as work:
        work.audit("reports.edit", subject)


def marked(session: Session) -> dict[str, int]:
    findings = integrity.chains(session, integrity.Findings())
    assert findings.ok
    return {mark.account.user: mark.count for mark in findings.marks if mark.compartment is POLICE}


def test_restored_by_code_one_can_work_and_every_entry_is_marked(officer: Session) -> None:
    write(officer, "reports/1")
    write(officer, "reports/2")
    assert marked(officer) == {"vu.hai.nam": 2}
    officer.close()


def test_a_new_slip_for_an_account_in_use_is_a_loan_from_whoever_issued_it(
    vault: Vault, police_lead: Session, police_officer: Session
) -> None:
    slip = accounts.invite_again(police_lead, police_officer.account.id)
    claimed = access.claim(vault, "vu.hai.nam", slip.password, GIVEN)
    loan = claimed.directory.members[claimed.account.id].loan
    assert loan is not None
    assert (loan.by, loan.compartment) == (police_lead.account.id, None)
    claimed.close()


def test_the_first_sign_in_makes_keys_of_ones_own(vault: Vault, police_lead: Session) -> None:
    slip = accounts.invite(police_lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    claimed = access.claim(vault, "moi.den", slip.password, OWN)
    write(claimed, "reports/1")
    assert marked(claimed) == {}
    claimed.close()


# --- claiming ---------------------------------------------------------------------------------------------------


def test_the_former_password_claims_and_opens_what_was_sealed_before(vault: Vault, police_lead: Session) -> None:
    officer = police_lead.directory.named("vu.hai.nam")
    assert officer
    sealed = police_lead.seal("bí mật".encode(), [officer.account.id])
    session = restored(vault, police_lead, "vu.hai.nam")
    write(session, "reports/before")
    claims.by_former_password(session, PASSWORD, OWN)
    write(session, "reports/after")
    assert marked(session) == {"vu.hai.nam": 1}
    assert session.unseal(sealed).decode() == "bí mật"
    session.sign_out()
    again = access.sign_in(vault, "vu.hai.nam", OWN)
    assert again.tampered == [] and again.unseal(sealed).decode() == "bí mật"
    assert again.directory.members[again.account.id].loan is None
    again.close()


def test_the_password_that_was_handed_over_opens_nothing_after_the_claim(vault: Vault, officer: Session) -> None:
    claims.by_witness(officer, HEALTH_LEAD, PASSWORD, OWN)
    officer.sign_out()
    with pytest.raises(WrongPassword):
        access.sign_in(vault, "vu.hai.nam", GIVEN)
    access.sign_in(vault, "vu.hai.nam", OWN).close()


@pytest.mark.parametrize("witness", [HEALTH_LEAD, COORDINATOR])
def test_the_lead_of_another_unit_witnesses(officer: Session, witness: str) -> None:
    claims.by_witness(officer, witness, PASSWORD, OWN)
    write(officer, "reports/own")
    assert marked(officer) == {}
    officer.close()


@pytest.mark.parametrize("witness", ["dao.ngoc.lan", "ta.thu.ha", "lo.thi.pan", "không có"])
def test_nobody_of_the_unit_and_no_officer_witnesses(officer: Session, witness: str) -> None:
    with pytest.raises(Refused):
        claims.by_witness(officer, witness, PASSWORD, OWN)
    officer.close()


def test_a_wrong_password_claims_nothing(vault: Vault, officer: Session) -> None:
    with pytest.raises(WrongPassword):
        claims.by_former_password(officer, GIVEN, OWN)
    with pytest.raises(WrongPassword):
        claims.by_witness(officer, HEALTH_LEAD, GIVEN, OWN)
    officer.sign_out()
    access.sign_in(vault, "vu.hai.nam", GIVEN).close()


def test_whose_keys_are_their_own_has_nothing_to_claim(police_officer: Session) -> None:
    with pytest.raises(Refused):
        claims.by_former_password(police_officer, PASSWORD, OWN)


def test_two_loans_one_after_the_other_leave_the_persons_own_slot_aside(vault: Vault, police_lead: Session) -> None:
    restored(vault, police_lead, "vu.hai.nam").sign_out()
    again = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
    officer = again.directory.named("vu.hai.nam")
    assert officer
    slip = accounts.invite_again(again, officer.account.id)
    again.close()
    session = access.claim(vault, "vu.hai.nam", slip.password, GIVEN)
    claims.by_former_password(session, PASSWORD, OWN)
    assert session.directory.members[session.account.id].loan is None
    session.close()


def test_a_withdrawn_account_leaves_no_slot_aside(vault: Vault, police_lead: Session, police_officer: Session) -> None:
    accounts.invite_again(police_lead, police_officer.account.id)
    assert [slot.id for slot in vault.header.former] == [police_officer.account.id]
    accounts.revoke(police_lead, police_officer.account.id)
    assert vault.header.former == ()


# --- what keys on loan may not sign -------------------------------------------------------------------------------


def test_a_lead_restored_by_code_decides_over_nobody_until_the_keys_are_claimed(vault: Vault, lead: Session) -> None:
    with pytest.raises(Refused, match="claim"):
        accounts.invite(lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    with pytest.raises(Refused):
        accounts.renew_recovery(lead, POLICE, recovery.RecoveryForm.WHOLE)
    with pytest.raises(Forged):
        membership.rekey(lead, POLICE)
    claims.by_witness(lead, COORDINATOR, PASSWORD, OWN)
    accounts.invite(lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    lead.close()


def test_keys_that_a_restored_account_makes_itself_stay_on_loan(officer: Session) -> None:
    what = slots.new_secrets(officer.account.id, officer.anchor)
    with officer.work(Compartment.REGISTRY) as work:
        work.sign_record(records.account_payload(officer.account, what.private.public))
    assert officer.directory.members[officer.account.id].loan is not None
    officer.close()


def test_nobody_claims_past_the_app(vault: Vault, officer: Session) -> None:
    content = records.claim_payload(officer.account.id, officer.private.public.sign)
    forge_record(vault.folder, key_of(officer), officer.directory, content, officer.account.id, officer.private)
    officer.close()
    with pytest.raises(Forged):
        access.sign_in(vault, "ta.thu.ha", PASSWORD)


def test_a_record_under_older_rules_is_refused_once_there_were_todays(vault: Vault, lead: Session) -> None:
    """Else a lead with keys on loan would sign as an older version did, which asked for nothing."""
    officer = lead.directory.named("mai.van.an")
    assert officer
    content = {**records.account_payload(officer.account, officer.public), "level": "lead", "rules": 1}
    forge_record(vault.folder, key_of(lead), lead.directory, content, lead.account.id, lead.private)
    lead.close()
    with pytest.raises(Forged):
        access.sign_in(vault, "ta.thu.ha", PASSWORD)


def test_in_a_vault_of_one_unit_a_restored_lead_goes_on_and_stays_marked(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from app.vault import founding

    place = tmp_path_factory.mktemp("alone") / "v"
    founder = founding.found_vault(place, founding.Founder("lan", "Đào Lân", Unit.POLICE), PASSWORD)
    sheet = accounts.renew_recovery(founder, POLICE, recovery.RecoveryForm.WHOLE)
    founder.sign_out()
    session = recovery.restore(founder.vault, sheet.codes, "lan", GIVEN)
    accounts.invite(session, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    write(session, "reports/1")
    assert marked(session) == {"lan": 1}
    session.close()
    founder.vault.close()


# --- codes --------------------------------------------------------------------------------------------------------


def test_the_registrys_code_is_coordinations(vault: Vault, police_lead: Session, coordinator: Session) -> None:
    with pytest.raises(Refused, match="Coordination"):
        accounts.renew_recovery(police_lead, Compartment.REGISTRY, recovery.RecoveryForm.WHOLE)
    assert accounts.without_recovery(police_lead) == [POLICE]
    assert accounts.without_recovery(coordinator) == [Compartment.REGISTRY]
    sheet = accounts.renew_recovery(coordinator, Compartment.REGISTRY, recovery.RecoveryForm.WHOLE)
    coordinator.close()
    session = recovery.restore(vault, sheet.codes, COORDINATOR, GIVEN)
    assert session.directory.members[session.account.id].loan is not None
    session.close()


def test_the_founders_code_restores_nobody_and_ends_with_coordinations_first_lead(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from app.vault import founding

    place = tmp_path_factory.mktemp("founded") / "v"
    founder = founding.found_vault(place, founding.Founder("lan", "Đào Lân", Unit.POLICE), PASSWORD)
    vault = founder.vault
    sheet = accounts.renew_recovery(founder, Compartment.REGISTRY, recovery.RecoveryForm.WHOLE)
    slip = accounts.invite(founder, "quan", "Cao Minh Quân", Unit.COORDINATION, Level.LEAD)
    founder.sign_out()
    with pytest.raises(Refused, match="Nobody has signed in"):
        recovery.restore(vault, sheet.codes, "quan", GIVEN)
    claimed = access.claim(vault, "quan", slip.password, OWN)
    assert accounts.without_recovery(claimed) == [Compartment.REGISTRY]
    with pytest.raises(Refused, match="before Coordination"):
        recovery.restore(vault, sheet.codes, "quan", GIVEN)
    accounts.renew_recovery(claimed, Compartment.REGISTRY, recovery.RecoveryForm.WHOLE)
    claimed.sign_out()
    again = access.sign_in(vault, "lan", PASSWORD)
    assert [(item.kind, item.compartment) for item in again.news] == [(NewsKind.NEW_CODE, Compartment.REGISTRY)]
    again.close()
    vault.close()


# --- the news -----------------------------------------------------------------------------------------------------


def test_a_restore_is_told_to_everybody_once(vault: Vault, officer: Session) -> None:
    officer.close()
    for user in (HEALTH_LEAD, "ta.thu.ha"):
        session = access.sign_in(vault, user, PASSWORD)
        told = [(item.kind, item.account.user if item.account else None, item.compartment) for item in session.news]
        assert told == [(NewsKind.RESTORED, "vu.hai.nam", POLICE)]
        session.news_read()
        session.sign_out()
        again = access.sign_in(vault, user, PASSWORD)
        assert again.news == []
        again.close()


def test_what_nobody_has_read_is_told_again(vault: Vault, officer: Session) -> None:
    officer.close()
    for _ in range(2):
        session = access.sign_in(vault, "ta.thu.ha", PASSWORD)
        assert [item.kind for item in session.news] == [NewsKind.RESTORED]
        session.sign_out()


def test_a_code_that_takes_the_place_of_another_is_news_and_a_units_first_is_not(
    vault: Vault, police_lead: Session
) -> None:
    for expected in ([], [NewsKind.NEW_CODE]):
        accounts.renew_recovery(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
        reader = access.sign_in(vault, HEALTH_LEAD, PASSWORD)
        assert [item.kind for item in reader.news] == expected
        reader.close()


def test_new_leads_slips_and_claims_are_news_and_ones_own_doings_are_not(
    vault: Vault, police_lead: Session, police_officer: Session, other_officer: Session
) -> None:
    accounts.change_account(police_lead, other_officer.account.id, "Tạ Thu Hà", Level.LEAD)
    slip = accounts.invite_again(police_lead, police_officer.account.id)
    session = access.claim(vault, "vu.hai.nam", slip.password, GIVEN)
    claims.by_former_password(session, PASSWORD, OWN)
    session.close()
    police_lead.sign_out()
    reader = access.sign_in(vault, "ta.thu.ha", PASSWORD)
    assert [item.kind for item in reader.news] == [
        NewsKind.NEW_LEAD,
        NewsKind.NEW_SLIP,
        NewsKind.TAKEN_UP,
        NewsKind.CLAIMED,
    ]
    reader.close()
    lead = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
    assert [item.kind for item in lead.news] == [NewsKind.TAKEN_UP, NewsKind.CLAIMED]
    lead.close()


def test_an_older_vault_takes_todays_rules_at_its_next_sign_in(older_vault: Vault) -> None:
    from app import demo

    session = access.sign_in(older_vault, "truong.ca", demo.PASSWORD)
    assert session.directory.rules == records.RULES and session.directory.rules_from > 1
    assert integrity.verify(session).problems == []
    session.close()


@pytest.fixture
def older_vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    from tests.migrations.test_kept import KEPT, unpacked

    return access.open_vault(unpacked(KEPT[0], tmp_path_factory.mktemp("kept")))
