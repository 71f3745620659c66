"""What does a person keep at the desk of the visits? Filters of the list, searches noted by how many they found."""

from app.common.desk import Desk
from app.common.permissions import require
from app.common.text import nfc
from app.social.models import Draft, SavedFilter
from app.social.visits.terms import KIND
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="visits.edit", listing="visits.list")
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """That something was searched; the words may be a name, and stand nowhere."""
    require(session, "search")
    if nfc(term).strip():
        with session.work(Compartment.SOCIAL) as work:
            work.audit("visits.search", KIND, found=found)
