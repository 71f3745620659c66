"""What a person sets up, on a real vault: accounts, the audit, backups, the look, the office's own rules."""

import importlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.audit_words.reading import action_name, detail_lines
from app.audit_words.tables import ACTION_NAMES
from app.desktop.settings.account_forms import ChangeAccount, InviteSomebody
from app.desktop.settings.accounts import Accounts
from app.desktop.settings.appearance import Appearance
from app.desktop.settings.audit import Audit, Filter, read_page
from app.desktop.settings.backups import Backups
from app.desktop.settings.calendar import Calendar
from app.desktop.settings.limits import Limits, RuleDialog
from app.desktop.settings.office import OfficeFacts
from app.desktop.settings.own_password import ChangePassword
from app.desktop.settings.settings import Settings
from app.desktop.signin.slip import InvitationSlip
from app.desktop.theme import theme
from app.desktop.widgets.confirm import Confirm
from app.kinds import KINDS
from app.police.reports.models import Report
from app.registry import accounts, queries
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.desktop.running import Running, running
from tests.desktop.walk import walk

NEW = "chợ nổi mưa phùn tàu hỏa"


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> Iterator[Running]:
    with running(qtbot, tmp_path / "state", vault_path) as app:
        app.type_sign_in("dao.ngoc.lan")
        yield app


def session_of(here: Running) -> Session:
    assert here.desk.session is not None
    return here.desk.session


def modal(kind: type[QWidget]) -> QWidget:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), found
    return found


def part(here: Running, key: str) -> QWidget:
    settings = here.window.go("settings")
    assert isinstance(settings, Settings)
    shown = settings.open(key)
    here.settle()
    return shown


# --- accounts --------------------------------------------------------------------------------------------


@pytest.fixture
def people(here: Running) -> Accounts:
    screen = here.window.go("accounts")
    here.settle()
    assert isinstance(screen, Accounts)
    return screen


def names(people: Accounts) -> list[str]:
    return [account.full_name for account in people.table.rows.rows()]


def test_a_lead_sees_the_unit_and_the_other_leads(people: Accounts) -> None:
    assert "Vũ Hải Nam" in names(people)
    assert "Lý Thị Thơm" in names(people)


def test_a_lead_invites_somebody_and_gets_the_slip(here: Running, people: Accounts) -> None:
    people.ask_invite()
    dialog = modal(InviteSomebody)
    assert isinstance(dialog, InviteSomebody)
    dialog.form.set_values({"full_name": "Trần Thị Hoa", "user": "hoa.moi"})
    dialog.do.click()
    here.settle()

    slip = modal(InvitationSlip)
    assert isinstance(slip, InvitationSlip)
    assert slip._invitations[0].account.level is Level.OFFICER
    slip.close()
    here.settle()
    assert "Trần Thị Hoa" in names(people)


def test_a_taken_user_name_stands_under_its_field(here: Running, people: Accounts) -> None:
    people.ask_invite()
    dialog = modal(InviteSomebody)
    assert isinstance(dialog, InviteSomebody)
    dialog.form.set_values({"full_name": "Trần Thị Hoa", "user": "vu.hai.nam"})
    dialog.do.click()
    here.settle()

    assert dialog.form.box("user").error_text() != ""
    dialog.close()


def test_a_level_is_changed(here: Running, people: Accounts) -> None:
    officer = next(a for a in session_of(here).accounts() if a.user == "ta.thu.ha")
    people.ask_change(officer)
    dialog = modal(ChangeAccount)
    assert isinstance(dialog, ChangeAccount)
    dialog.form.set_values({"level": Level.VIEWER})
    dialog.do.click()
    here.settle()

    assert next(a for a in session_of(here).accounts() if a.user == "ta.thu.ha").level is Level.VIEWER


