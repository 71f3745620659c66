"""Do leads decide over their own unit's accounts, and over nobody else's?"""

from collections.abc import Callable

import pytest

from app.common.text import name_key
from app.registry import accounts
from app.vault import access, recovery
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused, WrongPassword
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD

SignIn = Callable[[str], Session]


def id_of(session: Session, user: str) -> str:
    member = session.directory.named(user)
    assert member
    return member.account.id


def test_an_invited_officer_chooses_a_password_and_opens_the_units_records(vault: Vault, police_lead: Session) -> None:
    invitation = accounts.invite(police_lead, "bui.van.tam", "Bùi Văn Tám", Unit.POLICE, Level.OFFICER)
    with pytest.raises(access.FirstSignIn):
        access.sign_in(vault, "bui.van.tam", invitation.password)
    claimed = access.claim(vault, "bui.van.tam", invitation.password, PASSWORD)
    assert claimed.compartments == {Compartment.REGISTRY, Compartment.POLICE}
    claimed.sign_out()
    with pytest.raises(WrongPassword):
        access.claim(vault, "bui.van.tam", invitation.password, PASSWORD)


def test_a_weak_password_is_not_taken_at_the_claim(vault: Vault, police_lead: Session) -> None:
    invitation = accounts.invite(police_lead, "bui.van.tam", "Bùi Văn Tám", Unit.POLICE, Level.OFFICER)
    for weak in ("ngắn", "1234567890", "aaaaaaaaaaaa", "bui.van.tam1"):
        with pytest.raises(Invalid):
            access.claim(vault, "bui.van.tam", invitation.password, weak)


def test_who_lost_the_password_is_invited_again_and_the_old_one_ends(
    vault: Vault, police_lead: Session, sign_in: SignIn
) -> None:
    invitation = accounts.invite_again(police_lead, id_of(police_lead, "vu.hai.nam"))
    with pytest.raises(WrongPassword):
        sign_in("vu.hai.nam")
    claimed = access.claim(vault, "vu.hai.nam", invitation.password, "mật khẩu mới đây")
    assert (claimed.account.level, claimed.tampered) == (Level.OFFICER, [])
    claimed.close()


def test_a_revoked_account_opens_nothing_and_can_be_taken_back(vault: Vault, police_lead: Session) -> None:
    officer = id_of(police_lead, "vu.hai.nam")
    accounts.revoke(police_lead, officer)
    with pytest.raises(WrongPassword):
        access.sign_in(vault, "vu.hai.nam", PASSWORD)
    invitation = accounts.invite_again(police_lead, officer)
    claimed = access.claim(vault, "vu.hai.nam", invitation.password, PASSWORD)
    assert Compartment.POLICE in claimed.compartments
    claimed.close()


@pytest.mark.parametrize("user", ["vu.hai.nam", "mai.van.an"])
def test_only_a_lead_manages_accounts(sign_in: SignIn, user: str) -> None:
    session = sign_in(user)
    with pytest.raises(Refused):
        accounts.invite(session, "ke.la", "Kẻ Lạ", Unit.POLICE, Level.LEAD)
    with pytest.raises(Refused):
        accounts.change_account(session, session.account.id, "Tên Khác", Level.LEAD)
    with pytest.raises(Refused):
        accounts.renew_recovery(session, Compartment.POLICE, recovery.RecoveryForm.WHOLE)


def test_a_lead_invites_nobody_into_a_unit_that_has_its_lead(police_lead: Session) -> None:
    for level in Level:
        with pytest.raises(Refused):
            accounts.invite(police_lead, "tai.mat", "Tai Mắt", Unit.HEALTH, level)


def test_another_units_recovery_code_is_not_ours_to_make(police_lead: Session) -> None:
    with pytest.raises(Refused):
        accounts.renew_recovery(police_lead, Compartment.HEALTH, recovery.RecoveryForm.WHOLE)


def test_a_unit_keeps_its_last_lead(police_lead: Session) -> None:
    own = police_lead.account.id
    for verb in (
        lambda: accounts.revoke(police_lead, own),
        lambda: accounts.change_account(police_lead, own, "Đào Ngọc Lân", Level.OFFICER),
        lambda: accounts.invite_again(police_lead, own),
    ):
        with pytest.raises(Refused):
            verb()


def test_a_lead_among_others_does_not_change_their_own_level(police_lead: Session) -> None:
    accounts.change_account(police_lead, id_of(police_lead, "vu.hai.nam"), "Vũ Hải Nam", Level.LEAD)
    with pytest.raises(Refused, match="own level"):
        accounts.change_account(police_lead, police_lead.account.id, "Đào Ngọc Lân", Level.OFFICER)
    changed = accounts.change_account(police_lead, police_lead.account.id, "Đào Ngọc Lân", Level.LEAD)
    assert changed.full_name == "Đào Ngọc Lân"


@pytest.mark.parametrize(
    ("user", "full_name", "field"),
    [
        ("", "Tên", "user"),
        ("có cách", "Tên", "user"),
        ("x" * 61, "Tên", "user"),
        ("VU.hai.nam", "Tên", "user"),
        ("moi", " ", "full_name"),
    ],
)
def test_names_that_cannot_be_stored_are_marked(police_lead: Session, user: str, full_name: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        accounts.invite(police_lead, user, full_name, Unit.POLICE, Level.OFFICER)
    assert set(caught.value.fields) == {field}


def test_a_change_is_told_old_and_new_in_the_audit(police_lead: Session) -> None:
    accounts.change_account(police_lead, id_of(police_lead, "mai.van.an"), "Mai Văn Ân", Level.OFFICER)
    entry = accounts.read_audit(police_lead, Compartment.REGISTRY, action="account.changed")[0]
    assert entry.detail == {"changes": {"level": ["viewer", "officer"]}}
    assert entry.subject == "accounts/mai.van.an"


def test_an_account_that_is_not_there_is_not_found(police_lead: Session) -> None:
    with pytest.raises(NotFound):
        accounts.revoke(police_lead, "không có")


def test_the_list_shows_ones_own_unit_and_the_other_leads(police_officer: Session) -> None:
    seen = accounts.list_accounts(police_officer)
    assert {a.user for a in seen if a.unit is Unit.POLICE} == {"dao.ngoc.lan", "vu.hai.nam", "ta.thu.ha", "mai.van.an"}
    assert all(a.level is Level.LEAD for a in seen if a.unit is not Unit.POLICE)


def test_a_changed_password_replaces_the_old(vault: Vault, police_officer: Session) -> None:
    with pytest.raises(WrongPassword):
        access.change_password(police_officer, "vu.hai.nam", "không phải", "mật khẩu mới đây")
    access.change_password(police_officer, "vu.hai.nam", PASSWORD, "mật khẩu mới đây")
    with pytest.raises(WrongPassword):
        access.sign_in(vault, "vu.hai.nam", PASSWORD)
    assert access.sign_in(vault, "vu.hai.nam", "mật khẩu mới đây").tampered == []


def test_people_stand_by_their_given_names(police_lead: Session) -> None:
    own = [a for a in accounts.list_accounts(police_lead) if a.unit is police_lead.account.unit and a.active]
    given = [name_key(a.full_name) for a in own]
    assert len(given) > 2 and given == sorted(given)
