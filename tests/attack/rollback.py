"""Can somebody put an older state back, or take somebody's keys out of the header, without it being told?

An attack is unseen if the next visit is let in, is not warned, and a verification of everything says that all is well.
What the attacker cannot reach differs: the backups' manifests, the slot in `vault.json`, the person's own settings on
the computer. Who puts all of them back at once is not found, by design.
"""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.vault import integrity, throttle
from app.vault.compartments import Compartment
from app.vault.errors import Damaged
from app.vault.session import Session
from tests.attack import vaults
from tests.attack.outcome import Attack, Field, Outcome
from tests.attack.tool import keys_of, sql
from tests.conftest import PASSWORD
from tests.vault.attack import change_header

POLICE = Compartment.POLICE
ROOT = Path(__file__).resolve().parents[2]
LEAD, OFFICER, COLLEAGUE, STATION = "dao.ngoc.lan", "vu.hai.nam", "ta.thu.ha", "ly.thi.thom"


def _depths(field: Field) -> tuple[int, ...]:
    """How many entries the older state lacks."""
    return (1, 7) if field.short else (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 500)


def _write(session: Session, entries: int) -> None:
    for number in range(entries):
        with session.work(POLICE) as work:
            work.audit("report.opened", f"reports/{number}")


def _unseen(folder: Path, user: str) -> bool:
    """Whether this person comes in without a word, and a verification finds nothing either."""
    try:
        with vaults.signed_in(folder, user) as session:
            return POLICE in session.compartments and not session.tampered and integrity.verify(session).ok
    except Damaged:
        return False


def _tried(field: Field, attack: Callable[[Path, int], bool]) -> Outcome:
    """Once for each depth, each on a vault of its own; the entries of what got through are lost."""
    through = []
    for depth in _depths(field):
        folder = vaults.fresh(field.scratch / str(depth))
        if attack(folder, depth):
            through.append(depth)
        shutil.rmtree(folder)
    return Outcome(len(_depths(field)), len(through), sum(through), f"older by {_depths(field)} entries")


def _police_file(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.glob("police.db*")}


def _put_back(folder: Path, files: dict[Path, bytes]) -> None:
    for path in folder.glob("police.db*"):
        path.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def file_alone(field: Field) -> Outcome:
    """An old police.db, to a colleague who never saw what is missing; the newest backup's manifest knows more."""

    def attack(folder: Path, depth: int) -> bool:
        old = _police_file(folder)
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
            session.back_up("by_hand")
        _put_back(folder, old)
        return _unseen(folder, COLLEAGUE)

    return _tried(field, attack)


def file_and_slot(field: Field) -> Outcome:
    """An old police.db and the person's own memory in vault.json with it; a backup's manifest knows more."""

    def attack(folder: Path, depth: int) -> bool:
        old, header = _police_file(folder), (folder / "vault.json").read_bytes()
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
            session.back_up("by_hand")
        _put_back(folder, old)
        (folder / "vault.json").write_bytes(header)
        return _unseen(folder, OFFICER)

    return _tried(field, attack)


def file_slot_and_backups(field: Field) -> Outcome:
    """The same, and all newer backups deleted: the person's own settings on this computer know more."""

    def attack(folder: Path, depth: int) -> bool:
        old, header = _police_file(folder), (folder / "vault.json").read_bytes()
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
            session.back_up("by_hand")
        _put_back(folder, old)
        (folder / "vault.json").write_bytes(header)
        shutil.rmtree(folder / "backups")
        return _unseen(folder, OFFICER)

    return _tried(field, attack)


def whole_folder(field: Field) -> Outcome:
    """The whole folder of the vault, backups and all; the settings on this computer stay."""

    def attack(folder: Path, depth: int) -> bool:
        old = folder.with_name("old")
        shutil.copytree(folder, old)
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
        shutil.rmtree(folder)
        old.rename(folder)
        return _unseen(folder, OFFICER)

    return _tried(field, attack)


def chain_cut(field: Field) -> Outcome:
    """The last entries deleted with the compartment's key; the newest manifest knows them, the colleague never did."""

    def attack(folder: Path, depth: int) -> bool:
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
            session.back_up("by_hand")
            key, end = keys_of(session)[POLICE], session.heads()[POLICE].seq
        sql(folder, POLICE, key, "DELETE FROM audit_entries WHERE seq > ?", values=(end - depth,))
        return _unseen(folder, COLLEAGUE)

    return _tried(field, attack)


def during_a_visit(field: Field) -> Outcome:
    """The last entries deleted while their author is still signed in, who then signs out."""

    def attack(folder: Path, depth: int) -> bool:
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
            key, end = keys_of(session)[POLICE], session.heads()[POLICE].seq
            sql(folder, POLICE, key, "DELETE FROM audit_entries WHERE seq > ?", values=(end - depth,))
        return _unseen(folder, OFFICER)

    return _tried(field, attack)


