"""Does the vault open afterwards when a kill, a full disk, a broken migration or a bug comes in between?"""

import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.registry import accounts
from app.vault import (
    access,
    backup,
    engine,
    founding,
    header,
    integrity,
    membership,
    migrate,
    recovery,
    schema_made,
    slots,
)
from app.vault.compartments import Compartment
from app.vault.errors import NewerFormat, Refused
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import fingerprint, key_of

SignIn = Callable[[str], Session]
POLICE = Compartment.POLICE
ROOT = Path(__file__).resolve().parents[2]


class Killed(BaseException):
    """Stands for the process being killed: nothing catches it."""


@pytest.mark.parametrize("step", ["header.write", "change_key before", "change_key after", "settle"])
def test_a_change_of_key_killed_between_steps_loses_nobody(
    vault: Vault, police_lead: Session, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    sheet = recovery.issue(police_lead, POLICE, recovery.RecoveryForm.WHOLE)

    def killed(*_: object) -> None:
        raise Killed

    def killed_after(*given: object) -> None:
        engine.change_key(*given)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        if step == "header.write":
            patch.setattr(header, "write", killed)
        elif step == "change_key before":
            patch.setattr(membership, "change_key", killed)
        elif step == "change_key after":
            patch.setattr(membership, "change_key", killed_after)
        else:
            patch.setattr(slots, "settle", killed)
        with pytest.raises(Killed):
            membership.rekey(police_lead, POLICE)
    police_lead.close()
    vault.header = header.read(vault.folder)

    for user in ("vu.hai.nam", "dao.ngoc.lan"):
        opened = access.sign_in(vault, user, PASSWORD)
        assert POLICE in opened.compartments
        opened.close()
    assert len(vault.header.keys[POLICE]) == 1
    restored = recovery.restore(vault, sheet.codes, "ta.thu.ha", "mật khẩu mới đây")
    assert POLICE in restored.compartments
    restored.close()


def test_a_revocation_killed_before_the_new_keys_can_be_finished(
    vault: Vault, police_lead: Session, monkeypatch: pytest.MonkeyPatch, sign_in: SignIn
) -> None:
    officer = police_lead.directory.named("vu.hai.nam")
    assert officer

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(membership, "drop", killed)
        with pytest.raises(Killed):
            accounts.revoke(police_lead, officer.account.id)
    with pytest.raises(Refused):
        sign_in("vu.hai.nam")
    again = sign_in("dao.ngoc.lan")
    ids = dict(vault.header.keys)
    accounts.revoke(again, officer.account.id)
    assert vault.header.keys[POLICE] != ids[POLICE]
    assert vault.header.slot(officer.account.id) is None


KILLED_REKEY = """
import sys, threading, os, signal
from pathlib import Path
from app.vault import access, membership, throttle
from app.vault.compartments import Compartment
place, state, after = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
throttle.state_folder = lambda: state
with access.open_vault(place) as vault:
    session = access.sign_in(vault, "dao.ngoc.lan", sys.argv[4])
    threading.Timer(after, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    while True:
        membership.rekey(session, Compartment.POLICE)
"""


@pytest.mark.parametrize("after", [0.003, 0.017, 0.041])
def test_a_real_kill_in_the_middle_of_new_keys(vault_path: Path, tmp_path: Path, after: float) -> None:
    run = subprocess.run(
        [sys.executable, "-c", KILLED_REKEY, str(vault_path), str(tmp_path), str(after), PASSWORD], cwd=ROOT, timeout=60
    )
    assert run.returncode == -signal.SIGKILL
    with access.open_vault(vault_path) as vault:
        colleague = access.sign_in(vault, "vu.hai.nam", PASSWORD)
        assert POLICE in colleague.compartments
        assert integrity.verify(colleague).ok
        colleague.close()


# --- full disk, read-only disk ---------------------------------------------------------------------------------

ON_A_SMALL_DISK = """
import os, shutil, subprocess, sys
from pathlib import Path
disk, ready, state, what, password = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
from app.vault import access, errors, founding, throttle
from app.vault.compartments import Compartment
from app.vault.people import Unit
from tests.vault.attack import fingerprint
throttle.state_folder = lambda: state

def fill(but=0):
    with open(disk / "rest", "wb", buffering=0) as rest:
        try:
            while True:
                rest.write(b"x" * 4096)
        except OSError:
            pass
        rest.truncate(max(0, rest.tell() - but))

if what == "founding":
    fill(but=30_000)
    before = fingerprint(disk)
    try:
        founding.found_vault(disk / "vault", founding.Founder("lan", "Lân", Unit.POLICE), password)
    except errors.DiskFull:
        assert fingerprint(disk) == before and not (disk / "vault").exists()
        print("DiskFull")
    sys.exit()

place = disk / "vault"
shutil.copytree(ready, place)
if what == "read_only":
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        access.open_vault(place)
    except errors.ReadOnlyFolder:
        print("ReadOnlyFolder")
    sys.exit()

with access.open_vault(place) as vault:
    session = access.sign_in(vault, "dao.ngoc.lan", password)
    chain = session.heads()
    saved = vault.header
    fill()
    try:
        if what == "work":
            with session.work(Compartment.POLICE) as work:
                for number in range(300):
                    work.audit("report.opened", f"reports/{number}", text="x" * 4000)
        elif what == "header":
            from dataclasses import replace
            vault.save(replace(saved, recovery=()))
        elif what == "backup":
            session.back_up("by_hand")
    except errors.DiskFull as error:
        print(type(error).__name__)
    assert vault.header == saved and not list(place.glob("*.new")) and not list(place.glob("backups/*"))
    assert session.heads() == chain
    session.close()
(disk / "rest").unlink()
with access.open_vault(place) as vault:
    again = access.sign_in(vault, "dao.ngoc.lan", password)
    assert again.tampered == [] and access.verify_chain(again, Compartment.POLICE).ok
    again.sign_out()
"""


def may_mount() -> bool:
    try:
        return os.geteuid() == 0 and not subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode
    except (AttributeError, OSError):
        return False


@pytest.mark.skipif(not may_mount(), reason="needs a file system of its own, which only root can mount")
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("founding", "DiskFull"),
        ("work", "DiskFull"),
        ("header", "DiskFull"),
        ("backup", "DiskFull"),
        ("read_only", "ReadOnlyFolder"),
    ],
)
def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(
    ready_vault: Path, tmp_path: Path, what: str, said: str
) -> None:
    disk, state = tmp_path / "disk", tmp_path / "state"
    disk.mkdir()
    state.mkdir()
    run = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", ON_A_SMALL_DISK, disk, ready_vault, state, what, PASSWORD],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [said]


