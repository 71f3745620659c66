"""What does a person keep at the desk for group sessions? Drafts sealed to them, saved filters; and searches noted."""

from app.common.desk import Desk
from app.common.permissions import require
from app.health.group_sessions.terms import KIND
from app.health.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing="health-sessions.list", listing="health-sessions.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """Audit a search: that it was made and how much it found, not its words: one box asks for clients, too."""
    require(session, "search")
    if term.strip():
        with session.work(Compartment.HEALTH) as work:
            work.audit(f"{KIND}.search", KIND, found=found)