def excused(field: Field) -> Outcome:
    """An old police.db, excused by entries of people who may not: an officer of the unit, a lead of another one."""

    def attack(folder: Path, depth: int) -> bool:
        old = _police_file(folder)
        with vaults.signed_in(folder, OFFICER) as session:
            _write(session, depth)
            session.back_up("by_hand")
        _put_back(folder, old)
        for user in (OFFICER, STATION):
            with vaults.signed_in(folder, user) as session, session.work(Compartment.REGISTRY) as work:
                ends: dict[str, Any] = {"police": [10**6, "0" * 64]}
                work.audit("vault.restored", "", backup="x", compartments=["police"], ends_before=ends, ends_after={})
        return _unseen(folder, COLLEAGUE)

    return _tried(field, attack)


SAVE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from app.vault import access, throttle
from app.vault.compartments import Compartment
place, state, entries, password = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
throttle.state_folder = lambda: state
session = access.sign_in(access.open_vault(place), "vu.hai.nam", password)
for number in range(entries):
    with session.work(Compartment.POLICE) as work:
        work.audit("report.opened", f"reports/{number}")
os.kill(os.getpid(), signal.SIGKILL)
"""


def log_deleted(field: Field) -> Outcome:
    """A process is killed after it saved entries; then the write-ahead log that holds them is deleted."""
    depths = (3,) if field.short else (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
    through = []
    for depth in depths:
        folder = vaults.fresh(field.scratch / str(depth))
        told = [sys.executable, "-c", SAVE_AND_DIE, str(folder), str(throttle.state_folder()), str(depth), PASSWORD]
        assert subprocess.run(told, cwd=ROOT, check=False, timeout=120).returncode == -signal.SIGKILL
        (folder / "police.db-wal").unlink()
        (folder / "police.db-shm").unlink(missing_ok=True)
        if _unseen(folder, OFFICER):
            through.append(depth)
    return Outcome(len(depths), len(through), sum(through), f"{depths} entries that were saved")


# --- what is taken out of the header ------------------------------------------------------------------------------


def _without_police(folder: Path, user: str) -> bool:
    """Whether this person comes in without their unit's records, and nobody says why."""
    try:
        with vaults.signed_in(folder, user) as session:
            return POLICE not in session.compartments
    except Damaged:
        return False


def grants_deleted(field: Field) -> Outcome:
    """The grants of the unit's file are deleted: of one person, of all."""
    people = (LEAD, OFFICER) if field.short else (LEAD, OFFICER, COLLEAGUE, "mai.van.an")
    through = 0
    for user in people:
        for of_all in (False, True):
            folder = vaults.fresh(field.scratch / f"{user}-{of_all}")
            with vaults.signed_in(folder, user) as session:
                gone = session.account.id

            def change(header: dict[str, Any], gone: str = gone, of_all: bool = of_all) -> None:
                kept = [g for g in header["grants"] if g["compartment"] != "police" or not (of_all or g["to"] == gone)]
                header["grants"] = kept

            change_header(folder, change)
            through += _without_police(folder, user)
    return Outcome(2 * len(people), through, 0, "one person's, or everybody's")


def keys_deleted(field: Field) -> Outcome:
    """The unit's file is no longer named among the header's keys, or under another id."""
    changes: tuple[Callable[[dict[str, Any]], object], ...] = (
        lambda header: header["keys"].pop("police"),
        lambda header: header["keys"].update(police=["0" * 16]),
    )
    through = 0
    people = (LEAD, OFFICER)
    for user in people:
        for number, change in enumerate(changes):
            folder = vaults.fresh(field.scratch / f"{user}-{number}")
            change_header(folder, change)
            through += _without_police(folder, user)
    return Outcome(len(people) * len(changes), through, 0, "deleted, or another id in its place")


def codes_deleted(field: Field) -> Outcome:
    """The place of the printed recovery codes is emptied: the lead believes in a sheet that opens nothing."""
    from app.vault import recovery

    folder = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(folder, LEAD) as session:
        recovery.issue(session, POLICE, recovery.RecoveryForm.WHOLE)
    change_header(folder, lambda header: header["recovery"].clear())
    return Outcome(1, int(_unseen(folder, LEAD)), 0, "the code's box")


ATTACKS: dict[str, Attack] = {
    "rollback.file_alone": file_alone,
    "rollback.file_and_slot": file_and_slot,
    "rollback.file_slot_and_backups": file_slot_and_backups,
    "rollback.whole_folder": whole_folder,
    "rollback.chain_cut": chain_cut,
    "rollback.during_a_visit": during_a_visit,
    "rollback.excused": excused,
    "rollback.log_deleted": log_deleted,
    "header.grants_deleted": grants_deleted,
    "header.keys_deleted": keys_deleted,
    "header.codes_deleted": codes_deleted,
}