# --- migrations ------------------------------------------------------------------------------------------------

REVISION = '''"""Try."""
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{number}", "{before}"

def upgrade():
    op.add_column("audit_entries", sa.Column("extra", sa.Text()), schema="police")
    {body}
'''


def revisions(tmp_path: Path, body: str) -> Path:
    place = tmp_path / "migrations"
    shutil.copytree(schema_made.MIGRATIONS, place)
    before = migrate.newest(POLICE)
    number = f"{int(before) + 1:04d}"
    (place / "police" / "versions" / f"{number}_try.py").write_text(
        REVISION.format(number=number, before=before, body=body)
    )
    return place


def columns(session: Session) -> list[str]:
    with session.read() as db:
        return [row.name for row in db.execute(text("PRAGMA police.table_info(audit_entries)"))]


def test_a_failed_migration_leaves_the_vault_as_it_was(police_lead: Session, tmp_path: Path) -> None:
    place = revisions(tmp_path, "raise RuntimeError('giữa chừng')")
    head = police_lead.heads()[POLICE]
    with pytest.raises(migrate.MigrationFailed):
        migrate.upgrade(police_lead.vault.folder, {POLICE: key_of(police_lead, POLICE)}, POLICE, migrations=place)
    assert "extra" not in columns(police_lead)
    assert police_lead.heads()[POLICE] == head


def test_a_migration_can_be_interrupted(police_lead: Session, tmp_path: Path) -> None:
    place = revisions(tmp_path, "pass")

    def stop(*_: object) -> None:
        raise Killed

    with pytest.raises(Killed):
        migrate.upgrade(police_lead.vault.folder, {POLICE: key_of(police_lead, POLICE)}, POLICE, stop, place)
    assert "extra" not in columns(police_lead)


def test_an_older_vault_is_backed_up_and_brought_up_to_date(
    vault: Vault, police_lead: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign_in: SignIn
) -> None:
    with police_lead.work(POLICE) as work:
        work.audit("report.opened", "reports/1")
    police_lead.sign_out()
    monkeypatch.setattr(schema_made, "MIGRATIONS", revisions(tmp_path, "pass"))

    again = sign_in("dao.ngoc.lan")

    assert "extra" in columns(again)
    kept = backup.listed(vault.folder)
    assert [made.reason for made in kept] == ["migration"] and backup.verify(kept[0])
    assert again.tampered == []


