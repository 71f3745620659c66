"""From nothing to a working vault, and the ways back in when a password is lost."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.settings.recovery_codes import RecoveryCodes
from app.desktop.signin import paper, recovery_sheet, slip, work
from app.desktop.signin.first_run import FirstRun
from app.desktop.signin.recover import ENVELOPES, Recover
from app.desktop.signin.sheets import choose_groups
from app.desktop.signin.welcome import Welcome
from app.registry import accounts, queries
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.membership import Invitation
from app.vault.people import Account, Level, Unit
from app.vault.recovery import RecoveryForm, RecoverySheet
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.desktop.keyboard import type_text
from tests.desktop.running import Running, running
from tests.desktop.walk import walk

NEW = "chợ nổi mưa phùn tàu hỏa"
CODES = ("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV", "ZYXW-VTSR-QPNM-KJHG-FEDC-BA98-7654")


def wizard(here: Running) -> FirstRun:
    welcome = here.page(Welcome)
    assert isinstance(welcome, Welcome)
    welcome.set_up.click()
    page = here.page(FirstRun)
    assert isinstance(page, FirstRun)
    return page


def to_the_end_of_asking(page: FirstRun, place: Path) -> None:
    page.office.set_values({"name": "Công an xã Vĩnh Am"})
    page.go_on()
    page.folder.set_values({"folder": str(place)})
    page.go_on()
    page.lead.set_values({"full_name": "Đào Ngọc Lân", "user": "lan.ca", "password": NEW, "again": NEW})
    page.go_on()
    page.others.set_values({"health.name": "Lý Thị Thơm", "health.user": "thom.yte"})
    page.go_on()
    assert page.at == 4, page.said()


def test_an_office_begins_and_its_lead_works_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        page = wizard(here)
        to_the_end_of_asking(page, tmp_path / "new")
        page.go_on()
        here.settle()
        assert page.beginning is not None and page.back is not None
        assert [made.account.user for made in page.beginning.invitations] == ["thom.yte"]
        assert page.print is not None and here.window.focusWidget() is page.print.print
        page.go_on()
        first, box = page.back.fields[0], page.back._boxes[0]
        assert here.window.focusWidget() is first
        type_text(first, "sai")
        page.go_on()
        assert page.at == 6 and box.error_text()
        type_text(first, "0")
        assert not box.error_text()  # it is being corrected
        for asked, field in zip(page.back.asked, page.back.fields, strict=True):
            field.setText(asked.expected)
        for _ in range(3):
            page.go_on()
        here.settle()

        session = here.desk.session
        assert session is not None and not here.window.gated()
        with session.read() as db:
            assert queries.office(db, Unit.POLICE).name == "Công an xã Vĩnh Am"
        assert not here.desk.preferences.sheet_is_open(session.vault.header.vault_id)


def test_nothing_is_on_the_disk_before_the_vault_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        page = wizard(here)
        to_the_end_of_asking(page, tmp_path / "new")
        for _ in range(5):
            page.go_back()
        here.page(Welcome)

    assert not (tmp_path / "new").exists()


def test_a_sheet_that_was_not_typed_back_is_asked_for_at_the_next_sign_in(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        page = wizard(here)
        to_the_end_of_asking(page, tmp_path / "new")
        page.go_on()
        here.settle()
        assert page.beginning is not None
        page.beginning.session.close()
    with running(qtbot, tmp_path / "state", None) as here:
        here.type_sign_in("lan.ca", NEW)
        [reminder] = [banner for banner in here.desk._notices if "Phiếu khôi phục" in banner.text()]
        act = reminder.findChild(QPushButton)
        assert act is not None
        act.click()
        codes = here.window.findChild(RecoveryCodes)
        assert codes is not None and codes.isVisible()
        for _step in ("make", "on paper"):
            codes.go.click()
            here.settle()
        assert codes._back is not None
        for asked, field in zip(codes._back.asked, codes._back.fields, strict=True):
            field.setText(asked.expected)
        codes.go.click()
        assert not reminder.isVisible()


@pytest.mark.parametrize("user", ["có khoảng trắng", "x" * 61])
def test_a_user_name_nobody_can_type_stays_on_its_step(qtbot: QtBot, tmp_path: Path, user: str) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        page = wizard(here)
        page.office.set_values({"name": "Công an xã Vĩnh Am"})
        page.go_on()
        page.folder.set_values({"folder": str(tmp_path / "new")})
        page.go_on()
        page.lead.set_values({"full_name": "Đào Ngọc Lân", "user": user, "password": NEW, "again": NEW})
        page.go_on()

        assert page.at == 2
        assert "1 đến 60" in page.lead.box("user").error_text()


def test_a_folder_that_holds_a_vault_is_refused_on_its_step(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        page = wizard(here)
        page.office.set_values({"name": "Công an xã Vĩnh Am"})
        page.go_on()
        page.folder.set_values({"folder": str(vault_path)})
        page.go_on()

        assert page.at == 1
        assert "đã có" in page.folder.box("folder").error_text()


def test_every_step_can_be_used_without_a_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        assert walk(here.window) == []
        page = wizard(here)
        for at in range(4):
            page.at = at
            page._show()
            assert walk(here.window) == [], at


@pytest.mark.parametrize("form", list(RecoveryForm))
def test_a_lead_who_forgot_the_password_comes_in_with_the_paper(
    qtbot: QtBot, tmp_path: Path, vault_path: Path, form: RecoveryForm
) -> None:
    with access.open_vault(vault_path) as vault:
        lead = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
        sheet = accounts.renew_recovery(lead, Compartment.POLICE, form)
        lead.sign_out()
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.sign_in_page().forgotten.emit()
        page = here.page(Recover)
        assert isinstance(page, Recover)
        page.first.setText(sheet.codes[0].lower().replace("-", " "))
        if form is RecoveryForm.TWO_OF_THREE:
            page.form.set_value(ENVELOPES)
            page.second.setText(sheet.codes[2])
        qtbot.keyClick(page.first, Qt.Key.Key_Return)
        assert here.window.focusWidget() is (page.second if form is RecoveryForm.TWO_OF_THREE else page.user)
        page.user.setText("dao.ngoc.lan")
        qtbot.keyClick(page.user, Qt.Key.Key_Return)
        assert here.window.focusWidget() is page.password.edit
        page.password.set_value(NEW)
        page.again.set_value(NEW)
        page.enter.click()
        here.settle()

        assert here.desk.session is not None, page.said()
        assert here.desk.session.account.user == "dao.ngoc.lan"


def test_a_mistyped_code_is_said(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.sign_in_page().forgotten.emit()
        page = here.page(Recover)
        assert isinstance(page, Recover)
        page.first.setText(CODES[0])
        page.user.setText("dao.ngoc.lan")
        page.password.set_value(NEW)
        page.again.set_value(NEW)
        page.enter.click()
        here.settle()

        assert "bảy nhóm" in page.said()
        assert here.desk.session is None


# --- paper ---------------------------------------------------------------------------------------------


def test_the_sheets_can_be_looked_at_before_they_are_printed(qtbot: QtBot) -> None:
    near = QWidget()
    qtbot.addWidget(near)
    near.resize(800, 600)
    near.show()
    dialog = paper.preview(near, QTextDocument("0123-4567"), "Mã khôi phục")
    gc.collect()  # Qt only borrows the printer: without it every look at the pages ended the process
    view = dialog.findChild(QPrintPreviewWidget)
    assert view is not None
    view.updatePreview()
    assert view.pageCount() == 1
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_enter_leads_from_the_last_field_of_a_step_to_the_next_step(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "state", None) as here:
        page = wizard(here)
        name = page.office.field("name").widget
        name.setFocus()
        type_text(name, "Công an xã Vĩnh Am")
        qtbot.keyClick(name, Qt.Key.Key_Return)
        focused = QApplication.focusWidget()
        assert focused is page.next
        qtbot.keyClick(page.next, Qt.Key.Key_Return)
        assert page.at == 1


def sheets() -> list[RecoverySheet]:
    return [RecoverySheet(Compartment.POLICE, CODES), RecoverySheet(Compartment.REGISTRY, CODES[:1])]


def test_each_code_has_a_page_of_its_own_with_its_groups_and_its_picture(tmp_path: Path, police_lead: Session) -> None:
    document = recovery_sheet.document(sheets(), "Công an xã Vĩnh Am", police_lead.today())
    paper.write_pdf(document, tmp_path / "sheet.pdf")

    assert (tmp_path / "sheet.pdf").read_bytes().count(b"/Type /Page\n") == 3
    text = document.toPlainText().replace("\xa0", " ")
    assert "0123  4567  89AB  CDEF" in text
    assert "phong bì 2 trên 2" in text


def test_the_picture_is_black_squares_in_a_white_margin() -> None:
    image: QImage = recovery_sheet.qr(CODES[0])

    assert image.pixelColor(0, 0).name() == "#ffffff"
    assert image.pixelColor(3 * recovery_sheet.PIXELS, 3 * recovery_sheet.PIXELS).name() == "#000000"


def test_two_different_pages_are_asked_for_where_there_are_two() -> None:
    asked = choose_groups(sheets())

    assert len({(each.sheet.compartment, each.envelope) for each in asked}) == 2
    assert all(each.expected == each.sheet.codes[each.envelope - 1].split("-")[each.group - 1] for each in asked)


def test_the_slip_says_who_and_the_one_time_password() -> None:
    account = Account("1", "hoa.moi", "Trần Thị Hoa", Unit.POLICE, Level.OFFICER, active=True, invited=True)
    text = slip.document([Invitation(account, "AB12-CD34-EF56")]).toPlainText()

    assert "Trần Thị Hoa" in text and "AB12-CD34-EF56" in text and "hoa.moi" in text


# --- trial -----------------------------------------------------------------------------------------------


def test_a_trial_vault_offers_its_accounts_and_shows_its_colour(
    qtbot: QtBot, tmp_path: Path, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault_path / "DEMO.txt").write_text("demo")
    monkeypatch.setattr("app.demo.PASSWORD", PASSWORD)
    monkeypatch.setattr("app.demo.people", lambda: (("vu.hai.nam", Unit.POLICE, Level.OFFICER),))
    with running(qtbot, tmp_path / "state", vault_path) as here:
        page = here.sign_in_page()
        assert page._demo is not None
        page._as("vu.hai.nam", PASSWORD)
        here.settle()
        assert here.desk.session is not None
        assert here.desk.demo and here.window._strip.isVisible()


def test_a_trial_vault_that_is_there_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / work.DEMO_FOLDER
    folder.mkdir()
    (folder / "DEMO.txt").write_text("demo")
    (folder / "vault.json").write_text("{}")
    monkeypatch.setattr("app.demo.make", lambda *args, **kwargs: pytest.fail("made anew"))

    assert work.ready_demo(tmp_path, None) == folder  # type: ignore[arg-type]
