"""Is everything whole, and is there a copy to go back to? What a person asks for by hand."""

from datetime import UTC, datetime

from app.common.permissions import require
from app.vault import audit, backup, integrity
from app.vault.session import Session

BY_HAND = "by_hand"


def back_up(session: Session) -> backup.Backup:
    """Make a backup now and thin out what is older than the schedule keeps. Raises Refused, DiskFull."""
    require(session, "backup")
    made = session.back_up(BY_HAND)
    backup.prune(session.vault.folder, datetime.now(UTC))
    return made


def verify_all(session: Session, progress: audit.Progress = audit.no_progress) -> integrity.Findings:
    """Check everything that this person may open; changes nothing. Raises Refused."""
    require(session, "audit.verify")
    return integrity.verify(session, progress)


def verify_audits(session: Session, progress: audit.Progress = audit.no_progress) -> integrity.Findings:
    """Check the audit chains that this person may open. Raises Refused."""
    require(session, "audit.verify")
    return integrity.chains(session, integrity.Findings(), progress)
