"""A unit's first lead is invited by another unit's lead: what if the paper is lost, or the computer stops half-way?"""

from pathlib import Path

import pytest

from app.registry import accounts
from app.vault import access, founding, membership
from app.vault.compartments import Compartment
from app.vault.errors import Forged, Refused, WrongPassword
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.conftest import PASSWORD


@pytest.fixture
def founder(tmp_path: Path) -> Session:
    return founding.found_vault(tmp_path / "v", founding.Founder("dao.lan", "Đào Lân", Unit.POLICE), PASSWORD)


def test_a_lost_invitation_of_a_first_lead_is_made_anew(founder: Session) -> None:
    lost = accounts.invite(founder, "ly.thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    again = accounts.invite_again(founder, lost.account.id)
    with pytest.raises(WrongPassword):
        access.claim(founder.vault, "ly.thom", lost.password, PASSWORD)
    lead = access.claim(founder.vault, "ly.thom", again.password, PASSWORD)
    assert Compartment.HEALTH in lead.compartments
    lead.close()


def test_the_file_of_a_lost_invitation_is_kept_aside_and_not_deleted(founder: Session) -> None:
    lost = accounts.invite(founder, "ly.thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    accounts.invite_again(founder, lost.account.id)
    assert list((founder.vault.folder / "backups").glob("unclaimed-*-health.db"))


def test_a_file_left_by_an_interrupted_invitation_does_not_stop_the_next(
    founder: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(founder.vault), "save", stop)
        with pytest.raises(KeyboardInterrupt):
            accounts.invite(founder, "ly.thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    half = next(account for account in founder.accounts() if account.user == "ly.thom")
    again = accounts.invite_again(founder, half.id)
    access.claim(founder.vault, "ly.thom", again.password, PASSWORD).close()


def test_once_claimed_another_units_lead_invites_nobody_there_again(founder: Session) -> None:
    invited = accounts.invite(founder, "ly.thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    access.claim(founder.vault, "ly.thom", invited.password, PASSWORD).close()
    with founder.read() as db:
        founder.reload_directory(db)
    with pytest.raises(Refused):
        accounts.invite_again(founder, invited.account.id)


def test_not_even_by_signing_the_record_directly(founder: Session) -> None:
    invited = accounts.invite(founder, "ly.thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    access.claim(founder.vault, "ly.thom", invited.password, PASSWORD).close()
    with founder.read() as db:
        founder.reload_directory(db)
    with pytest.raises(Forged), founder.work(Compartment.REGISTRY) as work:
        membership.prepare(work, founder.directory.members[invited.account.id].account)