def test_access_is_withdrawn_and_the_records_get_a_new_key(here: Running, people: Accounts) -> None:
    session = session_of(here)
    before = session.vault.header.keys[Compartment.POLICE]
    officer = next(a for a in session.accounts() if a.user == "ta.thu.ha")
    people.ask_revoke(officer)
    ask = modal(Confirm)
    assert isinstance(ask, Confirm)
    ask.do.click()
    here.settle()

    assert session.vault.header.keys[Compartment.POLICE] != before
    assert not next(a for a in session.accounts() if a.user == "ta.thu.ha").active


def test_an_officer_sees_accounts_but_no_buttons(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("vu.hai.nam")
        screen = here.window.go("accounts")
        here.settle()
        assert isinstance(screen, Accounts)
        assert not screen.invite.isVisible() and not screen.codes.isVisible()
        places = here.window.navigation.keys()
        assert "audit" not in places


# --- the audit -------------------------------------------------------------------------------------------


@pytest.fixture
def audit(here: Running) -> Audit:
    screen = here.window.go("audit")
    assert isinstance(screen, Audit)
    screen.part.set_value(Compartment.REGISTRY)
    here.settle()
    return screen


def test_the_newest_entry_stands_first(audit: Audit) -> None:
    entries = audit.table.rows.rows()

    assert entries[0].action == "sign_in"
    assert [entry.seq for entry in entries] == sorted((entry.seq for entry in entries), reverse=True)


def test_the_audit_is_filtered_by_person_and_action(here: Running, audit: Audit) -> None:
    who = next(a for a in session_of(here).accounts() if a.user == "vu.hai.nam")
    audit.actor.set_value(who.id)
    audit.action.set_value("account.claimed")
    here.settle()

    entries = audit.table.rows.rows()
    assert [(entry.actor, entry.action) for entry in entries] == [(who.id, "account.claimed")]


def test_the_audit_is_filtered_by_record_and_period(here: Running, audit: Audit) -> None:
    session = session_of(here)
    one = read_page(session, Compartment.REGISTRY, Filter(subject="vu.hai"), None, progress())
    none = read_page(session, Compartment.REGISTRY, Filter(until=date(2020, 1, 1)), None, progress())

    assert one.rows and all("vu.hai.nam" in entry.subject for entry in one.rows)
    assert none.rows == []


def progress():
    from app.desktop.background import Progress

    return Progress(lambda done, total, note: None)


def test_pages_follow_each_other_by_key(here: Running) -> None:
    session = session_of(here)
    with session.work(Compartment.REGISTRY) as work:
        for number in range(1, 700):
            work.audit("village.changed", f"villages/{number}")
    first = read_page(session, Compartment.REGISTRY, Filter(), None, progress())
    assert isinstance(first.next, int)
    second = read_page(session, Compartment.REGISTRY, Filter(), first.next, progress())

    assert first.rows[-1].seq == second.rows[0].seq + 1
    assert second.next is None


def test_the_chain_is_verified_with_a_result_in_words(here: Running, audit: Audit) -> None:
    audit.ask_verify()
    here.settle()

    assert "không dòng nào bị thiếu" in audit.said()


def test_old_and_new_read_in_words() -> None:
    assert detail_lines({"changes": {"level": ["officer", "lead"]}}) == ["Cấp: cán bộ → lãnh đạo đơn vị"]
    assert detail_lines(None) == ["Nội dung đã được xóa theo quy định; vẫn chứng minh được từng có dòng này."]


def test_an_action_nobody_named_is_shown_by_its_code() -> None:
    assert action_name("something.new") == "something.new"


def named(kind: str, act: str) -> str:
    """What the audit calls an act. A visit's begin with “visit_” on the case's page alone, where plans stand too."""
    return f"{kind}.{act.removeprefix('visit_')}"


def written_actions() -> set[str]:
    """Codes that services give to the audit: as such, through a change of a record's, and as steps of the rules."""
    root = Path(__file__).resolve().parents[3] / "app"
    found: set[str] = set()
    for file in root.rglob("*.py"):
        found |= set(re.findall(r'work\.audit\(\s*"([a-z_.]+)"', file.read_text(encoding="utf-8")))
    for kind in KINDS.values():
        found |= {f"{kind.name}.export"} if kind.export is not None else set()
        found |= {f"{kind.name}.import", f"{kind.name}.undo_import"} if kind.importing is not None else set()
        package = kind.show.__module__.rpartition(".")[0]
        for file in (root.parent / package.replace(".", "/")).glob("*.py"):
            acts = re.findall(r'\.done\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8"))
            found |= {named(kind.name, act) for act in acts}
        rules = importlib.import_module(f"{package}.rules")
        found |= {named(kind.name, step.name) for step in getattr(rules, "TRANSITIONS", {}).values()}
    return found


def test_every_action_the_app_writes_has_a_name() -> None:
    written = written_actions()

    assert {"reports.answer_escalation", "reports.unlink", "reports.begin_verification"} <= written
    assert written - set(ACTION_NAMES) == set()


def test_a_reports_columns_read_in_words() -> None:
    logged = {column.name for column in Report.__table__.columns} - KINDS["reports"].silent

    assert logged - set(KINDS["reports"].fields) == set()


def test_people_and_days_read_as_such_and_codes_as_their_kind_says() -> None:
    changes = {"officer_id": [None, "p1"], "received_at": ["", "2026-03-11T02:30:00+00:00"], "state": ["closed", "x"]}
    lines = detail_lines({"changes": changes}, "reports/014/2026/TB", {"p1": "Vũ Hải Nam"})

    assert lines == [
        "Cán bộ phụ trách: (trống) → Vũ Hải Nam",
        "Ngày nhận: (trống) → 11/03/2026 09:30",
        "Trạng thái: Đã kết thúc → x",
    ]


# --- the other parts -----------------------------------------------------------------------------------


def test_the_look_changes_at_once_and_is_kept(here: Running) -> None:
    page = part(here, "appearance")
    assert isinstance(page, Appearance)
    page.scheme.set_value("dark")
    page.text_size.setValue(25)
    page.minutes.setValue(9)

    assert theme().scheme == "dark"
    assert theme().percent == 125
    kept = here.desk.preferences
    assert (kept.scheme, kept.percent, kept.lock_minutes) == ("dark", 125, 9)


def test_the_language_changes_every_word_at_once(here: Running) -> None:
    page = part(here, "appearance")
    assert isinstance(page, Appearance)
    page.language.set_value("en")

    settings = here.window.current()
    assert isinstance(settings, Settings)
    assert settings.list.item(0).text() == "Look and use"
    status = here.window.status
    assert (status._backup.text(), status._person.text().split(" · ")[1]) == ("No backup yet", "Commune police")


def test_a_password_is_changed_only_by_who_knows_the_old_one(here: Running) -> None:
    page = part(here, "password")
    assert isinstance(page, ChangePassword)
    page.form.set_values({"old": "không phải", "new": NEW, "again": NEW})
    page.keep.click()
    here.settle()
    assert page.form.box("old").error_text() != ""

    page.form.set_values({"old": PASSWORD, "new": NEW, "again": NEW})
    page.keep.click()
    here.settle()
    vault = session_of(here).vault
    here.desk.lock()
    here.settle()
    access.sign_in(vault, "dao.ngoc.lan", NEW).close()


def test_a_backup_is_made_and_checked(here: Running) -> None:
    page = part(here, "backups")
    assert isinstance(page, Backups)
    page.make.click()
    here.settle()
    assert [made.reason for made in page.table.rows.rows()] == ["by_hand"]

    page.check.click()
    here.settle()
    assert page._banner is not None
    assert "còn nguyên vẹn" in page._banner.text()


def test_a_damaged_backup_is_told(here: Running) -> None:
    page = part(here, "backups")
    assert isinstance(page, Backups)
    page.make.click()
    here.settle()
    (page.table.rows.rows()[0].here.folder / "police.db").write_bytes(b"x")

    page.check.click()
    here.settle()
    assert page._banner is not None
    assert "hỏng" in page._banner.text()


def test_the_offices_facts_are_kept(here: Running) -> None:
    page = part(here, "office")
    assert isinstance(page, OfficeFacts)
    page.form.field("name").editor.set_value("Công an xã Vĩnh Am")
    page.save.click()
    here.settle()

    session = session_of(here)
    with session.read() as db:
        assert queries.office(db, Unit.POLICE).name == "Công an xã Vĩnh Am"


def test_a_day_is_taken_out_of_the_calendar_and_put_back(here: Running) -> None:
    page = part(here, "calendar")
    assert isinstance(page, Calendar)
    days = page.table.rows.rows()
    page.table.selectRow(0)
    page.clear()
    here.settle()
    assert page.table.rows.rows() == days[1:]

    here.window.toast.undo()
    here.settle()
    assert page.table.rows.rows() == days


def test_a_year_is_confirmed(here: Running) -> None:
    page = part(here, "calendar")
    assert isinstance(page, Calendar)
    page.year.setValue(2031)
    here.settle()
    page.confirm.click()
    here.settle()

    assert not page.confirm.isEnabled()


def test_a_limit_is_compared_with_the_law(here: Running) -> None:
    page = part(here, "limits")
    assert isinstance(page, Limits)
    rule = page.table.rows.rows()[0]
    page._mark(rule, True)
    here.settle()

    assert page.table.rows.rows()[0].verified


def test_a_changed_limit_has_to_be_compared_again(here: Running) -> None:
    page = part(here, "limits")
    assert isinstance(page, Limits)
    rule = page.table.rows.rows()[0]
    page.ask_change(rule)
    dialog = modal(RuleDialog)
    assert isinstance(dialog, RuleDialog)
    dialog.form.set_values({"length": "25"})
    dialog.form.save()
    here.settle()

    changed = next(each for each in page.table.rows.rows() if each.code == rule.code)
    assert (changed.length, changed.verified) == (25, False)


def test_an_officer_reads_the_limits_but_changes_nothing(qtbot: QtBot, tmp_path: Path, vault_path: Path) -> None:
    with running(qtbot, tmp_path / "state", vault_path) as here:
        here.type_sign_in("vu.hai.nam")
        page = part(here, "calendar")
        assert isinstance(page, Calendar)
        assert not page.confirm.isVisible() and not page.add.isVisible()


@pytest.mark.parametrize("key", ["appearance", "password", "backups", "office", "calendar", "limits"])
def test_every_part_can_be_used_without_a_mouse(here: Running, key: str) -> None:
    part(here, key)

    assert walk(here.window) == []


@pytest.mark.parametrize("key", ["accounts", "audit"])
def test_the_lists_can_be_used_without_a_mouse(here: Running, key: str) -> None:
    here.window.go(key)
    here.settle()

    assert walk(here.window) == []


def test_recovery_codes_are_renewed_and_typed_back(here: Running, people: Accounts) -> None:
    from app.desktop.settings.recovery_codes import RecoveryCodes

    people.open_codes()
    dialog = modal(RecoveryCodes)
    assert isinstance(dialog, RecoveryCodes)
    dialog.go.click()
    here.settle()
    dialog.go.click()
    assert dialog._back is not None
    for asked, field in zip(dialog._back.asked, dialog._back.fields, strict=True):
        field.setText(asked.expected)
    dialog.go.click()
    here.settle()

    assert accounts.without_recovery(session_of(here)) == []
    assert not here.desk.preferences.sheet_is_open(session_of(here).vault.header.vault_id)


class StrayWindows(QObject):
    """Notes every window that is shown beside the app's own: a widget shown before it has a parent flashes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_flashes_a_window_of_its_own(here: Running) -> None:
    stray = StrayWindows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(stray)
    try:
        for key in ("appearance", "password", "backups", "office", "calendar", "limits"):
            part(here, key)
        for key in ("accounts", "audit"):
            here.window.go(key)
            here.settle()
    finally:
        app.removeEventFilter(stray)

    assert stray.seen == []
