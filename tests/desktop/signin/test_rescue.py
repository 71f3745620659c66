"""A file was changed with another tool: the sign-in says so and offers to open it read-only, under a red banner."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.widgets.banner import Banner
from app.vault import access
from app.vault.compartments import Compartment
from tests.attack import tool
from tests.conftest import PASSWORD
from tests.desktop.running import Running, running

SWALLOW = "CREATE TRIGGER swallow BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(IGNORE); END"


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> Iterator[Running]:
    with access.open_vault(vault_path) as vault:
        session = access.sign_in(vault, "mai.van.an", PASSWORD)
        key = session.compartment_key(Compartment.POLICE)
        session.sign_out()
    tool.sql(vault_path, Compartment.POLICE, key, SWALLOW)
    with running(qtbot, tmp_path / "state", vault_path) as app:
        yield app


def test_the_sign_in_names_what_was_changed_and_opens_for_rescue(here: Running) -> None:
    here.type_sign_in("dao.ngoc.lan")
    page = here.sign_in_page()
    assert page.said().startswith("Tệp police.db đã bị sửa bằng công cụ khác (trigger swallow)")

    page.rescue.click()
    here.settle()

    assert not here.window.gated()
    assert here.desk.signed_in is not None and here.desk.session.in_rescue
    banners = [each for each in here.window.findChildren(Banner) if "chỉ đọc để cứu hồ sơ" in each.text()]
    assert len(banners) == 1 and banners[0].isVisible() and not banners[0]._close.isVisible()
    here.desk.lock()
    here.settle()
    assert here.desk.signed_in is None
