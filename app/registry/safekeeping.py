"""Is everything whole, is there a copy to go back to, and how does one go back? What a person asks for by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.common.permissions import may, require
from app.vault import audit, backup, comparing, fetching, integrity, judging, past_damage, restoring, returning, trying
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.people import Account
from app.vault.restoring import Restored
from app.vault.session import Session, Vault

BY_HAND, AT_LEAVING = "by_hand", "sign_out"


def back_up(session: Session) -> Backup:
    """Make a backup now and thin out what is older than the schedule keeps. Raises Refused, DiskFull."""
    require(session, "backup")
    made = session.back_up(BY_HAND)
    thin_out(session)
    return made


def back_up_at_leaving(session: Session) -> Backup | None:
    """Make a backup at the end of a visit that changed something; None when there is none to make.

    A viewer's would not count: what a viewer wrote (a search, a filter) is in the next one.
    """
    if not session.wrote or not may(session, "backup"):
        return None
    made = session.back_up(AT_LEAVING)
    thin_out(session)
    return made


def thin_out(session: Session) -> list[Path]:
    """Remove what is older than the schedule keeps; nothing when the clock cannot be right, by what the audit knows."""
    with session.read() as db:
        known = audit.newest_moments(db, Compartment.REGISTRY)
    counted = {each.folder for each in judging.counted(session)}
    return backup.prune(session.vault.folder, datetime.now(UTC), known, counted)


def newest_backup(session: Session) -> Backup | None:
    """The newest backup that counts, to say how old it is."""
    return judging.newest(session)


def all_backups(session: Session) -> list[judging.Judged]:
    """Everything among the backups: those that count, the newest first, then what is none and why."""
    return judging.judged(session)


def find_backup(session: Session, named: str) -> Backup:
    """The backup of that name, or in the folder of that path. Raises NotFound, NotABackup."""
    return fetching.find(session.vault.folder, named)


def newer_than(session: Session, chosen: Backup) -> list[comparing.Newer]:
    """What would be lost by going back: for each compartment of the person what was done since. Needs a lead."""
    require(session, "backups.restore")
    return comparing.newer_than(session, chosen)


def try_out(
    session: Session, chosen: Backup | None = None, progress: audit.Progress = audit.no_progress
) -> trying.Tried:
    """Restore a backup (else the newest) into a scratch folder, open it, verify it, compare.

    Raises Refused, NotFound when there is none.
    """
    require(session, "backups.try")
    return trying.try_out(session, chosen, progress)


def trial_due(session: Session) -> bool:
    """Whether the monthly trial should be made now, by somebody who may."""
    return may(session, "backups.try") and trying.due(session)


@contextmanager
def signed_in_to_restore(vault: Vault, user: str, password: str) -> Iterator[Session]:
    """A lead's session for restoring alone, past damaged files of the own unit; closed at the end.

    Raises what a sign-in raises, Refused for others than leads.
    """
    session = past_damage.sign_in_to_restore(vault, user, password)
    try:
        require(session, "backups.restore")
        yield session
    finally:
        session.close()


def restore(
    session: Session, source: Path, only: Compartment | None = None, password_then: str | None = None
) -> Restored:
    """Bring a backup back, whole or one compartment, and keep the state before. The session ends with it.

    Raises Refused, OtherPassword (ask for the password of the backup's day), Damaged, DiskFull: nothing was changed.
    """
    require(session, "backups.restore")
    return restoring.restore(session, source, only, password_then)


def restore_damaged(place: Path, source: Path, user: str, password: str) -> Restored:
    """Bring a backup back whole where the vault cannot be opened: signing in to the backup with the password then."""
    return restoring.restore_damaged(place, source, user, password, _allow)


def restore_into(source: Path, target: Path, user: str, password: str) -> Restored:
    """Bring a backup back as a vault of its own in a new or empty folder; signing in to the backup."""
    return restoring.restore_into(source, target, user, password, _allow)


def came_back(session: Session) -> list[Account]:
    """People of the unit who have access again only because an older state was restored. For its leads to decide."""
    if not may(session, "accounts.manage"):
        return []
    return [each for each in returning.came_back(session) if each.unit is session.account.unit]


def _allow(then: Session) -> None:
    require(then, "backups.restore")


def verify_all(session: Session, progress: audit.Progress = audit.no_progress) -> integrity.Findings:
    """Check everything that this person may open; changes nothing. Raises Refused."""
    require(session, "audit.verify")
    return integrity.verify(session, progress)


def verify_audits(session: Session, progress: audit.Progress = audit.no_progress) -> integrity.Findings:
    """Check the audit chains that this person may open. Raises Refused."""
    require(session, "audit.verify")
    return integrity.chains(session, integrity.Findings(), progress)


def verify_records(session: Session, progress: audit.Progress = audit.no_progress) -> integrity.Findings:
    """Check whether every record that this person may open stands as the audit knows it. Raises Refused."""
    require(session, "audit.verify")
    return integrity.rows(session, integrity.Findings(), progress)
