"""Is it told or mended when somebody deletes from `vault.json` what lets others in?"""

from collections.abc import Callable
from typing import Any

import pytest

from app.registry import accounts, alarms
from app.vault import access, gaps, header, integrity, recovery
from app.vault.compartments import Compartment
from app.vault.errors import Damaged, Refused, WrongPassword
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import change_header

SignIn = Callable[[str], Session]
POLICE = Compartment.POLICE


def delete(vault: Vault, change: Callable[[dict[str, Any]], object]) -> None:
    """With an editor, while nobody has the vault open."""
    change_header(vault.folder, change)
    vault.header = header.read(vault.folder)


def without_grant(vault: Vault, account: str, compartment: str = "police") -> None:
    delete(
        vault,
        lambda data: data.update(
            grants=[g for g in data["grants"] if (g["to"], g["compartment"]) != (account, compartment)]
        ),
    )


def test_who_lost_a_grant_is_told_which_and_is_let_in_after_a_leads_visit(
    vault: Vault, police_lead: Session, sign_in: SignIn
) -> None:
    officer = police_lead.directory.named("vu.hai.nam")
    assert officer
    without_grant(vault, officer.account.id)
    with pytest.raises(Damaged, match=r"police\.db is missing from vault\.json"):
        sign_in("vu.hai.nam")
    verified = integrity.verify(sign_in("ly.thi.thom"))  # the header lies open: another unit finds it as well
    assert [(each.where, each.values) for each in verified.problems] == [("vault.json", {"part": "police"})]

    lead = sign_in("dao.ngoc.lan")

    assert lead.regranted == [officer.account.id]
    assert "Vũ Hải Nam" in alarms.notices(lead)[0]
    entry = accounts.read_audit(lead, Compartment.REGISTRY, action="grants.put_back")[0]
    assert entry.detail == {"compartments": ["police"], "people": [officer.account.id]}
    assert POLICE in sign_in("vu.hai.nam").compartments
    assert sign_in("dao.ngoc.lan").regranted == []


def test_a_lead_of_any_unit_puts_keys_to_the_registry_back(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    viewer = police_lead.directory.named("giang.a.su")
    assert viewer
    without_grant(vault, viewer.account.id, "registry")
    with pytest.raises(Refused, match=r"deleted from vault\.json"):
        sign_in("giang.a.su")
    sign_in("do.thi.uyen")
    assert Compartment.REGISTRY in sign_in("giang.a.su").compartments


def test_the_name_of_a_key_is_put_back_by_who_holds_it(vault: Vault, sign_in: SignIn) -> None:
    named = vault.header.keys[POLICE]
    changes: tuple[Callable[[dict[str, Any]], object], ...] = (
        lambda data: data["keys"].pop("police"),
        lambda data: data["keys"].update(police=["0" * 16]),
    )
    for change in changes:
        delete(vault, change)
        officer = sign_in("vu.hai.nam")
        assert POLICE in officer.compartments and vault.header.keys[POLICE] == named
        assert alarms.notices(officer)
        lead = sign_in("dao.ngoc.lan")
        entry = accounts.read_audit(lead, Compartment.REGISTRY, action="keys.put_back")[0]
        assert (entry.actor, entry.detail) == (officer.account.id, {"compartments": ["police"]})


def test_a_lead_is_told_that_a_printed_code_no_longer_works(
    vault: Vault, police_lead: Session, sign_in: SignIn
) -> None:
    sheet = recovery.issue(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
    assert alarms.lost_codes(sign_in("dao.ngoc.lan")) == ""
    delete(vault, lambda data: data["recovery"].clear())

    lead = sign_in("dao.ngoc.lan")

    assert "Công an xã" in alarms.lost_codes(lead)
    assert POLICE in accounts.without_recovery(lead)
    assert alarms.lost_codes(sign_in("vu.hai.nam")) == alarms.lost_codes(sign_in("ly.thi.thom")) == ""
    assert [each.what for each in integrity.verify(lead).problems] == [
        "The recovery code of {part} no longer works: its place is gone."
    ]
    fresh = accounts.renew_recovery(lead, POLICE, recovery.RecoveryForm.WHOLE)
    assert fresh.codes != sheet.codes and alarms.lost_codes(lead) == ""


def test_the_grants_of_a_recovery_code_are_put_back(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    sheet = recovery.issue(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
    code = vault.header.recovery[-1].id
    without_grant(vault, code)
    lead = sign_in("dao.ngoc.lan")
    assert lead.regranted == [code]
    restored = recovery.restore(vault, sheet.codes, "vu.hai.nam", "mật khẩu mới đây")
    assert POLICE in restored.compartments
    restored.close()


def test_a_lead_is_told_whose_slot_is_gone(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    officer = police_lead.directory.named("vu.hai.nam")
    assert officer
    gone = officer.account.id
    delete(vault, lambda data: data.update(slots=[slot for slot in data["slots"] if slot["id"] != gone]))
    with pytest.raises(WrongPassword):
        sign_in("vu.hai.nam")
    lead = sign_in("dao.ngoc.lan")
    assert "Vũ Hải Nam" in alarms.notices(lead)[0]
    assert not gaps.of_lead(sign_in("ly.thi.thom")).slots
    assert integrity.verify(lead).problems[0].values == {"user": "vu.hai.nam"}


def test_nothing_is_missing_from_a_header_that_nobody_touched(vault: Vault, sign_in: SignIn) -> None:
    for user in ("dao.ngoc.lan", "ly.thi.thom", "do.thi.uyen", "cao.minh.quan"):
        session = sign_in(user)
        assert gaps.found_in(vault.header, session.directory) == gaps.Gaps((), (), (), ())
        assert (session.regranted, session.keys_put_back) == ([], [])


def test_a_slip_opens_no_unit_whose_grant_is_gone(vault: Vault, police_lead: Session) -> None:
    from app.vault.people import Level, Unit

    slip = accounts.invite(police_lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)
    without_grant(vault, slip.account.id)
    with pytest.raises(Damaged):
        access.sign_in(vault, "moi.den", slip.password)
    with pytest.raises(Damaged):
        access.claim(vault, "moi.den", slip.password, PASSWORD)
