"""What does a person keep at the desk for support services? Drafts sealed to them, filters; and searches are noted."""

from app.common.desk import Desk
from app.common.permissions import require
from app.social.models import Draft, SavedFilter
from app.social.support_services.terms import KIND
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="services.edit", listing="services.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """Audit a search: that it was made and how much it found, but not its words, which may be a name."""
    require(session, "search")
    if term.strip():
        with session.work(Compartment.SOCIAL) as work:
            work.audit(f"{KIND}.search", KIND, found=found)
