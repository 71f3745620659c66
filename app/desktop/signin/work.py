"""What is done off the window's thread at the door? Everything slow: the vault's modules are first imported here."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.desktop.background import Progress

if TYPE_CHECKING:
    from app.vault.recovery import RecoverySheet
    from app.vault.session import Session, Vault

DEMO_FOLDER = "dung-thu"


def open_vault(folder: Path) -> Vault:
    """Take the vault for this process. Raises every error of the folder and the header."""
    from app.vault.access import open_vault as opened

    return opened(folder)


def sign_in(vault: Vault, user: str, password: str, report: Callable[[str, int, int], None]) -> Session:
    """Open what this person may open; an older vault is migrated, with progress; a cut-off erasure goes on."""
    from app.kinds import finish_work
    from app.vault import access

    session = access.sign_in(vault, user, password, report)
    finish_work(session)
    return session


def rescue(vault: Vault, user: str, password: str) -> Session:
    """Open read-only what another tool changed; nothing cut off goes on."""
    from app.vault import rescue as rescuing

    return rescuing.sign_in(vault, user, password)


def seconds_to_wait(vault: Vault, user: str) -> float:
    """How long this name has to wait after wrong passwords."""
    from app.vault.throttle import Throttle

    return Throttle(vault.header.vault_id, user).remaining()


def claim(vault: Vault, user: str, one_time: str, password: str) -> tuple[Session, list[RecoverySheet]]:
    """First sign-in; a unit's first lead also gets the recovery sheets that nobody has made yet."""
    from app.registry import accounts
    from app.vault import access
    from app.vault.recovery import RecoveryForm

    session = access.claim(vault, user, one_time, password)
    try:
        missing = accounts.without_recovery(session)
        return session, [accounts.renew_recovery(session, part, RecoveryForm.WHOLE) for part in missing]
    except BaseException:
        session.close()
        raise


def recover(vault: Vault, codes: Sequence[str], user: str, password: str) -> Session:
    """A new password with a recovery code, or with two of the three envelopes."""
    from app.vault import recovery

    return recovery.restore(vault, codes, user, password)


def demo_accounts(folder: Path) -> tuple[str, list[tuple[str, list[tuple[str, str]]]]] | None:
    """The password and the accounts of a trial vault, by unit, lead first; None when it holds real records."""
    from app import demo
    from app.common.permissions import LEVEL_NAMES, UNIT_NAMES

    if not demo.is_demo(folder):
        return None
    units: dict[str, list[tuple[str, str]]] = {}
    for user, unit, level in demo.people():
        units.setdefault(UNIT_NAMES[unit], []).append((LEVEL_NAMES[level], user))
    return demo.PASSWORD, list(units.items())


def ready_demo(state: Path, progress: Progress) -> Path:
    """The folder of this person's trial vault; made at the first asking."""
    from app import demo

    folder = state / DEMO_FOLDER
    if demo.is_demo(folder) and (folder / "vault.json").is_file():
        return folder
    number = 2
    while folder.exists() and any(folder.iterdir()):
        folder = state / f"{DEMO_FOLDER}-{number}"  # something else lies there: left alone
        number += 1
    try:
        demo.make(folder, progress=lambda done, total: progress.step(done, total))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # half a trial vault is of use to nobody
        raise
    return folder
