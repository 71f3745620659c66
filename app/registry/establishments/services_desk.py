"""What does a person keep at the desk for the register? Drafts sealed to them, saved filters; and searches noted."""

from app.common.desk import Desk
from app.common.permissions import require
from app.registry.establishments.terms import KIND
from app.registry.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.REGISTRY, Draft, SavedFilter, typing="establishments.list", listing="establishments.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """Audit a search: that it was made and how much it found, but not its words.

    One search box asks every kind, and the leads of all units read the registry's audit: a name that the police look
    for among their reports must not come to stand there. The unit's own audit has the words.
    """
    require(session, "search")
    if term.strip():
        with session.work(Compartment.REGISTRY) as work:
            work.audit(f"{KIND}.search", KIND, found=found)
