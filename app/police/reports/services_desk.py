"""What does a person keep at the desk? Drafts sealed to their own account, saved filters, searches noted."""

from app.common.desk import Desk
from app.common.permissions import require
from app.common.text import nfc
from app.police.models import Draft, SavedFilter
from app.police.reports.record import KIND
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.POLICE, Draft, SavedFilter, typing="reports.receive", listing="reports.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """Audit the term that a person settled on, not each key."""
    require(session, "search")
    term = nfc(term).strip()
    if term:
        with session.work(Compartment.POLICE) as work:
            work.audit("reports.search", "reports", term=term, found=found)
