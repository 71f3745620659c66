"""How is what was erased taken from the disk? The file written anew, and one new backup in the place of all others."""

import shutil

from app.vault import backup
from app.vault.compartments import Compartment
from app.vault.engine import connect, translated
from app.vault.guard import STATISTICS, Use
from app.vault.session import Session

REASON = "erasure"


def compact(session: Session, part: Compartment) -> None:
    """Write the compartment anew without free pages, and empty its log: what was deleted is nowhere on the disk."""
    folder = session.vault.folder
    with translated(folder):
        raw = connect(folder, {part: session.compartment_key(part)}, Use.STRUCTURE)
        try:
            for statistics in STATISTICS:  # they hold values of the rows they were made from
                raw.execute(f"DROP TABLE IF EXISTS {part.prefix}{statistics}")
            raw.execute(f"VACUUM {part.schema}")
            raw.execute(f"PRAGMA {part.schema}.wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()


def backups(session: Session) -> list[str]:
    """Which backups in the vault's folder go; told before."""
    return [each.folder.name for each in backup.listed(session.vault.folder)]


def replace_backups(session: Session) -> list[str]:
    """Make a backup and remove those that were there; the names of the removed."""
    old = backup.listed(session.vault.folder)
    session.back_up(REASON)
    with translated(session.vault.folder):
        for each in old:
            shutil.rmtree(each.folder)
    return [each.folder.name for each in old]
