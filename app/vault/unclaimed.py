"""When is a file that was set aside for a unit's first lead of no use any more?

It was empty when it was moved (`membership.set_aside`), unless somebody had forged the header so that a unit's true
file looked like that. It goes when the unit has worked in another file for four weeks, by the audit's own moments: by
then the unit would have missed its records.
"""

from datetime import timedelta

from sqlalchemy import func, select

from app.vault import backup
from app.vault.compartments import OWNER, Compartment
from app.vault.session import Session
from app.vault.tables import AUDIT

AT_WORK = timedelta(weeks=4)


def clean_up(session: Session) -> None:
    """Remove what was set aside for the units whose compartments this person holds, once it is surely not needed."""
    for part in sorted(session.compartments):
        owner = OWNER.get(part)
        left = list((session.vault.folder / backup.FOLDER).glob(f"{backup.UNCLAIMED}*-{part.file_name}*"))
        if left and owner and not session.directory.unclaimed(owner) and _at_work(session, part):
            for path in left:
                path.unlink(missing_ok=True)


def _at_work(session: Session, part: Compartment) -> bool:
    table = AUDIT[part]
    with session.read() as db:
        first, last = db.execute(select(func.min(table.c.at), func.max(table.c.at))).one()
    return first is not None and last - first >= AT_WORK
