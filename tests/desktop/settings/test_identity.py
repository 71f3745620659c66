"""What a person sees of keys that somebody else could have made, of lost slips, and of news about accounts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.common.i18n import tr
from app.desktop.identity_notices import NewsWindow
from app.desktop.settings.accounts import Accounts
from app.desktop.settings.audit import Audit
from app.desktop.settings.claim_keys import FORMER, ClaimKeys
from app.desktop.settings.own_password import ChangePassword
from app.desktop.settings.settings import Settings
from app.desktop.signin.slip import InvitationSlip
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.confirm import Confirm
from app.registry import accounts
from app.vault import access, founding, recovery
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.desktop.running import Running, running

GIVEN, OWN = "mật khẩu được trao", "chợ nổi mưa phùn tàu hỏa"


def on(place: Path, act: Callable[[Session], object], user: str = "dao.ngoc.lan") -> None:
    """Something that happened before the window was opened."""
    with access.open_vault(place) as vault:
        session = access.sign_in(vault, user, PASSWORD)
        act(session)
        session.sign_out()


@pytest.fixture
def restored(vault_path: Path) -> Path:
    """A recovery code gave an officer new keys."""

    def restore(lead: Session) -> None:
        sheet = accounts.renew_recovery(lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
        lead.sign_out()
        recovery.restore(lead.vault, sheet.codes, "vu.hai.nam", GIVEN).sign_out()

    on(vault_path, restore)
    return vault_path


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, restored: Path) -> Iterator[Running]:
    with running(qtbot, tmp_path / "state", restored) as app:
        yield app


def notices(here: Running) -> list[Banner]:
    return [each for each in here.desk._notices if each.isVisibleTo(here.window)]


def said(here: Running) -> str:
    return "\n".join(each.text() for each in notices(here))


def modal(kind: type[QWidget]) -> QWidget:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), found
    return found


def session_of(here: Running) -> Session:
    assert here.desk.signed_in is not None
    return here.desk.session


def test_a_restore_is_told_at_the_next_sign_in_until_it_is_put_away(here: Running) -> None:
    here.type_sign_in("ta.thu.ha")
    [strip] = [each for each in notices(here) if "Vũ Hải Nam" in each.text()]
    strip.put_away()
    here.settle()
    here.desk.lock()
    here.settle()
    here.type_sign_in("ta.thu.ha")
    assert "Vũ Hải Nam" not in said(here)


def test_much_news_opens_in_a_window_of_its_own(qtbot: QtBot, tmp_path: Path, restored: Path) -> None:
    def again(lead: Session) -> None:
        for _ in range(3):
            accounts.renew_recovery(lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)

    on(restored, again)
    with running(qtbot, tmp_path / "state", restored) as here:
        here.type_sign_in("ta.thu.ha")
        [strip] = [each for each in notices(here) if each.text() == tr(COUNTED, count=4)]
        next(each for each in strip.findChildren(QPushButton) if each.text() == tr("Show them")).click()
        window = modal(NewsWindow)
        assert isinstance(window, NewsWindow)
        window.accept()
        here.settle()
        assert session_of(here).news == []


COUNTED = "{count} changes to accounts and codes since your last visit."


def test_whose_keys_are_on_loan_reads_it_and_claims_them(here: Running) -> None:
    here.type_sign_in("vu.hai.nam", GIVEN)
    assert "khóa" in said(here).lower()
    settings = here.window.go("settings")
    assert isinstance(settings, Settings)
    page = settings.open("password")
    assert isinstance(page, ChangePassword)
    page.ask_claim()
    dialog = modal(ClaimKeys)
    assert isinstance(dialog, ClaimKeys)
    dialog.form.set_values({"how": FORMER, "proof": "không phải mật khẩu", "new": OWN, "again": OWN})
    dialog.do.click()
    here.settle()
    assert dialog.isVisible()
    dialog.proof.set_value(PASSWORD)
    dialog.do.click()
    here.settle()
    assert not dialog.isVisible()
    session = session_of(here)
    assert session.directory.members[session.account.id].loan is None


def test_the_audit_marks_entries_under_keys_on_loan(here: Running) -> None:
    here.type_sign_in("dao.ngoc.lan")
    audit = here.window.go("audit")
    assert isinstance(audit, Audit)
    audit.part.set_value(Compartment.REGISTRY)
    here.settle()
    marked = [row for row in audit.table.rows.rows() if audit._loan(row)]
    assert {row.action for row in marked} == {"sign_in", "sign_out", "recovery.used"}
    assert audit._who(marked[0]) == tr("{name} (not proved)", name="Vũ Hải Nam")
    audit.ask_verify()
    here.settle()
    assert "Vũ Hải Nam" in audit.said()


# --- a slip that was lost -----------------------------------------------------------------------------------------


def shown(people: Accounts, user: str) -> None:
    people._show(next(each for each in people.table.rows.rows() if each.user == user))


def offered(people: Accounts) -> list[str]:
    return [each.text() for each in people.detail.findChildren(QPushButton)]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A vault whose health station has been invited, and whose slip nobody printed."""
    founder = founding.found_vault(tmp_path / "v", founding.Founder("lan", "Đào Lân", Unit.POLICE), PASSWORD)
    accounts.invite(founder, "thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    founder.sign_out()
    founder.vault.close()
    return tmp_path / "v"


def test_the_lost_slip_of_another_units_first_lead_is_issued_again(qtbot: QtBot, tmp_path: Path, begun: Path) -> None:
    with running(qtbot, tmp_path / "state", begun) as here:
        here.type_sign_in("lan")
        people = here.window.go("accounts")
        assert isinstance(people, Accounts)
        here.settle()
        shown(people, "thom")
        assert tr("New one-time password…") in offered(people)
        people.ask_again(session_of(here).directory.named("thom").account)  # type: ignore[union-attr]
        confirm = modal(Confirm)
        assert isinstance(confirm, Confirm)
        confirm.do.click()
        here.settle()
        slip = modal(InvitationSlip)
        assert isinstance(slip, InvitationSlip)
        [invitation] = slip._invitations
        slip.close()
        vault = session_of(here).vault
        access.claim(vault, "thom", invitation.password, OWN).close()


def test_once_the_unit_is_claimed_its_accounts_are_its_own(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("dao.ngoc.lan")
        people = here.window.go("accounts")
        assert isinstance(people, Accounts)
        here.settle()
        shown(people, "ly.thi.thom")
        assert tr("New one-time password…") not in offered(people)
