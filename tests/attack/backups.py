"""Backups: made to lie, made to go, cut off, opened; and going back, cut off at each step."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.common import compacting
from app.vault import access, backup, integrity, throttle
from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.keys import canonical
from app.vault.session import Session
from tests.attack import tool, vaults
from tests.attack.outcome import Field, Outcome
from tests.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
POLICE, HEALTH = Compartment.POLICE, Compartment.HEALTH
LEAD, HEALTH_LEAD, VIEWER = "dao.ngoc.lan", "ly.thi.thom", "mai.van.an"


def _ends(session: Session) -> dict[str, tuple[int, str]]:
    return {part.value: (end.seq, end.hash) for part, end in session.heads().items()}


def _made(session: Session, at: datetime) -> backup.Backup:
    """A backup as if it were made then."""
    keys = tool.keys_of(session)
    account, private = session.account.id, session.private
    return backup.make(session.vault.folder, keys, account, private, at, "sign_out", _ends(session))


def clock_jump(field: Field) -> Outcome:
    """Forty days of work; the clock jumps a year ahead, or is set back; then old backups are thinned out."""
    tries = gone = 0
    for number, days in enumerate((400, 3650) if field.short else (40, 60, 400, 3650, 36500)):
        folder = vaults.fresh(field.scratch / f"vault{number}")
        with vaults.signed_in(folder, LEAD) as session:
            now = datetime.now(UTC)
            made = [_made(session, now - timedelta(days=5 * week)) for week in range(4 if field.short else 12)]
            jumped = now + timedelta(days=days)
            _made(session, jumped)
            backup.prune(folder, jumped)
            tries += len(made)
            gone += sum(not each.folder.exists() for each in made)
    return Outcome(tries, gone, gone, "backups that went because the clock had jumped")


def erasure_of_others(field: Field) -> Outcome:
    """The police's file is damaged; then the health station erases. Is a whole copy of the police's left?"""
    folder = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(folder, LEAD) as session:
        good = session.back_up("by_hand")
    whole = (good.folder / "police.db").read_bytes()
    with (folder / "police.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"damaged" * 100)
    with vaults.signed_in(folder, HEALTH_LEAD) as session:
        compacting.replace_backups(session)
    left = [path for path in folder.rglob("police.db") if path.read_bytes() == whole]
    return Outcome(1, not left, not left, "last whole copies of another unit removed by an erasure")


def half_made(field: Field) -> Outcome:
    """What a kill left half made, or was set aside, holds what is erased: does it stay after the erasure?"""
    folder = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(folder, HEALTH_LEAD) as session:
        place = session.back_up("by_hand").folder
        erased = (folder / "health.db").read_bytes()
        partial = place.with_name("20260101T000000000000Z-sign_out.partial")
        partial.mkdir()
        aside = place.with_name("unclaimed-01234567-health.db")
        for path in (partial / "health.db", aside):
            path.write_bytes(erased)
        compacting.replace_backups(session)
    left = [path for path in (partial / "health.db", aside) if path.exists()]
    return Outcome(2, len(left), 0, "copies that still hold what was erased")


def forged_manifests(field: Field) -> Outcome:
    """Folders that call themselves the newest backup: empty, from the future, of foreign names, signed by a viewer."""
    folder = vaults.fresh(field.scratch / "vault")
    through = []
    with vaults.signed_in(folder, LEAD) as session:
        files = json.loads((session.back_up("by_hand").folder / "manifest.json").read_bytes())["content"]["files"]
    forgeries: dict[str, tuple[str, dict[str, str], timedelta]] = {
        "no files": (LEAD, {}, timedelta(0)),
        "in the future": (LEAD, files, timedelta(days=4000)),
        "foreign names": (LEAD, files | {"x": "0" * 64}, timedelta(0)),
        "a viewer's": (VIEWER, files, timedelta(0)),
    }
    for name, (user, listed, later) in forgeries.items():
        with vaults.signed_in(folder, user) as session:
            place = _forge(session, listed, datetime.now(UTC) + later)
        with vaults.signed_in(folder, LEAD) as session:
            if integrity.verify(session).ok:
                through.append(name)
        shutil.rmtree(place)
    return Outcome(len(forgeries), len(through), 0, "passed for the newest backup: " + (", ".join(through) or "none"))


def _forge(session: Session, files: dict[str, str], at: datetime) -> Path:
    whole = max((session.vault.folder / "backups").glob("*-by_hand"))
    place = whole.with_name(f"{at:%Y%m%dT%H%M%S%f}Z-sign_out")
    shutil.copytree(whole, place)
    if "x" in files:
        (place / "x").write_bytes(b"")
        files = files | {"x": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    private = session.private
    content: dict[str, Any] = {"made_at": at.isoformat(timespec="seconds"), "reason": "sign_out", "files": files}
    content |= {"heads": _ends(session), "by": session.account.id, "key": private.public.sign}
    signature = private.signature(b"nhip-cau backup\0" + canonical(content))
    (place / "manifest.json").write_text(json.dumps({"content": content, "signature": signature}))
    return place


def odd_names(field: Field) -> Outcome:
    """Folders with odd names among the backups: does a verification still come to its end?"""
    folder = vaults.fresh(field.scratch / "vault")
    ended = []
    names = ("xZ-y", "20261399T999999999999Z-sign_out", "Z-", "2026Z-bản sao", "..Z-..", "20260101T000000000000Z-")
    with vaults.signed_in(folder, LEAD) as session:
        whole = session.back_up("by_hand").folder
        for name in names:
            place = whole.with_name(name)
            shutil.copytree(whole, place)
            try:
                integrity.verify(session)
            except Exception:  # whatever it is: the verification did not come to its end
                ended.append(name)
            shutil.rmtree(place)
    return Outcome(len(names), len(ended), 0, "names that ended a verification: " + (", ".join(ended) or "none"))


def opened_as_vault(field: Field) -> Outcome:
    """A backup is opened like a vault, in its place or copied elsewhere: is it still one afterwards?"""
    folder = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(folder, LEAD) as session:
        made = session.back_up("by_hand")
    elsewhere = field.scratch / "stick" / made.folder.name
    shutil.copytree(made.folder, elsewhere)
    changed = 0
    for place in (made.folder, elsewhere):
        with suppress(AppError), vaults.signed_in(place, LEAD):
            pass
        try:
            backup.verify(backup.Backup(place, made.made_at, made.reason))
        except AppError:
            changed += 1
    return Outcome(2, changed, changed, "backups that opening them made worthless")


# A child works, makes backups or goes back, and is killed at a step: what counts is what it said to have saved.
CHILD = """
import os, signal, sys, threading
from pathlib import Path
from app.vault import access, backup, errors, throttle
from app.vault.compartments import Compartment
place, state, what, at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
throttle.state_folder = lambda: state
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link"}
count = [0, at < 0]
def step(event, given):
    if count[1] and (event in EVENTS or (event == "open" and "vault" in str(given[0]))):
        count[0] += 1
        if count[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
def save(number):
    with session.work(Compartment.POLICE) as work:
        work.audit("reports.receive", f"reports/{number}", text="x" * 3000)
    os.write(1, b"%d\\n" % number)
def go_back(source):
    try:
        from app.vault.restoring import restore
    except ImportError:  # what a person does by hand as long as the app cannot do it
        import shutil
        session.close()
        for path in sorted(source.glob("*.db*")) + [source / "vault.json"]:
            (place / (path.name + "-wal")).unlink(missing_ok=True)
            shutil.copyfile(path, place / path.name)
    else:
        restore(session, source, Compartment.POLICE if what == "part" else None)
vault = access.open_vault(place)
session = access.sign_in(vault, "dao.ngoc.lan", sys.argv[5])
sys.addaudithook(step)
if what == "backup":
    for number in range(8):
        save(number)
    count[1] = True
    writer = threading.Thread(target=lambda: [save(number) for number in range(8, 30)])
    writer.start()
    session.back_up("by_hand")
    writer.join()
else:
    for number in range(8):
        save(number)
    made = session.back_up("by_hand")
    for number in range(8, 12):
        save(number)
    count[1] = True
    limit = int(sys.argv[6])
    if limit:
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        go_back(made.folder)
    except (errors.AppError, OSError) as error:
        os.write(2, (str(error) + "\\n").encode())
os.write(2, b"steps %d\\n" % count[0])
os.kill(os.getpid(), signal.SIGKILL)
"""


def _child(folder: Path, scratch: Path, what: str, at: int, limit: int = 0) -> tuple[list[int], int]:
    """What the child said to have saved, and how many steps it came to."""
    command = [sys.executable, "-c", CHILD, str(folder), str(scratch), what, str(at), PASSWORD, str(limit)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120)
    saved = [int(line) for line in run.stdout.split()]
    steps = [int(line.split()[1]) for line in run.stderr.splitlines() if line.startswith(b"steps ")]
    if not saved:
        raise RuntimeError(run.stderr.decode(errors="replace"))
    return saved, steps[-1] if steps else at


def _numbers(folder: Path, key: bytes) -> set[int]:
    """The saves that a police file holds, read with a tool of one's own."""
    rows = tool.sql(folder, POLICE, key, "SELECT subject FROM audit_entries WHERE action = 'reports.receive'")
    return {int(subject.partition("/")[2]) for (subject,) in rows}


def _after(folder: Path, scratch: Path, saved: list[int]) -> tuple[bool, int]:
    """Whether the vault is not as it should be after the kill, and how many acknowledged saves are nowhere."""
    try:
        with access.open_vault(folder) as vault:
            session = access.sign_in(vault, LEAD, PASSWORD)
            key = session.compartment_key(POLICE)
            whole = integrity.verify(session).ok
            session.close()
            session = access.sign_in(vault, HEALTH_LEAD, PASSWORD)
            whole = whole and integrity.verify(session).ok
            session.close()
    except (AppError, OSError):
        return True, len(saved)
    found = _numbers(folder, key)
    for place in (folder / "backups").glob("*-before_restore"):
        copy = scratch / "kept"
        shutil.copytree(place, copy)
        found |= _numbers(copy, key)
        shutil.rmtree(copy)
    left = [*folder.glob("backups/*.partial"), *folder.glob("restoring-*"), *folder.glob("restore.json")]
    return not whole or bool(left), len(set(saved) - found)


# While the files are copied, and while they take their places.
SHORT = {"backup": (12,), "part": (60, 98), "whole": (60, 106)}


def _killed(field: Field, what: str) -> Outcome:
    scratch = field.scratch / "state"
    scratch.mkdir()
    with _state(scratch):
        wrong = lost = 0
        at_each: Sequence[int] = SHORT[what]
        if not field.short:
            _, steps = _child(vaults.fresh(field.scratch / "vault"), scratch, what, -1)
            at_each = range(1, steps + 1)
        for at in at_each:
            folder = vaults.fresh(field.scratch / f"vault-{at}")
            saved, _ = _child(folder, scratch, what, at)
            broken, gone = _after(folder, scratch, saved)
            wrong, lost = wrong + broken, lost + gone
            shutil.rmtree(folder)
    return Outcome(len(at_each), wrong, lost, "not whole, or something half made was left")


@contextmanager
def _state(place: Path) -> Iterator[None]:
    """What this computer remembers of the vault goes to a folder of the attack's own."""
    before, throttle.state_folder = throttle.state_folder, lambda: place
    try:
        yield
    finally:
        throttle.state_folder = before


def killed_backup(field: Field) -> Outcome:
    """SIGKILL at each step of a backup, while somebody goes on working."""
    return _killed(field, "backup")


def killed_part(field: Field) -> Outcome:
    """SIGKILL at each step of bringing one compartment back."""
    return _killed(field, "part")


def killed_whole(field: Field) -> Outcome:
    """SIGKILL at each step of bringing the whole vault back."""
    return _killed(field, "whole")


def full_disk(field: Field) -> Outcome:
    """No room for more than so many bytes in a file, while going back."""
    scratch = field.scratch / "state"
    scratch.mkdir()
    wrong = lost = 0
    limits = (5_000,) if field.short else (1, 5_000, 30_000, 70_000, 150_000, 300_000, 400_000, 600_000)
    for what in ("part", "whole"):
        for limit in limits:
            folder = vaults.fresh(field.scratch / f"vault-{what}-{limit}")
            with _state(scratch):
                saved, _ = _child(folder, scratch, what, -1, limit)
                broken, gone = _after(folder, scratch, saved)
            wrong, lost = wrong + broken, lost + gone
            shutil.rmtree(folder)
    return Outcome(2 * len(limits), wrong, lost, "going back with a full disk")


ATTACKS: dict[str, Callable[[Field], Outcome]] = {
    "backups.clock_jump": clock_jump,
    "backups.erasure_of_others": erasure_of_others,
    "backups.half_made": half_made,
    "backups.forged_manifests": forged_manifests,
    "backups.odd_names": odd_names,
    "backups.opened_as_vault": opened_as_vault,
    "backups.killed_backup": killed_backup,
    "backups.killed_restore_part": killed_part,
    "backups.killed_restore_whole": killed_whole,
    "backups.full_disk": full_disk,
}
