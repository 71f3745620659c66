"""Which of the folders among the backups can be relied on?

A backup counts when its manifest is sound, is not from the future, and was signed by somebody who could make backups
then: an officer or a lead, active, with keys that were never lent. The account records say so.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.vault import backup, manifests
from app.vault.audit import newest_moments
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.manifests import Manifest, NotABackup
from app.vault.people import Level
from app.vault.records import Directory
from app.vault.retention import BEFORE_RESTORE, SET_ASIDE
from app.vault.session import Session
from app.vault.tables import ACCOUNT_RECORDS


@dataclass(frozen=True)
class Judged:
    """A folder among the backups; `why_not` is None when it counts as one (its files were not read for that)."""

    folder: Path
    backup: Backup | None
    manifest: Manifest | None
    why_not: NotABackup | None

    @property
    def counts(self) -> bool:
        return self.why_not is None


def judged(session: Session) -> list[Judged]:
    """Everything that lies among the vault's backups: those that count, the newest first; then what is none."""
    folder = session.vault.folder
    found = [judge(session, each) for each in backup.listed(folder)]
    found += [Judged(other.path, None, None, other.why) for other in backup.others(folder)]
    return sorted(found, key=lambda each: not each.counts)


def unsigned(folder: Path) -> list[Judged]:
    """The same without signing in: by name and manifest alone, whoever signed it."""
    found = [Judged(each.folder, each, manifests.read(each.folder), None) for each in backup.listed(folder)]
    return [*found, *(Judged(other.path, None, None, other.why) for other in backup.others(folder))]


def counted(session: Session) -> list[Backup]:
    """The backups that count, the newest first."""
    return [each.backup for each in judged(session) if each.backup is not None and each.counts]


def newest(session: Session) -> Backup | None:
    """The newest backup to go back to; what was kept when something was restored is none of these."""
    return next((each for each in counted(session) if each.reason != BEFORE_RESTORE), None)


def judge(session: Session, each: Backup) -> Judged:
    """Whether a backup counts for this vault; it may lie anywhere."""
    with session.read() as db:
        return judge_by(db, session.directory, each, latest(session))


def judge_by(db: Orm, directory: Directory, each: Backup, at_the_latest: datetime) -> Judged:
    """Whether a backup counts, by these account records."""
    manifest = None
    try:
        manifest = manifests.read(each.folder)
        manifests.check_date(manifest, at_the_latest)
        _check_signer(db, directory, manifest)
    except NotABackup as why:
        return Judged(each.folder, each, manifest, why)
    return Judged(each.folder, each, manifest, None)


def is_set_aside(each: Judged) -> bool:
    """Whether it is no backup on purpose: files kept as they were, before an update or a restore replaced them."""
    return each.folder.name.endswith(tuple(f"-{reason}" for reason in SET_ASIDE))


def latest(session: Session) -> datetime:
    """The latest moment that is known: the clock's, or the audit's when the clock went back."""
    with session.read() as db:
        return max([datetime.now(UTC), *newest_moments(db, Compartment.REGISTRY)])


def _check_signer(db: Orm, directory: Directory, manifest: Manifest) -> None:
    then = list(_records_of(db, manifest.by, manifest.signed_at))
    if not then or not directory.has_key(manifest.by, manifest.key):
        raise NotABackup("This is no backup: no account of this vault signed it.")
    if not then[-1]["active"] or then[-1]["invited"]:
        raise NotABackup("This is no backup: who signed it had no access then.")
    if then[-1]["level"] == Level.VIEWER:
        raise NotABackup("This is no backup: a viewer signed it.")


def _records_of(db: Orm, account: str, until: datetime) -> Iterator[dict[str, object]]:
    """The records of an account up to a moment. They were verified when the directory was read."""
    for payload in db.scalars(select(ACCOUNT_RECORDS.c.payload).order_by(ACCOUNT_RECORDS.c.seq)):
        told = json.loads(payload)
        mine = told["type"] == "account" and told["account"] == account
        if mine and datetime.fromisoformat(told["at"]) <= until:
            yield told