def test_a_vault_of_a_newer_app_is_not_touched(police_lead: Session, vault: Vault) -> None:
    with police_lead.work(POLICE) as work:
        work.db.execute(text("UPDATE police.alembic_version SET version_num = '9999'"))
    police_lead.sign_out()
    before = fingerprint(vault.folder)
    with pytest.raises(NewerFormat):
        access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
    assert fingerprint(vault.folder) == before


# --- a session used wrongly, and what it leaves behind ----------------------------------------------------------


def test_after_closing_nothing_can_be_read_written_or_unsealed(police_lead: Session) -> None:
    sealed = police_lead.seal(b"x", [police_lead.account.id])
    police_lead.close()
    with pytest.raises(Refused), police_lead.read():
        pass
    with pytest.raises(Refused), police_lead.work(POLICE):
        pass
    with pytest.raises(Refused):
        police_lead.unseal(sealed)
    police_lead.sign_out()  # twice is no mistake


def test_no_key_is_reachable_from_a_closed_session(police_lead: Session) -> None:
    secrets = {key_of(police_lead), key_of(police_lead, POLICE), police_lead.private.sign, police_lead.seen_key}
    police_lead.sign_out()
    gc.collect()
    seen: set[int] = set()
    waiting: list[object] = [vars(police_lead)]
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        assert not (isinstance(item, bytes) and item in secrets)
        if isinstance(item, dict):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple | set | frozenset):
            waiting += item
        elif type(item).__module__.startswith("app."):
            waiting.append(getattr(item, "__dict__", {}))
    assert len(seen) > 20


def test_an_error_inside_work_stores_nothing(police_lead: Session) -> None:
    before, directory = police_lead.heads(), police_lead.directory
    officer = directory.named("vu.hai.nam")
    assert officer
    with pytest.raises(ZeroDivisionError), police_lead.work(Compartment.REGISTRY) as work:
        work.audit("account.changed", "accounts/x")
        membership.record(work, replace(officer.account, level=Level.LEAD))
        raise ZeroDivisionError
    assert police_lead.heads() == before
    assert police_lead.directory is directory


def test_a_backup_that_was_touched_is_not_relied_on(police_lead: Session) -> None:
    from app.vault.errors import Damaged

    made = police_lead.back_up("by_hand")
    assert backup.verify(made)
    (made.folder / "police.db").write_bytes(b"x")
    with pytest.raises(Damaged):
        backup.verify(made)
    assert not integrity.verify(police_lead).ok


CANARIES = ("chim-hoàng-yến-4711", "Nguyễn Thị Kín Đáo")


def traces(folders: list[Path]) -> list[str]:
    needles = [word.encode(code) for word in CANARIES for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    descriptors = Path("/proc/self/fd")
    opened = list(descriptors.iterdir()) if descriptors.exists() else []
    for path in [*(p for folder in folders for p in folder.rglob("*")), *opened]:
        if path.is_file():  # a deleted file still opens through its descriptor
            content = path.read_bytes()
            found += [str(path) for needle in needles if needle in content]
    return found


def test_what_was_typed_is_nowhere_in_clear(police_lead: Session, tmp_path: Path) -> None:
    import tempfile

    with police_lead.work(POLICE) as work:
        for word in CANARIES:
            work.audit("search", "reports/1", term=word, rows=[word] * 500)
        assert traces([police_lead.vault.folder]) == []  # the log is written while the transaction is open
    with police_lead.read() as db:
        db.execute(text("CREATE TEMP TABLE sorted AS SELECT detail FROM police.audit_entries ORDER BY detail"))
        assert db.execute(text("SELECT count(*) FROM sorted WHERE detail LIKE '%4711%'")).scalar_one() >= 1
        assert traces([police_lead.vault.folder]) == []
    police_lead.back_up("by_hand")
    own_temp = [p for p in Path(tempfile.gettempdir()).glob("etilqs_*")]
    assert own_temp == []
    assert traces([police_lead.vault.folder, tmp_path]) == []
    police_lead.sign_out()
    assert traces([police_lead.vault.folder]) == []


def test_a_founding_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(header, "write", fails)
    place = tmp_path / "new"
    with pytest.raises(Killed):
        founding.found_vault(place, founding.Founder("lan", "Đào Ngọc Lân", Unit.POLICE), PASSWORD)
    assert not place.exists()
