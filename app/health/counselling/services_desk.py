"""What does a person keep at the desk? Drafts sealed to their own account, saved filters, searches noted."""

from app.common.desk import Desk
from app.common.permissions import require
from app.common.text import nfc
from app.health.counselling.terms import KIND
from app.health.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing="counselling.record", listing="counselling.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """Audit that somebody searched, and how many it found; the words stay out, as of all searches of the station."""
    require(session, "search")
    if nfc(term).strip():
        with session.work(Compartment.HEALTH) as work:
            work.audit(f"{KIND}.search", KIND, found=found)
