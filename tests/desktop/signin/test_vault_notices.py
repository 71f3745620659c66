"""Is somebody who comes in told which audit entries are missing, and can a lead take note of it?"""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.desktop.widgets.banner import Banner
from app.desktop.widgets.confirm import Confirm
from app.vault import access
from app.vault.compartments import Compartment
from tests.conftest import PASSWORD
from tests.desktop.running import Running, running
from tests.vault.attack import change_header, sql

POLICE = Compartment.POLICE


@pytest.fixture
def cut_off(vault_path: Path) -> int:
    """The last two of five entries are deleted with the unit's key; a backup knows them. The number of the last."""
    with access.open_vault(vault_path) as vault:
        session = access.sign_in(vault, "vu.hai.nam", PASSWORD)
        for number in range(5):
            with session.work(POLICE) as work:
                work.audit("report.opened", f"reports/{number}")
        session.back_up("by_hand")
        end, key = session.heads()[POLICE].seq, session.compartment_key(POLICE)
        session.sign_out()
    statement = f"DELETE FROM police.audit_entries WHERE seq > {end - 2}"
    sql(vault_path, key, statement, compartment=POLICE)
    return end


def warning(here: Running) -> Banner | None:
    shown = [banner for banner in here.desk._notices if "thiếu các mục" in banner.text() and banner.isVisible()]
    return shown[0] if shown else None


def test_a_lead_is_told_which_entries_are_missing_and_takes_note(
    qtbot: QtBot, tmp_path: Path, vault_path: Path, cut_off: int
) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("dao.ngoc.lan")
        banner = warning(here)
        assert banner is not None
        assert f"từ {cut_off - 1} đến {cut_off}" in banner.text() and "Vũ Hải Nam" in banner.text()
        if folder := os.environ.get("SHOTS"):
            here.window.grab().save(f"{folder}/missing.png")

        take_note = next(each for each in banner.findChildren(QPushButton) if each.text() == "Ghi nhận…")
        take_note.click()
        asked = here.window.findChild(Confirm)
        assert asked is not None
        if folder:
            asked.grab().save(f"{folder}/asked.png")
        asked.do.click()
        here.settle()

        assert warning(here) is None
        assert here.desk.signed_in is not None and here.desk.session.tampered == []


def test_an_officer_is_told_and_cannot_take_note(qtbot: QtBot, tmp_path: Path, vault_path: Path, cut_off: int) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("ta.thu.ha")
        banner = warning(here)
        assert banner is not None
        assert "Ghi nhận…" not in [each.text() for each in banner.findChildren(QPushButton)]


def test_a_lead_is_told_what_was_put_back(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with access.open_vault(vault_path) as vault:
        session = access.sign_in(vault, "vu.hai.nam", PASSWORD)
        gone = session.account.id
        session.sign_out()
    change_header(
        vault_path,
        lambda data: data.update(grants=[g for g in data["grants"] if (g["to"], g["compartment"]) != (gone, "police")]),
    )
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("dao.ngoc.lan")
        told = [banner.text() for banner in here.desk._notices]
        assert any("Vũ Hải Nam" in text and "vault.json" in text for text in told)
