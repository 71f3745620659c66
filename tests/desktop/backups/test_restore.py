"""Going back to a backup in the window: from the stick, one part alone, past a damaged vault, on a new computer."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.backups import gates, review
from app.desktop.backups.at_the_door import RestoreAtTheDoor
from app.desktop.settings.backups import Backups
from app.desktop.signin.sign_in import SignIn
from app.desktop.signin.welcome import Welcome
from app.desktop.widgets.confirm import Confirm
from app.registry import services
from app.registry.queries import office
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.people import Unit
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.desktop.backups.conftest import quiet, session_of, strips
from tests.desktop.running import Running
from tests.sticks import Stick

BackUp = Callable[[], Backup]


def call_the_office(session: Session, name: str) -> None:
    """A change that one can see: what the office is called on documents."""
    from app.registry.queries import Office

    services.set_office(session, Unit.POLICE, Office(name=name))


def name_of_the_office(session: Session) -> str:
    with session.read() as db:
        return office(db, Unit.POLICE).name


def backups_page(here: Running) -> Backups:
    page = here.desk.ask("settings", "open", "backups")
    quiet(here)
    assert isinstance(page, Backups)
    return page


def dialog(kind: type[QWidget]) -> QWidget:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    assert found, kind
    return found[0]


def reviewed(here: Running, page: Backups) -> review.Review:
    page.review()
    quiet(here)
    found = dialog(review.Review)
    assert isinstance(found, review.Review)
    return found


def agree(here: Running, asked: review.Review) -> None:
    asked.ask()
    confirm = dialog(Confirm)
    assert isinstance(confirm, Confirm)
    assert confirm.do.text() == "Restore and sign out"
    confirm.do.click()
    quiet(here)


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


@pytest.fixture
def changed_since(with_place: Running, back_up: BackUp) -> Running:
    """The office had a name when the backup was made, and got another since."""
    call_the_office(session_of(with_place), "Công an xã Vĩnh Am")
    back_up()
    call_the_office(session_of(with_place), "Nhập nhầm")
    return with_place


def test_a_lead_restores_yesterdays_state_from_the_stick(changed_since: Running, stick: Stick) -> None:
    here = changed_since
    for place in (here.desk.vault.folder / "backups").iterdir():  # type: ignore[union-attr]
        shutil.rmtree(place)
    page = backups_page(here)
    assert [(row.here, bool(row.there)) for row in page.table.rows.rows()] == [(None, True)]
    page.table.selectRow(0)
    asked = reviewed(here, page)
    shown = texts(asked)
    assert "1 acts since then" in shown and "Changed the office’s facts" in shown and "Đào Ngọc Lân" in shown
    asked.what.set_value(review.WHOLE)
    agree(here, asked)
    done = here.page(gates.BroughtBack)
    assert here.desk.session is None
    assert "Restored and verified" in texts(done) and "state before is kept" in texts(done)
    done.enter.click()
    here.type_sign_in("dao.ngoc.lan")
    quiet(here)
    assert name_of_the_office(session_of(here)) == "Công an xã Vĩnh Am"
    assert len(strips(here)) == 1 and "Đào Ngọc Lân brought back the backup of" in strips(here)[0]
    here.desk.lock()
    quiet(here)
    here.type_sign_in("dao.ngoc.lan")
    quiet(here)
    assert strips(here) == []  # once
    here.desk.lock()
    quiet(here)
    here.type_sign_in("ly.thi.thom")
    quiet(here)
    assert len(strips(here)) == 1  # and everybody
    here.desk.lock()
    quiet(here)
    here.type_sign_in("dao.ngoc.lan")
    quiet(here)
    kept = [row.reason for row in backups_page(here).table.rows.rows()]
    assert "before_restore" in kept


def test_one_part_goes_back_and_the_rest_stays(with_place: Running, back_up: BackUp) -> None:
    here = with_place
    back_up()
    call_the_office(session_of(here), "Tên mới")
    with session_of(here).work(Compartment.POLICE) as work:
        work.audit("reports.open", "reports/1")
    page = backups_page(here)
    page.table.selectRow(0)
    asked = reviewed(here, page)
    assert asked.only() is Compartment.POLICE
    agree(here, asked)
    here.page(gates.BroughtBack).enter.click()
    here.type_sign_in("dao.ngoc.lan")
    quiet(here)
    assert name_of_the_office(session_of(here)) == "Tên mới"
    assert session_of(here).tampered == []


def test_the_question_can_be_answered_with_no(changed_since: Running) -> None:
    here = changed_since
    page = backups_page(here)
    page.table.selectRow(0)
    asked = reviewed(here, page)
    asked.ask()
    confirm = dialog(Confirm)
    assert isinstance(confirm, Confirm)
    confirm.keep.click()
    quiet(here)
    assert name_of_the_office(session_of(here)) == "Nhập nhầm"


def test_a_stick_pulled_out_while_restoring_changes_nothing(
    changed_since: Running, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.vault import copying, fetching

    here = changed_since
    for place in (here.desk.vault.folder / "backups").iterdir():  # type: ignore[union-attr]
        shutil.rmtree(place)
    page = backups_page(here)
    page.table.selectRow(0)
    asked = reviewed(here, page)
    asked.what.set_value(review.WHOLE)
    fetched: list[Path] = []

    def pulled_out(source: Path, target: Path) -> str:
        if len(fetched) == 2:
            stick.pull_out()
        fetched.append(source)
        return copying.copied(source, target)

    monkeypatch.setattr(fetching, "copied", pulled_out)
    agree(here, asked)
    assert not here.window.gated()
    assert asked.isVisible()
    assert asked._banner is not None and asked._banner.text()
    assert name_of_the_office(session_of(here)) == "Nhập nhầm"


def test_a_backup_from_before_a_new_password_asks_for_the_old_one(
    with_place: Running, back_up: BackUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = with_place
    call_the_office(session_of(here), "Công an xã Vĩnh Am")
    back_up()
    page = backups_page(here)
    page.table.selectRow(0)
    asked = reviewed(here, page)
    asked.what.set_value(review.WHOLE)
    from app.registry import safekeeping
    from app.vault.fetching import other_password

    plain = safekeeping.restore

    def restore(session: Session, source: Path, only: Compartment | None = None, then: str | None = None) -> object:
        if then is None:
            raise other_password()
        return plain(session, source, only, then)

    monkeypatch.setattr(safekeeping, "restore", restore)
    agree(here, asked)
    assert asked.isVisible() and asked._then.isVisible()
    asked.password_then.set_value(PASSWORD)
    agree(here, asked)
    here.page(gates.BroughtBack)


def test_an_officer_sees_the_backups_but_does_not_bring_them_back(here: Running) -> None:
    here.desk.lock()
    quiet(here)
    here.type_sign_in("vu.hai.nam")
    quiet(here)
    page = backups_page(here)
    assert not page.restore.isVisible() and not page.from_folder.isVisible()
    assert not page.place.other.isVisible()
    assert page.try_out.isEnabled()


def test_a_backup_in_another_folder_is_reviewed(changed_since: Running, tmp_path: Path, stick: Stick) -> None:
    here = changed_since
    page = backups_page(here)
    page.review_folder(stick.root)
    quiet(here)
    assert dialog(review.Review)
    dialog(review.Review).close()
    page.review_folder(tmp_path / "nichts")
    quiet(here)
    assert page._banner is not None and "There is no backup in" in page._banner.text()


def at_door(here: Running) -> RestoreAtTheDoor:
    here.qtbot.waitUntil(lambda: isinstance(here.door.page, RestoreAtTheDoor))
    page = here.door.page
    assert isinstance(page, RestoreAtTheDoor)
    here.qtbot.waitUntil(lambda: page.list.count() > 0)
    return page


def test_a_damaged_vault_is_brought_back_from_the_sign_in_page(
    changed_since: Running, vault_path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    here = changed_since
    here.desk.lock()
    quiet(here)
    here.desk.let_go()
    (vault_path / "vault.json").write_bytes(b"{")
    here.door.open(vault_path)
    here.settle()
    assert "vault.json" in here.sign_in_page().said()
    here.sign_in_page().restore.click()
    page = at_door(here)
    page.list.setCurrentRow(page.list.count() - 1)  # the oldest
    page.user.set_value("dao.ngoc.lan")
    page.password.set_value(PASSWORD)
    page.ask()
    here.page(gates.BroughtBack).enter.click()
    here.type_sign_in("dao.ngoc.lan")
    quiet(here)
    assert name_of_the_office(session_of(here)) == "Công an xã Vĩnh Am"


def test_a_damaged_file_of_the_own_unit_is_brought_back_from_the_sign_in_page(
    changed_since: Running, vault_path: Path
) -> None:
    here = changed_since
    here.desk.lock()
    quiet(here)
    here.desk.let_go()
    (vault_path / "police.db").write_bytes(b"rubbish" * 1000)
    here.door.open(vault_path)
    here.settle()
    here.sign_in_page().restore.click()
    page = at_door(here)
    page.user.set_value("dao.ngoc.lan")
    page.password.set_value("not the password")
    page.ask()
    here.settle()
    assert "password is not right" in page.said()
    page.password.set_value(PASSWORD)
    page.ask()
    here.page(gates.BroughtBack)


def test_a_new_computer_begins_with_the_stick_alone(
    changed_since: Running, stick: Stick, qtbot: QtBot, tmp_path: Path
) -> None:
    here = changed_since
    here.desk.lock()
    quiet(here)
    here.desk.let_go()
    here.door.welcome()
    welcome = here.page(Welcome)
    welcome.restore.click()
    page = at_door(here)
    assert "KINGSTON" in page.list.item(0).text()
    page.list.setCurrentRow(page.list.count() - 1)  # the newest was made at the lock
    target = tmp_path / "moi" / "NhipCau"
    page.target.set_value(str(target))
    page.user.set_value("dao.ngoc.lan")
    page.password.set_value(PASSWORD)
    page.ask()
    here.page(gates.BroughtBack).enter.click()
    here.type_sign_in("dao.ngoc.lan")
    quiet(here)
    assert session_of(here).vault.folder == target
    assert name_of_the_office(session_of(here)) == "Công an xã Vĩnh Am"


def test_an_officer_is_refused_at_the_door(changed_since: Running, vault_path: Path) -> None:
    here = changed_since
    here.desk.lock()
    quiet(here)
    here.door.open(vault_path)
    here.settle()
    here.sign_in_page().restore.click()
    page = at_door(here)
    page.user.set_value("vu.hai.nam")
    page.password.set_value(PASSWORD)
    page.ask()
    here.settle()
    assert page.said()
    assert here.door.page is page
    page.left.emit()
    assert isinstance(here.door.page, SignIn)
