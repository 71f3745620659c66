"""Coming in: by keyboard, with every refusal as its sentence, and the waiting after wrong passwords."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.signin.own_password import OwnPassword
from app.desktop.signin.sheet_page import SheetPage
from app.desktop.signin.welcome import Welcome
from app.registry import accounts
from app.vault import access
from app.vault.people import Level, Unit
from tests.conftest import PASSWORD
from tests.desktop.running import Running, running
from tests.desktop.walk import walk


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> Iterator[Running]:
    with running(qtbot, tmp_path / "state", vault_path) as app:
        yield app


def test_a_person_comes_in_by_keyboard(here: Running) -> None:
    here.type_sign_in("vu.hai.nam")

    assert not here.window.gated()
    assert here.desk.signed_in is not None
    assert here.desk.session.account.full_name == "Vũ Hải Nam"


def test_the_sign_in_can_be_used_without_a_mouse(here: Running) -> None:
    here.sign_in_page()

    assert walk(here.window) == []


def test_a_wrong_password_is_said_calmly_and_cleared(here: Running) -> None:
    here.type_sign_in("vu.hai.nam", "không phải mật khẩu")

    page = here.sign_in_page()
    assert page.said().startswith("Tên đăng nhập hoặc mật khẩu không đúng")
    assert page.password.value() == ""
    assert page.user.text() == "vu.hai.nam"


def test_after_several_wrong_passwords_the_button_counts_down(here: Running) -> None:
    for _ in range(4):
        here.type_sign_in("vu.hai.nam", "không phải mật khẩu")

    page = here.sign_in_page()
    assert not page.enter.isEnabled()
    assert page.enter.text() == "Chờ 2 giây"
    page._tick()
    page._tick()
    assert page.enter.isEnabled()
    assert page.enter.text() == "Đăng nhập"


def test_an_unknown_name_reads_like_a_wrong_password(here: Running) -> None:
    here.type_sign_in("khong.co.ai")
    unknown = here.sign_in_page().said()
    here.type_sign_in("ta.thu.ha", "không phải mật khẩu")

    assert here.sign_in_page().said() == unknown


def test_a_missing_folder_is_said_and_the_welcome_is_one_key_away(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "state", tmp_path / "gone") as here:
        page = here.sign_in_page()
        assert "không có thư mục" in page.said().casefold()
        page.other_asked.emit()
        here.page(Welcome)


def test_a_vault_open_elsewhere_is_said(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with access.open_vault(vault_path), running(qtbot, tmp_path / "state", vault_path) as here:
        assert "đang" in here.sign_in_page().said()


@pytest.mark.parametrize("damage", ["{", '{"format": 1}'])
def test_a_damaged_header_is_said(qtbot: QtBot, tmp_path: Path, vault_path: Path, damage: str) -> None:
    (vault_path / "vault.json").write_text(damage)
    with running(qtbot, tmp_path / "state", vault_path) as here:
        assert here.sign_in_page().said() != ""


def test_a_newer_format_is_said(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    header = json.loads((vault_path / "vault.json").read_text())
    header["format"] = 99
    (vault_path / "vault.json").write_text(json.dumps(header))
    with running(qtbot, tmp_path / "state", vault_path) as here:
        assert "phiên bản" in here.sign_in_page().said()


def test_the_last_vault_is_offered_again(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("vu.hai.nam")
    with running(qtbot, tmp_path / "state", None) as here:
        here.type_sign_in("vu.hai.nam")
        assert here.desk.signed_in is not None


def test_an_invited_officer_chooses_a_password_at_the_first_sign_in(
    qtbot: QtBot, tmp_path: Path, vault_path: Path
) -> None:
    with access.open_vault(vault_path) as vault:
        lead = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
        invitation = accounts.invite(lead, "hoa.moi", "Trần Thị Hoa", Unit.POLICE, Level.OFFICER)
        lead.sign_out()
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("hoa.moi", invitation.password)
        page = here.page(OwnPassword)
        assert isinstance(page, OwnPassword)
        page.password.set_value("ngắn")
        page.again.set_value("ngắn")
        page.keep.click()
        here.settle()
        assert "quá dễ đoán" in page.said()
        page.password.set_value("chợ nổi mưa phùn tàu hỏa")
        page.again.set_value("chợ nổi mưa phùn tàu hỏa")
        page.keep.click()
        here.settle()
        assert here.desk.signed_in is not None
        assert here.desk.session.account.user == "hoa.moi"


def test_a_units_lead_without_a_recovery_code_gets_the_sheet_before_anything_else(
    qtbot: QtBot, tmp_path: Path, vault_path: Path
) -> None:
    with access.open_vault(vault_path) as vault:
        lead = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
        invitation = accounts.invite(lead, "le.moi", "Lê Thị Mới", Unit.POLICE, Level.LEAD)
        lead.sign_out()
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("le.moi", invitation.password)
        own = here.page(OwnPassword)
        assert isinstance(own, OwnPassword)
        for typed in (own.password, own.again):
            typed.set_value("chợ nổi mưa phùn tàu hỏa")
        own.keep.click()
        sheets = here.page(SheetPage)
        assert isinstance(sheets, SheetPage)
        assert here.desk.signed_in is None
        sheets.next.click()
        for field in sheets.back.fields:
            field.setText("0000")
        sheets.next.click()
        assert here.desk.signed_in is None
        for asked, field in zip(sheets.back.asked, sheets.back.fields, strict=True):
            field.setText(asked.expected.lower())
        sheets.next.click()
        here.settle()
        assert here.desk.signed_in is not None
        assert not here.desk.preferences.sheet_is_open(here.desk.session.vault.header.vault_id)
