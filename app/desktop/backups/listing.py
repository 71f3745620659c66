"""Which backups are there, here and on the place for copies, and what is known of each? Without a window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.common.i18n import N_, tr
from app.registry import safekeeping
from app.vault import backup, carrying, judging
from app.vault.backup import Backup
from app.vault.errors import AppError, NotFound
from app.vault.judging import Judged
from app.vault.session import Session

REASONS = {
    "sign_out": N_("At lock or exit"),
    "by_hand": N_("By hand"),
    "migration": N_("Before an update"),
    "erasure": N_("After an erasure"),
    "before_restore": N_("Kept before a restore"),
}


@dataclass(frozen=True)
class Row:
    """A backup, or something among the backups that is none (`why_not`). `here` and `there` are where it lies."""

    name: str
    made_at: datetime | None
    reason: str
    by: str
    size: int
    here: Backup | None
    there: Backup | None
    why_not: AppError | None

    @property
    def best(self) -> Backup | None:
        """What to restore from: the vault's own disk is quicker."""
        return self.here or self.there


def reason_name(code: str) -> str:
    """Why a backup was made, in words."""
    return tr(REASONS[code]) if code in REASONS else code


def where(row: Row) -> str:
    """On which disks it lies."""
    if row.here is not None and row.there is not None:
        return tr("In both places")
    return tr("Elsewhere") if row.there is not None else tr("This computer")


def size_text(size: int) -> str:
    """A size as people say it."""
    return tr("{size} MB", size=max(1, round(size / 1_000_000))) if size else ""


def read(session: Session, place: Path | None) -> list[Row]:
    """All of them, the newest first, then what is none; `place` is where the medium is, None while it is away."""
    ours = safekeeping.all_backups(session)
    theirs = [judging.judge(session, each) for each in _on_place(session, place)]
    elsewhere = {each.folder.name: each for each in theirs}
    rows = [_row(session, each, elsewhere.pop(each.folder.name, None)) for each in ours]
    rows += [_row(session, None, each) for each in elsewhere.values()]
    return sorted(rows, key=lambda row: (row.made_at is not None, row.name), reverse=True)


def _on_place(session: Session, place: Path | None) -> Iterable[Backup]:
    return carrying.listed(place, session.vault.header.vault_id) if place is not None else ()


def _row(session: Session, here: Judged | None, there: Judged | None) -> Row:
    known = here or there
    assert known is not None
    manifest, made = known.manifest, known.backup
    signer = session.directory.members.get(manifest.by) if manifest else None
    return Row(
        known.folder.name,
        made.made_at if made else None,
        made.reason if made else "",
        signer.account.full_name if signer else "",
        sum(path.stat().st_size for path in known.folder.iterdir() if path.is_file()) if known.folder.is_dir() else 0,
        here.backup if here else None,
        there.backup if there else None,
        known.why_not,
    )


def in_folder(session: Session, folder: Path) -> tuple[Backup, str]:
    """The newest backup of this vault in a folder that somebody chose, and who made it. Raises NotFound, NotABackup."""
    found = carrying.found_in(folder)
    if not found:
        raise NotFound(
            "There is no backup in {folder}. Nothing was changed. Choose the folder of a backup, or its stick.",
            folder=str(folder),
        )
    known = [judging.judge(session, each) for each in found]
    for each in known:
        if each.counts and each.backup is not None and each.manifest is not None:
            return each.backup, session.directory.members[each.manifest.by].account.full_name
    why_not = known[0].why_not
    assert why_not is not None
    raise why_not


def check(row: Row) -> None:
    """Read every file of it, wherever it lies. Raises Damaged."""
    for each in (row.here, row.there):
        if each is not None:
            backup.verify(each)
