"""Which of the folders among the backups can be relied on?

A backup counts when its manifest is sound, is not from the future, and was signed by somebody who could make backups
then: an officer or a lead, active, with keys that were never lent. The account records say so.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.vault import backup, manifests
from app.vault.audit import newest_moments
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.manifests import Manifest, NotABackup
from app.vault.people import Level
from app.vault.records import Directory
from app.vault.session import Session
from app.vault.tables import ACCOUNT_RECORDS


@dataclass(frozen=True)
class Judged:
    """A folder among the backups; `why_not` is None when it counts as one (its files were not read for that)."""

    folder: Path
    backup: Backup | None
    manifest: Manifest | None
    why_not: AppError | None

    @property
    def counts(self) -> bool:
        return self.why_not is None


def judged(session: Session) -> list[Judged]:
    """Everything that lies among the vault's backups: those that count, the newest first; then what is none."""
    folder = session.vault.folder
    found = [judge(session, each) for each in backup.listed(folder)]
    found += [Judged(other.path, None, None, other.why) for other in backup.others(folder)]
    return sorted(found, key=lambda each: not each.counts)


def counted(session: Session) -> list[Backup]:
    """The backups that count, the newest first."""
    return [each.backup for each in judged(session) if each.backup is not None and each.counts]


def judge(session: Session, each: Backup) -> Judged:
    """Whether a backup counts for this vault; it may lie anywhere."""
    with session.read() as db:
        return judge_by(db, session.directory, each, latest(session))


def judge_by(db: Orm, directory: Directory, each: Backup, at_the_latest: datetime) -> Judged:
    """Whether a backup counts, by these account records."""
    manifest = None
    try:
        manifest = manifests.read(each.folder)
        manifests.check_date(manifest, each.folder, at_the_latest)
        _check_signer(db, directory, manifest, each.folder)
    except NotABackup as why:
        return Judged(each.folder, each, manifest, why)
    return Judged(each.folder, each, manifest, None)


def latest(session: Session) -> datetime:
    """The latest moment that is known: the clock's, or the audit's when the clock went back."""
    with session.read() as db:
        return max(session.clock(), *newest_moments(db, Compartment.REGISTRY))


def _check_signer(db: Orm, directory: Directory, manifest: Manifest, place: Path) -> None:
    then = list(_records_of(db, manifest.by, manifest.signed_at))
    if not then or not directory.has_key(manifest.by, manifest.key):
        raise NotABackup("The folder {name} is no backup: no account of this vault signed it.", name=place.name)
    if not then[-1]["active"] or then[-1]["invited"]:
        raise NotABackup("The folder {name} is no backup: who signed it had no access then.", name=place.name)
    if then[-1]["level"] == Level.VIEWER:
        raise NotABackup("The folder {name} is no backup: a viewer signed it.", name=place.name)


def _records_of(db: Orm, account: str, until: datetime) -> Iterator[dict[str, object]]:
    """The records of an account up to a moment. They were verified when the directory was read."""
    for payload in db.scalars(select(ACCOUNT_RECORDS.c.payload).order_by(ACCOUNT_RECORDS.c.seq)):
        told = json.loads(payload)
        mine = told["type"] == "account" and told["account"] == account
        if mine and datetime.fromisoformat(told["at"]) <= until:
            yield told
