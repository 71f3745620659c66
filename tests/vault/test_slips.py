"""Is a one-time password read as people type it, refused when it is old, and issued again when it was lost?"""

from datetime import UTC, datetime, timedelta

import pytest

from app.registry import accounts
from app.vault import access, membership, slips
from app.vault.compartments import Compartment
from app.vault.errors import Refused, WrongPassword
from app.vault.membership import Invitation
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD


@pytest.fixture
def slip(police_lead: Session) -> Invitation:
    return accounts.invite(police_lead, "moi.den", "Người Mới", Unit.POLICE, Level.OFFICER)


@pytest.fixture
def issued(slip: Invitation, monkeypatch: pytest.MonkeyPatch) -> Invitation:
    """A slip, and this computer's clock a day after its end."""
    later = datetime.now(UTC) + slips.GOOD_FOR + timedelta(days=1)
    monkeypatch.setattr(Session, "clock", lambda session: later)
    return slip


@pytest.mark.parametrize("way", [str.lower, lambda t: t.replace("-", ""), lambda t: t.replace("-", " ").lower()])
def test_a_slip_is_read_however_it_is_typed(vault: Vault, slip: Invitation, way: object) -> None:
    typed = way(slip.password)  # type: ignore[operator]
    with pytest.raises(access.FirstSignIn):
        access.sign_in(vault, "moi.den", typed)
    access.claim(vault, "moi.den", typed, PASSWORD).close()


def test_letters_misread_on_paper_are_forgiven() -> None:
    assert "0011-0011-0011" in slips.spellings("oOiL 0Oil ooLI")
    assert slips.spellings("một câu dài hơn") == ("một câu dài hơn",)


def test_a_password_that_looks_like_a_slip_is_taken_as_it_is(vault: Vault, police_officer: Session) -> None:
    access.change_password(police_officer, "vu.hai.nam", PASSWORD, "khoanhrungxa")
    police_officer.close()
    access.sign_in(vault, "vu.hai.nam", "khoanhrungxa").close()


def test_an_old_slip_is_refused_and_says_who_issues_another(vault: Vault, issued: Invitation) -> None:
    with pytest.raises(Refused, match="lead of your unit"):
        access.claim(vault, "moi.den", issued.password, PASSWORD)
    with pytest.raises(Refused, match="lead of your unit"):
        access.sign_in(vault, "moi.den", issued.password)


def test_an_old_slip_can_be_issued_anew(vault: Vault, police_lead: Session, issued: Invitation) -> None:
    with pytest.raises(Refused, match="expired"):
        access.sign_in(vault, "moi.den", issued.password)
    again = accounts.invite_again(police_lead, issued.account.id)
    with pytest.raises(WrongPassword):
        access.claim(vault, "moi.den", issued.password, PASSWORD)
    claimed = access.claim(vault, "moi.den", again.password, PASSWORD)
    assert Compartment.POLICE in claimed.compartments
    claimed.close()


def test_the_next_sign_in_takes_the_units_key_from_under_an_old_slip(
    vault: Vault, police_lead: Session, issued: Invitation
) -> None:
    access.sign_in(vault, "vu.hai.nam", PASSWORD).close()
    assert [grant.compartment for grant in vault.header.granted(issued.account.id)] == [Compartment.REGISTRY]
    membership.rekey(police_lead, Compartment.POLICE)
    assert [grant.compartment for grant in vault.header.granted(issued.account.id)] == [Compartment.REGISTRY]
    with pytest.raises(Refused, match="expired"):
        access.sign_in(vault, "moi.den", issued.password)


def test_setting_the_clock_back_does_not_bring_an_old_slip_back(
    vault: Vault, police_lead: Session, slip: Invitation
) -> None:
    later = datetime.now(UTC) + slips.GOOD_FOR + timedelta(days=1)
    with police_lead.at(later), police_lead.work(Compartment.REGISTRY) as work:
        work.audit("sign_out")
    with pytest.raises(Refused, match="expired"):
        access.claim(vault, "moi.den", slip.password, PASSWORD)


def test_the_end_of_a_slip_stands_in_the_signed_record(police_lead: Session, slip: Invitation) -> None:
    member = police_lead.directory.members[slip.account.id]
    assert member.slip is not None and member.slip.until is not None
    assert slip.expires is not None
    assert abs(member.slip.until - slip.expires) < timedelta(seconds=1)


def test_a_slip_of_an_older_version_counts_from_its_own_moment(police_lead: Session, slip: Invitation) -> None:
    from dataclasses import replace

    member = police_lead.directory.members[slip.account.id]
    assert member.slip is not None
    old = replace(member, slip=replace(member.slip, until=None))
    assert not slips.expired(old, member.slip.at + slips.GOOD_FOR)
    assert slips.expired(old, member.slip.at + slips.GOOD_FOR + timedelta(seconds=1))
