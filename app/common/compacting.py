"""How is what was erased taken from the disk? The file written anew, and taken out of all backups made before."""

from app.common.permissions import require
from app.vault import backup, expunging
from app.vault.compartments import OWNER, Compartment
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
    """In which backups in the vault's folder the unit's records are replaced; told before."""
    place = session.vault.folder / backup.FOLDER
    return [path.name for part in _own(session) for path in expunging.states(place, part)]


def replace_backups(session: Session) -> list[str]:
    """Make a backup, and let its state of the unit's records replace that in those that were there; their names.

    What they hold of other units stays. Raises Refused, and what keeps a backup from being made: then nothing went.
    """
    require(session, "backups.replace")
    made = session.back_up(REASON)
    place = session.vault.folder / backup.FOLDER
    return [name for part in _own(session) for name in expunging.expunge(session, place, part, REASON, made)]


def _own(session: Session) -> list[Compartment]:
    """The compartment in which this person's unit erases."""
    return [part for part in sorted(session.compartments) if OWNER.get(part) is session.account.unit]
